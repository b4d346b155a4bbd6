"""A bulletin as a Word document in the form of GB/T 9704-2012.

In: the letter, what a person decided of it, the ledger. Out: the bytes of a .docx, the same each time: its
properties bear the bulletin's own date.
"""

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tongbao.bulletin.ledger import LedgerTable
from tongbao.bulletin.letter import Letter, LetterParagraph
from tongbao.bulletin.word_page import TEXT_WIDTH, set_across, set_upright
from tongbao.bulletin.word_styles import (
    BODY,
    BODY_LAY,
    HEADINGS,
    PITCH,
    TITLE_LAY,
    TITLE_LOOK,
    set_settings,
    set_styles,
    table_of_fonts,
)
from tongbao.bulletin.word_table import table_element
from tongbao.bulletin.word_xml import HEI, RED, SIGN, TITLE, Lay, Look, paragraph, tag
from tongbao.output.office_package import settled
from tongbao.progress import periods
from tongbao.records.model import Bulletin

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
