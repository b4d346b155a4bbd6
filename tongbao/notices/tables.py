"""Tables of tasks out of a document: rows broken over pages put together again, headings told from tasks.

In: the blocks of a document. Out: ``Ledger``, its rows one an assignment, each cell's text by role. The header names
the columns (``headers``); it may be printed once or on every page. A ledger says what became of its tasks; a table
of decomposed tasks only who answers for them; both are read alike.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.across import heading_of, is_numbered, stands_across
from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.column_words import TEXT
from tongbao.notices.header_rows import find_header, header_at
from tongbao.notices.headers import Header, Roles
from tongbao.notices.ledger_rows import LedgerRow, OpenRow, by_role, holds, is_rest, joined, opened
from tongbao.notices.levels import level_of
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import count_of, printed_number
from tongbao.notices.remarks import Remark
from tongbao.notices.told.heads import heading_status
from tongbao.sources.document import Block, Paragraph, SourceCell, SourceRow, SourceTable, Spot

Doubts = Mapping[Spot, Sequence[tuple[int, str]]]

_SHOWN = 20
_FEWEST = 3
# How a sentence leads to the table below it: 未开工项目清单如下：
_LEAD = re.compile("([^，。；、,;]{2,20}?)(?:清单|名单|情况)?(?:如下|见下表)[：:。]?$")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of all tables of tasks of a document, with the words above the first of them.

    ``headings`` are the words over columns, where a rule for all rows may stand; ``tables`` the tables that were read.
    """

    rows: tuple[LedgerRow, ...]
    roles: Roles
    titles: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    headings: tuple[str, ...] = ()
    tables: tuple[SourceTable, ...] = ()

    @property
    def tells_progress(self) -> bool:
        """Whether any of the tables says what became of its tasks."""
        return any(row.tells_progress for row in self.rows)

    @property
    def is_counted(self) -> bool:
        """Whether the rows count from 1 on, and nothing in them was inferred."""
        counts = [count_of(printed_number(row.text("number"))) for row in self.rows]
        is_sure = not any(row.inferred for row in self.rows)
        return is_sure and len(counts) >= _FEWEST and counts == list(range(1, len(counts) + 1))


def read_ledger(
    blocks: Sequence[Block],
    lexicon: Lexicon,
    statuses: Collection[str] = (),
    doubts: Doubts | None = None,
) -> Ledger | None:
    """Return the rows of all tables of tasks, None where no table has the header of one.

    ``statuses`` are the words of all vocabularies: they tell a status from the rest of one. ``doubts`` are columns that
    were only inferred, by the spot of their row.
    """
    kinds = Kinds(lexicon, frozenset(statuses))
    level = level_of(block.text for block in blocks if isinstance(block, Paragraph))
    reading = _TableReading(lexicon, kinds, tuple(statuses), doubts or {}, level)
    headings = _headings_above(blocks, lexicon)
    tables = 0
    for block in blocks:
        if isinstance(block, SourceTable):
            reading.take(block, headings.get(tables, ""))
            tables += 1
        else:
            reading.pass_by(block)
    if reading.roles is None:
        return None
    return Ledger(
        tuple(row.finished() for row in reading.rows),
        reading.roles,
        tuple(reading.titles),
        tuple(reading.remarks),
        tuple(reading.headings),
        tuple(reading.tables),
    )


def _headings_above(blocks: Sequence[Block], lexicon: Lexicon) -> dict[int, str]:
    """Return the headings right above tables, by table: one that says how all below it stand, or a numbered one.

    One number alone is a heading of the text.
    """
    found: dict[int, str] = {}
    above = ""
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            text = (block.number + block.text).strip()
            above = text if is_numbered(text) or heading_status(text, lexicon) else ""
            if not above and (lead := _LEAD.search(text)) and heading_status(lead[1], lexicon):
                above = lead[1]
        else:
            if above:
                found[tables] = above
            above, tables = "", tables + 1
    return (
        found
        if len(found) > 1
        else {at: text for at, text in found.items() if not is_numbered(text)}
    )


