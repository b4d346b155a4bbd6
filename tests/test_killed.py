"""Whatever a command is doing when it dies, and whatever else is begun at once: nothing is lost.

Every command is looked at as kills leave it at the moments that decide, four of them are killed while they work, too.
Journal and swapping are killed before every change in tests/records/test_journal.py, tests/output/test_swapping.py and
tests/output/test_staged.py; bench/kills.py kills every command at every change of the disk and at random moments.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import once_a_session
from tests.killed import (
    COMMANDS,
    MOMENTS,
    Killing,
    Pairs,
    done_of,
    faults_left,
    faults_of,
    killing,
    made_at,
    trial_of,
)

pytestmark = [
    pytest.mark.kills,
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes the way Unix does"),
]
# What has no journal yet, or has made half of a site, is killed in truth.
KILLED = ("ingest", "archive", "build", "publish")


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[Killing, Killing]]:
    with killing() as one, killing() as other:
        yield one, other


@pytest.fixture(scope="session")
def made(servers: tuple[Killing, Killing], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once_a_session(tmp_path_factory, "killed", lambda at: made_at(at, servers[0]))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_loses_nothing(
    name: str, made: Path, servers: tuple[Killing, Killing], tmp_path: Path
) -> None:
    base, copies = tmp_path / "base", tmp_path / "copies"
    trial = trial_of(name, made, base, servers[0], copies)
    left = {one.name for one in copies.iterdir()}
    assert left in (set(MOMENTS), {MOMENTS[0], MOMENTS[-1]})
    for moment in sorted(left):
        done_of(base).rename(tmp_path / f"before {moment}")
        (copies / moment).rename(done_of(base))
        assert faults_left(trial, done_of(base), servers[0]) == [], moment
    if name in KILLED:
        middle = trial.changes // 3
        assert faults_of(trial, tmp_path / "work", servers[0], before=middle) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("collect", "collect-other"),
        ("ingest", "ingest-folder"),
        ("ingest", "collect"),
        ("ingest", "undo"),
        ("archive", "archive"),
        ("build", "ingest"),
        ("publish", "publish"),
        ("new", "new"),
    ],
)
def test_two_commands_at_once_are_as_one_after_the_other(
    one: str, other: str, made: Path, servers: tuple[Killing, Killing], tmp_path: Path
) -> None:
    assert Pairs(made, tmp_path / "work", servers).faults_of(one, other) == []
