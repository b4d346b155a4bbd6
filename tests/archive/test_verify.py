"""Every damage to one bag is found and named."""

import os
import shutil
from pathlib import Path
from typing import IO, Any

import pytest

from tests.archive.made import (
    CHANGED,
    EXTRA,
    FILES,
    MISSING,
    NASTY,
    make_bag,
    told,
    write,
)
from tongbao.archive import contents
from tongbao.archive.digests import digest_of_file
from tongbao.archive.verify import verify_bag
from tongbao.problems import Severity


def of_bag(bag: Path) -> list[str]:
    return told(verify_bag(bag), bag)


def test_an_intact_bag(bag: Path) -> None:
    assert verify_bag(bag) == ()


@pytest.mark.parametrize("name", [*NASTY, "data/site/index.html"])
def test_a_file_that_is_gone(name: str, bag: Path) -> None:
    (bag / name).unlink()
    shown = name.replace("\n", "\\n").replace("\r", "\\r")
    assert of_bag(bag) == [f"{shown}: {MISSING}"]


@pytest.mark.parametrize("name", ["data/site/新.html", "notes.txt", "fetch.txt"])
def test_a_file_too_many(name: str, bag: Path) -> None:
    (bag / name).write_bytes(b"new")
    assert of_bag(bag) == [f"{name}: {EXTRA}"]


def test_a_copy_is_not_a_renamed_file(bag: Path) -> None:
    shutil.copy(bag / "data/100%.txt", bag / "data/copy")
    assert of_bag(bag) == [f"data/copy: {EXTRA}"]


def test_two_files_that_changed_places(bag: Path) -> None:
    (bag / "data/100%.txt").rename(bag / "x")
    (bag / "data/ x").rename(bag / "data/100%.txt")
    (bag / "x").rename(bag / "data/ x")
    assert of_bag(bag) == [f"data/ x: {CHANGED}", f"data/100%.txt: {CHANGED}"]


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"])
def test_a_tag_file_that_is_gone(name: str, bag: Path) -> None:
    (bag / name).unlink()
    assert of_bag(bag) == [f"{name}: {MISSING}"]


def test_a_tagmanifest_that_is_gone(bag: Path) -> None:
    (bag / "tagmanifest-sha256.txt").unlink()
    assert of_bag(bag) == [f"tagmanifest-sha256.txt: {MISSING}"]


def test_a_tagmanifest_too_many(bag: Path) -> None:
    (bag / "tagmanifest-sha512.txt").write_text("")
    assert of_bag(bag) == [
        *(f"{name}: {EXTRA}" for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")),
        f"tagmanifest-sha512.txt: {EXTRA}",
    ]


def test_a_broken_line_of_a_manifest(bag: Path) -> None:
    manifest = bag / "manifest-sha256.txt"
    lines = manifest.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.endswith("index.html"))
    lines[at] = lines[at][:10]
    manifest.write_text("\n".join(lines), "utf-8")
    assert of_bag(bag) == [
        f"data/site/index.html: {EXTRA}",
        f"manifest-sha256.txt: {CHANGED}",
        f"manifest-sha256.txt:{at + 1}: 清单的这一行读不懂：“{lines[at]}”",
    ]


def test_a_line_of_a_manifest_twice(bag: Path) -> None:
    manifest = bag / "manifest-sha256.txt"
    line = manifest.read_text("utf-8").splitlines(keepends=True)[-1]
    manifest.write_text(manifest.read_text("utf-8") + line, "utf-8")
    assert f"manifest-sha256.txt: {CHANGED}" in of_bag(bag)
    assert any("清单里同一个文件写了两次" in said for said in of_bag(bag))


def test_a_manifest_that_reaches_out_of_the_bag(bag: Path) -> None:
    (bag.parent / "secret").write_bytes(b"secret")
    manifest = bag / "manifest-sha256.txt"
    manifest.write_text(
        f"{manifest.read_text('utf-8')}{'a' * 64}  data/../../secret\n{'a' * 64}  bagit.txt\n",
        "utf-8",
    )
    assert of_bag(bag) == [
        f"data/../../secret: {MISSING}",
        f"manifest-sha256.txt: {CHANGED}",
        "manifest-sha256.txt: 清单列了不归它管的文件“bagit.txt”",
    ]


def test_a_manifest_that_is_no_text(bag: Path) -> None:
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe")
    assert of_bag(bag) == [
        "manifest-sha256.txt: 不是 UTF-8 编码的文字",
        f"manifest-sha256.txt: {CHANGED}",
    ]


