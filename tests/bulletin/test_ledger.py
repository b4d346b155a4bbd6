"""The ledger of a bulletin: what stands in its cells."""

from pathlib import Path

from tongbao.bulletin.figures import figures_of
from tongbao.bulletin.ledger import LedgerTable, table_of
from tongbao.records.load import load_checked

RETURNED = """        source: {notice: shiyan-2022-08-10, row: 2}
"""
GRADED = """        source: {notice: shiyan-2022-08-10, row: 2}
        reply: {unit: 区财政局, text: 已拨付八成。, date: 2022-08-11}
      - period: 2022-07
        status: 进度滞后
        text: 拨付缓慢。
        source: {notice: shiyan-2022-08-16, row: 2}
        errata:
          - {date: 2022-08-17, field: status, was: 进度滞后, now: 正常推进, source: 复核}
"""
NOTICE = """kind: ledger
title: 7月台账
date: 2022-08-16
received: 2022-08-16
period: 2022-07
"""


def table(site: Path) -> LedgerTable:
    return table_of(figures_of(load_checked(site), "shiyan-2022", "2022-07"))


def column(found: LedgerTable, title: str) -> list[str]:
    at = [one.title for one in found.columns].index(title)
    return [row[at].text for row in found.rows]


def test_the_units_say_stands_beside_the_offices_word_as_corrected(rich: Path) -> None:
    task = rich / "content/tasks/shiyan-2022/1.yml"
    task.write_text(task.read_text("utf-8").replace(RETURNED, GRADED), "utf-8")
    (rich / "content/notices/shiyan-2022-08-16.yml").write_text(NOTICE, "utf-8")
    found = table(rich)
    assert column(found, "进展情况")[0] == "拨付缓慢。"
    assert column(found, "完成情况")[0] == "正常推进"
    assert column(found, "单位说明")[0] == "区财政局：已拨付八成。（2022年8月11日）"


def test_what_was_closed_before_is_not_listed_and_what_is_missing_says_so(rich: Path) -> None:
    found = table(rich)
    assert column(found, "序号") == ["1", "", "2", ""]
    assert column(found, "完成情况")[-1] == "未报送"


def test_parts_in_many_columns_go_into_the_text(rich: Path) -> None:
    task = rich / "content/tasks/shiyan-2022/1.yml"
    text = task.read_text("utf-8")
    more = "".join(f"          - {{label: 栏{at}, text: 文{at}}}\n" for at in range(4))
    task.write_text(text.replace("        parts:\n", f"        parts:\n{more}"), "utf-8")
    found = table(rich)
    assert "栏1" not in [one.title for one in found.columns]
    assert column(found, "进展情况")[0].endswith(
        "栏3：文3\n机制建立情况：成立专班。\n存在问题：@缺少资金。"
    )


def test_columns_for_what_the_text_says_itself_are_left_out() -> None:
    house = Path(__file__).parent.parent.parent
    found = table_of(figures_of(load_checked(house), "zhanhe-2022", "2022-05/2022-07"))
    titles = ["序号", "工作任务", "牵头单位", "责任人", "进展情况", "完成情况"]
    assert [one.title for one in found.columns] == titles
