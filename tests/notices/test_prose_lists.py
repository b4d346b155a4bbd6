"""Lists in prose: things named by status, by county, or a line an item."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbao.notices.claims import claim_results
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.prose_lists.classes import classes_in
from tongbao.notices.prose_lists.enumerated import announced_in
from tongbao.notices.prose_lists.listing import names_in
from tongbao.notices.prose_lists.subjects import said_of_subjects
from tongbao.output.build import build
from tongbao.problems import Problems
from tongbao.records.load import load, load_checked
from tongbao.records.starter import write_empty_site
from tongbao.sources.document import Paragraph, Spot

LEXICON = standard_lexicon()
TODAY = datetime.date(2022, 10, 12)

BULLETIN = """关于2022年1-9月民生实事进度的公示

截至9月底，已提前完成的有2项，占20%；正常推进的有5项（甲路改造、乙河治理、丙校扩建、丁厂搬迁、戊园建设），占50%；推进缓慢的有3项（己站建设、庚库加固、辛馆新建），占30%。其中：东县有2项（己站建设、庚库加固）推进缓慢；西县有1（壬街整治）推进缓慢。

联系人：张三，电话：1234567
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_empty_site(folder)
    return folder


def bring_in(text: str, site: Path, wishes: Wishes | None = None) -> Ingested:
    file = site.parent / "公示.txt"
    file.write_text(text, "utf-8")
    return ingest(file, site, wishes or Wishes(), TODAY)


def test_a_task_a_name_and_an_assignment_for_each_of_whom_it_is_said(site: Path) -> None:
    ingested = bring_in(BULLETIN, site)
    assert ingested.notice.kind == "bulletin"
    found = {
        task.text: [(line.updates[0].subject, line.updates[0].status) for line in task.assignments]
        for task in ingested.tasks
    }
    assert list(found) == [
        *("甲路改造", "乙河治理", "丙校扩建", "丁厂搬迁", "戊园建设"),
        *("己站建设", "庚库加固", "辛馆新建", "壬街整治"),
    ]
    assert found["甲路改造"] == [(None, "正常推进")]
    assert found["己站建设"] == [(None, "推进缓慢"), ("东县", "推进缓慢")]
    assert found["壬街整治"] == [("西县", "推进缓慢")]
    assert [task.number for task in ingested.tasks] == [None] * 9
    assert all(task.review == () for task in ingested.tasks)


def test_the_words_that_state_it_are_kept_as_printed(site: Path) -> None:
    text = "".join(BULLETIN.split())
    for task in bring_in(BULLETIN, site).tasks:
        for line in task.assignments:
            assert line.updates[0].text in text


def test_declared_counts_are_claims_and_tested(site: Path) -> None:
    bring_in(BULLETIN, site)
    results = {result.claim: result for result in claim_results(load_checked(site))}
    assert {name: (one.stated, one.found, one.agrees) for name, one in results.items()} == {
        "status_count:已提前完成": (2, None, None),
        "status_share:已提前完成": (20, None, None),
        "status_count:正常推进": (5, 5, True),
        "status_share:正常推进": (50, None, None),
        "status_count:推进缓慢": (3, 3, True),
        "status_share:推进缓慢": (30, None, None),
        "list_length:东县推进缓慢": (2, 2, True),
        "list_length:西县推进缓慢": (1, 1, True),
    }


def test_unknown_words_are_registered_with_a_mark_and_nothing_is_wrong(site: Path) -> None:
    bring_in(BULLETIN, site)
    loaded = load(site)
    assert [one for one in loaded.problems if one.severity == "error"] == []
    (new,) = [
        one for one in loaded.content.settings.vocabularies["default"] if one.word == "推进缓慢"
    ]
    assert not new.base
    assert new.review[0].startswith("word: 新出现的用词")


def test_the_site_of_it_builds(site: Path, tmp_path: Path) -> None:
    bring_in(BULLETIN, site)
    build(site, tmp_path / "public")
    page = (tmp_path / "public/tasks/d1-2022/t006.html").read_text("utf-8")
    assert "对象：东县" in page


def test_a_list_longer_than_declared_is_named_and_not_mended(site: Path) -> None:
    text = "关于1-9月进度的公示\n推进缓慢的有2项（甲路改造、乙河治理、丙校扩建），请抓紧。\n"
    ingested = bring_in(text, site, Wishes(period="2022-01/2022-09"))
    assert [task.text for task in ingested.tasks] == ["甲路改造", "乙河治理", "丙校扩建"]
    assert "claims: “推进缓慢”写2个，列出3个，请核对名称从哪里断开" in ingested.notice.review


def test_a_list_without_a_period_asks_for_one(site: Path) -> None:
    with pytest.raises(Problems, match="--period"):
        bring_in("某公示\n推进缓慢的有1项（甲路改造）。\n", site)
    assert list((site / "content/notices").iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "未达到序时进度2项，分别为：甲路改造、乙河治理。",
        "其中未达到序时进度2项（甲路改造、乙河治理）。",
        "二是未达到序时进度的项目有2个，具体为甲路改造、乙河治理。",
        "未达到序时进度的有：甲路改造、乙河治理。",
    ],
)
def test_other_ways_to_list(text: str) -> None:
    (found,) = classes_in(text, LEXICON)
    assert (found.status, found.names) == ("未达到序时进度", ("甲路改造", "乙河治理"))


