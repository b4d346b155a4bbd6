"""Blocks of labels that come again and again: each is a row of a table, whatever its labels and its head."""

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.plain_table.label_blocks import with_label_blocks
from tongbao.sources.document import Paragraph, SourceTable, Spot

LEXICON = standard_lexicon()


def rows_of(text: str) -> list[list[list[str]]]:
    """Return the cells of the tables that the blocks of a text make."""
    lines = [Paragraph(line, Spot(line=at)) for at, line in enumerate(text.splitlines(), 1) if line]
    blocks = with_label_blocks(lines, LEXICON)
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, SourceTable)
    ]


TWO = [
    ["修好东桥。", "县住建局", "已完成。"],
    ["疏通西渠", "县水利局、柳镇", "正在施工"],
]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            (
                "整改任务：修好东桥。\n责任单位：县住建局\n整改进展：已完成。\n\n"
                "整改任务：疏通西渠\n责任单位：县水利局、柳镇\n整改进展：正在施工"
            ),
            [],
        ),
        (
            (
                "交办事项1：修好东桥。\n责任单位：县住建局\n进展：已完成。\n"
                "交办事项2：疏通西渠\n责任单位：县水利局、柳镇\n进展：正在施工"
            ),
            ["1", "2"],
        ),
        (
            (
                "一、整改任务：修好东桥。\n责任单位：县住建局\n进展：已完成。\n"
                "二、整改任务：疏通西渠\n责任单位：县水利局、柳镇\n进展：正在施工"
            ),
            [],
        ),
        (
            (
                "序号十二\n整改任务：修好东桥。\n责任单位：县住建局\n进展：已完成。\n"
                "序号十九\n整改任务：疏通西渠\n责任单位：县水利局、柳镇\n进展：正在施工"
            ),
            ["十二", "十九"],
        ),
        (
            (
                "1.修好东桥。\n责任单位：县住建局\n进展情况：已完成。\n"
                "2.疏通西渠\n责任单位：县水利局、柳镇\n进展情况：正在施工"
            ),
            ["1", "2"],
        ),
        (
            (
                "问题一\n问题表述\n修好东桥。\n责任单位\n县住建局\n整改进展\n已完成。\n"
                "问题二\n问题表述\n疏通西渠\n责任单位\n县水利局、柳镇\n整改进展\n正在施工"
            ),
            ["一", "二"],
        ),
    ],
)
def test_a_block_is_a_row(text: str, first: list[str]) -> None:
    (rows,) = rows_of(text)
    found = [row[bool(first) :] for row in rows[1:]]
    assert found == TWO
    assert [row[0] for row in rows[1:]][: len(first)] == first


def test_blocks_that_lack_a_label_stand_too_and_headings_part_them() -> None:
    text = (
        "一、县发改局（2项）\n1.争取资金8亿元。配合单位：各乡镇\n2.编制三年方案。\n"
        "二、县文旅局（2项）\n1.办好柑橘节。配合单位：县融媒体中心\n2.修缮书院。"
    )
    assert [[row[1:] for row in rows[1:]] for rows in rows_of(text)] == [
        [["争取资金8亿元。", "各乡镇"], ["编制三年方案。", ""]],
        [["办好柑橘节。", "县融媒体中心"], ["修缮书院。", ""]],
    ]


def test_a_value_may_go_on_in_numbered_sentences() -> None:
    text = (
        "第一案\n诉求：拖欠工资\n责任单位：县人社局\n办理情况：\n1.开会3次。\n2.督促支付。\n结果：已化解\n"
        "第二案\n诉求：物业问题\n责任单位：县住建局\n办理情况：\n1.座谈。\n2.更换物业。\n结果：正在化解"
    )
    (rows,) = rows_of(text)
    assert rows[1][3] == "1.开会3次。\n2.督促支付。"


@pytest.mark.parametrize(
    "text",
    [
        # Bodies with what they did are sections of a bulletin.
        (
            "（一）曹镇\n机制建立情况：甲。\n行动进展情况：乙。\n"
            "（二）河镇\n机制建立情况：丙。\n行动进展情况：丁。"
        ),
        # Labels within brackets belong to their item.
        "1.修桥。（牵头单位：县住建局；\n责任单位：各镇）\n2.疏渠。（牵头单位：县水利局；\n责任单位：各镇）",
        # Lists of members under their sorts are no blocks.
        "一、红榜\n1.街道：甲街道、乙街道\n2.部门：县水利局\n二、黑榜\n1.街道：丙街道\n2.部门：县住建局",
        "联系人：张三\n联系电话：123\n联系人：李四\n联系电话：456",
        "一二三\n四五六",
        "",
    ],
)
def test_what_is_no_block_stays_text(text: str) -> None:
    assert rows_of(text) == []
