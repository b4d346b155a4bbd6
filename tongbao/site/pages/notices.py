"""The pages of notices: the list, and one page a notice with its files, its claims and what it says of tasks.

In: the survey. Out: ``NoticesPage`` and ``NoticePage`` values. Every statement has its anchor here: the row of the
notice's table, and the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress.merging import Entry, State
from tongbao.progress.periods import label
from tongbao.progress.printed import by_notice
from tongbao.progress.survey import PlanView, Survey, updates_of
from tongbao.records.kinds import NOTICE_KINDS
from tongbao.records.model import Notice, Source, Update
from tongbao.records.pending import how_to_give, pending_by_notice
from tongbao.records.scalars import PENDING
from tongbao.site import heads, origins, urls
from tongbao.site.origins import Offered
from tongbao.site.page import Page
from tongbao.site.pages.claims import ClaimTable, claim_table
from tongbao.site.pages.indicators import figures_of_notice
from tongbao.site.pages.statements import pending_badge
from tongbao.site.rows import COLUMNS, SHOWN, EntryLine, cells_of, group_of, line_of, shown_cells
from tongbao.site.table import Cells, Column, Group, Row, Table, Values, linked, sheet, table, text
from tongbao.site.views import Byline, Fact, Link
from tongbao.site.wording import marks_of, size_words

# A statement of a notice: where it stands there, and the line that shows it.
_Said = tuple[Source, EntryLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage(Page):
    """All notices, the newest first."""

    template: ClassVar[str] = "notices"

    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file of a notice: ``path`` is None where it is not offered, and ``reason`` then says why."""

    name: str
    format: str
    path: str | None
    size: str
    sha256: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A paragraph of the notice outside its tables."""

    text: str
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(Page):
    """A notice: what it is, its files, its claims, the tasks it speaks of, its text."""

    template: ClassVar[str] = "notice"

    byline: Byline
    facts: tuple[Fact, ...]
    files: tuple[FileView, ...]
    claims: ClaimTable | None
    figures: Table | None
    spoken: Table | None
    passages: tuple[PassageView, ...]
    marks: tuple[str, ...]


def notices_page(survey: Survey) -> NoticesPage | None:
    """Return the list of notices, newest first, None where there are none."""
    notices = survey.shown.content.notices
    if not notices:
        return None
    said = _said_by_notice(survey)
    waiting = pending_by_notice(survey.shown.content)
    listed = table(
        f"收到的文件，共{len(notices)}份，新的在前",
        _COLUMNS,
        (
            _row(survey, one, said.get(one.id, ()), one.id in waiting)
            for one in origins.newest_first(survey)
        ),
        "notices rows",
    )
    return NoticesPage(
        path=urls.NOTICES,
        title="文件",
        made_from=survey.shown.content.settings.path,
        section="notices",
        metas=heads.column("文件", "收到的文件及其公布数", ("文件", "通报", "台账"), "政策文件"),
        table=listed,
        listed=sheet(urls.NOTICES, listed.caption, listed),
    )


_COLUMNS = (
    Column("id", "编号"),
    Column("", "日期", page=""),
    Column("date", "成文日期"),
    Column("received", "收到日期"),
    Column("", "标题", page="what", heads=True),
    Column("kind", "种类", page=""),
    Column("title", "标题"),
    Column("issuer", "发文机关", page=""),
    Column("number", "文号"),
    Column("issue", "期号"),
    Column("period", "期次", is_period=True, page=""),
    Column("", "所列事项", page=""),
    Column("path", "网页"),
)


def _row(survey: Survey, notice: Notice, said: Sequence[_Said], waiting: bool) -> Cells:
    day = origins.day_words(survey, notice)
    period = label(notice.period) if notice.period else PENDING * waiting
    path = urls.notice(notice.id)
    return (
        *(notice.id, text(day), notice.date, notice.received, linked(Link(notice.title, path))),
        *(text(NOTICE_KINDS[notice.kind]), notice.title, text(notice.issuer or "")),
        *(notice.number, notice.issue, replace(text(period), value=notice.period)),
        *(text(f"{len(said)}项" if said else ""), path),
    )


def notice_pages(survey: Survey) -> Iterator[NoticePage]:
    """Yield the page of every notice, oldest first."""
    said, listed = _said_by_notice(survey), _listed_by_notice(survey)
    waiting = pending_by_notice(survey.shown.content)
    for notice in survey.shown.content.notices:
        page = _notice_page(survey, notice, said.get(notice.id, ()), waiting.get(notice.id, 0))
        rows = sorted(listed.get(notice.id, ()), key=lambda one: one[0])
        title = f"《{notice.title}》所列事项，共{len(rows)}项，按页"
        found = table(title, COLUMNS, (cells for _, cells in rows))
        yield replace(page, listed=sheet(page.path, title, found))


def _notice_page(survey: Survey, notice: Notice, said: Sequence[_Said], waiting: int) -> NoticePage:
    """Return the page of a notice; ``waiting`` counts its updates whose period nobody has given yet."""
    byline = origins.byline_of(survey, notice)
    assert byline is not None  # noqa: S101 - a notice that is there has a byline
    left_out = survey.shown.by_notice.get(notice.id, 0)
    sentence = f"文件所列事项中，另有{left_out}项任务不在本版公开。" if left_out else ""
    return NoticePage(
        path=urls.notice(notice.id),
        title=notice.title,
        made_from=notice.path,
        section="notices",
        crumbs=(Link("文件", urls.NOTICES),),
        metas=heads.article(notice.title, byline),
        byline=byline,
        facts=tuple(_facts(survey, notice, waiting)),
        files=tuple(_file(survey, notice, one) for one in origins.files_of(survey, notice)),
        claims=claim_table(survey, notice),
        figures=figures_of_notice(survey, notice),
        spoken=_spoken(said, sentence) if said else None,
        passages=tuple(
            PassageView(text=passage.text, heading=passage.heading) for passage in notice.passages
        ),
        marks=marks_of((*notice.review, *_period_to_give(survey, notice, waiting)), Notice),
    )


def _period_to_give(survey: Survey, notice: Notice, waiting: int) -> Iterator[str]:
    """Yield a review mark on a notice whose period somebody has to give, for those who can."""
    if waiting and survey.shown.edition == "intranet" and notice.id not in survey.shown.partial:
        message, hint = how_to_give(notice.id, waiting)
        yield f"period: {message}（{hint}）"


def _said_by_notice(survey: Survey) -> dict[str, list[_Said]]:
    """Return what each notice says: a line for every update, or for an assignment it only names."""
    said: dict[str, list[_Said]] = {}
    for view in survey.plans:
        for task in view.tasks:
            for position, part in enumerate(task.assignments, start=1):
                pending = view.pending_of(task, part)
                told: list[tuple[Source, Update | None]] = []
                told += [(update.source, update) for update in (*part.updates, *pending)]
                told += [(restated.source, None) for restated in part.restated]
                if task.source.notice not in {source.notice for source, _ in told}:
                    told.append((task.source, None))
                for source, update in told:
                    printed = by_notice(view.records[task.id], source.notice, survey.notices)
                    then = printed.assignments[position - 1]
                    state: State = "listed" if update else "silent"
                    entry = Entry(view.plan, printed, then, position, update, state)
                    _add(said, survey, view, entry, source)
    return said


def _add(
    said: dict[str, list[_Said]], survey: Survey, view: PlanView, entry: Entry, source: Source
) -> None:
    line = line_of(survey, view, entry, entry.update.period if entry.update else None)
    if entry.update is None:
        line = replace(line, badge=None)
    elif entry.update.period == PENDING:
        badge = pending_badge(view, entry.task, entry.update)
        line = replace(line, badge=badge, as_of=label(PENDING))
    said.setdefault(source.notice, []).append((source, line))


def _spoken(said: Sequence[_Said], left_out: str) -> Table:
    """Return the statements by page, in the notice's order; an anchor is given once."""
    ordered = sorted(said, key=lambda one: (one[0].page or 0, one[0].row or 0))
    pages: dict[int, list[Row]] = {}
    given: set[int] = set()
    for source, line in ordered:
        number = source.row
        anchor = urls.notice_row_anchor(number) if number and number not in given else ""
        given.update({number} if number else ())
        pages.setdefault(source.page or 0, []).append(
            Row(shown_cells(replace(line, place=None)), anchor)
        )
    caption = f"文件所列事项，共{len(said)}项，按页。{left_out}"
    groups = tuple(_page(*one) for one in pages.items())
    return Table(caption, SHOWN, groups, "ledger rows", "spoken")


