"""All that is open on a site, as questions, in the order in which a month is reviewed.

In: the content as its files hold it, the day. Out: questions, by group.
"""

import datetime

from tongbao.records.content import Content
from tongbao.review.notices import fact_questions, notice_questions, plan_questions
from tongbao.review.question import GROUPS, Question
from tongbao.review.site import bulletin_questions, settings_question
from tongbao.review.tasks import task_questions
from tongbao.review.units import unit_questions
from tongbao.review.unread import unread_questions
from tongbao.review.words import word_questions


def questions_of(content: Content, today: datetime.date) -> tuple[Question, ...]:
    """Return every question; those of one group stand together."""
    found = [
        settings_question(content),
        *plan_questions(content),
        *notice_questions(content),
        *word_questions(content),
        *unit_questions(content),
        *task_questions(content),
        *fact_questions(content),
        *bulletin_questions(content, today),
        *unread_questions(content),
    ]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda one: order.index(one.group)))
