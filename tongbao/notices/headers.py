"""The header of a table: which column is what, by its heading and by what the cells below it are.

In: headings and the cells below them. Out: a ``Header``: the role of each column. The words of
its heading name a column, and the cells must bear it out: what a heading calls a unit is none where figures stand
below it. A column that nobody knows goes by its own heading.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.cell_kinds import Kind, Kinds
from tongbao.notices.column_words import PART, TARGET, TEXT
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.periods import months_in
from tongbao.sources.document import SourceCell

UNIT_ROLES = ("lead", "responsible", "cooperating")
PERSON_ROLES = ("leaders", "persons")
_PROGRESS = frozenset(("text", "status"))
# Columns that tell a table of tasks from any other that has a column of things: who answers, by when, how far.
_TELLING = frozenset((*UNIT_ROLES, *PERSON_ROLES, *_PROGRESS, "due"))
_FEWEST_NAMED = 2
_MOSTLY = 0.6
_SELDOM = 0.3
_NEARLY_ALL = 0.9
# A column of at least so many words, each so short, may grade the rows.
_FEWEST_GRADED = 3
_LONGEST_GRADE = 8
_SHORTEST_TASK = 4
_BRACKETED = re.compile(r"[(（][^()（）]{0,30}[)）]")
_OPINION = re.compile("(?:非常|十分|很|比较|较|基本|一般|不太|不)?满意|理解|不予?评价")

Roles = tuple[str | None, ...]

# What cells must mostly be, for a column of a role; other roles take any words.
_BORNE_OUT: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(
        UNIT_ROLES, frozenset(("unit", "units", "short", "text", "sentence", "person", "persons"))
    ),
    **dict.fromkeys(
        PERSON_ROLES, frozenset(("person", "persons", "short", "text", "sentence", "unit", "units"))
    ),
    "due": frozenset(("time", "status", "short", "text", "sentence", "number", "figure")),
    "task": frozenset(
        ("short", "text", "sentence", "unit", "units", "section", "status", "person", "persons")
    ),
}
# Roles that cells alone may give a column, where no other column has one of the roles named last.
_BY_CELLS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("responsible", ("unit", "units"), UNIT_ROLES),
    ("leaders", ("person", "persons"), PERSON_ROLES),
    ("number", ("number",), ("number",)),
    ("due", ("time",), ("due",)),
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: it begins at the row ``at`` and takes ``height`` rows.

    ``words`` are the headings; ``unknown`` those of columns that nobody knows, ``inferred`` fields whose column was
    told by its cells alone, each with the reason.
    """

    roles: Roles
    words: tuple[str, ...]
    at: int = 0
    height: int = 1
    unknown: tuple[str, ...] = ()
    inferred: tuple[tuple[str, str], ...] = ()

    @property
    def tells_progress(self) -> bool:
        """Whether the table says what became of its tasks; one that does not decomposes them."""
        return tells_progress(self.roles)


def tells_progress(roles: Roles) -> bool:
    """Return whether columns of these roles say what became of a task."""
    return any(role in _PROGRESS or (role or "").startswith(TEXT) for role in roles)


def is_of_tasks(roles: Roles) -> bool:
    """Return whether columns of these roles make a table of tasks: the task, and something told of it."""
    told = any(role in _TELLING or (role or "").startswith((TARGET, TEXT)) for role in roles)
    return "task" in roles and told


def name_columns(
    words: Sequence[str],
    roles: Roles,
    cells: Sequence[Sequence[SourceCell]],
    kinds: Kinds,
    covered: Sequence[bool] = (),
) -> Header | None:
    """Return the header of columns whose headings give these roles, None where they make no table of tasks.

    ``cells`` are the cells below each heading; ``covered`` says of a column that its heading is that before it.
    """
    found = [
        role
        if _is_borne_out(role, [kinds.of(cell.text) for cell in column])
        else _figures_of(role, word)
        for role, word, column in zip(roles, words, cells, strict=True)
    ]
    _part_sections(found, cells)
    inferred = list(_told_by_cells(words, found, cells, kinds))
    _choose_task(found, words)
    _one_status(found, words, cells, kinds)
    if not is_of_tasks(tuple("text" if (role or "").startswith(PART) else role for role in found)):
        return None
    if not is_of_tasks(tuple(found)) and not any(map(_names_units, words)):
        return None
    named, unknown = _all_named(found, words, covered, kinds.lexicon)
    return Header(named, tuple(words), unknown=unknown, inferred=tuple(inferred))


