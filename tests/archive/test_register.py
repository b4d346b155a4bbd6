"""The register of sealed bags, and SHA256SUMS beside it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.archive.made import seal, write_register
from tongbao.archive.register import (
    REGISTER,
    Sealed,
    folder_of,
    read_register,
    register_text,
)
from tongbao.problems import Problems

HINT = "（从备份取回这个文件；它由 archive 命令写成，不用手改）"


def written(root: Path, text: str | bytes) -> str:
    """Return what is said of a register of this text."""
    (root / "archive").mkdir(exist_ok=True)
    (root / REGISTER).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Problems) as found:
        read_register(root)
    return str(found.value).replace(HINT, "")


def test_a_site_without_an_archive_has_an_empty_register(tmp_path: Path) -> None:
    assert read_register(tmp_path) == ()


def test_the_register_comes_back_as_it_was(tmp_path: Path) -> None:
    sealed = (
        seal(tmp_path, "2022-07"),
        seal(tmp_path, "2022-07", "public"),
        seal(tmp_path, "2022-07", revision=2, why="“项”的数目有误\n重新统计"),
    )
    assert read_register(tmp_path) == sealed
    assert [bag.folder for bag in sealed] == ["2022-07", "public/2022-07", "2022-07-r2"]
    assert [bag.previous for bag in sealed] == [None, None, "2022-07"]
    before = (tmp_path / REGISTER).read_bytes()
    write_register(tmp_path, read_register(tmp_path))
    assert (tmp_path / REGISTER).read_bytes() == before


def test_the_register_has_one_bag_a_line(tmp_path: Path) -> None:
    bag = seal(tmp_path, "2022-07", revision=2, why="有误")
    text = (tmp_path / REGISTER).read_text("utf-8")
    assert text == register_text([bag])
    assert len(text.splitlines()) == 3
    assert '"why": "有误"' in text
    assert json.loads(register_text([])) == {"version": 2, "sealed": []}


def test_sha256sum_finds_every_bag_and_zip(tmp_path: Path) -> None:
    seal(tmp_path, "2022-07")
    seal(tmp_path, "2022-07", "public")
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "archive",
        capture_output=True,
        check=True,
    )
    assert [line.partition(":")[0] for line in run.stdout.decode().splitlines()] == [
        "2022-07.zip",
        "2022-07/tagmanifest-sha256.txt",
        "public/2022-07.zip",
        "public/2022-07/tagmanifest-sha256.txt",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "archive/register.json:1:2: 登记不是完整的 JSON"),
        ("[" * 100_000, "archive/register.json: 登记不是完整的 JSON"),
        (b"\xff", "archive/register.json: 登记不是 UTF-8 编码的文字"),
        ("[]", "archive/register.json: 登记不是第 1、2 版的格式"),
        ('{"version": 3}', "archive/register.json: 登记不是第 1、2 版的格式"),
        ('{"version": 1}', "archive/register.json: 登记里应只有 version 和 sealed 两项"),
        ('{"version": 1, "version": 1}', "archive/register.json: “version”写了两次"),
        (
            '{"version": 1, "sealed": ["x"]}',
            "archive/register.json: 第 1 个归档包不是一组“键: 值”",
        ),
    ],
)
def test_a_register_that_is_none(text: str | bytes, said: str, tmp_path: Path) -> None:
    assert written(tmp_path, text) == said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("folder", "../2022-07", "的“folder”不能是“../2022-07”"),
        ("folder", "2022-07/", "的“folder”不能是“2022-07/”"),
        ("month", "2022-13", "的“month”不能是“2022-13”"),
        ("edition", "secret", "的“edition”不能是“secret”"),
        ("as_of", "2022-02-30", "的“as_of”不能是“2022-02-30”"),
        ("sequence", 0, "的“sequence”不能是“0”"),
        ("files", "3", "的“files”不能是“3”"),
        ("zip", "abc", "的“zip”不能是“abc”"),
        ("why", "", "的“why”不能是“”"),
        ("note", "x", "多了“note”这一项"),
    ],
)
def test_a_wrong_value_is_shown(field: str, value: object, said: str, tmp_path: Path) -> None:
    row = {**seal(tmp_path, "2022-07").model_dump(), field: value}
    text = json.dumps({"version": 1, "sealed": [row]}, ensure_ascii=False)
    assert written(tmp_path, text) == f"archive/register.json: 第 1 个归档包{said}"


def test_every_field_must_be_there(tmp_path: Path) -> None:
    seal(tmp_path, "2022-07")
    said = written(tmp_path, '{"version": 1, "sealed": [{}]}').splitlines()
    assert said == sorted(
        f"archive/register.json: 第 1 个归档包缺少“{field}”" for field in Sealed.model_fields
    )


def test_where_a_bag_lies() -> None:
    assert folder_of("intranet", "2022-07", 1) == "2022-07"
    assert folder_of("intranet", "2022-07", 12) == "2022-07-r12"
    assert folder_of("full", "2022-07", 2) == "full/2022-07-r2"
