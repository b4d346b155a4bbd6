"""The place of review: who may write, two windows at once, a broken file, a kill, and that nothing is left out."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.asking import TEMPLATES, TODAY, Window, files_of
from tests.year.made import Row, ledger, site_in
from tongbao.problems import Severity
from tongbao.records import journal
from tongbao.records.load import load, load_checked
from tongbao.review.desk import ReviewDesk
from tongbao.review.questions import questions_of

HOUSE = TEMPLATES.parent
ROWS = [
    Row("修复白鹭滩湿地80公顷", "区林业局"),
    Row("建成<b>河湾村</b>服务中心", "区委组织部", "蓝小溪", status="稳步推进"),
    Row("整修北岭防火道20公里", "林业局"),
    Row("疏浚河湾支渠9公里", "区水利局"),
    Row("改造背街小巷路灯900盏", "区住建局"),
]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way Unix does")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = site_in(tmp_path)
    ledger(root, 2, ROWS)
    return root


def test_every_mark_is_asked_and_nothing_twice(root: Path) -> None:
    loaded = load(root)
    marks = [one for one in loaded.problems if one.severity is Severity.REVIEW]
    found = [
        one for one in questions_of(loaded.stored, TODAY) if one.group not in ("site", "bulletins")
    ]
    assert len(found) == len(marks)
    assert len({one.id for one in found}) == len(found)
    assert {one.file for one in found} == {one.place.file for one in marks}


def test_the_first_page_counts_what_is_open(window: Window) -> None:
    _, _, text = window.ask("/_review")
    assert "<h1>还有 8 处没有核对</h1>" in text
    assert re.findall(r'<a href="/_review/(\w+)">([^<]+)</a> <span>(\w+)</span>', text) == [
        ("site", "站点设置", "已填好"),
        ("plans", "任务清单与区划", "1处"),
        ("words", "完成情况用词", "1处"),
        ("units", "单位", "5处"),
        ("bulletins", "写通报要定的", "1处"),
    ]


def test_several_are_answered_at_once_where_each_is_shown(root: Path, window: Window) -> None:
    before = files_of(root)
    shown = window.questions("units")[:3]
    form = {"q": [one.id for one in shown], "all": "1", "by": "关牧野"}
    assert window.send("units", form) == "已写下3处"
    assert len(window.questions("units")) == 2
    decided = load_checked(root).decisions[0].decisions
    assert [(one.by, f"{one.date}") for one in decided] == [("关牧野", "2031-01-20")] * 3
    window.undo()
    assert files_of(root) == before


def test_what_is_put_off_stays_as_it_is(root: Path, window: Window) -> None:
    before = files_of(root)
    ids = [one.id for one in window.questions("units")]
    assert window.send("units", {"q": ids, f"a.{ids[0]}": ""}) == "没有写下什么"
    assert files_of(root) == before


def test_what_was_filled_in_counts_without_a_choice(root: Path, window: Window) -> None:
    question = window.question("plans", "标题")
    form = {"q": question.id, f"{question.id}.change.title": "白鹭区2030年大事"}
    assert window.send("plans", form) == "已写下1处"
    assert load_checked(root).plans[0].title == "白鹭区2030年大事"


def test_one_answer_that_is_refused_does_not_take_the_others_along(
    root: Path, window: Window
) -> None:
    one, other = window.questions("units")[-2:]
    form = {
        "q": [one.id, other.id],
        f"a.{one.id}": "yes",
        f"a.{other.id}": "change",
        f"{other.id}.change.name": " ",
    }
    said = window.send("units", form)
    assert said == "已写下1处；1处没有写，原因写在下面\n没有写：“单位名称”没有填写"
    assert len(window.questions("units")) == 4


def test_what_another_window_answered_is_not_written_again(root: Path, window: Window) -> None:
    other = Window(root)
    question = window.question("plans", "标题")
    other.answer(question, "change", title="甲")
    now = files_of(root)
    assert window.answer(question, "change", title="乙") == (
        "没有写下什么；1处刚才已经变了，没有写，请看现在的样子再答"
    )
    assert files_of(root) == now


def test_a_record_that_somebody_edits_is_another_question(root: Path, window: Window) -> None:
    question = window.question("plans", "标题")
    path = root / question.file
    path.write_text(path.read_text("utf-8").replace("year: 2030", "year: 2031"), "utf-8")
    assert "刚才已经变了" in window.answer(question, "yes")


def test_a_broken_file_is_told_and_nothing_is_written(root: Path, window: Window) -> None:
    question = window.question("plans", "标题")
    token = window.token()
    path = root / "content/units/bailu.yml"
    path.write_text(path.read_text("utf-8").replace("name:", "nmae:", 1), "utf-8")
    now = files_of(root)
    form = {"token": token, "q": question.id, f"a.{question.id}": "yes"}
    status, _, text = window.ask("/_review/plans", form)
    assert status == "409 Conflict"
    assert "nmae" in text
    assert "content/units/bailu.yml:" in text
    assert files_of(root) == now
    assert "<h1>有 " in window.ask("/_review")[2]


@pytest.mark.parametrize(
    "given",
    [
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9000"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"CONTENT_LENGTH": "3000000"},
        {"CONTENT_LENGTH": "x"},
    ],
)
def test_a_request_of_another_page_writes_nothing(
    root: Path, window: Window, given: dict[str, str]
) -> None:
    question = window.questions("units")[0]
    before = files_of(root)
    form = {"token": window.token(), "q": question.id, f"a.{question.id}": "yes"}
    status, _, text = window.ask("/_review/units", form, **given)
    assert status == "403 Forbidden"
    assert "这个请求不是从本页发出的，没有写" in text
    assert files_of(root) == before


@pytest.mark.parametrize("token", ["", "x", "鹭"])
def test_a_form_without_the_token_of_this_run_writes_nothing(
    root: Path, window: Window, token: str
) -> None:
    before = files_of(root)
    for address in ("/_review/units", "/_review/undo"):
        assert window.ask(address, {"token": token, "all": "1"})[0] == "403 Forbidden"
    other = Window(root).token()
    assert window.ask("/_review/undo", {"token": other})[0] == "403 Forbidden"
    assert files_of(root) == before


def test_undo_goes_back_step_by_step_and_says_when_there_is_none(
    root: Path, window: Window
) -> None:
    states = [files_of(root)]
    for _ in range(3):
        window.answer(window.questions("units")[-1], "yes")
        states.append(files_of(root))
    for state in states[-2::-1]:
        assert window.undo() == "已撤销：核对 单位，1处，2个文件恢复原样"
        assert files_of(root) == state
    assert window.undo().startswith("已撤销：收文 ")
    status, _, text = window.ask("/_review/undo", {"token": window.token()})
    assert status == "409 Conflict"
    assert "没有可以撤销的一步" in text


def test_no_page_that_is_not_there(window: Window) -> None:
    for address in ("/_review/nothing", "/_review/units/x", "/_review/../site.yml", "/_review/"):
        assert window.ask(address)[0] == "404 Not Found"


def test_what_a_notice_says_is_text(window: Window) -> None:
    _, headers, text = window.ask("/_review/words")
    assert "建成&lt;b&gt;河湾村" in text
    assert "<b>" not in text
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in text


def test_the_place_of_a_workbook_is_shown_as_text_and_marked(window: Window) -> None:
    text = window.ask("/_review/words")[2]
    assert re.search(r"<mark>稳步推进</mark>", text)


def test_who_answers_is_kept_for_the_next_page(window: Window) -> None:
    form = {"token": window.token(), "by": "关牧野"}
    _, headers, _ = window.ask("/_review/units", form)
    assert headers["Set-Cookie"].endswith("; Path=/_review; HttpOnly; SameSite=Strict")
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert 'name="by" value="关牧野"' in window.ask("/_review/units", HTTP_COOKIE=cookie)[2]


def test_a_disk_that_refuses_is_told(
    root: Path, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = window.questions("units")[0]
    token, before = window.token(), files_of(root)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(journal, "write_synced", refuse)
    form = {"token": token, "q": question.id, f"a.{question.id}": "yes"}
    status, _, text = window.ask("/_review/units", form)
    assert status == "409 Conflict"
    assert "读写不了：没有读写的权限" in text
    assert files_of(root) == before


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.review.asking import Window
root, left = Path(sys.argv[1]), [int(sys.argv[3])]
window = Window(root)
shown = window.questions("units")
form = {"token": window.token(), "q": [one.id for one in shown], "all": "1"}
plain = Path.rename, Path.replace
def dying(which):
    def step(*args):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return plain[which](*args)
    return step
Path.rename, Path.replace = dying(0), dying(1)
window.ask("/_review/units", form)
"""


