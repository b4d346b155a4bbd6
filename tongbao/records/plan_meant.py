"""The plan that a command means: the one that is given, else the only one there is."""

from collections.abc import Iterable

from tongbao.problems import Place, Problem, Problems
from tongbao.records.content import Content
from tongbao.records.model import Plan

PLANS = Place("content/plans")
_FIRST = "先用 ingest 收一份台账"


def plan_asked(content: Content, given: str | None) -> Plan:
    """Return the plan that units report on: the one given, else the only one there is; raises ``Problems``."""
    if given is not None:
        return plan_named(content, given)
    if len(content.plans) == 1:
        return content.plans[0]
    known = called(content.plans)
    message = f"有 {len(content.plans)} 个任务清单，不知道是哪一个" if known else "还没有任务清单"
    hint = f"用 --plan 写明一个：{known}" if known else _FIRST
    raise Problems([Problem(PLANS, message, hint)])


def called(plans: Iterable[Plan]) -> str:
    """Return plans as a person chooses among them: each id with its title."""
    return "、".join(f"{plan.id}“{plan.title}”" for plan in plans)


def plan_named(content: Content, name: str) -> Plan:
    """Return the plan of this id; raises ``Problems`` where there is none."""
    for plan in content.plans:
        if plan.id == name:
            return plan
    known = called(content.plans)
    hint = f"已有：{known}" if known else _FIRST
    raise Problems([Problem(PLANS, f"没有任务清单“{name}”", hint)])