def _names_units(words: str) -> bool:
    return words.endswith(("单位", "部门", "科室"))


def _is_borne_out(role: str | None, kinds: Sequence[Kind]) -> bool:
    """Return whether the cells of a column are mostly what its role asks for; an empty column is."""
    filled = [kind for kind in kinds if kind != "empty"]
    wanted = _BORNE_OUT.get(role or "")
    if wanted is None or not filled:
        return True
    return sum(kind in wanted for kind in filled) >= _MOSTLY * len(filled)


def _figures_of(role: str | None, words: str) -> str | None:
    """Return the role of a column of tasks by its heading where figures stand below it: 目标任务 over 4650个."""
    return (
        TARGET + one_line(words)
        if role == "task" and re.search("目标|计划|任务数", words)
        else None
    )


def _part_sections(roles: list[str | None], cells: Sequence[Sequence[SourceCell]]) -> None:
    """Make of two columns of tasks the one whose cells reach over several rows that of sections."""
    tasks = [at for at, role in enumerate(roles) if role == "task"]
    if len(tasks) < _FEWEST_NAMED or "section" in roles:
        return
    merged = [_share_above(cells[at]) for at in tasks]
    counts = cells[roles.index("number")] if "number" in roles else ()
    # One cell beside several numbers is of several tasks.
    over_several = any(
        cell.span == "above" and count.span == "own" and count.text.strip()
        for cell, count in zip(cells[tasks[0]], counts, strict=False)
    )
    if (over_several or merged[0] > _SELDOM) and min(merged[1:]) < merged[0] / 2:
        roles[tasks[0]] = "section"


def _share_above(cells: Sequence[SourceCell]) -> float:
    return sum(cell.span == "above" for cell in cells) / max(len(cells), 1)


def _told_by_cells(
    words: Sequence[str],
    roles: list[str | None],
    cells: Sequence[Sequence[SourceCell]],
    kinds: Kinds,
) -> Iterator[tuple[str, str]]:
    """Give roles to columns whose headings say nothing, where their cells do and no other column has that role."""
    columns = [_Column(words[at], column, kinds) for at, column in enumerate(cells)]
    no_units = kinds.lexicon.heading_marks.no_units
    for at, column in enumerate(columns):
        if roles[at] is not None or not column.kinds or _names_units(words[at]):
            continue
        for role, wanted, others in _BY_CELLS:
            alone = not any(one in roles for one in others) and (role != "number" or at == 0)
            timed = role == "due" and column.is_of("due", kinds.lexicon)
            owns = role == "responsible" and any(one in words[at] for one in no_units)
            if alone and not timed and not owns and column.share(wanted) >= _NEARLY_ALL:
                roles[at] = role
                if role != "number":
                    yield role, f"“{words[at]}”一栏按格里的内容读"
                break
    yield from _lead_by_place(words, roles, columns, kinds)
    if "task" not in roles and ("label" in roles or not _has_task(roles)):
        yield from _task_by_cells(words, roles, columns)
    yield from _status_by_cells(words, roles, columns)


