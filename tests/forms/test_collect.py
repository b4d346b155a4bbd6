"""Forms back: whatever clerks do to a workbook, the same records come out of it; all or nothing."""

from pathlib import Path

import pytest

from tests.forms import filling
from tests.forms.conftest import AUGUST, CAME, PLAN
from tongbao.forms.collecting import Collected, CollectOrder, collect
from tongbao.forms.form_sheet import NOTE, SAID, STATUS, TEXT
from tongbao.forms.forms import ALL
from tongbao.progress import merging
from tongbao.records.load import load_checked
from tongbao.records.model import Update

FGW = "区发改委-2022年8月报送表.xlsx"
VALUES = {"": {STATUS: "正常推进", TEXT: "完成投资 3 亿元。\n正在验收。"}}


def updates(root: Path) -> dict[str, Update]:
    """Return what was said of August, by assignment."""
    return {
        f"{task.id}-{part.part}": update
        for task in load_checked(root).tasks
        for part in task.assignments
        for update in part.updates
        if update.period == AUGUST
    }


def collected(root: Path, *paths: Path, partial: bool = False, dry_run: bool = False) -> Collected:
    return collect(root, paths, CollectOrder(received=CAME, partial=partial, dry_run=dry_run))


HABITS: dict[str, tuple[filling.Habit, ...]] = {
    "as it is": (),
    "a title row": (filling.title_row_added,),
    "a blank line": (filling.blank_line_added,),
    "a coloured row": (filling.coloured,),
    "a merged status": (filling.status_merged_downwards,),
    "notes below": (filling.notes_below,),
    "spaces in the status": (filling.status_with_spaces,),
    "columns swapped": (filling.columns_swapped,),
    "sorted backwards": (filling.sorted_backwards,),
    "keys lost": (filling.keys_lost,),
    "all of it": (
        filling.coloured,
        filling.notes_below,
        filling.status_with_spaces,
        filling.sorted_backwards,
        filling.columns_swapped,
        filling.title_row_added,
    ),
}


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_the_habits_of_clerks_do_no_harm(root: Path, sent: Path, habit: str, *, old: bool) -> None:
    path = filling.fill(sent / FGW, VALUES, *HABITS[habit])
    path = filling.as_xls(path) if old and "merged" not in habit else path
    found = collected(root, path)
    assert found.problems == ()
    said = updates(root)
    assert {(one.status, one.text) for one in said.values()} == {
        ("正常推进", "完成投资 3 亿元。\n正在验收。")
    }
    assert len(said) == len(found.forms[0].changes) == 10
    notice = next(one for one in load_checked(root).notices if one.kind == "return")
    assert (notice.title, notice.issuer, notice.id) == (
        "区发改委2022年8月进展报送表",
        "区发改委",
        "zhanhe-2022-09-05",
    )


def test_a_dry_run_tells_every_change_and_writes_nothing(root: Path, sent: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    path = filling.fill(sent / FGW, VALUES)
    found = collected(root, path, dry_run=True)
    change = next(one for one in found.forms[0].changes if one.what == "第8项（1）")
    assert change.was is not None
    assert (change.was.status, change.now.status) == ("进度滞后", "正常推进")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_the_units_that_have_not_reported_are_named(root: Path, sent: Path) -> None:
    collected(root, filling.fill(sent / FGW, VALUES))
    other = filling.fill(sent / "区住建局-2022年8月报送表.xlsx", VALUES)
    missing = collected(root, other).missing[PLAN, AUGUST]
    assert len(missing) == 33
    assert not {"区发改委", "区住建局"} & set(missing)


def test_the_same_file_again_is_no_news(root: Path, sent: Path) -> None:
    path = filling.fill(sent / FGW, VALUES)
    collected(root, path)
    before = updates(root)
    again = collected(root, path)
    assert again.forms[0].known == "zhanhe-2022-09-05"
    assert (again.written, updates(root)) == ((), before)


def test_the_office_fills_one_form_for_all_and_that_is_its_ledger(root: Path, sent: Path) -> None:
    collected(root, filling.fill(sent / FGW, VALUES))
    whole = filling.fill(
        sent / f"{ALL}-2022年8月报送表.xlsx", {"": {STATUS: "进展一般", TEXT: "核实后评定。"}}
    )
    found = collected(root, whole)
    assert len(found.forms[0].changes) == 56
    assert found.missing[PLAN, AUGUST] == ()
    content = load_checked(root)
    assert {notice.kind for notice in content.notices if notice.period == AUGUST} == {
        "ledger",
        "return",
    }
    part = next(task for task in content.tasks if task.id == "8").assignments[0]
    held = merging.update_in(part, AUGUST, merging.notices_by_id(content))
    assert held is not None
    assert held.status == "进展一般"


def test_the_units_say_stands_beside_the_offices_word(root: Path, sent: Path) -> None:
    said = {"": {**VALUES[""], NOTE: "汛期", SAID: "因汛期停工两周。"}}
    collected(root, filling.fill(sent / FGW, said))
    whole = {"": {STATUS: "进度滞后", TEXT: "未完成。"}}
    collected(root, filling.fill(sent / f"{ALL}-2022年8月报送表.xlsx", whole))
    content = load_checked(root)
    part = next(task for task in content.tasks if task.id == "8").assignments[0]
    notices = merging.notices_by_id(content)
    held = merging.update_in(part, AUGUST, notices)
    assert held is not None
    assert (held.status, held.reply) == ("进度滞后", None)
    (reply,) = merging.replies_beside(part, held, notices)
    assert (reply.unit, reply.text, reply.date) == ("区发改委", "因汛期停工两周。", CAME)
