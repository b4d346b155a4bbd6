"""Nothing that an edition withholds stands in a byte of what it gives out: pages, data, names, bags, zips.

A marker is planted in every text field of every kind of withheld record, by walking the models (``planting``); then the
whole output is searched, what lies inside its zips too. That the markers are there at all is proved by the full bag.
"""

import dataclasses
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archive.planting import MARK, Planter
from tests.archive.test_seal import AUGUST, SMALL, copy_of
from tongbao.archive.register import Edition as BagEdition
from tongbao.archive.seal import seal
from tongbao.archive.serving import build_with_archive
from tongbao.progress.editions import Edition
from tongbao.records.checks.units import named_units
from tongbao.records.facts import Indicator, Indicators, Mention, Mentions
from tongbao.records.load import load, load_checked
from tongbao.records.model import (
    Assignment,
    Claim,
    Notice,
    Passage,
    Plan,
    Record,
    Registry,
    Source,
    Task,
    Unit,
    Update,
)
from tongbao.records.settings import District, Status
from tongbao.records.yaml_out import dump

pytestmark = pytest.mark.seals

FOUND = re.compile(rb"leak[a-z0-9]*")
# What a notice is called by wherever a task that is shown rests on it.
HEADING = ("title", "issuer", "number", "issue", "basis", "period_label")
TRUE_SOURCE = Source(notice="dong-2022-09-20", page=1, row=1)


