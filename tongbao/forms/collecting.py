"""Filled forms -> content/: all of them, or with ``partial`` what is right of them.

In: the workbooks and the site's folder. Out: ``Collected``: what each form changes, row by row, what is wrong, who has
not reported, and content/ changed as one step that can be taken back. A unit's form is a notice of kind ``return``; the
form of all units, which the office fills itself, is its ledger.

Of a form only the rows that were taken are kept, as a plain copy, each where it stood: who filled it in, a telephone
number, macros and other sheets get neither into content/ nor into a site or a frozen month.
"""

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tongbao.archive.digests import digest_of
from tongbao.forms.filled import FilledForm, FilledRow, names_of, read_form
from tongbao.forms.form_sheet import (
    KEY,
    LABEL,
    NOTE,
    NUMBER,
    SAID,
    SHEET,
    STATUS,
    TASK,
    TEXT,
    UNIT,
)
from tongbao.forms.forms import ALL, returned_by
from tongbao.forms.matching import Matched, MatchedRow, Matching, by_unit
from tongbao.notices.identity import free_id
from tongbao.output.cells import A4, FONT, OPTIONS, cut, properties
from tongbao.problems import Place, Problem, Problems, Severity
from tongbao.problems.working_on import working_on
from tongbao.progress import merging, periods
from tongbao.records.checks.months import at_odds, odds_in_words
from tongbao.records.content import Content
from tongbao.records.journal import write_step
from tongbao.records.load import load_checked
from tongbao.records.model import (
    Assignment,
    File,
    Notice,
    Plan,
    Reply,
    Source,
    Task,
    Update,
)
from tongbao.records.names import fitting
from tongbao.records.pending import dated
from tongbao.records.store import Stored, texts_of
from tongbao.site.rows import named_number
from tongbao.sources import Taken, take

_WIDTHS = {NUMBER: 6, TASK: 40, LABEL: 14, STATUS: 12, NOTE: 14, TEXT: 60, SAID: 30, KEY: 26}
# No clock: the day a file was made says nothing that the record does not say.
_DAY = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class CollectedChange:
    """What one row changes: how the assignment is called, what was said last, and what is said now.

    ``under_ledger``: the office's ledger of the period stands already, and its word holds.
    """

    what: str
    was: Update | None
    now: Update
    under_ledger: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of one workbook; ``known`` is the notice of one that was collected before."""

    file: str
    unit: str = ""
    period: str = ""
    changes: tuple[CollectedChange, ...] = ()
    blank: int = 0
    known: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run brought. ``missing`` are the units that were asked and have not reported, by plan and period.

    ``problems`` keep out what they are about, ``warnings`` do not. ``read`` are the files as they were read.
    """

    forms: tuple[Returned, ...]
    problems: tuple[Problem, ...]
    missing: Mapping[tuple[str, str], tuple[str, ...]]
    written: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    read: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectOrder:
    """How forms are taken: the day they came in, whether what is right of a faulty form is, and whether to write."""

    received: datetime.date
    partial: bool = False
    dry_run: bool = False


def collect(root: Path, paths: Sequence[Path], order: CollectOrder) -> Collected:
    """Take filled forms into the content of the site at ``root``.

    Nothing is written where any form has a problem, unless ``partial`` is asked for: then the faulty rows, and forms
    that cannot be read at all, are left out.
    """
    content = load_checked(root)
    files_read, read, problems = _read(paths)
    known = _known(content, read)
    matching = Matching(content)
    matched = [matching.match(form) for form in read if form.name not in known]
    problems += [problem for one in matched for problem in one.problems]
    warnings = [warning for one in matched for warning in one.warnings]
    problems += _rivals(matched)
    wrong = {problem.place for problem in problems}
    taken = [_right(one, wrong) for one in matched]
    drafted = _Draft(content, order.received)
    forms = [Returned(name, known=notice) for name, notice in known.items()]
    forms.extend(map(drafted.add, taken))
    warnings += drafted.at_odds(taken)
    files: Mapping[str, bytes] = {}
    if drafted.notices and (order.partial or not problems):
        files = drafted.files(root)
        if not order.dry_run:
            write_step(root, f"收表 {len(drafted.notices)} 份", files)
    return Collected(
        tuple(forms),
        tuple(sorted(problems)),
        _missing(content, matching, taken),
        () if order.dry_run else tuple(files),
        tuple(sorted(warnings)),
        tuple(files_read.values()),
    )