class _Column:
    """The filled cells of a column below its heading, and what they are."""

    def __init__(self, words: str, cells: Sequence[SourceCell], kinds: Kinds) -> None:
        """Look at the cells that hold anything."""
        self.words = words
        told = [(one_line(cell.text), kinds.of(cell.text)) for cell in cells]
        self.texts = [text for text, kind in told if kind != "empty"]
        self.kinds = [kind for _, kind in told if kind != "empty"]

    def share(self, wanted: Collection[str]) -> float:
        """Return which share of the cells are of these kinds, 0 where there is none."""
        return sum(kind in wanted for kind in self.kinds) / max(len(self.kinds), 1)

    def is_of(self, role: str, lexicon: Lexicon) -> bool:
        """Return whether the heading ends as those of a role do, whatever was made of it."""
        return self.words.endswith(tuple(lexicon.heading_ends.get(role, ())))

    @property
    def has_words(self) -> bool:
        """Whether most cells hold words: a number of a telephone is none."""
        worded = sum(bool(re.search(r"[\u4e00-\u9fff]{2}", text)) for text in self.texts)
        return worded >= _MOSTLY * len(self.texts)

    @property
    def length(self) -> float:
        """How long the cells are on average."""
        return sum(map(len, self.texts)) / max(len(self.texts), 1)

    @property
    def grades(self) -> bool:
        """Whether the cells grade their rows: a few short words that come again, or words of progress."""
        known = self.share(("status",)) >= _MOSTLY
        distinct = len(set(self.texts))
        few = distinct < len(self.texts) and distinct <= max(3, len(self.texts) // 2)
        # A letter may stand for a grade, its words in a bracket: B（正在解决）.
        short = all(len(_BRACKETED.sub("", text)) <= _LONGEST_GRADE for text in self.texts)
        plain = self.share(("short", "status", "text")) + self.share(("person",)) >= _NEARLY_ALL
        several = distinct > 1 and len(self.texts) >= _FEWEST_GRADED
        opinions = all(map(_OPINION.fullmatch, self.texts))  # of those who were answered
        return (
            bool(self.texts) and short and not opinions and (known or (few and plain and several))
        )


def _has_task(roles: Sequence[str | None]) -> bool:
    return any(role == "task" or (role or "").startswith(TARGET) for role in roles)


def _lead_by_place(
    words: Sequence[str], roles: list[str | None], columns: Sequence[_Column], kinds: Kinds
) -> Iterator[tuple[str, str]]:
    """Let the one column of units by an unknown word (主抓单位) answer where no other does."""
    if any(role in ("lead", "responsible") for role in roles):
        return
    no_units = kinds.lexicon.heading_marks.no_units
    unknown = [
        at
        for at, role in enumerate(roles)
        if role == PART + words[at]
        and not any(one in words[at] for one in no_units)
        and columns[at].share(("unit", "units")) >= _NEARLY_ALL
    ]
    if len(unknown) == 1:
        roles[unknown[0]] = role = "lead" if "cooperating" in roles else "responsible"
        yield role, f"“{words[unknown[0]]}”一栏按格里的内容读"


def _task_by_cells(
    words: Sequence[str], roles: list[str | None], columns: Sequence[_Column]
) -> Iterator[tuple[str, str]]:
    """Let the column of the longest and most different words be the tasks, of those whose heading says nothing."""
    plain = [
        at
        for at, role in enumerate(roles)
        if role in (None, "label")
        and columns[at].share(("text", "sentence", "short")) >= _MOSTLY
        and not columns[at].grades
        and columns[at].has_words
    ]
    if plain:
        best = max(plain, key=lambda at: (roles[at] == "label", columns[at].length))
        known = roles[best] == "label"
        roles[best] = "task"
        if not known:
            yield "text", f"“{words[best]}”一栏按格里的内容读作任务"


def _status_by_cells(
    words: Sequence[str], roles: list[str | None], columns: Sequence[_Column]
) -> Iterator[tuple[str, str]]:
    """Let the column that grades the rows behind their task be their status, whatever its heading."""
    if "task" not in roles:
        return
    first = roles.index("task")
    statuses = [at for at, role in enumerate(roles) if role == "status"]
    if any(columns[at].share(("status", "short", "person")) >= _MOSTLY for at in statuses):
        return
    # Who answers stands before how far they are; what sorts the tasks (建设性质) stands before both.
    named = [at for at, role in enumerate(roles) if role in (*UNIT_ROLES, *PERSON_ROLES, "text")]
    found = [
        at
        for at, role in enumerate(roles)
        if at > first and role in (None, "text", "note") and columns[at].grades
    ]
    if roles.count("text") > 1:  # columns of several months say how far the rows were then
        found = [at for at in found if not months_in(words[at])]
    known = [at for at in found if columns[at].share(("status",)) >= _MOSTLY]
    known = known or [
        at
        for at in found
        if roles[at] == "text" or (roles[at] is None and (not named or at > min(named)))
    ]
    if not known:
        return
    said = [at for at in known if roles[at] == "text"] or known
    best = said[-1]
    sure = roles[best] == "text" or columns[best].share(("status",)) >= _NEARLY_ALL
    for at in statuses:
        roles[at] = "text" if "text" not in roles else PART + one_line(words[at])
    roles[best] = "status"
    if not sure:
        yield "status", f"“{words[best]}”一栏按格里的内容读作完成情况"


def roles_by_cells(cells: Sequence[Sequence[SourceCell]], kinds: Kinds) -> Roles:
    """Return the roles of columns without a header, () where what their cells are makes no table of tasks."""
    columns = [_Column("", column, kinds) for column in cells]
    roles: list[str | None] = [None] * len(columns)
    units = [at for at, one in enumerate(columns) if one.share(("unit", "units")) >= _NEARLY_ALL]
    names = ("responsible",) if len(units) == 1 else ("lead", "cooperating")
    for at, role in zip(units, names, strict=False):
        roles[at] = role
    for at, column in enumerate(columns):
        for role, wanted, _ in _BY_CELLS:
            told = role not in roles and column.share(wanted) >= _NEARLY_ALL
            if roles[at] is None and told and (role != "number" or at == 0):
                roles[at] = role
    words = [
        at
        for at, column in enumerate(columns)
        if roles[at] is None
        and column.share(("text", "sentence", "short")) >= _MOSTLY
        and column.length >= _SHORTEST_TASK
    ]
    if not units or not words:
        return ()
    roles[words[0]] = "task"
    list(_status_by_cells([""] * len(columns), roles, columns))
    if len(words) > 1 and roles[words[1]] is None:
        roles[words[1]] = "text"
    return tuple(roles)


def _choose_task(roles: list[str | None], words: Sequence[str]) -> None:
    """Leave one column of tasks: a target (年度目标任务) where no other is, else the first that is no target."""
    tasks = [at for at, role in enumerate(roles) if role == "task"]
    targets = [at for at, role in enumerate(roles) if (role or "").startswith(TARGET)]
    if not tasks and targets:
        roles[targets[0]] = "task"
        return
    plain = [at for at in tasks if "目标" not in words[at]] or tasks
    for at in tasks:
        if at != plain[0]:
            roles[at] = (TARGET if "目标" in words[at] else PART) + one_line(words[at])


def _one_status(
    roles: list[str | None],
    words: Sequence[str],
    cells: Sequence[Sequence[SourceCell]],
    kinds: Kinds,
) -> None:
    """Let sentences below 完成情况 be progress; of several statuses the one of words, else the last, is the status."""
    statuses = [at for at, role in enumerate(roles) if role == "status"]
    for at in statuses:
        told = [kind for cell in cells[at] if (kind := kinds.of(cell.text)) != "empty"]
        said = sum(kind in ("sentence", "text") for kind in told)
        if "text" not in roles and len(statuses) == 1 and told and said > _MOSTLY * len(told):
            roles[at] = "text"
    for at in statuses[:-1]:
        roles[at] = PART + one_line(words[at])


def _all_named(
    roles: Sequence[str | None], words: Sequence[str], covered: Sequence[bool], lexicon: Lexicon
) -> tuple[Roles, tuple[str, ...]]:
    """Return the roles with a name for each column that has words, and the words that no one knows.

    Of two columns of progress each goes by its words, unless only one is called so in the lexicon; of two others
    the second. A column covered by the word beside it belongs to that word.
    """
    told = [at for at, role in enumerate(roles) if role == "text"]
    sure = [at for at in told if lexicon.role_of_header(words[at]) == "text"]
    kept = sure if len(sure) == 1 else told if len(told) == 1 else []
    found: list[str | None] = []
    unknown: list[str] = []
    for at, role in enumerate(roles):
        heading = one_line(words[at])
        if role is None and at and ((covered and covered[at]) or not heading):
            found.append(found[-1] if covered and covered[at] else None)
        elif role == "text" and at not in kept:
            found.append((TEXT if months_in(heading) else PART) + heading)
        elif heading and (role is None or role in found):
            unknown.append(heading)
            found.append(PART + heading)
        else:
            found.append(role)
    return tuple(found), tuple(unknown)


def one_line(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())
