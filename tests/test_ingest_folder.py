"""A folder of notices in one run: the order, the table at the end, the exit status."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tongbao.cli.command_line import run
from tongbao.cli.main import commands


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return ``command("ingest", "来文")``: run it here and hand back status and what it printed."""

    def run_here(*words: str) -> Ended:
        status = run(commands, words)
        return Ended(status, *capsys.readouterr())

    return run_here


def test_a_folder_is_taken_in_order_of_name_and_one_bad_file_keeps_itself_out(
    tmp_path: Path, command: Run
) -> None:
    site, folder = str(tmp_path / "site"), tmp_path / "来文"
    command("new", site)
    folder.mkdir()
    (folder / "10月.txt").write_text("一、修路（责任单位：甲局）\n", "utf-8")
    (folder / "2月.pdf").write_bytes(b"")
    (folder / "9月.txt").write_text("一、架桥（责任单位：乙局）\n", "utf-8")
    (folder / "~$9月.docx").write_bytes(b"lock")
    words = ("--root", site, "--kind", "responsibility", "--received", "2022-10-08")
    tried = command("ingest", str(folder), *words, "--dry-run")
    ended = command("ingest", str(folder), *words)
    assert ended.status == tried.status == 1
    assert ended.err == (
        "2月.pdf: 错误: 文件是空的，没有任何内容（请核对文件是否传完，向来文单位重新索取）\n"
        "共 1 个问题，涉及 1 个文件\n"
    )
    assert ended.out.splitlines()[-5:] == [
        "文件      种类      编号             任务  待核对  结果",
        "2月.pdf   -         -                -     -       没有入库：文件是空的，没有任何内容",
        "9月.txt   任务分解  d1-2022-10-08    1     1       已入库",
        "10月.txt  任务分解  d1-2022-10-08-2  1     1       已入库",
        "共 3 个文件：入库 2 个，没有入库 1 个",
    ]
    assert tried.out.endswith("共 3 个文件：可以入库 2 个，没有入库 1 个（试读，没有改动）\n")
    assert len(list((tmp_path / "site/content/notices").glob("*.yml"))) == 2


def test_a_folder_without_files_is_said_to_be_empty(tmp_path: Path, command: Run) -> None:
    site, folder = str(tmp_path / "site"), tmp_path / "来文"
    command("new", site)
    folder.mkdir()
    ended = command("ingest", str(folder), "--root", site)
    assert (ended.status, ended.out) == (1, "")
    assert "来文: 错误: 这个文件夹里没有可以收的文件" in ended.err
