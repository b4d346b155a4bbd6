"""A status in brackets of a numbered line, wherever the bracket stands."""

import pytest

from tests.notices.given_set import read_text

_LINES = (
    ("1", "修订公共租赁住房管理办法", "区住建局", "办结"),
    ("2", "启用江北政务服务中心", "区行政审批局", "在办"),
    ("3", "收回北港路闲置用地4宗", "区自然资源分局", "未启动"),
)


@pytest.mark.parametrize(
    "form",
    [
        "{no}.{text}。责任单位：{unit}。〔{status}〕",
        "{no}.{text}。责任单位：{unit}（{status}）。",
        "{no}、【{status}】{text}。由{unit}承办。",
        "【{status}】{no}、{text}。由{unit}承办。",
        "[{status}] {no}. {text}。责任单位：{unit}",
    ],
)
def test_a_status_in_brackets_is_read_wherever_it_stands(form: str) -> None:
    lines = (
        form.format(no=no, text=text, unit=unit, status=status) for no, text, unit, status in _LINES
    )
    head = "关于区政府常务会议议定事项落实情况的通报\n截至5月30日，办结1件、在办1件、未启动1件。具体如下：\n"
    tasks = read_text("通报.txt", head + "\n".join(lines) + "\n区政府督查室\n2032年6月2日\n").tasks
    read = [
        (task.number, task.text.rstrip("。"), line.responsible, line.updates[0].status)
        for task in tasks
        for line in task.assignments
    ]
    assert read == [(no, text, (unit,), status) for no, text, unit, status in _LINES]


@pytest.mark.parametrize(
    "below",
    [
        "计划改造28处，已完成泵房土建24处。",
        "主体结构已完工，正在进行外墙保温。",
        "已贯通7.1公里，计划10月中旬施工。",
        "计划开发500个，已开发612个",
        "正在招标。",
        "截至8月底，完成工程量的38%。",
    ],
)
def test_a_status_in_brackets_is_surer_than_the_words_below(below: str) -> None:
    rows = [("二次供水设施改造", "正常推进"), ("城市书房建设", "超额完成"), ("停车系统", "滞后")]
    said = (below, "已建成6个，均已对外开放。", "项目因财评资金核减，需重新编制方案。")
    lines = (
        f"{at}.{name}【{status}】\n{words}"
        for at, ((name, status), words) in enumerate(zip(rows, said, strict=True), 1)
    )
    text = "某区实事项目进展情况公示\n" + "\n".join(lines) + "\n某区政府办公室\n2024年9月5日\n"
    tasks = read_text("通报.txt", text).tasks
    assert [one.assignments[0].updates[0].status for one in tasks] == [status for _, status in rows]
