"""The journal: all files of a step or none, whatever dies meanwhile; the last step is taken back byte for byte."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records import journal
from tongbao.records.journal import (
    Journal,
    is_settled,
    last_step,
    recover,
    sweep,
    take_back,
    write_step,
)
from tongbao.records.site_lock import FOLDER

HOUSE = Path(__file__).parent.parent.parent
STEP = {
    "content/plans/a.yml": b"a: 2\n",
    "content/notices/n-1.yml": b"notice\n",
    "content/notices/n-1/file.xlsx": b"\0",
}
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way Unix does")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content/plans").mkdir(parents=True)
    (root / "content/plans/a.yml").write_bytes(b"a: 1\r\n# kept\r\n")
    (root / "site.yml").write_bytes(b"title: a\n")
    return root


def tree(root: Path) -> Mapping[str, bytes | None]:
    """Return all that a person sees of a folder, empty folders included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if FOLDER not in path.parts
    }


def refused(root: Path) -> str:
    with pytest.raises(Problems) as found:
        take_back(root)
    return str(found.value)


def test_a_step_is_taken_back_byte_for_byte(root: Path) -> None:
    before = tree(root)
    write_step(root, "收文 甲.pdf", STEP)
    assert {path: content for path, content in tree(root).items() if path in STEP} == STEP
    step = take_back(root)
    assert (step.name, len(step.files)) == ("收文 甲.pdf", 3)
    assert tree(root) == before
    assert refused(root).endswith(
        "没有可以撤销的一步（能撤销的是最近100步收文、发表、收表和核对，从最近的一步撤起）"
    )


def test_steps_are_taken_back_one_after_the_other(root: Path) -> None:
    states = [tree(root)]
    for name in ("一", "二", "三"):
        write_step(root, name, {"content/b.yml": name.encode(), f"content/{name}.yml": b"new"})
        states.append(tree(root))
    for name, state in zip(("三", "二"), states[-2:0:-1], strict=True):
        assert take_back(root).name == name
        assert tree(root) == state
    write_step(root, "四", {"content/b.yml": b"4"})
    assert [take_back(root).name, take_back(root).name] == ["四", "一"]
    assert tree(root) == states[0]


def test_no_more_steps_are_kept_than_may_be_taken_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "STEPS", 3)
    for at in range(6):
        write_step(root, f"第{at}步", {"content/b.yml": f"{at}".encode()})
    names = []
    while step := last_step(root):
        names.append(step.name)
        take_back(root)
    assert names == ["第5步", "第4步", "第3步"]


def test_a_file_is_taken_away_and_comes_back(root: Path) -> None:
    before = tree(root)
    write_step(root, "并过去", {"content/plans/a.yml": None, "content/none.yml": None})
    assert not (root / "content/plans/a.yml").exists()
    take_back(root)
    assert tree(root) == before


def test_several_writes_of_one_run_are_one_step(root: Path) -> None:
    before = tree(root)
    run = Journal(root, "ingest")
    run.write(STEP)
    run.write({"content/plans/a.yml": b"a: 3\n", "site.yml": b"title: b\n"})
    run.write({"content/plans/a.yml": b"a: 4\n"})
    step = last_step(root)
    assert step is not None
    assert sorted(one.path for one in step.files) == sorted([*STEP, "site.yml"])
    take_back(root)
    assert tree(root) == before


def test_what_was_changed_since_stays(root: Path) -> None:
    write_step(root, "收文 甲.pdf", STEP)
    (root / "content/plans/a.yml").write_bytes(b"a: 3\n")
    now = tree(root)
    assert refused(root) == (
        "content/plans/a.yml: “收文 甲.pdf”以后又改过这个文件，没有撤销（留着改动就不能撤销；"
        "确要撤销，先把这个文件改回去）"
    )
    assert tree(root) == now


