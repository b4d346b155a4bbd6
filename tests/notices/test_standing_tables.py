"""Tables that rank or grade bodies: an assignment a body under the matter of the title, however they are printed."""

import datetime
from pathlib import Path

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.output.build import build
from tongbao.problems import errors_among
from tongbao.records.load import load
from tongbao.records.starter import write_empty_site

HEAD = "关于2031年三季度人居环境考核情况的通报\n各镇：\n现将考核结果通报如下：\n"
TAIL = "\n各镇要对照问题抓紧整改。\n\n青禾县环境整治办公室\n2031年10月9日\n"
ROWS = [
    ("1", "柳镇", "95.1", "优秀"),
    ("2", "河口乡", "93.0", "良好"),
    ("3", "石桥镇", "90.4", "良好"),
    ("4", "西关街道", "78.2", "较差"),
]
GRADES = [(row[1], row[3]) for row in ROWS]


def standings(text: str) -> list[tuple[str, str | None]]:
    """Return the bodies of a notice with how they stand."""
    return [
        (update.subject or "", update.status)
        for task in read_text("评比.txt", text).tasks
        for line in task.assignments
        for update in line.updates
    ]


def lined(mark: str, words: tuple[str, ...] = ("名次", "乡镇", "得分", "等次")) -> str:
    return "\n".join(mark.join(row) for row in (words, *ROWS))


@pytest.mark.parametrize(
    "table",
    [
        lined("\t"),
        lined("  "),
        lined(" | "),
        lined("\n"),
        lined("\n").replace("\n", "\n\n"),
        lined("\t", ("排名", "单位", "综合得分", "评价")),
    ],
)
def test_each_body_has_its_grade(table: str) -> None:
    assert standings(HEAD + table + TAIL) == GRADES


def test_without_a_grade_the_rank_stands() -> None:
    table = "\n".join("\t".join(row[:3]) for row in (("名次", "乡镇", "得分", ""), *ROWS))
    assert standings(HEAD + table + TAIL) == [(row[1], f"第{row[0]}名") for row in ROWS]


def test_two_tables_side_by_side() -> None:
    words = ("名次", "乡镇", "得分", "等次")
    rows = [(*words, *words), (*ROWS[0], *ROWS[2]), (*ROWS[1], *ROWS[3])]
    table = "\n".join("  ".join(row) for row in rows)
    assert standings(HEAD + table + TAIL) == GRADES


def test_a_table_of_tasks_is_none_of_standings() -> None:
    table = (
        "序号\t工作任务\t责任单位\t完成情况\n1\t修好东桥\t县住建局\t已完成\n"
        "2\t疏通西渠\t县水利局\t推进中\n3\t新建公厕\t县城管局\t已完成\n"
    )
    found = read_text("台账.txt", HEAD + table + TAIL)
    assert [task.text for task in found.tasks] == ["修好东桥", "疏通西渠", "新建公厕"]


def test_a_grade_is_no_short_word_for_a_status_of_progress(tmp_path: Path) -> None:
    site, file = tmp_path / "site", tmp_path / "评比.txt"
    write_empty_site(site)
    file.write_text(HEAD + lined("\t").replace("较差", "一般") + TAIL, "utf-8")
    ingest(file, site, Wishes(), datetime.date(2031, 10, 10))
    loaded = load(site)
    assert errors_among(loaded.problems) == ()
    words = loaded.content.settings.vocabularies["default"]
    assert [one.word for one in words if one.grade] == ["优秀", "良好", "一般"]
    assert words[2].word == "进展一般"
    assert words[2].aliases == ("一般",)
    (task,) = loaded.content.tasks
    assert task.kind == "assessment"
    public = site / "public"
    build(site, public)
    page = (public / f"tasks/{task.plan}/{task.id}.html").read_text("utf-8")
    assert "一般" in page
    assert "进展一般" not in page
    of_grade = next(one.slug for one in words if one.word == "一般")
    assert "西关街道" in (public / f"status/{task.plan}/{of_grade}.html").read_text("utf-8")
    of_progress = public / f"status/{task.plan}/fair.html"
    assert not of_progress.exists() or "西关街道" not in of_progress.read_text("utf-8")
