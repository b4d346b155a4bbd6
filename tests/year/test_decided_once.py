"""What a person decided is asked once: marks, doubles of unit names, joins; many marks of a kind are one."""

from pathlib import Path

import pytest

from tests.year.made import Row, ledger, site_in, task_of, told
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.registering import are_alike
from tongbao.output.build import build
from tongbao.records.decisions import digest_of
from tongbao.records.load import load_checked

TEXTS = (
    "修复白鹭滩湿地80公顷",
    "建成河湾村党群服务中心",
    "引进林下经济企业3家",
    "整修北岭防火道20公里",
)
# Two units and one person: whose he is, nobody says.
ROWS = [
    Row(text, "区林业局\n区财政局", f"鲍春{sign}")
    for text, sign in zip(TEXTS, "山水田园", strict=True)
]
UNCLEAR = "persons: 原文未写责任人属于哪家单位"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_in(tmp_path)


def decide(root: Path, *lines: str) -> None:
    (root / "content" / "decisions").mkdir(exist_ok=True)
    text = "decisions:\n" + "\n".join(f"  - {{{line}}}" for line in lines) + "\n"
    (root / "content" / "decisions" / "year.yml").write_text(text, "utf-8")


def test_many_marks_of_a_kind_are_one_that_names_what_it_is_about(root: Path) -> None:
    ledger(root, 2, ROWS)
    content = load_checked(root)
    assert not any(task.review for task in content.tasks)
    assert content.notices[0].review == (f"{UNCLEAR}，4项：1、2、3、4",)


def test_a_mark_that_was_cleared_does_not_come_back(root: Path) -> None:
    ledger(root, 2, ROWS)
    report = ledger(root, 3, [*ROWS[2:], *ROWS[:2]])
    assert not told(report, "没有写明", "责任人")
    assert load_checked(root).notices[1].review == ()
    other = Row(TEXTS[0], "区林业局\n区财政局", "施云")
    ledger(root, 4, [other, *ROWS[1:]])
    assert task_of(root, TEXTS[0]).review == (UNCLEAR,)


def test_a_new_order_is_one_line(root: Path) -> None:
    ledger(root, 2, ROWS)
    assert len(told(ledger(root, 3, [*ROWS[2:], *ROWS[:2]]), "序号")) == 1
    assert told(ledger(root, 4, [*ROWS[2:], *ROWS[:2]]), "变化") == []


def test_every_wording_joins_and_only_the_last_is_compared(root: Path) -> None:
    ledger(root, 2, ROWS)
    later = [Row(f"{row.text}，年内见效", row.unit, row.person) for row in ROWS]
    ledger(root, 3, later)
    told_again = told(ledger(root, 4, later), "变化")
    assert told_again == []
    ledger(root, 5, ROWS)
    assert len({task.text for task in load_checked(root).tasks}) == len(load_checked(root).tasks)


def test_a_decision_in_a_file_clears_a_mark_and_holds_for_the_text_seen(root: Path) -> None:
    ledger(root, 2, ROWS)
    decide(
        root,
        f"kind: mark, asked: '{UNCLEAR}', about: [bailu-2030/1], answer: yes, by: 文书, date: 2030-03-10,"
        f" seen: {digest_of(TEXTS[0])}",
    )
    changed = [Row(row.text, row.unit, f"{row.person}甲") for row in ROWS[:2]]
    ledger(root, 3, [*changed, *ROWS[2:]])
    assert [task_of(root, text).review for text in TEXTS[:2]] == [(), (UNCLEAR,)]


def test_a_refused_join_is_not_proposed_again(root: Path) -> None:
    ledger(root, 2, ROWS)
    reworded = "引进林下经济企业5家，培育林下产品"
    decide(root, f"kind: join, about: [bailu-2030/3, '{reworded}'], answer: no")
    ledger(root, 3, [ROWS[0], ROWS[1], Row(reworded, ROWS[2].unit, ROWS[2].person), ROWS[3]])
    assert not any("可能就是" in mark for mark in task_of(root, reworded).review)
    assert len(task_of(root, TEXTS[2]).updates) == 1


def test_a_join_that_was_said_is_made(root: Path) -> None:
    ledger(root, 2, ROWS)
    reworded = "发展林下经济，引进龙头企业5家以上"
    decide(root, f"kind: join, about: [bailu-2030/3, '{reworded}'], answer: yes")
    ledger(root, 3, [ROWS[0], ROWS[1], Row(reworded, ROWS[2].unit, ROWS[2].person), ROWS[3]])
    assert len(task_of(root, TEXTS[2]).updates) == 2


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("柳溪街道", "柳溪街道办事处", True),
        ("区住房和城乡建设局", "区住房与城乡建设局", True),
        ("区市场监督局", "区市场监督管理局", True),
        ("工信局", "区工业和信息化局", True),
        ("区城管局", "区金融局", False),
        ("区水利局", "区水务局", False),
        ("柳溪街道", "柳溪镇", False),
    ],
)
def test_names_that_may_be_one_unit(name: str, other: str, *, alike: bool) -> None:
    assert are_alike(name, other, standard_lexicon()) is alike
    assert are_alike(other, name, standard_lexicon()) is alike


def test_a_double_is_proposed_once(root: Path) -> None:
    ledger(root, 2, [Row(TEXTS[0], "柳溪街道"), *ROWS[1:]])
    decide(root, "kind: alias, about: [柳溪街道, 柳溪街道办事处], answer: yes")
    ledger(root, 3, [Row(TEXTS[0], "柳溪街道办事处"), Row(TEXTS[1], "区林业与草原局"), *ROWS[2:]])
    units = {unit.name: unit for unit in load_checked(root).registries[0].units}
    assert units["柳溪街道"].aliases == ("柳溪街道办事处",)
    assert "柳溪街道办事处" not in units


def test_no_page_shows_a_decision(root: Path, tmp_path: Path) -> None:
    ledger(root, 2, ROWS)
    decide(
        root, "kind: ended, about: [bailu-2030/1], answer: no, reason: 书记会议定的, by: 文书甲乙"
    )
    build(root, tmp_path / "out", "intranet")
    pages = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert pages
    assert not any("书记会议定的".encode() in page or "文书甲乙".encode() in page for page in pages)
