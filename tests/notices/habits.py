"""One habit of writing changed in a given notice at a time, and how much of what was read is still read then.

In: the given notices and their gold. Out: ``HABITS``, each a function ``(text, gold) -> (text, gold)`` that changes
only what a careful reader would not stumble over, and ``kept``, the fields right before and after. A habit that a
notice does not have leaves it as it is, and the pair is not counted. ``python -m tests.notices.habits`` prints the
table of habits by notices.
"""

import functools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.notices.given_set import NAMES, Gold, gold_of, read_given, read_text, text_of
from tests.notices.scores import Field, letters, plain, score

Habit = Callable[[str, Gold], tuple[str, Gold]]

_HAN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ANSWERS = re.compile(r"牵头|责任|配合|负责")

# What stands at the head of a column or before a colon, and two other ways to say it.
_HEADINGS: Mapping[str, tuple[str, str]] = {
    "牵头单位": ("牵头部门", "主办单位"),
    "牵头部门": ("牵头单位", "主办单位"),
    "牵头责任单位": ("牵头部门", "主办单位"),
    "主要责任单位": ("牵头部门", "牵头主体"),
    "责任单位": ("承办科室", "责任主体"),
    "配合单位": ("协办部门", "参与单位"),
    "协同配合单位": ("协办部门", "参加单位"),
    "责任领导": ("分管领导", "包联领导"),
    "分管县领导": ("分管领导", "包联领导"),
    "完成时限": ("办结期限", "完成时间"),
    "工作任务": ("实事内容", "重点事项"),
    "重点工作": ("实事内容", "工作内容"),
    "重点工作任务": ("实事内容", "重点事项"),
    "目标与任务": ("任务内容", "工作事项"),
    "民生实事": ("实事内容", "实事事项"),
    "项目名称": ("实事项目", "工程名称"),
    "目标任务": ("年度目标", "计划任务量"),
    "二季度目标": ("二季度计划", "本季度目标任务"),
    "任务完成率": ("完成比例", "完成进度"),
    "目标完成情况": ("进展评价", "推进状态"),
    "备注": ("说明", "有关说明"),
    "序号": ("编号", "项次"),
}
_LABEL = re.compile("(" + "|".join(sorted(_HEADINGS, key=len, reverse=True)) + ")(?=[:：])")


def _other_headings(text: str, gold: Gold, variant: int) -> tuple[str, Gold]:
    def renamed(cell: str) -> str:
        words = plain(cell)
        return cell.replace(cell.strip(), _HEADINGS[words][variant]) if words in _HEADINGS else cell

    lines = []
    for line in text.split("\n"):
        cells = line.split("|")
        if len(cells) == 1 and len(line.split()) > 1:
            words = line.split(" ")
            known = sum(plain(word) in _HEADINGS for word in words)
            line = " ".join(map(renamed, words)) if known == len(words) else line  # noqa: PLW2901
            lines.append(_LABEL.sub(lambda found: _HEADINGS[found[1]][variant], line))
        else:
            line = "|".join(map(renamed, cells))  # noqa: PLW2901
            lines.append(_LABEL.sub(lambda found: _HEADINGS[found[1]][variant], line))
    return "\n".join(lines), gold


def _bracketed(text: str, pair: str) -> str:
    """Return a text whose brackets that say who answers are of another form; others within them stay."""
    signs, open_at = list(text), list[int]()
    for at, sign in enumerate(text):
        if sign in "([（【":
            open_at.append(at)
        elif sign in ")]）】" and open_at:
            start = open_at.pop()
            if _ANSWERS.search(text[start:at]):
                signs[start], signs[at] = pair[0], pair[1]
    return "".join(signs)


def _role_brackets(text: str, gold: Gold, pair: str) -> tuple[str, Gold]:
    return _bracketed(text, pair), gold


_WIDE, _NARROW = "，；：", ",;:"


