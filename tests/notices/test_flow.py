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
from tongbao.sources.document import Paragraph, SourceCell, SourceRow, SourceTable, Spot

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


def covered(blocks: Sequence[Paragraph | SourceTable], *records: str) -> list[float]:
    return [round(line.share, 2) for line in Text(blocks).covered_by(records)]


def test_a_record_covers_its_line_wherever_the_line_breaks() -> None:
    lines = (Paragraph("修缮北坡公园", Spot(line=1)), Paragraph("步道4公里。", Spot(line=2)))
    assert covered(lines, "修缮北坡公园步道4公里。") == [1.0, 1.0]
    assert covered(lines, "新建南塘菜市场") == [0.0, 0.0]


def test_a_short_name_covers_itself_alone() -> None:
    assert covered((Paragraph("区园林局牵头办理", Spot(line=1)),), "区园林局") == [0.5]


def test_a_row_is_one_line() -> None:
    cells = tuple(SourceCell(text, Spot(line=1)) for text in ("1", "修缮北坡公园步道", "区园林局"))
    table = SourceTable((SourceRow(cells, Spot(line=1)),), Spot(line=1))
    assert covered((table,), "修缮北坡公园步道", "区园林局") == [0.92]


def test_a_notice_without_tasks_is_kept_and_all_of_it_named(tmp_path: Path) -> None:
    text = (
        "关于食品安全督查情况的通报\n各村：\n镇食安办对全镇食品安全责任落实情况进行了督查，现通报如下：\n"
        "一是部分包保干部走过场；二是个别经营户索证索票不全。\n各村要立行立改。\n石佛镇人民政府\n2031年11月8日\n"
    )
    file = tmp_path / "通报.txt"
    file.write_text(text, "utf-8")
    write_empty_site(tmp_path / "site")
    found = ingest(file, tmp_path / "site", Wishes(), TODAY)
    assert (found.tasks, found.notice.kind, found.notice.issuer) == (
        (),
        "bulletin",
        "石佛镇人民政府",
    )
    lines = list(report_lines(found))
    assert "  待定：没有读到任务、评比或数字，只收下文件和正文（第1行）" in lines
    assert any("一是部分包保干部走过场" in line for line in lines)


UNDER_UNITS = """青禾县2031年重点任务清单
一、县水利局（2项）
1.疏浚东渠12公里。配合单位：河口镇
2.修缮石堰水库。
二、县教育局牵头任务（1项）
3.新建实验小学。
"""


def test_what_a_heading_says_of_units_holds_for_all_under_it() -> None:
    tasks = read_text("f.txt", UNDER_UNITS).tasks
    assert [(task.text, task.assignments[0].lead) for task in tasks] == [
        ("疏浚东渠12公里。", ("县水利局",)),
        ("修缮石堰水库。", ("县水利局",)),
        ("新建实验小学。", ("县教育局",)),
    ]


UNDER_STATUSES = """青禾县常务会议定事项督办情况
一、已办结事项
1.出台管理办法。承办单位：县教育局
2.核销遗留债务。承办单位：县财政局
二、正在办理事项
1.回购广告塔。承办单位：县城管局
三、逾期未办结事项
1.拆除违建4栋。承办单位：县执法局
"""


def test_what_a_heading_says_of_statuses_holds_for_all_under_it() -> None:
    tasks = read_text("f.txt", UNDER_STATUSES).tasks
    assert [task.assignments[0].updates[0].status for task in tasks] == [
        "已办结",
        "已办结",
        "正在办理",
        "逾期未办结",
    ]


def test_how_to_reach_the_author_is_no_task() -> None:
    text = """关于征求2031年民生实事项目意见的公告
现将拟办的民生实事项目3项公开征求意见。
一、反馈方式
1.电话：0000-123；
2.电子邮件：a@b.example；
青禾县人民政府办公室
2031年1月3日
附：
2031年民生实事项目
1.步道修缮。修缮步道4公里。
2.菜场新建。新建菜市场1个。
3.东渠疏浚。疏浚东渠2公里。
"""
    found = [task.text[:4] for task in read_text("f.txt", text).tasks]
    assert found == ["步道修缮", "菜场新建", "东渠疏浚"]
