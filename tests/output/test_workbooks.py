"""Workbooks: typed cells, a page that prints, the same bytes each time, nothing that computes."""

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tongbao.output import books_before, workbooks
from tongbao.output.assets import tones
from tongbao.output.books_before import BooksBefore
from tongbao.output.build import build
from tongbao.output.workbooks import workbook_bytes
from tongbao.site.table import Book, Column, Leaf
from tongbao.site.views import Badge

BADGE = Badge("进度滞后", "lagging", "red", "diamond", "◆", "status/p/lagging.html")
COLUMNS = (
    Column("number", "序号", 8),
    Column("text", "任务", 34),
    Column("due", "时限", 12),
    Column("period", "期次", 12, is_period=True),
    Column("status", "完成情况", 13),
    Column("page", "页码", 6),
)
ROWS = (
    ("1", "=1+1", (datetime.date(2022, 12, 31),), "2022-08", BADGE, 3),
    ("2", "http://a.example", (), None, None, None),
    ("3", "+3", (datetime.date(2022, 6, 30), datetime.date(2022, 12, 31)), None, None, 4),
)
BOOK = Book(
    "data/plans/p.xlsx",
    "plans/p.html",
    "清单",
    "督查室",
    datetime.date(2022, 8, 17),
    (Leaf("分工", "清单分工", "共3行，内网版。", COLUMNS, ROWS),),
)


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook_bytes(BOOK, tones({}))


def test_cells_are_what_they_are(made: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("分工").to_python()
    assert [row[0] for row in rows[:2]] == ["清单分工", "共3行，内网版。"]
    assert rows[2] == ["序号", "任务", "时限", "期次", "完成情况", "页码"]
    assert rows[3] == ["1", "=1+1", datetime.date(2022, 12, 31), "2022年8月", "进度滞后", 3]
    assert rows[4] == ["2", "http://a.example", "", "", "", ""]
    assert rows[5] == ["3", "+3", "2022-06-30、2022-12-31", "", "", 4]


def test_nothing_computes_and_nothing_leads_away(made: bytes) -> None:
    parts = parts_of(made)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]


def test_a_status_shows_word_shape_and_colour(made: bytes) -> None:
    styles = parts_of(made)["xl/styles.xml"]
    assert "&quot;◆ &quot;@" in styles
    assert "FFB71C1C" in styles


def test_it_stays_in_sight_and_prints_across_a4(made: bytes) -> None:
    parts = parts_of(made)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert '<pane xSplit="1" ySplit="3" topLeftCell="B4"' in sheet
    assert '<autoFilter ref="A3:F6"/>' in sheet
    assert re.search(r'<pageSetup paperSize="9"[^>]* orientation="landscape"', sheet)
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert "_xlnm.Print_Titles" in parts["xl/workbook.xml"]
    assert "$3:$3" in parts["xl/workbook.xml"]


def test_the_same_book_gives_the_same_bytes_and_knows_no_clock(made: bytes) -> None:
    assert workbook_bytes(BOOK, tones({})) == made
    assert "2022-08-17T00:00:00Z" in parts_of(made)["docProps/core.xml"]
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_too_long_for_a_cell_says_so() -> None:
    leaf = Leaf("分工", "甲", "乙", (Column("text", "任务", 34),), (("长" * 40_000,),))
    book = Book("a.xlsx", "", "甲", "乙", datetime.date(2022, 8, 17), (leaf,))
    content = workbook_bytes(book, tones({}))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(str(rows[3][0])) == 32_767
    assert str(rows[3][0]).endswith("长……（过长，全文见网页）")


def test_a_site_has_a_workbook_a_plan_and_period(small_site: Path) -> None:
    found = sorted(path.relative_to(small_site).as_posix() for path in small_site.rglob("*.xlsx"))
    assert found == [
        "data/plans/dong-2022.xlsx",
        "data/plans/dong-2023.xlsx",
        "periods/dong-2022/2022-05_2022-07.xlsx",
        "periods/dong-2022/2022-08.xlsx",
    ]
    book = CalamineWorkbook.from_path(str(small_site / found[0]))
    assert book.sheet_names == ["分工", "各期进展"]


def test_the_public_workbooks_hold_nothing_withheld(public_site: Path) -> None:
    for path in public_site.rglob("*.xlsx"):
        text = "".join(parts_of(path.read_bytes()).values())
        for word in ("不便公开", "绝不外传", "内部掌握", "密某", "区保密局"):
            assert word not in text, path


def test_an_unchanged_book_is_not_made_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "public"
    build(small, out)
    made: list[str] = []

    def watched(book: Book, colours: dict[str, str]) -> bytes:
        made.append(book.path)
        return workbooks.workbook_bytes(book, colours)

    monkeypatch.setattr(books_before, "workbook_bytes", watched)
    assert build(small, out).written.written == 0
    assert made == []
    touched = out / "data/plans/dong-2022.xlsx"
    whole = touched.read_bytes()
    touched.write_bytes(whole[:-1] + b"?")
    assert build(small, out).written.written == 1
    assert made == ["data/plans/dong-2022.xlsx"]
    assert touched.read_bytes() == whole


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"data/plans/p.xlsx": 1}', '{"data/plans/p.xlsx": ""}']
)
def test_a_broken_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / ".workbooks.json").write_text(text)
    before = BooksBefore.of(tmp_path, tones({}))
    ((path, content),) = before.files([BOOK])
    assert (path, content) == (BOOK.path, workbook_bytes(BOOK, tones({})))
