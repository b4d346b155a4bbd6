"""A clerk's month on 湛河区 by the commands alone: forms out, filled as clerks fill them, to archive and portal."""

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.forms import filling
from tongbao.archive.verify import verify_archive
from tongbao.cli import archiving, bulletins, office
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.forms.form_sheet import SAID, STATUS, TEXT
from tongbao.records.load import load_checked

pytestmark = pytest.mark.long

PLAN, AUGUST = "zhanhe-2022", "2022年8月"
SENT, CAME = datetime.date(2022, 8, 29), datetime.date(2022, 9, 5)
WORDS = ("积极推进", "正常推进", "进展一般", "进度滞后")
HABITS: tuple[tuple[filling.Habit, ...], ...] = (
    (),
    (filling.title_row_added,),
    (filling.blank_line_added, filling.coloured),
    (filling.status_with_spaces, filling.notes_below),
    (filling.columns_swapped,),
    (filling.sorted_backwards, filling.title_row_added),
    (filling.keys_lost,),
)
LATE = ("区民政局", "区文旅局")
CHOSEN = """bulletins:
  - period: 2022-08
    date: 2022-09-06
    issue: 8
    number: null
    praised: [区教体局, 区应急局]
    lagging: [区发改委]
"""


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(root: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return ``command("forms", "2022年8月")``: run on the site, with what it printed."""

    def run_here(*words: str) -> Ended:
        status = run(commands, (*words, "--root", str(root)))
        return Ended(status, *capsys.readouterr())

    return run_here


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.date], None]:
    """Return ``on(day)``, which sets the day of the office for the commands."""

    def today(day: datetime.date) -> None:
        for module in (archiving, bulletins, office):
            monkeypatch.setattr(module, "today", lambda: day)

    return today


def filled(folder: Path) -> list[Path]:
    """Fill every unit's form but the late ones', each in another way, every third saved as .xls."""
    paths = sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith("全部单位"))
    done: list[Path] = []
    for at, path in enumerate(paths):
        if path.name.startswith(LATE):
            path.unlink()
            continue
        word = WORDS[at % len(WORDS)]
        values = {"": {STATUS: word, TEXT: f"8月完成第{at}阶段，投资 {at} 万元。\n下月继续。"}}
        if word == "进度滞后":
            values[""][SAID] = "因汛期停工，请予考虑。"
        filling.fill(path, values, *HABITS[at % len(HABITS)])
        done.append(filling.as_xls(path) if at % 3 == 2 else path)
    return done


class Month(NamedTuple):
    """Where a month is done, and with what."""

    root: Path
    folder: Path
    command: Command
    on: Callable[[datetime.date], None]

    def records(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in (self.root / "content").rglob("*.yml")
        }


def test_a_month(
    root: Path, tmp_path: Path, command: Command, on: Callable[[datetime.date], None]
) -> None:
    month = Month(root, tmp_path, command, on)
    forms_go_out_and_come_back(month)
    the_office_grades(month)
    the_bulletin_is_written(month)
    the_month_is_sealed_and_published(month)


def forms_go_out_and_come_back(month: Month) -> None:
    month.on(SENT)
    out = month.folder / "报送表"
    sent = month.command("forms", AUGUST, "--out", str(out))
    assert (sent.status, sent.err) == (0, "")
    assert "35 个单位的报送表，另有全部单位的一份，共 56 项" in sent.out
    month.on(CAME)
    (out / "全部单位-2022年8月报送表.xlsx").unlink()
    back = filled(out)
    before = month.records()
    one_is_spoiled(month, out, next(path for path in back if path.suffix == ".xlsx"))
    tried = month.command("collect", str(out), "--dry-run")
    assert re.search(r"^试收：可收 33 份、\d+ 项，什么也没有写$", tried.out, re.MULTILINE)
    assert month.records() == before
    # Taken under the wrong day, taken back, and taken again.
    assert month.command("collect", str(out), "--received", "2022-09-04").status == 0
    assert month.command("undo").out.startswith("已撤销：收表 33 份")
    assert month.records() == before
    taken = month.command("collect", str(out))
    assert (taken.status, taken.err) == (0, "")
    missing = re.search(r"2022年8月未报送的单位：(.*)", taken.out)
    assert missing is not None
    assert set(missing[1].split("、")) == set(LATE)
    said = [
        update
        for task in load_checked(month.root).tasks
        for part in task.assignments
        for update in part.updates
        if update.period == "2022-08"
    ]
    assert {update.status for update in said} == set(WORDS)
    text = r"8月完成第\d+阶段，投资 \d+ 万元。\n下月继续。"
    assert all(re.fullmatch(text, update.text) for update in said)


def one_is_spoiled(month: Month, out: Path, path: Path) -> None:
    """Spoil a form: nothing at all is taken, and a copy with comments lies beside it. Then mend it."""
    whole, before = path.read_bytes(), month.records()
    filling.fill(path, {"": {STATUS: "推进中"}})
    refused = month.command("collect", str(out))
    assert refused.status == 1
    assert "“推进中”不在完成情况的用词里" in refused.err
    copy = path.with_name(f"{path.stem}-批注.xlsx")
    assert copy.name in refused.out
    assert month.records() == before
    path.write_bytes(whole)
    copy.unlink()


def the_office_grades(month: Month) -> None:
    """Fill the form of all units: the office's ledger, which outranks what the units say."""
    folder = month.folder / "汇总"
    month.on(SENT)
    month.command("forms", AUGUST, "--out", str(folder))
    month.on(CAME)
    values = {"": {STATUS: "正常推进", TEXT: "按月度计划推进。"}, "8": {STATUS: "进度滞后"}}
    ledger = filling.fill(folder / "全部单位-2022年8月报送表.xlsx", values)
    assert "，填了 56 项" in month.command("collect", str(ledger)).out
    checked = month.command("check")
    assert (checked.status, checked.err) == (0, "")
    assert month.command("build").status == 0
    pages = (month.root / "public/tasks/zhanhe-2022").glob("*.html")
    replied = [path for path in pages if "因汛期停工，请予考虑。" in path.read_text("utf-8")]
    assert replied
    assert "进度滞后" in (month.root / "public/tasks/zhanhe-2022/8.html").read_text("utf-8")


def the_bulletin_is_written(month: Month) -> None:
    asked = month.command("bulletin", AUGUST)
    assert asked.status == 1
    assert "praised:" in asked.err
    plan = month.root / "content/plans/zhanhe-2022.yml"
    plan.write_text(plan.read_text("utf-8") + CHOSEN, "utf-8")
    written = month.command("bulletin", AUGUST)
    assert (written.status, written.err) == (0, "")
    (document,) = (month.root / "bulletins").glob("*.docx")
    with zipfile.ZipFile(document) as packed:
        text = re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())
    assert "区教体局、区应急局" in text
    assert "因汛期停工，请予考虑。" in text


def the_month_is_sealed_and_published(month: Month) -> None:
    month.on(datetime.date(2022, 9, 30))
    sealed = month.command("archive", "2022-08", "--as-of", "2022-09-30")
    assert (sealed.status, sealed.err) == (0, "")
    assert verify_archive(month.root) == ()
    target = month.folder / "portal" / "duban"
    target.parent.mkdir()
    published = month.command("publish", str(target))
    assert (published.status, published.err) == (0, "")
    assert (target / "archive/2022-08/data/site/index.html").is_file()
    # A copy of the sealed month: nothing that happens to the portal reaches the sealed one.
    laid, sealed_zip = target / "archive/2022-08.zip", month.root / "archive/2022-08.zip"
    assert laid.read_bytes() == sealed_zip.read_bytes()
    assert not laid.samefile(sealed_zip)
    assert "进度滞后" in (target / "tasks/zhanhe-2022/8.html").read_text("utf-8")
    assert month.command("publish", str(month.folder / "督办.zip")).status == 0