def _wide_signs(text: str, gold: Gold) -> tuple[str, Gold]:
    signs = dict(zip(_NARROW, _WIDE, strict=True))
    text = re.sub(r"(?<=[\u4e00-\u9fff”》)）%\]])[,;:]", lambda found: signs[found[0]], text)
    return text.translate(str.maketrans("()", "（）")), gold


def _narrow_signs(text: str, gold: Gold) -> tuple[str, Gold]:
    return text.translate(str.maketrans(_WIDE + "（）", _NARROW + "()")), gold


def _units_of(gold: Gold) -> list[str]:
    names = {
        plain(name)
        for entry in gold.get("tasks") or ()
        for key in ("lead", "responsible", "co", "leaders")
        for name in entry.get(key) or ()
    }
    return sorted(names, key=len, reverse=True)


def _parted_by(text: str, gold: Gold, sign: str) -> tuple[str, Gold]:
    """Put another sign between the names of units."""
    names = "|".join(map(re.escape, _units_of(gold)))
    if not names:
        return text, gold
    return re.sub(rf"(?:{names})(?:[、,，](?:{names})(?!\w))+", _part_with(names, sign), text), gold


def _part_with(names: str, sign: str) -> Callable[["re.Match[str]"], str]:
    inner = re.compile(rf"({names})[、,，](?=(?:{names}))")
    return lambda found: inner.sub(lambda one: one[1] + sign, found[0])


def _items_parted_by(text: str, gold: Gold, sign: str) -> tuple[str, Gold]:
    """Put another sign between the names of tasks that a sentence lists, where gold knows them all."""
    entries = gold.get("tasks") or ()
    if not gold.get("complete") and gold.get("tasks_visible", 0) != len(entries):
        return text, gold
    for entry in entries:
        if str(entry["no"]) == "-":
            text = re.sub(rf"、(?={_spaced(entry['text12'])})", sign, text)
    return text, gold


def _spaced(words: str) -> str:
    """Return a pattern for words that the text may print with white space between them."""
    return r"\s*".join(map(re.escape, "".join(words.split())))


_NUMBER = re.compile(r"[(（]?(\d+|[一二三四五六七八九十]+)[)）]?(?:是)?")


def _numbered(text: str, gold: Gold, style: Callable[[int], str | None]) -> tuple[str, Gold]:
    """Write the numbers of tasks that begin a paragraph in another style."""
    entries: list[dict[str, Any]] = [dict(entry) for entry in gold.get("tasks") or ()]
    changed = text
    for entry in entries:
        found = _NUMBER.fullmatch(str(entry["no"]))
        if found is None or entry.get("level") == "section":
            continue
        value = int(found[1]) if found[1].isdigit() else _HAN.find(found[1]) + 1
        number = style(value)
        no = re.escape(str(entry["no"])).replace(r"\(", "[(（]").replace(r"\)", "[)）]")
        # A number in a cell of its own is no such number.
        mark = r"[.．、]?" if entry["no"] != found[1] else r"[.．、]"
        before = re.compile(rf"(?m)^(\s*){no}{mark}[^\S\n]*(?={_spaced(entry['text12'])})")
        if not value or number is None or not before.search(changed):
            return text, gold
        changed = before.sub(rf"\g<1>{number}", changed, count=1)
        entry["no"] = number.rstrip("、.")
    return changed, {**gold, "tasks": entries}


def _han(value: int) -> str | None:
    if value <= len(_HAN):
        return _HAN[value - 1]
    return f"十{_HAN[value - 11]}" if value < 20 else None


def _with_numbers(form: Callable[[str], str]) -> Habit:
    return lambda text, gold: _numbered(text, gold, lambda value: form(str(value)))


def _with_han(form: str) -> Habit:
    """Return Chinese numerals, where the text does not number its sections with the same."""

    def habit(text: str, gold: Gold) -> tuple[str, Gold]:
        if re.search(rf"(?m)^\s*{form.format('[一二三四五]').replace('（', '[（(]')}", text):
            return text, gold
        return _numbered(
            text, gold, lambda value: form.format(_han(value)) if _han(value) else None
        )

    return habit


