"""The plan that a notice's tasks belong to, known by what it holds, whatever kind of notice began it.

In: the tasks just read, the heading, and the content that stands. Out: a plan, old or new, or ``Problems`` that say
what speaks for which plan where that is not clear. A person's word (``--plan``) goes before everything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.heading import Heading
from tongbao.notices.last_edition import LISTS, as_last_printed, wordings
from tongbao.notices.matching import UnitName, pair_tasks
from tongbao.problems import Place, Problem, Problems
from tongbao.records import marks
from tongbao.records.content import Content, UnitNames
from tongbao.records.decisions import Decided
from tongbao.records.model import Plan, Task
from tongbao.records.settings import District

# From this share of a notice's rows on it lists the tasks of a plan, unless another plan comes near.
_MOST = 0.5
_CLEAR_BY = 0.2
# Up to this share a row or two may look like those of another list.
_FEW = 0.2

_YEAR = re.compile(r"(?:(?:19|20)\d{2})年度?")
_SPAN = re.compile(
    r"(?:截至|截止)?(?:(?:19|20)\d{2}年)?(?:\d{1,2}[-—－~～至、])?\d{1,2}月份?(?:底|末)?"
    r"|(?:(?:19|20)\d{2}年)?(?:[上下]半年|第?[一二三四1-4]季度|前[一二三]季度)"
)
_BEFORE = re.compile(r"^(?:.{0,24}?关于)?(?:印发|转发|下达|调整|做好|对)?[《“]?")
_BEHIND = re.compile(
    r"(?:任务|责任|目标)?(?:推进|进展|完成|办理|落实|实施|分解|分工|督查)*(?:工作)?(?:情况|进度)?"
    r"(?:的|》|”)*(?:通报|通知|台账|公示|公告|报告|方案|函|表|一览表|清单)?$"
)
_OF_SERIES = re.compile(r".{0,6}(?:通报|专报|简报|快报|专刊)")
_MAIN = re.compile(r"重点(?:推进)?(?:工作|任务|事项)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan and how many rows of the notice are rows of it: surely, and perhaps."""

    plan: Plan
    tasks: int
    sure: int
    possible: int


def unit_naming(content: Content, district: str) -> UnitName:
    """Return what gives the registry's name of a unit as printed."""
    names = UnitNames(content.registry(district))

    def unit_name(printed: str) -> str:
        unit = names.find(printed)
        return unit.name if unit else printed

    return unit_name


