"""Of all readings of a notice the one that covers most holds; its kind is a result, and what is unread is named."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.coverage import Text
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.report import report_lines
from tongbao.records.starter import write_empty_site
from tongbao.sources.document import Cell, Paragraph, Row, Spot, Table

TODAY = datetime.date(2031, 10, 8)
LEDGER = """青禾区2031年1-9月重点工作推进情况
序号|工作任务|牵头单位|进展情况
1|修缮北坡公园步道4公里。|区园林局|已完成3公里
2|新建南塘菜市场1个。|区商务局|正在招标
"""
DECOMPOSED = """青禾区2031年任务分工方案
1.修缮北坡公园步道4公里。（责任单位：区园林局）
2.新建南塘菜市场1个。（责任单位：区商务局）
"""
TOLD = """青禾区2031年1-9月重点工作推进情况通报
北坡公园步道、南塘菜市场等项目已提前完成；东渠清淤、西门停车场2个项目进展缓慢。
"""


def kind_of(text: str) -> str:
    notice = read_text("f.txt", text).notice
    return notice.kind if notice else ""


@pytest.mark.parametrize(
    ("text", "kind"), [(LEDGER, "ledger"), (DECOMPOSED, "responsibility"), (TOLD, "bulletin")]
)
def test_the_kind_follows_from_what_is_read(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("word", ["政府工作报告", "督查通报", "记者", "台账", "各位代表"])
def test_no_word_alone_makes_a_kind(word: str) -> None:
    assert kind_of(f"{DECOMPOSED}为落实{word}提出的要求，请抓紧办理。\n") == "responsibility"


def test_demands_at_the_end_of_a_notice_are_no_tasks() -> None:
    text = f"{TOLD}工作要求\n1.提高认识。各单位要高度重视。\n2.抓紧推进。倒排工期。\n"
    names = [task.text for task in read_text("f.txt", text).tasks]
    assert names == ["北坡公园步道", "南塘菜市场", "东渠清淤", "西门停车场"]


def test_what_is_told_below_a_table_is_added_to_it() -> None:
    text = f"{LEDGER}另外，东渠清淤、西门停车场2个项目进展缓慢。\n"
    found = read_text("f.txt", text)
    assert [task.text for task in found.tasks][:2] == [
        "修缮北坡公园步道4公里。",
        "新建南塘菜市场1个。",
    ]
    told = {task.text: task.assignments[0].updates[0].status for task in found.tasks[2:]}
    assert told == {"东渠清淤": "进展缓慢", "西门停车场": "进展缓慢"}


def test_a_line_that_became_no_record_is_named_in_the_report(tmp_path: Path) -> None:
    """
    青禾区2031年惠民工程分工表
    序号|工作任务|牵头单位
    1|修缮北坡公园步道4公里。|区园林局
    环湖绿道的征地补偿由当地自行解决，资金从上年结余中列支，不足部分另行安排。
    2|新建南塘菜市场1个。|区商务局
    目前全区已完成投资3件，占全年的30%。
    """
    doc = test_a_line_that_became_no_record_is_named_in_the_report.__doc__ or ""
    file = tmp_path / "f.txt"
    file.write_text("\n".join(line.strip() for line in doc.splitlines()), "utf-8")
    write_empty_site(tmp_path / "site")
    found = ingest(file, tmp_path / "site", Wishes(), TODAY, dry_run=True)
    held = "".join(task.text for task in found.tasks)
    told = [remark.message for remark in found.remarks]
    unread = [line.text[:6] for line in found.unread]
    assert "环湖绿道" in held or "环湖绿道的征" in unread or any("环湖绿道" in one for one in told)
    assert "目前全区已完" in unread
    said = "\n".join(report_lines(found, dry_run=True))
    assert "  未读：" in said
    assert "第7行：目前全区已完成投资3件，占全年的30%。" in said


def covered(blocks: Sequence[Paragraph | Table], *records: str) -> list[float]:
    return [round(line.share, 2) for line in Text(blocks).covered_by(records)]


def test_a_record_covers_its_line_wherever_the_line_breaks() -> None:
    lines = (Paragraph("修缮北坡公园", Spot(line=1)), Paragraph("步道4公里。", Spot(line=2)))
    assert covered(lines, "修缮北坡公园步道4公里。") == [1.0, 1.0]
    assert covered(lines, "新建南塘菜市场") == [0.0, 0.0]


def test_a_short_name_covers_itself_alone() -> None:
    assert covered((Paragraph("区园林局牵头办理", Spot(line=1)),), "区园林局") == [0.5]


def test_a_row_is_one_line() -> None:
    cells = tuple(Cell(text, Spot(line=1)) for text in ("1", "修缮北坡公园步道", "区园林局"))
    table = Table((Row(cells, Spot(line=1)),), Spot(line=1))
    assert covered((table,), "修缮北坡公园步道", "区园林局") == [0.92]