@dataclass(slots=True)
class _TableReading:
    """The rows read so far; ``take`` goes through one table after the other."""

    lexicon: Lexicon
    kinds: Kinds
    statuses: tuple[str, ...] = ()
    doubts: Doubts = field(default_factory=dict)
    level: int | None = None
    roles: Roles | None = None
    by_cells: tuple[tuple[str, str], ...] = ()
    headings: list[str] = field(default_factory=list)
    tables: list[SourceTable] = field(default_factory=list)
    section: str = ""
    rows: list[OpenRow] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    between: list[Paragraph] = field(default_factory=list)

    def pass_by(self, paragraph: Paragraph) -> None:
        """Keep a paragraph that stands after the first table: rows may go on behind it."""
        if self.roles is not None and paragraph.text.strip():
            self.between.append(paragraph)

    def take(self, table: SourceTable, heading: str) -> None:
        """Add the rows of a table: one with a header, or one that goes on without repeating it."""
        header = find_header(table.rows, self.lexicon, self.kinds, self.level)
        if header is None and not self._goes_on_without_header(table):
            self._leave_out(table)
            return
        self._name_between(heading)
        self.tables.append(table)
        goes_on = not header or header.roles == self.roles
        if header:
            if self.roles is None:
                above = table.rows[: header.at]
                self.titles = [text for row in above if (text := _words(row))]
            self._use(header, table.rows[header.at].spot)
        before = len(self.rows)
        self.section = heading or self.section
        self._take_rows(
            table.rows[header.at + header.height if header else 0 :], table, goes_on=goes_on
        )
        self._compare_sheet(table, before)

    def _name_between(self, heading: str) -> None:
        """Name the text between two tables, which belongs to no task."""
        for paragraph in self.between:
            if paragraph.number + paragraph.text != heading:
                message = f"两张表之间的文字不属于任何任务：{_short(paragraph.text.strip())}"
                self.remarks.append(Remark("open", paragraph.spot, message))
        self.between.clear()

    def _use(self, header: Header, spot: Spot) -> None:
        """Read by a header from now on; its unknown columns are told once."""
        # Which column names the tasks holds for all rows: it is said once, and marks none of them.
        self.roles = header.roles
        self.by_cells = tuple(one for one in header.inferred if one[0] != "text")
        for role, why in header.inferred:
            if role == "text" and why not in self.named:
                self.named.add(why)
                self.remarks.append(Remark("inferred", spot, why))
        self.headings += [words for words in header.words if words not in self.headings]
        for words in header.unknown:
            if words not in self.named:
                self.named.add(words)
                message = f"“{words}”一栏不在用词表里，按进展的一部分记下"
                self.remarks.append(Remark("inferred", spot, message))

    def _goes_on_without_header(self, table: SourceTable) -> bool:
        return bool(
            self.roles
            and not table.spot.sheet
            and table.rows
            and len(table.rows[0].cells) == len(self.roles)
        )

    def _leave_out(self, table: SourceTable) -> None:
        words = " ".join(filter(None, map(_words, table.rows)))
        if words:
            message = f"有表格没有台账的表头，未读入：{_short(words)}"
            self.remarks.append(Remark("open", table.spot, message))

    def _take_rows(self, rows: Sequence[SourceRow], table: SourceTable, *, goes_on: bool) -> None:
        assert self.roles is not None  # noqa: S101  # take() sets it before any row
        begun, at = len(self.rows), 0
        while at < len(rows):
            header = header_at(rows, at, self.lexicon, self.kinds, self.level)
            if header:
                self._use(header, rows[at].spot)
                at += header.height
                continue
            first = goes_on and len(self.rows) == begun and self.rows and not table.spot.sheet
            self._take_row(rows[at], opens_page=bool(first) and at == 0)
            at += 1
        if not table.sure:
            for row in self.rows[begun:]:
                row.inferred.append(("text", "的起止按行距推断，原表没有横线"))

    def _take_row(self, row: SourceRow, *, opens_page: bool) -> None:
        assert self.roles is not None  # noqa: S101  # take() sets it before any row
        cells = by_role(self.roles, row)
        above = self.rows[-1].cells if opens_page else {}
        if not _words(row):
            return
        is_remark = _words(row).startswith(self.lexicon.remark_rows)
        if not is_remark and (heading := self._heading(row, cells, opens_page=opens_page)):
            self.section = heading
        elif is_remark or stands_across(row):
            self.remarks.append(Remark("open", row.spot, f"表内说明行未计入：{_words(row)}"))
        elif holds(cells, "number") and _words(row) == "".join(cells["number"].text.split()):
            self.remarks.append(Remark("open", row.spot, f"只有序号“{_words(row)}”的一行没有读入"))
        elif self.rows and is_rest(cells, above):
            self._join(cells, row.spot, opens_page=opens_page)
        elif self.rows and opens_page and self._goes_on_to_status(cells):
            self._join_status(cells, row.spot)
        else:
            self.rows.append(opened(cells, row.spot, opens_page=opens_page))
            self.rows[-1].section = self.section
            self.rows[-1].inferred += self._inferred(row)

    def _inferred(self, row: SourceRow) -> Iterator[tuple[str, str]]:
        """Yield the fields of a row that were inferred when its table was put together or its columns were named."""
        yield from self.by_cells
        for column, why in self.doubts.get(row.spot, ()):
            role = self.roles[column] if self.roles and column < len(self.roles) else None
            if (
                role and role != "number"
            ):  # a number that is not printed is inferred, and marked, by its order
                yield ("text" if role.startswith(TEXT) else role), why

    def _heading(self, row: SourceRow, cells: Mapping[str, SourceCell], *, opens_page: bool) -> str:
        """Return the heading that a row is; at the top of a page the task above may go on with a number."""
        goes_on = opens_page and not stands_across(row) and not holds(cells, "number")
        return "" if goes_on or self.roles is None else heading_of(row, self.roles)

    def _compare_sheet(self, table: SourceTable, before: int) -> None:
        """Leave out a sheet whose tasks an earlier one has: that of another month, or a copy."""
        if not table.spot.sheet or not before:
            return
        tasks = [
            "".join(row.cells["task"].text.split()) if "task" in row.cells else ""
            for row in self.rows
        ]
        known, tasks = set(tasks[:before]), [task for task in tasks[before:] if task]
        same = sum(task in known for task in tasks)
        if same and 2 * same >= len(tasks):
            del self.rows[before:]
            message = (
                f"有{same}项任务与前面的工作表相同，这张工作表没有读入；要收，请另存为一个文件"
            )
            self.remarks.append(Remark("open", table.spot, message))

    def _goes_on_to_status(self, cells: Mapping[str, SourceCell]) -> bool:
        """Return whether a row at the top of a page goes on with the one before, down to its status."""
        above = self.rows[-1].cells
        if "status" not in above or not holds(cells, "status"):
            return False
        without = {role: cell for role, cell in cells.items() if role != "status"}
        first, rest = above["status"].text, cells["status"].text
        begun = self._is_status(first + rest)
        return begun and not self._is_status(rest) and is_rest(without, above)

    def _is_status(self, text: str) -> bool:
        return "".join(text.split()).startswith(self.statuses)

    def _join_status(self, rest: Mapping[str, SourceCell], spot: Spot) -> None:
        """Add the rest of a row that a page broke in its status: 积极推 and 进, or a word under the status."""
        above = self.rows[-1].cells["status"]
        whole = not self._is_status(above.text)
        self.rows[-1].cells["status"] = replace(above, runs_on=whole)
        self._join(rest, spot, opens_page=True)
        if not whole:
            self.rows[-1].inferred.append(("status", "的下半在下一页，接在上面"))

    def _join(self, rest: Mapping[str, SourceCell], spot: Spot, *, opens_page: bool) -> None:
        """Add the rest of a broken row to the row before it.

        At the top of a page that is a sure repair. In the middle of a table it is only likely, so the
        fields it adds to are marked.
        """
        row = self.rows[-1]
        for role, cell in rest.items():
            if holds(rest, role):
                row.cells[role] = joined(row.cells[role], cell)
                if not opens_page:
                    row.inferred.append((role, "接上了下一行的文字，该行没有序号、单位和完成情况"))
        if opens_page:
            self.remarks.append(Remark("repaired", spot, "与上一页同一行的文字接续"))


def _words(row: SourceRow) -> str:
    return " ".join("".join(cell.text.split()) for cell in row.cells if cell.text.strip())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"
