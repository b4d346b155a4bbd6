"""While a word is undecided a bulletin prints counts and no share, and the public edition draws none either."""

from pathlib import Path

import pytest

from tests.year.made import Row, ledger, site_in
from tongbao.bulletin.figures import figures_of
from tongbao.bulletin.letter import letter_of
from tongbao.bulletin.words import words_of
from tongbao.problems import Problems
from tongbao.progress.editions import in_edition
from tongbao.progress.standing import OTHER_WORD
from tongbao.progress.survey import survey
from tongbao.records.load import load_checked
from tongbao.records.model import Bulletin
from tongbao.site.tallies import counts_of, undecided_sentence

SHARE = "正文：{{ 各档 }}，{{ 另计 }}，积极推进占{{ 占比.积极推进 }}%。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = site_in(tmp_path)
    words = ("积极推进", "正常推进", "时快时慢")
    texts = ("修复白鹭滩湿地80公顷", "建成河湾村党群服务中心", "引进林下经济企业3家")
    ledger(site, 2, [Row(text, status=word) for text, word in zip(texts, words, strict=True)])
    return site


def test_a_bulletin_prints_counts_and_refuses_shares(root: Path) -> None:
    figures = figures_of(load_checked(root), "bailu-2030", "2030-02")
    bulletin = Bulletin.model_validate({"period": "2030-02", "date": "2030-03-08"})
    words = words_of(figures, bulletin, "督查局")
    assert words.values["各档"] == "积极推进1件；正常推进1件；3项中1项的完成情况待定"
    with pytest.raises(Problems) as found:
        letter_of(SHARE, "letter.txt", words)
    assert "3项中1项的完成情况待定" in found.value.problems[0].message


def test_the_public_edition_counts_it_as_undecided_too(root: Path) -> None:
    plan = root / "content/plans/bailu-2030.yml"
    plan.write_text(
        plan.read_text("utf-8").replace("visibility: intranet", "visibility: public"), "utf-8"
    )
    seen = survey(in_edition(load_checked(root), "public"), (), {})
    (view,) = seen.plans
    counted = counts_of(view, view.entries)
    assert (OTHER_WORD, 1) in counted
    assert undecided_sentence(counted) == "3项中1项的完成情况待定"
