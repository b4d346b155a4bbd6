"""Writing a folder."""

from pathlib import Path

import pytest

from tongbao.output.tree import MARK, Written, write_tree
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
    assert write(out, sub__a=b"1") == Written(1, 1, 1)
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
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path, a=b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == {"index.html", "a"}


def test_files_can_be_read_by_the_server(tmp_path: Path) -> None:
    write(tmp_path, a=b"1")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
