"""Further ways to spoil a form: computed, cut, sorted by halves, without its keys, out of all bounds."""

import datetime
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.forms import filling
from tests.forms.conftest import AUGUST, PLAN
from tests.forms.test_collect import FGW, VALUES, collected, updates
from tongbao.forms.annotated import annotated, annotated_name
from tongbao.forms.form_sheet import KEY, LABEL, NOTE, NUMBER, SAID, SHEET, STATUS, TEXT, TO_FILL
from tongbao.forms.sending import send
from tongbao.problems import Severity
from tongbao.records.load import load_checked
from tongbao.sources import take

pytestmark = pytest.mark.long

AT_TEXT, AT_STATUS, AT_SAID = (f"{FGW}!{SHEET}!{column}5" for column in ("K", "I", "L"))


def cell(heading: str, value: object, row: int = 5) -> filling.Habit:
    def write(sheet: Any) -> None:
        sheet.cell(row, filling.columns_of(sheet)[heading]).value = value

    return write


def without_keys(sheet: Any) -> None:
    sheet.delete_cols(filling.columns_of(sheet)[KEY])


def without_keys_and_title(sheet: Any) -> None:
    without_keys(sheet)
    sheet["A1"] = "八月份情况"


def labels_sorted_alone(sheet: Any) -> None:
    column = filling.columns_of(sheet)[LABEL]
    labelled = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, column).value]
    one, other = (sheet.cell(row, column) for row in labelled[:2])
    one.value, other.value = other.value, one.value


def wrong(root: Path, path: Path) -> list[str]:
    found = collected(root, path)
    assert (found.written, updates(root)) == ((), {})
    return [str(problem) for problem in found.problems]


def warned(root: Path, path: Path) -> list[str]:
    found = collected(root, path)
    assert found.problems == ()
    assert {one.severity for one in found.warnings} <= {Severity.WARNING}
    return [str(warning) for warning in found.warnings]


def test_the_keys_are_lost_and_number_text_and_title_find_the_rows(root: Path, sent: Path) -> None:
    assert warned(root, filling.fill(sent / FGW, VALUES, without_keys)) == []
    assert len(updates(root)) == 10


def test_the_keys_and_the_title_are_lost(root: Path, sent: Path) -> None:
    assert wrong(root, filling.fill(sent / FGW, VALUES, without_keys_and_title)) == [
        (
            f"{FGW}: 没有一行的“编号（勿改）”读得出来，标题也不是发过的表，不知道是哪个清单、哪一期的"
            "（请在发出的报送表上填写）"
        )
    ]


def test_the_keys_are_lost_and_two_plans_have_the_title(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, without_keys)
    plan = root / f"content/plans/{PLAN}.yml"
    (root / "content/plans/zhanhe-2022-b.yml").write_text(plan.read_text("utf-8"), "utf-8")
    assert wrong(root, path) == [
        (
            f"{FGW}: 没有一行的“编号（勿改）”读得出来，照标题可能是 {PLAN} 的 2022-08、zhanhe-2022-b 的 2022-08，"
            "不知道是哪一个（请照发出的报送表补上“编号（勿改）”一栏）"
        )
    ]


def test_a_title_that_is_a_part_of_another_is_not_meant(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, without_keys)
    plan = root / f"content/plans/{PLAN}.yml"
    title = load_checked(root).plans[0].title
    text = plan.read_text("utf-8").replace(f"title: {title}\n", f"title: {title[2:]}\n")
    assert title[2:] in text
    assert title not in text
    (root / "content/plans/zhanhe-2022-b.yml").write_text(text, "utf-8")
    assert warned(root, path) == []
    assert len(updates(root)) == 10


def in_two_sheets(sheet: Any) -> None:
    """Move the lower half of the rows to a sheet of its own, below the same headings."""
    other = sheet.parent.copy_worksheet(sheet)
    other.title = "续表"
    other.delete_rows(5, 5)
    sheet.delete_rows(10, sheet.max_row)


def second_sheet_without_rows(sheet: Any) -> None:
    other = sheet.parent.copy_worksheet(sheet)
    other.delete_rows(5, other.max_row)


def test_rows_on_a_second_sheet_are_refused_not_written_over_the_first(
    root: Path, sent: Path
) -> None:
    path = filling.fill(sent / FGW, VALUES, in_two_sheets)
    said = (
        f"{FGW}!续表: “{SHEET}”和“续表”两张工作表都有报送的各行，只能收一张"
        f"（把各行都放到“{SHEET}”里，删去“续表”，再收一次）"
    )
    assert wrong(root, path) == [said]
    found = collected(root, path, partial=True)
    assert ([str(one) for one in found.problems], found.written) == ([said], ())


