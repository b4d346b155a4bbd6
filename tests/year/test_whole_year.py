"""A whole year: twelve ledgers of two districts, held against what each of them printed.

Every month's page, its claims, its bulletin and its quarter are of its own edition; everything else is of the newest.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.year import whole
from tests.year.rooms import Site
from tests.year.whole import DISTRICTS, MONTHS, YEAR, District, YearRow, counts, edition
from tongbao.bulletin.figures import figures_of
from tongbao.forms.forms import forms_of
from tongbao.notices.claims import claim_results
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.progress.editions import in_edition
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Ended, Task
from tongbao.records.settings import Settings
from tongbao.records.starter import write_empty_site
from tongbao.records.store import Stored, texts_of
from tongbao.site.plan import plan_site

pytestmark = pytest.mark.long
LAST = MONTHS[-1]
PLACED = {"review": (), "base": True, "closed": True, "tone": "green", "shape": "circle"}


@dataclass(frozen=True)
class Year:
    """The site at the end of the year, its content, and which task of the records is which of the model."""

    content: Content
    site: Site

    def rows(self, page: str) -> list[dict[str, Any]]:
        return self.site.rows(page)


def write(root: Path, *records: Stored) -> None:
    """Write records as a clerk would by hand."""
    for path, content in texts_of(root, records).items():
        (root / path).write_bytes(content)


def task_with(content: Content, district: District, text: str) -> Task:
    """Return the task of which some edition printed a text."""
    (found,) = (
        task
        for task in content.tasks_of(district.plan)
        if text in (task.text, *(one.printed.text for one in task.updates))
    )
    return found


def decide(root: Path, district: District, month: int) -> None:
    """Write what the clerk decides after the ledger of a month: ended tasks, the unit's new name."""
    content = load_checked(root)
    before = {row.key: row.text for row in edition(district, month - 1)} if month > 1 else {}
    now = {row.key: row.text for row in edition(district, month)}
    for one in district.decided:
        if one.month == month:
            into = tuple(task_with(content, district, now[key]).key for key in one.into)
            task = task_with(content, district, before[one.key])
            ended = Ended(kind=one.kind, date=whole.day_of(month), into=into)
            write(root, task.model_copy(update={"ended": ended, "review": ()}))
    if month == district.renamed:
        registry = content.registry(district.id)
        old, new = (next(u for u in registry.units if u.name == name) for name in whole.RENAMED)
        formerly = ({"name": old.name, "until": whole.day_of(month)},)
        renamed = old.model_validate(
            {**old.model_dump(), "name": new.name, "formerly": formerly, "review": ()}
        )
        units = tuple(renamed if one is old else one for one in registry.units if one is not new)
        write(root, registry.model_copy(update={"units": units}))


def place_words(root: Path) -> None:
    """Say what new status words count as."""
    settings: Settings = load_checked(root).settings
    words = tuple(
        one.model_copy(update=PLACED) if one.is_undecided else one
        for one in settings.vocabularies["default"]
    )
    ordered = tuple(sorted(words, key=lambda one: not one.closed))
    write(root, settings.model_copy(update={"vocabularies": {"default": ordered}}))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("year")
    root = folder / "site"
    write_empty_site(root)
    (root / "site.yml").write_text(whole.SETTINGS, "utf-8")
    for month in MONTHS:
        for district in DISTRICTS:
            file = whole.ledger_file(district, month, folder)
            ingest(file, root, Wishes(), whole.day_of(month))
            decide(root, district, month)
        place_words(root)
    content = load_checked(root)
    shown = in_edition(content, "intranet")
    return Year(content, Site(plan_site(shown, claim_results(content))))


EDITIONS = [(district, month) for district in DISTRICTS for month in MONTHS]
each_edition = pytest.mark.parametrize(
    ("district", "month"), EDITIONS, ids=[f"{one.id}-{month}" for one, month in EDITIONS]
)
each_district = pytest.mark.parametrize("district", DISTRICTS, ids=[one.id for one in DISTRICTS])


def printed(row: YearRow) -> dict[str, Any]:
    """Return what a list shows of a row of a ledger."""
    return {
        "number": row.number,
        "text": row.text,
        "lead": (row.lead,),
        "leaders": (row.leader,),
        "persons": (row.person,),
        "status": row.status,
    }


def listed(rows: list[dict[str, Any]], *fields: str) -> list[dict[str, Any]]:
    """Return the rows of a page that its edition lists, those with a number."""
    shown = [row | {"status": row["status"] and row["status"].word} for row in rows]
    return [{name: row[name] for name in fields} for row in shown if row["number"]]


