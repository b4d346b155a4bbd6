"""What the search loads: one shard a period, an index, nothing that an edition does not show."""

import dataclasses
import json
from typing import Any

import pytest

from tongbao.progress.editions import Edition, in_edition
from tongbao.progress.survey import survey
from tongbao.records.content import Content
from tongbao.site.search import search_files

HEAD, TAIL = "(self.tongbao = self.tongbao || []).push(", ");\n"


def files_of(content: Content, edition: Edition = "intranet") -> dict[str, str]:
    return search_files(survey(in_edition(content, edition), (), {}))


def said(text: str) -> Any:
    assert text.startswith(HEAD)
    assert text.endswith(TAIL)
    return json.loads(text.removeprefix(HEAD).removesuffix(TAIL))


def rows_of(shard: Any) -> list[tuple[str, list[Any], str]]:
    """Return plan, row and normal text of every row."""
    return [
        (group["plan"], row, text)
        for group in shard["groups"]
        for row, text in zip(
            group["table"]["rows"], group["table"]["text"].split("\n"), strict=False
        )
    ]


def test_every_period_has_its_shard_and_what_belongs_to_none_has_its_own(content: Content) -> None:
    assert list(files_of(content)) == [
        "search/index.js",
        "search/2022-07.js",
        "search/2022-05_2022-07.js",
        "search/2022-08.js",
        "search/plan-dong-2023.js",
        "search/plan-dong-2022.js",
    ]


def test_the_index_says_how_much_a_period_is_and_what_is_loaded_first(content: Content) -> None:
    files = files_of(content)
    shards = said(files["search/index.js"])["shards"]
    found = {one["path"]: (one["label"], one["rows"], one["first"]) for one in shards}
    assert found["search/2022-05_2022-07.js"] == ("2022年5—7月", 5, 0)
    assert found["search/2022-08.js"] == ("2022年8月", 5, 1)
    assert found["search/plan-dong-2023.js"] == ("", 1, 1)
    assert all(one["bytes"] == len(files[one["path"]].encode()) for one in shards)


def test_a_row_names_its_place_its_status_and_everyone_in_it(content: Content) -> None:
    rows = rows_of(said(files_of(content)["search/2022-05_2022-07.js"]))
    plan, row, text = rows[1]
    assert plan == "dong-2022"
    assert row[:6] == ["2", 1, "item-1-update-1", "积极推进", "", 1]
    assert row[6:9] == [["u002"], [], ["u001"]]
    assert text == "2(1)\t工业增加值\t各项指标\t\t\t积极\t增长6.2%。"
    assert rows[3][1][6:8] == [["u003"], ["u004", "u005"]]
    assert rows[3][1][9] == ["各乡镇行政负责人"]


def test_current_rows_are_those_of_the_plans_own_page(content: Content) -> None:
    found = survey(in_edition(content, "intranet"), (), {})
    files = search_files(found)
    index = {plan["id"]: plan for plan in said(files["search/index.js"])["plans"]}
    current: dict[str, list[str]] = {}
    for path, text in files.items():
        if path == "search/index.js":
            continue
        shard = said(text)
        for plan, row, _ in rows_of(shard):
            key = f"{row[0]}/{row[1]}"
            of_now = shard["span"] == index[plan]["as_of"] and key not in index[plan]["past"]
            if not shard["span"] or of_now or [shard["span"], key] in index[plan]["also"]:
                current.setdefault(plan, []).append(key)
    for view in found.plans:
        expected = [f"{entry.task.id}/{entry.position}" for entry in view.entries]
        assert current.get(view.plan.id, []) == expected


@pytest.mark.parametrize("edition", ["intranet", "public"])
def test_a_later_period_changes_no_shard_of_an_earlier_one(
    content: Content, edition: Edition
) -> None:
    def before(task: Any) -> Any:
        parts = tuple(
            part.model_copy(
                update={"updates": tuple(u for u in part.updates if u.period != "2022-08")}
            )
            for part in task.assignments
        )
        return task.model_copy(update={"assignments": parts})

    earlier = dataclasses.replace(
        content,
        tasks=tuple(before(task) for task in content.tasks),
        notices=tuple(one for one in content.notices if one.period != "2022-08"),
    )
    then, now = files_of(earlier, edition), files_of(content, edition)
    past = [path for path in then if path[7:11] == "2022"]
    assert past
    assert [path for path in past if then[path] != now[path]] == []
    assert set(now) - set(then) == {"search/2022-08.js"}


def test_an_edition_holds_nothing_that_it_does_not_show(content: Content) -> None:
    text = "".join(files_of(content, "public").values())
    hidden = ("不便公开", "绝不外传", "内部掌握", "密某", "责任分解", "待核对", "区保密局")
    assert [word for word in hidden if word in text] == []
    assert "修好东环路" in text


def test_an_empty_site_has_nothing_to_look_for(content: Content) -> None:
    bare = dataclasses.replace(
        content, plans=(), tasks=(), notices=(), indicators=(), mentions=(), registries=()
    )
    assert files_of(bare) == {}


def test_documents_lead_to_their_pages(content: Content) -> None:
    shard = said(files_of(content)["search/2022-05_2022-07.js"])["documents"]
    assert shard["rows"][0] == ["文件", "notices/dong-2022-08-17.html"]
    assert shard["rows"][1] == ["指标", "notices/dong-2022-08-17.html#indicator-1"]
    assert shard["text"].split("\n")[0].endswith("\t一、基本情况\t共5项任务、9项工作。")
