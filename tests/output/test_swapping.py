"""Killed before any one of its steps, a run leaves the old content or the new one, and the next run puts all right."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tongbao.output.swapping import exchange_names, previous_of, put, recover, step_back
from tongbao.output.workplace import clear, workplace, workplace_of

HOUSE = Path(__file__).parent.parent.parent

# A run that kills itself before the step of a number: every name that changes, appears or goes is a step.
RUN = """
import os, shutil, signal, sys
from pathlib import Path
from tongbao.output import swapping
from tongbao.output.workplace import workplace

place, what, can, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "can", int(sys.argv[4])
steps = 0

def counted(step):
    def counting(*args, **kwargs):
        global steps
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1
        return step(*args, **kwargs)
    return counting

for name in ("rename", "replace", "unlink", "rmdir", "mkdir", "fsync", "open"):
    setattr(os, name, counted(getattr(os, name)))
shutil.copyfile = counted(shutil.copyfile)
os.sync = lambda: None
exchange = counted(swapping.exchange_names if can else lambda one, other: False)
with workplace(place) as work:
    before = swapping.recover(work, place)
    if what == "back":
        swapping.step_back(work, place, exchange=exchange)
    else:
        fresh = work / "next"
        if place.suffix == ".zip":
            fresh.write_text("new")
        else:
            fresh.mkdir()
            (fresh / "index.html").write_text("new")
        assert swapping.put(work, place, keep=True, note="noted", exchange=exchange) is None
        swapping.finish(work)
print(steps)
"""

MOST = 60


def lay(place: Path, text: str) -> None:
    if place.suffix:
        place.write_text(text)
        return
    place.mkdir()
    (place / "index.html").write_text(text)


def text_of(place: Path) -> str:
    if not place.exists():
        return ""
    return (place if place.is_file() else place / "index.html").read_text()


def run(place: Path, what: str, can: str, last: int) -> int:
    words = [sys.executable, "-c", RUN, str(place), what, can, str(last)]
    return subprocess.run(words, cwd=HOUSE, stdout=subprocess.DEVNULL, check=False).returncode


def next_run(place: Path) -> str:
    """Do what every next run does first; return the note of a step that is done."""
    with workplace(place) as work:
        before = recover(work, place)
        if before.done:
            (work / "journal.json").unlink()
            clear(work)
    return before.note if before.done else ""


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


@pytest.mark.parametrize("can", ["can", "cannot"])
@pytest.mark.parametrize("name", ["www", "督办.zip"])
def test_killed_before_every_step_of_publishing(tmp_path: Path, name: str, can: str) -> None:
    needs(can, tmp_path)
    for last in range(MOST):
        folder = tmp_path / str(last)
        folder.mkdir()
        place = folder / name
        lay(place, "old")
        lay(previous_of(place), "older")
        status = run(place, "put", can, last)
        at_once = text_of(place)
        if can == "can" or name.endswith(".zip"):
            assert at_once in {"old", "new"}, last
        else:
            assert at_once in {"old", "new", ""}, last  # the gap of two renames
        note = next_run(place)
        seen = (text_of(place), text_of(previous_of(place)))
        assert seen in {("old", "older"), ("new", "old")}, last
        assert at_once in {seen[0], ""}
        if note:
            assert seen == ("new", "old")
        assert sorted(one.name for one in folder.iterdir()) == sorted(
            [name, previous_of(place).name]
        )
        if status == 0:
            assert seen == ("new", "old")
            return
        assert status == -signal.SIGKILL
    pytest.fail("more steps than were tried")


@pytest.mark.parametrize("can", ["can", "cannot"])
@pytest.mark.parametrize("name", ["www", "督办.zip"])
def test_killed_before_every_step_back(tmp_path: Path, name: str, can: str) -> None:
    needs(can, tmp_path)
    for last in range(MOST):
        folder = tmp_path / str(last)
        folder.mkdir()
        place = folder / name
        lay(place, "new")
        lay(previous_of(place), "old")
        status = run(place, "back", can, last)
        if can == "can":
            assert text_of(place) in {"new", "old"}
        next_run(place)
        seen = (text_of(place), text_of(previous_of(place)))
        assert seen in {("new", "old"), ("old", "new")}, last
        assert len(list(folder.iterdir())) == 2
        if status == 0:
            assert seen == ("old", "new")
            return
    pytest.fail("more steps than were tried")


def test_killed_before_every_step_of_the_first_time(tmp_path: Path) -> None:
    for last in range(MOST):
        folder = tmp_path / str(last)
        folder.mkdir()
        place = folder / "www"
        status = run(place, "put", "can", last)
        next_run(place)
        assert text_of(place) in {"", "new"}
        assert list(folder.iterdir()) == ([place] if place.exists() else [])
        if status == 0:
            return
    pytest.fail("more steps than were tried")


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
