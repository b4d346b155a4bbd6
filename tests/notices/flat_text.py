"""Made-up ledgers, and the text that is left of a ledger's table once it has been extracted.

In: a random generator or rows, and how the table was set. Out: rows as in ``layouts``, and text in which
every cell's lines stand one after the other, cells of one line each share a line, pages end in the
middle of rows, and some numbers are gone.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.notices.layouts import Row
from tongbao.sources.characters import first_piece

ORDER = ("number", "task", "lead", "persons", "text", "status")
STATUSES = ("积极推进", "正常推进", "进展一般", "进度滞后")

_WORDS = [
    "推进",
    "项目",
    "建设",
    "加快",
    "产业园",
    "完善",
    "老旧小区",
    "改造",
    "提升",
    "服务",
    "企业",
    "招商",
    "引资",
    "污水",
    "治理",
    "道路",
    "绿化",
    "养老",
    "教育",
    "均衡",
    "医疗",
    "保障",
    "就业",
    "创业",
    "培训",
    "执法",
    "检查",
    "安全",
    "生产",
    "隐患",
    "排查",
    "整改",
    "督促",
    "落实",
    "资金",
    "拨付",
    "到位",
    "手续",
    "办理",
    "规划",
    "评审",
    "立项",
    "开工",
    "竣工",
    "验收",
    "投用",
    "基层",
    "乡村",
    "振兴",
    "人居环境",
    "整治",
]
_LEVELS = ("区", "县", "市")
_FIELDS = [
    "发改",
    "工信",
    "财政",
    "住建",
    "教体",
    "民政",
    "人社",
    "商务",
    "司法",
    "审计",
    "统计",
    "医保",
    "交通运输",
    "生态环境",
    "农业农村和水利",
    "自然资源和规划",
    "应急管理",
    "文化广电和旅游",
    "退役军人事务",
    "市场监督管理",
]
_ENDINGS = ("局", "局", "局", "委", "办", "服务中心", "指挥部", "公司")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "建国明华志强秀英丽敏静伟芳磊军洋勇艳杰娟涛超霞平刚"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table was set: widths in half characters by role, lines to a page, and what was lost."""

    widths: Mapping[str, int]
    page: int = 45
    status_first: bool = True
    lost: frozenset[int] = frozenset()
    order: tuple[str, ...] = ORDER


def made_up_setting(chance: random.Random, rows: Sequence[Row]) -> Setting:
    """Return some setting; numbers get lost singly or in runs."""
    widths = {
        "number": 6,
        "task": chance.randrange(14, 26, 2),
        "lead": chance.randrange(10, 18, 2),
        "persons": 8,
        "text": chance.randrange(40, 64, 2),
        "status": 8,
    }
    lost: set[int] = set()
    for _ in range(chance.randrange(3)):
        start = chance.randrange(len(rows))
        lost |= set(range(start, start + chance.randrange(1, 5)))
    return Setting(widths, chance.randrange(25, 60), chance.random() < 0.5, frozenset(lost))


def made_up_rows(chance: random.Random, tasks: int) -> list[Row]:
    """Return rows of that many tasks, some with further rows and some of these with a shared lead."""
    rows: list[Row] = []
    for number in range(1, tasks + 1):
        parts = chance.choice((1, 1, 1, 1, 1, 2, 3))
        shared = parts > 1 and chance.random() < 0.4
        units = chance.choice((1, 1, 1, 2, 4)) if parts == 1 or shared else 1
        for part in range(parts):
            fresh = not (shared and part)
            rows.append(
                Row(
                    number=None if part else str(number),
                    task=None if part else _sentence(chance, 2, 9).rstrip("。"),
                    lead=tuple(_unit(chance) for _ in range(units)) if fresh else None,
                    persons=tuple(_person(chance) for _ in range(units)) if fresh else None,
                    text=_progress(chance, part + 1 if shared else None),
                    status=chance.choice(STATUSES),
                    note=None,
                )
            )
    return rows


def _unit(chance: random.Random) -> str:
    return chance.choice(_LEVELS) + chance.choice(_FIELDS) + chance.choice(_ENDINGS)


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))