def test_a_bag_of_another_version(bag: Path) -> None:
    text = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
    (bag / "bagit.txt").write_text(text)
    assert of_bag(bag) == [
        "bagit.txt: 不是 BagIt 1.0 的声明：“BagIt-Version: 0.97 Tag-File-…”",
        f"bagit.txt: {CHANGED}",
    ]


@pytest.mark.parametrize(
    ("oxum", "said"),
    [
        ("10.9", "Payload-Oxum 写的是“10.9”，现在是“{now}”"),
        (None, "没有 Payload-Oxum"),
    ],
)
def test_a_payload_of_another_size(oxum: str | None, said: str, bag: Path) -> None:
    """Where all manifests were forged the size still tells."""
    info = bag / "bag-info.txt"
    now = info.read_text().strip().removeprefix("Payload-Oxum: ")
    info.write_text(f"Payload-Oxum: {oxum}\n" if oxum else "Note: x\n")
    listing = bag / "tagmanifest-sha256.txt"
    lines = [line for line in listing.read_text().splitlines() if "bag-info" not in line]
    listing.write_text("\n".join([*lines, f"{digest_of_file(info)}  bag-info.txt\n"]))
    assert of_bag(bag) == [f"bag-info.txt: {said.format(now=now)}"]


def test_links_and_pipes_are_named_and_not_followed(bag: Path) -> None:
    (bag / "data/100%.txt").rename(bag.parent / "outside")
    (bag / "data/100%.txt").symlink_to(bag.parent / "outside")
    (bag / "data/site").rename(bag.parent / "site")
    (bag / "data/site").symlink_to(bag.parent / "site")
    os.mkfifo(bag / "data/pipe")
    hint = "（归档包里只能有文件，换成它指向的那个文件）"
    assert of_bag(bag) == [
        f"data/100%.txt: 这是一个链接，没有跟随{hint}",
        "data/pipe: 这不是普通文件，没有读取（移走它）",
        f"data/site: 这是一个链接，没有跟随{hint}",
    ]


def test_a_file_that_cannot_be_read(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(self: Path, mode: str = "r", **more: Any) -> IO[Any]:
        if self.name == "index.html":
            raise PermissionError(13, "Permission denied")
        return opened(self, mode, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert of_bag(bag) == [
        "data/site/index.html: 文件读不出来：没有读写的权限（检查文件的权限和所在的磁盘）"
    ]


def test_a_name_that_is_no_utf8(bag: Path) -> None:
    name = os.fsdecode(b"data/\xff")
    try:
        (bag / name).write_bytes(b"x")
    except OSError:
        pytest.skip("this disk refuses names that are no UTF-8")
    assert of_bag(bag) == ["data/\\udcff: 文件名不是 UTF-8 编码（改名后再试）"]


def test_an_algorithm_that_this_machine_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = make_bag(tmp_path / "bag", FILES, (), ("sha256", "sha512"))
    assert verify_bag(bag) == ()
    monkeypatch.setattr(contents, "available", lambda _: False)
    found = verify_bag(bag)
    assert {problem.severity for problem in found} == {Severity.WARNING}
    said = "本机不能计算 sha512，没有按这份清单核对（换一台能计算 sha512 的机器再核对）"
    assert told(found, bag) == [f"manifest-sha512.txt: {said}", f"tagmanifest-sha512.txt: {said}"]


def test_a_file_changed_is_named_once_under_two_algorithms(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES, (), ("sha256", "sha512"))
    (bag / "data/site/index.html").write_bytes(b"")
    (bag / "tagmanifest-sha512.txt").unlink()
    assert of_bag(bag) == [
        f"data/site/index.html: {CHANGED}",
        f"tagmanifest-sha512.txt: {MISSING}",
    ]


HINT = "（归档包是 archive 文件夹里以月份为名的文件夹，如 archive/2022-07）"


def test_what_is_no_bag_gets_one_message(tmp_path: Path) -> None:
    write(tmp_path / "x", {"data/a": b"1"})
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    for name, said in {
        "x": f"这里不是归档包，没有 bagit.txt{HINT}",
        "file": f"这里不是归档包，而是一个文件{HINT}",
        "none": f"没有这个文件夹{HINT}",
        "link": "这是一个链接，没有跟随（给出它指向的那个文件夹）",
    }.items():
        assert told(verify_bag(tmp_path / name), tmp_path) == [f"{name}: {said}"]
