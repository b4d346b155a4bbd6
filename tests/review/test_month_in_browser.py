"""A month reviewed in a real browser: five notices and a second edition, no file edited by hand.

A person clicks as one would who has read the notices; what it took and how it compares with the notices stands in
docs/使用手册.md.
"""

import contextlib
import datetime
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page

from tests.notices import layouts
from tests.output.axe import violations
from tests.test_second_edition import second_edition
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.problems import Severity
from tongbao.records.content import Content, UnitNames
from tongbao.records.load import load, load_checked
from tongbao.records.starter import write_empty_site

pytestmark = [pytest.mark.browser, pytest.mark.long]

HOUSE = Path(__file__).parent.parent.parent
NOTICES = HOUSE / "tests" / "notices"
TODAY = datetime.date(2022, 10, 8)
OFFICE = "中共湛河区委区政府督查局"
LEDGER, TASKS, TOWNS = (
    "000-ledger-2022-07",
    "002-tasks-weidong-2022",
    "004-townships-2022-08",
)
MOST_CLICKS = 60
# In so many decisions one may be another than that of a careful reviewer.
ONE_IN = 50


def gold(name: str) -> dict[str, list[dict[str, list[str]]]]:
    """Return what a careful reader takes from a notice."""
    found: dict[str, list[dict[str, list[str]]]] = yaml.safe_load(
        (NOTICES / f"{name}.gold.yml").read_text("utf-8")
    )
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new site into which a month's notices were received."""
    root = tmp_path_factory.mktemp("month") / "site"
    write_empty_site(root)
    august = layouts.xlsx_ledger(second_edition(), root.parent / "八月台账.xlsx")
    for file in (
        *(NOTICES / f"{LEDGER}.pdf", august, NOTICES / f"{TASKS}.pdf", NOTICES / f"{TOWNS}.pdf"),
        *(NOTICES / "001-report-2021.pdf", NOTICES / "news" / "road.txt"),
    ):
        ingest(file, root, Wishes(), TODAY)
    return root


