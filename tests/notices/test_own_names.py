"""The own name, misread: proposed with count and pages, never put right."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.own_names import own_names
from tongbao.notices.report import report_lines
from tongbao.records.load import load_checked
from tongbao.records.starter import write_empty_site
from tongbao.sources.document import Paragraph, Spot

HERE = Path(__file__).parent
LEXICON = standard_lexicon()
REPORT = HERE / "001-report-2021.pdf"


def found(*lines: str, name: str = "青石县", others: tuple[str, ...] = ()) -> dict[str, list[int]]:
    paragraphs = [Paragraph(line, Spot(page=page)) for page, line in enumerate(lines, start=1)]
    suspicions = own_names(paragraphs, name, others, LEXICON)
    return {one.word: list(one.pages) for one in suspicions}


def test_a_word_where_the_own_name_is_expected() -> None:
    assert found("青石县委。", "清石县政府，清石新县城。") == {"清石": [2, 2]}


def test_the_same_neighbours_as_the_own_name() -> None:
    assert found(
        "建设幸福青石。", "建设美丽青石，推进青砖路。", "品质青百建设，品质青石建设。"
    ) == {"青百": [3]}


def test_what_is_suspected_shows_more_neighbours() -> None:
    assert found("清石县的“清石发布”，“青右发布”公众号。") == {"清石": [1, 1], "青右": [1]}


def test_other_places_are_right() -> None:
    assert found("青石县与青山县、白石市、青岛市合作。", others=("青石县", "青山县")) == {}
    assert found("青石路、青砖厂、石青色。") == {}


@pytest.mark.parametrize("name", ["未署名地区", "石县", "青石"])
def test_a_name_without_level_or_of_one_character_is_not_checked(name: str) -> None:
    assert found("清石县，青石县，砖县。", name=name) == {}


def test_pages_inside_a_paragraph() -> None:
    paragraph = Paragraph("清石县，清石县", Spot(page=3), turns=((4, 4),))
    (one,) = own_names([paragraph], "青石县", (), LEXICON)
    assert one.message == "“清石”出现2处（第3、4页），疑为“青石”之误；原文未改"


@given(st.lists(st.text("青清石右县市新区建设，。 \n", max_size=20), max_size=4))
def test_any_text_is_checked_and_every_word_found_stands_in_it(lines: list[str]) -> None:
    for word, pages in found(*lines).items():
        assert word != "青石"
        # Of its places those count in which it stands before the name's own level.
        assert (
            0
            < len(pages)
            <= sum(
                "".join(line.split()).startswith(word, at)
                for line in lines
                for at in range(len(line))
            )
        )


def test_the_notice_and_its_tasks_are_marked_and_the_text_stays(tmp_path: Path) -> None:
    write_empty_site(tmp_path / "site")
    ingested = ingest(REPORT, tmp_path / "site", Wishes(), datetime.date(2021, 3, 5))
    content = load_checked(tmp_path / "site")
    notice = content.notices[0]
    assert notice.review == (
        "passages: “湛江”出现1处（第3页），疑为“湛河”之误；原文未改",
        "passages: “漯河”出现21处（第5、12、13、14、15、19、22页），疑为“湛河”之误；原文未改",
    )
    printed = "".join(passage.text for passage in notice.passages)
    assert (printed.count("漯河"), printed.count("平漯周高铁")) == (21, 1)
    marked = {task.text: task.review for task in content.tasks if task.review}
    named = {task.text for task in content.tasks if "漯河" in task.text.replace("平漯周", "")}
    assert named
    assert marked == dict.fromkeys(named, ("text: “漯河”疑为“湛河”之误；原文未改",))
    assert any("“漯河”出现21处" in line for line in report_lines(ingested))


def test_the_other_notices_name_their_district_right(tmp_path: Path) -> None:
    for name in ("000-ledger-2022-07.docx", "002-tasks-weidong-2022.docx"):
        site = tmp_path / name
        write_empty_site(site)
        ingested = ingest(HERE / name, site, Wishes(), datetime.date(2022, 9, 1))
        assert not [mark for mark in ingested.notice.review if "之误" in mark]