FIELDS = ("number", "text", "lead", "leaders", "persons", "status")


@each_edition
def test_a_month_is_told_as_its_ledger_printed_it(
    year: Year, district: District, month: int
) -> None:
    rows = year.rows(f"periods/{district.plan}/{YEAR}-{month:02}.html")
    assert listed(rows, *FIELDS) == [printed(row) for row in edition(district, month)]


@each_edition
def test_the_claims_of_a_month_hold(year: Year, district: District, month: int) -> None:
    rows = edition(district, month)
    notice = f"{district.id}-{whole.day_of(month)}"
    found = [one for one in claim_results(year.content) if one.notice == notice]
    wanted = {(f"status_count:{word}", count) for word, count in counts(rows).items()}
    assert wanted | {("tasks", len(rows))} <= {(one.claim, one.stated) for one in found}
    assert [one for one in found if one.agrees is not True] == []


@each_district
def test_lists_tell_the_newest_edition(year: Year, district: District) -> None:
    rows = year.rows(f"plans/{district.plan}.html")
    assert listed(rows, *FIELDS) == [printed(row) for row in edition(district, LAST)]


@each_edition
def test_a_bulletin_prints_the_rows_of_its_ledger(
    year: Year, district: District, month: int
) -> None:
    figures = figures_of(year.content, district.plan, f"{YEAR}-{month:02}")
    rows = edition(district, month)
    assert [(one.task.number, one.task.text) for one in figures.listed if one.is_counted] == [
        (row.number, row.text) for row in rows
    ]
    found = {standing.heading: count for standing, count in figures.counts if standing.base}
    assert found == dict(counts(rows))


@each_district
def test_a_form_asks_for_the_rows_of_the_newest(year: Year, district: District) -> None:
    office, *_ = forms_of(year.content, district.plan, f"{YEAR + 1}-01").forms
    assert [(one.number, one.text, one.units) for one in office.rows if one.number] == [
        (row.number, row.text, row.lead) for row in edition(district, LAST)
    ]


def test_people_answer_for_what_the_newest_edition_lists(year: Year) -> None:
    newest = [(one.name, row) for one in DISTRICTS for row in edition(one, LAST)]
    persons = Counter((district, row.person, row.lead) for district, row in newest)
    leaders = Counter((district, row.leader) for district, row in newest)
    rows = year.rows("people/index.html")
    own = {(row["district"], row["name"], row["unit"]): row["own"] for row in rows if row["own"]}
    assert own == dict(persons)
    led = {(row["district"], row["name"]): row["taking_part"] for row in rows if not row["unit"]}
    assert led == dict(leaders)


@each_district
def test_units_answer_for_what_the_newest_edition_lists(year: Year, district: District) -> None:
    rows = [one for one in year.rows("units/index.html") if one["district"] == district.name]
    newest = edition(district, LAST)
    assert {row["unit"]: row["total"] for row in rows} == dict(Counter(row.lead for row in newest))
    for row in rows:
        own = listed(year.rows(row["path"]), *FIELDS)
        assert own == [printed(one) for one in newest if one.lead == row["unit"]]


@each_edition
def test_changes_are_told_in_the_words_of_their_month(
    year: Year, district: District, month: int
) -> None:
    page = f"changes/{district.plan}/{YEAR}-{month:02}.html"
    if month == MONTHS[0]:
        assert page not in {one.page for one in year.site.planned.sheets}
        return
    known = {(row.number, row.text) for row in edition(district, month)}
    told = {(row["number"], row["title"]) for row in year.rows(page) if row["number"]}
    assert told <= known
    assert told


@each_district
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_a_quarter_is_told_in_the_words_of_its_last_month(
    year: Year, district: District, quarter: int
) -> None:
    rows = year.rows(f"rollups/{district.plan}/{YEAR}-q{quarter}.html")
    newest = edition(district, 3 * quarter)
    # A unit stands by the name that it has now, whatever it was called then.
    now = dict([whole.RENAMED])
    assert sorted((row["number"], row["title"], row["unit"]) for row in rows if row["number"]) == (
        sorted((row.number, row.text, now.get(row.lead, row.lead)) for row in newest)
    )


@each_district
def test_what_a_row_was_before_is_told_with_its_month(year: Year, district: District) -> None:
    (before,) = (row for row in edition(district, 5) if row.key == "k15")
    (now,) = (row for row in edition(district, LAST) if row.key == "k15")
    task = task_with(year.content, district, now.text)
    page = year.site.read(f"tasks/{task.key}.html")
    first, history = page.split("历次进展", 1)
    assert now.text in first
    assert f"第{now.number}项{before.text}" not in first
    assert before.text in history
