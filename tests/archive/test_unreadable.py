"""What the system will not let read is told at its place, in Chinese, whatever the language of the machine."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.made import told
from tongbao.archive.register import read_register
from tongbao.archive.verify import verify_archive, verify_bag, verify_zip
from tongbao.problems import Problems
from tongbao.records.load import load

DENIED, BROKEN = PermissionError(errno.EACCES, os.strerror(errno.EACCES)), OSError(errno.EIO, "I/O")
Refuse = Callable[[str, OSError], None]
DISK = "检查文件的权限和所在的磁盘"


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Return ``refuse("register.json", error)``: the system then refuses every file of that name."""

    def refuse_it(name: str, error: OSError) -> None:
        read, opened = os.listdir, Path.open

        def listed(folder: str | Path) -> list[str]:
            if Path(folder).name == name:
                raise error
            return read(folder)

        def open_it(path: Path, *args: object, **more: object) -> object:
            if path.name == name:
                raise error
            return opened(path, *args, **more)  # type: ignore[call-overload]

        monkeypatch.setattr(os, "listdir", listed)
        monkeypatch.setattr(Path, "open", open_it)

    return refuse_it


def test_a_register(site: Path, refuse: Refuse) -> None:
    refuse("register.json", DENIED)
    with pytest.raises(Problems) as found:
        read_register(site)
    assert str(found.value) == f"archive/register.json: 登记读不出来：没有读写的权限（{DISK}）"


def test_the_sums(site: Path, refuse: Refuse) -> None:
    refuse("SHA256SUMS", DENIED)
    assert told(verify_archive(site)) == [
        "archive/SHA256SUMS: 文件读不出来：没有读写的权限（检查文件的权限）"
    ]


def test_a_zip_of_the_register(site: Path, refuse: Refuse) -> None:
    refuse("2022-08.zip", BROKEN)
    assert told(verify_archive(site)) == [
        f"archive/2022-08.zip: 文件读不出来：磁盘读写出错，可能已损坏（{DISK}）"
    ]


def test_a_bag(bag: Path, refuse: Refuse) -> None:
    refuse("袋", DENIED)
    assert told(verify_bag(bag), bag.parent) == [
        "袋: 文件夹读不出来：没有读写的权限（检查文件夹的权限）"
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DENIED, "压缩包读不出来：没有读写的权限"),
        (BROKEN, "压缩包读不出来，不完整或已损坏"),
    ],
)
def test_a_zip(error: OSError, said: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_it(*_: object) -> None:
        raise error

    monkeypatch.setattr("zipfile.ZipFile.__init__", refuse_it)
    assert told(verify_zip(site / "archive/2022-08.zip"), site) == [
        f"archive/2022-08.zip: {said}（从备份取回这个压缩包）"
    ]


def test_a_record(tmp_path: Path, refuse: Refuse) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/guide.md").write_text("说明", "utf-8")
    refuse("guide.md", DENIED)
    found = [str(one) for one in load(tmp_path).problems if "guide" in str(one)]
    assert found == ["content/pages/guide.md: 文件读不出来：没有读写的权限（检查文件的权限和名字）"]
