"""A bulletin as a Word document in the form of GB/T 9704-2012.

In: the letter, what a person decided of it, the ledger. Out: the bytes of a .docx, the same each time: its
properties bear the bulletin's own date.

The ledger is a table with its heading on every page, whose rows stay whole where they fit.
"""

import datetime
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tongbao.bulletin.ledger import LedgerCell, LedgerColumn, LedgerTable, Width
from tongbao.bulletin.letter import Letter, LetterParagraph
from tongbao.bulletin.word_page import (
    TEXT_HEIGHT_ACROSS,
    TEXT_WIDTH,
    TEXT_WIDTH_ACROSS,
    set_across,
    set_upright,
)
from tongbao.bulletin.word_styles import (
    BODY,
    BODY_LAY,
    CELL,
    CELL_HEAD,
    CELL_LAY,
    HEADINGS,
    PITCH,
    TITLE_LAY,
    TITLE_LOOK,
    set_settings,
    set_styles,
    table_of_fonts,
)
from tongbao.bulletin.word_xml import HEI, RED, SIGN, TITLE, Lay, Look, paragraph, tag, twips
from tongbao.output.office_package import settled
from tongbao.progress import periods
from tongbao.records.model import Bulletin

# How much of the width a column takes, compared with the others.
_SHARES: Mapping[Width, float] = {"narrow": 1.1, "names": 2.4, "words": 4.4, "text": 9.4}
_PADDING = 4.0  # points, left and right of a cell's text
_WHOLE = 0.45  # a row that takes no more than this of a page is not broken
_LARGEST, _ROOMY = 44.0, 8
_STYLES = {"first": "Heading1", "second": "Heading2"}
_BLANK = Lay(exact=PITCH)
_BLANK_WITH_NEXT = Lay(exact=PITCH, with_next=True)


def bulletin_docx(letter: Letter, bulletin: Bulletin, issuer: str, table: LedgerTable) -> bytes:
    """Return the document: the letter on upright pages, the ledger behind it across."""
    import docx
    from docx.enum.section import WD_SECTION

    document = docx.Document()
    set_styles(document)
    set_settings(document)
    body = document.element.body
    set_upright(document.sections[0])
    for element in _letter(letter, bulletin, issuer):
        body.insert(len(body) - 1, element)
    set_across(document.add_section(WD_SECTION.NEW_PAGE))
    for element in _annex(letter, table):
        body.insert(len(body) - 1, element)
    _set_properties(document, "".join(letter.title), bulletin, issuer)
    return _bytes_of(document)


def _letter(letter: Letter, bulletin: Bulletin, issuer: str) -> Iterator[Any]:
    yield from _masthead(bulletin, issuer)
    yield from _blank(2)
    title = "\n".join(letter.title)
    yield paragraph(title, TITLE_LOOK, Lay(style="Title", align="center"))
    yield from _blank(1)
    if letter.addressees:
        yield paragraph(letter.addressees.rstrip("：:") + "：", BODY, _BLANK)
    for block in letter.blocks[:-1]:
        yield _block(block)
    # The signature does not stand alone on a page: the end of the text goes with it.
    yield _block(letter.blocks[-1], with_next=True)
    yield paragraph("", BODY, _BLANK_WITH_NEXT)
    hanging = Lay(exact=PITCH, left_signs=5, first_signs=-3, with_next=True)
    yield paragraph(f"附件：{letter.annex}", BODY, hanging)
    yield from _signature(letter.signature or issuer, periods.day_in_words(bulletin.date))


def _blank(count: int) -> Iterator[Any]:
    return (paragraph("", BODY, _BLANK) for _ in range(count))


def _masthead(bulletin: Bulletin, issuer: str) -> Iterator[Any]:
    """Yield what stands over the title: an issue of a series with issuer and day, or the issuer's name with its number.

    The red name begins 35 mm below the edge of the text: three lines.
    """
    name = bulletin.series if bulletin.issue is not None else issuer
    size = min(_LARGEST, (TEXT_WIDTH - 2 * SIGN) / max(len(name), _ROOMY))
    yield from _blank(3)
    large = Look(TITLE, round(2 * size) / 2, colour=RED)
    yield paragraph(name, large, Lay(align="center", exact=2 * PITCH))
    yield from _blank(2 if bulletin.issue is None and bulletin.number else 1)
    if bulletin.issue is None:
        yield paragraph(bulletin.number or "", BODY, Lay(align="center", exact=PITCH, rule=11))
        return
    yield paragraph(f"第{bulletin.issue}期", BODY, Lay(align="center", exact=PITCH))
    if bulletin.number:
        yield paragraph(bulletin.number, BODY, Lay(align="center", exact=PITCH))
    line = Lay(exact=PITCH, left=SIGN, right=SIGN, tab=TEXT_WIDTH - SIGN, rule=11)
    yield paragraph(f"{issuer}\t{periods.day_in_words(bulletin.date)}", BODY, line)


