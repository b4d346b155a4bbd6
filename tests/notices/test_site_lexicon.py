"""The words a site adds to the program's: they change what is read; what is wrong with them is told by its place."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.lexicon import Lexicon, Words, data_of, standard_lexicon, standard_text
from tongbao.notices.site_lexicon import lexicon_problems, site_lexicon
from tongbao.problems import Problems
from tongbao.records.load import load_checked
from tongbao.records.starter import write_empty_site

TODAY = datetime.date(2022, 8, 18)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_empty_site(tmp_path / "site")
    return tmp_path / "site"


def write(site: Path, text: str) -> None:
    (site / "lexicon.yml").write_text(text, "utf-8")


def complaints(site: Path, text: str) -> list[str]:
    write(site, text)
    with pytest.raises(Problems) as raised:
        site_lexicon(site)
    assert tuple(raised.value.problems) == lexicon_problems(site)
    return [str(one) for one in raised.value.problems]


def test_a_site_without_words_of_its_own_reads_by_the_programs(site: Path) -> None:
    assert site_lexicon(site) is standard_lexicon()
    write(site, "# headers:\n#   lead: [挂帅单位]\n\n")
    assert site_lexicon(site) is standard_lexicon()
    assert lexicon_problems(site) == ()


def test_words_are_added_and_none_is_lost(site: Path) -> None:
    write(
        site,
        "headers:\n  lead: [挂帅单位]\nunit_endings: [驿]\nfirms: {endings: [商号]}\n"
        "people: {surnames: 雩}\ndates: {years: {大前年: -3}}\n"
        "target_columns: '^开门红$'\nweb:\n  labels: {issuer: [挂网单位]}\n",
    )
    ours, own = standard_lexicon(), site_lexicon(site)
    assert own.role_of_header("挂帅单位") == "lead"
    assert own.role_of_header("开门红") == "target:开门红"
    assert own.role_of_header("全年目标") == ours.role_of_header("全年目标") == "target:全年目标"
    assert own.headers["lead"][:-1] == ours.headers["lead"]
    assert own.unit_endings == (*ours.unit_endings, "驿")
    assert own.firms.endings == (*ours.firms.endings, "商号")
    assert own.people.surnames == ours.people.surnames + "雩"
    assert own.dates.years == {**ours.dates.years, "大前年": -3}
    assert own.web.labels["issuer"] == (*ours.web.labels["issuer"], "挂网单位")
    assert (
        own.model_copy(
            update={
                name: getattr(ours, name)
                for name in ("headers", "unit_endings", "firms", "people", "dates", "web")
            }
            | {"target_columns": ours.target_columns}
        )
        == ours
    )


def test_a_word_given_to_one_column_is_taken_from_another(site: Path) -> None:
    assert standard_lexicon().role_of_header("备注") == "note"
    write(site, "headers:\n  status: [备注]\n  section: [状态]\n")
    assert site_lexicon(site).role_of_header("备注") == "status"
    assert site_lexicon(site).role_of_header("状态") == "section"


def test_what_is_wrong_is_told_by_its_line(site: Path) -> None:
    assert complaints(site, "# 我们的词\nunit_ending: [驿]\n") == [
        "lexicon.yml:2:1: 没有“unit_ending”这个键（你是不是要写“unit_endings”）"
    ]
    (told,) = complaints(site, "headers:\n  leed: [挂帅单位]\n")
    assert told == "lexicon.yml:2:3: 没有“leed”这个键（你是不是要写“lead”）"
    (told,) = complaints(site, "groups: {every: ['^各']}\n")
    assert told == "lexicon.yml:1:10: 没有“every”这个键（可以写的键：all、some、tails）"
    (told,) = complaints(site, "unit_endings: 驿\n")
    assert told.startswith("lexicon.yml:1:15: “unit_endings”应是列表，这里是文字“驿”")
    (told,) = complaints(site, "unit_endings:\n  - 驿\n  - [站]\n")
    assert told.startswith("lexicon.yml:3:5: “unit_endings”的第 2 项应是文字，这里是列表")
    (told,) = complaints(site, "headers: [挂帅单位]\n")
    assert told.startswith("lexicon.yml:1:10: “headers”应由“键: 值”组成，这里是列表")
    (told,) = complaints(site, "groups:\n  all: ['各(乡']\n")
    assert told.startswith("lexicon.yml:2:9:")
    assert "不是正则表达式" in told
    (told,) = complaints(site, "target_columns: '(开门红'\n")
    assert "不是正则表达式" in told
    (told,) = complaints(site, "headers：\n  lead: [挂帅单位]\n")
    assert told.startswith("lexicon.yml:")


def test_bytes_that_are_no_text(site: Path) -> None:
    (site / "lexicon.yml").write_bytes("headers:\n".encode("utf-16"))
    assert [str(one) for one in lexicon_problems(site)] == [
        "lexicon.yml: 文件是 UTF-16 编码（在编辑器里另存为 UTF-8 编码）"
    ]
    (site / "lexicon.yml").unlink()
    (site / "lexicon.yml").mkdir()
    assert [str(one) for one in lexicon_problems(site)] == [
        "lexicon.yml: 文件读不出来：这是文件夹，不是文件（检查文件的权限和名字）"
    ]


NOTICE = """东湖区2022年重点工作任务分解

一、修好东环路。
挂帅驿站：住建局
接应驿站：交通局
"""


def test_a_word_added_changes_what_is_read(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "分解.txt"
    file.write_text(NOTICE, "utf-8")
    with pytest.raises(Problems, match="没有读到任何内容"):
        ingest(file, site, Wishes(), TODAY, dry_run=True)
    write(site, "labels:\n  lead: [挂帅驿站]\n  cooperating: [接应驿站]\n")
    (after,) = ingest(file, site, Wishes(), TODAY).tasks
    assert (after.assignments[0].lead, after.assignments[0].cooperating) == (
        ("住建局",),
        ("交通局",),
    )
    assert load_checked(site).tasks[0].assignments == after.assignments
    write(site, "labels: {lead: 挂帅驿站}\n")
    file.write_text(NOTICE + "\n", "utf-8")
    with pytest.raises(Problems, match=r"lexicon\.yml:1:16"):
        ingest(file, site, Wishes(), TODAY, dry_run=True)


def words_of(model: type[BaseModel], ours: dict[str, Any]) -> dict[str, Any]:
    """Return every list of plain words that a lexicon has, with a bracket left open as the word to add."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind = field.annotation
        if kind == Words:
            found[name] = ["[开("]
        elif kind == dict[str, Words]:
            found[name] = {key: ["[开("] for key in ours[name]}
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            found[name] = words_of(kind, ours[name])
    return {name: words for name, words in found.items() if words}


EVERY_LIST = words_of(Lexicon, data_of(standard_text(), "lexicon.yml"))


@pytest.mark.parametrize(("key", "words"), EVERY_LIST.items())
def test_no_word_of_a_clerk_is_read_as_a_pattern(
    site: Path, tmp_path: Path, key: str, words: object
) -> None:
    file = tmp_path / "分解.txt"
    told = "推进缓慢的有1项（甲路）。\n本报讯（记者 王明）甲局8月1日投资3亿元，增长5%。\n"
    file.write_text(NOTICE.replace("挂帅驿站", "牵头单位") + told, "utf-8")
    write(site, json.dumps({key: words}, ensure_ascii=False))
    assert site_lexicon(site) != standard_lexicon()
    ingest(file, site, Wishes(period="2022-08"), TODAY, dry_run=True)
