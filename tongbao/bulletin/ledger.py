"""The ledger of a bulletin as a table: columns, cells, and which cells are one over several rows.

In: the figures. Out: ``LedgerTable``, which Word and Excel print alike. A column of what no row has is left out. What a
row tells in its own text, a label or who is responsible, has no column of its own: reading the table finds it there
again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal

from tongbao.bulletin.figures import Figures
from tongbao.notices.answering import roles_in_bracket
from tongbao.notices.ledger import label_in
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.standing import UNREPORTED, Standing
from tongbao.records.model import Assignment, Part, Person, Reply, Task, Update

Width = Literal["narrow", "names", "words", "text"]
# Parts of updates in more columns than this are printed in the text, each with its label before it.
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: its heading, and how much room it takes."""

    title: str
    width: Width


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """A cell: its text, a line a paragraph. ``rows`` is how many rows it covers, 0 where one above covers it."""

    text: str
    rows: int = 1
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The rows of a ledger under their columns."""

    columns: tuple[LedgerColumn, ...]
    rows: tuple[tuple[LedgerCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _LedgerLine:
    """One row before it is printed: an entry, and its assignment as the edition of its update prints it."""

    entry: Entry
    task: Task
    part: Assignment
    update: Update | None
    standing: Standing
    replies: tuple[Reply, ...]
    by_text: tuple[bool, bool]

    @property
    def label(self) -> str:
        return "" if self.by_text[0] else self.part.label or ""

    @property
    def responsible(self) -> tuple[str, ...]:
        return () if self.by_text[1] else self.part.responsible


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column prints of a row, and whether two rows below each other share the cell."""

    column: LedgerColumn
    text: Callable[[_LedgerLine], str]
    shared: Callable[[_LedgerLine, _LedgerLine], bool] = lambda _, __: False
    always: bool = False


def table_of(figures: Figures) -> LedgerTable:
    """Return the ledger of a plan in a period, rows in the order of the plan."""
    lines = tuple(_lines(figures))
    kinds = [
        kind
        for kind in (*_before(), *_text(lines), *_behind())
        if kind.always or any(map(kind.text, lines))
    ]
    columns = [tuple(_cells(kind, lines)) for kind in kinds]
    return LedgerTable(tuple(kind.column for kind in kinds), tuple(zip(*columns, strict=True)))


def _lines(figures: Figures) -> Iterator[_LedgerLine]:
    lexicon = standard_lexicon()
    units = UnitReader(lexicon, lambda name: figures.names.find(name) is not None)
    for entry in figures.listed:
        update = entry.update
        part = entry.assignment.as_printed_in(update)
        text = update.text if update else ""
        roles = roles_in_bracket(text, lexicon, units)
        labelled = part.lead_shared and part.label is not None and label_in(text) == part.label
        told = labelled, bool(part.responsible) and roles.get("responsible") == part.responsible
        said = merging.replies_beside(entry.assignment, update, figures.notices) if update else ()
        yield _LedgerLine(entry, entry.task, part, update, figures.view.standing(entry), said, told)


def _before() -> Iterator[_Kind]:
    """Yield the columns before the progress: what is to be done, and who answers for it."""
    yield _Kind(LedgerColumn("类别", "names"), lambda line: line.task.section or "", _same_section)
    yield _Kind(LedgerColumn("序号", "narrow"), _number, _same_task, always=True)
    yield _Kind(LedgerColumn("工作任务", "words"), _task_text, _same_task, always=True)
    yield _Kind(LedgerColumn("指标", "names"), lambda line: line.label)
    yield _Kind(
        LedgerColumn("牵头单位", "names"),
        lambda line: _listed(line.part.lead),
        _same_lead,
        always=True,
    )
    yield _Kind(LedgerColumn("责任单位", "names"), lambda line: _listed(line.responsible))
    yield _Kind(LedgerColumn("配合单位", "names"), lambda line: _listed(line.part.cooperating))
    yield _Kind(LedgerColumn("责任领导", "names"), lambda line: _people(line.part.leaders))
    yield _Kind(LedgerColumn("责任人", "names"), _persons, _same_persons, always=True)
    yield _Kind(LedgerColumn("完成时限", "names"), _due)


