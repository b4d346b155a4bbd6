"""Writing a folder."""

import os
from pathlib import Path
from typing import Any

import pytest

from tongbao.output.staged import write_tree
from tongbao.output.tree import MARK, Written
from tongbao.output.workplace import workplace_of
from tongbao.problems import Problems

FRONT = ("index.html", b"<head>" + MARK)


def write(out: Path, **files: bytes) -> Written:
    others = tuple((name.replace("__", "/"), content) for name, content in files.items())
    return write_tree((FRONT, *others), out)


def names(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert write(tmp_path / "o", a=b"1", sub__b=b"2") == Written(3, 0, 0)
    before = (tmp_path / "o/a").stat().st_mtime_ns
    assert write(tmp_path / "o", a=b"1", sub__b=b"3") == Written(1, 2, 0)
    assert (tmp_path / "o/a").stat().st_mtime_ns == before
    assert (tmp_path / "o/sub/b").read_bytes() == b"3"


def test_what_no_page_made_is_removed_with_its_folder(tmp_path: Path) -> None:
    write(tmp_path, a=b"1", old__deep__b=b"2")
    assert write(tmp_path, a=b"1") == Written(0, 2, 1)
    assert names(tmp_path) == {"index.html", "a"}
    assert not (tmp_path / "old").exists()


def test_the_archive_and_dotted_names_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("archive/2022-07/bag.txt", ".git/config"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("keep")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/.hidden").write_text("stray")
    assert write(tmp_path) == Written(0, 1, 1)
    assert names(tmp_path) == {"index.html", "archive/2022-07/bag.txt", ".git/config"}


def test_a_link_is_removed_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").write_text("keep")
    out = tmp_path / "out"
    write(out)
    (out / "link").symlink_to(tmp_path / "precious")
    (out / "sub").symlink_to(tmp_path / "precious")
    assert write(out, sub__a=b"1") == Written(1, 1, 2)
    assert (tmp_path / "precious/file").read_text() == "keep"
    assert names(tmp_path / "precious") == {"file"}
    assert names(out) == {"index.html", "sub/a"}


def test_a_file_makes_way_for_a_folder_and_a_folder_for_a_file(tmp_path: Path) -> None:
    write(tmp_path, a=b"1", b__c=b"2")
    write(tmp_path, a__c=b"1", b=b"2")
    assert names(tmp_path) == {"index.html", "a/c", "b"}


def test_a_strange_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_text("years of work")
    with pytest.raises(Problems) as found:
        write(tmp_path)
    assert str(found.value) == (
        f"{tmp_path}: 输出文件夹里有别的文件，不像本程序生成的站点，没有写入"
        "（换一个空文件夹，或先移走里面的文件）"
    )
    assert names(tmp_path) == {"论文.docx"}


def test_another_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>别人的站点</title>")
    with pytest.raises(Problems):
        write(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Problems, match="输出位置是一个文件"):
        write(tmp_path / "out")


def test_a_build_that_was_broken_off_is_taken_up_again(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / ".tongbao-abc").write_bytes(b"half")
    assert write(tmp_path, a=b"1") == Written(1, 1, 1)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "a"}


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(Problems, match="没有写入：磁盘已满"):
        write(tmp_path, a=b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == {"index.html", "a"}
    assert not workplace_of(tmp_path).exists()


def test_what_did_not_change_stays_the_same_file(tmp_path: Path) -> None:
    out = tmp_path / "o"
    write(out, a=b"1", sub__b=b"2")
    (out / ".well-known").mkdir()
    before = [(out / name).stat() for name in ("a", ".well-known")]
    write(out, a=b"1", sub__b=b"3")
    after = [(out / name).stat() for name in ("a", ".well-known")]
    assert all(map(os.path.samestat, before, after))
    assert (out / "a").stat().st_nlink == 1


def test_a_disk_without_hard_links_keeps_the_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    write(tmp_path, a=b"1", b=b"2")
    before = (tmp_path / "a").stat().st_mtime_ns
    monkeypatch.setattr(os, "link", refuse)
    assert write(tmp_path, a=b"1", b=b"3") == Written(1, 2, 0)
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "a").stat().st_mtime_ns) == (b"1", before)


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_everybody_may_read_it_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    usual = os.umask(mask)
    try:
        write(tmp_path / "new/out", a=b"1", sub__b=b"2")
    finally:
        os.umask(usual)
    rights = {
        path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777
        for path in tmp_path.rglob("*")
    }
    assert {mode for path, mode in rights.items() if (tmp_path / path).is_dir()} == {0o755}
    assert {mode for path, mode in rights.items() if (tmp_path / path).is_file()} == {0o644}
    (tmp_path / "new/out/sub").chmod(0o700)
    (tmp_path / "new/out/a").chmod(0o600)
    assert write(tmp_path / "new/out", a=b"1", sub__b=b"2") == Written(1, 2, 0)
    assert (tmp_path / "new/out/sub").stat().st_mode & 0o777 == 0o755


def test_a_link_to_the_output_is_followed(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "public").symlink_to("www")
    write(tmp_path / "public", a=b"1")
    assert (tmp_path / "public").is_symlink()
    assert (tmp_path / "www/a").read_bytes() == b"1"


def test_where_no_folder_can_be_exchanged_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda place: place == tmp_path)
    with pytest.raises(Problems) as found:
        write(tmp_path, a=b"1")
    assert str(found.value) == (
        f"{tmp_path}: 挂载点、盘的根目录不能整个换，没有写入（写它里面的文件夹，如 {tmp_path}/duban）"
    )
    mkdir = Path.mkdir

    def refuse(self: Path, *args: Any, **more: Any) -> None:
        if self.name.endswith(".tongbao"):
            raise PermissionError(13, "Permission denied", str(self))
        mkdir(self, *args, **more)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problems) as found:
        write(tmp_path / "out", a=b"1")
    assert str(found.value) == (
        f"{tmp_path}/out: 没有写入：没有读写的权限（要能写 {tmp_path}，盘要够放两份网站；"
        "写不了的，改为写到目标里面的一个文件夹）"
    )
