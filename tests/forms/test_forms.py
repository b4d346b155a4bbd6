"""Forms out: one a unit and one of all, prefilled, safe, set up for A4, the same bytes each time."""

import datetime
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.forms.conftest import AUGUST, PLAN, SENT
from tests.forms.filling import columns_of
from tongbao.forms.form_sheet import NOTES, RETURNED, SHEET, STATUS, TEXT, TO_FILL, form_bytes
from tongbao.forms.forms import ALL, forms_of
from tongbao.forms.sending import send
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.problems import Problems
from tongbao.records.load import load_checked
from tongbao.records.plan_meant import plan_asked


def test_every_counted_unit_has_a_form_with_its_own_rows(root: Path) -> None:
    found = forms_of(load_checked(root), PLAN, AUGUST)
    whole, *own = found.forms
    assert (whole.unit, len(whole.rows)) == (ALL, 56)
    by_unit = {form.unit: form for form in own}
    assert [row.number for row in by_unit["区发改委"].rows if row.label == "地区生产总值"] == ["8"]
    first = by_unit["区发改委"].rows[0]
    assert (first.last_period, first.key[:13]) == ("2022年5—7月", "zhanhe-2022/2")
    held = {row.key for form in own for row in form.rows}
    assert len(held) + found.unasked == 56


def test_a_form_is_prefilled_locked_and_set_up_for_paper(sent: Path) -> None:
    book = openpyxl.load_workbook(sent / "区发改委-2022年8月报送表.xlsx")
    sheet = book[SHEET]
    assert book.sheetnames == [SHEET, NOTES]
    assert sheet["A1"].value == "湛河区2022年重点工作2022年8月进展报送表"
    assert sheet["A2"].value == "报送单位：区发改委"
    columns = columns_of(sheet)
    assert not {*RETURNED} & {*columns}
    for heading, at in columns.items():
        cell = sheet.cell(5, at)
        assert cell.protection.locked is (heading not in TO_FILL)
        assert (cell.value is None) is (heading in TO_FILL) or heading == "分项"
    assert sheet.protection.sheet
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$4:$4"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == "'填写说明'!$A$11:$A$14"
    words = [book[NOTES].cell(row, 1).value for row in range(11, 15)]
    assert words == ["积极推进", "正常推进", "进展一般", "进度滞后"]
    assert str(rule.sqref).startswith(sheet.cell(5, columns[STATUS]).coordinate)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-14.2%", "@某人", '=HYPERLINK("http://a")'])
def test_no_text_becomes_a_formula_or_a_link(root: Path, tmp_path: Path, text: str) -> None:
    form = forms_of(load_checked(root), PLAN, AUGUST).forms[0]
    form = replace(form, rows=(replace(form.rows[0], text=text, last_text=text),))
    path = tmp_path / "表.xlsx"
    path.write_bytes(form_bytes(form, SENT))
    sheet = openpyxl.load_workbook(path)[SHEET]
    cell = sheet.cell(5, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert b"vbaProject" not in path.read_bytes()


def test_the_same_forms_are_the_same_bytes_and_the_plan_knows_them(root: Path, sent: Path) -> None:
    before = {path.name: path.read_bytes() for path in sent.glob("*.xlsx")}
    again = send(root, PLAN, AUGUST, sent, datetime.date(2022, 8, 26))
    assert again.folder == sent
    plan = load_checked(root).plans[0]
    assert [(one.period, one.date) for one in plan.forms] == [(AUGUST, SENT)]
    form = forms_of(load_checked(root), PLAN, AUGUST).forms[1]
    assert form_bytes(form, SENT) == before[form.file_name]


def test_a_form_that_somebody_filled_is_not_written_over(root: Path, sent: Path) -> None:
    path = sent / "区发改委-2022年8月报送表.xlsx"
    book = openpyxl.load_workbook(path)
    book[SHEET].cell(5, columns_of(book[SHEET])[TEXT]).value = "已填"
    book.save(path)
    with pytest.raises(Problems) as found:
        send(root, PLAN, AUGUST, sent, SENT)
    assert (
        str(found.value)
        == f"{path}: 这份表已经有人填过，没有覆盖（移走它，或换一个文件夹（--out））"
    )


def test_the_plan_is_the_one_asked_for_or_the_only_one(root: Path) -> None:
    content = load_checked(root)
    plan = content.plans[0]
    assert plan_asked(content, None) is plan_asked(content, PLAN) is plan
    two = replace(content, plans=(plan, plan.model_copy(update={"id": "weidong-2022"})))
    none = replace(content, plans=())
    both = "、".join(f"{name}“湛河区2022年重点工作”" for name in ("zhanhe-2022", "weidong-2022"))
    wrong = {
        f"有 2 个任务清单，不知道是哪一个（用 --plan 写明一个：{both}）": (two, None),
        f"没有任务清单“xinhua-2022”（已有：{both}）": (two, "xinhua-2022"),
        "还没有任务清单（先用 ingest 收一份台账）": (none, None),
        "没有任务清单“xinhua-2022”（先用 ingest 收一份台账）": (none, "xinhua-2022"),
    }
    for message, (held, asked) in wrong.items():
        with pytest.raises(Problems) as found:
            plan_asked(held, asked)
        assert str(found.value) == f"content/plans: {message}"


@pytest.mark.parametrize("unit", ["区发改委", ALL])
@pytest.mark.parametrize("filled", [False, True])
def test_a_form_is_no_notice(root: Path, sent: Path, unit: str, *, filled: bool) -> None:
    path = sent / f"{unit}-2022年8月报送表.xlsx"
    if filled:
        book = openpyxl.load_workbook(path)
        # A clerk who moved the column of keys and wrote a heading of his own.
        sheet = book[SHEET]
        sheet.insert_cols(1)
        sheet.cell(4, 1).value = "备注"
        sheet.cell(5, columns_of(sheet)[TEXT]).value = "完成投资3亿元。"
        book.save(path)
    with pytest.raises(Problems) as raised:
        ingest(path, root, Wishes(), SENT)
    assert str(raised.value) == f"{path.name}: 这是报送表，请用 collect"
