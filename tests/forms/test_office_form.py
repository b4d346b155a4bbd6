"""The form of all units: what units have returned stands in it in grey, and what the office is to fill stays empty."""

from pathlib import Path

import openpyxl
import pytest

from tests.forms import filling
from tests.forms.conftest import AUGUST, CAME, PLAN, SENT
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.forms.collecting import CollectOrder, collect
from tongbao.forms.form_sheet import (
    KEY,
    NOTE,
    RETURNED_STATUS,
    RETURNED_TEXT,
    SAID,
    SHEET,
    STATUS,
    TEXT,
    TO_FILL,
)
from tongbao.forms.sending import send
from tongbao.records.load import load_checked

FGW, OFFICE = "区发改委-2022年8月报送表.xlsx", "全部单位-2022年8月报送表.xlsx"
SAYS = {STATUS: "正常推进", NOTE: "六区第四", TEXT: "完成投资3亿元", SAID: "统计口径有变"}
GREY = "FFEDEDED"


def with_a_return(root: Path, sent: Path) -> Path:
    """Return the office's form, made anew after one unit has returned its own."""
    filled = filling.fill(sent / FGW, {"": SAYS})
    before = {path.name: path.read_bytes() for path in sent.glob("*.xlsx")}
    collect(root, [filled], CollectOrder(received=CAME))
    send(root, PLAN, AUGUST, sent, SENT, office_only=True)
    after = {path.name: path.read_bytes() for path in sent.glob("*.xlsx")}
    assert {name for name in after if after[name] != before[name]} == {OFFICE}
    return sent / OFFICE


def test_what_a_unit_returned_stands_in_grey_and_the_status_is_empty(
    root: Path, sent: Path
) -> None:
    sheet = openpyxl.load_workbook(with_a_return(root, sent))[SHEET]
    columns = filling.columns_of(sheet)
    found = {sheet.cell(row, columns[KEY]).value: row for row in range(5, sheet.max_row + 1)}
    held = [one for one in found.values() if sheet.cell(one, columns[RETURNED_STATUS]).value]
    own = openpyxl.load_workbook(sent / FGW)[SHEET]
    keys = {own.cell(row, filling.columns_of(own)[KEY]).value for row in range(5, own.max_row + 1)}
    assert {key for key, row in found.items() if row in held} == keys
    for row in held:
        assert sheet.cell(row, columns[RETURNED_STATUS]).value == "区发改委：正常推进，六区第四"
        said = sheet.cell(row, columns[RETURNED_TEXT])
        assert said.value == "区发改委：完成投资3亿元（单位说明：统计口径有变）"
        assert (said.fill.fgColor.rgb, said.protection.locked, said.data_type) == (GREY, True, "s")
    for row in found.values():
        assert all(sheet.cell(row, columns[heading]).value is None for heading in TO_FILL)
    assert "灰色两列是各单位报来的原话" in sheet["A3"].value


def test_two_units_of_one_row_stand_a_line_each(root: Path, sent: Path) -> None:
    by_task: dict[str, list[str]] = {}
    for form in sorted(sent.glob("区*.xlsx")):
        sheet = openpyxl.load_workbook(form)[SHEET]
        for row in range(5, sheet.max_row + 1):
            by_task.setdefault(sheet.cell(row, filling.columns_of(sheet)[KEY]).value, []).append(
                form.name
            )
    key, names = next((key, names) for key, names in by_task.items() if len(names) > 1)
    files = [
        filling.fill(sent / name, {"": {STATUS: "正常推进", TEXT: name[:3]}}) for name in names
    ]
    collect(root, files, CollectOrder(received=CAME))
    send(root, PLAN, AUGUST, sent, SENT, office_only=True)
    sheet = openpyxl.load_workbook(sent / OFFICE)[SHEET]
    columns = filling.columns_of(sheet)
    (row,) = (at for at in range(5, sheet.max_row + 1) if sheet.cell(at, columns[KEY]).value == key)
    lines = sheet.cell(row, columns[RETURNED_STATUS]).value.split("\n")
    assert sorted(lines) == sorted(f"{name.partition('-')[0]}：正常推进" for name in names)


def test_filled_and_handed_in_it_is_the_ledger_and_the_grey_columns_are_nothing(
    root: Path, sent: Path
) -> None:
    filled = filling.fill(with_a_return(root, sent), {"": {STATUS: "进展一般", TEXT: "已核。"}})
    found = collect(root, [filled], CollectOrder(received=CAME))
    assert not found.problems
    ledger = load_checked(root).notices[-1]
    assert ledger.kind == "ledger"
    said = [
        update
        for task in load_checked(root).tasks
        for update in task.updates
        if update.source.notice == ledger.id
    ]
    assert {(one.status, one.text, one.note) for one in said} == {("进展一般", "已核。", None)}


def test_the_command_says_how_much_has_come(
    root: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*words: str) -> str:
        assert run(commands, [*words, "--root", str(root)]) == 0
        return capsys.readouterr().out

    filled = filling.fill(sent / FGW, {"": SAYS})
    hint = "汇总时，forms 2022-08 --office 把各单位报来的带进“全部单位”的表"
    assert hint in told("collect", str(filled), "--received", CAME.isoformat())
    rows = openpyxl.load_workbook(filled)[SHEET].max_row - 4
    made = told("forms", AUGUST, "--out", str(sent), "--office")
    assert made.endswith(f"{OFFICE}：共 56 项，各单位已经报来 {rows} 项\n")
