"""A folder as one zip, always of the same bytes."""

import os
import zipfile
from pathlib import Path

import pytest

from tests.archive.made import write
from tongbao.archive.zipping import write_zip
from tongbao.problems import Problems

FILES = {
    "data/site/index.html": b"<p>" * 1000,
    "data/五月.PDF": b"%PDF" * 1000,
    "b": b"",
    "a": b"1",
    "data-": b"2",
}


def test_the_entries_of_a_zip(tmp_path: Path) -> None:
    write_zip(write(tmp_path / "in", FILES), "2022-07", tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as made:
        assert made.testzip() is None
        assert made.namelist() == [f"2022-07/{path}" for path in sorted(FILES)]
        assert {path: made.read(f"2022-07/{path}") for path in FILES} == FILES
        entry = made.getinfo("2022-07/data/site/index.html")
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.external_attr) == (3, 0o644 << 16)
        assert entry.compress_type == zipfile.ZIP_DEFLATED
        pdf = made.getinfo("2022-07/data/五月.PDF")
        assert (pdf.compress_type, pdf.flag_bits & 0x800) == (zipfile.ZIP_STORED, 0x800)
    assert (tmp_path / "x.zip").stat().st_mode & 0o777 == 0o644


def test_neither_times_nor_modes_nor_the_order_of_writing_matter(tmp_path: Path) -> None:
    one = write(tmp_path / "one", FILES)
    two = write(tmp_path / "two", dict(reversed(FILES.items())))
    (two / "a").chmod(0o600)
    os.utime(two / "b", (0, 0))
    write_zip(one, "x", tmp_path / "one.zip")
    write_zip(two, "x", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_link_is_refused_and_the_old_zip_stays(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a": b"1"})
    write_zip(folder, "x", tmp_path / "x.zip")
    before = (tmp_path / "x.zip").read_bytes()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(Problems, match="这是一个链接，没有跟随"):
        write_zip(folder, "x", tmp_path / "x.zip")
    assert (tmp_path / "x.zip").read_bytes() == before


def test_a_zip_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("shutil.copyfileobj", fail)
    with pytest.raises(OSError, match="no space"):
        write_zip(write(tmp_path / "in", FILES), "x", tmp_path / "x.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
