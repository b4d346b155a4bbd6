"""What is kept of a file is what was read of it, whatever its name and whatever becomes of it meanwhile."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.forms import filling
from tests.forms.conftest import CAME, copied
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.forms.collecting import CollectOrder, collect
from tongbao.forms.form_sheet import STATUS, TEXT
from tongbao.records.load import load_checked
from tongbao.sources import Taken, document_of
from tongbao.sources.document import Document

pytestmark = pytest.mark.long

HOUSE = Path(__file__).parent.parent
LEDGER = HOUSE / "tests/notices/000-ledger-2022-07.docx"
FORM = "区发改委-2022年8月报送表.xlsx"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run_here(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(commands, [str(word) for word in words])
        return status, *capsys.readouterr()

    return run_here


def spoiled_after_reading(taken: Taken) -> Document:
    """Read a file, and let another program write over it right afterwards."""
    taken.path.write_bytes(b"something else")
    return document_of(taken)


def test_ingest_keeps_what_it_read(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("new", tmp_path / "site")
    file = tmp_path / "台账.docx"
    file.write_bytes(LEDGER.read_bytes())
    monkeypatch.setattr("tongbao.notices.ingest.document_of", spoiled_after_reading)
    assert command("ingest", file, "--root", tmp_path / "site")[0] == 0
    kept = next((tmp_path / "site/content/notices").glob("*/台账.docx"))
    assert kept.read_bytes() == LEDGER.read_bytes()
    assert file.read_bytes() == b"something else"
    assert command("check", "--root", tmp_path / "site")[0] == 0


def test_collect_knows_a_form_by_what_it_read(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path / "站点")
    command("forms", "2022-08", "--root", root)
    form = filling.fill(
        next((root / "forms").glob(f"*/{FORM}")), {"": {STATUS: "正常推进", TEXT: "在做。"}}
    )
    digest = hashlib.sha256(form.read_bytes()).hexdigest()
    monkeypatch.setattr("tongbao.forms.filled.document_of", spoiled_after_reading)
    found = collect(root, [form], CollectOrder(received=CAME))
    assert (found.problems, found.forms[0].taken) == ((), True)
    originals = [file.original for one in load_checked(root).notices for file in one.files]
    assert digest in originals


def test_the_copy_with_comments_is_of_what_was_read(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path / "站点")
    command("forms", "2022-08", "--root", root)
    form = filling.fill(next((root / "forms").glob(f"*/{FORM}")), {"": {STATUS: "没有的词"}})
    monkeypatch.setattr("tongbao.forms.filled.document_of", spoiled_after_reading)
    status, out, _ = command("collect", form, "--root", root)
    assert status == 1
    assert f"{form.stem}-批注.xlsx" in out
    copy = openpyxl.load_workbook(form.with_name(f"{form.stem}-批注.xlsx"))
    assert any(cell.comment for row in copy.worksheets[0] for cell in row)


def longest(start: str, ending: str) -> str:
    """Return a name of 255 bytes."""
    room = 255 - len(f"{start}{ending}".encode())
    return f"{start}{'字' * (room // 3)}{'x' * (room % 3)}{ending}"


def test_a_name_as_long_as_the_disk_takes_goes_all_the_way(
    tmp_path: Path, command: Command
) -> None:
    site, file = tmp_path / "site", tmp_path / longest("台账", ".docx")
    assert len(os.fsencode(file.name)) == 255
    file.write_bytes(LEDGER.read_bytes())
    command("new", site)
    for words in (
        ("ingest", file, "--received", "2022-08-18"),
        ("check",),
        ("build",),
        ("archive", "2022-07", "--as-of", "2022-08-31"),
        ("build",),
        ("verify",),
        ("publish", tmp_path / "网站"),
        ("publish", tmp_path / "网站.zip"),
    ):
        status, _, err = command(*words, "--root", site)
        assert (status, err) == (0, ""), words
    for folder in ("site/public", "网站"):
        assert [one for one in (tmp_path / folder).rglob("*") if one.name == file.name]
    assert command("undo", "--root", site)[0] == 0


@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_a_form_with_the_longest_name_comes_back(
    tmp_path: Path, command: Command, *, old: bool
) -> None:
    root = copied(tmp_path / "站点")
    command("forms", "2022-08", "--root", root)
    form = next((root / "forms").glob(f"*/{FORM}"))
    blank = form.read_bytes()
    named = tmp_path / longest("表", ".xls" if old else ".xlsx")

    def fill(status: str) -> None:
        form.write_bytes(blank)
        filling.fill(form, {"": {STATUS: status, TEXT: "在做。"}})
        (filling.as_xls(form) if old else form).rename(named)

    fill("没有的词")
    status, out, err = command("collect", named, "--root", root)
    assert (status, "没有料到" in err) == (1, False)
    copies = [path.name for path in tmp_path.iterdir() if path.stem.endswith("-批注")]
    assert len(copies) == 1
    assert f"带批注的表：{tmp_path / copies[0]}" in out
    assert (len(os.fsencode(copies[0])), copies[0][:4]) == (255, named.name[:4])
    fill("正常推进")
    assert command("collect", named, "--root", root)[0] == 0


def test_a_unit_with_a_long_name_gets_its_form(tmp_path: Path, command: Command) -> None:
    site, notice = tmp_path / "site", tmp_path / "分工.txt"
    units = tuple(f"{'很' * 90}{end}局" for end in "甲乙")
    notice.write_text(
        f"湛河区2022年工作分工\n一、修路（责任单位：{units[0]}）\n二、架桥（责任单位：{units[1]}）\n",
        "utf-8",
    )
    command("new", site)
    status, _, err = command("ingest", notice, "--root", site, "--kind", "responsibility")
    assert (status, err) == (0, "")
    status, out, err = command("forms", "2022-08", "--root", site)
    assert (status, err) == (0, ""), out
    names = sorted(path.name for path in (site / "forms").glob("*/*.xlsx"))
    assert len(names) == 3
    assert max(len(os.fsencode(name)) for name in names) <= 255


ODD = {
    "a\nb.txt": "a\\nb.txt: 错误: 文件名里有换行或别的控制符（改个文件名再收）\n",
    "a\\b.txt": "a\\b.txt: 错误: 文件名里不能有斜线（改个文件名再收）\n",
    os.fsdecode(b"a\xff.txt"): "a\\udcff.txt: 错误: 文件名不是 UTF-8 编码（改个文件名再收）\n",
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ODD)
def test_a_name_that_cannot_be_kept_is_refused_before_anything_is_written(
    name: str, tmp_path: Path, command: Command
) -> None:
    site = tmp_path / "site"
    command("new", site)
    (tmp_path / name).write_text(
        "一、修路（责任单位：甲局）\n二、架桥（责任单位：乙局）\n", "utf-8"
    )
    before = sorted((site / "content").rglob("*"))
    status, out, err = command("ingest", tmp_path / name, "--root", site)
    assert (status, out, err.splitlines(keepends=True)[0]) == (1, "", ODD[name])
    assert sorted((site / "content").rglob("*")) == before


@pytest.mark.parametrize("ending", ["docx", "md", "pdf", "txt"])
def test_a_form_of_another_format_is_refused_in_one_message(
    ending: str, tmp_path: Path, command: Command
) -> None:
    root = copied(tmp_path / "站点")
    source = HOUSE / f"tests/notices/000-ledger-2022-07.{'txt' if ending == 'md' else ending}"
    form = tmp_path / f"表.{ending}"
    form.write_bytes(source.read_bytes())
    status, out, err = command("collect", form, "--root", root)
    assert (status, out) == (1, "有错，一份也没有收\n")
    assert err.splitlines()[0] == (
        f"表.{ending}: 错误: 这不是 Excel 工作簿（报送表是 Excel 文件；填在 Word、PDF 里的请抄到发出的报送表里）"
    )
