"""Killed before any one of its steps, a run leaves the old content or the new one, and the next run puts all right."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tongbao.output.swapping import exchange_names, finish, previous_of, put, recover, step_back
from tongbao.output.workplace import workplace, workplace_of

HOUSE = Path(__file__).parent.parent.parent

# Runs that kill themselves before the step of a number, one run a number until one comes through: every name that
# changes, appears or goes is a step.
RUNS = """
import os, sys
from pathlib import Path
from tests.output.dying import dies_before
from tongbao.output import swapping
from tongbao.output.workplace import workplace

name, what, can, folders = sys.argv[1], sys.argv[2], sys.argv[3] == "can", sys.argv[4:]

def run(place, last):
    counted = dies_before(last, ("rename", "replace", "unlink", "rmdir", "mkdir", "fsync", "open"))
    exchange = counted(swapping.exchange_names if can else lambda one, other: False)
    carried = () if place.suffix == ".zip" else ("archive/2022-07", "archive/2022-07.zip")
    with workplace(place) as work:
        swapping.recover(work, place)
        if what == "back":
            refused = swapping.step_back(work, place, note="noted", carried=carried, exchange=exchange)
        else:
            fresh = work / "next"
            if place.suffix == ".zip":
                fresh.write_text("new")
            else:
                fresh.mkdir()
                (fresh / "index.html").write_text("new")
            refused = swapping.put(
                work, place, keep=True, note="noted", carried=carried, exchange=exchange
            )
        assert refused is None
        place.parent.with_suffix(".log").write_text("noted")
        swapping.finish(work)

for last, folder in enumerate(folders):
    child = os.fork()
    if not child:
        try:
            run(Path(folder) / name, last)
        except BaseException:
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        continue
    print(last)
    sys.exit(os.waitstatus_to_exitcode(status))
