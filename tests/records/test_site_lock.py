"""The lock of a site: one at a time, told by name, let go with its process."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records.site_lock import held

HOUSE = Path(__file__).parent.parent.parent
NOON = datetime.datetime(2026, 3, 2, 12, 0, 5)  # noqa: DTZ001  the time of an office
HOLDING = """
import datetime, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tongbao.records.site_lock import held
with held(Path(sys.argv[1]), "ingest 甲.pdf", datetime.datetime(2026, 3, 2, 11, 59)):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def hold_elsewhere(root: Path, seconds: float) -> subprocess.Popen[str]:
    """Return another process that holds the lock of a site for a while."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(root), str(HOUSE), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_command_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    waited: list[str] = []
    with hold_elsewhere(tmp_path, 60) as other:
        with (
            pytest.raises(Problems) as found,
            held(tmp_path, "collect", NOON, patience=0.2, say=waited.append),
        ):
            pass
        other.kill()
    said = str(found.value)
    assert said.startswith(f"{tmp_path}: 另一个命令正在写这个站点，没有做：ingest 甲.pdf（用户 ")
    assert f"进程 {other.pid}，2026-03-02 11:59:00 开始）（等它做完，再来一次）" in said
    assert [line.partition("：")[0] for line in waited] == ["正在等"]


def test_a_second_command_waits_a_moment(tmp_path: Path) -> None:
    with hold_elsewhere(tmp_path, 0.5) as other, held(tmp_path, "collect", NOON, patience=30):
        assert other.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way Unix does")
def test_the_lock_of_a_dead_owner_is_taken_over(tmp_path: Path) -> None:
    with hold_elsewhere(tmp_path, 60) as other:
        os.kill(other.pid, signal.SIGKILL)
    begun = time.monotonic()
    with held(tmp_path, "collect", NOON):
        assert time.monotonic() - begun < 1
        assert "collect" in (tmp_path / ".tongbao/owner.json").read_text("utf-8")
    assert not (tmp_path / ".tongbao/owner.json").exists()


def test_a_lock_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / ".tongbao/lock").mkdir(parents=True)
    with pytest.raises(Problems, match="站点的锁打不开：") as found, held(tmp_path, "x", NOON):
        pass
    assert "核对这个文件和它所在文件夹的读写权限" in str(found.value)
