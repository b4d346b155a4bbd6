"""Whose notice it is: its district, plan, period and id.

In: the heading, the content that stands, what the command was told and the day of receipt. Out: ``Identity``.
What is not known is asked for in a problem, or named so that a person can put it right.
"""

import datetime
import re
from dataclasses import dataclass

from tongbao.notices.heading import Heading
from tongbao.notices.periods import ACCEPTED_FORMS, Span, parse_period
from tongbao.problems import Place, Problem, Problems
from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan
from tongbao.records.settings import District

_DISTRICT_NAME = re.compile(
    r"(?:中共)?(?:[\u4e00-\u9fff]{2,5}[省市])?([\u4e00-\u9fff]{1,5}?[区县市旗])"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was told; None where it was not."""

    plan: str | None = None
    period: str | None = None
    received: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Ids and period of a notice; ``plan`` is the plan as it shall stand."""

    notice: str
    district: District
    plan: Plan
    span: Span
    received: datetime.date
    known: Notice | None = None


def identify(
    heading: Heading, file: str, content: Content, wishes: Wishes, today: datetime.date
) -> Identity:
    """Return whose notice it is; raises ``Problems`` where its period is neither printed nor given."""
    received = wishes.received or today
    span = _span(heading, file, wishes.period)
    district = _district(heading, content)
    plan = _plan(heading, district, span, content, wishes.plan)
    known = _same_notice(heading, district, span, content)
    notice = known.id if known else _new_id(f"{district.id}-{heading.date or received}", content)
    return Identity(notice, district, plan, span, received, known)


def _span(heading: Heading, file: str, given: str | None) -> Span:
    if given is not None:
        span = parse_period(given)
        if span is None:
            raise Problems(
                [Problem(Place(file), f"读不懂期次“{given}”", f"写成这样的一种：{ACCEPTED_FORMS}")]
            )
        return span
    if heading.span is None:
        raise Problems(
            [
                Problem(
                    Place(file), "文件题目里没有期次", "用 --period 写明，如 --period 2022年5-7月"
                )
            ]
        )
    return heading.span


def _district(heading: Heading, content: Content) -> District:
    """Return the district of site.yml that issued the notice, else a new one with the next free id."""
    issuer = heading.issuer or ""
    districts = content.settings.districts
    for district in districts:
        if issuer and issuer in district.issuers:
            return district
    for district in districts:
        if district.name in issuer or district.name in heading.title:
            return district
    taken = {district.id for district in districts}
    free = next(f"d{at}" for at in range(1, len(taken) + 2) if f"d{at}" not in taken)
    named = _DISTRICT_NAME.match(issuer)
    name = named[1] if named else issuer or "未署名地区"
    return District(id=free, name=name, issuers=(issuer,) if issuer else ())


def _plan(
    heading: Heading, district: District, span: Span, content: Content, given: str | None
) -> Plan:
    year = span.period[:4]
    plan_id = given or f"{district.id}-{year}"
    for plan in content.plans:
        if plan.id == plan_id:
            return plan
    title = f"{district.name}{year}年重点工作" if "重点" in heading.title else heading.title
    review = ["title: 按文件题目拟定"]
    if district not in content.settings.districts:
        review.append(f"district: 站点设置里没有发文的区划，暂编为{district.id}（{district.name}）")
    return Plan(id=plan_id, title=title, district=district.id, year=int(year), review=tuple(review))


def _same_notice(
    heading: Heading, district: District, span: Span, content: Content
) -> Notice | None:
    """Return the notice that this one is another format of: same title, date and period."""
    for notice in content.notices:
        same = (notice.title, notice.date, notice.period) == (
            heading.title,
            heading.date,
            span.period,
        )
        if same and heading.title_printed and notice.id.startswith(f"{district.id}-"):
            return notice
    return None


def _new_id(wanted: str, content: Content) -> str:
    taken = {notice.id for notice in content.notices}
    if wanted not in taken:
        return wanted
    return next(
        f"{wanted}-{at}" for at in range(2, len(taken) + 3) if f"{wanted}-{at}" not in taken
    )