"""

MOST = 60


def lay(place: Path, text: str) -> None:
    if place.suffix:
        place.write_text(text)
        return
    place.mkdir()
    (place / "index.html").write_text(text)


def lay_bag(place: Path) -> None:
    if not place.suffix:
        (place / "archive/2022-07").mkdir(parents=True)
        (place / "archive/2022-07.zip").write_text("bag")


def has_bag(place: Path) -> bool:
    """Tell whether the whole bag lies in a site."""
    return (place / "archive/2022-07").is_dir() and (place / "archive/2022-07.zip").is_file()


def text_of(place: Path) -> str:
    if not place.exists():
        return ""
    return (place if place.is_file() else place / "index.html").read_text()


def run(what: str, name: str, can: str, folders: Sequence[Path]) -> int:
    """Run until one is not killed; return how many were."""
    words = [sys.executable, "-c", RUNS, name, what, can, *map(str, folders)]
    done = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=True)
    return int(done.stdout)


def next_run(place: Path) -> str:
    """Do what every next run does first; return the note of a step that is done, now or before."""
    log = place.parent.with_suffix(".log")
    with workplace(place) as work:
        before = recover(work, place)
        if before.done:
            assert before.note
            log.write_text(before.note)
            finish(work)
    return log.read_text() if log.exists() else ""


def prepared(tmp_path: Path, name: str, *texts: str) -> tuple[Path, ...]:
    """Return folders in which a place and the one before it hold some texts, and the place a sealed month."""
    folders = tuple(tmp_path / str(number) for number in range(MOST))
    for folder in folders:
        folder.mkdir()
        place = folder / name
        for one, text in zip((place, previous_of(place)), texts, strict=False):
            lay(one, text)
        if texts:
            lay_bag(place)
    return folders


def needs(can: str, folder: Path) -> None:
    """Skip where this disk cannot exchange names: then there is only the other way."""
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    if can == "can" and not exchange_names(one, other):
        reason = "the disk of the tests cannot exchange names"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    one.rmdir()
    other.rmdir()


@pytest.mark.kills
@pytest.mark.parametrize("can", ["can", "cannot"])
@pytest.mark.parametrize("name", ["www", "督办.zip"])
def test_killed_before_every_step_of_publishing(tmp_path: Path, name: str, can: str) -> None:
    needs(can, tmp_path)
    folders = prepared(tmp_path, name, "old", "older")
    killed = run("put", name, can, folders)
    assert killed > 10
    found = set[tuple[str, str]]()
    for folder in folders[: killed + 1]:
        place = folder / name
        at_once = text_of(place)
        # Elsewhere there is the gap of two renames.
        assert at_once in ({"old", "new"} if can == "can" or place.suffix else {"old", "new", ""})
        note = next_run(place)
        seen = (text_of(place), text_of(previous_of(place)))
        found.add(seen)
        assert at_once in {seen[0], ""}
        assert place.suffix or has_bag(place)
        assert note == ("noted" if seen == ("new", "old") else "")
        assert sorted(one.name for one in folder.iterdir()) == sorted(
            [name, previous_of(place).name]
        )
    assert found == {("old", "older"), ("new", "old")}
    assert seen == ("new", "old")


@pytest.mark.kills
@pytest.mark.parametrize("can", ["can", "cannot"])
@pytest.mark.parametrize("name", ["www", "督办.zip"])
def test_killed_before_every_step_back(tmp_path: Path, name: str, can: str) -> None:
    needs(can, tmp_path)
    folders = prepared(tmp_path, name, "new", "old")
    killed = run("back", name, can, folders)
    assert killed > 5
    found = set[tuple[str, str]]()
    for folder in folders[: killed + 1]:
        place = folder / name
        at_once = text_of(place)
        assert at_once in ({"new", "old"} if can == "can" else {"new", "old", ""})
        note = next_run(place)
        seen = (text_of(place), text_of(previous_of(place)))
        found.add(seen)
        assert at_once in {seen[0], ""}
        assert place.suffix or has_bag(place)
        assert note == ("noted" if seen == ("old", "new") else "")
        assert len(list(folder.iterdir())) == 2
    assert found == {("new", "old"), ("old", "new")}
    assert seen == ("old", "new")


@pytest.mark.kills
def test_killed_before_every_step_of_the_first_time(tmp_path: Path) -> None:
    folders = prepared(tmp_path, "www")
    killed = run("put", "www", "can", folders)
    assert killed > 5
    for folder in folders[: killed + 1]:
        place = folder / "www"
        next_run(place)
        assert text_of(place) in {"", "new"}
        assert list(folder.iterdir()) == ([place] if place.exists() else [])
    assert text_of(place) == "new"


def cannot(_one: Path, _other: Path) -> bool:
    return False


def test_a_place_that_is_in_use_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "www"
    lay(place, "old")
    rename = Path.rename

    def in_use(self: Path, target: Path) -> Path:
        if target == place and self.name == "next":
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", in_use)
    with workplace(place) as work:
        lay(work / "next", "new")
        with pytest.raises(PermissionError):
            put(work, place, keep=True, note="", exchange=cannot)
    assert text_of(place) == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_what_cannot_be_laid_aside_is_laid_aside_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "www"
    lay(place, "old")
    lay(previous_of(place), "older")
    rename = Path.rename

    def in_use(self: Path, target: Path) -> Path:
        if self == previous_of(place):
            raise PermissionError(13, "in use")
        return rename(self, target)

    with workplace(place) as work, monkeypatch.context() as patched:
        patched.setattr(Path, "rename", in_use)
        lay(work / "next", "new")
        assert isinstance(put(work, place, keep=True, note="noted"), PermissionError)
    assert workplace_of(place).exists()
    assert next_run(place) == "noted"
    assert (text_of(place), text_of(previous_of(place))) == ("new", "old")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_step_back_that_is_refused_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "www"
    lay(place, "new")
    lay(previous_of(place), "old")
    rename = Path.rename

    def in_use(self: Path, target: Path) -> Path:
        if self == previous_of(place):
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", in_use)
    with workplace(place) as work, pytest.raises(PermissionError):
        step_back(work, place, exchange=cannot)
    assert (text_of(place), text_of(previous_of(place))) == ("new", "old")