def _read(
    paths: Iterable[Path],
) -> tuple[dict[str, Taken], list[FilledForm], list[Problem]]:
    """Return the files that could be taken by name, the forms among them, and what is wrong with the others."""
    taken: dict[str, Taken] = {}
    read: list[FilledForm] = []
    problems: list[Problem] = []
    for path, name in names_of(paths).items():
        try:
            with working_on(name):
                taken[name] = take(path, name)
                read.append(read_form(taken[name]))
        except Problems as found:
            problems += found.problems
    return taken, read, problems


def _known(content: Content, forms: Iterable[FilledForm]) -> dict[str, str]:
    """Return the forms that were collected before, with their notices: the same file again changes nothing."""
    by_digest = {
        digest: notice.id
        for notice in content.notices
        for file in notice.files
        for digest in (file.sha256, file.original)
        if digest
    }
    return {form.name: by_digest[form.sha256] for form in forms if form.sha256 in by_digest}


def _rivals(matched: Iterable[Matched]) -> list[Problem]:
    """Return a problem for every form of a unit that has sent several: which of them holds cannot be told."""
    found: list[Problem] = []
    for (_, _, unit), forms in by_unit(matched).items():
        names = [one.form.name for one in forms] if unit else []
        for name in names if len(names) > 1 else ():
            others = "”“".join(other for other in names if other != name)
            message = f"和“{others}”都是{unit}的表，不知道以哪一份为准"
            found.append(Problem(Place(name), message, "只留最后的一份，再收一次"))
    return found


def _right(one: Matched, wrong: set[Place]) -> Matched:
    """Return the form with the rows that nothing is wrong with; none where the form itself is faulty."""
    if Place(one.form.name) in wrong:
        return replace(one, found=())
    cells = {(place.sheet, _row_of(place)) for place in wrong if place.file == one.form.name}
    rows = tuple(
        found for found in one.found if (found.row.place.sheet, str(found.row.row)) not in cells
    )
    return replace(one, found=rows)


