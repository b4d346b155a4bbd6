"""An archive tampered with in every way we know: each is found and named, word for word, and verify ends with one."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.made import CHANGED, DAY, EXTRA, MISSING, told
from tests.archive.made import seal as seal_bag
from tongbao.archive.register import (
    RECORD,
    REGISTER,
    SUMS,
    Sealed,
    read_register,
    register_files,
    register_text,
    zip_of,
)
from tongbao.archive.verify import verify_archive
from tongbao.problems import errors_among

MANUAL = "（从备份取回；找不回来的，看使用手册“核对归档”）"
EITHER = "（归档包和 archive/register.json 有一个被改动，从备份取回）"
UNREGISTERED = "（从备份取回 archive/register.json，或把它移出 archive 文件夹）"
OUT = "（把它移出 archive 文件夹）"
DIGEST = re.compile("[0-9a-f]{64}")
BAG, PAGE = "archive/2022-07", "archive/2022-07/data/site/index.html"
NEWEST = "2022-07-r2"

Tamper = Callable[[Path], object]


def append(file: Path, content: bytes) -> None:
    with file.open("ab") as opened:
        opened.write(content)


def edit(file: Path, was: str, now: str) -> None:
    text = file.read_bytes().decode()
    assert was in text
    file.write_bytes(text.replace(was, now, 1).encode())


def swap(one: Path, other: Path) -> None:
    one.rename(one.with_name("held"))
    other.rename(one)
    one.with_name("held").rename(other)


def take_away(site: Path, folder: str) -> None:
    """Take a bag away, with its zip and its lines in the register and in SHA256SUMS."""
    shutil.rmtree(site / "archive" / folder)
    (site / "archive" / zip_of(folder)).unlink()
    for path, content in register_files(without(site, folder)).items():
        (site / path).write_bytes(content)


def without(site: Path, folder: str) -> tuple[Sealed, ...]:
    return tuple(bag for bag in read_register(site) if bag.folder != folder)


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def seal_all_again(site: Path) -> None:
    """Put an archive of other bags, each of them valid, in the place of this one."""
    other = site / "elsewhere"
    for bag in read_register(site):
        files = {"data/site/index.html": b"<h1>9</h1>"}
        seal_bag(other, bag.month, bag.edition, bag.revision, files=files, why=bag.why)
    shutil.rmtree(site / "archive")
    (other / "archive").rename(site / "archive")


def link(file: Path, target: Path) -> None:
    shutil.copyfile(file, target)
    file.unlink()
    file.symlink_to(target)


def gone(line: int, folder: str) -> str:
    return f"{RECORD}:{line}: 记着“{folder}”（2022-08-01 封存），登记里没有，归档包也不在了{MANUAL}"


def resealed(line: int, folder: str) -> str:
    return (
        f"{RECORD}:{line}: “{folder}”封存时 tagmanifest-sha256.txt 的 sha256 是 SHA256，"
        f"现在登记的是 SHA256：重封过，或改过这一行{MANUAL}"
    )


WAYS: dict[str, tuple[Tamper, tuple[str, ...]]] = {
    "changed byte": (
        lambda site: (site / PAGE).write_bytes(b"<h1>8</h1>"),
        (f"{PAGE}: {CHANGED}",),
    ),
    "truncated": (
        lambda site: os.truncate(site / PAGE, 3),
        (f"{PAGE}: {CHANGED}",),
    ),
    "appended": (
        lambda site: append(site / PAGE, b"<p>8</p>"),
        (f"{PAGE}: {CHANGED}",),
    ),
    "renamed": (
        lambda site: (site / PAGE).rename((site / PAGE).with_name("home.html")),
        (
            f"{BAG}/data/site/home.html: 封存时没有，像是由 data/site/index.html 改名（改回原来的名字）",
            f"{PAGE}: {MISSING}（像是改名为 data/site/home.html，改回来）",
        ),
    ),
    "removed": (lambda site: (site / PAGE).unlink(), (f"{PAGE}: {MISSING}",)),
    "added file": (
        lambda site: (site / BAG / "data/site/新.html").write_bytes(b"new"),
        (f"{BAG}/data/site/新.html: {EXTRA}",),
    ),
    "added hidden file": (
        lambda site: (site / BAG / ".note").write_bytes(b"new"),
        (f"{BAG}/.note: {EXTRA}",),
    ),
    "added empty folder": (
        lambda site: (site / BAG / "data/site/新/内").mkdir(parents=True),
        (f"{BAG}/data/site/新/内: 空文件夹，封存时没有（移走它）",),
    ),
    "empty folder beside the payload": (
        lambda site: (site / BAG / "新").mkdir(),
        (f"{BAG}/新: 空文件夹，封存时没有（移走它）",),
    ),
    "swapped bags": (
        lambda site: swap(site / BAG, site / "archive/2022-08"),
        (
            f"{BAG}: 这里放的不是“2022-07”，而是“2022-08”的归档包（把它们换回各自的名字，或从备份取回）",
            (
                "archive/2022-08: 这里放的不是“2022-08”，而是“2022-07”的归档包"
                "（把它们换回各自的名字，或从备份取回）"
            ),
        ),
    ),
    "swapped zips": (
        lambda site: swap(site / f"{BAG}.zip", site / "archive/2022-08.zip"),
        (
            f"{BAG}.zip: 这里放的不是“2022-07”，而是“2022-08”的压缩包",
            "archive/2022-08.zip: 这里放的不是“2022-08”，而是“2022-07”的压缩包",
        ),
    ),
    "manifest edited": (
        lambda site: append(site / BAG / "manifest-sha256.txt", b"\n"),
        (f"{BAG}/manifest-sha256.txt: {CHANGED}",),
    ),
    "tagmanifest edited": (
        lambda site: append(site / BAG / "tagmanifest-sha256.txt", b"x\n"),
        (
            f"{BAG}/tagmanifest-sha256.txt: {CHANGED}",
            f"{BAG}/tagmanifest-sha256.txt:4: 清单的这一行读不懂：“x”",
        ),
    ),
    "bag-info edited": (
        lambda site: edit(site / "archive/2022-07-r2/bag-info.txt", "重新统计", "无"),
        (
            (
                "archive/2022-07-r2/bag-info.txt: Tongbao-Revision-Reason 写的是“统计口径有误 无”，"
                f"登记的是“统计口径有误 重新统计”{EITHER}"
            ),
            f"archive/2022-07-r2/bag-info.txt: {CHANGED}",
        ),
    ),
    "register edited": (
        lambda site: edit(site / REGISTER, '"as_of": "2022-08-01"', '"as_of": "2022-09-01"'),
        (
            f"{BAG}/bag-info.txt: Tongbao-As-Of 写的是“2022-08-01”，登记的是“2022-09-01”{EITHER}",
            f"{RECORD}:2: “2022-07”的“内容截至”记的是“2022-08-01”，登记的是“2022-09-01”{MANUAL}",
        ),
    ),
    "register line removed": (
        lambda site: (site / REGISTER).write_text(register_text(without(site, NEWEST)), "utf-8"),
        (
            f"archive/{NEWEST}: 这个归档包没有登记{UNREGISTERED}",
            f"archive/{NEWEST}.zip: 这个压缩包没有登记{UNREGISTERED}",
            f"{SUMS}: 列出的“{NEWEST}.zip”没有登记",
            f"{SUMS}: 列出的“{NEWEST}/tagmanifest-sha256.txt”没有登记",
        ),
    ),
    "register removed": (
        lambda site: (site / REGISTER).unlink(),
        (f"{REGISTER}: 登记不见了，这个站点封存过{MANUAL}",),
    ),
    "SHA256SUMS edited": (
        lambda site: edit(site / SUMS, "  2022-08.zip", "  2022-09.zip"),
        (f"{SUMS}: 列出的“2022-09.zip”没有登记", f"{SUMS}: 没有列出“2022-08.zip”"),
    ),
    "newest taken away with all lines": (
        lambda site: take_away(site, NEWEST),
        (gone(5, NEWEST),),
    ),
    "archive emptied": (
        lambda site: empty(site / "archive"),
        (
            f"{REGISTER}: 登记不见了，这个站点封存过{MANUAL}",
            gone(2, "2022-07"),
            gone(3, "public/2022-07"),
            gone(4, "2022-08"),
            gone(5, NEWEST),
        ),
    ),
    "archive removed": (
        lambda site: shutil.rmtree(site / "archive"),
        (
            f"{REGISTER}: 登记不见了，这个站点封存过{MANUAL}",
            gone(2, "2022-07"),
            gone(3, "public/2022-07"),
            gone(4, "2022-08"),
            gone(5, NEWEST),
        ),
    ),
    "all sealed again": (
        seal_all_again,
        (
            resealed(2, "2022-07"),
            resealed(3, "public/2022-07"),
            resealed(4, "2022-08"),
            resealed(5, NEWEST),
        ),
    ),
    "record edited": (
        lambda site: edit(site / RECORD, ",2022-08-01,", ",2022-08-02,"),
        (f"{RECORD}:2: “2022-07”的“内容截至”记的是“2022-08-02”，登记的是“2022-08-01”{MANUAL}",),
    ),
    "record cut": (
        lambda site: (site / RECORD).write_bytes(
            b"".join((site / RECORD).read_bytes().splitlines(keepends=True)[:-1])
        ),
        (f"{RECORD}: 没有记着“2022-07-r2”，登记里有{MANUAL}",),
    ),
    "record cut in the middle of a line": (
        lambda site: os.truncate(site / RECORD, (site / RECORD).stat().st_size - 150),
        (
            f"{RECORD}: 没有记着“2022-07-r2”，登记里有{MANUAL}",
            f"{RECORD}:5: 这一行读不懂：“2022-08-01，archive/2022-07-r2…”{MANUAL}",
        ),
    ),
    "record removed": (
        lambda site: (site / RECORD).unlink(),
        (f"{RECORD}: 这个文件不见了，不能证明最新的几份没有被拿走{MANUAL}",),
    ),
    "symlink put in": (
        lambda site: link(site / PAGE, site / "outside"),
        (f"{PAGE}: 这是一个链接，没有跟随（归档包里只能有文件，换成它指向的那个文件）",),
    ),
    "symlink beside the bags": (
        lambda site: link(site / SUMS, site / "outside"),
        (f"{SUMS}: 这是一个链接，没有跟随（换成它指向的那个文件或文件夹）",),
    ),
    "hard link to outside": (
        lambda site: os.link(site / PAGE, site / "outside"),
        (
            (
                f"{BAG}: 有 1 个文件（如 data/site/index.html）与别处的文件是同一份（硬链接），"
                "改了那边，这里也跟着变（复制一份，用它换下原来的）"
            ),
        ),
    ),
    "hard link of a zip": (
        lambda site: os.link(site / f"{BAG}.zip", site / "outside"),
        (
            (
                f"{BAG}.zip: 与别处的文件是同一份（硬链接），改了那边，这里也跟着变"
                "（复制一份，用它换下原来的）"
            ),
        ),
    ),
    "stray": (
        lambda site: (site / "archive/说明.docx").write_bytes(b"1"),
        (f"archive/说明.docx: 这里不是归档包{OUT}",),
    ),
    "hidden stray": (
        lambda site: (site / "archive/public/.note").write_bytes(b"1"),
        (f"archive/public/.note: 这里不是归档包{OUT}",),
    ),
    "empty folder beside the bags": (
        lambda site: (site / "archive/full").mkdir(),
        (f"archive/full: 这里不是归档包{OUT}",),
    ),
    "leftover of a dead command": (
        lambda site: (site / "archive/.tongbao-x1/2022-09").mkdir(parents=True),
        (
            (
                "archive/.tongbao-x1: 这里不是归档包"
                "（是断掉的命令留下的，下一个要写的命令会清走；正有命令在封存的，等它做完再核对）"
            ),
        ),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_tampering_is_named(way: str, site: Path) -> None:
    assert verify_archive(site, today=DAY) == ()
    tamper, said = WAYS[way]
    tamper(site)
    found = verify_archive(site, today=DAY)
    assert errors_among(found)
    assert [DIGEST.sub("SHA256", line) for line in told(found, site)] == list(said)
