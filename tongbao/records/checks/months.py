"""Checks of what months are made of: errata that begin with what was printed, completions, the ranking's words."""

from collections.abc import Iterator, Mapping

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked, updates_of
from tongbao.records.content import vocabulary_of
from tongbao.records.messages import nearest
from tongbao.records.model import Assignment, Erratum, Notice, Update

_FILE = "site.yml"


def errata_begin_as_printed(checked: Checked) -> Iterator[Problem]:
    """An erratum says what the field said before: as printed, or as the erratum before it left it.

    Otherwise somebody has written over what the notice printed, or the erratum would.
    """
    for task in checked.content.tasks:
        for path, update in updates_of(task):
            said: dict[str, str | None] = {}
            for number, erratum in sorted(enumerate(update.errata), key=lambda pair: pair[1].date):
                before = said.get(erratum.field, _printed(update, erratum))
                if _bare(before) != _bare(erratum.was):
                    place = checked.places.value(task.path, (*path, "errata", number, "was"))
                    message = f"更正的原文“{erratum.was or '空'}”与所印的“{before or '空'}”不同"
                    hint = "was 照抄改正前的整项；文件所印的不要改，改正后的写在 now"
                    yield Problem(place, message, hint)
                said[erratum.field] = erratum.now


def _printed(update: Update, erratum: Erratum) -> str | None:
    """Return what was printed; an erratum of another kind of field speaks for itself."""
    value = getattr(update, erratum.field, erratum.was)
    return value if value is None or isinstance(value, str) else erratum.was


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def completions_are_closed(checked: Checked) -> Iterator[Problem]:
    """Only an update whose word closes the assignment says when it was done with."""
    for plan, task in checked.tasks_by_plan():
        words = vocabulary_of(checked.content.settings, plan)
        for path, update in updates_of(task):
            status = words.find(update.known().status or "")
            if update.completion is not None and not (status and status.closed):
                place = checked.places.key(task.path, (*path, "completion"))
                message = f"写了办结，完成情况“{update.known().status or '空'}”却不是办结的用词"
                hint = "改正完成情况，或在 site.yml 给这个词写上 closed: true，或删去 completion"
                yield Problem(place, message, hint, Severity.WARNING)


def at_odds(part: Assignment, period: str, notices: Mapping[str, Notice]) -> Mapping[str, str]:
    """Return what units said of an assignment for a period, unit to word, where they say different things.

    Nothing where they agree, or where the office has spoken since.
    """
    said: dict[str, str] = {}
    for update in part.updates:
        notice = notices.get(update.source.notice)
        if notice is None or update.period != period:
            continue
        if notice.kind != "return":
            return {}
        if update.status:
            said[notice.issuer or notice.title] = update.status
    return said if len(set(said.values())) > 1 else {}


def odds_in_words(said: Mapping[str, str]) -> str:
    """Return two returns that do not agree in words: 甲局报“正常推进”，乙局报“进度滞后”，两家不一致."""
    return "，".join(f"{unit}报“{word}”" for unit, word in said.items()) + "，各单位报的不一致"


def returns_agree(checked: Checked) -> Iterator[Problem]:
    """What units return of one assignment for a period agrees, until the office has spoken."""
    notices = {notice.id: notice for notice in checked.content.notices}
    for task in checked.content.tasks:
        for number, part in enumerate(task.assignments):
            last = {update.period: at for at, update in enumerate(part.updates)}
            for period, at in last.items():
                if said := at_odds(part, period, notices):
                    path = ("assignments", number, "updates", at, "status")
                    place = checked.places.value(task.path, path)
                    message = f"{period}：{odds_in_words(said)}"
                    hint = "两家的话都留着；以办公室的台账或“全部单位”表核定"
                    yield Problem(place, message, hint, Severity.WARNING)


def ranking_fits_the_vocabularies(checked: Checked) -> Iterator[Problem]:
    """The formula names words that exist, and of a vocabulary in use all words that count or none."""
    settings = checked.content.settings
    if settings.ranking is None or _FILE in checked.left_out:
        return
    points = settings.ranking.points
    known = [status.word for words in settings.vocabularies.values() for status in words]
    for word in points:
        if word not in known:
            guess = nearest(word, tuple(known))
            hint = f"你是不是要写“{guess}”" if guess else f"可以写：{'、'.join(known)}"
            place = checked.places.value(_FILE, ("ranking", "points", word))
            yield Problem(place, f"排名的分值里，“{word}”不在用词表里", hint)
    for name in sorted({plan.vocabulary for plan in checked.content.plans}):
        base = [status.word for status in settings.vocabularies.get(name, ()) if status.base]
        missing = [word for word in base if word not in points]
        if missing and len(missing) < len(base):
            place = checked.places.value(_FILE, ("ranking", "points"))
            message = f"排名的分值没有写全用词表“{name}”：缺{'、'.join(missing)}"
            yield Problem(place, message, "给每个计入占比的词写上分值，如 进展一般: 60")


def forms_are_opened_once(checked: Checked) -> Iterator[Problem]:
    """The forms of a period are given out once: the day of the first time holds."""
    for plan in checked.content.plans:
        first: dict[str, int] = {}
        for number, one in enumerate(plan.forms):
            if one.period in first:
                line = checked.places.line(plan.path, ("forms", first[one.period]))
                place = checked.places.value(plan.path, ("forms", number))
                message = f"期次 {one.period} 的报送表写了两次，第 {line} 行已有"
                yield Problem(place, message, "留下最早的一条")
            first.setdefault(one.period, number)
