"""Sealing killed before any change of the disk: the next command finds the archive as before, or whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.test_seal import bytes_in
from tongbao.archive.register import read_register
from tongbao.archive.verify import verify_archive
from tongbao.records import journal

pytestmark = pytest.mark.kills

HOUSE = Path(__file__).parent.parent.parent

# Seals a month and lays aside what a kill would leave: before each change of the disk from the first of the journal on,
# and now and then before.
SEALING = """
import datetime, os, shutil, sys
from pathlib import Path
root, out = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, sys.argv[3])
from tongbao.archive.seal import SealOrder, seal
from tongbao.records.site_lock import FOLDER
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}
seen, journalled, copying = 0, False, False
def look(event, arguments):
    global seen, journalled, copying
    if copying or not (event in CHANGES or event == "open" and arguments[2] & WRITING):
        return
    journalled = journalled or f"{root}/{FOLDER}" in str(arguments[0])
    if journalled or seen % 40 == 0:
        copying = True
        shutil.copytree(root, out / f"{seen:04}")
        copying = False
    seen += 1
sys.addaudithook(look)
seal(root, SealOrder(month="2022-09", as_of=datetime.date(2022, 11, 1), today=datetime.date(2022, 11, 1)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a path with backslashes is not looked for")
def test_sealing_killed_at_any_moment_leaves_the_archive_as_before_or_whole(before: Path) -> None:
    out = before.with_name("killed")
    words = [sys.executable, "-c", SEALING, str(before), str(out), str(HOUSE)]
    kept = before.with_name("kept")
    shutil.copytree(before, kept)
    subprocess.run(words, check=True)
    ends = {"before": bytes_in(kept), "whole": bytes_in(before)}
    assert len(read_register(before)) == 3
    found: list[str] = []
    for left in sorted(out.iterdir()):
        journal.recover(left)
        journal.sweep(left)
        assert verify_archive(left) == ()
        state = bytes_in(left)
        found.append(next(name for name, end in ends.items() if state == end))
    assert len(found) > 30
    assert found == sorted(found)
    assert set(found) == set(ends)