def _circled(text: str, gold: Gold) -> tuple[str, Gold]:
    return _numbered(
        text, gold, lambda value: _CIRCLED[value - 1] if value <= len(_CIRCLED) else None
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a text: what stands before it, its rows of cells, what stands behind it."""

    before: str
    rows: Sequence[Sequence[str]]
    behind: str
    by_cell: bool

    def printed(self, rows: Sequence[Sequence[str]], form: str) -> str:
        """Return the text with the table in another form: bars, tabs, or a cell a paragraph."""
        if form == "cells":
            body = "\n\n".join(cell for row in rows for cell in row)
        elif form == "bar cells":
            body = "\n".join(f"{cell} |" for row in rows for cell in row)
        else:
            sign = " | " if form == "bars" else "\t"
            body = "\n".join(sign.join(row) for row in rows)
        return "\n".join(filter(None, (self.before, body, self.behind)))


def _table_of(text: str) -> _Table | None:
    """Return the table of a text where every row has all its cells: a row a line, or a cell a line with a bar."""
    lines = text.split("\n")
    at = [number for number, line in enumerate(lines) if line.rstrip().endswith("|")]
    if not at or at != list(range(at[0], at[-1] + 1)):
        return None
    block = [line.rstrip() for line in lines[at[0] : at[-1] + 1]]
    before, behind = "\n".join(lines[: at[0]]), "\n".join(lines[at[-1] + 1 :])
    by_cell = all(line.count("|") == 1 for line in block)
    if by_cell:
        cells = [line.removesuffix("|").strip() for line in block]
        width = next((number for number, cell in enumerate(cells) if cell.isdigit()), 0)
        if width < 3 or len(cells) % width:
            return None
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    else:
        rows = [[cell.strip() for cell in line.split("|")[:-1]] for line in block]
        if len({len(row) for row in rows}) > 1:
            return None
    return _Table(before, rows, behind, by_cell)


def _table_as(form: str) -> Habit:
    def habit(text: str, gold: Gold) -> tuple[str, Gold]:
        table = _table_of(text)
        if table is None or (form == "cells" and not all(all(row) for row in table.rows)):
            return text, gold
        return table.printed(table.rows, form), gold

    return habit


def _columns_turned(text: str, gold: Gold) -> tuple[str, Gold]:
    """Print the columns behind the number in the opposite order."""
    table = _table_of(text)
    if table is None:
        return text, gold
    rows = [row if not row[0] or not row[-1] else [row[0], *row[:0:-1]] for row in table.rows]
    return table.printed(rows, "bar cells" if table.by_cell else "bars"), gold


# The list behind its status becomes the list before it, or the other way.
_SIDES: tuple[tuple[str, str], ...] = (
    (r"(?:全市)?([^,，。;；、:：]+)的(?:区县)?为([^。;；\d:：]+)(?=[。;；])", r"\2\1"),
    (r"(?<=[,，])([^,，。;；、]+)的有([^\d()（）。;；,，]+)(?=[,，。;；])", r"\2\1"),
    (r"(?<=[,，])([^,，。;；]+?)(\d+)个项目(已[^,，。]+)", r"\3的有\2个项目,分别为\1"),
    (r"推进缓慢的有(\d+)\(([^()]+)\)", r"\2等\1项推进缓慢"),
    (r"有(\d+)\(([^()]+)\)推进缓慢", r"推进缓慢的有\1项(\2)"),
    (
        r"(?<=是)([^。;；,，、]+?)的(?:惠民)?项目 ?(\d+)个,(占比达[\d.]+%)。分别为:([^。]+)。",
        r"\4等\2个项目\1,\3。",
    ),
)


def _other_side(text: str, gold: Gold) -> tuple[str, Gold]:
    for form, turned in _SIDES:
        text = re.sub(form, turned, text)
    return text, gold


def _blank_lines(text: str, gold: Gold) -> tuple[str, Gold]:
    return re.sub(r"\n+", "\n\n", text), gold


def _no_blank_lines(text: str, gold: Gold) -> tuple[str, Gold]:
    return re.sub(r"\n\s*\n", "\n", text), gold


def _indented(text: str, gold: Gold) -> tuple[str, Gold]:
    lines = text.split("\n")
    return "\n".join(
        f"　　{line}" if line.strip() and "|" not in line else line for line in lines
    ), gold


HABITS: Mapping[str, Habit] = {
    "表头甲": functools.partial(_other_headings, variant=0),
    "表头乙": functools.partial(_other_headings, variant=1),
    "责任方括号": functools.partial(_role_brackets, pair="[]"),
    "责任黑括号": functools.partial(_role_brackets, pair="【】"),
    "全角标点": _wide_signs,
    "半角标点": _narrow_signs,
    "单位用逗号": functools.partial(_parted_by, sign="，"),
    "单位用分号": functools.partial(_parted_by, sign="；"),
    "单位用空格": functools.partial(_parted_by, sign=" "),
    "名称用分号": functools.partial(_items_parted_by, sign="；"),
    "编号1、": _with_numbers(lambda value: f"{value}、"),
    "编号1.": _with_numbers(lambda value: f"{value}."),
    "编号（1）": _with_numbers(lambda value: f"（{value}）"),
    "编号一、": _with_han("{}、"),
    "编号（一）": _with_han("（{}）"),
    "编号①": _circled,
    "列序颠倒": _columns_turned,
    "表格竖线": _table_as("bars"),
    "表格制表符": _table_as("tabs"),
    "一格一行": _table_as("bar cells"),
    "一格一段": _table_as("cells"),
    "名单在另一侧": _other_side,
    "行间空行": _blank_lines,
    "没有空行": _no_blank_lines,
    "段首空格": _indented,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the fields that are right in a notice, how many are right with one habit changed, and which are not."""

    notice: str
    right: int
    before: int
    lost: tuple[str, ...]


def _right(fields: Sequence[Field]) -> dict[tuple[str, str, int], bool]:
    """Return whether each field is right, by its task, its name and how often that came before."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for field in fields:
        place = (letters(field.task), field.field)
        seen[place] += 1
        found[*place, seen[place]] = field.right
    return found


def kept(habit: Habit, name: str) -> Kept | None:
    """Return what is left of a notice with one habit changed; None where it does not have the habit."""
    text, gold = text_of(name), gold_of(name)
    changed, changed_gold = habit(text, gold)
    if changed == text:
        return None
    before = _right(score(name, read_given(name), gold, text).fields)
    after = _right(score(name, read_text(name, changed), changed_gold, changed).fields)
    # A number that no longer stands right before its text is not asked for.
    right = [place for place, good in before.items() if good and place in after]
    lost = [place for place in right if not after[place]]
    return Kept(
        name,
        len(right) - len(lost),
        len(right),
        tuple(f"{task[:8]} {field}" for task, field, _ in lost),
    )


def table() -> Iterator[str]:
    """Yield the table of habits by notices, the share of fields that are kept in each."""
    yield "| 习惯 | " + " | ".join(name.partition("-")[0] for name in NAMES) + " | 合计 |"
    yield "|---|" + "---|" * (len(NAMES) + 1)
    for title, habit in HABITS.items():
        found = {name: kept(habit, name) for name in NAMES}
        cells = [f"{one.right}/{one.before}" if one else "" for one in found.values()]
        taken = [one for one in found.values() if one]
        share = sum(one.right for one in taken) / max(1, sum(one.before for one in taken))
        yield f"| {title} | " + " | ".join(cells) + f" | {share:.0%} |"


def main() -> None:
    """Print the table."""
    for line in table():
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
