"""What a person decides: which plan is meant, and of a bulletin what stands in the plan's file or is asked for.

In: the records, the plan and the period. Out: the ``Bulletin`` of the plan. Where it is not decided who is praised and
who is named as lagging, ``Problems`` is raised, and ``lines_to_write`` proposes: it counts, and chooses nobody.
"""

import datetime
from collections.abc import Iterator, Sequence

from tongbao.bulletin.figures import Figures
from tongbao.problems import Place, Problem, Problems
from tongbao.progress import merging
from tongbao.progress.standing import Standing
from tongbao.records.content import Content
from tongbao.records.load import Loaded
from tongbao.records.model import Bulletin, Plan
from tongbao.records.pending import without_pending
from tongbao.records.plan_meant import PLANS, called, plan_named


def plan_of(content: Content, span: str, given: str | None) -> Plan:
    """Return the plan that a bulletin is of: the one given, else the only one with this period; raises ``Problems``."""
    if given is not None:
        return plan_named(content, given)
    dated = [without_pending(task) for task in content.tasks]
    plans = [
        plan
        for plan in content.plans
        if span in merging.reported_periods(task for task in dated if task.plan == plan.id)
    ]
    if len(plans) == 1:
        return plans[0]
    if plans:
        known = called(plans)
        message = f"有 {len(plans)} 个任务清单有 {span} 的进展"
        raise Problems([Problem(PLANS, message, f"用 --plan 写明一个：{known}")])
    known = "、".join(merging.reported_periods(dated))
    hint = f"有进展的期次：{known}" if known else "先用 ingest 或 collect 收进这一期的进展"
    raise Problems([Problem(PLANS, f"没有 {span} 这一期的进展", hint)])


class UndecidedLists(Problems):
    """What a person has not decided yet, with the ``lines`` of YAML that ask for it."""

    def __init__(self, problem: Problem, lines: tuple[str, ...]) -> None:
        """Keep the lines beside the problem."""
        super().__init__([problem])
        self.lines = lines


def bulletin_of(loaded: Loaded, plan: Plan, figures: Figures, today: datetime.date) -> Bulletin:
    """Return what is decided of the bulletin of a period; raises ``UndecidedLists`` where something is not."""
    for number, bulletin in enumerate(plan.bulletins):
        if bulletin.period == figures.span:
            missing = tuple(_undecided(bulletin))
            if not missing:
                return bulletin
            place = loaded.place(plan.path, ("bulletins", number))
            message = f"{figures.span} 的通报还没有定：{'、'.join(missing)}"
            hint = "由您照下面的样子写明；一家也没有的，写 []"
            raise UndecidedLists(Problem(place, message, hint), _lists(figures, missing))
    message = f"还没有写明 {figures.span} 的通报：日期、期号、表扬谁、点名谁"
    hint = "照下面的样子加在 bulletins 后面" if plan.bulletins else "照下面的样子加在文件末尾"
    lines = lines_to_write(figures, today)[1 if plan.bulletins else 0 :]
    raise UndecidedLists(Problem(Place(plan.path), message, hint), lines)


_PRAISED, _LAGGING = "表扬单位（praised）", "滞后单位（lagging）"


def _undecided(bulletin: Bulletin) -> Iterator[str]:
    if bulletin.praised is None:
        yield _PRAISED
    if bulletin.lagging is None:
        yield _LAGGING


def lines_to_write(figures: Figures, today: datetime.date) -> tuple[str, ...]:
    """Return the YAML that a person completes; the day is today's, the lists are open, the units stand in remarks."""
    return (
        "bulletins:",
        f"  - period: {figures.span}",
        f"    date: {today.isoformat()}   # 成文日期，改成印发的那天",
        "    issue: null   # 期号，如 7；不编期号的不改",
        "    number: null   # 发文字号，如 湛督〔2022〕7号；没有的不改",
        *_lists(figures, (_PRAISED, _LAGGING)),
    )


def _lists(figures: Figures, missing: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of the lists that are open, the units that may stand in them in remarks."""
    of_units = figures.of_units()
    praised = (
        "    praised: null   # 表扬谁由您定，写成 [甲局, 乙局]；不表扬写 []。各单位的情况：",
        *(f"    #   {name}（{counted_words(counted)}）" for name, counted in of_units.items()),
    )
    lagging = (
        "    lagging: null   # 点名谁由您定，写法同上。有滞后事项的：",
        *(f"    #   {name}（{counted_words(of_units[name])}）" for name in figures.lagging_units()),
    )
    return (
        *(praised if _PRAISED in missing else ()),
        *(lagging if _LAGGING in missing else ()),
    )


def counted_words(counted: Sequence[tuple[Standing, int]]) -> str:
    """Return how many stand how: 正常推进3项、进度滞后1项."""
    return "、".join(f"{standing.heading}{count}项" for standing, count in counted)


def differences(figures: Figures, bulletin: Bulletin) -> tuple[str, ...]:
    """Return where the list of lagging units and the records differ, for a person to look at."""
    listed = [_name(figures, name) for name in bulletin.lagging or ()]
    found = figures.lagging_units()
    without = [name for name in listed if name not in found]
    unnamed = [name for name in found if name not in listed]
    lines = (
        ("点了名而没有滞后事项：", without),
        ("有滞后事项而没有点名：", unnamed),
    )
    return tuple(f"{words}{'、'.join(names)}" for words, names in lines if names)


def _name(figures: Figures, printed: str) -> str:
    unit = figures.names.find(printed)
    return unit.name if unit else printed
