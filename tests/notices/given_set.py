"""The notices of ``tests/notices/given``, their gold, and what ``ingest`` makes of a text.

In: the folder. Out: ``NAMES``, ``gold_of`` and ``read_text``, each text read once a run: into an empty site that is
never written to, as a clerk would bring it in without a word more.
"""

import datetime
import functools
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.problems import Problems
from tongbao.records.facts import Indicator
from tongbao.records.model import Notice, Task
from tongbao.records.starter import write_empty_site

FOLDER = Path(__file__).parent / "given"
NAMES = tuple(path.name.removesuffix(".gold.yml") for path in sorted(FOLDER.glob("*.gold.yml")))
RECEIVED = datetime.date(2026, 12, 31)

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What one text became; ``problem`` says why it was refused."""

    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    notice: Notice | None = None
    problem: str = ""


def file_of(name: str) -> Path:
    """Return the text of a notice."""
    return FOLDER / f"{name}.txt"


def text_of(name: str) -> str:
    """Return the words of a notice, as printed."""
    return file_of(name).read_text("utf-8")


@functools.cache
def gold_of(name: str) -> Gold:
    """Return what a careful reader takes from a notice."""
    gold: Gold = yaml.safe_load(FOLDER.joinpath(f"{name}.gold.yml").read_text("utf-8"))
    return gold


@functools.cache
def _site() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """Return an empty site of this run, with what takes it away at the end."""
    folder = tempfile.TemporaryDirectory()
    site = Path(folder.name) / "site"
    write_empty_site(site)
    return folder, site


def read_file(file: Path, received: datetime.date = RECEIVED) -> Read:
    """Return what ingest makes of a file in an empty site, which stays empty."""
    kept: dict[str, bytes] = {}
    try:
        done = ingest(file, _site()[1], Wishes(), received, write=kept.update)
    except Problems as problems:
        return Read(problem="；".join(one.message for one in problems.problems))
    return Read(done.tasks, _indicators(done, kept), done.notice)


def _indicators(done: Ingested, kept: Mapping[str, bytes]) -> tuple[Indicator, ...]:
    written = kept.get(f"content/indicators/{done.notice.id}.yml")
    if written is None:
        return ()
    # As text: a figure is kept as printed, and YAML would make a number of it.
    found = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    return tuple(Indicator.model_validate(one) for one in found["indicators"])


@functools.cache
def read_text(name: str, text: str) -> Read:
    """Return what ingest makes of a text under the name of a notice."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.txt"
        file.write_text(text, "utf-8", newline="")
        return read_file(file)


def read_given(name: str) -> Read:
    """Return what ingest makes of a notice as it is given."""
    return read_text(name, text_of(name))