class Planted:
    """A copy of the small site with withheld records of every kind; ``planted`` are its markers."""

    def __init__(self, root: Path, hidden: str) -> None:
        self.root = copy_of(SMALL, root)
        self.hidden = hidden
        self.planted: dict[str, str] = {}
        self.units: list[str] = []
        content = load_checked(root)
        self.settings = content.settings
        self.registry = content.registry("dong")
        self._notices()
        self._tasks()
        self._plan()
        self._shared()

    def planter(self, place: str) -> Planter:
        planter = Planter(place)
        planter.planted = _Into(self.planted)
        return planter

    def write(self, path: str, record: Record) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dump(record), "utf-8")

    def _notices(self) -> None:
        """Withheld as a whole, shown in part, spoken of by withheld tasks alone, with withheld pieces."""
        self._notice("leaknotice-1", "withheld notice", visibility=self.hidden)
        self._notice("dong-2022-08-30", "partial notice", **dict.fromkeys(HEADING, "照常"))
        self._notice("leaknotice-2", "notice of withheld tasks")
        self._pieces()

    def _notice(self, name: str, place: str, **given: Any) -> None:
        planter = self.planter(place)
        content = planter.mark("bytes").encode()
        fixed = {
            "File.sha256": hashlib.sha256(content).hexdigest(),
            "Claim.claim": "units_lagging",
            "Notice.review": (f"title: {planter.mark('review')}",),
            "Indicators.review": (f"name: {planter.mark('review of figures')}",),
            "Mentions.review": (f"date: {planter.mark('review of news')}",),
        }
        notice = planter.fill(Notice, fixed, id=name, **given)
        counted = Claim(
            claim=f"list_length:{planter.mark('list')}", stated=3, words=planter.mark("counted")
        )
        notice = notice.model_copy(update={"claims": (*notice.claims, counted)})
        self.write(notice.path, notice)
        (self.root / f"content/notices/{name}").mkdir()
        (self.root / f"content/notices/{name}/{notice.files[0].name}").write_bytes(content)
        figures = planter.fill(Indicators, fixed, notice=name)
        news = planter.fill(Mentions, fixed, notice=name)
        self.write(figures.path, figures)
        self.write(news.path, news)

    def _pieces(self) -> None:
        """A whole notice, pieces of which a person has withheld."""
        planter = self.planter("piece")
        content = planter.mark("bytes").encode()
        hidden = {"visibility": self.hidden}
        seen = load_checked(SMALL).notices[-1]
        file = seen.files[0].model_copy(
            update={"name": "照常.pdf", "sha256": hashlib.sha256(content).hexdigest()}
        )
        name = "dong-2022-08-31"
        pieces = {
            "files": (file,),
            "passages": (planter.fill(Passage, {}, **hidden),),
            "claims": (planter.fill(Claim, {"Claim.claim": "units_lagging"}, **hidden),),
        }
        self.write(f"content/notices/{name}.yml", seen.model_copy(update={"id": name, **pieces}))
        (self.root / f"content/notices/{name}").mkdir()
        (self.root / f"content/notices/{name}/照常.pdf").write_bytes(content)
        figure = planter.fill(Indicator, {}, **hidden)
        news = planter.fill(Mention, {}, **hidden)
        self.write(f"content/indicators/{name}.yml", Indicators(notice=name, indicators=(figure,)))
        self.write(f"content/mentions/{name}.yml", Mentions(notice=name, mentions=(news,)))

    def _fixed(self, planter: Planter, notice: str, note: str, **more: Any) -> dict[str, Any]:
        return {
            "Source.notice": notice,
            "Update.status": "正常推进",
            "Event.date_to": None,
            "Erratum.field": "note",
            "Erratum.was": note,
            "Task.supersedes": ("dong-2022/leaktask-1",),
            "Ended.into": ("dong-2022/1",),
            "Ended.notice": notice,
            "Task.review": (f"text: {planter.mark('review')}",),
            **more,
        }

    def _tasks(self) -> None:
        """A task, an assignment and an update withheld, and a task that rests on a withheld notice."""
        hidden = {"visibility": self.hidden}
        planter = self.planter("withheld task")
        note = planter.mark("Task.assignments/Assignment.updates/Update.note")
        fixed = self._fixed(planter, "leaknotice-2", note)
        task = planter.fill(Task, fixed, plan="dong-2022", id="leaktask-1", **hidden)
        self._task(task.model_copy(update={"supersedes": ()}))
        self._task(task.model_copy(update={"id": "leaktask-2"}))

        planter = self.planter("withheld assignment")
        fixed = self._fixed(
            planter, "dong-2022-08-30", planter.mark("Assignment.updates/Update.note")
        )
        shown = Update(period="2022-08", source=Source(notice="leaknotice-1", page=3))
        parts = (
            Assignment(part="1", lead=("区发改局",), updates=(shown,)),
            planter.fill(Assignment, fixed, **hidden),
        )
        self._shown_task("91", planter, parts)

        planter = self.planter("withheld update")
        fixed = self._fixed(planter, "dong-2022-08-30", planter.mark("Update.note"))
        said = planter.fill(Update, fixed, period="2022-07", **hidden)
        own = Update(period="2022-08", source=Source(notice="dong-2022-08-30"))
        part = Assignment(part="1", lead=("区发改局",), updates=(said, own))
        self._shown_task("92", planter, (part,))

    def _shown_task(self, name: str, planter: Planter, parts: tuple[Assignment, ...]) -> None:
        task = Task(
            plan="dong-2022",
            id=name,
            text="照常的任务",
            source=Source(notice="leaknotice-1", page=2),
            assignments=parts,
            supersedes=("dong-2022/leaktask-1",),
            review=(f"text: {planter.mark('review')}",),
        )
        self._task(task)

    def _task(self, task: Task) -> None:
        self.units += named_units(task)
        self.write(task.path, task)

    def _plan(self) -> None:
        """A plan withheld with all that only it uses: its district, its registry, its words."""
        planter = self.planter("withheld plan")
        plan = planter.fill(
            Plan,
            {"Plan.review": (f"title: {planter.mark('review')}",)},
            id="leakplan-2022",
            district="leakdistrict",
            vocabulary="leakwords",
            visibility=self.hidden,
            notices=("leaknotice-2",),
        )
        self.write(plan.path, plan)
        status = planter.fill(
            Status,
            {"Status.review": (f"word: {planter.mark('review of status')}",)},
            slug="leakslug",
            base=False,
            grade=False,
        )
        note = planter.mark("Task.assignments/Assignment.updates/Update.note")
        fixed = self._fixed(planter, "leaknotice-2", note) | {"Update.status": status.word}
        task = planter.fill(Task, fixed, plan=plan.id, id="leaktask-3")
        self.write(task.path, task.model_copy(update={"supersedes": ()}))
        praised = (name for bulletin in plan.bulletins for name in bulletin.praised or ())
        lagging = (name for bulletin in plan.bulletins for name in bulletin.lagging or ())
        first, *names = dict.fromkeys((*named_units(task), *praised, *lagging))
        review = (f"name: {planter.mark('review of unit')}",)
        fixed = {"Unit.review": review, "Unit.name": first}
        whole = planter.fill(Unit, fixed, id="leakunit", members=(), successors=())
        units = (Unit(id=f"leakunit-{number}", name=name) for number, name in enumerate(names))
        named = (whole, *units)
        self.write("content/units/leakdistrict.yml", Registry(district="x", units=named))
        district = planter.fill(District, {}, id="leakdistrict", code=None)
        words = {**self.settings.vocabularies, "leakwords": (status,)}
        districts = (*self.settings.districts, district)
        self.settings = self.settings.model_copy(
            update={"vocabularies": words, "districts": districts}
        )

    def _shared(self) -> None:
        """The registry with the units that only withheld tasks name, the settings, the plan that names the notices."""
        units = tuple(
            Unit(id=f"leakdong-{number}", name=name)
            for number, name in enumerate(dict.fromkeys(self.units))
            if name.startswith(MARK)
        )
        self.write(
            self.registry.path,
            self.registry.model_copy(update={"units": (*self.registry.units, *units)}),
        )
        self.write("site.yml", self.settings)
        plan = load(SMALL).content.plans[-1]
        names = (*plan.notices, "dong-2022-08-30", "dong-2022-08-31", "leaknotice-1")
        names = (*names, "leaknotice-2")
        self.write(plan.path, plan.model_copy(update={"notices": names}))