def _block(block: LetterParagraph, *, with_next: bool = False) -> Any:
    style = _STYLES.get(block.kind)
    if style:
        return paragraph(block.text, HEADINGS[style], Lay(style=style))
    return paragraph(block.text, BODY, replace(BODY_LAY, with_next=with_next))


def _signature(name: str, day: str) -> Iterator[Any]:
    """Yield name and day of an unsealed document: two signs from the right; the day begins two signs after the name."""
    long_, after = _width(name), 2 * SIGN
    left = TEXT_WIDTH - after - max(long_, after + _width(day))
    yield paragraph("", BODY, _BLANK_WITH_NEXT)
    yield paragraph(name, BODY, Lay(exact=PITCH, left=left, with_next=True))
    yield paragraph(day, BODY, Lay(exact=PITCH, left=left + after))


def _width(text: str) -> float:
    return sum(SIGN / 2 if sign.isascii() else SIGN for sign in text)


def _annex(letter: Letter, table: LedgerTable) -> Iterator[Any]:
    yield paragraph("附件", Look(HEI), _BLANK)
    yield from _blank(1)
    yield paragraph(letter.annex, TITLE_LOOK, Lay(style="Title", align=TITLE_LAY.align))
    yield paragraph("", BODY, Lay(exact=8))
    yield table_element(table)
    # Word asks for a paragraph behind a table; a line of one point makes no page of its own.
    yield tag("p", tag("pPr", tag("spacing", before=0, after=0, line=20, lineRule="exact")))


def _set_properties(document: Any, title: str, bulletin: Bulletin, issuer: str) -> None:
    day = datetime.datetime.combine(bulletin.date, datetime.time(), tzinfo=datetime.UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, issuer, issuer
    properties.created = properties.modified = day
    properties.comments, properties.keywords, properties.language = "", bulletin.series, "zh-CN"
    properties.revision = 1


def _bytes_of(document: Any) -> bytes:
    made = io.BytesIO()
    for name, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[name]
    document.save(made)
    return settled(made.getvalue(), {"word/fontTable.xml": table_of_fonts()})


def table_element(table: LedgerTable) -> Any:
    """Return the table across the whole width of the text."""
    widths = _widths(table.columns)
    return tag(
        "tbl",
        _properties(sum(widths)),
        tag("tblGrid", *(tag("gridCol", w=width) for width in widths)),
        _head(table.columns, widths),
        *(_row(row, table.columns, widths) for row in table.rows),
    )


def _widths(columns: Sequence[LedgerColumn]) -> tuple[int, ...]:
    """Return the widths in twips; together they are just the width of the text."""
    shares = [_SHARES[column.width] for column in columns]
    whole = twips(TEXT_WIDTH_ACROSS)
    edges = [round(whole * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _properties(width: int) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return tag(
        "tblPr",
        tag("tblW", w=width, type="dxa"),
        tag("jc", val="center"),
        tag(
            "tblBorders", *(tag(side, val="single", sz=4, space=0, color="auto") for side in sides)
        ),
        tag("tblLayout", type="fixed"),
        tag(
            "tblCellMar",
            *(tag(side, w=twips(_PADDING), type="dxa") for side in ("left", "right")),
        ),
    )


def _head(columns: Sequence[LedgerColumn], widths: Sequence[int]) -> Any:
    cells = (
        _cell(LedgerCell(column.title), width, CELL_HEAD, "center")
        for column, width in zip(columns, widths, strict=True)
    )
    return tag("tr", tag("trPr", tag("cantSplit"), tag("tblHeader")), *cells)


def _row(row: Sequence[LedgerCell], columns: Sequence[LedgerColumn], widths: Sequence[int]) -> Any:
    cells = (
        _cell(cell, width, CELL, "left" if column.width in ("words", "text") else "center")
        for cell, column, width in zip(row, columns, widths, strict=True)
    )
    whole = tag("trPr", tag("cantSplit")) if _fits(row, widths) else None
    return tag("tr", whole, *cells)


def _fits(row: Sequence[LedgerCell], widths: Sequence[int]) -> bool:
    """Return whether a row is low enough to be kept on one page; what is one over several rows does not count."""
    lines = max(
        _lines(cell.text, width / 20 - 2 * _PADDING)
        for cell, width in zip(row, widths, strict=True)
        if cell.rows <= 1
    )
    return lines * (CELL_LAY.exact or 0) <= _WHOLE * TEXT_HEIGHT_ACROSS


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes."""
    in_line = max(1, math.floor(width / CELL.size))
    return sum(max(1, math.ceil(len(line) / in_line)) for line in text.split("\n"))


def _cell(cell: LedgerCell, width: int, look: Look, align: str) -> Any:
    merge = {0: tag("vMerge"), 1: None}.get(cell.rows, tag("vMerge", val="restart"))
    properties = tag("tcPr", tag("tcW", w=width, type="dxa"), merge, tag("vAlign", val="center"))
    lay = Lay(style="Ledger", align=align)
    return tag("tc", properties, *(paragraph(line, look, lay) for line in cell.text.split("\n")))
