"""Whatever a command is doing when it dies, and whatever else is begun at once: nothing is lost."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.killed import COMMANDS, Killing, Pairs, faults_of, killing, made_at, trial_of

pytestmark = [
    pytest.mark.kills,
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes the way Unix does"),
]
# bench/kills.py kills at every change of the disk and at random moments besides.
MOMENTS = 5


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[Killing, Killing]]:
    with killing() as one, killing() as other:
        yield one, other


@pytest.fixture(scope="session")
def made(servers: tuple[Killing, Killing], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_at(tmp_path_factory.mktemp("killed") / "made", servers[0])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_loses_nothing(
    name: str, made: Path, servers: tuple[Killing, Killing], tmp_path: Path
) -> None:
    trial = trial_of(name, made, tmp_path / "base", servers[0])
    for at in range(MOMENTS):
        moment = (2 * at + 1) * trial.changes // (2 * MOMENTS)
        assert faults_of(trial, tmp_path / "work", servers[0], before=moment) == [], moment


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
