"""One invented table in every form of a file: the same records, whatever drew it."""

import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.notices.grids import Box, html_rows, written
from tests.notices.printed import Look, printed
from tongbao.notices.heading import read_heading
from tongbao.notices.ledger import read_tables
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task
from tongbao.records.settings import Status
from tongbao.sources import read

LEXICON = standard_lexicon()
STATUSES = ("推进较快", "按序推进", "进展迟缓")
VOCABULARY = Vocabulary(tuple(Status(word=word, slug=f"s{at}") for at, word in enumerate(STATUSES)))
# Headings that a column of a role may have; half of them stand in no list.
HEADINGS: Mapping[str, Sequence[str]] = {
    "number": ("序号", "编号", "项次"),
    "task": ("工作任务", "实事内容", "重点事项", "项目名称", "改革举措"),
    "leaders": ("责任领导", "包抓区领导", "牵头县领导"),
    "lead": ("牵头单位", "主责部门", "牵头科室", "主办责任单位"),
    "responsible": ("责任单位", "承办科室", "落实部门"),
    "cooperating": ("配合单位", "协办部门", "参与单位", "协同责任部门"),
    "due": ("完成时限", "办结期限", "时间节点", "完成期限（年月）"),
    "text": ("进展情况", "8月进展情况", "工作推进情况", "当前进度（截至8月底）"),
    "status": ("完成情况", "进度评定", "推进状态"),
}
SHAPES: Sequence[Sequence[str]] = (
    ("number", "task", "lead", "due"),
    ("number", "task", "leaders", "lead", "cooperating", "due"),
    ("number", "lead", "task", "text", "status"),
    ("number", "task", "responsible", "due", "text", "status"),
    ("number", "task", "leaders", "responsible", "text", "status"),
    ("number", "task", "due", "lead", "cooperating"),
)
UNITS = ("区园林局", "区水务局", "区商务局", "区住建局", "区教育局", "区卫健局", "各街道办事处")
PERSONS = ("钱若水", "孙有田", "江禾", "邵立群", "秦书远", "苏砚秋")
THINGS = ("公园步道", "菜市场", "雨水管网", "托育点", "社区食堂", "充电车棚", "路口渠化", "图书角")
ACTS = ("修缮", "新建", "改造", "扩建", "布设")
DUES = ("8月底前", "10月底前", "全年", "2031年6月", "第三季度", "12月15日前")

Table = list[dict[str, str]]


def invented(chance: random.Random) -> tuple[list[tuple[str, str]], Table]:
    """Return the headings of a table, each with its role, and its rows by role."""
    roles = chance.choice(SHAPES)
    headers = [(role, chance.choice(HEADINGS[role])) for role in roles]
    rows = []
    for number in range(1, chance.randrange(3, 9)):
        thing, count = chance.choice(THINGS), chance.randrange(2, 60)
        row = {
            "number": str(number),
            "task": f"{chance.choice(ACTS)}{chance.choice(('北坡', '南塘', '河湾'))}{thing}{count}处。",
            "leaders": chance.choice(PERSONS),
            "lead": chance.choice(UNITS[:-1]),
            "responsible": "、".join(chance.sample(UNITS, chance.randrange(1, 3))),
            "cooperating": "、".join(chance.sample(UNITS, chance.randrange(1, 4))),
            "due": chance.choice(DUES),
            "text": f"已完成{chance.randrange(1, count)}处，其余{thing}正在施工。",
            "status": chance.choice(STATUSES),
        }
        rows.append({role: row[role] for role in roles})
    return headers, rows


def in_grid(headers: list[tuple[str, str]], rows: Table) -> list[dict[int, Box]]:
    top = {at: Box(name) for at, (_, name) in enumerate(headers)}
    return [top, *({at: Box(row[role]) for at, (role, _) in enumerate(headers)} for row in rows)]


def with_bars(headers: list[tuple[str, str]], rows: Table) -> str:
    lines = [[name for _, name in headers], *([row[role] for role, _ in headers] for row in rows)]
    return "\n".join(" | ".join(cells) + " |" for cells in lines)