class _Into(dict[str, str]):
    """Markers of one planter that go into the site's as well."""

    def __init__(self, above: dict[str, str]) -> None:
        super().__init__()
        self.above = above

    def __setitem__(self, marker: str, place: str) -> None:
        super().__setitem__(marker, place)
        self.above[marker] = place

    def pop(self, marker: str, *rest: Any) -> Any:
        self.above.pop(marker, None)
        return super().pop(marker, *rest)


def every_byte(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file, and of every file inside a zip."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes() if path.is_file() else b""
        yield from _opened(name, content)


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from _opened(f"{name}!{inner}", packed.read(inner))


def markers_in(folder: Path) -> dict[str, set[str]]:
    """Return the markers found, each with the files it stands in or whose name holds it."""
    found: dict[str, set[str]] = {}
    for name, content in every_byte(folder):
        for marker in FOUND.findall(content + b" " + name.encode()):
            found.setdefault(marker.decode(), set()).add(name)
    return found


@pytest.mark.parametrize(
    ("hidden", "edition"),
    [("intranet", "public"), ("internal", "public"), ("internal", "intranet")],
)
def test_nothing_withheld_is_in_any_byte(tmp_path: Path, hidden: str, edition: Edition) -> None:
    site = Planted(tmp_path / "root", hidden)
    assert [str(one) for one in load(site.root).problems if one.severity == "error"] == []
    editions: tuple[BagEdition, ...] = ("full", "intranet", "public")
    for one in editions:
        seal(site.root, dataclasses.replace(AUGUST, edition=one))
    whole = markers_in(site.root / "archive/full")
    assert site.planted.keys() - whole.keys() == set()
    assert len(site.planted) > 150
    out = tmp_path / "out"
    other: Edition = "intranet" if edition == "public" else "public"
    build_with_archive(site.root, out, other)
    build_with_archive(site.root, out, edition)
    assert (out / "archive/2022-08/bag-info.txt").is_file()
    assert "照常的任务" in (out / "tasks/dong-2022/91.html").read_text("utf-8")
    assert markers_in(out) == {}
