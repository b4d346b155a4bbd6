"""Pages of an official document: paper, margins, lines, and the number of the page in its place.

In: sections of a document. Out: the same, set by GB/T 9704-2012. A page that lies across is a page turned by a quarter:
its margins and its number stay where they are on the paper.
"""

from typing import Any

from tongbao.bulletin.word_styles import PITCH
from tongbao.bulletin.word_xml import SONG, Lay, Look, field, paragraph_properties, run, tag, twips

_MM = 72 / 25.4  # in points
_EMU = 36_000  # in a millimetre
_TALL, _WIDE = 297, 210
TOP, RIGHT, BOTTOM, LEFT = 37, 26, 35, 28
# The number stands 7 mm below the text, in a line of 16 points.
_BELOW = 7
_NUMBER_LINE = 16
_NUMBER_HEIGHT = _NUMBER_LINE / _MM
_NUMBER = Look(SONG, 14, SONG)

TEXT_WIDTH = (_WIDE - LEFT - RIGHT) * _MM
TEXT_WIDTH_ACROSS = (_TALL - TOP - BOTTOM) * _MM
TEXT_HEIGHT_ACROSS = (_WIDE - LEFT - RIGHT) * _MM

_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{id}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{id}" name="页码{id}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>
"""


def set_upright(section: Any) -> None:
    """Make a section one of upright pages."""
    _set_paper(section, _WIDE, _TALL, (TOP, RIGHT, BOTTOM, LEFT))
    for footer, even in ((section.footer, False), (section.even_page_footer, True)):
        _replace(footer, _number(even=even))


def set_across(section: Any) -> None:
    """Make a section one of pages that lie across: the upright page turned, its left edge on top."""
    _set_paper(section, _TALL, _WIDE, (LEFT, TOP, RIGHT, BOTTOM))
    for footer, even in ((section.footer, False), (section.even_page_footer, True)):
        holder = tag(
            "p", paragraph_properties(Lay(style="Footer")), _turned(_number(even=even), even=even)
        )
        _replace(footer, holder)


def _set_paper(section: Any, width: int, height: int, margins: tuple[int, int, int, int]) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(
        Mm, margins
    )
    section.header_distance = Mm(15)
    section.footer_distance = Mm(round(margins[2] - _BELOW - _NUMBER_HEIGHT, 1))
    properties = section._sectPr  # noqa: SLF001  python-docx has no word for the grid
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(tag("docGrid", type="lines", linePitch=twips(PITCH)))


def _replace(footer: Any, content: Any) -> None:
    footer.is_linked_to_previous = False
    element = footer._element  # noqa: SLF001  its paragraphs are made here
    for child in list(element):
        element.remove(child)
    element.append(content)


def _number(*, even: bool) -> Any:
    """Return ``— 1 —``, one sign from the edge: odd pages right, even ones left."""
    lay = Lay(
        style="Footer",
        align="left" if even else "right",
        exact=_NUMBER_LINE,
        left=_NUMBER.size if even else None,
        right=None if even else _NUMBER.size,
    )
    runs = (run("— ", _NUMBER), *field("PAGE", _NUMBER), run(" —", _NUMBER))
    return tag("p", paragraph_properties(lay), *runs)


def _turned(number: Any, *, even: bool) -> Any:
    """Return a run that holds the number turned by a quarter, at the left of a page that lies across.

    Its box reaches from the edge of the paper, and lines that are turned begin at the right of a box: LibreOffice
    forgets on the first of such pages how far from the edge a box is.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    measures = {
        "y": LEFT * _EMU,
        "cx": (BOTTOM - _BELOW) * _EMU,
        "cy": (_WIDE - LEFT - RIGHT) * _EMU,
        "id": 2 if even else 1,
    }
    box = parse_xml(_BOX.format(**measures))
    next(box.iter(qn("w:txbxContent"))).append(number)
    return box
