"""The command: what it asks for, what it refuses, whose text it takes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bulletin.conftest import HOUSE, PLAN, SPAN, TODAY
from tongbao.bulletin.making import BulletinOrder, make_bulletin
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.problems import Problems

Run = Callable[..., tuple[int, str, str]]
NAME = "关于2022年7月份重点工作任务推进情况的通报.docx"
BOOK = "试验区2022年7月份重点工作任务推进情况台账.xlsx"


@pytest.fixture
def bulletin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("tongbao.cli.bulletins.today", lambda: TODAY)

    def run_here(*words: str) -> tuple[int, str, str]:
        status = run(commands, ["bulletin", *words])
        return status, *capsys.readouterr()

    return run_here


def rewrite(file: Path, was: str, now: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")


def plan_of(site: Path) -> Path:
    return site / "content/plans/shiyan-2022.yml"


def test_both_files_and_what_to_look_at(rich: Path, bulletin: Run) -> None:
    out = rich / "bulletins"
    status, said, err = bulletin("2022年7月", "--root", str(rich))
    assert (status, err) == (0, "")
    assert said.splitlines() == [
        f"通报：{out / NAME}",
        f"台账：{out / BOOK}",
        "文字取自 templates/bulletin/default.txt",  # the program's, seen from its checkout
        "请核对：点了名而没有滞后事项：区财政局",
        "请核对：有滞后事项而没有点名：区发改委",
    ]
    assert {file.name for file in out.iterdir()} == {NAME, BOOK}


def test_what_is_not_decided_is_asked_for_with_the_lines_to_write(
    rich: Path, bulletin: Run
) -> None:
    text = plan_of(rich).read_text("utf-8")
    plan_of(rich).write_text(text[: text.index("bulletins:")], "utf-8")
    status, out, err = bulletin("2022-07", "--root", str(rich))
    assert (status, out) == (1, "")
    assert (
        err
        == """\
content/plans/shiyan-2022.yml: 还没有写明 2022-07 的通报：日期、期号、表扬谁、点名谁（照下面的样子加在文件末尾）

bulletins:
  - period: 2022-07
    date: 2022-08-20   # 成文日期，改成印发的那天
    issue: null   # 期号，如 7；不编期号的不改
    number: null   # 发文字号，如 湛督〔2022〕7号；没有的不改
    praised: null   # 表扬谁由您定，写成 [甲局, 乙局]；不表扬写 []。各单位的情况：
    #   区发改委（进度滞后1项）
    #   区财政局（正常推进1项）
    #   区教体局（正常推进1项）
    #   区住建局（未报送1项）
    lagging: null   # 点名谁由您定，写法同上。有滞后事项的：
    #   区发改委（进度滞后1项）