def _page(page: int, rows: Sequence[Row]) -> Group:
    anchor = urls.notice_page_anchor(page) if page else ""
    return group_of(rows, text(f"第{page}页" if page else "文件未分页"), anchor)


def _listed_by_notice(survey: Survey) -> dict[str, list[tuple[tuple[int, int], Values]]]:
    """Return what files hold of each notice, with page and row: of what still has no period nothing."""
    said: dict[str, list[tuple[tuple[int, int], Values]]] = {}
    for view in survey.plans:
        for entry in updates_of(survey, view, objectives=True):
            source = entry.source
            place = (source.page or 0, source.row or 0)
            said.setdefault(source.notice, []).append((place, cells_of(survey, view, entry)))
    return said


def _facts(survey: Survey, notice: Notice, waiting: int) -> Iterator[Fact]:
    """Yield what the notice says of itself; what it does not state is left out."""
    plain = (
        ("种类", NOTICE_KINDS[notice.kind]),
        ("发文机关", notice.issuer),
        ("文号", notice.number),
        ("期号", f"第{notice.issue}期" if notice.issue else None),
        ("成文日期", notice.date.isoformat() if notice.date else "文件未署日期"),
        ("收到日期", notice.received.isoformat()),
        ("依据", notice.basis),
    )
    for term, value in plain:
        if value:
            yield Fact(term, (Link(value),))
    if notice.period:
        yield _period(survey, notice, notice.period)
    elif waiting:
        yield Fact("期次", (Link(PENDING),))


def _period(survey: Survey, notice: Notice, span: str) -> Fact:
    """Return the period a notice is about, leading to the plans that were reported for it."""
    pages = tuple(
        Link(label(span), urls.period(view.plan.id, span))
        for view in survey.plans
        if span in view.periods
    )
    printed = notice.period_label
    note = f"原文：{printed}" if printed and printed != label(span) else ""
    return Fact("期次", pages or (Link(label(span)),), note)


def _file(survey: Survey, notice: Notice, offered: Offered) -> FileView:
    reason = ""
    if offered.path is None:
        partial = notice.id in survey.shown.partial
        reason = "含不在本版公开的内容，不提供下载" if partial else "只登记，不提供下载"
    return FileView(
        name=offered.file.name,
        format=offered.format,
        path=offered.path,
        size=size_words(offered.size) if offered.size is not None else "",
        sha256=offered.file.sha256,
        origin=offered.file.origin or "",
        reason=reason,
    )
