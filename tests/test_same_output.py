"""The comparison that changes are judged by: what it names, and that it passes over nothing."""

import zipfile
from pathlib import Path

from scripts.same_output import differences


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, method)


def test_folders_with_the_same_bytes_do_not_differ(tmp_path: Path) -> None:
    files = {"index.html": "首页".encode(), "data/.workbooks.json": b"{}"}
    assert not list(differences(written(tmp_path / "a", files), written(tmp_path / "b", files)))


def test_every_file_that_differs_is_named_with_its_first_difference(tmp_path: Path) -> None:
    before = written(
        tmp_path / "a", {"a.csv": "任务\r\n甲\r\n".encode(), "gone": b"", "p.png": b"\xff\x00"}
    )
    now = written(
        tmp_path / "b", {"a.csv": "任务\r\n乙\r\n".encode(), "new": b"", "p.png": b"\xff\x01"}
    )
    assert list(differences(before, now)) == [
        "a.csv: line 2\n  - 甲\r\n  + 乙\r",
        "gone: no longer written",
        "new: not written before",
        "p.png: byte 1 of 2 and 2",
    ]


def test_a_zip_is_looked_into(tmp_path: Path) -> None:
    before, now = written(tmp_path / "a", {}), written(tmp_path / "b", {})
    for folder in (before, now):
        folder.mkdir()
    packed(before / "a.xlsx", {"sheet.xml": b"<c>1</c>"})
    packed(now / "a.xlsx", {"sheet.xml": b"<c>2</c>"})
    packed(before / "b.zip", {"one": b""})
    packed(now / "b.zip", {"two": b""})
    packed(before / "c.zip", {"one": b"1" * 99})
    packed(now / "c.zip", {"one": b"1" * 99}, zipfile.ZIP_DEFLATED)
    assert list(differences(before, now)) == [
        "a.xlsx: sheet.xml: line 1\n  - <c>1</c>\n  + <c>2</c>",
        "b.zip: one stands in one of them only",
        "c.zip: packed in another way",
    ]
