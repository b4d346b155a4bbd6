"""The last step is taken back byte for byte; what a person changed since is never lost."""

from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records import journal
from tongbao.records.journal import take_back, write_step


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/plans").mkdir(parents=True)
    (tmp_path / "content/plans/a.yml").write_bytes(b"a: 1\r\n")
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and journal.FOLDER not in path.parts
    }


STEP = {"content/plans/a.yml": b"a: 2\n", "content/notices/n/file.xlsx": b"\0"}


def refused(root: Path) -> str:
    with pytest.raises(Problems) as found:
        take_back(root)
    return str(found.value)


def test_a_step_is_taken_back_once(root: Path) -> None:
    before = tree(root)
    write_step(root, "收文 甲.pdf", STEP)
    assert tree(root) == {**before, **STEP}
    step = take_back(root)
    assert (step.name, len(step.files)) == ("收文 甲.pdf", 2)
    assert tree(root) == before
    assert not (root / "content/notices").exists()
    assert refused(root).endswith(
        "没有可以撤销的一步（只能撤销最近一次收文（ingest）、发表（forms）或收表（collect），而且只能撤销一次）"
    )


def test_only_the_last_step_is_taken_back(root: Path) -> None:
    write_step(root, "一", {"content/b.yml": b"1"})
    write_step(root, "二", {"content/b.yml": b"2"})
    take_back(root)
    assert (root / "content/b.yml").read_bytes() == b"1"


def test_what_was_changed_since_stays(root: Path) -> None:
    write_step(root, "收文 甲.pdf", STEP)
    (root / "content/plans/a.yml").write_bytes(b"a: 3\n")
    now = tree(root)
    assert refused(root) == (
        "content/plans/a.yml: “收文 甲.pdf”以后又改过这个文件，没有撤销（留着改动就不能撤销；"
        "确要撤销，先把这个文件改回去）"
    )
    assert tree(root) == now


def test_a_step_that_was_broken_off_is_taken_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(root)

    def half(folder: Path, files: dict[str, bytes]) -> None:
        (folder / "content/plans/a.yml").write_bytes(files["content/plans/a.yml"])
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "write_files", half)
    with pytest.raises(KeyboardInterrupt):
        write_step(root, "收表", STEP)
    monkeypatch.undo()
    assert tree(root) != before
    take_back(root)
    assert tree(root) == before