def open_bars(headers: list[tuple[str, str]], rows: Table) -> str:
    return "\n".join(line.removesuffix(" |") for line in with_bars(headers, rows).split("\n"))


def with_tabs(headers: list[tuple[str, str]], rows: Table) -> str:
    return open_bars(headers, rows).replace(" | ", "\t")


def with_spaces(headers: list[tuple[str, str]], rows: Table) -> str:
    return open_bars(headers, rows).replace(" | ", " ")


def a_cell_a_line(headers: list[tuple[str, str]], rows: Table) -> str:
    return open_bars(headers, rows).replace(" | ", "\n")


def a_barred_cell_a_line(headers: list[tuple[str, str]], rows: Table) -> str:
    return with_bars(headers, rows).replace(" | ", " |\n")


def a_cell_a_paragraph(headers: list[tuple[str, str]], rows: Table) -> str:
    return a_cell_a_line(headers, rows).replace("\n", "\n\n")


TEXTS: Sequence[Callable[[list[tuple[str, str]], Table], str]] = (
    with_bars,
    open_bars,
    with_tabs,
    with_spaces,
    a_cell_a_line,
    a_barred_cell_a_line,
    a_cell_a_paragraph,
)


def records(path: Path) -> list[dict[str, Any]]:
    material = take_apart(read(path), LEXICON, STATUSES)
    heading = read_heading(path.name, material.prose, (), LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    day = datetime.date(2031, 9, 1)
    context = Context("n", "p", "2031-08", day, LEXICON, units, VOCABULARY)
    reading = read_tables(material, heading, context)
    assert reading is not None
    return [fields(task) for task in reading.tasks]


def fields(task: Task) -> dict[str, Any]:
    (line,) = task.assignments
    return {
        "number": task.number,
        "task": task.text,
        "leaders": [one.name for one in line.leaders],
        "lead": list(line.lead),
        "responsible": list(line.responsible),
        "cooperating": list(line.cooperating),
        "due": [one.words for one in line.due],
        "text": [one.text for one in line.updates],
        "status": [one.status for one in line.updates],
    }


def wanted(row: Mapping[str, str]) -> dict[str, Any]:
    told = "text" in row or "status" in row
    return {
        "number": row["number"],
        "task": row["task"],
        "leaders": [row["leaders"]] if "leaders" in row else [],
        **{
            role: row[role].split("、") if role in row else []
            for role in ("lead", "responsible", "cooperating")
        },
        "due": [row["due"]] if "due" in row else [],
        "text": [row.get("text", "")] if told else [],
        "status": [row.get("status")] if told else [],
    }


@pytest.mark.parametrize("seed", range(12))
def test_word_and_excel(seed: int, tmp_path: Path) -> None:
    headers, rows = invented(random.Random(seed))  # noqa: S311 - made-up rows
    for ending in ("docx", "xlsx"):
        path = written(in_grid(headers, rows), tmp_path / f"表.{ending}")
        assert records(path) == [wanted(row) for row in rows], ending


@pytest.mark.parametrize("draw", TEXTS, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("seed", range(12))
def test_text(seed: int, draw: Callable[..., str], tmp_path: Path) -> None:
    headers, rows = invented(random.Random(seed))  # noqa: S311 - made-up rows
    path = tmp_path / "表.txt"
    path.write_text(f"青禾区2031年重点工作表\n{draw(headers, rows)}", "utf-8")
    assert records(path) == [wanted(row) for row in rows]


@pytest.mark.browser
def test_pdf(browser: Browser, tmp_path: Path) -> None:
    for seed in range(4):
        headers, rows = invented(random.Random(seed))  # noqa: S311 - made-up rows
        path = tmp_path / f"{seed}.pdf"
        look = Look(body="".join(html_rows(in_grid(headers, rows))))
        path.write_bytes(printed(browser, [], look))
        assert records(path) == [wanted(row) for row in rows], seed
