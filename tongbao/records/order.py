"""The order in which pages list records.

In: ``Content`` in any order. Out: the same in order. The order of tasks is the notice's, never that of text.
"""

import datetime
import re
from dataclasses import replace
from typing import Any

from tongbao.records.content import Content
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan, Task


def in_order(content: Content) -> Content:
    """Return the content with every kind of record in the order that ``Content`` promises."""
    ranks = {district.id: rank for rank, district in enumerate(content.settings.districts)}

    def plan_key(plan: Plan) -> tuple[Any, ...]:
        """Districts in the order of site.yml, the newest plan of each first."""
        rank = ranks.get(plan.district, len(ranks))
        return rank, plan.district, -plan.year, natural(plan.id)

    plans = tuple(sorted(content.plans, key=plan_key))
    notices = tuple(sorted(content.notices, key=_notice_key))
    plan_ranks = {plan.id: rank for rank, plan in enumerate(plans)}
    notice_ranks = {notice.id: rank for rank, notice in enumerate(notices)}

    def task_key(task: Task) -> tuple[Any, ...]:
        """An overall objective heads its plan; tasks of a plan or notice that could not be read stand last."""
        return (
            plan_ranks.get(task.plan, len(plans)),
            task.plan,
            notice_ranks.get(task.source.notice, len(notices)),
            task.kind != "objective",
            task.source.page or 0,
            task.source.row or 0,
            natural(task.id),
        )

    def notice_key(facts: Indicators | Mentions) -> tuple[int, str]:
        return notice_ranks.get(facts.notice, len(notices)), facts.notice

    return replace(
        content,
        plans=plans,
        notices=notices,
        tasks=tuple(sorted(content.tasks, key=task_key)),
        registries=tuple(
            sorted(
                content.registries,
                key=lambda one: (ranks.get(one.district, len(ranks)), one.district),
            )
        ),
        pages=tuple(sorted(content.pages, key=lambda page: page.id)),
        indicators=tuple(sorted(content.indicators, key=notice_key)),
        mentions=tuple(sorted(content.mentions, key=notice_key)),
    )


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 2 before 10 and t2 before t10."""
    return tuple(
        (0, int(piece), piece) if piece.isdigit() else (1, 0, piece)
        for piece in re.split(r"(\d+)", name)
        if piece
    )


def _notice_key(notice: Notice) -> tuple[datetime.date, Any]:
    return notice.day, natural(notice.id)
