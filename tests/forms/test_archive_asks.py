"""`archive` asks first where forms are outstanding, or where a later month is sealed; nobody to ask is a refusal."""

import io
from pathlib import Path

import pytest

from tests.archive import made
from tests.forms import filling
from tests.forms.conftest import AUGUST, CAME, PLAN
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.forms.collecting import CollectOrder, collect
from tongbao.forms.form_sheet import STATUS, TEXT
from tongbao.forms.forms import outstanding
from tongbao.records.load import load_checked

FGW, OFFICE = "区发改委-2022年8月报送表.xlsx", "全部单位-2022年8月报送表.xlsx"
VALUES = {"": {STATUS: "正常推进", TEXT: "正在办。"}}
# Sealing itself is tested elsewhere: of this month there is nothing to seal.
EARLY = "2019-05"


class Window(io.StringIO):
    """A person at the window, with what is typed."""

    def isatty(self) -> bool:
        return True


def archive(root: Path, *words: str) -> int:
    return run(commands, ["archive", *words, "--root", str(root)])


def test_units_that_have_not_returned_are_outstanding(root: Path, sent: Path) -> None:
    before = outstanding(load_checked(root), PLAN, AUGUST)
    collect(root, [filling.fill(sent / FGW, VALUES)], CollectOrder(received=CAME))
    after = outstanding(load_checked(root), PLAN, AUGUST)
    assert set(before) - set(after) == {"区发改委"}
    collect(root, [filling.fill(sent / OFFICE, VALUES)], CollectOrder(received=CAME))
    assert outstanding(load_checked(root), PLAN, AUGUST) == ()


def test_a_period_that_the_office_closed_waits_for_nobody(root: Path, sent: Path) -> None:
    assert sent.is_dir()
    file = root / f"content/plans/{PLAN}.yml"
    text = file.read_text("utf-8")
    assert text.count("date: 2022-08-25}") == 1
    file.write_text(text.replace("2022-08-25}", "2022-08-25, closed: 2022-09-10}"), "utf-8")
    assert outstanding(load_checked(root), PLAN, AUGUST) == ()


def test_without_a_person_a_month_with_forms_outstanding_is_not_sealed(
    root: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sent.is_dir()
    units = outstanding(load_checked(root), PLAN, AUGUST)
    assert archive(root, AUGUST) == 1
    assert capsys.readouterr().err == (
        f"content/plans/{PLAN}.yml: 错误: 湛河区2022年重点工作2022年8月的报送表还有{len(units)}家没有报："
        f"{'、'.join(units)}（收齐、收了台账，或在 forms 这一期写 closed: 日期，再封 2022-08；"
        "确要现在封存，加 --yes）\n"
        "共 1 个问题，涉及 1 个文件\n"
    )
    assert not (root / "archive").exists()


@pytest.mark.parametrize(("typed", "sealed"), [("\n", False), ("不\n", False), ("是\n", True)])
def test_a_person_is_asked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    *,
    sealed: bool,
) -> None:
    root = with_a_later_month(tmp_path)
    monkeypatch.setattr("sys.stdin", Window(typed))
    status = archive(root, EARLY)
    told = capsys.readouterr()
    assert f"archive/{EARLY}: 警告: {EARLY} 早于已经封存的 2022-07" in told.err
    assert "封存以后不能改。现在封存？写“是”就做，直接按回车不做：" in told.out
    tried = f"到 {EARLY} 为止没有任何内容可归档" in told.err
    assert (status, tried) == (int(sealed), sealed)
    assert ("没有封存" in told.out) is not sealed


def test_yes_asks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = with_a_later_month(tmp_path)
    assert archive(root, EARLY, "--yes") == 1
    told = capsys.readouterr()
    assert f"到 {EARLY} 为止没有任何内容可归档" in told.err
    assert "早于" not in told.err


def test_a_revision_and_a_later_month_are_not_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_a_later_month(tmp_path)
    archive(root, "2022-07")
    archive(root, EARLY, "--revise", "--why", "漏了")
    assert "早于" not in capsys.readouterr().err


def with_a_later_month(folder: Path) -> Path:
    assert run(commands, ["new", str(folder / "site")]) == 0
    made.seal(folder / "site", "2022-07")
    return folder / "site"
