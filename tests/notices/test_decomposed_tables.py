"""Tables that decompose tasks: Word, Excel and text, merged or not, with sections, pages and rules."""

import datetime
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
import yaml
from playwright.sync_api import Browser

from tongbao.notices.heading import read_heading
from tongbao.notices.ledger import read_tables
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task
from tongbao.sources import read

HERE = Path(__file__).parent
LEXICON = standard_lexicon()
HEADER = ("序号", "工作任务", "责任领导", "牵头单位", "责任单位", "配合单位", "完成时限")
# None goes on with the cell above; a row of one text is a heading across the table.
ROWS: Sequence[Sequence[str | None]] = (
    ("一、重大项目",),
    ("1", "建成快速路", "王晓明", "市交通局", "市住建局、各区、县级市", "", "2023年9月底"),
    (None, None, "王晓明", "市公安局", "各街道", "", "年底前"),
    ("2", "建成体育馆", "刘强", "市体育局", "", "市财政局", "持续推进"),
    ("二、民生实事",),
    ("3", "新建学校5所", "刘强 陈红", "", "市教育局", "", "第三季度"),
)


def in_word(path: Path, rows: Sequence[Sequence[str | None]], header: Sequence[str]) -> Path:
    document = docx.Document()
    document.add_paragraph("某市2023年重点工作任务分解表")
    table = document.add_table(0, len(header))
    for texts in (header, *rows):
        cells = table.add_row().cells
        if len(texts) == 1:
            cells[0].merge(cells[-1]).text = texts[0] or ""
            continue
        for column, text in enumerate(texts):
            if text is None:
                table.cell(len(table.rows) - 2, column).merge(cells[column])
            else:
                cells[column].text = text
    document.save(str(path))
    return path


def in_excel(path: Path, rows: Sequence[Sequence[str | None]], header: Sequence[str]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("任务")
    sheet.merge_range(0, 0, 0, len(header) - 1, "某市2023年重点工作任务分解表")
    for at, texts in enumerate((header, *rows), 1):
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text or "")
    book.close()
    return path


def in_text(path: Path, rows: Sequence[Sequence[str | None]], header: Sequence[str]) -> Path:
    lines = [" | ".join(text or "" for text in texts) + " |" for texts in (header, *rows)]
    wide = [line + " |" * (len(header) - 1) if line.count("|") == 1 else line for line in lines]
    path.write_text("\n".join(["某市2023年重点工作任务分解表", *wide]), "utf-8")
    return path


MAKERS = {"docx": in_word, "xlsx": in_excel, "txt": in_text}


