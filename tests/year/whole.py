"""A year of two districts that do not exist: what each month's ledger prints, and the ledgers themselves.

``edition`` is the model: a district's rows of a month, from the events of its year alone. What the program makes of the
ledgers is held against it.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

YEAR = 2020
MONTHS = tuple(range(1, 13))
WORDS = ("积极推进", "正常推进", "进展一般", "进度滞后")
CLOSING = "已完成"
HEAD = ("序号", "工作任务", "牵头单位", "责任领导", "责任人", "进展情况", "完成情况")
SETTINGS = """\
title: 重点工作进展
publisher: {name: 督查局}
districts:
  - {id: bailu, name: 白鹭区, code: "990101", issuers: [中共白鹭区委区政府督查局]}
  - {id: qingshan, name: 青山区, code: "990102", issuers: [中共青山区委区政府督查局]}
vocabularies:
  default:
    - {word: 积极推进, slug: active, tone: green, shape: circle}
    - {word: 正常推进, slug: normal, tone: blue, shape: square}
    - {word: 进展一般, slug: fair, tone: amber, shape: triangle}
    - {word: 进度滞后, slug: lagging, tone: red, shape: diamond, lagging: true}
"""
UNITS = (
    "区林业局",
    "区商务局",
    "区教体局",
    "区住建局",
    "区水利局",
    "区民政局",
    "区交通局",
    "区文旅局",
)
RENAMED = ("区林业局", "区林业和草原局")
PEOPLE = ("鲍春山", "丘远", "沙平", "蓝小溪", "樊静", "连山", "关牧野", "宁海")
LEADERS = ("齐望", "陆川", "苗原")
_DEEDS = (
    *("修复{}湿地", "建成{}党群服务中心", "整修{}防火道", "开通{}校车", "改造{}路灯"),
    *("疏浚{}支渠", "加固{}河堤", "新建{}便民市场"),
)
_PLACES = ("白石", "南坪", "柳湾", "东岗", "西河", "北岭", "前营", "后寨", "上塘")
_AMOUNTS = ("30公顷，力争三季度前见效", "6处并投入使用", "20公里并落实管护", "5条，方便群众出行")


@dataclass(frozen=True, slots=True)
class YearRow:
    """One row of a ledger as printed; ``key`` is what stays the same when all else changes."""

    key: str
    text: str
    lead: str
    leader: str
    person: str
    status: str
    number: str = ""

    def said(self, month: int) -> str:
        """Return the progress that the ledger of a month prints."""
        return f"截至{month}月底，{self.text[:6]}一事已办{month * 3 + len(self.text)}件，其余正在办理。"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the clerk writes after the ledger of a month: a task ended, by its key, into others."""

    month: int
    key: str
    kind: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district and the events of its year, by month."""

    id: str
    name: str
    tasks: int
    seed: int
    split: int
    merged: int
    dropped: int
    back: int
    finished: int
    added: int
    renamed: int

    @property
    def plan(self) -> str:
        """The id of its plan."""
        return f"{self.id}-{YEAR}"

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What the clerk decides in the year."""
        return (
            Decided(self.split, "k4", "split", ("k4a", "k4b")),
            Decided(self.merged, "k6", "merged", ("k67",)),
            Decided(self.merged, "k7", "merged", ("k67",)),
        )


DISTRICTS = (
    District("bailu", "白鹭区", 36, 0, 4, 9, 6, 8, 7, 3, 10),
    District("qingshan", "青山区", 34, 3, 7, 5, 3, 6, 9, 8, 11),
)


