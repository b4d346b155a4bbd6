"""Killed before any change of the disk, a build leaves the old site or the new one, and no sealed month is lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.made import seal
from tests.output.test_bags import bags, content
from tongbao.output.bags import LAID
from tongbao.output.staged import write_site
from tongbao.output.workplace import left_places

HOUSE = Path(__file__).parent.parent.parent
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way Unix does")
# Where names are changed every moment counts; before that all is as in the place before, and each fourth will do.
FIRST_EXCHANGED, MOST = 40, 90
MOMENTS = {
    "can": (*range(0, FIRST_EXCHANGED, 4), *range(FIRST_EXCHANGED, MOST)),
    "cannot": tuple(range(FIRST_EXCHANGED, MOST)),
}
OLD = (("index.html", b"old"), ("a.html", b"kept"), ("gone/b.html", b"old"), ("c", b"old"))
NEW = (("index.html", b"new"), ("a.html", b"kept"), ("c/d.html", b"new"))
# Builds that kill themselves before the change of a number, until one comes through. "can" says whether the system
# exchanges names.
BUILDS = """
import os, sys
from pathlib import Path
from tests.output.dying import dies_before
from tests.output.test_bags import bags
from tests.output.test_staged import NEW
from tongbao.output import swapping
from tongbao.output.staged import write_site

root, can, outs = Path(sys.argv[1]), sys.argv[2] == "can", sys.argv[3:]

def build(out, last):
    steps = ("rename", "replace", "unlink", "rmdir", "mkdir", "link", "chmod", "open", "fsync")
    counted = dies_before(last, steps)
    exchange = counted(swapping.exchange_names if can else lambda one, other: False)
    swapping.put.__kwdefaults__["exchange"] = exchange
    write_site(NEW, out, root, bags(root), "intranet")

for out in outs:
    child = os.fork()
    if not child:
        try:
            build(Path(out), int(Path(out).parent.name))
        except BaseException:
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        print(out)
        sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site whose output holds July and a hard link that version 0.1 made, and has sealed August since."""
    site = tmp_path / "site"
    (site / ".tongbao").mkdir(parents=True)
    seal(site, "2022-06")
    seal(site, "2022-07")
    out = tmp_path / "out"
    write_site(OLD, out, site, bags(site), "intranet")
    (out / ".htaccess").write_bytes(b"own")
    (out / "archive/2015.doc").write_bytes(b"own")
    seal(site, "2022-08")
    return site


def seen(out: Path) -> dict[str, bytes]:
    """Return what a build made of an output: no sealed months, nothing of others."""
    found = content(out).items()
    return {path: file for path, file in found if path[0] != "." and path[:7] != "archive"}


@pytest.mark.kills
@UNIX
@pytest.mark.parametrize("can", ["can", "cannot"])
def test_killed_before_every_change_of_a_build(root: Path, tmp_path: Path, can: str) -> None:
    outs = [tmp_path / str(moment) / "public" for moment in MOMENTS[can]]
    for out in outs:
        shutil.copytree(tmp_path / "out", out)
    words = [sys.executable, "-c", BUILDS, str(root), can, *map(str, outs)]
    done = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=True)
    killed = outs.index(Path(done.stdout.strip()))
    assert killed > 30
    months = {
        path: file
        for path, file in content(root / "archive").items()
        if path.startswith(("2022-06", "2022-07"))
    }
    whole = (dict(OLD), dict(NEW))
    states = list[int]()
    for out in outs[: killed + 1]:
        at_once = seen(out) if out.exists() else {}
        assert at_once in whole or (can == "cannot" and not out.exists())
        told = tuple(recovered(root))
        after = seen(out)
        assert after in whole
        assert at_once in ({}, after)
        states.append(whole.index(after))
        held = content(out / "archive")
        assert months.items() <= held.items()
        assert ("2022-08.zip" in held) == (after == dict(NEW))
        assert held["2015.doc"] == (out / ".htaccess").read_bytes() == b"own"
        assert os.listdir(out.parent) == ["public"], told  # noqa: PTH208
        assert left_places(root) == ()
    write_site(NEW, outs[0], root, bags(root), "intranet")
    assert seen(outs[0]) == dict(NEW)
    assert {"2022-08.zip", LAID} <= content(outs[0] / "archive").keys()
    assert states == sorted(states)
    assert set(states) == {0, 1}


def recovered(root: Path) -> list[str]:
    """Do what the next command of any kind does first."""
    from tongbao.publish.publishing import recover_places

    return list(recover_places(root))
