"""Claims read out of prose."""

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.stated import read_claims
from tongbao.records.content import Vocabulary
from tongbao.records.model import Passage
from tongbao.records.settings import Status

VOCABULARY = Vocabulary(
    (
        Status(word="提前完成", slug="early", aliases=("提前",)),
        Status(word="按期推进", slug="normal", aliases=("正常",)),
        Status(word="进度滞后", slug="late", aliases=("滞后",), lagging=True),
    )
)
LEXICON = standard_lexicon()
UNITS = UnitReader(LEXICON, lambda _: False)


def claims_of(text: str) -> dict[str, object]:
    passages = [Passage(text=text, page=1)]
    return {
        claim.claim: claim.stated for claim in read_claims(passages, LEXICON, VOCABULARY, UNITS)
    }


def test_counts() -> None:
    assert claims_of("全年推进的 12 大项共计 20 项工作任务，涉及7家责任单位。") == {
        "tasks": 12,
        "assignments": 20,
        "lead_units": 7,
    }


def test_statuses_by_word_or_alias_with_and_without_share() -> None:
    assert claims_of(
        "提前完成事项3件，占比 30%；进展“正常”事项5件；进展“滞后”的任务2项，占20%。"
    ) == {
        "status_count:提前完成": 3,
        "status_share:提前完成": 30,
        "status_count:按期推进": 5,
        "status_count:进度滞后": 2,
        "status_share:进度滞后": 20,
    }


def test_lists_of_units() -> None:
    text = "甲局、乙委等部门重点工作任务完成质量较高；丙镇、丁街道等单位存在进展“滞后”事项。"
    assert claims_of(text) == {
        "units_praised": ("甲局", "乙委"),
        "units_lagging": ("丙镇", "丁街道"),
    }


def test_the_first_statement_of_a_figure_holds() -> None:
    assert claims_of("共12大项。第二批另有3大项。") == {"tasks": 12}


def test_a_share_with_decimals_is_not_cut_short() -> None:
    assert "status_share:进度滞后" not in claims_of("滞后事项2件，占比20.5%。")


def test_prose_without_figures_claims_nothing() -> None:
    assert claims_of("各单位要高度重视，确保完成全年任务。") == {}
