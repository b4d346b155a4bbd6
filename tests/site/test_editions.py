"""What an edition shows."""

import pytest

from tongbao.records.content import Content
from tongbao.records.model import Assignment, Plan, Source, Task, Update
from tongbao.records.scalars import Visibility
from tongbao.records.settings import Publisher, Settings
from tongbao.site.editions import Edition, LeftOut, in_edition

SETTINGS = Settings(title="站点", publisher=Publisher(name="督查室"))
SOURCE = Source(notice="n")


def site(
    plan: Visibility,
    task: Visibility | None = None,
    assignment: Visibility | None = None,
    update: Visibility | None = None,
) -> Content:
    said = Update(period="2022-08", source=SOURCE, visibility=update)
    part = Assignment(part="1", updates=(said,), visibility=assignment)
    only = Task(plan="p", id="1", text="甲", source=SOURCE, assignments=(part,), visibility=task)
    plans = (Plan(id="p", title="清单", district="d", year=2022, visibility=plan),)
    return Content(SETTINGS, plans, (only,))


@pytest.mark.parametrize(
    ("content", "edition", "shown"),
    [
        (site("public"), "public", True),
        (site("intranet"), "public", False),
        (site("intranet"), "intranet", True),
        (site("internal"), "intranet", False),
        (site("public", "intranet"), "public", False),
        (site("public", None, "intranet"), "public", False),
        (site("intranet", "public"), "public", True),
        (site("intranet", None, "public"), "public", True),
        (site("intranet", None, None, "public"), "public", True),
        (site("public", "internal", "public", "public"), "intranet", False),
        (site("public", None, "internal", "public"), "public", False),
    ],
)
def test_the_nearest_word_holds_and_internal_is_final(
    content: Content, edition: Edition, shown: bool
) -> None:
    assert bool(in_edition(content, edition).content.tasks) is shown


def test_an_update_alone_may_be_left_out() -> None:
    shown = in_edition(site("public", None, None, "intranet"), "public")
    (task,) = shown.content.tasks
    assert task.assignments[0].updates == ()
    assert shown.left_out_of("p") == LeftOut(0, 0, 1)
    assert shown.by_notice == {"n": 1}


def test_what_is_left_out_is_counted(content: Content) -> None:
    intranet, public = in_edition(content, "intranet"), in_edition(content, "public")
    assert intranet.left_out_of("dong-2022") == LeftOut(1, 1, 1)
    assert public.left_out_of("dong-2022") == LeftOut(2, 2, 3)
    assert intranet.by_notice == {"dong-2022-08-17": 1}
    assert public.by_notice == {"dong-2022-08-17": 2, "dong-2022-09-20": 2}


def test_review_marks_are_for_the_intranet(content: Content) -> None:
    assert [task.review for task in in_edition(content, "intranet").content.tasks if task.review]
    public = in_edition(content, "public").content
    assert not [task.review for task in public.tasks if task.review]
    assert not [plan.review for plan in public.plans if plan.review]


def test_a_plan_that_nobody_has_set_to_public_is_not_there(content: Content) -> None:
    assert [plan.id for plan in in_edition(content, "public").content.plans] == ["dong-2022"]