def _progress(chance: random.Random, part: int | None) -> str:
    if part is not None:
        return f"{part}、{_sentence(chance, 2, 8)}"
    paragraphs = chance.choice((1, 1, 2, 4))
    listed = chance.random() < 0.5
    return "\n".join(
        (f"{place}、" if listed and paragraphs > 1 else "") + _long(chance)
        for place in range(1, paragraphs + 1)
    )


def _long(chance: random.Random) -> str:
    return "".join(_sentence(chance, 2, 8) for _ in range(chance.randrange(1, 7)))


def _sentence(chance: random.Random, least: int, most: int) -> str:
    """Return some clauses that end in 。, with figures, quotations and brackets in them."""
    clauses = []
    for _ in range(chance.randrange(least, most)):
        clause = "".join(chance.choice(_WORDS) for _ in range(chance.randrange(2, 5)))
        shape = chance.random()
        if shape < 0.15:
            clause += f"{chance.randrange(1, 3000) / 10}亿元"
        elif shape < 0.3:
            clause = f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日" + clause
        elif shape < 0.4:
            clause = f"“{clause}”活动"
        elif shape < 0.45:
            clause += f"（{chance.choice(_WORDS)}）"
        clauses.append(clause)
    return chance.choice("，，、").join(clauses) + "。"


# -- typesetting -------------------------------------------------------------------------------


def flat_text(rows: Sequence[Row], setting: Setting, chance: random.Random) -> str:
    """Return what an extraction leaves of the rows set as a table."""
    left = setting.page
    text: list[str] = []
    for at, row in enumerate(rows):
        cells = {role: _cell(row, role, setting) for role in setting.order}
        height = max(len(lines) for lines in cells.values())
        gap = "\n" if chance.random() < 0.1 else "\n\n"
        parts = [cells]
        if height > left:
            text.append("\n\n")
            if left >= 3 and height > 6 and chance.random() < 0.7:
                parts = _broken(cells, left, setting)
                text.pop()
            left = setting.page
        for place, part in enumerate(parts):
            if place:
                text.append("\n\n")
            lost = not place and at in setting.lost and row["number"] is not None
            text += [line + gap for line in _printed(part, setting, lost=lost)]
            left -= max((len(lines) for lines in part.values()), default=0)
    return "".join(text)


def _cell(row: Row, role: str, setting: Setting) -> list[str]:
    values: Mapping[str, str | tuple[str, ...] | None] = dict(row)  # type: ignore[arg-type]
    value = values[role] or ""
    entries = value.split("\n") if isinstance(value, str) else value
    return [line for entry in entries for line in wrapped(entry, setting.widths[role])]


def wrapped(text: str, width: int) -> list[str]:
    """Return a text broken as a typesetter would: marks hang, words and figures stay whole."""
    lines: list[str] = []
    room = 0
    while text:
        piece = first_piece(text)
        text = text[len(piece) :]
        needed = _width(piece.rstrip("，。、；：？！）》”"))
        if not lines or needed > room:
            lines.append("")
            room = width
        lines[-1] += piece
        room -= _width(piece)
    return lines


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _broken(
    cells: Mapping[str, list[str]], left: int, setting: Setting
) -> list[dict[str, list[str]]]:
    """Cut a row after so many lines; its status stands on the first page or on the second."""
    first = {role: lines[:left] for role, lines in cells.items()}
    rest = {role: lines[left:] for role, lines in cells.items()}
    if not setting.status_first:
        first["status"], rest["status"] = [], cells["status"]
    return [first, rest]


def _printed(cells: Mapping[str, list[str]], setting: Setting, *, lost: bool) -> Iterator[str]:
    """Yield the lines of a row: cell by cell, neighbours of one line each together."""
    shown = [role for role in setting.order if cells[role] and not (lost and role == "number")]
    first = True
    for single, roles in groupby(shown, key=lambda role: len(cells[role]) == 1):
        found = [cells[role] for role in roles]
        lines = (
            [" ".join(line for [line] in found)] if single else [x for one in found for x in one]
        )
        for line in lines:
            yield f" {line}" if lost and first else line
            first = False
