"""Ledgers and decompositions of a district that does not exist, read into a site of a test's own."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.report import report_lines
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Task
from tongbao.records.starter import write_empty_site

TODAY = datetime.date(2031, 1, 20)
OFFICE = "中共白鹭区委区政府督查局"
SETTINGS = """\
title: 重点工作进展
publisher: {name: 督查局}
districts:
  - {id: bailu, name: 白鹭区, code: "990101", issuers: [中共白鹭区委区政府督查局, 白鹭区人民政府办公室]}
vocabularies:
  default:
    - {word: 积极推进, slug: active, aliases: [积极, 进展顺利], tone: green, shape: circle}
    - {word: 正常推进, slug: normal, aliases: [正常], tone: blue, shape: square}
    - {word: 进度滞后, slug: lagging, aliases: [滞后], tone: red, shape: diamond, lagging: true}
"""
HEAD = ("序号", "工作任务", "牵头单位", "责任人", "进展情况", "完成情况")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger: what its cells hold beside its number; ``more`` are cells of further columns."""

    text: str
    unit: str = "区林业局"
    person: str = "鲍春山"
    status: str = "正常推进"
    more: Mapping[str, str] = field(default_factory=dict)


def site_in(folder: Path) -> Path:
    """Return a new site of the district."""
    root = folder / "site"
    write_empty_site(root)
    (root / "site.yml").write_text(SETTINGS, "utf-8")
    return root


def ledger(  # noqa: PLR0913 - what differs between ledgers
    root: Path,
    month: int,
    rows: Sequence[Row],
    *,
    title: str = "重点工作任务推进情况",
    head: Sequence[str] = HEAD,
    plan: str | None = None,
    top: Sequence[str] = (),
    bare: bool = False,
) -> Ingested:
    """Ingest the ledger of a month, its rows numbered from 1.

    ``top`` are lines above its title; a ``bare`` one has no line over its table.
    """
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    date = f"2030年{month + 1}月8日"
    printed = f"白鹭区2030年{month}月份{title}台账"
    over = (*top, OFFICE, f"关于2030年{month}月份{title}的通报", OFFICE, date, printed)
    for line in () if bare else over:
        sheet.append([line])
        place = {"start_row": sheet.max_row, "end_row": sheet.max_row}
        sheet.merge_cells(start_column=1, end_column=len(head), **place)
    sheet.append(list(head))
    for number, row in enumerate(rows, 1):
        cells = {
            "序号": str(number),
            "工作任务": row.text,
            "牵头单位": row.unit,
            "责任单位": row.unit,
            "责任人": row.person,
            "进展情况": f"截至{month}月底，已办{month * 3 + len(row.text)}件，正在办理其余。",
            "完成情况": row.status,
            **row.more,
        }
        sheet.append([cells[column] for column in head])
    path = root.parent / f"{title}{month}.xlsx"
    book.save(path)
    return ingest(path, root, Wishes(plan=plan), TODAY)


def decomposition(
    root: Path, items: Sequence[tuple[str, str, str]], date: str = "2030年1月6日"
) -> Ingested:
    """Ingest a decomposition: of each task its text, its leader and its unit."""
    lines = [
        *("白鹭区人民政府办公室", "关于2030年重点工作任务分解的通知", ""),
        *(
            "各乡镇人民政府、街道办事处，区政府各部门：",
            "",
            "现将有关任务分解如下，请认真抓好落实。",
        ),
        *("", "一、重点任务", ""),
        *(
            f"{at}．{text}。（责任领导：{leader}；责任单位：{unit}）"
            for at, (text, leader, unit) in enumerate(items, 1)
        ),
        *("", "白鹭区人民政府办公室", date, ""),
    ]
    path = root.parent / f"分解{date}.txt"
    path.write_text("\n".join(lines), "utf-8")
    return ingest(path, root, Wishes(), TODAY)


def told(ingested: Ingested, *words: str) -> list[str]:
    """Return the lines of the report that hold all these words."""
    return [line for line in report_lines(ingested) if all(word in line for word in words)]


def task_of(content: Content | Path, text: str) -> Task:
    """Return the task whose record has a text, but for a full stop."""
    tasks = (load_checked(content) if isinstance(content, Path) else content).tasks
    (found,) = (task for task in tasks if task.text.rstrip("。") == text)
    return found