"""
    )
    assert not (rich / "bulletins").exists()


def test_the_lines_asked_for_are_yaml_that_still_decides_nothing(rich: Path, bulletin: Run) -> None:
    text = plan_of(rich).read_text("utf-8")
    plan_of(rich).write_text(text[: text.index("bulletins:")], "utf-8")
    asked = bulletin("2022-07", "--root", str(rich))[2].partition("\n\n")[2]
    plan_of(rich).write_text(text[: text.index("bulletins:")] + asked, "utf-8")
    status, _, err = bulletin("2022-07", "--root", str(rich))
    assert status == 1
    assert err.startswith(
        "content/plans/shiyan-2022.yml:7:5: 2022-07 的通报还没有定：表扬单位（praised）、滞后单位（lagging）"
        "（由您照下面的样子写明；一家也没有的，写 []）\n\n    praised: null"
    )


def test_only_the_open_list_is_asked_for(rich: Path, bulletin: Run) -> None:
    rewrite(plan_of(rich), "lagging: [区财政局]", "lagging: null")
    _, _, err = bulletin("2022-07", "--root", str(rich))
    assert err.splitlines()[2:] == [
        "    lagging: null   # 点名谁由您定，写法同上。有滞后事项的：",
        "    #   区发改委（进度滞后1项）",
    ]


def test_a_further_period_is_added_to_the_list(rich: Path, bulletin: Run) -> None:
    status, _, err = bulletin("2022-06", "--root", str(rich))
    assert status == 1
    assert "照下面的样子加在 bulletins 后面" in err
    assert err.splitlines()[2] == "  - period: 2022-06"


WRONG = {
    ("2022-09",): (
        1,
        (
            "content/plans: 错误: 没有 2022-09 这一期的进展（有进展的期次：2022-06、2022-07）\n"
            "共 1 个问题，涉及 1 个文件\n"
        ),
    ),
    ("2022-07", "--plan", "shiyan-2021"): (
        1,
        (
            "content/plans: 错误: 没有任务清单“shiyan-2021”（已有：shiyan-2022“试验区2022年重点工作”）\n"
            "共 1 个问题，涉及 1 个文件\n"
        ),
    ),
    ("2022-07", "--out", "content/x"): (
        2,
        "错误：选项 --out：结果不能放在 content 里\n用法见 tongbao bulletin --help\n",
    ),
    ("某月",): (
        2,
        (
            "错误：参数 期次：读不懂期次“某月”，写成这样的一种：9月、2022年9月、2022-09、2022年5-7月、第三季度、"
            "上半年、2022年\n用法见 tongbao bulletin --help\n"
        ),
    ),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_cannot_be_done_is_told(words: tuple[str, ...], rich: Path, bulletin: Run) -> None:
    status, message = WRONG[words]
    assert bulletin(*words, "--root", str(rich)) == (status, "", message)


def test_several_plans_with_the_period_are_a_question(rich: Path, bulletin: Run) -> None:
    tasks = rich / "content/tasks"
    (tasks / "shiyan-2023").mkdir()
    rewrite_to = (tasks / "shiyan-2022/1.yml").read_text("utf-8")
    (tasks / "shiyan-2023/1.yml").write_text(rewrite_to, "utf-8")
    plan = "title: 又一个清单\ndistrict: shiyan\nyear: 2023\n"
    (rich / "content/plans/shiyan-2023.yml").write_text(plan, "utf-8")
    status, _, err = bulletin("2022-07", "--root", str(rich))
    assert status == 1
    assert (
        "有 2 个任务清单有 2022-07 的进展"
        "（用 --plan 写明一个：shiyan-2023“又一个清单”、shiyan-2022“试验区2022年重点工作”）" in err
    )


def test_a_file_that_somebody_saved_since_is_not_overwritten(rich: Path, bulletin: Run) -> None:
    assert bulletin("2022-07", "--root", str(rich))[0] == 0
    assert bulletin("2022-07", "--root", str(rich))[0] == 0
    file = rich / "bulletins" / NAME
    file.write_bytes(b"edited in Word")
    before = (rich / "bulletins" / BOOK).read_bytes()
    rewrite(plan_of(rich), "date: 2022-08-17", "date: 2022-08-18")
    status, out, err = bulletin("2022-07", "--root", str(rich))
    assert (status, out) == (1, "")
    assert err == (
        f"{file}: 错误: 这个文件后来有人改过，没有覆盖（移走或改名后再试，或用 --out 换一个文件夹）\n"
        "共 1 个问题，涉及 1 个文件\n"
    )
    assert file.read_bytes() == b"edited in Word"
    assert (rich / "bulletins" / BOOK).read_bytes() == before


def test_the_text_of_the_period_comes_before_that_of_the_plan(rich: Path, tmp_path: Path) -> None:
    folder = rich / "templates/bulletin"
    folder.mkdir(parents=True)
    text = "标题：{}\n附件：台账\n{{{{ 各档 }}}}，{{{{ 另计 }}}}，{{{{ 滞后单位 }}}}"
    found = []
    for number, name in enumerate(("default.txt", "shiyan-2022.txt", "shiyan-2022_2022-07.txt")):
        (folder / name).write_text(text.format(f"通报{number}"), "gb18030" if number else "utf-8")
        made = make_bulletin(rich, BulletinOrder("2022-07", None, tmp_path / name, TODAY))
        found.append((made.document.name, made.text))
    assert found == [
        ("通报0.docx", folder / "default.txt"),
        ("通报1.docx", folder / "shiyan-2022.txt"),
        ("通报2.docx", folder / "shiyan-2022_2022-07.txt"),
    ]


def test_a_text_of_the_site_beside_the_program_serves_no_other(
    published: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(published, tmp_path / "site")
    own = site / f"templates/bulletin/{PLAN}.txt"
    order = BulletinOrder(SPAN, None, tmp_path / "out", TODAY)
    assert make_bulletin(site, order).text == own
    own.unlink()
    assert (HOUSE / f"templates/bulletin/{PLAN}.txt").is_file()
    assert make_bulletin(site, order).text == HOUSE / "templates/bulletin/default.txt"


def test_a_slip_in_the_text_names_its_file(rich: Path, bulletin: Run) -> None:
    folder = rich / "templates/bulletin"
    folder.mkdir(parents=True)
    (folder / "default.txt").write_text("标题：通报\n附件：台账\n{{ 各挡 }}", "utf-8")
    status, _, err = bulletin("2022-07", "--root", str(rich))
    assert status == 1
    assert "templates/bulletin/default.txt:3: 错误: 没有“各挡”这个词（你是不是要写“各档”）" in err


def test_a_site_with_an_error_has_no_bulletin(rich: Path) -> None:
    rewrite(plan_of(rich), "district: shiyan", "district: shiyann")
    with pytest.raises(Problems):
        make_bulletin(rich, BulletinOrder("2022-07", None, rich / "bulletins", TODAY))
    assert not (rich / "bulletins").exists()


def test_what_is_withheld_from_the_intranet_is_not_in_it(rich: Path, tmp_path: Path) -> None:
    rewrite(rich / "content/tasks/shiyan-2022/1.yml", "source: {notice: shiyan-2022-07-10, row: 1}\nassign",
            "visibility: internal\nsource: {notice: shiyan-2022-07-10, row: 1}\nassign")  # fmt: skip
    made = make_bulletin(rich, BulletinOrder("2022-07", None, tmp_path, TODAY))
    assert made.notes[-1] == "另有1项任务（2项分工）不在本版公开，没有放进通报"


def test_the_period_of_the_notice_000_names_its_12_units(published: Path, tmp_path: Path) -> None:
    made = make_bulletin(published, BulletinOrder(SPAN, None, tmp_path, TODAY))
    assert made.notes == ("有滞后事项而没有点名：各乡（街道）",)
