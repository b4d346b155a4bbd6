"""A bag in a zip is verified without unpacking it."""

import zipfile
from pathlib import Path

import pytest

from tests.archive.made import CHANGED, EXTRA, MISSING, told
from tongbao.archive.verify import verify_archive, verify_zip
from tongbao.archive.zipping import write_zip


def zipped(tmp_path: Path, bag: Path) -> Path:
    write_zip(bag, "2022-07", tmp_path / "x.zip")
    return tmp_path / "x.zip"


def test_an_intact_zip(bag: Path, tmp_path: Path) -> None:
    assert verify_zip(zipped(tmp_path, bag)) == ()


def test_damage_inside_a_zip(bag: Path, tmp_path: Path) -> None:
    (bag / "data/site/index.html").write_bytes(b"<h1>8</h1>")
    (bag / "data/100%.txt").unlink()
    (bag / "notes.txt").write_bytes(b"")
    assert told(verify_zip(zipped(tmp_path, bag)), tmp_path) == [
        f"x.zip!2022-07/data/100%.txt: {MISSING}",
        f"x.zip!2022-07/data/site/index.html: {CHANGED}",
        f"x.zip!2022-07/notes.txt: {EXTRA}",
    ]


ZIP = "（从备份取回这个压缩包）"


def test_a_flipped_byte_of_a_zip(bag: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path, bag)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as opened:
        entry = opened.getinfo("2022-07/data/100%.txt")
    raw[entry.header_offset + 30 + len(entry.filename) + 3] ^= 255
    path.write_bytes(raw)
    assert told(verify_zip(path), tmp_path) == [
        f"x.zip!2022-07/data/100%.txt: 这个文件解不开，压缩包已损坏{ZIP}"
    ]


def test_what_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    (tmp_path / "y.zip").symlink_to(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as made:
        made.writestr("2022-07/data/a", b"1")
    named = [tmp_path / f"{name}.zip" for name in "xyzn"]
    assert told(verify_archive(tmp_path, named), None) == [
        f"{tmp_path}/n.zip: 没有这个文件{ZIP}",
        f"{tmp_path}/x.zip: 压缩包读不出来，不完整或已损坏{ZIP}",
        f"{tmp_path}/y.zip: 这是一个链接，没有跟随（给出它指向的那个文件）",
        (
            f"{tmp_path}/z.zip: 压缩包里不是归档包，没有 bagit.txt"
            "（归档包的压缩包是 archive 文件夹里的 2022-07.zip 这样的文件）"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2022-07/../../x", "文件名指向压缩包以外"),
        ("/2022-07/x", "文件名指向压缩包以外"),
        ("2022-07//x", "文件名指向压缩包以外"),
        ("2022-07\\..\\x", "文件名里有不能用的字符"),
        ("c:/x", "文件名里有不能用的字符"),
        ("x", "文件不在归档包的文件夹里"),
    ],
)
def test_a_zip_that_reaches_out_is_not_read(
    name: str, said: str, bag: Path, tmp_path: Path
) -> None:
    path = zipped(tmp_path, bag)
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(name, b"x")
    found = told(verify_zip(path), tmp_path)
    assert f"x.zip!{name}: {said}，没有解开这个压缩包{ZIP}" in found


def test_a_zip_with_a_link_or_a_name_twice_is_not_read(bag: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path, bag)
    link = zipfile.ZipInfo("2022-07/data/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(link, "/etc")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("2022-07/bagit.txt", b"x")
    assert told(verify_zip(path), tmp_path) == [
        f"x.zip!2022-07/bagit.txt: 压缩包里有两个同名的文件，没有解开这个压缩包{ZIP}",
        f"x.zip!2022-07/data/link: 这是一个链接，没有解开这个压缩包{ZIP}",
    ]


def test_a_zip_that_holds_more_than_was_sealed_is_not_unpacked(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = (bag / "bag-info.txt").read_text().split()[1]
    path = zipped(tmp_path, bag)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("2022-07/data/bomb", bytes(10_000_000))
    monkeypatch.setattr("tongbao.archive.zip_contents.digests_of_stream", None)
    size, count = (int(part) for part in now.split("."))
    assert told(verify_zip(path), tmp_path) == [
        (
            f"x.zip!2022-07/bag-info.txt: Payload-Oxum 写的是“{now}”，"
            f"现在是“{size + 10_000_000}.{count + 1}”"
        ),
        f"x.zip!2022-07/data/bomb: 封存时没有，多出来的文件{ZIP}",
    ]
