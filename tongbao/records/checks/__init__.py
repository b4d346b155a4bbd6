"""Checks of records against each other: a list of functions of one shape.

In: ``Checked``. Out: problems, each at its line. A new rule is one function, one line in ``CHECKS``, one
broken site in tests/broken.
"""

from collections.abc import Iterator

from tongbao.problems import Problem
from tongbao.records.checks.bulletins import bulletins_are_unique, bulletins_name_known_units
from tongbao.records.checks.checked import Check, Checked
from tongbao.records.checks.decisions import decisions_are_whole
from tongbao.records.checks.facts import facts_have_notices
from tongbao.records.checks.months import (
    completions_are_closed,
    errata_begin_as_printed,
    forms_are_opened_once,
    ranking_fits_the_vocabularies,
    returns_agree,
)
from tongbao.records.checks.notices import claims_are_known, periods_are_given
from tongbao.records.checks.portal import portal_html_is_sound
from tongbao.records.checks.reviews import review_marks
from tongbao.records.checks.settings import (
    colours_differ,
    districts_are_unique,
    foot_is_complete,
    id_code_fits_the_districts,
    plans_fit_the_settings,
    registries_fit_the_settings,
    settings_are_filled_in,
    words_are_unique,
)
from tongbao.records.checks.tasks import (
    ends_lead_on,
    events_end_after_they_begin,
    named_tasks_exist,
    notices_are_known,
    parts_are_unique,
    parts_stand_once,
    persons_are_named,
    statuses_are_known,
    tasks_have_plans,
    updates_are_unique,
)
from tongbao.records.checks.units import (
    groups_are_whole,
    units_are_known,
    units_are_unique,
    units_in_time,
)

__all__ = ["CHECKS", "Check", "Checked", "check"]

CHECKS: tuple[Check, ...] = (
    decisions_are_whole,
    settings_are_filled_in,
    words_are_unique,
    districts_are_unique,
    colours_differ,
    foot_is_complete,
    id_code_fits_the_districts,
    portal_html_is_sound,
    plans_fit_the_settings,
    registries_fit_the_settings,
    bulletins_are_unique,
    bulletins_name_known_units,
    units_are_unique,
    groups_are_whole,
    units_in_time,
    units_are_known,
    tasks_have_plans,
    notices_are_known,
    named_tasks_exist,
    ends_lead_on,
    statuses_are_known,
    parts_are_unique,
    updates_are_unique,
    persons_are_named,
    parts_stand_once,
    events_end_after_they_begin,
    errata_begin_as_printed,
    completions_are_closed,
    forms_are_opened_once,
    returns_agree,
    ranking_fits_the_vocabularies,
    claims_are_known,
    periods_are_given,
    facts_have_notices,
    review_marks,
)


def check(checked: Checked) -> Iterator[Problem]:
    """Yield what every check finds."""
    for rule in CHECKS:
        yield from rule(checked)
