"""What only a person can say: the settings of a new site, and what a bulletin needs.

In: the content, the day. Out: questions. Settings may be looked at again at any time and are open while not filled in.
"""

import datetime
import re
from collections.abc import Iterator

from tongbao.bulletin.choice import counted_words
from tongbao.bulletin.figures import Figures, figures_of
from tongbao.problems import Problems
from tongbao.progress import periods
from tongbao.records.content import Content
from tongbao.records.decisions import Decided
from tongbao.records.model import Bulletin, Plan
from tongbao.records.pending import with_periods_of_notices
from tongbao.records.settings import UNFILLED, District, Settings
from tongbao.review.answering import CHANGE, YES, filled, names_in_lines, with_values
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.site import urls

_NEW = "new"
_ID = re.compile(r"[a-z][a-z0-9-]*")


def settings_question(content: Content) -> Question:
    """Return what the site is called, who answers for it, and the districts it is about."""
    settings = content.settings
    publisher = settings.publisher
    is_filled = UNFILLED not in publisher.name
    inputs = [
        Input("title", "站点标题", settings.title),
        Input("publisher", "主办单位", publisher.name if is_filled else ""),
        Input("contact", "联系方式", publisher.contact or "", hint="可以不写"),
        Input("domain", "域名", publisher.domain, hint="只在内网的写“内网”"),
        Input("id_code", "网站标识码", publisher.id_code),
    ]
    for district in settings.districts:
        inputs += _district_inputs(district.id, district)
    inputs += _district_inputs(_NEW, None)
    return Question(
        id=question_id(settings, settings.path, "settings"),
        group="site",
        title="站点设置",
        asked="站点叫什么，谁主办，有哪些区划",
        file=settings.path,
        choices=(Choice(CHANGE, "填好了", _put_settings, tuple(inputs)),),
        page=urls.HOME,
        is_open=not is_filled or not settings.districts,
    )


def _district_inputs(key: str, district: District | None) -> Iterator[Input]:
    named = district.name if district else "另一个区划"
    issuers = "、".join(district.issuers) if district else ""
    if district is None:
        yield Input(f"{key}.id", "另一个区划的编号", hint="小写拼音，如 zhanhe；没有就不写")
    yield Input(f"{key}.name", f"{named}的名称", district.name if district else "")
    code = (district.code or "") if district else ""
    yield Input(f"{key}.code", f"{named}的行政区划代码", code, hint="六位数字，可以不写")
    yield Input(f"{key}.issuers", f"{named}的发文单位", issuers, hint="几家用顿号分开")


def _put_settings(changes: Changes, given: Given) -> None:
    settings = changes.content.settings
    publisher = with_values(
        settings.publisher,
        name=filled(given, "publisher", "主办单位"),
        contact=given.get("contact", "").strip() or None,
        domain=filled(given, "domain", "域名"),
        id_code=filled(given, "id_code", "网站标识码"),
    )
    districts = [_district(one, one.id, given) for one in settings.districts]
    if given.get("new.id", "").strip() or given.get("new.name", "").strip():
        name, new_id = filled(given, "new.name", "区划名称"), filled(given, "new.id", "区划编号")
        if not _ID.fullmatch(new_id) or any(one.id == new_id for one in settings.districts):
            raise RefusedAnswer(
                f"区划编号“{new_id}”不能用：写小写拼音，如 zhanhe，不能与已有的相同"
            )
        districts.append(_district(District(id=new_id, name=name), _NEW, given))
    title = filled(given, "title", "站点标题")
    update = {"title": title, "publisher": publisher, "districts": tuple(districts)}
    changes.put(settings.model_copy(update=update))


def _district(district: District, key: str, given: Given) -> District:
    return with_values(
        district,
        name=filled(given, f"{key}.name", "区划名称"),
        code=given.get(f"{key}.code", "").strip() or None,
        issuers=names_in_lines(given.get(f"{key}.issuers", "")),
    )


