"""Plans made by hand: tasks with what ledgers said of them, and the survey of such a plan."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tongbao.output.environment import environment
from tongbao.output.render import render_page
from tongbao.progress.editions import in_edition
from tongbao.progress.survey import Survey, survey
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Registry, Task, Unit, Update
from tongbao.records.settings import District, Publisher, Settings, Status
from tongbao.site.page import Page
from tongbao.site.plan import plan_site
from tongbao.site.views import Link, Share

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
DAY = datetime.date(2022, 12, 31)
WORDS: tuple[dict[str, Any], ...] = (
    {"word": "已完成", "slug": "done", "closed": True},
    {"word": "快", "slug": "fast"},
    {"word": "正常", "slug": "normal", "aliases": ("平稳",)},
    {"word": "滞后", "slug": "late", "lagging": True},
    {"word": "不适用", "slug": "none", "base": False},
)
SETTINGS = Settings(
    title="进展",
    publisher=Publisher(name="督查室"),
    districts=(District(id="d", name="东湖区"),),
    vocabularies={"default": tuple(Status(**word) for word in WORDS)},
)
UNITS = Registry(
    district="d",
    units=(
        Unit(id="u1", name="甲局", aliases=("甲",)),
        Unit(id="u2", name="乙局"),
        Unit(id="u3", name="各乡", scope="all", members=("丙乡", "丁乡")),
        Unit(id="u4", name="丙乡"),
        Unit(id="u5", name="丁乡"),
    ),
)
PLAN = Plan(id="p", title="清单", district="d", year=2022)

Said = Mapping[str, str | None]


def ledger(span: str, kind: str = "ledger") -> Notice:
    name = f"d-{span.replace('/', '-to-')}-{kind}"
    return Notice.model_validate(
        {"id": name, "kind": kind, "title": span, "received": DAY, "period": span}
    )


def update(span: str, status: str | None, kind: str = "ledger") -> Update:
    source = {"notice": ledger(span, kind).id}
    return Update.model_validate({"period": span, "status": status, "source": source})


def task(
    number: str,
    said: Said,
    *,
    lead: Sequence[str] = ("甲局",),
    kind: str = "ledger",
) -> Task:
    """Return a task with one assignment and what ledgers said of it."""
    updates = tuple(update(span, status, kind) for span, status in said.items())
    part = Assignment(part="1", lead=tuple(lead), updates=updates)
    origin = {"notice": ledger(next(iter(said)), kind).id}
    return Task.model_validate(
        {
            "plan": "p",
            "id": number,
            "number": number,
            "text": f"第{number}件",
            "source": origin,
            "assignments": (part,),
        }
    )


def survey_of(*tasks: Task, plan: Plan = PLAN, settings: Settings = SETTINGS) -> Survey:
    spans = {said.period for one in tasks for part in one.assignments for said in part.updates}
    notices = tuple(ledger(span, kind) for span in sorted(spans) for kind in ("ledger", "return"))
    content = Content(settings, (plan,), tasks, (UNITS,), notices)
    return survey(in_edition(content, "intranet"), (), {})


def words(pieces: tuple[Link, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def counts(shares: tuple[Share, ...]) -> list[tuple[str, int]]:
    return [(share.badge.word, share.count) for share in shares]


def rendered(shown: Page) -> str:
    templates = environment([TEMPLATES])
    templates.globals["site"] = plan_site(in_edition(Content(SETTINGS), "intranet")).frame
    return render_page(shown, templates).decode()