def _text(lines: Sequence[_LedgerLine]) -> Iterator[_Kind]:
    """Yield the columns of the progress: its text, and a column for each label of its parts."""
    labels = list(dict.fromkeys(part.label for line in lines for part in _parts(line)))
    in_text = len(labels) > _MOST_PARTS

    def text(line: _LedgerLine) -> str:
        if line.update is None:
            return ""
        return line.update.said if in_text else line.update.text

    yield _Kind(LedgerColumn("进展情况", "text"), text, always=True)
    for label in () if in_text else labels:
        yield _Kind(LedgerColumn(label, "words"), partial(_part, label))


def _behind() -> Iterator[_Kind]:
    yield _Kind(
        LedgerColumn("对象", "names"), lambda line: (line.update and line.update.subject) or ""
    )
    yield _Kind(LedgerColumn("完成情况", "names"), _status, always=True)
    yield _Kind(LedgerColumn("单位说明", "words"), _reply)


def _cells(kind: _Kind, lines: Sequence[_LedgerLine]) -> Iterator[LedgerCell]:
    """Yield a column, cell by cell; what is shared stands in the first of its rows."""
    goes_on = [False, *(kind.shared(above, line) for above, line in pairwise(lines))]
    for at, line in enumerate(lines):
        if goes_on[at]:
            yield LedgerCell("", 0)
            continue
        rows = 1
        while at + rows < len(lines) and goes_on[at + rows]:
            rows += 1
        standing = line.standing if kind.text is _status else None
        yield LedgerCell(kind.text(line), rows, standing)


def _same_section(above: _LedgerLine, line: _LedgerLine) -> bool:
    return line.task.section is not None and above.task.section == line.task.section


def _same_task(above: _LedgerLine, line: _LedgerLine) -> bool:
    return above.task.path == line.task.path


def _same_lead(above: _LedgerLine, line: _LedgerLine) -> bool:
    both = above.part.lead_shared and line.part.lead_shared
    return both and _same_task(above, line) and above.part.lead == line.part.lead


def _same_persons(above: _LedgerLine, line: _LedgerLine) -> bool:
    return (
        _same_lead(above, line)
        and bool(line.part.persons)
        and above.part.persons == line.part.persons
        and _persons(above) == _persons(line)
    )


def _number(line: _LedgerLine) -> str:
    printed = line.update.printed.number if line.update else None
    return printed or line.task.number or ""


def _task_text(line: _LedgerLine) -> str:
    printed = line.update.printed.text if line.update else None
    return printed or line.task.text


def _persons(line: _LedgerLine) -> str:
    printed = line.update.printed.persons if line.update else None
    return _people(line.part.persons) if printed is None else _listed(printed)


def _people(persons: Sequence[Person]) -> str:
    return "\n".join(
        (person.office or f"{person.name}（{person.duty}）")
        if person.office or person.duty
        else person.name or ""
        for person in persons
    )


def _listed(names: Sequence[str]) -> str:
    return "\n".join(names)


def _due(line: _LedgerLine) -> str:
    return "；".join(due.words for due in line.part.due)


def _parts(line: _LedgerLine) -> Iterator[Part]:
    yield from line.update.parts if line.update else ()


def _part(label: str, line: _LedgerLine) -> str:
    return "\n".join(part.text for part in _parts(line) if part.label == label)


def _status(line: _LedgerLine) -> str:
    """Return the word as the update has it, its note below; of a row that is missing 未报送."""
    if line.update is None:
        return UNREPORTED.heading if line.standing == UNREPORTED else ""
    return "\n".join(filter(None, (line.update.status, line.update.note)))


def _reply(line: _LedgerLine) -> str:
    return "\n".join(
        f"{said.unit}：{said.text}（{periods.day_in_words(said.date)}）" for said in line.replies
    )
