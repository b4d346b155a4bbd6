"""Rows of filled forms -> the assignments they report on, or what is wrong with them.

In: the content and filled forms. Out: ``MatchedRow``, one a row, and problems at their cells. Everything that can be
wrong with a row is told at once; a row with a problem reports nothing.

What was filled in is looked at last: what keeps a row out is an error, what a person must only be told a warning.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.forms.filled import FilledForm, FilledRow, bare_text
from tongbao.forms.form_sheet import KEY, LABEL, NOTE, NUMBER, SAID, STATUS, TASK, TEXT
from tongbao.forms.forms import ALL, Forms, forms_of, key_of, label_of
from tongbao.notices.sent_forms import FORM_KEY
from tongbao.notices.statuses import read_status
from tongbao.output.cells import CUT, LONGEST
from tongbao.problems import Place, Problem, Severity
from tongbao.progress import merging, periods
from tongbao.progress.printed import by_latest
from tongbao.records.content import Content, Vocabulary, vocabulary_of
from tongbao.records.model import Assignment, Plan, Task

_SPACE = re.compile(r"\s+")
_BACK = "请照发出的报送表改回；要改任务本身，请来文说明"


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row and what it reports on; ``status`` is as written, an alias kept."""

    row: FilledRow
    plan: Plan
    task: Task
    assignment: Assignment
    period: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What one form reports: its unit, plan and period, its rows, and what is wrong with it.

    ``unit`` is the name in the registry, or 全部单位; ``blank`` counts the rows that were left empty; ``warnings``
    do not keep it from being taken.
    """

    form: FilledForm
    unit: str
    plan: Plan | None
    period: str
    found: tuple[MatchedRow, ...]
    blank: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


class Matching:
    """Matches forms against a content; what was sent out for a period is made once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._plans = {plan.id: plan for plan in content.plans}
        self._tasks = {task.key: task for task in content.tasks}
        notices = merging.notices_by_id(content)
        # A form prints what the latest edition does; what is written stays as it stands.
        self._printed = {key: by_latest(task, notices) for key, task in self._tasks.items()}
        self._sent: dict[tuple[str, str], Forms] = {}

    def match(self, form: FilledForm) -> Matched:
        """Return what a form reports."""
        problems: list[Problem] = []
        plan, period = self._whose(form, problems)
        if plan is None:
            return Matched(form, form.unit, None, "", (), 0, tuple(problems))
        rows = tuple(self._rows(form, plan, period, problems))
        unit = self._unit(form, plan, rows, problems)
        problems += self._strangers(plan, period, unit, rows)
        problems += _twice(rows)
        words = vocabulary_of(self._content.settings, plan)
        said = tuple(
            replace(one, row=with_status(one.row, words)) for one in rows if one.row.says_something
        )
        warnings = [*_late(form, plan, period), *_renumbered(said)]
        for one in said:
            problems += wrong_values(one.row, words)
            warnings += doubtful_values(one.row, words)
        if not said and not problems:
            hint = "填好以后再收；确实没有进展的，本期进展写“无”"
            problems.append(Problem(Place(form.name), "这张表一项也没有填", hint))
        blank = len(rows) - len(said)
        return Matched(form, unit, plan, period, said, blank, tuple(problems), tuple(warnings))

    def expected(self, plan: str, period: str) -> tuple[str, ...]:
        """Return the units that were asked for a period."""
        return tuple(form.unit for form in self._forms(plan, period).forms if form.unit != ALL)

    def _forms(self, plan: str, period: str) -> Forms:
        if (plan, period) not in self._sent:
            self._sent[plan, period] = forms_of(self._content, plan, period)
        return self._sent[plan, period]

    def _whose(self, form: FilledForm, problems: list[Problem]) -> tuple[Plan | None, str]:
        """Return the plan and period that most rows are of; tell the rows of others."""
        keys = [(row, FORM_KEY.fullmatch(row.key)) for row in form.rows]
        named = [(row, match["plan"], match["period"]) for row, match in keys if match]
        if not named:
            return self._by_title(form, problems)
        counted: dict[tuple[str, str], int] = {}
        for _, plan, period in named:
            counted[plan, period] = counted.get((plan, period), 0) + 1
        plan, period = max(counted, key=lambda one: counted[one])
        for row, other, span in named:
            if (other, span) != (plan, period):
                message = f"“{row.key}”不是这张表的编号，这张表是 {plan} 的 {period}"
                hint = "别的表里的行不要贴过来；每期用当期发出的表"
                problems.append(Problem(place_of(row, KEY), message, hint))
        if plan not in self._plans:
            hint = "核对是不是别的区县的表，或 content/plans/ 里的编号改过"
            problems.append(Problem(Place(form.name), f"没有任务清单“{plan}”", hint))
            return None, ""
        opened = [one.period for one in self._plans[plan].forms]
        if period not in opened:
            known = "、".join(map(periods.label, opened)) or "还没有发过"
            message = f"没有发过 {period} 的报送表（发过的期次：{known}）"
            hint = "先用 forms 发这一期的表；拿错了期次的，请重新填当期的表"
            problems.append(Problem(Place(form.name), message, hint))
            return None, ""
        return self._plans[plan], period

    def _by_title(self, form: FilledForm, problems: list[Problem]) -> tuple[Plan | None, str]:
        """Return the plan and the period that the title above a form names, where no row has a key any more."""
        fitting = self._named_above(form)
        if len(fitting) == 1:
            return fitting[0]
        message = f"没有一行的“{KEY}”读得出来，标题也不是发过的表，不知道是哪个清单、哪一期的"
        hint = "请在发出的报送表上填写"
        if fitting:
            known = "、".join(f"{plan.id} 的 {period}" for plan, period in fitting)
            message = f"没有一行的“{KEY}”读得出来，照标题可能是 {known}，不知道是哪一个"
            hint = f"请照发出的报送表补上“{KEY}”一栏"
        problems.append(Problem(Place(form.name), message, hint))
        return None, ""

    def _named_above(self, form: FilledForm) -> list[tuple[Plan, str]]:
        """Return what the titles above a form can mean; a title that is a part of another one there is not meant."""
        titles = {
            (plan.id, one.period): bare_text(f"{plan.title}{periods.label(one.period)}")
            for plan in self._plans.values()
            for one in plan.forms
        }
        fitting = {
            whose: title
            for whose, title in titles.items()
            if any(title in head for head in form.heads)
        }
        return [
            (self._plans[plan], period)
            for (plan, period), title in fitting.items()
            if not any(title in other and title != other for other in fitting.values())
        ]

    def _rows(
        self, form: FilledForm, plan: Plan, period: str, problems: list[Problem]
    ) -> Iterator[MatchedRow]:
        for row in form.rows:
            match = FORM_KEY.fullmatch(row.key)
            if match and (match["plan"], match["period"]) != (plan.id, period):
                continue
            found = self._by_key(match, plan) if match else self._by_words(row, plan)
            if found is None:
                message = f"认不出这一行是哪一项（编号“{row.key}”，任务“{_short(row.task)}”）"
                hint = "请照发出的报送表补上“编号”；清单里没有的事项，请另行来文"
                problems.append(Problem(place_of(row, KEY), message, hint))
                continue
            task, part = found
            asked = self._printed[task.key]
            if row.task and not _same_words(row.task, asked.text):
                message = f"“任务”一栏改过了：“{_short(row.task)}”，台账里是“{_short(asked.text)}”"
                problems.append(Problem(place_of(row, TASK), message, _BACK))
            elif row.label and not _same_words(row.label, label_of(task, part)):
                message = (
                    f"“分项”一栏与编号对不上：“{_short(row.label)}”，"
                    f"这个编号的是“{_short(label_of(task, part)) or '空'}”"
                )
                hint = "多半是只排序了几栏，行对错了；请照发出的报送表改回"
                problems.append(Problem(place_of(row, LABEL), message, hint))
            yield MatchedRow(row, plan, task, part, period)

    def _by_key(self, match: re.Match[str], plan: Plan) -> tuple[Task, Assignment] | None:
        task = self._tasks.get(f"{plan.id}/{match['task']}")
        parts = task.assignments if task else ()
        part = next((one for one in parts if one.part == match["part"]), None)
        return (task, part) if task and part else None

    def _by_words(self, row: FilledRow, plan: Plan) -> tuple[Task, Assignment] | None:
        """Return the only assignment with the row's number, text and label; None where not just one has them."""
        fitting = [
            (task, part)
            for key, task in self._tasks.items()
            if task.plan == plan.id and (self._printed[key].number or "") == row.number
            for part in task.assignments
            if row.task and _same_words(row.task, self._printed[key].text)
            if len(task.assignments) == 1 or _same_words(row.label, label_of(task, part))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _unit(
        self, form: FilledForm, plan: Plan, rows: Sequence[MatchedRow], problems: list[Problem]
    ) -> str:
        """Return whose form it is: as its head says, else the only unit that was asked for all of its rows."""
        asked = {one.unit for one in self._forms(plan.id, rows[0].period).forms} if rows else set()
        if form.unit in asked:
            return form.unit
        if form.unit:
            message = f"“报送单位：{form.unit}”不在这一期报送的单位里"
            problems.append(Problem(Place(form.name), message, "请照发出的报送表改回单位名称"))
            return form.unit
        keys = {_key(one) for one in rows}
        fitting = [
            one.unit
            for one in (self._forms(plan.id, rows[0].period).forms if rows else ())
            if keys <= {row.key for row in one.rows} and one.unit != ALL
        ]
        if len(fitting) == 1:
            return fitting[0]
        message = "没有“报送单位：”一行，从各行也看不出是哪个单位"
        problems.append(
            Problem(Place(form.name), message, "在表头上面补一行，如“报送单位：区发改委”")
        )
        return ""

    def _strangers(
        self, plan: Plan, period: str, unit: str, rows: Iterable[MatchedRow]
    ) -> Iterator[Problem]:
        """Yield the rows that another unit answers for."""
        own = next((one for one in self._forms(plan.id, period).forms if one.unit == unit), None)
        if own is None or unit == ALL:
            return
        keys = {row.key for row in own.rows}
        for one in rows:
            if _key(one) not in keys and one.row.says_something:
                whose = "、".join(one.assignment.counted_units)
                message = f"这一项由{whose}报送，不在{unit}的表里"
                yield Problem(one.row.place, message, "删去这一行，由负责的单位报送")


def _key(one: MatchedRow) -> str:
    return key_of(one.plan.id, one.task.id, one.assignment.part, one.period)


def _twice(rows: Iterable[MatchedRow]) -> Iterator[Problem]:
    seen: dict[str, FilledRow] = {}
    for one in rows:
        first = seen.setdefault(_key(one), one.row)
        if first is not one.row:
            message = f"和第{first.row}行是同一项"
            yield Problem(place_of(one.row, KEY), message, "一项只留一行，两行的内容合在一起")


def _late(form: FilledForm, plan: Plan, period: str) -> Iterator[Problem]:
    """Yield a warning on a form of a period that was not the last for which forms were sent."""
    last = max((one.period for one in plan.forms), key=periods.order)
    if period != last:
        message = f"这是{periods.label(period)}的表，最近一期是{periods.label(last)}，按补报收"
        hint = "如果是拿旧表填了新一期的内容，请退回，用新表重填"
        yield Problem(Place(form.name), message, hint, Severity.WARNING)


def _renumbered(rows: Iterable[MatchedRow]) -> Iterator[Problem]:
    """Yield a warning where the number of a row was changed: its key and its text tell what it is."""
    for one in rows:
        number = one.task.number or ""
        if one.row.number and not _same_words(one.row.number, number):
            message = f"“序号”改成了“{_short(one.row.number)}”，原来是“{number or '空'}”，按编号收"
            place = place_of(one.row, NUMBER)
            yield Problem(place, message, "序号不用改", Severity.WARNING)


def _same_words(one: str, other: str) -> bool:
    """Return whether two texts say the same; a form cuts a text that is too long for a cell."""
    bare, whole = _SPACE.sub("", one), _SPACE.sub("", other)
    return bare == whole or (bare.endswith(_SPACE.sub("", CUT)) and whole.startswith(bare[:100]))


def _short(text: str, most: int = 24) -> str:
    bare = _SPACE.sub(" ", text)
    return bare if len(bare) <= most else bare[:most] + "…"


def by_unit(forms: Iterable[Matched]) -> Mapping[tuple[str, str, str], tuple[Matched, ...]]:
    """Return forms by plan, period and unit."""
    found: dict[tuple[str, str, str], tuple[Matched, ...]] = {}
    for one in forms:
        if one.plan:
            key = (one.plan.id, one.period, one.unit)
            found[key] = (*found.get(key, ()), one)
    return found


def with_status(row: FilledRow, words: Vocabulary) -> FilledRow:
    """Return the row with its status without blanks; what stands behind or under a known word is its note."""
    bare = bare_text(row.status)
    if not bare or words.find(bare):
        return replace(row, status=bare)
    status, behind = read_status(row.status, words)
    if not behind or not status or words.find(status) is None:
        return replace(row, status=bare)
    return replace(row, status=status, note="；".join(filter(None, (behind, row.note))))


def wrong_values(row: FilledRow, words: Vocabulary) -> Iterator[Problem]:
    """Yield what is wrong with what was filled in."""
    for heading, saved in row.formulas.items():
        if not saved:
            hint = "用 Excel 打开后重新保存；或把算好的结果当文字抄进去"
            yield Problem(row.at[heading], "这一格是公式，没有存下算好的结果", hint)
    if row.status and words.statuses and words.find(row.status) is None:
        known = "、".join(status.word for status in words.statuses)
        near = words.nearest(row.status)
        hint = f"是不是“{near[0]}”？可以写的词：{known}" if near else f"可以写的词：{known}"
        yield Problem(row.at[STATUS], f"“{row.status}”不在完成情况的用词里", hint)
    if (row.status or row.note) and not row.text and TEXT not in row.formulas:
        message = "填了完成情况，没有填本期进展"
        yield Problem(place_of(row, TEXT), message, "写明这一期做了什么；没有进展的写“无”")
    for heading, text in _texts(row).items():
        if len(text) >= LONGEST:
            message = f"这一格有 {len(text)} 字，到了 Excel 一格的上限（{LONGEST} 字），后面的可能已经丢了"
            yield Problem(row.at[heading], message, "请写得短些，详细的另附文件")


def doubtful_values(row: FilledRow, words: Vocabulary) -> Iterator[Problem]:
    """Yield what is taken all the same, but must not go by unseen."""
    for heading, saved in row.formulas.items():
        if saved:
            yield _warning(row.at[heading], "这一格是公式，收的是算好的结果", "请核对")
    if row.text and not row.status and words.statuses:
        message = "填了本期进展，没有填完成情况，按“未注明”收"
        yield _warning(place_of(row, STATUS), message, "要有完成情况的，请补上再收一次")
    if row.said and not (row.text or row.status):
        message = "只填了单位说明，本期的进展按没有写收"
        yield _warning(place_of(row, SAID), message, "有进展的，请补上再收一次")


def place_of(row: FilledRow, heading: str) -> Place:
    """Return the cell of a column, the row's first where the form has no such column."""
    return row.at.get(heading, row.place)


def _warning(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, Severity.WARNING)


def _texts(row: FilledRow) -> Mapping[str, str]:
    found = {STATUS: row.status, NOTE: row.note, TEXT: row.text, SAID: row.said}
    return {heading: text for heading, text in found.items() if heading in row.at}
