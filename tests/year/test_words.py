"""Printed words stay: an alias is kept, a new word is asked for once, and until then no share is told of the rest."""

from pathlib import Path

import pytest

from tests.year.made import Row, ledger, site_in, task_of, told
from tongbao.output.build import build
from tongbao.records.content import Vocabulary
from tongbao.records.load import load_checked
from tongbao.records.settings import Status
from tongbao.site.tallies import undecided_sentence

ROWS = [
    *(Row("修复白鹭滩湿地80公顷", status="进展顺利"), Row("建成河湾村党群服务中心", status="滞后")),
    *(
        Row("引进林下经济企业3家", status="推进缓慢"),
        Row("整修北岭防火道20公里", status="推进缓慢"),
    ),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_in(tmp_path)


def test_an_alias_is_kept_as_printed(root: Path) -> None:
    ledger(root, 2, ROWS[:2])
    assert [task_of(root, row.text).updates[0].status for row in ROWS[:2]] == ["进展顺利", "滞后"]


def test_a_new_word_is_asked_for_once(root: Path) -> None:
    report = ledger(root, 2, ROWS)
    assert told(report, "待定") == [
        "  待定：用词表里没有的完成情况1个：“推进缓慢”2项；请在 site.yml 排好次序，写明各算哪一档"
    ]
    status = load_checked(root).settings.vocabularies["default"][-1]
    assert status.review == ("word: 新出现的用词，2项用到；请排好次序，写明算哪一档",)
    assert not any("推进缓慢" in mark for row in ROWS for mark in task_of(root, row.text).review)


def test_what_says_another_thing_is_not_near() -> None:
    words = ("积极推进", "正常推进", "进展缓慢", "已完成")
    known = Vocabulary(tuple(Status(word=word, slug=f"s{at}") for at, word in enumerate(words)))
    assert known.nearest("推进缓慢") == ("进展缓慢",)
    assert known.nearest("未完成") == ()
    assert known.nearest("积极推近") == ("积极推进",)
    assert known.nearest("极积推进") == ("积极推进",)


def test_no_share_while_a_word_is_undecided(root: Path, tmp_path: Path) -> None:
    ledger(root, 2, ROWS)
    build(root, tmp_path / "out", "intranet")
    said = "4项中2项的完成情况待定"
    for page in ("index.html", "periods/bailu-2030/2030-02.html", "status/index.html"):
        text = (tmp_path / "out" / page).read_text("utf-8")
        assert said in text
        assert "bar-picture" not in text
    brief = (tmp_path / "out" / "brief.txt").read_text("utf-8-sig")
    assert said in brief
    assert "%" not in brief
    assert "推进缓慢2项" in brief
    settings = (root / "site.yml").read_text("utf-8")
    head, _, _ = settings.partition("    - word: 推进缓慢")
    assert head != settings
    (root / "site.yml").write_text(
        f"{head}    - {{word: 推进缓慢, slug: slow, lagging: true}}\n", "utf-8"
    )
    build(root, tmp_path / "again", "intranet")
    assert "推进缓慢2项（50%）" in (tmp_path / "again" / "brief.txt").read_text("utf-8-sig")


def test_nothing_is_undecided_of_known_words() -> None:
    assert undecided_sentence(()) == ""
