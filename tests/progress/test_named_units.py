"""The units of a month: those that its tasks name, and the members of groups however deep."""

import datetime
from dataclasses import replace
from pathlib import Path

from tongbao.progress.named_units import registries_named
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Bulletin, Registry, Source, Task, Unit

SMALL = Path(__file__).parent.parent / "site" / "small"


def test_members_of_members_are_named_and_a_circle_ends() -> None:
    units = (
        Unit(id="a", name="各单位", scope="all", members=("各街道", "局")),
        Unit(id="b", name="各街道", scope="all", members=("东街道", "各单位")),
        Unit(id="c", name="东街道"),
        Unit(id="d", name="局"),
        Unit(id="e", name="没有提到的局"),
    )
    parts = (Assignment(part="1", lead=("各单位",)),)
    task = Task(
        plan="dong-2022", id="1", text="修路", source=Source(notice="甲"), assignments=parts
    )
    content = replace(
        load_checked(SMALL), tasks=(task,), registries=(Registry(district="dong", units=units),)
    )
    (found,) = registries_named(content)
    assert [unit.id for unit in found.units] == ["a", "b", "c", "d"]


def test_whom_a_bulletin_names_is_among_them_though_no_task_does() -> None:
    units = (Unit(id="a", name="局"), Unit(id="b", name="院"), Unit(id="c", name="没有提到的局"))
    small = load_checked(SMALL)
    bulletin = Bulletin(
        period="2022-08", date=datetime.date(2022, 9, 1), praised=("局",), lagging=("院",)
    )
    plan = small.plans[-1].model_copy(update={"bulletins": (bulletin,)})
    content = replace(
        small, plans=(plan,), tasks=(), registries=(Registry(district="dong", units=units),)
    )
    (found,) = registries_named(content)
    assert [unit.id for unit in found.units] == ["a", "b"]