def test_a_count_without_names_makes_no_task() -> None:
    (found,) = classes_in("正常推进的有4项，占40%。", LEXICON)
    assert (found.declared, found.share, found.names) == (4, 40, ())


@pytest.mark.parametrize(
    "text",
    [
        "总投资超过10亿元的有3项（甲、乙、丙）。",
        "参加会议的有3个单位（甲局、乙局、丙局）。",
        "推进缓慢的原因有三个：人手不足。",
        "全市有3个（甲县、乙县、丙县）县区报名。",
    ],
)
def test_what_is_no_status_makes_no_class(text: str) -> None:
    assert classes_in(text, LEXICON) == ()


@pytest.mark.parametrize(
    ("text", "declared", "names", "joined"),
    [
        ("甲路改造、乙河治理", 2, ("甲路改造", "乙河治理"), ()),
        ("垃圾站、公厕改建、乙河治理", 2, ("垃圾站、公厕改建", "乙河治理"), ("垃圾站、公厕改建",)),
        ("垃圾站、公厕、乙河治理", 2, ("垃圾站", "公厕", "乙河治理"), ()),
        ("甲（含乙、丙）改造、丁河治理", None, ("甲（含乙、丙）改造", "丁河治理"), ()),
        ("甲路改造；乙河治理等", 2, ("甲路改造", "乙河治理"), ()),
    ],
)
def test_names_of_a_list(
    text: str, declared: int | None, names: tuple[str, ...], joined: tuple[str, ...]
) -> None:
    found = names_in(text, declared, LEXICON)
    assert found is not None
    assert (found.names, found.joined) == (names, joined)


@pytest.mark.parametrize("text", ["", "甲", "甲路改造，乙河治理", "1、2", "改造：甲路"])
def test_what_is_no_list_of_names(text: str) -> None:
    assert names_in(text, None, LEXICON) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("进度较慢的县区为甲县、乙县。", [("", "进度较慢", ("甲县", "乙县"))]),
        ("全市未开工的乡镇有丙镇；", [("", "未开工", ("丙镇",))]),
        ("危桥加固,丁县完成进度较慢。", [("危桥加固", "完成进度较慢", ("丁县",))]),
        (
            "一类,未完工的为甲县;二类,未启动的为市本级。",
            [("一类", "未完工", ("甲县",)), ("二类", "未启动", ("市本级",))],
        ),
        ("进度较慢的原因为资金不足。", []),
        ("甲县完成投资3亿元。", []),
        ("整体推进平稳。", []),
    ],
)
def test_statuses_of_counties(text: str, said: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = said_of_subjects(text, LEXICON)
    assert [(one.label, one.status, one.subjects) for one in found] == said


def test_a_status_of_a_county_is_not_that_of_the_bureau_that_leads(site: Path) -> None:
    text = (
        "关于2022年1至7月民生工程进度的通报\n"
        "1、甲路整修工程,牵头部门:市公路局。进度较慢的县区为甲县、乙县。\n"
        "2、乙库加固工程,牵头部门:市水务局。整体推进平稳。\n"
    )
    wishes = Wishes(kind="responsibility", period="2022-01/2022-07")
    first, second = bring_in(text, site, wishes).tasks
    assert [
        (line.part, line.lead, line.lead_shared, line.updates[0].status, line.updates[0].subject)
        for line in first.assignments
    ] == [
        ("1", ("市公路局",), True, "进度较慢", "甲县"),
        ("2", ("市公路局",), True, "进度较慢", "乙县"),
    ]
    assert [(line.updates[0].status, line.updates[0].text) for line in second.assignments] == [
        (None, "整体推进平稳。")
    ]


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Spot(line=at)) for at, text in enumerate(texts, start=1)]


def test_a_line_an_item_under_its_announcement() -> None:
    found = announced_in(
        lines("今年办好3件实事:", "一是修路,共5公里。", "二是架桥。", "三是种树,100棵。", "完"),
        LEXICON,
    )
    assert found is not None
    assert [(one.number, one.name, one.text) for one in found.items] == [
        ("一是", "修路", "修路,共5公里。"),
        ("二是", "架桥", "架桥。"),
        ("三是", "种树", "种树,100棵。"),
    ]
    assert (found.declared, found.words) == (3, "3件实事")


@pytest.mark.parametrize(
    "texts",
    [
        ("今年办好3件实事。", "一是修路。", "二是架桥。", "三是种树。"),
        ("今年办好3件实事:", "一是修路。", "三是种树。", "四是挖井。"),
        ("今年办好2件实事:", "一是修路。", "二是架桥。"),
    ],
)
def test_what_is_no_such_list(texts: tuple[str, ...]) -> None:
    assert announced_in(lines(*texts), LEXICON) is None


@given(st.text("推进缓慢的有3项（甲、乙）完成县区为一是已,，;。:分别占30%", max_size=60))
@settings(deadline=None)
def test_any_text_gives_names_that_stand_in_it(text: str) -> None:
    for one in classes_in(text, LEXICON):
        assert one.status in text
        assert one.words in text
        assert all(name in text for name in one.names)
    for said in said_of_subjects(text, LEXICON):
        assert said.words in text
        assert all(subject in text for subject in said.subjects)
