"""What an edition shows."""

from dataclasses import replace
from typing import Any

import pytest

from tongbao.progress.editions import Edition, LeftOut, in_edition
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Plan, Source, Task, Update
from tongbao.records.scalars import Visibility
from tongbao.records.settings import Publisher, Settings
from tongbao.site import audience

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


def test_the_office_sees_what_the_public_would_not(content: Content) -> None:
    said = content.tasks_of("dong-2022")[1].assignments[0].updates[0]
    (task, plan) = content.tasks_of("dong-2022")[1], content.plans[-1]
    part = task.assignments[0]
    inside = said.model_copy(update={"visibility": "intranet"})
    assert audience.of_update("intranet", plan, task, part, inside) == "仅内网"
    assert audience.of_update("public", plan, task, part, inside) == ""
    assert audience.of_update("intranet", plan, task, part, said) == ""
    hidden = part.model_copy(update={"visibility": "intranet"})
    assert audience.of_assignment("intranet", plan, task, hidden) == "仅内网"
    assert audience.of_update("intranet", plan, task, hidden, inside) == ""
    inner = plan.model_copy(update={"visibility": "intranet"})
    shown = task.model_copy(update={"visibility": "public"})
    assert audience.of_task("intranet", inner, shown) == "公开"
    assert audience.of_task("public", inner, shown) == ""


def test_the_page_of_such_a_task_says_so_in_the_intranet_alone(sites: Any) -> None:
    assert sites.page("tasks/dong-2022/4.html").audience == "仅内网"
    assert {page.audience for page in sites.plan("public").pages if page.template == "task"} == {""}


def partly(content: Content, **given: Any) -> Content:
    """Return the content with the notice that speaks of withheld tasks set otherwise."""
    notices = tuple(
        one.model_copy(update=given) if one.id == "dong-2022-08-17" else one
        for one in content.notices
    )
    return replace(content, notices=notices)


def test_nobody_decided_on_the_text_of_a_notice_of_which_a_task_is_left_out(
    content: Content,
) -> None:
    shown = in_edition(partly(content, visibility=None), "public")
    (notice, _) = shown.content.notices
    assert notice.passages == ()
    assert [(one.claim, one.words) for one in notice.claims] == [
        ("tasks", "原话不在本版公开"),
        ("assignments", "原话不在本版公开"),
    ]
    assert [(one.name, one.origin) for one in notice.files] == [("1.pdf", None)]
    assert shown.content.indicators == ()
    assert "dong-2022-08-17" in shown.partial


def test_a_person_decides_on_the_notice_or_on_a_piece_of_it(content: Content) -> None:
    decided = in_edition(content, "public").content
    assert len(decided.notices[0].passages) == 2
    assert len(decided.notices[0].claims) == 4
    assert decided.notices[0].files[0].name == "通报.pdf"
    assert len(decided.indicators[0].indicators) == 9
    passages = content.notices[1].passages
    one = passages[0].model_copy(update={"visibility": "public"})
    pieces = partly(content, visibility=None, passages=(one, *passages[1:]))
    assert in_edition(pieces, "public").content.notices[0].passages == (one,)


def test_a_withheld_piece_makes_a_notice_partial(content: Content) -> None:
    passages = content.notices[1].passages
    one = passages[0].model_copy(update={"visibility": "internal"})
    whole = replace(content, tasks=content.tasks[:2])
    shown = in_edition(partly(whole, passages=(one, *passages[1:])), "intranet")
    assert shown.partial == {"dong-2022-08-17"}
    assert shown.by_notice == {}
    assert [found.text for found in shown.content.notices[1].passages] == [passages[1].text]


def test_a_notice_that_is_not_shown_leaves_a_number_in_its_place(content: Content) -> None:
    shown = in_edition(partly(content, visibility="intranet"), "public").content
    assert [notice.id for notice in shown.notices] == ["dong-2022-09-20"]
    assert shown.tasks[0].source.notice == "withheld-2"
    assert shown.plans[0].notices == ("dong-2022-09-20",)


def test_marks_are_shown_of_whole_records_only(content: Content) -> None:
    plan = next(
        one for one in in_edition(content, "intranet").content.plans if one.id == "dong-2022"
    )
    assert plan.review == ()
