"""Elements of a Word document: tags, runs with their fonts, paragraphs.

In: words and measures. Out: lxml elements. Every run names its fonts for Chinese and for Latin: Word takes an
unnamed one from a theme, which has no Chinese.
"""

from dataclasses import dataclass
from typing import Any

# The names of GB/T 9704 practice. None is bundled; ``word_styles`` names what stands in for each.
SONG, FANG_SONG, KAI, HEI, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
RED = "C00000"
SIGN = 16.0  # the size of the body's signs in points

_TWIPS = 20  # in a point
_HALVES = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: font, size in points, and what each sign is set closer by, in twentieths of a point."""

    font: str = FANG_SONG
    size: float = 16
    latin: str = LATIN
    colour: str | None = None
    closer: int = 0


@dataclass(frozen=True, slots=True)
class Lay:
    """How a paragraph lies: measures in points, or in signs of the body where they are called so.

    ``exact`` is the line pitch, None leaves it to the font; ``first_signs`` below 0 lets the first line hang. ``rule``
    is a red line below, at this distance; ``whole`` is what a style says for all of its paragraphs.
    """

    style: str | None = None
    align: str | None = None
    exact: float | None = None
    left: float | None = None
    right: float | None = None
    left_signs: int | None = None
    right_signs: int | None = None
    first_signs: int | None = None
    rule: float | None = None
    tab: float | None = None
    with_next: bool = False
    on_grid: bool = True
    whole: bool = False


def tag(name: str, /, *children: Any, **attributes: object) -> Any:
    """Return an element of Word's own: ``tag("jc", val="center")``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def twips(points: float) -> int:
    """Return points in twentieths."""
    return round(points * _TWIPS)


def fonts(look: Look) -> Any:
    """Return the fonts of a look, those for Chinese among them."""
    latin = dict.fromkeys(("ascii", "hAnsi", "cs"), look.latin)
    return tag("rFonts", hint="eastAsia", eastAsia=look.font, **latin)


def run_properties(look: Look) -> Any:
    """Return what a run of this look, or a style of it, says of itself."""
    return tag(
        "rPr",
        fonts(look),
        tag("color", val=look.colour) if look.colour else None,
        tag("spacing", val=-look.closer),
        tag("sz", val=round(look.size * _HALVES)),
        tag("szCs", val=round(look.size * _HALVES)),
        tag("lang", val="en-US", eastAsia="zh-CN"),
    )


def run(text: str, look: Look) -> Any:
    """Return a run; a line break in the text is one in the run, a tab one of the paragraph's."""
    made = tag("r", run_properties(look))
    for at, line in enumerate(text.split("\n")):
        made.extend([tag("br")] if at else [])
        for number, piece in enumerate(line.split("\t")):
            made.extend([tag("tab")] if number else [])
            made.extend([_words(piece)] if piece else [])
    return made


def _words(text: str) -> Any:
    made = tag("t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph_properties(lay: Lay) -> Any:
    """Return what a paragraph, or a style of one, says of its place; the order is that of the schema."""
    return tag(
        "pPr",
        tag("pStyle", val=lay.style) if lay.style else None,
        tag("keepNext") if lay.with_next else None,
        tag("widowControl", val=0) if lay.whole else None,
        _rule(lay.rule) if lay.rule is not None else None,
        tag("tabs", tag("tab", val="right", pos=twips(lay.tab))) if lay.tab else None,
        # Word hangs a comma into the margin, said or not. LibreOffice loses one that it hangs, and hangs none
        # where this is said.
        tag("overflowPunct", val=1) if lay.whole else None,
        None if lay.on_grid else tag("snapToGrid", val=0),
        tag("spacing", before=0, after=0, line=twips(lay.exact), lineRule="exact")
        if lay.exact
        else None,
        _indent(lay),
        tag("jc", val=lay.align) if lay.align else None,
    )


def _rule(distance: float) -> Any:
    return tag("pBdr", tag("bottom", val="single", sz=12, space=round(distance), color=RED))


def _indent(lay: Lay) -> Any:
    """Return the indents; those in signs stand in points beside, for programs that do not count signs."""
    points = {"left": lay.left, "right": lay.right}
    signs = {"left": lay.left_signs, "right": lay.right_signs}
    stated = {name: twips(value) for name, value in points.items() if value is not None}
    for name, count in signs.items():
        if count is not None:
            stated |= {f"{name}Chars": 100 * count, name: twips(SIGN * count)}
    if lay.first_signs is not None:
        name, count = (
            ("firstLine", lay.first_signs) if lay.first_signs > 0 else ("hanging", -lay.first_signs)
        )
        stated |= {f"{name}Chars": 100 * count, name: twips(SIGN * count)}
    return tag("ind", **stated) if stated else None


def paragraph(text: str, look: Look, lay: Lay) -> Any:
    """Return a paragraph of one look."""
    return tag("p", paragraph_properties(lay), run(text, look) if text else None)


def field(code: str, look: Look) -> list[Any]:
    """Return the runs of a field, such as the number of the page."""
    text = tag("instrText")
    text.text = f" {code} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts = (
        tag("fldChar", fldCharType="begin"),
        text,
        tag("fldChar", fldCharType="separate"),
        _words("1"),
        tag("fldChar", fldCharType="end"),
    )
    return [tag("r", run_properties(look), part) for part in parts]