def test_a_folder_with_something_else_in_it_stays(root: Path) -> None:
    write_step(root, "ingest", STEP)
    (root / "content/notices/n-1/note.txt").write_bytes(b"mine")
    take_back(root)
    assert (root / "content/notices/n-1/note.txt").read_bytes() == b"mine"


def test_what_went_out_stays_when_a_step_is_taken_back(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    step = Journal(root, "发表")
    step.write({"site.yml": b"title: b\n"}, lasting={str(out / "a.xlsx"): b"form"})
    take_back(root)
    assert (root / "site.yml").read_bytes() == b"title: a\n"
    assert (out / "a.xlsx").read_bytes() == b"form"


def test_what_cannot_be_taken_back_leaves_the_step_before(root: Path) -> None:
    write_step(root, "ingest", STEP)
    (root / "made").mkdir()
    (root / "made/x").write_bytes(b"x")
    step = Journal(root, "归档", undoable=False)
    step.write({"archive/register.json": b"{}"}, moves={"made": "archive/2026-01"})
    assert (root / "archive/2026-01/x").read_bytes() == b"x"
    assert (last := last_step(root)) is not None
    assert last.name == "ingest"


def test_a_file_as_it_should_be_is_not_written(root: Path) -> None:
    at = (root / "site.yml").stat().st_mtime_ns
    write_step(root, "x", {"site.yml": b"title: a\n", "content/plans/a.yml": b"a: 2\n"})
    assert (root / "site.yml").stat().st_mtime_ns == at


def test_a_file_keeps_its_rights(root: Path) -> None:
    (root / "site.yml").chmod(0o664)
    write_step(root, "x", {"site.yml": b"title: b\n"})
    assert (root / "site.yml").stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize("fails", range(3))
def test_what_the_disk_refuses_is_taken_back(
    root: Path, fails: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_step(root, "ingest", {"content/plans/a.yml": b"a: 0\n"})
    before, real, calls = tree(root), journal._put, [0]

    def put(ready: Path, target: Path) -> None:
        calls[0] += 1
        if calls[0] == fails + 1:
            raise OSError(28, "full")
        real(ready, target)

    monkeypatch.setattr(journal, "_put", put)
    with pytest.raises(OSError, match="full"):
        write_step(root, "collect", STEP)
    monkeypatch.undo()
    assert tree(root) == before
    assert is_settled(root)
    assert (step := last_step(root)) is not None
    assert step.name == "ingest"
    take_back(root)
    assert (root / "content/plans/a.yml").read_bytes() == b"a: 1\r\n# kept\r\n"


def test_another_disk_is_written_to_by_way_of_a_copy(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if FOLDER in self.parts and FOLDER not in target.parts:
            raise OSError(18, "Invalid cross-device link")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    before = tree(root)
    write_step(root, "x", STEP)
    assert (root / "content/plans/a.yml").read_bytes() == b"a: 2\n"
    take_back(root)
    assert tree(root) == before


def test_a_name_that_no_disk_takes_is_refused_before_anything_is_written(root: Path) -> None:
    before, name = tree(root), "长" * 86
    with pytest.raises(Problems) as found:
        write_step(root, "x", {"site.yml": b"", f"content/plans/{name}": b""})
    assert str(found.value) == (
        f"content/plans/{name}: 名称“{name}”太长，盘上写不下，没有写（改一个短的名称再来）"
    )
    assert tree(root) == before
    write_step(root, "x", {f"content/plans/{'长' * 85}": b"as long as the disk takes"})


# Runs a step and kills itself before the n-th change of the disk; "undo" takes a step back that is there already.
KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tongbao.records import journal
root, left, what = Path(sys.argv[1]), [int(sys.argv[2])], sys.argv[4]
def counted(room, name):
    plain = getattr(room, name)
    def step(*args, **kwargs):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return plain(*args, **kwargs)
    setattr(room, name, step)
files = {"content/plans/a.yml": b"a: 2\\n", "content/notices/n-1.yml": b"notice\\n",
         "content/notices/n-1/file.xlsx": b"\\0"}
if what == "away":
    files |= {"site.yml": None}
run = journal.Journal(root, "ingest")
if what == "second":
    run.write({"content/plans/a.yml": b"a: 9\\n", "site.yml": b"title: z\\n"})
for room, names in ((Path, ("replace", "rename", "mkdir", "rmdir", "unlink")),
                    (journal.shutil, ("rmtree", "copymode")), (journal, ("write_synced",)), (os, ("link",))):
    for name in names:
        counted(room, name)
if what == "undo":
    journal.take_back(root)
elif what == "recover":
    journal.recover(root)
else:
    run.write(files)
"""


def kill_at(root: Path, moment: int, what: str) -> bool:
    """Run a step that is killed before its n-th change; tell whether it was."""
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(root), str(moment), str(HOUSE), what],
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert child.returncode in (-signal.SIGKILL, 0)
    return child.returncode != 0


@pytest.mark.kills
@UNIX
@pytest.mark.parametrize("what", ["write", "second", "undo", "away"])
def test_a_step_killed_at_any_moment_is_completed_or_taken_back(what: str, root: Path) -> None:
    if what == "undo":
        write_step(root, "ingest", STEP)
    kept = root.with_name("kept")
    shutil.copytree(root, kept)
    done, before, moment = set[str](), tree(root), -1
    while True:
        moment += 1
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        if not kill_at(root, moment, what):
            break
        state = tree(root)
        told = recover(root)
        assert is_settled(root)
        if what == "second" and told is None:
            assert tree(root)["site.yml"] == b"title: z\n"
        assert told is not None or state == tree(root)
        whole = all(tree(root).get(path) == content for path, content in STEP.items())
        done.add("whole" if whole else "none")
        if what == "away":
            assert ("site.yml" in tree(root)) != whole
        if not whole and what in ("write", "away"):
            assert tree(root) == before
        if what != "undo" and last_step(root):
            take_back(root)
            assert tree(root) == (before if what in ("write", "away") or whole else tree(root))
    assert moment > 8
    assert done == {"whole", "none"}


@pytest.mark.kills
@UNIX
def test_recovering_may_be_killed_as_well(root: Path) -> None:
    kept = root.with_name("kept")
    shutil.copytree(root, kept)
    for moment in range(100):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        assert kill_at(root, 18, "write")
        killed = kill_at(root, moment, "recover")
        recover(root)
        assert is_settled(root)
        whole = all(tree(root).get(path) == content for path, content in STEP.items())
        assert whole or tree(root) == tree(kept)
        if not killed:
            break


def half_done(root: Path) -> None:
    """Leave a step that died after its first file."""
    real, calls = journal._put, [0]

    def put(ready: Path, target: Path) -> None:
        calls[0] += 1
        if calls[0] == 2:
            raise KeyboardInterrupt
        real(ready, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_put", put)
        patch.setattr(journal, "_take_back", lambda *_: None)
        patch.setattr(Path, "rename", _unless_backward)
        with pytest.raises(KeyboardInterrupt):
            write_step(root, "收表", STEP)


_rename = Path.rename


def _unless_backward(self: Path, target: Path) -> Path:
    return self if target.name == "backward" else _rename(self, target)


def test_the_next_command_says_what_it_completed(root: Path) -> None:
    half_done(root)
    assert not is_settled(root)
    assert str(recover(root)) == "上一步“收表”断在半路，已接着写完"
    assert is_settled(root)
    assert recover(root) is None
    assert (root / "content/notices/n-1/file.xlsx").read_bytes() == b"\0"


def test_nothing_is_written_over_what_a_person_changed_since_a_step_died(root: Path) -> None:
    half_done(root)
    (root / "content/notices").mkdir(exist_ok=True)
    (root / "content/notices/n-1.yml").write_bytes(b"mine\n")
    with pytest.raises(Problems) as found:
        recover(root)
    assert str(found.value) == (
        "content/notices/n-1.yml: 上一步“收表”断在半路，其后有人改过这个文件，没有接着做"
        "（把您的改动另存到站点文件夹以外，删去这个文件，再运行一次）"
    )
    with pytest.raises(Problems, match="上一步没有做完就断了，没有写"):
        write_step(root, "x", {"site.yml": b""})
    (root / "content/notices/n-1.yml").unlink()
    assert recover(root) is not None


def test_what_dead_commands_left_is_swept(root: Path) -> None:
    (root / "archive/.tongbao-x1").mkdir(parents=True)
    (root / "archive/.tongbao-x1/data").write_bytes(b"")
    (root / ".tongbao-abc").write_bytes(b"")
    sweep(root)
    assert sorted(tree(root)) == [
        "archive",
        "content",
        "content/plans",
        "content/plans/a.yml",
        "site.yml",
    ]


def test_a_note_that_cannot_be_read_is_named(root: Path) -> None:
    write_step(root, "x", STEP)
    (root / FOLDER / "last/step.json").write_bytes(b"{")
    assert refused(root) == (
        ".tongbao/last/step.json: 这一步的记录读不懂，可能盘坏了"
        "（把文件夹 .tongbao/last 移到别处留着，再运行一次，请人看看）"
    )


@pytest.mark.parametrize("note", [b"{", b"null", b"[]", b'{"version": 3}', b"[" * 100_000, b"\xff"])
@pytest.mark.parametrize("folder", ["next", "forward", "backward"])
def test_a_broken_note_of_a_broken_step_is_named(folder: str, note: bytes, root: Path) -> None:
    (root / FOLDER / folder).mkdir(parents=True)
    (root / FOLDER / folder / "step.json").write_bytes(note)
    with pytest.raises(Problems, match=f"{folder}/step.json: 这一步的记录读不懂，可能盘坏了"):
        recover(root)


@pytest.mark.parametrize("folder", ["forward", "backward"])
def test_a_step_of_a_later_version_is_not_passed_over(folder: str, root: Path) -> None:
    (root / FOLDER / folder).mkdir(parents=True)
    (root / FOLDER / folder / "step.json").write_bytes(b'{"version": 99}')
    with pytest.raises(Problems, match="这一步的记录读不懂"):
        recover(root)


# What version 0.1 wrote, and left where it died.
NOTE_BEFORE = """{"version": 2, "name": "收文 甲.pdf", "done": %s, "files": [
 {"path": "content/plans/a.yml", "was": "%s", "now": "%s", "copy": "00000"},
 {"path": "content/b.yml", "was": null, "now": "%s", "copy": ""}], "folders": []}"""


def left_by_version_before(root: Path, *, done: bool) -> None:
    import hashlib

    was, now, new = b"a: 1\r\n# kept\r\n", b"a: 2\n", b"b\n"
    last = root / FOLDER / "last"
    last.mkdir(parents=True)
    (last / "00000").write_bytes(was)
    digests = [hashlib.sha256(one).hexdigest() for one in (was, now, new)]
    (last / "step.json").write_text(NOTE_BEFORE % (str(done).lower(), *digests), "utf-8")
    (root / "content/plans/a.yml").write_bytes(now)
    if done:
        (root / "content/b.yml").write_bytes(new)
    else:
        (root / "content/.b.yml.tongbao-new").write_bytes(new)
        (root / FOLDER / "aside").mkdir()


def test_a_step_of_the_version_before_is_taken_back(root: Path) -> None:
    before = tree(root)
    left_by_version_before(root, done=True)
    assert recover(root) is None
    assert take_back(root).name == "收文 甲.pdf"
    assert tree(root) == before


def test_a_step_in_which_the_version_before_died_is_taken_back(root: Path) -> None:
    before = tree(root)
    left_by_version_before(root, done=False)
    assert not is_settled(root)
    assert str(recover(root)) == "上一步“收文 甲.pdf”断在半路，已接着撤销完"
    assert tree(root) == before
    assert is_settled(root)
