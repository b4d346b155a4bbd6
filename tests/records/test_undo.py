"""The journal of a step, and taking it back."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records.journal import Journal, last_step, take_back

HOUSE = Path(__file__).parent.parent.parent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/tasks").mkdir(parents=True)
    (tmp_path / "content/notices").mkdir()
    (tmp_path / "content/tasks/1.yml").write_bytes(b"one\r\n# kept\r\n")
    (tmp_path / "site.yml").write_bytes(b"title: a\n")
    return tmp_path


def state(root: Path) -> Mapping[str, bytes | None]:
    """Return all that a person sees of a folder, empty folders included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if path.relative_to(root).parts[0] != ".tongbao"
    }


FILES = {
    "content/tasks/1.yml": b"two\n",
    "content/notices/n-1.yml": b"notice\n",
    "content/notices/n-1/a.pdf": b"%PDF",
}


def test_a_step_is_taken_back_byte_for_byte(site: Path) -> None:
    before = state(site)
    Journal(site, "ingest").write(site, FILES)
    assert (site / "content/notices/n-1/a.pdf").read_bytes() == b"%PDF"
    step = take_back(site)
    assert state(site) == before
    assert (step.name, len(step.files)) == ("ingest", 3)


def test_several_files_of_one_run_are_one_step(site: Path) -> None:
    before = state(site)
    journal = Journal(site, "ingest")
    journal.write(site, FILES)
    journal.write(site, {"content/tasks/1.yml": b"three\n", "site.yml": b"title: b\n"})
    take_back(site)
    assert state(site) == before


def test_a_folder_with_something_else_in_it_stays(site: Path) -> None:
    Journal(site, "ingest").write(site, FILES)
    (site / "content/notices/n-1/note.txt").write_bytes(b"mine")
    take_back(site)
    assert (site / "content/notices/n-1/note.txt").read_bytes() == b"mine"


def test_a_failed_write_leaves_content_and_the_journal_before(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal(site, "ingest").write(site, FILES)
    before = state(site)

    def fails(root: Path, files: Mapping[str, bytes]) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("tongbao.records.journal.write_files", fails)
    with pytest.raises(OSError, match="full"):
        Journal(site, "collect").write(site, {"content/tasks/1.yml": b"three\n"})
    monkeypatch.undo()
    assert state(site) == before
    step = last_step(site)
    assert step is not None
    assert (step.name, step.done) == ("ingest", True)
    take_back(site)
    assert (site / "content/tasks/1.yml").read_bytes() == b"one\r\n# kept\r\n"


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tongbao.records.journal import Journal
root, left = Path(sys.argv[1]), [int(sys.argv[2])]
def counted(name):
    plain = getattr(Path, name)
    def step(self, *args, **kwargs):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return plain(self, *args, **kwargs)
    setattr(Path, name, step)
for name in ("replace", "rename", "write_bytes", "write_text", "mkdir", "unlink"):
    counted(name)
files = {"content/tasks/1.yml": b"two\\n", "content/notices/n-1.yml": b"notice\\n",
         "content/notices/n-1/a.pdf": b"%PDF"}
Journal(root, "ingest").write(root, files)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way Unix does")
@pytest.mark.parametrize("moment", range(0, 30, 2))
def test_a_step_killed_at_any_moment_can_be_taken_back(moment: int, site: Path) -> None:
    before = state(site)
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(site), str(moment), str(HOUSE)],
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert child.returncode in (-signal.SIGKILL, 0)
    if last_step(site) is None:
        assert state(site) == before
        return
    if child.returncode:
        with pytest.raises(
            Problems,
            match=r"content: 上一步“ingest”没有做完就断了（先运行 python build.py undo 撤销它，再做别的）",
        ):
            Journal(site, "ingest").write(site, FILES)
    take_back(site)
    assert state(site) == before
