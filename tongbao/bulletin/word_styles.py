"""The styles of a bulletin in Word: GB/T 9704-2012 in place of those that python-docx brings.

In: an empty document. Out: the same document, its defaults, styles, settings and table of fonts those of an official
document: 22 lines a page of 28 signs each, Chinese fonts by name.
"""

from dataclasses import replace
from typing import Any

from tongbao.bulletin.word_xml import (
    FANG_SONG,
    HEI,
    KAI,
    SONG,
    TITLE,
    Lay,
    Look,
    paragraph_properties,
    run_properties,
    tag,
)

# 22 lines fill the 225 mm of a page: 28.95 points each. 28 signs of 16 points fill the 156 mm of a line only where each
# stands a quarter point closer; a grid of signs would do so as well, but LibreOffice sets 14 signs a line on it.
PITCH = 28.95
CLOSER = 5
BODY = Look(closer=CLOSER)
BODY_LAY = Lay(align="both", exact=PITCH, first_signs=2)
TITLE_LOOK = Look(TITLE, 22)
TITLE_LAY = Lay(align="center", exact=36)
HEADINGS = {
    "Heading1": Look(HEI, closer=CLOSER),
    "Heading2": Look(KAI, closer=CLOSER),
}
CELL = Look(size=10.5)
CELL_LAY = Lay(exact=16)
CELL_HEAD = Look(HEI, 10.5)

_KEPT = ("Normal", "Header", "Footer", "Heading1", "Heading2", "Title", "DefaultParagraphFont",
         "TableNormal", "NoList")  # fmt: skip
# What Word takes where a machine lacks a font: the name that Windows itself has.
_STAND_INS = {
    FANG_SONG: "仿宋",
    KAI: "楷体",
    HEI: "SimHei",
    SONG: "SimSun",
    TITLE: "方正小标宋_GBK",
}


def set_styles(document: Any) -> None:
    """Replace the styles of a new document by ours."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT:
            styles.remove(style)
    by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    _set_defaults(styles.find(qn("w:docDefaults")))
    _set(by_id["Normal"], BODY, Lay(align="both", exact=PITCH))
    _set(by_id["Title"], TITLE_LOOK, TITLE_LAY)
    for name, look in HEADINGS.items():
        _set(by_id[name], look, Lay(exact=PITCH, first_signs=2, with_next=True), outline=name[-1])
    for name in ("Header", "Footer"):
        _set(by_id[name], Look(SONG, 14, SONG), Lay(exact=16))
    styles.append(_cell_style())


def _set_defaults(defaults: Any) -> None:
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(tag("rPrDefault", run_properties(Look())))
    defaults.append(tag("pPrDefault"))


def _set(style: Any, look: Look, lay: Lay, outline: str = "") -> None:
    """Give a style its look and lay, and nothing of what it had; for its 22 lines a page helps no widow."""
    from docx.oxml.ns import qn

    for name in ("w:pPr", "w:rPr", "w:link"):
        for found in style.findall(qn(name)):
            style.remove(found)
    properties = paragraph_properties(replace(lay, whole=True))
    if outline:
        properties.append(tag("outlineLvl", val=int(outline) - 1))
    style.append(properties)
    style.append(run_properties(look))


def _cell_style() -> Any:
    """Return the style of the cells of a ledger, which lie on no grid."""
    properties = paragraph_properties(replace(CELL_LAY, whole=True, on_grid=False))
    return tag(
        "style",
        tag("name", val="台账"),
        tag("basedOn", val="Normal"),
        tag("qFormat"),
        properties,
        run_properties(CELL),
        type="paragraph",
        customStyle=1,
        styleId="Ledger",
    )


def set_settings(document: Any) -> None:
    """Let odd and even pages have their own numbers, and Word take the text for Chinese."""
    from docx.oxml.ns import qn

    document.settings.odd_and_even_pages_header_footer = True
    language = document.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
    picture = document.settings.element.find(qn("w:savePreviewPicture"))
    if picture is not None:
        document.settings.element.remove(picture)


def table_of_fonts() -> bytes:
    """Return the part that names the fonts, each with what stands in for it."""
    from lxml import etree  # type: ignore[import-untyped]

    fonts = tag("fonts", *(_font(name, other) for name, other in _STAND_INS.items()))
    made: bytes = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _font(name: str, other: str) -> Any:
    return tag("font", tag("altName", val=other), tag("charset", val="86"), name=name)
