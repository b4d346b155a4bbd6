"""Whose notice it is: the place its issuer or title names, the plan a person names, the only district of a site."""

import datetime
from collections.abc import Mapping

import pytest

from tongbao.notices.heading import Heading
from tongbao.notices.identity import Identity, Wishes, identify
from tongbao.notices.quantities.periods import parse_period
from tongbao.records.content import Content
from tongbao.records.model import Passage, Plan
from tongbao.records.settings import Settings

DAY = datetime.date(2022, 8, 18)
QINGSHI = {"id": "qingshi", "name": "青石县", "issuers": ["县委县政府督查局"]}
BAISHAN = {"id": "baishan", "name": "白山区"}


def content(*districts: Mapping[str, object], plan: str = "") -> Content:
    settings = {"title": "t", "publisher": {"name": "p"}, "districts": districts}
    owner = districts[-1]["id"] if districts else ""
    made = {"id": plan, "title": "t", "district": owner, "year": "2022"}
    plans = (Plan.model_validate(made),) if plan else ()
    return Content(Settings.model_validate(settings), plans=plans)


def identified(
    title: str,
    issuer: str | None,
    standing: Content,
    plan: str | None = None,
    *,
    printed: bool = True,
    text: str = "",
) -> Identity:
    span = parse_period("2022年7月")
    passages = (Passage(text=text),) if text else ()
    heading = Heading(title, printed, issuer, DAY, None, None, None, span, passages)
    return identify(heading, "f.xlsx", standing, Wishes(plan=plan), DAY)


@pytest.mark.parametrize(
    ("title", "issuer", "name"),
    [
        ("某事的通报", "中共赤水市青石县委督查局", "青石县"),
        ("关于青石县2022年7月重点工作的通报", None, "青石县"),
        ("关于印发《青石县重点工作台账》的通知", None, "青石县"),
        ("青石县重点工作台账", None, "青石县"),
        ("关于全县重点工作的通报", None, "未署名地区"),
        ("重点工作台账", "县委县政府督查局", "县委县政府督查局"),
        ("重点工作台账", "市委市政府督查室", "市委市政府督查室"),
        ("重点工作台账", "市中区政府督查室", "市中区"),
    ],
)
def test_the_place_that_a_notice_names(title: str, issuer: str | None, name: str) -> None:
    found = identified(title, issuer, content())
    assert (found.district.id, found.district.name, found.district_inferred) == ("d1", name, "")


def test_a_place_of_the_site_is_known_by_its_issuer_or_its_name() -> None:
    both = content(BAISHAN, QINGSHI)
    assert identified("通报", "县委县政府督查局", both).district.id == "qingshi"
    assert identified("关于白山区重点工作的通报", None, both).district.id == "baishan"


def test_the_district_of_the_plan_that_a_person_names_holds() -> None:
    found = identified("台账", None, content(BAISHAN, QINGSHI, plan="gongzuo"), "gongzuo")
    assert (found.district.id, found.notice) == ("qingshi", "qingshi-2022-08-18")
    assert not found.district_inferred


def test_a_notice_without_a_place_is_of_the_only_district_and_says_so() -> None:
    found = identified("台账", "区委区政府督查局", content(BAISHAN), printed=False)
    assert (found.district.id, found.plan.id, found.district_inferred) == (
        "baishan",
        "baishan-2022",
        "本站唯一的区划",
    )


def test_a_notice_without_a_place_is_of_none_of_two_districts() -> None:
    found = identified("台账", None, content(BAISHAN, QINGSHI))
    assert (found.district.id, found.district.name) == ("d1", "未署名地区")
    assert not found.district_inferred


def test_a_notice_of_another_place_is_not_of_the_only_district() -> None:
    found = identified("关于赤水市重点工作的通报", None, content(BAISHAN))
    assert (found.district.name, found.district_inferred) == ("赤水市", "")


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("青石县抓项目。青石县优环境。今年以来，青石县开工5个。", "qingshi"),
        ("青石县抓项目。青石县优环境。", "d1"),
        ("青石县抓项目。青石县优环境。青石县赴白山区考察。", "d1"),
        ("全县抓项目。", "d1"),
    ],
)
def test_a_text_without_issuer_is_of_the_district_that_it_names_again_and_again(
    text: str, district: str
) -> None:
    found = identified("抓项目", None, content(BAISHAN, QINGSHI), printed=False, text=text)
    assert found.district.id == district
    assert found.district_inferred == ("文中多次写到的" if district == "qingshi" else "")


def test_an_issuer_or_a_place_in_the_title_goes_before_what_a_text_names() -> None:
    both, text = content(BAISHAN, QINGSHI), "青石县" * 4
    assert identified("通报", "赤水市政府督查室", both, text=text).district.name == "赤水市"
    assert identified("关于白山区工作的通报", None, both, text=text).district.id == "baishan"
