"""The home page: one plan at a glance, and the way to everything else.

In: the survey. Out: ``HomePage``. It opens with one plan; the others follow with a sentence each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress import merging, periods
from tongbao.progress.deadlines import deadlines_of
from tongbao.progress.history import History
from tongbao.progress.period_changes import PeriodChanges
from tongbao.progress.survey import PlanView, Survey
from tongbao.site import heads, origins, urls
from tongbao.site.change_words import title_of
from tongbao.site.page import NavEntry, Page
from tongbao.site.pages.changes import MovedList, changes_by_kind, compared_sentence, item_of
from tongbao.site.pages.deadlines import DueItem, due_item
from tongbao.site.pages.units import matrix_of
from tongbao.site.pictures import Trend, trend_of
from tongbao.site.rows import EntryLine, line_of
from tongbao.site.tallies import bar_of, counts_of
from tongbao.site.views import Bar, Link, Matrix
from tongbao.site.wording import left_out_sentence, plan_sentence

# A matrix longer than this is cut, and the whole one stands on the page of units.
_UNITS_AT_HOME = 40
_ROWS_AT_HOME = 6
_DUE_AT_HOME = 8
_FIRST_ASKED = ("newly_lagging", "worse", "better", "completed", "told")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggingItem:
    """One lagging assignment on the home page, with the period it has lagged since."""

    row: EntryLine
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A plan at a glance: the sentence in pieces (figures are links), shares, what lags, who stands how."""

    title: str
    sentence: tuple[Link, ...]
    left_out: str
    bar: Bar | None
    changed_title: str
    changed: tuple[Link, ...]
    moved: tuple[MovedList, ...]
    trend: Trend | None
    lagging_title: str
    lagging: tuple[LaggingItem, ...]
    due_title: str
    due: tuple[DueItem, ...]
    matrix: Matrix | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """Another plan on the home page: its name and its sentence."""

    link: Link
    sentence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The first page."""

    template: ClassVar[str] = "home"

    overview: Overview | None
    others: tuple[PlanLine, ...]
    latest: tuple[Link, ...]
    archived: tuple[Link, ...]
    browse: tuple[NavEntry, ...]


def home_page(
    survey: Survey, browse: tuple[NavEntry, ...], history: History, archived: tuple[Link, ...]
) -> HomePage:
    """Return the home page; ``browse`` are the ways into the site, ``archived`` those into frozen months."""
    settings = survey.shown.content.settings
    shown = _leading(survey)
    return HomePage(
        path=urls.HOME,
        title=settings.title,
        made_from=settings.path,
        section="home",
        metas=heads.column(
            "首页", f"{settings.title}：总体情况、滞后事项、单位一览", (settings.title,)
        ),
        overview=_overview(survey, shown, history) if shown else None,
        others=tuple(
            _line(survey, view) for view in survey.plans if view is not shown and view.tasks
        ),
        latest=_latest(survey),
        archived=archived,
        browse=browse,
    )


def _leading(survey: Survey) -> PlanView | None:
    """Return the plan the page opens with: the first that was reported on, else the first with tasks."""
    with_entries = [view for view in survey.plans if view.entries]
    reported = (view for view in with_entries if view.has_statuses)
    return next(reported, with_entries[0] if with_entries else None)


def _line(survey: Survey, view: PlanView) -> PlanLine:
    link = Link(view.plan.title, urls.plan(view.plan.id))
    return PlanLine(link=link, sentence=plan_sentence(survey, view))


def _overview(survey: Survey, view: PlanView, history: History) -> Overview:
    found = history.moved.of_period(view.plan.id, view.as_of)
    timeline = history.timelines[view.plan.id]
    due = tuple(_due(survey, view))
    lagging = _lagging(survey, view)
    counted = counts_of(view, view.counted)
    title = f"{view.plan.title}完成情况"
    return Overview(
        title=view.plan.title,
        sentence=plan_sentence(survey, view),
        left_out=left_out_sentence(survey.shown.left_out_of(view.plan.id)),
        bar=bar_of(title, view, counted, lambda found: urls.status(view.plan.id, found.slug)),
        changed_title=f"{periods.label(found.span)}变化" if found else "",
        changed=compared_sentence(found) if found else (),
        moved=tuple(_moved(survey, found)) if found else (),
        trend=trend_of(view, timeline, "trend", view.plan.title),
        lagging_title=f"滞后事项，{len(lagging)}项",
        lagging=lagging,
        due_title=f"近期到期，{len(due)}条",
        due=due,
        matrix=matrix_of(survey, view, limit=_UNITS_AT_HOME),
    )


def _lagging(survey: Survey, view: PlanView) -> tuple[LaggingItem, ...]:
    words = view.words.lagging
    items: list[LaggingItem] = []
    for entry in view.entries:
        if run := merging.lagging_run(entry, words, survey.notices):
            row = line_of(survey, view, entry, view.as_of)
            how_long = f"已{len(run)}期，" if len(run) > 1 else ""
            items.append(LaggingItem(row=row, since=f"{how_long}自{periods.label(run[0])}"))
    return tuple(items)


def _moved(survey: Survey, found: PeriodChanges) -> Iterator[MovedList]:
    """Yield the lists a leader asks for first, each cut to what fits; the whole stands on the page of changes."""
    shown: set[str | None] = set()
    for kind, changes in changes_by_kind(found):
        if kind in _FIRST_ASKED:
            # What newly lags has got worse, too, and is not told twice here.
            items = [item_of(survey, found, one) for one in changes]
            items = [item for item in items if item.what.path not in shown]
            shown |= {item.what.path for item in items}
            if items:
                yield MovedList(title_of(kind), tuple(items[:_ROWS_AT_HOME]))


def _due(survey: Survey, view: PlanView) -> Iterator[DueItem]:
    """Yield the next days that notices set after the period the lists are of: nobody here knows today."""
    if view.as_of is None:
        return
    after = periods.last_day(view.as_of)
    coming = [
        one for one in deadlines_of(survey) if one.plan.id == view.plan.id and one.date > after
    ]
    for one in coming[:_DUE_AT_HOME]:
        yield due_item(survey, one)


def _latest(survey: Survey) -> tuple[Link, ...]:
    """Return the latest notices, at most three, newest first."""
    return tuple(
        Link(
            notice.title,
            urls.notice(notice.id),
            f"{notice.issuer or '未署发文机关'}，{origins.day_words(survey, notice)}",
        )
        for notice in origins.newest_first(survey)[:3]
    )