def edition(district: District, month: int) -> list[YearRow]:
    """Return the rows of a month's ledger, numbered in its order."""
    rows = [_first(district, at) for at in range(1, district.tasks + 1)]
    rows = [row for row in (_in_month(district, one, month) for one in rows) if row]
    if month >= district.split:
        whole = next(row for row in rows if row.key == "k4")
        at = rows.index(whole)
        one, two = whole.text.split("并", 1)
        rows[at : at + 1] = [
            replace(whole, key="k4a", text=one),
            replace(whole, key="k4b", text=two),
        ]
    if month >= district.merged:
        six, seven = (next(row for row in rows if row.key == key) for key in ("k6", "k7"))
        rows[rows.index(six)] = replace(six, key="k67", text=f"{six.text}；{seven.text}")
        rows.remove(seven)
    if month >= district.added:
        new = _first(district, 90)
        text = f"推进{district.name}城市生命线安全工程"
        status = WORDS[month % len(WORDS)]
        rows.insert(0, replace(new, key="new", text=text, status=status))
    return [replace(row, number=str(at)) for at, row in enumerate(rows, start=1)]


def _first(district: District, at: int) -> YearRow:
    turn = at + district.seed
    deed = _DEEDS[turn % len(_DEEDS)].format(_PLACES[turn // len(_DEEDS) % len(_PLACES)])
    text = f"{deed}{_AMOUNTS[turn % len(_AMOUNTS)]}"
    if at == 4:  # the one that is split in two
        text = f"整治{district.name}沿河违章棚屋40处并安置原住农户120户"
    return YearRow(
        key=f"k{at}",
        text=text,
        lead=UNITS[turn % len(UNITS)],
        leader=LEADERS[turn % len(LEADERS)],
        person=PEOPLE[turn * 3 % len(PEOPLE)],
        status="",
    )


def _in_month(district: District, row: YearRow, month: int) -> YearRow | None:
    """Return a row as the ledger of a month prints it, None where it leaves it out."""
    at = int(row.key[1:])
    if at == 10 and district.dropped <= month < district.back:
        return None
    if at == 12 and month > district.finished:
        return None
    status = WORDS[(at * 7 + month * (at % 3 + 1)) % len(WORDS)]
    if at == 12 and month == district.finished:
        status = CLOSING
    if at % 5 == 0 and month >= 5:
        row = replace(row, person=PEOPLE[(PEOPLE.index(row.person) + 1) % len(PEOPLE)])
    if at % 7 == 0 and month >= 8:
        row = replace(row, leader=LEADERS[(LEADERS.index(row.leader) + 1) % len(LEADERS)])
    if at == 15 and month >= 6:
        row = replace(row, text=f"高标准{row.text}")
    if row.lead == RENAMED[0] and month >= district.renamed:
        row = replace(row, lead=RENAMED[1])
    return replace(row, status=status)


def counts(rows: Sequence[YearRow]) -> Mapping[str, int]:
    """Return how many rows bear each word, in the order of the words."""
    found = Counter(row.status for row in rows)
    return {word: found[word] for word in (CLOSING, *WORDS) if found[word]}


def ledger_file(district: District, month: int, folder: Path) -> Path:
    """Write the ledger of a month as a workbook; its first lines name it and state its own counts."""
    rows = edition(district, month)
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    office = f"中共{district.name}委区政府督查局"
    shares = "、".join(f"“{word}”{count}项" for word, count in counts(rows).items())
    title = f"关于{YEAR}年{month}月份重点工作任务推进情况的通报"
    said = f"今年共{len(rows)}项重点任务，截至{month}月底，{shares}。"
    for line in (office, title, said, office, in_words(day_of(month))):
        sheet.append([line])
        place = {"start_row": sheet.max_row, "end_row": sheet.max_row}
        sheet.merge_cells(start_column=1, end_column=len(HEAD), **place)
    sheet.append(list(HEAD))
    for row in rows:
        cells = (
            row.number,
            row.text,
            row.lead,
            row.leader,
            row.person,
            row.said(month),
            row.status,
        )
        sheet.append(list(cells))
    path = folder / f"{district.name}{month}月台账.xlsx"
    book.save(path)
    return path


def day_of(month: int) -> datetime.date:
    """Return the day that the ledger of a month bears: the 8th of the next."""
    return datetime.date(YEAR + month // 12, month % 12 + 1, 8)


def in_words(day: datetime.date) -> str:
    """Return a day as notices print it."""
    return f"{day.year}年{day.month}月{day.day}日"
