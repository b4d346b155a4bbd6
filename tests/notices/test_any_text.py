"""Any paragraphs, any cut of the real notices: records or none, never an exception, never words of our own."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbao.notices.heading import read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context
from tongbao.notices.responsibility import read_responsibility
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task
from tongbao.sources import read
from tongbao.sources.document import Block, Cell, Document, Paragraph, Row, Spot, Table

HERE = Path(__file__).parent
LEXICON = standard_lexicon()
DAY = datetime.date(2022, 3, 1)
NO_TEXT = "（原文未写任务）"
REAL = [HERE / "002-tasks-weidong-2022.txt", *sorted((HERE / "real").glob("*.txt"))]

PIECES = (
    *("一、", "二、", "（一）", "(二)", "1.", "2、", "3 ", "（1）", "①", "一是", "△", "11.1"),
    *("责任单位：", "牵头单位:", "配 合 单 位：", "责任领导：", "完成时限：", "业主单位："),
    *(
        "区发改委",
        "各区、县级市",
        "相关单位",
        "赵飞",
        "俞 悦",
        "2022年6月底前",
        "排名第一的部门为牵头单位，下同",
    ),
    *(
        "加强建设",
        "。",
        "，",
        "；",
        "、",
        "（",
        "）",
        "[",
        "】",
        " ",
        "牵头",
        "配合",
        "负责",
        "附件",
        "总体目标",
    ),
)
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=14)


def tasks_of(blocks: Sequence[Block], period: str = "") -> tuple[Task, ...]:
    document = Document("文件.txt", "docx", "0" * 64, tuple(blocks))
    material = take_apart(document, LEXICON, ())
    heading = read_heading(document.name, material.prose, (), LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    context = Context("n", "p", period, DAY, LEXICON, units, Vocabulary(()))
    reading = read_responsibility(material, heading, context)
    assert reading is None or reading.tasks
    return reading.tasks if reading else ()


def bare(text: str) -> str:
    return "".join(text.split())


def words_of(task: Task) -> Iterator[str]:
    """Yield everything that a record says the notice says."""
    yield from () if task.text == NO_TEXT else task.text.split("\n")
    yield from filter(None, (task.number, task.section))
    for line in task.assignments:
        yield from (*line.lead, *line.responsible, *line.cooperating)
        yield from filter(None, (one.name or one.office for one in (*line.leaders, *line.persons)))
        yield from (due.words for due in line.due)
        yield from (text for update in line.updates for text in update.text.split("\n"))
        yield from filter(None, [line.label])


def all_in(source: str, tasks: Sequence[Task]) -> bool:
    return all(bare(words) in source for task in tasks for words in words_of(task))


def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(text, Spot(line=at)) for at, text in enumerate(texts, 1) if text.strip()]


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["", "2022-08"]))
def test_any_paragraphs(texts: list[str], period: str) -> None:
    assert all_in(bare("".join(texts)), tasks_of(paragraphs(texts), period))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    lines = text.split("\n")
    assert all_in(bare(text), tasks_of(paragraphs(lines)))


@settings(max_examples=25, deadline=None)
@given(st.data())
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:6])
def test_any_cut_of_a_real_notice(path: Path, data: st.DataObject) -> None:
    blocks = read(path).blocks
    start = data.draw(st.integers(0, len(blocks)))
    end = data.draw(st.integers(start, len(blocks)))
    cut = list(blocks[start:end])
    last = cut[-1] if cut else None
    if isinstance(last, Paragraph):
        kept = data.draw(st.integers(1, len(last.text)))
        cut[-1] = Paragraph(last.text[:kept], last.spot)
    texts = [text for block in cut for text in _texts(block)]
    assert all_in(bare("".join(texts)), tasks_of(cut))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell.text for row in block.rows for cell in row.cells)


CELLS = st.builds(
    Cell,
    st.sampled_from((*PIECES, "", "区财政局\n区住建局", "甲 乙丙 丁", "修路")),
    st.just(Spot(1, 1)),
    st.sampled_from(("own", "own", "own", "above", "left")),
)
HEADERS = st.permutations(("序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限"))


@settings(max_examples=100, deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=6))
def test_any_table(header: Sequence[str], body: list[list[Cell]]) -> None:
    first = Row(tuple(Cell(word, Spot(1, 1)) for word in header), Spot(1, 1))
    rows = [first, *(Row(tuple(cells), Spot(1, at)) for at, cells in enumerate(body, 2))]
    table = Table(tuple(rows), Spot(1, 1))
    names = bare("".join(_texts(table)))
    for task in tasks_of([table]):
        for line in task.assignments:
            for name in (*line.lead, *line.responsible):
                assert bare(name) in names