def ids(wanted: str) -> Iterator[str]:
    """Yield the id wanted, then that with one number after the other behind it."""
    yield wanted
    at = 2
    while True:
        yield f"{wanted}-{at}"
        at += 1


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """Chooses the plan of one notice; ``file`` names it in a problem; its ``kind`` may not be known yet.

    ``titles`` are those over its tables. A notice that prints no year may belong to a plan of any.
    """

    file: str
    heading: Heading
    district: District
    year: str
    content: Content
    kind: str | None = None
    titles: tuple[str, ...] = ()
    is_year_printed: bool = True

    @property
    def printed(self) -> str:
        """The title of the list: that right over its table where the notice goes by the name of its series."""
        title = self.heading.title
        is_named = self.heading.title_printed and not _OF_SERIES.fullmatch(title)
        if self.kind not in LISTS or not self.titles or (is_named and title != self.heading.series):
            return title
        return self.titles[-1]

    @property
    def is_issue(self) -> bool:
        """Whether the notice is one issue of a year's, each of other things, and not a list with a title of its own."""
        series = self.heading.series
        return bool(series) and (self.kind not in LISTS or self.printed == series)

    def by_name(self, plan_id: str) -> Plan:
        """Return the plan that a person named, a new one where there is none such."""
        plan = next((plan for plan in self.content.plans if plan.id == plan_id), None)
        return plan or self._new(plan_id)

    def by_kind(self) -> Plan:
        """Return the plan that notices of this kind brought; the first of its district and year while none is known."""
        plans = {plan.id: plan for plan in self.content.plans}
        kinds = {notice.id: notice.kind for notice in self.content.notices}
        for plan_id in ids(f"{self.district.id}-{self.year}"):
            plan = plans.get(plan_id)
            if plan is None:
                return self._new(plan_id)
            standing = {kinds[notice] for notice in plan.notices if notice in kinds}
            if not standing or self.kind is None or self.kind in standing:
                return plan
        raise AssertionError("ids never end")

    def by_tasks(self, tasks: Sequence[Task]) -> Plan:
        """Return the plan whose tasks most rows of the notice are, or a new one for a list of other tasks."""
        found = sorted(self._candidates(tasks), key=lambda one: -one.sure)
        if not tasks or not found:
            return self.by_kind()
        best, others = found[0], found[1:]
        share = best.sure / len(tasks)
        if share >= _MOST and all(
            (best.sure - one.sure) / len(tasks) >= _CLEAR_BY for one in others
        ):
            return best.plan
        if self.kind not in LISTS or self.is_issue:
            # What a series or a bulletin tells of is other things every time.
            return self.by_kind()
        title = self._title()
        same = [one for one in found if one.plan.title == title]
        if not same and max(one.possible for one in found) / len(tasks) <= _FEW:
            taken = {plan.id for plan in self.content.plans}
            return self._new(next(one for one in ids(self._first_id()) if one not in taken))
        raise Problems([self._asking(found, title, len(tasks))])

    def is_of(self, notice: str, tasks: Sequence[Task]) -> bool:
        """Return whether tasks are those of a notice that stands, so that the file may be another format of it."""
        old = [
            task
            for task in self.content.tasks
            if notice in (task.source.notice, *(one.source.notice for one in task.updates))
        ]
        if not old or not tasks:
            return True
        return self._paired(old, tasks)[0] >= _MOST * len(tasks)

    def _paired(self, old: Sequence[Task], tasks: Sequence[Task]) -> tuple[int, int]:
        """Return how many of some tasks are surely among those that stand, and how many perhaps."""
        notices = {notice.id: notice for notice in self.content.notices}
        decided = Decided.of(self.content.decisions)
        stood = [as_last_printed(task, notices) for task in old]
        said = {task.id: (*wordings(task), *decided.texts_of(task.key)) for task in old}
        unit_name = unit_naming(self.content, self.district.id)
        pairs = pair_tasks(stood, tasks, unit_name, said)
        return len(pairs.sure), len({pair.new.id for pair in pairs.doubtful})

    def _first_id(self) -> str:
        return f"{self.district.id}-{self.year}"

    def _candidates(self, tasks: Sequence[Task]) -> Iterator[Candidate]:
        for plan in self.content.plans:
            old = self.content.tasks_of(plan.id)
            is_of_year = str(plan.year) == self.year or not self.is_year_printed
            if plan.district == self.district.id and is_of_year and old:
                sure, doubted = self._paired(old, tasks)
                yield Candidate(plan, len(old), sure, sure + doubted)

    def _asking(self, found: Sequence[Candidate], title: str, rows: int) -> Problem:
        """Return the question which plan is meant, with what speaks for each."""
        grounds = "；".join(
            f"“{one.plan.title}”（{one.plan.id}，{one.tasks}项）：这份文件的{rows}项里{_how_many(one)}"
            + ("，题目也相合" if one.plan.title == title else "，题目不同")
            for one in found
        )
        named = "、".join(one.plan.id for one in found)
        taken = {plan.id for plan in self.content.plans}
        free = next(one for one in ids(self._first_id()) if one not in taken)
        hint = f"用 --plan 写明：{named}；如是另一份清单，写一个新的编号，如 --plan {free}"
        return Problem(Place(self.file), f"不能确定归入哪个任务清单。{grounds}", hint)

    def _new(self, plan_id: str) -> Plan:
        district = self.district
        named = f"“{self.heading.series}”的名称" if self.is_issue else "文件题目"
        review = [f"title: 按{named}拟定"]
        if all(entry.id != district.id for entry in self.content.settings.districts):
            review.append(marks.unknown_district(district.id, district.name))
        title = self._free_title(self._title())
        year = int(self.year)
        return Plan(id=plan_id, title=title, district=district.id, year=year, review=tuple(review))

    def _free_title(self, title: str) -> str:
        """Return a title that no other plan bears."""
        taken = {plan.title for plan in self.content.plans}
        wanted = [title, *(f"{title}（{number}）" for number in range(2, len(taken) + 3))]
        return next(one for one in wanted if one not in taken)

    def _title(self) -> str:
        """Return the title of a plan, from the heading.

        A year's issues are one plan: the title of the first would be wrong for the others, as would its month.
        """
        district, year, printed = self.district, self.year, self.printed
        if self.is_issue:
            return f"{district.name}{year}年{self.heading.series}事项"
        name = _own_name(printed, district.name)
        if _MAIN.search(name) or ("重点" in printed and len(name) <= len("重点")):
            return f"{district.name}{year}年重点工作"
        if name and _SPAN.search(printed):
            return f"{district.name}{year}年{name}"
        names_itself = district.name in printed or _YEAR.search(printed)
        if names_itself or printed.startswith("关于"):
            return printed
        # 政府工作报告 names neither place nor year.
        return f"{district.name}{year}年{printed}"


def _how_many(candidate: Candidate) -> str:
    if not candidate.possible:
        return "没有一项是它的"
    doubted = candidate.possible - candidate.sure
    more = f"、{doubted}项像是它的" if doubted else ""
    return f"有{candidate.sure}项是它的{more}"


def _own_name(printed: str, district: str) -> str:
    """Return what a heading speaks of: 十件民生实事 of 关于2025年3月份十件民生实事进展情况的通报."""
    name = _BEFORE.sub("", "".join(printed.split()), count=1)
    name = _YEAR.sub("", _SPAN.sub("", name))
    name = name.replace(district, "").strip("的、，")
    return _BEHIND.sub("", name, count=1)