def bulletin_questions(content: Content, today: datetime.date) -> Iterator[Question]:
    """Yield what the bulletin of each plan's last ledger needs and nobody has decided."""
    content = with_periods_of_notices(content)
    decided = Decided.of(content.decisions)
    for plan in content.plans:
        found = [
            one.period
            for one in content.notices
            if one.id in plan.notices and one.kind == "ledger" and one.period
        ]
        span = max(found, key=periods.order, default=None)
        standing = {one.period: one for one in plan.bulletins}
        if span is None or decided.is_cleared(_mark(span), plan.id, span):
            continue
        was = standing.get(span)
        if was and was.praised is not None and was.lagging is not None:
            continue
        try:
            figures = figures_of(content, plan.id, span)
        except Problems:
            continue
        yield _of_bulletin(content.settings, plan, figures, was, today)


def _mark(span: str) -> str:
    return f"bulletins: {span}"


def _of_bulletin(
    settings: Settings, plan: Plan, figures: Figures, was: Bulletin | None, today: datetime.date
) -> Question:
    span = figures.span
    issuer = (was and was.issuer) or settings.publisher.name

    def decided(changes: Changes, given: Given) -> None:
        now = changes.plan(plan.id)
        names = {}
        for field, label in (("praised", "表扬单位"), ("lagging", "滞后单位")):
            names[field] = names_in_lines(given.get(field, ""))
            unknown = [one for one in names[field] if figures.names.find(one) is None]
            if unknown:
                raise RefusedAnswer(
                    f"{label}：名录里没有“{'、'.join(unknown)}”，请照名录里的名称写"
                )
        signed = given.get("issuer", "").strip()
        bulletin = with_values(
            was or Bulletin(period=span, date=today),
            date=given.get("date", "").strip(),
            series=filled(given, "series", "通报名称"),
            issue=given.get("issue", "").strip() or None,
            number=given.get("number", "").strip() or None,
            issuer=None if signed in ("", changes.content.settings.publisher.name) else signed,
            **names,
        )
        kept = tuple(one for one in now.bulletins if one.period != span)
        changes.put(now.model_copy(update={"bulletins": (*kept, bulletin)}))

    def none(changes: Changes, _given: Given) -> None:
        changes.decide("mark", plan.id, is_so=False, asked=_mark(span), seen=span)

    of_units = figures.of_units()
    inputs = (
        Input("date", "成文日期", f"{was.date if was else today}", "date"),
        Input("series", "通报名称", was.series if was else "督查通报"),
        Input("issue", "期号", f"{(was and was.issue) or ''}", hint="如 7；不编的不写"),
        Input("number", "发文字号", (was and was.number) or "", hint="没有的不写"),
        Input("issuer", "落款单位", issuer),
        Input(
            "praised",
            "表扬单位，一行一家",
            "\n".join((was and was.praised) or ()),
            "lines",
            hint="由您定；不表扬的空着",
        ),
        Input(
            "lagging",
            "点名的滞后单位，一行一家",
            "\n".join((was and was.lagging) or ()),
            "lines",
            hint="由您定；不点名的空着",
        ),
    )
    lagging = "；".join(
        f"{one}（{counted_words(of_units[one])}）" for one in figures.lagging_units()
    )
    units = "；".join(f"{name}（{counted_words(counted)}）" for name, counted in of_units.items())
    return Question(
        id=question_id(plan, plan.path, _mark(span)),
        group="bulletins",
        title=f"{plan.title}，{figures.label}",
        asked="写通报前要定：日期、期号、表扬谁、点名谁",
        file=plan.path,
        choices=(
            Choice(YES, "定下", decided, inputs),
            Choice("none", "这一期不发通报", none),
        ),
        shown=(("有滞后事项的", lagging or "无"), ("各单位", units)),
        page=urls.period(plan.id, span),
    )
