"""The real ledger: the PDF gives what the .docx gives, and both what a careful reader takes."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tongbao.sources import read
from tongbao.sources.characters import join
from tongbao.sources.document import Document, SourceCell, SourceRow

NOTICES = Path(__file__).parent.parent / "notices"
GOLD = yaml.safe_load((NOTICES / "000-ledger-2022-07.gold.yml").read_text("utf-8"))["rows"]


@pytest.fixture(scope="module")
def pdf() -> Document:
    return read(NOTICES / "000-ledger-2022-07.pdf")


@pytest.fixture(scope="module")
def word() -> Document:
    return read(NOTICES / "000-ledger-2022-07.docx")


def body(document: Document) -> Iterator[SourceRow]:
    for table in document.tables():
        yield from (row for row in table.rows if row.cells[0].text != "序号")


def progress_of(document: Document) -> list[str]:
    """Return the progress texts, those broken by a page put together by ``runs_on``."""
    found: list[str] = []
    last: SourceCell | None = None
    for row in body(document):
        cell, status = row.cells[4], row.cells[5]
        if status.text:
            found.append(cell.text)
        elif cell.text and last:
            found[-1] = join(found[-1], cell.text) if last.runs_on else f"{found[-1]}\n{cell.text}"
        last = cell if cell.text else last
    return found


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ["pdf", "word"])
def test_every_progress_text_and_every_paragraph_break_is_kept(
    name: str, request: pytest.FixtureRequest
) -> None:
    found = progress_of(request.getfixturevalue(name))
    assert len(found) == 56
    for text, row in zip(found, GOLD, strict=True):
        wanted = [bare(line) for line in row["progress"].split("\n")]
        assert [bare(line) for line in text.split("\n")] == wanted, row["number"]


def test_spaces_of_the_text_stay_and_those_of_typesetting_go(pdf: Document) -> None:
    text = "\n".join(cell.text for row in body(pdf) for cell in row.cells)
    for words in ("文明健康 绿色环保", "区企业发展服务中心 区棚改收储办", "王 新", "1. 5月份以来"):
        assert words in text
    assert "截至7月底，共收集" in text


def test_units_broken_by_a_narrow_column_are_whole(pdf: Document) -> None:
    units = {row.cells[2].text for row in body(pdf)}
    whole = {"区农业农村和水利局", "机关事务服务中心\n湛源公司", "湛河自然资源和规划分局"}
    assert whole <= units


def test_statuses_with_the_word_below(pdf: Document) -> None:
    found = [row.cells[5].text for row in body(pdf) if row.cells[5].text]
    assert found == ["\n".join(filter(None, (row["status"], row["note"]))) for row in GOLD]


def test_a_cell_merged_over_rows_is_covered_below_and_begins_anew_on_the_next_page(
    pdf: Document,
) -> None:
    rows = list(body(pdf))
    spans = [row.cells[2].span for row in rows]
    start = next(index for index, row in enumerate(rows) if row.cells[0].text == "8")
    assert rows[start].cells[2].text.split("\n") == GOLD_LEADS
    assert all(
        span == "above" or not row.cells[2].text
        for span, row in zip(spans[start + 1 : start + 6], rows[start + 1 : start + 6], strict=True)
    )


GOLD_LEADS: list[Any] = next(row["lead_units"] for row in GOLD if row["number"] == 8)


def test_the_letter_reads_alike_in_both_files(pdf: Document, word: Document) -> None:
    assert [one.text for one in pdf.paragraphs()] == [one.text for one in word.paragraphs()]
    assert pdf.repairs == word.repairs == ()
    assert (pdf.pages, len(list(pdf.tables()))) == (29, 27)


def test_places_go_on_from_page_to_page(pdf: Document) -> None:
    pages = [row.spot.page for row in body(pdf)]
    assert all(first <= second for first, second in pairwise(pages))
    assert next(row.spot for row in body(pdf) if row.cells[0].text == "8").page == 7
