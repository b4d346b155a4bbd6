"""What of a form gets into content/: a plain copy of the rows that were taken, and nothing of who filled it in."""

import datetime
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.forms import filling
from tests.forms.conftest import AUGUST
from tests.forms.test_collect import FGW, VALUES, collected
from tongbao.archive.seal import SealOrder, seal
from tongbao.forms.form_sheet import KEY, NUMBER, SAID, SHEET, TEXT
from tongbao.forms.forms import ALL
from tongbao.records.load import load_checked
from tongbao.records.model import Notice

ALL_UNITS = f"{ALL}-2022年8月报送表.xlsx"
PHONE = "13812345678"
LATER = datetime.date(2022, 9, 30)


def with_particulars(sheet: Any) -> None:
    for cell in sheet[2]:
        if cell.value in ("填报人：", "联系电话："):
            cell.value = f"{cell.value}{PHONE}"
    sheet.cell(sheet.max_row + 3, 2).value = f"联系人 {PHONE}"
    extra = sheet.parent.create_sheet("通讯录")
    extra["A1"] = PHONE


def of_august(root: Path) -> list[Notice]:
    return [one for one in load_checked(root).notices if one.period == AUGUST]


def kept_of(root: Path) -> Path:
    (notice,) = of_august(root)
    return root / "content/notices" / notice.id / notice.files[0].name


def packed_text(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("name", [FGW, ALL_UNITS], ids=["a unit", "the office"])
def test_nobody_who_filled_a_form_gets_into_content(root: Path, sent: Path, name: str) -> None:
    collected(root, filling.fill(sent / name, VALUES, with_particulars))
    for path in (root / "content").rglob("*"):
        if path.is_file():
            raw = packed_text(path) if path.suffix == ".xlsx" else path.read_bytes()
            assert PHONE.encode() not in raw, path
    book = openpyxl.load_workbook(kept_of(root))
    assert book.sheetnames == [SHEET]


def test_the_copy_says_what_it_is_and_bears_the_digest_of_what_came(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES)
    collected(root, path)
    (file,) = of_august(root)[0].files
    assert file.origin == f"按来件“{FGW}”重排：只留收下的各行，去掉了填报人、联系电话和宏"
    assert file.original is not None
    assert file.original != file.sha256
    assert collected(root, path).forms[0].known == "zhanhe-2022-09-05"
    assert collected(root, kept_of(root)).forms[0].known == "zhanhe-2022-09-05"


def test_rows_stand_where_they_stood_and_what_was_not_taken_is_not_kept(
    root: Path, sent: Path
) -> None:
    only = {"8": {TEXT: "完成。", SAID: "无"}}
    path = filling.fill(sent / FGW, only, filling.title_row_added)
    wanted = {
        row[0].row: row[0].value
        for row in openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=7)
        if str(row[0].value) == "8"
    }
    collected(root, path)
    sheet = openpyxl.load_workbook(kept_of(root))[SHEET]
    header = next(row for row in range(1, 9) if sheet.cell(row, 1).value == NUMBER)
    found = {
        row: sheet.cell(row, 1).value
        for row in range(header + 1, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }
    assert found == wanted
    rows = {
        update.source.row
        for task in load_checked(root).tasks
        for part in task.assignments
        for update in part.updates
        if update.period == AUGUST
    }
    assert rows == set(wanted)


def test_a_form_without_its_title_is_kept_as_well(root: Path, sent: Path) -> None:
    def headless(sheet: Any) -> None:
        sheet.delete_rows(1, 3)

    collected(root, filling.fill(sent / FGW, VALUES, headless))
    sheet = openpyxl.load_workbook(kept_of(root))[SHEET]
    assert sheet.cell(1, 1).value == NUMBER
    assert str(sheet.cell(2, 8).value).endswith("@2022-08")
    assert sheet.cell(1, 8).value == KEY


def test_a_macro_is_neither_run_nor_kept(root: Path, sent: Path, tmp_path: Path) -> None:
    path = tmp_path / "带宏.xlsm"
    shutil.copy(filling.fill(sent / FGW, VALUES), path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"MACRO")
    assert collected(root, path).problems == ()
    kept = kept_of(root)
    assert kept.name == "带宏.xlsx"
    assert b"MACRO" not in packed_text(kept)


def test_what_looks_like_a_formula_is_kept_as_text(root: Path, sent: Path) -> None:
    def pasted(sheet: Any) -> None:
        cell = sheet.cell(5, filling.columns_of(sheet)[TEXT])
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    collected(root, filling.fill(sent / FGW, VALUES, pasted))
    sheet = openpyxl.load_workbook(kept_of(root))[SHEET]
    (cell,) = (one for row in sheet.iter_rows() for one in row if one.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_the_same_form_makes_the_same_copy(root: Path, sent: Path, tmp_path: Path) -> None:
    other = tmp_path / "又"
    shutil.copytree(root, other)
    path = filling.fill(sent / FGW, VALUES)
    collected(root, path)
    collected(other, path)
    assert kept_of(root).read_bytes() == kept_of(other).read_bytes()


@pytest.mark.seals
def test_a_frozen_month_holds_nobody_who_filled_a_form(root: Path, sent: Path) -> None:
    collected(root, filling.fill(sent / FGW, VALUES, with_particulars))
    order = SealOrder(month=AUGUST, as_of=LATER, today=LATER, edition="intranet")
    seal(root, order)
    books = [path for path in (root / "archive").rglob("*.xlsx") if "报送表" in path.name]
    assert books
    for path in (root / "archive/2022-08").rglob("*"):
        if path.is_file():
            raw = packed_text(path) if path.suffix == ".xlsx" else path.read_bytes()
            assert PHONE.encode() not in raw, path
