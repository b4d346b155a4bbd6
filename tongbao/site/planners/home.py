"""The home page: one plan at a glance, and the way to everything else.

In: the survey. Out: ``HomePage``. It opens with one plan; the others follow with a sentence each.
"""

from tongbao.site import heads, merging, periods, urls
from tongbao.site.pages import Column, HomePage
from tongbao.site.period_changes import Movements
from tongbao.site.planners.changes import compared_sentence
from tongbao.site.planners.units import matrix_of
from tongbao.site.rows import row_of
from tongbao.site.sections import LaggingItem, Overview, PlanLine
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import bar_of, counts_of
from tongbao.site.views import Link
from tongbao.site.wording import left_out_sentence, plan_sentence

# A matrix longer than this is cut, and the whole one stands on the page of units.
_UNITS_AT_HOME = 40


def home_page(
    survey: Survey, browse: tuple[Column, ...], moved: Movements, archived: tuple[Link, ...]
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
        overview=_overview(survey, shown, moved) if shown else None,
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
    return PlanLine(link=link, sentence=plan_sentence(survey, view, view.entries))


def _overview(survey: Survey, view: PlanView, moved: Movements) -> Overview:
    found = moved.of_period(view.plan.id, view.as_of)
    lagging = _lagging(survey, view)
    counted = counts_of(view, view.entries)
    title = f"{view.plan.title}完成情况"
    return Overview(
        title=view.plan.title,
        sentence=plan_sentence(survey, view, view.entries),
        left_out=left_out_sentence(survey.shown.left_out_of(view.plan.id)),
        bar=bar_of(title, view, counted, lambda found: urls.status(view.plan.id, found.slug)),
        changed_title=f"{periods.label(found.span)}变化" if found else "",
        changed=compared_sentence(found) if found else (),
        lagging_title=f"滞后事项，{len(lagging)}项",
        lagging=lagging,
        matrix=matrix_of(survey, view, limit=_UNITS_AT_HOME),
    )


def _lagging(survey: Survey, view: PlanView) -> tuple[LaggingItem, ...]:
    words = view.words.lagging
    items: list[LaggingItem] = []
    for entry in view.entries:
        if run := merging.lagging_run(entry, words, survey.notices):
            row = row_of(survey, view, entry, view.as_of)
            items.append(LaggingItem(row=row, since=periods.label(run[0])))
    return tuple(items)


def _latest(survey: Survey) -> tuple[Link, ...]:
    """Return the latest notices, at most three, newest first."""
    newest = survey.shown.content.notices[::-1][:3]
    return tuple(
        Link(
            notice.title,
            urls.notice(notice.id),
            f"{notice.issuer or '未署发文机关'}，"
            + (notice.date.isoformat() if notice.date else f"{notice.received.isoformat()}收到"),
        )
        for notice in newest
    )
