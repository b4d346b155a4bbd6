"""Every field of a record is shown, exported and found, or it is said why not.

The models are walked, never listed: a field that is added fails here until it reaches the pages, data/ and the search,
or stands in ``NOWHERE`` with its reason.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.archive.planting import Planter
from tongbao.notices.claims import claim_results
from tongbao.output.render import render
from tongbao.progress.editions import in_edition
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.load import load_checked
from tongbao.records.model import Notice, Task, Unit
from tongbao.site.plan import plan_site

HOUSE = Path(__file__).parent.parent.parent
SMALL = HOUSE / "tests" / "site" / "small"
NOTICE, PERIOD = "dong-planted", "2022-05/2022-07"
FIRST = "dong-2022-09-20"
_FIXED = {
    "Source.notice": NOTICE,
    "Update.period": PERIOD,
    "Indicator.period": PERIOD,
    "Notice.kind": "ledger",
    "Notice.period": PERIOD,
    "Claim.claim": "lead_units",
    "Unit.id": "planted",
}
# Where a field is not, by ``Model.field``, and why.
NOWHERE: Mapping[str, tuple[str, str]] = {
    "Assignment.cooperating": ("search", "units are found by their own pages"),
    "Claim.page": ("data search", "a place in the notice: the page of the notice links to it"),
    "Claim.stated": ("search", "a figure is found by the words that state it"),
    "Claim.words": ("pages data search", "shown with a claim that was tested, found as a passage"),
    "Completion.date": ("search", "days are no words"),
    "Due.date": ("search", "found by its words"),
    "Due.words": ("data", "data/tasks.json has the day"),
    "Ended.date": ("search", "days are no words"),
    "Ended.into": ("pages search", "the names of tasks: pages link to them"),
    "Ended.notice": ("pages search", "the id of a notice: pages link to it"),
    "Ended.reason": ("search", "stands on the page of the task, which is found by its words"),
    "Erratum.date": ("search", "days are no words"),
    "Erratum.field": ("search", "the name of a field is nothing to look for"),
    "Event.date": ("search", "days are no words"),
    "Event.date_to": ("search", "days are no words"),
    "Event.units": ("pages search", "shown and found on the pages of those that are registered"),
    "File.name": ("data search", "files are found with their notice"),
    "File.origin": ("data search", "files are found with their notice"),
    "FormerName.since": ("search", "days are no words"),
    "FormerName.until": ("search", "days are no words"),
    "Indicator.page": ("search", "a place in the notice"),
    "Indicators.review": ("data search", "a mark is for the office, on the page"),
    "Mention.date": ("search", "days are no words"),
    "Mention.page": ("data search", "a place in the notice"),
    "Mentions.review": ("data search", "a mark is for the office, on the page"),
    "Notice.basis": ("data", "what the title says of another notice, on the page"),
    "Notice.date": ("search", "days are no words"),
    "Notice.issue": ("search", "a number that many notices have"),
    "Notice.period_label": ("data search", "data have the period itself"),
    "Notice.received": ("data search", "when the office got it, on the page"),
    "Notice.review": ("data search", "a mark is for the office, on the page"),
    "Passage.page": ("pages data search", "the words lead to the file, not to a page of it"),
    "Passage.text": ("data", "the notice itself is published beside"),
    "Person.duty": ("data", "data/tasks.json names persons, the lists beside pages say the rest"),
    "Person.office": ("pages data", "stands in where there is no name"),
    "Person.unit": ("data", "data/tasks.json names persons, the lists beside pages say the rest"),
    "Printed.cooperating": ("search", "units are found by their own pages"),
    "Printed.lead": ("search", "units are found by their own pages"),
    "Printed.responsible": ("search", "units are found by their own pages"),
    "Reply.date": ("search", "days are no words"),
    "Source.page": ("data search", "a place in the notice"),
    "Source.row": ("data search", "a place in the notice"),
    "Task.review": ("search", "a mark is for the office, on the page"),
    "Task.supersedes": ("pages data search", "the name of a task: pages link to the task"),
    "Unit.members": ("search", "units are found by their own pages"),
    "Unit.since": ("search", "days are no words"),
    "Unit.successors": ("search", "units are found by their own pages"),
    "Unit.until": ("search", "days are no words"),
    "Unit.review": ("data search", "a mark is for the office, on the page"),
    "Unread.page": ("pages data search", "stands with a text that no page shows"),
    "Unread.text": ("pages data search", "the office's work: the page of the notice has its text"),
    "Update.firms": ("data", "data/events.json has those of events"),
    "Update.persons": ("data", "data/events.json has those of events"),
}


class _Planter(Planter):
    """Fills every field with a value of its own: texts with a marker, days and numbers one after the other."""

    def __init__(self) -> None:
        super().__init__("p")
        self._next = count(1)
        self.forms: dict[str, tuple[str, ...]] = {}

    def _scalar(self, hint: Any, path: str) -> Any:
        number = next(self._next)
        day = datetime.date(2031, 1, 1) + datetime.timedelta(number)
        text = self.mark(path)
        shown = f"{day.year}年{day.month}月{day.day}日"
        for sample, forms in (
            (text, (text,)),
            (str(71_000 + number), (str(71_000 + number), f"71,{number:03}")),
            (day.isoformat(), (day.isoformat(), shown)),
        ):
            try:
                TypeAdapter(hint).validate_python(sample)
            except ValidationError:
                continue
            self.forms[path] = forms
            return sample
        return super()._scalar(hint, path)


@pytest.fixture(scope="module")
def planted() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the forms of each value by the path of its field, and all texts of the site by where they stand."""
    content, planter = load_checked(SMALL), _Planter()
    task = planter.fill(Task, _FIXED, plan="dong-2022", id="planted")
    notice = planter.fill(Notice, _FIXED, id=NOTICE)
    unit = planter.fill(Unit, _FIXED)
    # The record says what the first edition prints, its updates what later ones print otherwise.
    task = task.model_copy(update={"source": task.source.model_copy(update={"notice": FIRST})})
    (part,) = task.assignments
    as_set = {"lead": None, "persons": None, "leaders": None}
    known = part.model_copy(
        update={
            "part": "0",
            "lead": (unit.name,),
            "restated": (),
            "updates": tuple(
                one.model_copy(update={"printed": one.printed.model_copy(update=as_set)})
                for one in part.updates
            ),
        }
    )
    (registry,) = content.registries
    content = replace(
        content,
        tasks=(*content.tasks, task.model_copy(update={"assignments": (known, part)})),
        notices=(*content.notices, notice),
        registries=(registry.model_copy(update={"units": (*registry.units, unit)}),),
        indicators=(*content.indicators, planter.fill(Indicators, _FIXED, notice=NOTICE)),
        mentions=(*content.mentions, planter.fill(Mentions, _FIXED, notice=NOTICE)),
    )
    sizes = {(one.id, file.name): 1 for one in content.notices for file in one.files}
    planned = plan_site(in_edition(content, "intranet"), claim_results(content), sizes)
    pages = (text.decode() for _, text in render(planned, [HOUSE / "templates"]))
    searched = (text for path, text in planned.data.items() if path.endswith(".js"))
    data = (text for path, text in planned.data.items() if not path.endswith(".js"))
    found = {"pages": pages, "data": data, "search": searched}
    return planter.forms, {where: "".join(texts) for where, texts in found.items()}


def test_every_field_is_shown_exported_and_found(
    planted: tuple[dict[str, tuple[str, ...]], dict[str, str]],
) -> None:
    forms, texts = planted
    nowhere: dict[str, set[str]] = {}
    for path, shown in forms.items():
        field = path.rpartition("/")[2]
        missing = {at for at, text in texts.items() if not any(one in text for one in shown)}
        nowhere.setdefault(field, set()).update(missing)
    found = {field: places for field, places in nowhere.items() if places}
    assert found == {field: set(places.split()) for field, (places, _) in NOWHERE.items()}