def reading_of(path: Path) -> Reading:
    material = take_apart(read(path), LEXICON, ())
    titles = ["某市2023年重点工作任务分解表"] if path.suffix == ".xlsx" else []
    heading = read_heading(path.name, material.prose, titles, LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    context = Context("n", "p", "", datetime.date(2023, 3, 1), LEXICON, units, Vocabulary(()))
    reading = read_tables(material, heading, context)
    assert reading is not None
    return reading


def fields(task: Task) -> list[dict[str, Any]]:
    return [
        {
            "lead": line.lead,
            "responsible": line.responsible,
            "cooperating": line.cooperating,
            "leaders": tuple(person.name for person in line.leaders),
            "due": tuple(str(one.date) for one in line.due),
        }
        for line in task.assignments
    ]


@pytest.mark.parametrize("ending", MAKERS)
def test_every_column_is_read(ending: str, tmp_path: Path) -> None:
    reading = reading_of(MAKERS[ending](tmp_path / f"表.{ending}", ROWS, HEADER))
    assert [(task.number, task.text, task.section) for task in reading.tasks] == [
        ("1", "建成快速路", "一、重大项目"),
        ("2", "建成体育馆", "一、重大项目"),
        ("3", "新建学校5所", "二、民生实事"),
    ]
    road, gym, school = map(fields, reading.tasks)
    assert road == [
        {
            "lead": ("市交通局",),
            "responsible": ("市住建局", "各区、县级市"),
            "cooperating": (),
            "leaders": ("王晓明",),
            "due": ("2023-09-30",),
        },
        {
            "lead": ("市公安局",),
            "responsible": ("各街道",),
            "cooperating": (),
            "leaders": ("王晓明",),
            "due": ("2023-12-31",),
        },
    ]
    assert gym[0]["cooperating"] == ("市财政局",)
    assert gym[0]["due"] == ()
    assert (school[0]["lead"], school[0]["responsible"]) == ((), ("市教育局",))
    assert school[0]["leaders"] == ("刘强", "陈红")
    assert school[0]["due"] == ("2023-09-30",)
    assert not any(line.updates for task in reading.tasks for line in task.assignments)
    assert [task.review for task in reading.tasks] == [(), (), ()]
    assert "时限“持续推进”不是某一天，没有记入" in [remark.message for remark in reading.remarks]


@pytest.mark.parametrize("ending", MAKERS)
def test_the_only_column_of_units_keeps_its_role(ending: str, tmp_path: Path) -> None:
    rows = (("1", "修路", "区交通局、区住建局"), ("2", "架桥", "区水利局（牵头）、区住建局"))
    reading = reading_of(
        MAKERS[ending](tmp_path / f"表.{ending}", rows, ("序号", "主要任务", "责任单位"))
    )
    road, bridge = (fields(task)[0] for task in reading.tasks)
    assert (road["lead"], road["responsible"]) == ((), ("区交通局", "区住建局"))
    assert (bridge["lead"], bridge["responsible"]) == (("区水利局",), ("区住建局",))
    assert [task.review for task in reading.tasks] == [(), ()]


def test_a_rule_in_the_header_gives_the_lead(tmp_path: Path) -> None:
    header = ("序号", "任务", "责任单位（排在第一位的为牵头单位）")
    reading = reading_of(in_word(tmp_path / "表.docx", (("1", "修路", "甲局、乙局"),), header))
    assert fields(reading.tasks[0])[0]["lead"] == ("甲局",)
    assert [remark.message for remark in reading.remarks] == [
        "按文中说明“责任单位（排在第一位的为牵头单位）”，1项任务的牵头单位由责任单位得出"
    ]


def test_a_column_of_sections_merged_over_rows(tmp_path: Path) -> None:
    header = ("类别", "任务", "责任单位")
    rows = (("经济", "修路", "甲局"), (None, "架桥", "乙局"), ("民生", "种树", "丙局"))
    reading = reading_of(in_word(tmp_path / "表.docx", rows, header))
    assert [(task.section, task.text) for task in reading.tasks] == [
        ("经济", "修路"),
        ("经济", "架桥"),
        ("民生", "种树"),
    ]


def test_a_cell_of_units_merged_over_tasks_holds_for_each(tmp_path: Path) -> None:
    header = ("序号", "任务", "责任单位")
    rows = (("1", "修路", "甲局、乙局"), ("2", "架桥", None))
    reading = reading_of(in_word(tmp_path / "表.docx", rows, header))
    assert [fields(task)[0]["responsible"] for task in reading.tasks] == [("甲局", "乙局")] * 2


GOLD = yaml.safe_load((HERE / "002-tasks-weidong-2022.gold.yml").read_text("utf-8"))
STYLE = """
body { font: 10.5pt "Noto Serif CJK SC", serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { border: 0.5pt solid black; padding: 3pt; font-weight: normal; text-align: left }
"""
WIDTHS = (5, 40, 11, 12, 20, 12)


def printed_rows() -> Iterator[str]:
    """Yield the rows of the real tasks as HTML, a heading across the table before each section."""
    section = None
    for task in GOLD["tasks"]:
        if task["section"] != section:
            section = task["section"]
            yield f"<tr><td colspan='6'>{escape(section)}</td></tr>"
        units = (task[role] for role in ("leaders", "lead_units", "responsible_units"))
        cells = [str(task["number"]), task["text"], *("、".join(names) for names in units)]
        cells.append("、".join(task["cooperating_units"]))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


@pytest.mark.browser
def test_a_table_printed_over_many_pages(browser: Browser, tmp_path: Path) -> None:
    header = ("序号", "工作任务", "责任领导", "牵头单位", "责任单位", "配合单位")
    heads = "".join(
        f"<th style='width:{wide}%'>{word}</th>" for word, wide in zip(header, WIDTHS, strict=True)
    )
    page = browser.new_page()
    page.set_content(
        f"<style>{STYLE}</style><h1>某区2022年重点工作任务分解表</h1>"
        f"<table><thead><tr>{heads}</tr></thead>{''.join(printed_rows())}</table>"
    )
    path = tmp_path / "表.pdf"
    path.write_bytes(page.pdf(format="A4", landscape=True, margin={"top": "2cm", "bottom": "2cm"}))
    page.close()
    reading = reading_of(path)
    pairs = list(zip(map(as_gold, reading.tasks), GOLD["tasks"], strict=True))
    assert [found["text"] for found, _ in pairs] == [gold["text"] for _, gold in pairs]
    # A name whose line ends where the cell does may be two: that is marked.
    marked = [task.review for task in reading.tasks if task.review]
    wrong = [gold["number"] for found, gold in pairs if found != gold]
    assert wrong == [int(task.number or 0) for task in reading.tasks if task.review]
    assert len(marked) <= 2
    pages = [task.source.page or 0 for task in reading.tasks]
    assert pages == sorted(pages)
    assert pages[-1] > pages[0] == 1


def as_gold(task: Task) -> dict[str, Any]:
    (line,) = task.assignments
    return {
        "number": int(task.number or 0),
        "section": task.section,
        "text": task.text,
        "leaders": [person.name for person in line.leaders],
        "lead_units": list(line.lead),
        "responsible_units": list(line.responsible),
        "cooperating_units": list(line.cooperating),
    }
