"""Whose notice it is: its district, plan, period and id.

In: the heading, the kind, the content that stands, what the command was told and the day of receipt. Out:
``Identity``. What is not known is asked for in a problem, or named so that a person can put it right.
"""

import datetime
import re
from collections.abc import Container
from dataclasses import dataclass, replace

from tongbao.notices.heading import Heading
from tongbao.notices.plan_choice import PlanChoice, ids
from tongbao.notices.quantities.periods import ACCEPTED_FORMS, Span, parse_period
from tongbao.problems import Place, Problem, Problems
from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan, Task
from tongbao.records.settings import District

_DISTRICT_NAME = re.compile(
    r"(?:中共)?(?:[\u4e00-\u9fff]{2,5}?[省市])?([\u4e00-\u9fff]{1,5}?[区县市旗])"
)
_BEFORE_NAME = re.compile(r"^(?:关于)?(?:印发|转发|对)?[《“]?")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
# A text that names a place so often is about it.
_OFTEN = 3
# Signs that begin words for a place (全市, 我区, 区委区政府) and no name of one.
_NO_NAME = "全我本各该某区县旗"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was told; None where it was not."""

    plan: str | None = None
    period: str | None = None
    received: datetime.date | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Ids and period of a notice; ``plan`` is the plan that its tasks belong to, should it make any.

    Before the notice is read its kind is "", and the plan is that of its district and year (see ``settled``).
    ``known`` is the notice that this file is another format of; ``district_inferred`` says which district of the site
    was taken where the notice is of none by its issuer and title, "" where it is.
    """

    notice: str
    kind: str
    district: District
    plan: Plan
    span: Span | None
    received: datetime.date
    known: Notice | None = None
    district_inferred: str = ""


def identify(
    heading: Heading, file: str, content: Content, wishes: Wishes, today: datetime.date
) -> Identity:
    """Return whose notice it is; raises ``Problems`` where the period given cannot be read."""
    received = wishes.received or today
    span = _span(heading, file, wishes.period)
    named = _named_district(heading, content, wishes.plan)
    told = _told_district(heading, content) if named is None else None
    district = named or told or _district(heading, content)
    year = _printed_year(heading, span, received) or received.year
    choice = PlanChoice(file, heading, district, str(year), content)
    plan = choice.by_name(wishes.plan) if wishes.plan else choice.by_kind()
    notice = _new_id(f"{district.id}-{heading.date or received}", content)
    is_sole = named is None and district in content.settings.districts
    inferred = "文中多次写到的" if told else "本站唯一的区划" if is_sole else ""
    return Identity(notice, "", district, plan, span, received, None, inferred)


@dataclass(frozen=True, slots=True)
class FoundInside:
    """What reading found in a notice: its kind, its tasks, and the titles over its tables."""

    kind: str
    tasks: tuple[Task, ...]
    titles: tuple[str, ...] = ()


def settled(
    identity: Identity,
    found: FoundInside,
    heading: Heading,
    content: Content,
    file: str,
    given: str | None,
) -> Identity:
    """Return the identity with the kind that reading found, and the plan and the known notice that follow from it.

    ``given`` is the plan that a person named. Raises ``Problems`` where it is not clear which plan the tasks are of.
    """
    year = _printed_year(heading, identity.span, identity.received)
    choice = PlanChoice(
        file,
        heading,
        identity.district,
        str(year or identity.received.year),
        content,
        found.kind,
        found.titles,
        is_year_printed=year is not None,
    )
    known = _same_notice(heading, found.kind, identity.district, identity.span, content)
    if known and choice.is_of(known.id, found.tasks):
        return replace(identity, notice=known.id, kind=found.kind, known=known)
    plan = choice.by_name(given) if given else choice.by_tasks(found.tasks)
    return replace(identity, kind=found.kind, plan=plan)


def _span(heading: Heading, file: str, given: str | None) -> Span | None:
    if given is not None:
        span = parse_period(given)
        if span is None:
            raise Problems(
                [Problem(Place(file), f"读不懂期次“{given}”", f"写成这样的一种：{ACCEPTED_FORMS}")]
            )
        return span
    return heading.span


def _printed_year(heading: Heading, span: Span | None, received: datetime.date) -> int | None:
    """Return the year that a notice says it is of: by its period, its title, its date or its text."""
    if span:
        return int(span.period[:4])
    if printed := _YEAR.search("".join(heading.title.split())):
        return int(printed[1])
    if heading.date:
        return heading.date.year
    # What an undated text prints most may be a year to come: 到2035年.
    return heading.year_of_text and min(heading.year_of_text, received.year + 1)


def _named_district(heading: Heading, content: Content, plan_id: str | None) -> District | None:
    """Return the district of site.yml that a person named by the plan, or that the notice names."""
    issuer = heading.issuer or ""
    districts = content.settings.districts
    plan = next((plan for plan in content.plans if plan.id == plan_id), None)
    if plan:
        return next((district for district in districts if district.id == plan.district), None)
    for district in districts:
        if issuer and issuer in district.issuers:
            return district
    for district in districts:
        if district.name in issuer or district.name in heading.title:
            return district
    name = _printed_name(heading)
    return next((district for district in districts if district.name == name), None)


def _told_district(heading: Heading, content: Content) -> District | None:
    """Return the only district of several that a text without issuer and place speaks of, again and again."""
    districts = content.settings.districts
    if heading.issuer or _printed_name(heading) or len(districts) == 1:
        return None
    text = "".join(passage.text for passage in heading.passages)
    told = [one for one in districts if one.name in text]
    return told[0] if len(told) == 1 and text.count(told[0].name) >= _OFTEN else None


def _district(heading: Heading, content: Content) -> District:
    """Return a new district with the next free id; the only one of the site where the notice names none."""
    name, issuer = _printed_name(heading), heading.issuer
    districts = content.settings.districts
    if name is None and len(districts) == 1:
        return districts[0]
    taken = {district.id for district in districts}
    free = next(f"d{at}" for at in range(1, len(taken) + 2) if f"d{at}" not in taken)
    return District(
        id=free, name=name or issuer or "未署名地区", issuers=(issuer,) if issuer else ()
    )


def _printed_name(heading: Heading) -> str | None:
    """Return the name of a place that the issuer begins with, else the title: 关于印发《某某区…》 is 某某区."""
    title = heading.title if heading.title_printed else ""
    named = _DISTRICT_NAME.match(heading.issuer or _BEFORE_NAME.sub("", title))
    is_name = named is not None and named[1][0] not in _NO_NAME and named[1][1] != "委"
    return named[1] if named and is_name else None


def _same_notice(
    heading: Heading, kind: str, district: District, span: Span | None, content: Content
) -> Notice | None:
    """Return the notice that this one is another format of: same kind, title, date and period.

    Where it prints no period but its day, somebody may have given a period to the notice since.
    """
    for notice in content.notices:
        period = span.period if span else notice.period if heading.date else None
        wanted = (kind, heading.title, heading.date, period)
        found = (notice.kind, notice.title, notice.date, notice.period)
        if found == wanted and heading.title_printed and notice.id.startswith(f"{district.id}-"):
            return notice
    return None


def _new_id(wanted: str, content: Content) -> str:
    return free_id(wanted, {notice.id for notice in content.notices})


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id that nothing has: the one wanted, else that with the first free number behind it."""
    return next(free for free in ids(wanted) if free not in taken)
