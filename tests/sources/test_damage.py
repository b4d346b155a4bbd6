"""Whatever is cut out of or written into a file, it ends in a document or in one message."""

import io
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.sources.making import PdfPage, docx_of, pdf_of, word
from tongbao.problems import Problems
from tongbao.sources import read
from tongbao.sources.document import Document

pytestmark = pytest.mark.long


def pdf() -> bytes:
    page = PdfPage().text(90, 60, "表题", 22).grid([90, 150, 300], [100, 120, 160])
    page.lines(95, 104, ["序号"]).lines(155, 104, ["进展"]).lines(155, 124, ["一二三", "四。"])
    return pdf_of(page, PdfPage(picture=True).text(90, 90, "第二页"))


def docx() -> bytes:
    document = word("通报", "一、基本情况")
    document.add_table(2, 2).cell(0, 0).text = "序号"
    return docx_of(document)


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().merge_range("A1:B2", "序号")
    return out.getvalue()


def xls() -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("台账").write_merge(0, 1, 0, 1, "序号")
    book.save(out)
    return out.getvalue()


SAMPLES = {
    ".pdf": pdf(),
    ".docx": docx(),
    ".xlsx": xlsx(),
    ".xls": xls(),
    ".txt": b"\xcd\xa8\xb1\xa8",
}
MANY = {".pdf": 200, ".docx": 60, ".xlsx": 40, ".xls": 25, ".txt": 60}

damage = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
)
ends = st.one_of(st.just(1.0), st.floats(0, 1))


def outcome(path: Path) -> Document | Problems:
    try:
        return read(path)
    except Problems as problems:
        return problems


@pytest.mark.parametrize("ending", SAMPLES)
def test_damaged_files_end_in_a_document_or_one_message(ending: str, tmp_path: Path) -> None:
    sample = SAMPLES[ending]
    path = tmp_path / f"file{ending}"

    @settings(
        max_examples=examples(MANY[ending]),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(damage, ends)
    def damaged(marks: list[tuple[float, int]], end: float) -> None:
        data = bytearray(sample)
        for place, value in marks:
            data[int(place * len(data))] = value
        path.write_bytes(data[: int(end * len(data))])
        found = outcome(path)
        if isinstance(found, Problems):
            assert [one.place.file for one in found.problems] == [path.name]
        else:
            assert found.blocks

    damaged()
