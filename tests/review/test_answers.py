"""Every kind of question: what an answer writes, what is kept of it, and that undo gives every byte back."""

from pathlib import Path

import pytest

from tests.review.asking import TODAY, Window, decisions, files_of
from tests.year.made import Row, ledger, site_in
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.records.load import load_checked
from tongbao.records.model import Registry, Task, Unit

ROWS = [
    Row("修复白鹭滩湿地80公顷", "区林业局"),
    Row("建成河湾村党群服务中心", "区委组织部", "蓝小溪"),
    Row("引进林下经济企业3家并完善利益联结机制", "区商务局", "丘远"),
    Row("整修北岭防火道20公里", "林业局"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = site_in(tmp_path)
    ledger(root, 2, ROWS)
    return root


def registry(root: Path) -> Registry:
    return load_checked(root).registry("bailu")


def unit(root: Path, name: str) -> Unit:
    (found,) = (one for one in registry(root).units if one.name == name)
    return found


def task(root: Path, text: str) -> Task:
    (found,) = (one for one in load_checked(root).tasks if one.text.startswith(text))
    return found


def undone(window: Window, before: dict[str, bytes]) -> None:
    """Take the last answer back; all is as it was."""
    assert files_of(window.root) != before
    assert window.undo().startswith("已撤销：核对 ")
    assert files_of(window.root) == before


def test_a_new_unit_is_right(window: Window) -> None:
    before = files_of(window.root)
    question = window.question("units", "区商务局", "新登记")
    assert question.places[0].words == ("区商务局",)
    assert window.answer(question, "yes") == "已写下1处"
    assert unit(window.root, "区商务局").review == ()
    assert decisions(window.root) == [("mark", ("区商务局",), "yes")]
    undone(window, before)


def test_a_new_unit_has_another_name(window: Window) -> None:
    before = files_of(window.root)
    window.answer(window.question("units", "区商务局", "新登记"), "change", name="区商务和投资局")
    assert unit(window.root, "区商务和投资局").aliases == ("区商务局",)
    assert decisions(window.root) == [("alias", ("区商务和投资局", "区商务局"), "yes")]
    undone(window, before)


def test_a_new_unit_given_the_name_of_another_is_that_one(window: Window) -> None:
    before = files_of(window.root)
    window.answer(window.question("units", "区商务局", "新登记"), "change", name="区委组织部")
    assert "区商务局" in unit(window.root, "区委组织部").aliases
    assert "区商务局" not in [one.name for one in registry(window.root).units]
    undone(window, before)


def test_a_new_unit_is_the_same_as_one_that_is_like_it(root: Path, window: Window) -> None:
    ledger(root, 3, [*ROWS[:3], Row("整修北岭防火道20公里", "区林业和草原局")])
    before = files_of(root)
    question = window.question("units", "区林业和草原局", "相近的已有")
    assert [one.label for one in question.choices] == [
        "与“区林业局”是同一个",
        "不是同一个，是另一家",
        "改成",
    ]
    window.answer(question, "same-区林业局")
    assert "区林业和草原局" in unit(root, "区林业局").aliases
    assert ("alias", ("区林业局", "区林业和草原局"), "yes") in decisions(root)
    undone(window, before)
    window.answer(window.question("units", "区林业和草原局", "相近的已有"), "yes")
    assert unit(root, "区林业和草原局").review == ()
    assert ("alias", ("区林业和草原局", "区林业局"), "no") in decisions(root)
    undone(window, before)


def test_a_name_of_another_level_is_another_unit(window: Window) -> None:
    before = files_of(window.root)
    question = window.question("units", "“林业局”与“区林业局”")
    assert question.places[0].words == ("林业局",)
    window.answer(question, "apart")
    assert unit(window.root, "区林业局").aliases == ()
    assert unit(window.root, "林业局").review == ()
    assert decisions(window.root) == [("alias", ("区林业局", "林业局"), "no")]
    undone(window, before)


def test_the_members_of_a_group_are_listed_or_left_open(root: Path, window: Window) -> None:
    ledger(root, 3, [*ROWS, Row("清理背街小巷堆物", "各乡（街道）")])
    before = files_of(root)
    question = window.question("units", "成员没有写明")
    assert window.answer(question, "change", members="区林业局、白鹭镇") == (
        "没有写下什么；1处没有写，原因写在下面\n没有写：名录里没有“白鹭镇”，请照名录里的名称写"
    )
    assert files_of(root) == before
    window.answer(question, "change", members="林业局\r\n区商务局")
    assert unit(root, "各乡（街道）").members == ("区林业局", "区商务局")
    undone(window, before)
    window.answer(window.question("units", "成员没有写明"), "unlisted")
    assert unit(root, "各乡（街道）").members == ()
    assert "成员" not in str(unit(root, "各乡（街道）").review)


def test_a_new_word_is_another_spelling(root: Path, window: Window) -> None:
    ledger(root, 3, [Row(ROWS[0].text, ROWS[0].unit, status="稳步推进"), *ROWS[1:]])
    before = files_of(root)
    question = window.question("words", "稳步推进")
    assert window.answer(question, "same", **{"as": ""}) == (
        "没有写下什么；1处没有写，原因写在下面\n没有写：“同义的用词”没有填写"
    )
    window.answer(question, "same", **{"as": "正常推进"})
    words = load_checked(root).settings.vocabularies["default"]
    assert [(one.word, one.aliases) for one in words][1] == ("正常推进", ("正常", "稳步推进"))
    assert "稳步推进" in task(root, ROWS[0].text).updates[-1].model_dump_json()
    undone(window, before)


@pytest.mark.parametrize(
    ("counts", "fields"),
    [
        ("base", {"base": True, "lagging": False, "closed": False}),
        ("lagging", {"base": True, "lagging": True, "closed": False}),
        ("closed", {"base": True, "lagging": False, "closed": True}),
        ("outside", {"base": False, "lagging": False, "closed": False, "grade": False}),
    ],
)
def test_a_new_word_is_a_step_of_its_own(
    root: Path, window: Window, counts: str, fields: dict[str, bool]
) -> None:
    ledger(root, 3, [Row(ROWS[0].text, ROWS[0].unit, status="稳步推进"), *ROWS[1:]])
    before = files_of(root)
    window.answer(window.question("words", "稳步推进"), "yes", after="积极推进", counts=counts)
    words = load_checked(root).settings.vocabularies["default"]
    assert [one.word for one in words] == ["积极推进", "稳步推进", "正常推进", "进度滞后"]
    assert fields.items() <= words[1].model_dump().items()
    assert not words[1].is_undecided
    assert window.questions("words") == []
    undone(window, before)


def test_two_tasks_are_one_or_are_not(root: Path, window: Window) -> None:
    reworded = Row("引进林下企业5家，健全联农带农机制", "区商务局", "丘远")
    ledger(root, 3, [*ROWS[:2], reworded, ROWS[3]])
    before = files_of(root)
    question = window.question("joins", "可能就是")
    assert len(question.places) == 2
    window.answer(question, "same")
    found = task(root, "引进林下经济企业3家")
    assert [one.period for one in found.updates] == ["2030-02", "2030-03"]
    assert found.updates[-1].printed.text == reworded.text
    assert len(load_checked(root).tasks) == 4
    assert decisions(root) == [("join", (found.key, reworded.text), "yes")]
    undone(window, before)
    window.answer(window.question("joins", "可能就是"), "apart")
    assert len(load_checked(root).tasks) == 5
    assert decisions(root) == [("join", (found.key, reworded.text), "no")]
    assert window.questions("joins") == []


def test_a_task_has_ended_or_has_not(root: Path, window: Window) -> None:
    halves = [
        Row("引进林下经济企业3家", "区商务局", "丘远"),
        Row("完善林下经济利益联结机制", "区商务局", "丘远"),
    ]
    ledger(root, 3, [*ROWS[:2], *halves, ROWS[3]])
    before = files_of(root)
    question = window.question("ended", "可能拆成")
    window.answer(question, "yes", kind="split", date="2030-04-08")
    ended = task(root, "引进林下经济企业3家并").ended
    assert ended is not None
    assert (ended.kind, f"{ended.date}", len(ended.into)) == ("split", "2030-04-08", 2)
    assert ended.notice is not None
    undone(window, before)
    said = window.answer(window.question("ended", "可能拆成"), "yes", date="四月")
    assert said.endswith("没有写：“四月”不是日期，写成 2022-08-17 的样子")
    window.answer(window.question("ended", "可能拆成"), "change")
    assert task(root, "引进林下经济企业3家并").ended is None
    assert window.questions("ended") == []


def test_a_doubted_field_of_a_task_is_right_or_is_given(root: Path, window: Window) -> None:
    path = root / task(root, ROWS[2].text).path
    text = path.read_text("utf-8")
    marks = '["text: 看看", "lead: 看看", "persons: 看看", "status: 看看", "number: 看看"]'
    path.write_text(text.replace("review: []", f"review: {marks}"), "utf-8")
    before = files_of(root)

    def given(asked: str, choice: str, **filled: str) -> Task:
        group = "people" if asked in ("牵头单位", "责任人") else "tasks"
        window.answer(window.question(group, f"{asked}：看看"), choice, **filled)
        return load_checked(root).tasks[2]

    line = f"{task(root, ROWS[2].text).id}.1"
    assert given("任务内容", "change", text="引进林下经济企业 4家").text == "引进林下经济企业 4家"
    undone(window, before)
    assert given("序号", "change", number="7").number == "7"
    undone(window, before)
    found = given("牵头单位", "change", **{line: "区商务局、区林业局"})
    assert found.assignments[0].lead == ("区商务局", "区林业局")
    undone(window, before)
    found = given("责任人", "change", **{line: "丘远（区商务局），沙平"})
    people = [(one.name, one.unit) for one in found.assignments[0].persons]
    assert people == [("丘远", "区商务局"), ("沙平", None)]
    undone(window, before)
    found = given("完成情况", "change", **{"1.0": "进度滞后"})
    assert found.assignments[0].updates[0].status == "进度滞后"
    undone(window, before)
    for asked in ("任务内容", "牵头单位", "责任人", "完成情况", "序号"):
        given(asked, "yes")
    assert load_checked(root).tasks[2].review == ()
    assert [kind for kind, _, _ in decisions(root)] == ["mark"] * 5
    for _ in range(5):
        window.undo()
    assert files_of(root) == before


def test_the_title_of_a_plan_and_its_district(root: Path, window: Window) -> None:
    before = files_of(root)
    question = window.question("plans", "标题：按文件题目拟定")
    window.answer(question, "change", title="白鹭区2030年大事")
    (plan,) = load_checked(root).plans
    assert (plan.title, plan.review) == ("白鹭区2030年大事", ())
    undone(window, before)


def test_a_plan_is_of_another_district(root: Path, window: Window) -> None:
    path = root.parent / "青山.txt"
    path.write_text(
        "青山区人民政府办公室\n关于2030年重点工作任务分解的通知\n\n一、重点任务\n\n"
        "1．修缮水渠30公里。（责任单位：区水利局）\n2．开通校车5条。（责任单位：区交通局）\n\n"
        "青山区人民政府办公室\n2030年1月6日\n",
        "utf-8",
    )
    ingest(path, root, Wishes(), TODAY)
    before = files_of(root)
    question = window.question("plans", "暂编为")
    assert question.choices[0].label == "对，是“青山区”"
    window.answer(question, "change", district="白鹭区")
    content = load_checked(root)
    assert {plan.district for plan in content.plans} == {"bailu"}
    assert {"区水利局", "区交通局"} <= {one.name for one in content.registry("bailu").units}
    assert [one.id for one in content.settings.districts] == ["bailu"]
    assert len(content.registries) == 1
    undone(window, before)
    window.answer(window.question("plans", "暂编为"), "change", district="青山新区")
    assert load_checked(root).settings.districts[-1].name == "青山新区"
    undone(window, before)
    window.answer(window.question("plans", "暂编为"), "yes")
    assert "暂编为" not in str(load_checked(root).plans)


def test_a_period_that_no_notice_prints_is_given(root: Path, window: Window) -> None:
    ledger(root, 3, ROWS, bare=True)
    before = files_of(root)
    question = window.question("notices", "没有写明期次")
    assert "没有写：读不懂期次“三月份的”" in window.answer(question, "change", period="三月份的")
    window.answer(question, "change", period="2030年3月")
    content = load_checked(root)
    assert [one.period for one in content.notices] == ["2030-02", "2030-03"]
    assert {one.period for found in content.tasks for one in found.updates} == {
        "2030-02",
        "2030-03",
    }
    undone(window, before)


def test_the_title_of_a_notice(root: Path, window: Window) -> None:
    ledger(root, 3, ROWS, bare=True)
    before = files_of(root)
    question = window.question("notices", "文件没有题目")
    window.answer(question, "change", title="三月份的台账")
    assert load_checked(root).notices[-1].title == "三月份的台账"
    undone(window, before)


def test_what_a_bulletin_needs(root: Path, window: Window) -> None:
    before = files_of(root)
    question = window.question("bulletins", "写通报前要定")
    said = window.answer(question, "yes", date="2030-03-10", issue="三", praised="区财政局")
    assert said.endswith("没有写：表扬单位：名录里没有“区财政局”，请照名录里的名称写")
    window.answer(
        question, "yes", date="2030-03-10", issue="3", number="鹭督〔2030〕3号", praised="区林业局"
    )
    (bulletin,) = load_checked(root).plans[0].bulletins
    assert (f"{bulletin.date}", bulletin.issue, bulletin.number) == (
        "2030-03-10",
        3,
        "鹭督〔2030〕3号",
    )
    assert (bulletin.praised, bulletin.lagging) == (("区林业局",), ())
    assert window.questions("bulletins") == []
    undone(window, before)
    window.answer(window.question("bulletins", "写通报前要定"), "none")
    assert window.questions("bulletins") == []


def test_the_settings_of_a_new_site(root: Path, window: Window) -> None:
    before = files_of(root)
    (question,) = window.questions("site")
    assert not question.is_open
    said = window.answer(question, "change", **{"new.id": "Qing", "new.name": "青山区"})
    assert "区划编号“Qing”不能用" in said
    window.answer(
        question,
        "change",
        title="重点工作公开",
        publisher="白鹭区督查局",
        **{
            "new.id": "qing",
            "new.name": "青山区",
            "new.code": "990102",
            "new.issuers": "青山区政府",
        },
    )
    settings = load_checked(root).settings
    assert (settings.title, settings.publisher.name) == ("重点工作公开", "白鹭区督查局")
    assert [one.id for one in settings.districts] == ["bailu", "qing"]
    assert settings.districts[1].issuers == ("青山区政府",)
    undone(window, before)


def test_what_was_not_read_is_nothing_or_a_task(root: Path, window: Window) -> None:
    path = root / "content/notices/bailu-2030-03-08.yml"
    lines = '["拆除沿河违章棚屋40处，由区城管局负责", "此件公开"]'
    unread = "".join(f"\n  - {{text: {line}}}" for line in lines.strip("[]").split(", "))
    path.write_text(path.read_text("utf-8") + f"unread:{unread}\n", "utf-8")
    before = files_of(root)
    question = window.question("unread", "此件公开")
    assert window.answer(question, "yes") == "已写下1处"
    assert [one.text for one in load_checked(root).notices[0].unread] == [
        "拆除沿河违章棚屋40处，由区城管局负责"
    ]
    undone(window, before)
    question = window.question("unread", "拆除")
    window.answer(question, "change", text="拆除沿河违章棚屋40处", lead="区城管局")
    found = task(root, "拆除沿河违章棚屋40处")
    assert (found.plan, found.source.notice) == ("bailu-2030", "bailu-2030-03-08")
    assert found.assignments[0].lead == ("区城管局",)
    assert "新登记" in str(unit(root, "区城管局").review)
    undone(window, before)


def test_people_of_several_rows_are_right_or_given_anew(root: Path, window: Window) -> None:
    path = root / "content/notices/bailu-2030-03-08.yml"
    mark = "persons: 责任人与单位按次序对应，3项：1、2、3"
    path.write_text(path.read_text("utf-8").replace("review: []", f'review: ["{mark}"]'), "utf-8")
    before = files_of(root)
    question = window.question("people", "责任人与单位按次序对应", "3项")
    assert len(question.shown) == len(question.places) == 3
    window.answer(question, "yes")
    assert window.questions("people") == []
    undone(window, before)
    (name,) = (one.name for one in question.choices[1].inputs if one.label.startswith("第1项"))
    window.answer(question, "change", **{name: "鲍春山（区商务局）"})
    (part,) = task(root, ROWS[0].text).assignments
    assert [(one.name, one.unit) for one in part.persons] == [("鲍春山", "区商务局")]
    assert window.questions("people") == []
    undone(window, before)


def received(root: Path, name: str, text: str) -> None:
    """Receive a text."""
    path = root.parent / name
    path.write_text(text, "utf-8")
    ingest(path, root, Wishes(), TODAY)


BULLETIN = """督查通报
第6期
中共白鹭区委区政府督查局

关于各乡镇新引进产业项目8月份工作进展情况的通报

按照要求，各乡镇要在一个月内上报一个项目。现将进展情况通报如下：

一、白鹭镇
机制建立情况：成立专班，每周调度一次。
工作推进情况：8月3日，专班赴外地招商，与两家企业洽谈。

二、河湾乡
机制建立情况：由乡长负责，每周调度一次。
工作推进情况：8月9日，与一家企业洽谈建厂。

中共白鹭区委区政府督查局
2030年9月9日
"""


def test_a_period_that_was_inferred_is_right_or_another(root: Path, window: Window) -> None:
    received(root, "通报.txt", BULLETIN)
    before = files_of(root)
    question = window.question("notices", "年份按成文日期推断")
    window.answer(question, "change", period="2029年8月")
    content = load_checked(root)
    notice = next(one for one in content.notices if one.kind == "bulletin")
    assert (notice.period, notice.review) == ("2029-08", ())
    told = {
        one.period
        for found in content.tasks
        for one in found.updates
        if one.source.notice == notice.id
    }
    assert told == {"2029-08"}
    undone(window, before)
    window.answer(window.question("notices", "年份按成文日期推断"), "yes")
    assert (
        next(one for one in load_checked(root).notices if one.id == notice.id).period == "2030-08"
    )


NEWS = Path(__file__).parent.parent / "notices" / "news" / "road.txt"


def test_of_a_report_in_the_papers_nothing_is_a_task(root: Path, window: Window) -> None:
    ingest(NEWS, root, Wishes(), TODAY)
    before = files_of(root)
    plans = {plan.id for plan in load_checked(root).plans}
    asked = [one for one in window.questions("plans") if one.choice("none")]
    if asked:
        window.answer(asked[0], "none")
        content = load_checked(root)
        assert {plan.id for plan in content.plans} < plans
        assert len(content.tasks) == len(ROWS)
        assert content.mentions
        assert not any(one.is_undecided for one in content.settings.vocabularies["default"])
        undone(window, before)
    question = window.question("figures", "年份推断为")
    window.answer(question, "change", year="2029")
    (mentions,) = load_checked(root).mentions
    assert {one.date.year for one in mentions.mentions if one.date} == {2029}
    undone(window, before)
    assert "不是年份" in window.answer(
        window.question("figures", "年份推断为"), "change", year="今年"
    )
    for question in window.questions("figures"):
        window.answer(window.question("figures", question.asked), "yes")
    assert window.questions("figures") == []