def _row_of(place: Place) -> str:
    return place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _missing(
    content: Content, matching: Matching, taken: Sequence[Matched]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the units that have not reported, for the periods that this run speaks of."""
    spans = dict.fromkeys((one.plan.id, one.period) for one in taken if one.plan)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for plan, period in spans:
        here = {
            one.unit
            for one in taken
            if one.plan and (one.plan.id, one.period) == (plan, period) and one.found
        }
        known = next(one for one in content.plans if one.id == plan)
        before = returned_by(content, known, period)
        expected = () if ALL in here else matching.expected(plan, period)
        found[plan, period] = tuple(unit for unit in expected if unit not in here | before)
    return found


class _Draft:
    """The records as they shall stand, form after form."""

    def __init__(self, content: Content, received: datetime.date) -> None:
        self._content, self._received = content, received
        self._by_id = merging.notices_by_id(content)
        self._tasks: dict[str, Task] = {}
        self._plans: dict[str, Plan] = {}
        self._kept: dict[str, bytes] = {}
        self.notices: list[Notice] = []

    def add(self, form: Matched) -> Returned:
        """Draft the notice and the updates of a form; nothing of one without rows."""
        if form.plan is None or not form.found:
            return Returned(form.form.name, form.unit, form.period, blank=form.blank)
        notice = self._notice(form, form.plan)
        self.notices.append(notice)
        plan = self._plans.get(form.plan.id, form.plan)
        self._plans[plan.id] = plan.model_copy(update={"notices": (*plan.notices, notice.id)})
        changes = tuple(self._change(one, form.unit, notice) for one in form.found)
        return Returned(form.form.name, form.unit, form.period, changes, form.blank, taken=True)

    def _notice(self, form: Matched, plan: Plan) -> Notice:
        label = periods.label(form.period)
        by_office = form.unit == ALL
        title = f"{plan.title}{label}台账" if by_office else f"{form.unit}{label}进展报送表"
        issuer = self._content.settings.publisher.name if by_office else form.unit
        path = form.form.path
        taken = {*self._by_id, *(notice.id for notice in self.notices)}
        copy = kept_bytes(form.form, title, issuer, (one.row for one in form.found))
        notice = Notice(
            id=free_id(f"{plan.district}-{self._received.isoformat()}", taken),
            kind="ledger" if by_office else "return",
            title=title,
            issuer=issuer,
            received=self._received,
            period=form.period,
            period_label=label,
            files=(
                File(
                    name=kept_name(path),
                    sha256=digest_of(copy),
                    origin=origin_of(path),
                    original=form.form.sha256,
                ),
            ),
        )
        self._kept[f"content/notices/{notice.id}/{kept_name(path)}"] = copy
        return notice

    def _change(self, found: MatchedRow, unit: str, notice: Notice) -> CollectedChange:
        key = found.task.key
        task = self._tasks.get(key, found.task)
        update = _update(found, unit, notice)
        parts = tuple(_with(part, found, update) for part in task.assignments)
        self._tasks[key] = task.model_copy(update={"assignments": parts})
        said = dated(found.assignment)
        was = merging.update_in(said, found.period, self._by_id)
        was = was or merging.update_before(said, found.period, self._by_id)
        under = (
            notice.kind == "return"
            and was is not None
            and was.period == found.period
            and not merging.is_return(was, self._by_id)
        )
        return CollectedChange(
            named_number(found.task, found.assignment), was and was.known(), update, under
        )

    def at_odds(self, taken: Iterable[Matched]) -> Iterator[Problem]:
        """Yield where what was taken does not agree with what another unit said of the same."""
        notices = {**self._by_id, **{notice.id: notice for notice in self.notices}}
        for one in taken:
            for row in one.found:
                task = self._tasks.get(row.task.key, row.task)
                parts = (part for part in task.assignments if part.part == row.assignment.part)
                for part in parts:
                    if said := at_odds(part, row.period, notices):
                        message = f"{named_number(task, part)}：{odds_in_words(said)}"
                        hint = "两家的话都记下了，以办公室的台账或“全部单位”表核定"
                        yield Problem(row.row.place, message, hint, Severity.WARNING)

    def files(self, root: Path) -> dict[str, bytes]:
        """Return the files as they shall stand."""
        records: tuple[Stored, ...] = (*self.notices, *self._plans.values(), *self._tasks.values())
        return {**texts_of(root, records), **self._kept}


def _with(part: Assignment, found: MatchedRow, update: Update) -> Assignment:
    if part.part != found.assignment.part:
        return part
    return part.model_copy(update={"updates": (*part.updates, update)})


def _update(found: MatchedRow, unit: str, notice: Notice) -> Update:
    row = found.row
    # In the office's own ledger the unit that answers for the row has its say.
    who = unit if unit != ALL else next(iter(found.assignment.counted_units), unit)
    reply = Reply(unit=who, text=row.said, date=notice.received) if row.said else None
    return Update(
        period=found.period,
        status=row.status or None,
        note=row.note or None,
        text=row.text,
        source=Source(notice=notice.id, row=row.row),
        reply=reply,
    )


def kept_name(path: Path) -> str:
    """Return what the copy is called: 区发改委.xlsm -> 区发改委.xlsx."""
    return fitting(path.stem, ".xlsx")


def origin_of(path: Path) -> str:
    """Return what the copy is, in words."""
    return f"按来件“{path.name}”重排：只留收下的各行，去掉了填报人、联系电话和宏"


def kept_bytes(form: FilledForm, title: str, unit: str, rows: Iterable[FilledRow]) -> bytes:
    """Return the copy."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(properties(title, unit, _DAY))
        plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        cell = workbook.add_format({**plain, "border": 1, "num_format": "@"})
        head = workbook.add_format({**plain, "border": 1, "bold": True, "bg_color": "#F2F2F2"})
        sheet = workbook.add_worksheet(SHEET)
        header = min(row.row for row in form.rows) - 2
        for at, (heading, width) in enumerate(_WIDTHS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(header, at, heading, head)
        line = workbook.add_format({**plain, "text_wrap": False})
        for at, words in enumerate((title, f"{UNIT}{unit}")[:header]):
            sheet.write_string(at, 0, words, line)
        for row in rows:
            _write(sheet, row, cell)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
    return made.getvalue()


def _write(sheet: Any, row: FilledRow, looks: Any) -> None:
    values = {
        NUMBER: row.number,
        TASK: row.task,
        LABEL: row.label,
        STATUS: row.status,
        NOTE: row.note,
        TEXT: row.text,
        SAID: row.said,
        KEY: row.key,
    }
    for at, heading in enumerate(_WIDTHS):
        sheet.write_string(row.row - 1, at, cut(values[heading]), looks)
