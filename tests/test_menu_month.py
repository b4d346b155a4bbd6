"""A whole month through the menu, typed into a real terminal: two plans, two districts, no dead end."""

import contextlib
import os
import pty
import re
import select
import signal
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.year.whole import DISTRICTS, SETTINGS, YEAR, ledger_file
from tongbao.records.load import load_checked
from tongbao.records.starter import write_empty_site

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix"),
]
HOUSE = Path(__file__).parent.parent
LONGEST = 120.0


class Terminal:
    """The menu in a terminal of its own."""

    def __init__(self, root: Path) -> None:
        """Open it in the folder of a site."""
        command = [
            sys.executable,
            "-X",
            "utf8",
            str(HOUSE / "build.py"),
            "menu",
            "--root",
            str(root),
        ]
        self.process, self.master = pty.fork()
        if self.process == 0:
            # Who starts the tests in the background has them ignore Ctrl-C; the menu is to hear it all the same.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(command[0], command, {**os.environ, "BROWSER": "true"})  # noqa: S606  our own menu
        self.said = ""

    def wait(self, words: str) -> str:
        """Return what was printed up to these words."""
        until = time.monotonic() + LONGEST
        while words not in self.said:
            ready, _, _ = select.select([self.master], [], [], 1.0)
            if ready:
                self.said += os.read(self.master, 65536).decode("utf-8", "replace")
            assert time.monotonic() < until, f"没有等到“{words}”：{self.said}"
        before, _, self.said = self.said.partition(words)
        return before.replace("\r", "")

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self.master, f"{line}\n".encode())

    def do(self, title: str, *answers: tuple[str, str]) -> str:
        """Choose an entry, answer what is asked, return what it printed; each answer with the question before it."""
        menu = self.wait("选哪一个？")
        (number,) = re.findall(rf"^ *(\d+)  {title}：", menu, re.MULTILINE)
        self.type(number)
        for question, answer in answers:
            self.asked = self.wait(question)
            self.type(answer)
        printed = self.wait("按回车回到菜单")
        self.type("")
        return printed

    def look(self, title: str, words: str) -> str:
        """Choose an entry that goes on until Ctrl-C; stop it once it has said some words."""
        menu = self.wait("选哪一个？")
        (number,) = re.findall(rf"^ *(\d+)  {title}：", menu, re.MULTILINE)
        self.type(number)
        printed = self.wait(words)
        os.write(self.master, b"\x03")
        printed += self.wait("按回车回到菜单")
        self.type("")
        return printed

    def leave(self) -> int:
        """Leave the menu; return the exit status."""
        self.wait("选哪一个？")
        self.type("0")
        self.wait("再见")
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def close(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.master)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "督查 局"
    write_empty_site(root)
    (root / "site.yml").write_text(SETTINGS, "utf-8")
    return root


def fill(form: Path) -> None:
    """Fill the yellow cells of the first row of a form in."""
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    heads = next(
        {str(cell.value): cell.column for cell in row if cell.value}
        for row in sheet.iter_rows()
        if any(str(cell.value).startswith("本期完成情况") for cell in row)
    )
    at = next(
        row[0].row + 1
        for row in sheet.iter_rows()
        if any(str(cell.value).startswith("本期完成情况") for cell in row)
    )
    for head, value in (("本期完成情况", "正常推进"), ("本期进展", "已完成过半，继续推进。")):
        column = next(column for name, column in heads.items() if name.startswith(head))
        sheet.cell(at, column).value = value
    book.save(form)


def test_a_whole_month_with_two_plans_and_two_districts(root: Path, tmp_path: Path) -> None:
    terminal = Terminal(root)
    try:
        for district in DISTRICTS:
            file = ledger_file(district, 1, tmp_path)
            printed = terminal.do("收文", ("按回车", f"'{file}'"))
            assert f"归入任务清单 {district.plan}" in printed
            assert printed.endswith("\n完成\n")
        first, second = DISTRICTS
        assert "已停下" in terminal.look("核对", "核对在 http://127.0.0.1:")
        printed = terminal.do("发表", ("哪一期？", "2月"), ("哪个任务清单？", "2"))
        assert f"  1  {first.name}　{first.name}{YEAR}年重点工作" in terminal.asked
        assert f"  2  {second.name}　{second.name}{YEAR}年重点工作" in terminal.asked
        assert f"“2月”没有写年份，按{YEAR}年2月" in printed + terminal.asked
        forms = root / "forms" / f"{second.plan}_{YEAR}-02"
        form = next(one for one in sorted(forms.glob("*.xlsx")) if "区商务局" in one.name)
        fill(form)
        assert "试收：可收 1 份、1 项" in terminal.do("试收", ("按回车", f'"{form}"'))
        assert "已收 1 份、1 项" in terminal.do("收表", ("按回车", f'"{form}"'))
        assert "已撤销：收表 1 份" in terminal.do("撤销", ("写“是”", "是"))
        assert "已收 1 份、1 项" in terminal.do("收表", ("按回车", f'"{form}"'))
        assert terminal.do("检查").endswith("\n完成\n")
        assert "public：写入" in terminal.do("生成")
        assert (root / "public" / "index.html").is_file()
        printed = terminal.do("写通报", ("哪一期？", "1月"), ("哪个任务清单？", "1"))
        assert f"还没有写明 {YEAR}-01 的通报" in printed
        assert "没有完成，照上面说的改好再来" in printed
        assert terminal.do("归档", ("封存哪个月？", "1月")).endswith("\n完成\n")
        assert "完好：核对了 1 份归档" in terminal.do("查归档")
        printed = terminal.do("对照", ("先看哪一份？", "1月"), ("与哪一份对照？", "今天"))
        assert printed.endswith("\n完成\n")
        assert "可以发布" not in printed
        target = tmp_path / "网站"
        printed = terminal.do(
            "发布", ("发布到哪个文件夹？", f"'{target}'"), ("哪个版本？", ""), ("现在发布？", "是")
        )
        assert (target / "index.html").is_file()
        assert terminal.leave() == 0
    finally:
        terminal.close()
    content = load_checked(root)
    assert len(content.plans) == len(DISTRICTS)
    assert [notice.kind for notice in content.notices] == ["ledger", "ledger", "return"]
