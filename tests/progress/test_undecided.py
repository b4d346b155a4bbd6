"""What the public edition waits for: every text it would show, and who may decide where."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.archive.test_seal import copy_of
from tests.site.conftest import SMALL
from tongbao.problems import Problems
from tongbao.progress.undecided import summary, undecided, undecided_problems
from tongbao.records.content import Content, TextPage
from tongbao.records.facts import Mention, Mentions, Project
from tongbao.records.load import load
from tongbao.records.settings import Withholding

ON_A_TASK = "看过后在任务、分项或进展上写明 visibility: public 或 intranet"
ON_A_NOTICE = "看过后在文件上，或在这一段、这一条上写明 visibility: public 或 intranet"


def held_by(content: Content, *words: str, **more: Any) -> list[tuple[str, str, str]]:
    """Return file, reason and hint of all that these words hold back."""
    withhold = Withholding(words=words, **more)
    settings = content.settings.model_copy(update={"withhold": withhold})
    found = undecided(replace(content, settings=settings))
    return [(one.file, one.reason.shown, one.hint) for one in found]


def undecided_notice(content: Content) -> Content:
    """Return the content with a whole public notice on which nobody has decided."""
    notices = tuple(one.model_copy(update={"visibility": None}) for one in content.notices)
    tasks = tuple(one for one in content.tasks if one.id not in {"4", "5"})
    plan = content.plans[-1]
    plans = (plan.model_copy(update={"notices": tuple(one.id for one in notices)}),)
    return replace(content, notices=notices, tasks=tasks, plans=plans)


def test_texts_of_tasks(content: Content) -> None:
    path = "content/tasks/dong-2022/3.yml"
    assert held_by(content, "签约") == [(path, "词语“签约”", ON_A_TASK)]
    assert held_by(content, "不便公开", "绝不外传") == []


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("基本情况", "content/notices/dong-2022-08-17.yml"),
        ("区发改局等滞后", "content/notices/dong-2022-08-17.yml"),
        ("重排", "content/notices/dong-2022-08-17.yml"),
        ("与经济增长同步", "content/indicators/dong-2022-08-17.yml"),
        ("东湖区加快", "content/notices/dong-2022-07-02.yml"),
        ("周文", "content/mentions/dong-2022-07-02.yml"),
        ("总投资3亿元", "content/mentions/dong-2022-07-02.yml"),
    ],
)
def test_texts_of_notices_figures_and_news(content: Content, word: str, file: str) -> None:
    assert (file, f"词语“{word}”", ON_A_NOTICE) in held_by(undecided_notice(content), word)


def test_a_person_decides_on_the_notice_or_the_piece(content: Content) -> None:
    whole = undecided_notice(content)
    assert held_by(content, "基本情况") == []  # visibility: public stands on the notice
    news = Mention(headline="信访", projects=(Project(name="信访"),), visibility="public")
    mentions = (Mentions(notice="dong-2022-07-02", mentions=(news,)),)
    assert held_by(replace(whole, mentions=mentions), "信访") == []


def test_nobody_need_decide_on_what_is_not_shown(content: Content) -> None:
    notices = tuple(one.model_copy(update={"visibility": None}) for one in content.notices)
    partial = replace(content, notices=notices)
    assert held_by(partial, "基本情况", "与经济增长同步") == []
    assert held_by(partial, "5-7月份工作") == [
        ("content/notices/dong-2022-08-17.yml", "词语“5-7月份工作”", ON_A_NOTICE)
    ]
    inside = tuple(one.model_copy(update={"visibility": "intranet"}) for one in content.plans)
    hidden = tuple(one.model_copy(update={"visibility": "intranet"}) for one in content.notices)
    assert held_by(replace(content, plans=inside, notices=hidden), "东", "区") == []


def test_what_has_no_visibility_is_decided_in_the_settings(content: Content) -> None:
    hint = "改写，或看过后把可以公开的说法写进 site.yml 的 withhold，如 allow: [{}]"
    page = TextPage("guide", "# 说明\n\n电话0375-2345678，信访须知\n")
    with_page = replace(content, pages=(page,))
    assert held_by(with_page, "信访", "工信局", "重点工作") == [
        ("content/plans/dong-2022.yml", "词语“重点工作”", hint.format("重点工作")),
        ("content/units/dong.yml", "词语“工信局”", hint.format("工信局")),
        ("content/pages/guide.md", "电话号码“037…78”", hint.format("这个号码")),
        ("content/pages/guide.md", "词语“信访”", hint.format("信访")),
    ]
    allow = ("区工信局", "信访须知", "0375-2345678", "2022年重点工作")
    assert held_by(with_page, "信访", "工信局", "重点工作", allow=allow) == []
    assert [found[1] for found in held_by(with_page, "信访", allow=("信访件",))][-1] == "词语“信访”"


def test_a_unit_that_no_public_task_names_is_not_looked_at(content: Content) -> None:
    assert held_by(content, "保密局") == []


def test_the_line_is_that_of_the_word(tmp_path: Path) -> None:
    root = copy_of(SMALL, tmp_path)
    settings = root / "site.yml"
    settings.write_text(
        settings.read_text("utf-8") + "withhold: {words: [签约, 请看, 施工]}\n", "utf-8"
    )
    loaded = load(root)
    assert [str(one.place) for one in sorted(undecided_problems(loaded))] == [
        "content/pages/guide.md:3:8",
        "content/tasks/dong-2022/1.yml:22:38",
        "content/tasks/dong-2022/3.yml:9:56",
    ]
    assert summary(undecided(loaded.content)) == (
        "公开版在等人决定：词语“施工”1处，词语“签约”1处，词语“请看”1处"
    )


def test_nothing_to_decide_is_not_counted() -> None:
    assert summary(()) == ""


def test_a_public_build_waits(tmp_path: Path) -> None:
    from tongbao.output.build import build

    root = copy_of(SMALL, tmp_path / "root")
    page = root / "content/pages/guide.md"
    page.write_text("# 说明\n\n信访须知\n", "utf-8")
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8") + "withhold: {words: [信访]}\n", "utf-8")
    build(root, tmp_path / "in")
    with pytest.raises(Problems) as found:
        build(root, tmp_path / "out", "public")
    assert str(found.value) == (
        "content/pages/guide.md:3:1: 词语“信访”公开前须有人决定"
        "（改写，或看过后把可以公开的说法写进 site.yml 的 withhold，如 allow: [信访]）"
    )
    assert not (tmp_path / "out").exists()
