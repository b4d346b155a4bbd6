"""The tag files of a bag: what we write, others read; what we write, we read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.made import make_bag, write
from tongbao.archive.bagit import (
    Manifest,
    WrongLine,
    info_text,
    manifest_text,
    one_value,
    payload_oxum,
    read_info,
    read_manifest,
    tag_files,
)
from tongbao.archive.digests import available, digests_of

A, B = "a" * 64, "b" * 64
texts = st.text(st.characters(codec="utf-8"))


def test_a_manifest_is_sorted_by_path() -> None:
    text = manifest_text({"data/乙": B, "data/a b": A, "data/Z": B})
    assert text == f"{B}  data/Z\n{A}  data/a b\n{B}  data/乙\n"


def test_only_three_signs_of_a_path_are_encoded() -> None:
    path = "data/100%\r\n了?#&.html"
    assert manifest_text({path: A}) == f"{A}  data/100%25%0D%0A了?#&.html\n"
    assert read_manifest(f"{A}  data/100%25%0d%0a了?#&.html\n").digests == {path: A}


@given(st.dictionaries(texts.filter(bool), st.sampled_from((A, B))))
@settings(deadline=None)
def test_a_manifest_comes_back_as_it_was(digests: dict[str, str]) -> None:
    assert read_manifest(manifest_text(digests)) == Manifest(digests)


def test_lines_that_name_no_file_are_handed_back() -> None:
    text = f"{A}  data/a\n{A}data/b\n\nkurz  data/c\r\n{B}  data/a\n{B}  data/5%\n{B}  \n"
    assert read_manifest(text) == Manifest(
        {"data/a": A},
        (
            WrongLine(2, f"{A}data/b"),
            WrongLine(4, "kurz  data/c"),
            WrongLine(5, f"{B}  data/a", twice=True),
            WrongLine(6, f"{B}  data/5%"),
            WrongLine(7, f"{B}  "),
        ),
    )


def test_a_manifest_of_another_program_is_read() -> None:
    assert read_manifest(f"{A.upper()}\tdata/a\r\n{B} data/b").digests == {"data/a": A, "data/b": B}


def test_info_is_never_wrapped_and_line_breaks_are_indented() -> None:
    long = "统计口径有误" * 40
    text = info_text([("Why", f"  {long}\n\n 第二行: 是 \r\n"), ("Month", "2022-07")])
    assert text == f"Why: {long}\n  第二行: 是\nMonth: 2022-07\n"
    assert read_info(text) == (("Why", f"{long}\n第二行: 是"), ("Month", "2022-07"))


@given(st.lists(st.tuples(st.from_regex(r"[A-Z][A-Za-z0-9-]*", fullmatch=True), texts)))
@settings(deadline=None)
def test_info_comes_back_as_it_was(pairs: list[tuple[str, str]]) -> None:
    expected = tuple((label, one_value(value)) for label, value in pairs)
    assert read_info(info_text(pairs)) == expected


def test_the_tag_files_of_a_bag() -> None:
    files = tag_files({"sha256": {"data/a": A}}, [("Month", "2022-07")])
    assert list(files) == [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    listed = read_manifest(files["tagmanifest-sha256.txt"].decode()).digests
    assert set(listed) == set(files) - {"tagmanifest-sha256.txt"}


def test_each_algorithm_has_its_manifests() -> None:
    files = tag_files({"sha256": {"data/a": A}, "sha512": {"data/a": A * 2}}, ())
    listed = set(read_manifest(files["tagmanifest-sha512.txt"].decode()).digests)
    assert listed == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"}


def test_the_oxum_counts_the_payload_only() -> None:
    assert payload_oxum({"data/a": 3, "data/b": 0, "bagit.txt": 55}) == "3.2"


NAMES = ("data/site/index.html", "data/content/五月 通报.pdf", "data/a\nb", "data/c\rd", "data/空")


def test_the_library_of_congress_finds_the_bag_valid(tmp_path: Path) -> None:
    bag = make_bag(
        tmp_path / "bag",
        {name: name.encode() for name in NAMES},
        (("External-Description", "第一行\n第二行"),),
        ("sha256", "sha512"),
    )
    run = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", bag], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()
    (bag / "data/空").write_bytes(b"?")
    run = subprocess.run([sys.executable, "-m", "bagit", "--validate", bag], check=False)
    assert run.returncode == 1


def test_sha256sum_finds_every_file_of_a_manifest(tmp_path: Path) -> None:
    names = ("data/site/index.html", "data/五月 通报.pdf", "data/ x", "data/back\\slash")
    bag = make_bag(tmp_path, {name: name.encode() for name in names})
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--strict", manifest], cwd=bag, check=True)


def test_links_and_pipes_are_refused_and_never_followed(tmp_path: Path) -> None:
    bag = write(tmp_path / "bag", {"data/a": b"1"})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/file").write_bytes(b"2")
    (bag / "data/link").symlink_to(tmp_path / "secret/file")
    (bag / "data/folder").symlink_to(tmp_path / "secret")
    os.mkfifo(bag / "data/pipe")
    found = digests_of(bag, ("sha256",), "袋")
    assert set(found.sizes) == set(found.digests["sha256"]) == {"data/a"}
    assert [str(problem) for problem in sorted(found.refused.values())] == [
        "袋/data/folder: 这是一个链接，没有跟随（归档包里只能有文件，换成它指向的那个文件）",
        "袋/data/link: 这是一个链接，没有跟随（归档包里只能有文件，换成它指向的那个文件）",
        "袋/data/pipe: 这不是普通文件，没有读取（移走它）",
    ]


@pytest.mark.parametrize(("algorithm", "there"), [("sha256", True), ("sm9", False), ("", False)])
def test_whether_a_digest_can_be_had(algorithm: str, there: bool) -> None:
    assert available(algorithm) == there
