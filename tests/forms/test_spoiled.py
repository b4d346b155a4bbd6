"""Ways in which a clerk spoils a workbook, each with its message, at its cell; and the copy with comments."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.forms import filling
from tests.forms.test_collect import FGW, VALUES, collected, updates
from tongbao.forms.annotated import annotated
from tongbao.forms.form_sheet import KEY, LABEL, SHEET, STATUS, TASK, TEXT
from tongbao.records.load import load_checked
from tongbao.sources import take

WORDS = "可以写的词：积极推进、正常推进、进展一般、进度滞后"


def cell(heading: str, value: object, row: int = filling.HEADER + 1) -> filling.Habit:
    def write(sheet: Any) -> None:
        sheet.cell(row, filling.columns_of(sheet)[heading]).value = value

    return write


def key_of_row(sheet: Any, row: int) -> str:
    return str(sheet.cell(row, filling.columns_of(sheet)[KEY]).value)


def key_twice(sheet: Any) -> None:
    cell(KEY, key_of_row(sheet, 5), 6)(sheet)
    cell(TASK, sheet.cell(5, 2).value, 6)(sheet)


def of_another_period(sheet: Any) -> None:
    for row in range(5, sheet.max_row + 1):
        cell(KEY, key_of_row(sheet, row).replace("2022-08", "2022-09"), row)(sheet)


def of_another_plan(sheet: Any) -> None:
    for row in range(5, sheet.max_row + 1):
        cell(KEY, key_of_row(sheet, row).replace("zhanhe-2022", "weidong-2022"), row)(sheet)


def one_row_of_another_period(sheet: Any) -> None:
    cell(KEY, key_of_row(sheet, 5).replace("2022-08", "2022-07"))(sheet)


def heading_renamed(sheet: Any) -> None:
    sheet.cell(4, filling.columns_of(sheet)[TEXT]).value = "情况"


def row_of_another_unit(sheet: Any) -> None:
    at = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(at, column).value = sheet.cell(5, column).value
    cell(KEY, "zhanhe-2022/3-1@2022-08", at)(sheet)
    cell(TASK, None, at)(sheet)
    cell(LABEL, None, at)(sheet)


def unit_rewritten(sheet: Any) -> None:
    sheet["A2"] = "报送单位：发展改革局"


def emptied(sheet: Any) -> None:
    for row in range(5, sheet.max_row + 1):
        cell(STATUS, None, row)(sheet)
        cell(TEXT, None, row)(sheet)


SPOILED: dict[str, tuple[tuple[filling.Habit, ...], list[str]]] = {
    "a status that is no word": (
        (cell(STATUS, "正在推进"),),
        [f"{FGW}!{SHEET}!I5: “正在推进”不在完成情况的用词里（是不是“正常推进”？{WORDS}）"],
    ),
    "a status without a text": (
        (cell(TEXT, None),),
        [f"{FGW}!{SHEET}!K5: 填了完成情况，没有填本期进展（写明这一期做了什么；没有进展的写“无”）"],
    ),
    "a task rewritten": (
        (cell(TASK, "修路"),),
        [
            (f"{FGW}!{SHEET}!B5: “任务”一栏改过了：“修路”，台账里是“对照政府专项债券、中央预算内投资、灾后重建等政策…”"
            "（请照发出的报送表改回；要改任务本身，请来文说明）")
        ],
    ),
    "a row twice": (
        (key_twice,),
        [
            (f"{FGW}!{SHEET}!C6: “分项”一栏与编号对不上：“地区生产总值”，这个编号的是“第2项”"
            "（多半是只排序了几栏，行对错了；请照发出的报送表改回）"),
            f"{FGW}!{SHEET}!M6: 和第5行是同一项（一项只留一行，两行的内容合在一起）",
        ],
    ),
    "a key that is none": (
        (cell(KEY, "第二项"), cell(TASK, "别的事")),
        [
            (f"{FGW}!{SHEET}!M5: 认不出这一行是哪一项（编号“第二项”，任务“别的事”）"
            "（请照发出的报送表补上“编号”；清单里没有的事项，请另行来文）")
        ],
    ),
    "the form of another period": (
        (of_another_period,),
        [
            (f"{FGW}: 没有发过 2022-09 的报送表（发过的期次：2022年8月）"
            "（先用 forms 发这一期的表；拿错了期次的，请重新填当期的表）")
        ],
    ),
    "a row of another period": (
        (one_row_of_another_period,),
        [
            (f"{FGW}!{SHEET}!M5: “zhanhe-2022/2-2@2022-07”不是这张表的编号，这张表是 zhanhe-2022 的 2022-08"
            "（别的表里的行不要贴过来；每期用当期发出的表）")
        ],
    ),
    "the form of another plan": (
        (of_another_plan,),
        [
            f"{FGW}: 没有任务清单“weidong-2022”（核对是不是别的区县的表，或 content/plans/ 里的编号改过）"
        ],
    ),
    "a heading renamed": (
        (heading_renamed,),
        [
            (f"{FGW}: 没有找到“本期完成情况”“本期进展”两栏的表头"
            "（请在发出的报送表上填写；表头不要改名，也不要删列）")
        ],
    ),
    "a row of another unit": (
        (row_of_another_unit,),
        [
            (f"{FGW}!{SHEET}!A15: 这一项由区住建局报送，不在区发改委的表里"
            "（删去这一行，由负责的单位报送）")
        ],
    ),
    "the unit rewritten": (
        (unit_rewritten,),
        [f"{FGW}: “报送单位：发展改革局”不在这一期报送的单位里（请照发出的报送表改回单位名称）"],
    ),
    "nothing filled in": (
        (emptied,),
        [f"{FGW}: 这张表一项也没有填（填好以后再收；确实没有进展的，本期进展写“无”）"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", SPOILED)
def test_what_is_spoiled_is_told_at_its_cell_and_nothing_is_taken(
    root: Path, sent: Path, way: str
) -> None:
    habits, said = SPOILED[way]
    found = collected(root, filling.fill(sent / FGW, VALUES, *habits))
    assert [str(problem) for problem in found.problems] == said
    assert (found.written, updates(root)) == ((), {})


@pytest.mark.parametrize("partial", [False, True], ids=["all or nothing", "partial"])
def test_of_several_forms_of_one_unit_none_is_taken(
    root: Path, sent: Path, *, partial: bool
) -> None:
    path = filling.fill(sent / FGW, VALUES)
    other = filling.fill(Path(shutil.copy(path, sent / "又一份.xlsx")), {"": {TEXT: "改过的"}})
    third = Path(shutil.copy(other, sent / "第三份.xlsx"))
    filling.fill(third, {"": {TEXT: "再改过的"}})
    own = filling.fill(sent / "区住建局-2022年8月报送表.xlsx", VALUES)
    found = collected(root, path, other, third, own, partial=partial)
    end = "都是区发改委的表，不知道以哪一份为准（只留最后的一份，再收一次）"
    assert [str(problem) for problem in found.problems] == [
        f"{FGW}: 和“又一份.xlsx”“第三份.xlsx”{end}",
        f"又一份.xlsx: 和“{FGW}”“第三份.xlsx”{end}",
        f"第三份.xlsx: 和“{FGW}”“又一份.xlsx”{end}",
    ]
    assert [form.file for form in found.forms if form.taken] == [own.name]
    issuers = {one.issuer for one in load_checked(root).notices if one.kind == "return"}
    assert issuers == ({"区住建局"} if partial else set())


def test_what_is_no_workbook_or_locked(root: Path, tmp_path: Path) -> None:
    word = tmp_path / "说明.txt"
    word.write_text("本单位本月无进展。", "utf-8")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"0" * 100)
    locked = tmp_path / "密.xlsx"
    locked.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 3000)
    said = [str(problem) for problem in collected(root, word, broken, locked).problems]
    assert said[-1].startswith("说明.txt: 这不是 Excel 工作簿（")
    assert any(line.startswith("坏.xlsx: 文件不完整或已损坏") for line in said)
    assert any(line.startswith("密.xlsx: ") for line in said)


def test_partial_takes_what_is_right(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(STATUS, "正在推进"))
    found = collected(root, path, partial=True)
    assert (len(found.problems), len(updates(root))) == (1, 9)


def test_a_file_that_cannot_be_read_holds_all_back_unless_partial(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES)
    broken = sent / "坏.xlsx"
    broken.write_bytes(b"PK")
    assert collected(root, path, broken).written == ()
    assert len(updates(root)) == 0
    assert collected(root, path, broken, partial=True).written
    assert len(updates(root)) == 10


@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_the_copy_bears_what_is_wrong_at_its_cell(root: Path, sent: Path, *, old: bool) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(STATUS, "正在推进"))
    path = filling.as_xls(path) if old else path
    copy = sent / "批注.xlsx"
    copy.write_bytes(annotated(take(path), collected(root, path).problems))
    sheet = openpyxl.load_workbook(copy)[SHEET]
    assert sheet["I5"].comment.text == (
        f"“正在推进”不在完成情况的用词里（是不是“正常推进”？{WORDS}）"
    )
    assert sheet["I5"].value == "正在推进"
    assert sheet["I6"].comment is None


def test_macros_are_never_kept(root: Path, sent: Path, tmp_path: Path) -> None:
    import zipfile

    path = filling.fill(sent / FGW, VALUES)
    with_macro = tmp_path / "带宏.xlsm"
    shutil.copy(path, with_macro)
    with zipfile.ZipFile(with_macro, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"MACRO")
    assert b"MACRO" not in annotated(take(with_macro), ())