def test_a_second_sheet_without_rows_does_no_harm(root: Path, sent: Path) -> None:
    assert warned(root, filling.fill(sent / FGW, VALUES, second_sheet_without_rows)) == []
    assert len(updates(root)) == 10


def test_some_columns_were_sorted_without_the_others(root: Path, sent: Path) -> None:
    found = wrong(root, filling.fill(sent / FGW, VALUES, labels_sorted_alone))
    assert len(found) == 2
    assert all("“分项”一栏与编号对不上" in line for line in found)
    assert found[0].endswith("（多半是只排序了几栏，行对错了；请照发出的报送表改回）")


def test_a_formula_without_a_result_is_refused(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(TEXT, '=B5&"完成"'))
    assert wrong(root, path) == [
        f"{AT_TEXT}: 这一格是公式，没有存下算好的结果（用 Excel 打开后重新保存；或把算好的结果当文字抄进去）"
    ]


def test_a_formula_is_never_computed_its_saved_result_is_taken_and_told(
    root: Path, sent: Path
) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(TEXT, "=1+1"))
    _in_sheet(
        path,
        lambda raw: (
            raw.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>3</v>")
            .replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>3</v>")
            .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>3</v>")
        ),
    )
    assert warned(root, path) == [f"{AT_TEXT}: 这一格是公式，收的是算好的结果（请核对）"]
    assert updates(root)["2-2"].text == "3"


def test_a_text_that_excel_has_cut(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(TEXT, "长" * 32767))
    assert wrong(root, path) == [
        (
            f"{AT_TEXT}: 这一格有 32767 字，到了 Excel 一格的上限（32767 字），后面的可能已经丢了"
            "（请写得短些，详细的另附文件）"
        )
    ]


def test_a_text_longer_than_excel_allows(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(TEXT, "PLACEHOLDER"))
    _in_sheet(path, lambda raw: raw.replace(b"PLACEHOLDER", b"x" * 40000))
    assert wrong(root, path) == [
        (
            f"{AT_TEXT}: 这一格有 40000 字，到了 Excel 一格的上限（32767 字），后面的可能已经丢了"
            "（请写得短些，详细的另附文件）"
        )
    ]


def test_a_text_without_a_status_is_taken_and_told(root: Path, sent: Path) -> None:
    assert warned(root, filling.fill(sent / FGW, VALUES, cell(STATUS, None))) == [
        f"{AT_STATUS}: 填了本期进展，没有填完成情况，按“未注明”收（要有完成情况的，请补上再收一次）"
    ]
    assert updates(root)["2-2"].status is None


def test_a_say_alone_is_taken_and_told(root: Path, sent: Path) -> None:
    only = {"2": {SAID: "不同意上次的评价。"}}
    assert warned(root, filling.fill(sent / FGW, only)) == [
        f"{AT_SAID}: 只填了单位说明，本期的进展按没有写收（有进展的，请补上再收一次）"
    ]


def test_a_number_rewritten_is_told_the_key_tells_what_it_is(root: Path, sent: Path) -> None:
    assert warned(root, filling.fill(sent / FGW, VALUES, cell(NUMBER, "第二"))) == [
        f"{FGW}!{SHEET}!A5: “序号”改成了“第二”，原来是“2”，按编号收（序号不用改）"
    ]


@pytest.mark.parametrize(
    "written", ["进度滞后（六区排名落后）", "进度滞后\n六区排名落后", "滞后 六区排名落后"]
)
def test_the_second_word_under_a_status_is_its_note(root: Path, sent: Path, written: str) -> None:
    assert warned(root, filling.fill(sent / FGW, VALUES, cell(STATUS, written))) == []
    update = updates(root)["2-2"]
    # A word of the vocabulary or another spelling of it: as written.
    assert update.status in ("进度滞后", "滞后")
    assert (written.startswith(update.status), update.note) == (True, "六区排名落后")


def test_a_note_of_its_own_stands_behind_it(root: Path, sent: Path) -> None:
    habits = (cell(STATUS, "进度滞后（排名落后）"), cell(NOTE, "汛期"))
    collected(root, filling.fill(sent / FGW, VALUES, *habits))
    assert updates(root)["2-2"].note == "排名落后；汛期"