@contextlib.contextmanager
def serving(root: Path) -> Iterator[str]:
    """Run the real command and yield the address of the review."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-X", "utf8", str(HOUSE / "build.py"), "serve"]
    process = subprocess.Popen(
        [*command, "--root", str(root), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    address = f"http://127.0.0.1:{port}/_review"
    try:
        for _ in range(240):
            with contextlib.suppress(urllib.error.URLError):
                urllib.request.urlopen(address).close()
                break
            time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(20)


class Person:
    """Somebody who reviews with a mouse; ``clicks`` counts each press of a button, a link, a choice, a list."""

    def __init__(self, page: Page, address: str) -> None:
        """Sit down before the first page."""
        self.page, self.clicks = page, 0
        page.goto(address)

    def click(self, what: Locator) -> None:
        """Click something."""
        self.clicks += 1
        what.click()

    def write(self, label: str, text: str) -> None:
        """Write into the field of a label: into it is a click too."""
        self.clicks += 1
        self.page.get_by_label(label, exact=True).last.fill(text)

    def choose(self, label: str, value: str) -> None:
        """Choose from a list: it is opened, then an entry clicked."""
        self.clicks += 2
        self.page.get_by_label(label, exact=True).select_option(value)

    def group(self, name: str) -> bool:
        """Go to a group, where it still has something open."""
        link = self.page.locator(
            f'nav a[href="/_review/{name}"], .groups a[href="/_review/{name}"]'
        )
        if not link.count():
            return False
        self.click(link)
        return True

    def send(self) -> str:
        """Write what was chosen."""
        self.click(self.page.get_by_role("button", name="写下选好的"))
        return self.page.locator(".said").inner_text()

    def send_all(self) -> str:
        """Write what was chosen, the rest as it stands."""
        button = self.page.get_by_role("button", name="一起写下")
        if not button.count():
            only = self.page.get_by_label("对", exact=True)
            if only.count() == 1:
                self.click(only)
            return self.send()
        self.click(button)
        return self.page.locator(".said").inner_text()


def review(person: Person, townships: list[str]) -> None:
    """Review all that is open, in the order of the groups."""
    page = person.page
    person.group("site")
    person.write("主办单位", OFFICE)
    person.send()
    person.group("plans")
    for no_tasks in page.get_by_label("里没有任务").all():
        person.click(no_tasks)
    person.send_all()
    person.group("notices")
    person.write("期次", "2022年8月")
    person.write("标题", "关于2022年8月份重点工作任务推进情况的台账")
    person.send_all()
    person.group("words")
    person.choose("次序", "-")
    person.choose("算什么", "closed")
    person.send()
    person.group("units")
    while page.locator(".question").count():
        for name in ("申楼街道", "卫东自然资源和规划分局", "区退役军人事务局"):
            for same in page.get_by_label(f"与“{name}”是同一个").all():
                person.click(same)
        for question in page.locator(".question", has_text="成员没有写明").all():
            if question.locator("legend").inner_text() == "各乡（街道）":
                continue
            person.click(question.get_by_label("说不清有哪些，不列"))
        person.send_all()
        if page.locator(".question").count() == 1:  # the towns are all known by now
            person.write("成员，一行一个", "\n".join(townships))
            person.send()
    for name in ("people", "joins", "ended", "tasks", "figures", "unread"):
        if person.group(name):
            person.send_all()
    person.group("bulletins")
    person.write("期号", "9")
    person.write("表扬单位，一行一家", "区委组织部")
    person.write("点名的滞后单位，一行一家", "区住建局")
    person.send()
    person.click(page.get_by_role("link", name="还没有核对的"))


def test_a_month_is_reviewed_in_the_browser(root: Path, browser: Browser) -> None:
    towns = [str(name) for name in gold(LEDGER)["townships_meant_by_all"]]
    opened = sum(one.severity is Severity.REVIEW for one in load(root).problems)
    with serving(root) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        page = context.new_page()
        try:
            person = Person(page, address)
            for name in (
                "",
                "/site",
                "/plans",
                "/notices",
                "/words",
                "/units",
                "/figures",
                "/bulletins",
            ):
                page.goto(address + name)
                assert violations(page) == [], name
                for width in (1280, 320):
                    page.set_viewport_size({"width": width, "height": 900})
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            review(person, towns)
            assert page.locator("h1").inner_text() == "都核对过了"
        finally:
            context.close()
    assert opened > 2 * ONE_IN
    assert person.clicks <= MOST_CLICKS
    content = load_checked(root)
    assert not [one for one in load(root).problems if one.severity is Severity.REVIEW]
    wrong = [*differences(content, towns)]
    assert len(wrong) <= opened / ONE_IN, wrong


def differences(content: Content, towns: list[str]) -> Iterator[str]:
    """Yield where what was decided is not what a careful reader of the notices says."""
    titles = {
        "d1-2022": "湛河区2022年重点工作",
        "d1-2022-2": "湛河区2022年督查通报事项",
        "d2-2022": "卫东区2022年重点工作",
        "d1-2021": "湛河区2021年政府工作报告",
    }
    found = {plan.id: plan.title for plan in content.plans}
    yield from (f"{name}: {found.get(name)}" for name in titles if found.get(name) != titles[name])
    yield from (f"{name} is no plan" for name in found.keys() - titles.keys())
    periods = [one.period for one in content.notices if one.kind in ("ledger", "bulletin")]
    if sorted(filter(None, periods)) != ["2022-05/2022-07", "2022-08", "2022-08"]:
        yield f"periods: {periods}"
    words = content.settings.vocabularies["default"]
    if [(one.word, one.closed) for one in words][:2] != [("已完成", True), ("积极推进", False)]:
        yield f"words: {words}"
    yield from _units(content, "d1", {*_names(LEDGER, "rows"), *towns})
    yield from _units(content, "d2", {*_names(TASKS, "tasks")})
    (group,) = (one for one in content.registry("d1").units if one.name == "各乡（街道）")
    yield from (f"{name} is a member" for name in set(towns) ^ set(group.members))


def _names(notice: str, rows: str) -> Iterator[str]:
    for row in gold(notice)[rows]:
        for role in ("lead_units", "responsible_units", "cooperating_units"):
            yield from row.get(role, ())


def _units(content: Content, district: str, wanted: set[str]) -> Iterator[str]:
    """Yield the units that a reader names and the registry does not, and those that no notice names."""
    names = UnitNames(content.registry(district))
    yield from (f"{name} is no unit of {district}" for name in wanted if not names.find(name))
    second = {"区科技局", "区城管局"}  # those that the second edition brings
    for unit in content.registry(district).units:
        if not set(unit.names) & (wanted | second | _own_names(content, district)):
            yield f"nobody names {unit.name} of {district}"


def _own_names(content: Content, district: str) -> set[str]:
    """Return the units of the objective of a plan and of people, which the rows of the readers do not hold."""
    plans = {plan.id for plan in content.plans if plan.district == district}
    return {
        name
        for task in content.tasks
        if task.plan in plans
        for line in task.assignments
        for name in (
            *(line.lead if task.kind == "objective" else ()),
            *(line.responsible if task.kind == "objective" else ()),
            *(person.unit for person in (*line.leaders, *line.persons) if person.unit),
        )
    }