@pytest.mark.kills
@UNIX
def test_a_kill_in_the_middle_leaves_all_answers_or_none(root: Path, window: Window) -> None:
    before, open_before = files_of(root), len(window.questions("units"))
    states: set[int] = set()
    for moment in range(12):
        child = subprocess.run(
            [sys.executable, "-c", KILLED, str(root), str(HOUSE), str(moment)],
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert child.returncode in (-signal.SIGKILL, 0)
        journal.recover(root)
        left = len(window.questions("units"))
        states.add(left)
        if left == 0:
            window.undo()
        assert files_of(root) == before
        if child.returncode == 0:
            break
    assert states == {0, open_before}


def test_the_lock_is_held_while_answers_are_written(root: Path) -> None:
    held: list[str] = []

    @contextlib.contextmanager
    def hold() -> Iterator[None]:
        held.append("taken")
        yield
        held.append("let go")

    window = Window(root)
    window.desk = ReviewDesk(root, TEMPLATES, hold, lambda: TODAY)
    window.answer(window.questions("units")[0], "yes")
    assert held == ["taken", "let go"]


def test_what_an_answer_takes_away_needs_no_other_answer(root: Path, window: Window) -> None:
    ledger(root, 3, [*ROWS[:2], Row(ROWS[2].text, "区林业和草原局"), *ROWS[3:]])
    question = window.question("units", "区林业和草原局", "相近的已有")
    path = root / question.file
    text = path.read_text("utf-8")
    marked = text.replace(
        "    name: 区林业和草原局\n", "    name: 区林业和草原局\n    aliases: [草原局]\n"
    )
    level = "aliases: “草原局”与“区林业和草原局”只差级别的字，按同一单位处理"
    marked = marked.replace('请并为别名"\n', f'请并为别名"\n      - "{level}"\n')
    path.write_text(marked, "utf-8")
    both = [one for one in window.questions("units") if one.title == "区林业和草原局"]
    assert len(both) == 2
    form = {"q": [one.id for one in both], "all": "1", f"a.{both[0].id}": "same-区林业局"}
    assert window.send("units", form) == "已写下1处"
    (kept,) = (one for one in load_checked(root).registry("bailu").units if one.name == "区林业局")
    assert {"区林业和草原局", "草原局"} <= set(kept.aliases)