def test_a_form_of_an_earlier_period_is_told(root: Path, sent: Path, tmp_path: Path) -> None:
    send(root, PLAN, "2022-09", tmp_path / "九月", datetime.date(2022, 9, 25))
    assert warned(root, filling.fill(sent / FGW, VALUES)) == [
        (
            f"{FGW}: 这是2022年8月的表，最近一期是2022年9月，按补报收"
            "（如果是拿旧表填了新一期的内容，请退回，用新表重填）"
        )
    ]


def test_files_of_one_name_are_told_apart(root: Path, sent: Path, tmp_path: Path) -> None:
    paths = []
    for folder, unit in (("甲", "区发改委"), ("乙", "区住建局")):
        paths.append(tmp_path / folder / "报送表.xlsx")
        paths[-1].parent.mkdir()
        filled = filling.fill(sent / f"{unit}-2022年8月报送表.xlsx", VALUES)
        shutil.copy(filled, paths[-1])
    collected(root, paths[0])
    found = collected(root, *paths)
    assert [(one.file, bool(one.known), bool(one.changes)) for one in found.forms] == [
        ("甲/报送表.xlsx", True, False),
        ("乙/报送表.xlsx", False, True),
    ]
    assert {one.issuer for one in load_checked(root).notices if one.period == AUGUST} == {
        "区发改委",
        "区住建局",
    }


def test_what_is_typed_into_a_form_stays_text(sent: Path) -> None:
    sheet = openpyxl.load_workbook(sent / FGW)[SHEET]
    for heading, at in filling.columns_of(sheet).items():
        assert (sheet.cell(5, at).number_format == "@") is (heading in TO_FILL)


def _in_sheet(path: Path, change: Callable[[bytes], bytes]) -> None:
    _rewritten(path, "xl/worksheets/sheet1.xml", change)


def _rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of a package, which must change."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    after = change(parts[part])
    assert after != parts[part]
    parts[part] = after
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in parts.items():
            package.writestr(name, raw)


LAST_ROW = 1_048_576


def _ended(rows: bytes) -> Callable[[bytes], bytes]:
    """Return what makes a sheet say that it reaches over the whole grid, with rows at its end."""

    def change(raw: bytes) -> bytes:
        start = raw.index(b'<dimension ref="')
        end = raw.index(b"/>", start)
        raw = raw[:start] + b'<dimension ref="A1:XFD1048576"' + raw[end:]
        return raw.replace(b"</sheetData>", rows + b"</sheetData>")

    return change


def test_a_million_empty_rows_are_read_and_annotated(root: Path, sent: Path) -> None:
    """The grid is never made; bench/read_forms.py measures time and memory."""
    path = filling.fill(sent / FGW, VALUES, cell(STATUS, "正在推进"))
    rows = b"".join(
        b'<row r="%d" ht="20" customHeight="1"/>' % at for at in range(100, LAST_ROW + 1)
    )
    _in_sheet(path, _ended(rows))
    found = collected(root, path)
    assert [problem.place.cell for problem in found.problems] == ["I5"]
    copy = sent / "批注.xlsx"
    copy.write_bytes(annotated(take(path), found.problems))
    assert copy.stat().st_size < 100_000
    sheet = openpyxl.load_workbook(copy)[SHEET]
    assert (sheet["I5"].comment is not None, sheet["I5"].value) == (True, "正在推进")


def test_a_stray_sign_in_the_last_row_is_refused_at_once(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES)
    stray = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'
    _in_sheet(path, _ended(stray))
    assert wrong(root, path) == [
        (
            f"{FGW}: 工作表里有内容的单元格相隔太远（最远到 XFD1048576），无法读入"
            "（请删去离正文很远的零散内容后另存，再试）"
        )
    ]


def test_the_same_problems_make_the_same_copy(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(STATUS, "正在推进"))
    problems = collected(root, path).problems
    assert annotated(take(path), problems) == annotated(take(path), problems)


def test_a_copy_that_somebody_filled_in_is_not_written_over(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES, cell(STATUS, "正在推进"))
    data = annotated(take(path), collected(root, path).problems)
    copy = path.with_name(annotated_name(path))
    copy.write_bytes(data)
    assert annotated_name(path) == copy.name
    filling.fill(copy, {}, cell(STATUS, "正常推进"))
    assert annotated_name(path) == f"{path.stem}-批注2.xlsx"
    assert collected(root, copy).problems == ()
