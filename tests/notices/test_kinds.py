"""One small input a kind of difficulty, and what a careful reader takes from it; words and names are invented.

A task carries a review mark only where a test says so.
"""

import datetime
from pathlib import Path

import pytest

from tests.notices.scores import stands_as, told_of
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.records.content import Content
from tongbao.records.facts import Indicator
from tongbao.records.load import load_checked
from tongbao.records.model import Task, Update
from tongbao.records.starter import write_empty_site

HERE = Path(__file__).parent / "kinds"
# Later than every notice: a day that is taken from the day of receipt is seen.
RECEIVED = datetime.date(2034, 2, 3)
PARK, MARKET = "修缮北坡公园步道4公里。", "新建南塘菜市场1个。"


class Site:
    """An empty site that one notice is brought into."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing."""
        self.folder = folder
        write_empty_site(folder)

    def read(self, name: str) -> Ingested:
        """Bring one notice in."""
        return ingest(HERE / name, self.folder, Wishes(), RECEIVED)

    @property
    def content(self) -> Content:
        """What stands in the site now."""
        return load_checked(self.folder)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


def texts(read: Ingested) -> list[str]:
    return [task.text for task in read.tasks]


def units(task: Task) -> dict[str, list[str]]:
    """Return who answers for a task, in its roles; a role that nobody has is left out."""
    lines = task.assignments
    roles = {
        "lead": [name for line in lines for name in line.lead],
        "responsible": [name for line in lines for name in line.responsible],
        "cooperating": [name for line in lines for name in line.cooperating],
        "leaders": [one.name or "" for line in lines for one in line.leaders],
    }
    return {role: list(dict.fromkeys(names)) for role, names in roles.items() if names}


def dues(task: Task) -> list[tuple[str, str]]:
    return [(str(due.date), due.words) for line in task.assignments for due in line.due]


def statuses(task: Task) -> list[str | None]:
    return [update.status for line in task.assignments for update in line.updates]


def periods(read: Ingested) -> set[str]:
    return {
        update.period for task in read.tasks for line in task.assignments for update in line.updates
    }


def progress(update: Update) -> str:
    """Return what an update says in words, whether it stands as text or under the heading of its column."""
    return update.text or "".join(part.text for part in update.parts)


def by_status(read: Ingested) -> dict[str, list[str]]:
    """Return the names of tasks by what is said of them."""
    found: dict[str, list[str]] = {}
    for task in read.tasks:
        for status in statuses(task):
            found.setdefault(status or "", []).append(task.text)
    return found


def marks(read: Ingested) -> list[str]:
    return [mark for task in read.tasks for mark in task.review]


def all_of(task: Task) -> str:
    """Return everything that the record of a task holds."""
    return task.model_dump_json()


def targets(content: Content) -> set[tuple[str, str, str | None]]:
    found: list[Indicator] = [one for file in content.indicators for one in file.indicators]
    return {(one.name, one.period, one.value) for one in found if one.role == "target"}


def results(content: Content) -> set[str]:
    found = [one for file in content.indicators for one in file.indicators]
    return {one.name for one in found if one.role == "result"}


def test_a_table_of_one_cell_a_paragraph_is_a_table(site: Site) -> None:
    read = site.read("a1-cells-a-paragraph.txt")
    assert [task.number for task in read.tasks] == ["1", "2"]
    assert texts(read) == [PARK, MARKET]
    assert [units(task) for task in read.tasks] == [
        {"lead": ["区园林局"]},
        {"lead": ["区商务局", "区住建局"]},
    ]
    assert [dues(task) for task in read.tasks] == [
        [("2031-08-31", "8月底前")],
        [("2031-10-31", "10月底前")],
    ]
    assert marks(read) == []


def test_headings_that_no_list_knows_are_understood_by_what_they_say(site: Site) -> None:
    read = site.read("b1-heading-not-in-list.docx")
    assert [task.number for task in read.tasks] == ["1", "2"]
    assert texts(read) == [PARK, MARKET]
    assert [units(task) for task in read.tasks] == [
        {"responsible": ["区园林局"]},
        {"responsible": ["区商务局"]},
    ]
    assert [dues(task) for task in read.tasks] == [
        [("2031-08-31", "8月底前")],
        [("2031-10-31", "10月底前")],
    ]
    assert marks(read) == []


def test_each_column_of_progress_is_an_update_of_its_own_period(site: Site) -> None:
    read = site.read("b2-progress-heading-with-period.docx")
    assert texts(read) == [PARK, MARKET]
    assert [units(task) for task in read.tasks] == [{"lead": ["区园林局"]}, {"lead": ["区商务局"]}]
    assert [
        sorted(
            (update.period, progress(update), update.status)
            for line in task.assignments
            for update in line.updates
        )
        for task in read.tasks
    ] == [
        [("2031-01/2031-08", "完成2公里。", None), ("2031-01/2031-09", "完成3公里。", "是")],
        [("2031-01/2031-08", "完成选址。", None), ("2031-01/2031-09", "开始打桩。", "否")],
    ]
    known = {
        status.word: status.review
        for vocabulary in site.content.settings.vocabularies.values()
        for status in vocabulary
    }
    assert known["是"]
    assert known["否"]


def test_a_full_stop_behind_units_belongs_to_no_unit(site: Site) -> None:
    read = site.read("b3-full-stop-behind-units.docx")
    assert texts(read) == [PARK]
    assert units(read.tasks[0]) == {
        "lead": ["区园林局"],
        "cooperating": ["区水务局", "各乡镇人民政府、街道办事处"],
    }
    assert marks(read) == []


def test_numbers_that_count_the_units_part_no_tasks(site: Site) -> None:
    read = site.read("c1-number-counts-units.docx")
    assert texts(read) == ["北坡公园步道", "河湾绿地", "南塘菜市场"]
    assert [units(task) for task in read.tasks] == [
        {"lead": ["区园林局"]},
        {"lead": ["区园林局"]},
        {"lead": ["区商务局"]},
    ]
    assert [statuses(task) for task in read.tasks] == [["已完工"], ["在建"], ["未开工"]]
    assert periods(read) == {"2031-09"}


def test_a_row_that_lacks_a_cell_shifts_no_name(site: Site) -> None:
    read = site.read("d1-row-shorter-than-header.txt")
    assert [(task.number, task.text) for task in read.tasks] == [("5", PARK), ("6", MARKET)]
    assert [units(task) for task in read.tasks] == [
        {"lead": ["园林局"], "cooperating": ["水务局", "街道办"], "leaders": ["钱若水"]},
        {"lead": ["商务局"], "cooperating": ["住建局"], "leaders": ["孙有田"]},
    ]


def test_no_rule_of_a_drawn_table_is_read_and_no_unit_is_cut(site: Site) -> None:
    read = site.read("e1-box.txt")
    told = "".join(all_of(task) for task in read.tasks)
    assert not set("┌┬┐├┼┤└┴┘─│") & set(told)
    names = [name for task in read.tasks for name in units(task).get("responsible", [])]
    assert list(dict.fromkeys(names)) == ["区园林局", "区水务局", "区住建局", "区商务局"]
    assert {name for task in read.tasks for name in units(task).get("leaders", [])} == {"钱若水"}
    assert all(set(units(task)) <= {"responsible", "leaders"} for task in read.tasks)
    said = "\n".join(texts(read))
    for words in ("修缮北坡公园步道", "△补种乔木", "△修补栏杆", "△添置座椅"):
        assert words in said


def test_the_credit_of_a_photograph_makes_no_news(site: Site) -> None:
    read = site.read("f1-photo-credit.txt")
    assert read.notice.kind == "report"
    assert ("地区生产总值", "2031-01/2031-12", "5.5") in targets(site.content)
    (task,) = [task for task in read.tasks if "推动工业提质" in task.text]
    assert "新增规上企业12家" in all_of(task)


def test_two_statuses_each_behind_its_names(site: Site) -> None:
    read = site.read("f2-one-point.txt")
    assert by_status(read) == {
        "已提前完成": ["北坡公园步道", "南塘菜市场"],
        "进展缓慢": ["东渠清淤", "西门停车场"],
    }
    assert read.notice.period == "2031-01/2031-03"
    assert periods(read) == {"2031-01/2031-03"}


def test_a_single_bracket_is_enough_for_a_list_of_tasks(site: Site) -> None:
    """The notice prints no year: the deadline has no day, and its words are kept all the same."""
    read = site.read("f3-one-bracket.txt")
    first, second = read.tasks
    assert (first.number, first.text.partition("\n")[0]) == ("1", "办好城市更新试点，改造片区2个。")
    assert (second.number, second.text) == ("2", "扩大普惠托育供给，新增托位300个。")
    assert [units(task) for task in read.tasks] == [{"responsible": ["区住建局"]}, {}]
    assert "8月底前" in all_of(first)
    assert dues(second) == []


def test_a_period_printed_in_the_title_is_read(site: Site) -> None:
    read = site.read("g1-period-printed.txt")
    assert [(task.number, task.text) for task in read.tasks] == [("1", PARK), ("2", MARKET)]
    assert [units(task) for task in read.tasks] == [{"lead": ["区园林局"]}, {"lead": ["区商务局"]}]
    first, second = read.tasks
    assert "75%" in told_of(first) or statuses(first) == ["75%"]
    assert statuses(second) == ["未开工"]
    assert read.notice.period in ("2031-09", "2031-01/2031-09")
    assert periods(read) == {read.notice.period}


def test_a_status_that_refers_back_is_said_of_every_task(site: Site) -> None:
    read = site.read("h1-said-of-several.txt")
    assert texts(read) == ["修缮北坡公园步道", "新建南塘菜市场", "东渠清淤"]
    assert [units(task) for task in read.tasks] == [
        {"responsible": ["区园林局"]},
        {"responsible": ["区商务局"]},
        {"responsible": ["区水务局"]},
    ]
    assert [statuses(task) for task in read.tasks] == [["已完成"]] * 3


def test_names_before_and_behind_their_status_are_told_apart(site: Site) -> None:
    """The notice counts 2 and then 3 that are late: both are kept as printed, and the difference is told."""
    read = site.read("h2-named-before-status.txt")
    assert by_status(read) == {
        "已提前完成": ["北坡公园步道", "南塘菜市场"],
        "未达序时进度": ["东渠清淤", "西门停车场"],
        "未达到序时进度": ["老街改造", "校舍加固", "河湾绿地"],
    }
    disagreeing = [claim for claim in read.claims if claim.agrees is False]
    assert disagreeing or read.notice.review or read.remarks


def test_a_quoted_task_has_its_unit_before_it_and_its_progress_behind(site: Site) -> None:
    read = site.read("h3-quoted-tasks.txt")
    assert texts(read) == ["修缮北坡公园步道4公里", "新建南塘菜市场"]
    assert [units(task) for task in read.tasks] == [
        {"responsible": ["区园林局"]},
        {"responsible": ["区商务局", "区住建局"]},
    ]
    first, second = read.tasks
    assert "目前完成1公里" in told_of(first)
    assert "尚未开工" in statuses(second)


def test_labels_of_praise_and_blame_are_standings(site: Site) -> None:
    read = site.read("i1-standings.txt")
    for unit, standing in (("北坡街道", "红榜"), ("南塘镇", "红榜"), ("东渠镇", "黑榜")):
        assert any(stands_as(task, unit, [standing]) for task in read.tasks), unit
        other = "黑榜" if standing == "红榜" else "红榜"
        assert not any(stands_as(task, unit, [other]) for task in read.tasks), unit


def test_lists_of_places_under_headings_are_standings(site: Site) -> None:
    read = site.read("i2-lists-of-places.txt")
    for place, standing in (
        ("北坡乡", "十佳"),
        ("南塘镇", "十佳"),
        ("东渠镇柳湾村", "较差"),
        ("西门乡石桥社区", "较差"),
        ("三河镇杏林村", "较差"),
    ):
        assert any(stands_as(task, place, [standing]) for task in read.tasks), place


def test_a_report_has_lead_ins_and_tells_what_it_repeats_once(site: Site) -> None:
    read = site.read("j1-lead-ins.txt")
    assert read.notice.kind == "report"
    for lead_in, measure in (
        ("加快重点产业、重点园区、重点企业提质增效", "新增规上企业12家"),
        ("推动工业提质", "完成技改投资8亿元"),
    ):
        (task,) = [task for task in read.tasks if lead_in in task.text]
        assert measure in all_of(task)
        assert task.section is not None
        assert "做强实体经济，夯实发展根基" in task.section
    for deed in ("扩大普惠托育供给", "修缮北坡公园步道", "新建南塘菜市场"):
        assert len([task for task in read.tasks if deed in task.text]) == 1
    assert not any("各位代表" in task.text for task in read.tasks)


def test_targets_of_a_named_year_need_no_day_of_the_notice(site: Site) -> None:
    site.read("k1-undated-targets.txt")
    content = site.content
    assert targets(content) >= {
        ("地区生产总值", "2031-01/2031-12", "6"),
        ("固定资产投资", "2031-01/2031-12", "3"),
    }
    assert not results(content)
    assert all("2034" not in period for _, period, _ in targets(content))
    assert all(notice.date is None for notice in content.notices)


def test_the_head_of_a_web_page_names_title_issuer_and_day(site: Site) -> None:
    read = site.read("l1-web-head.txt")
    notice = read.notice
    assert (notice.title, notice.issuer, str(notice.date), notice.number) == (
        "青禾区2031年重点工作任务分解实施意见",
        "青禾区人民政府办公室",
        "2031-03-02",
        None,
    )
    assert [(task.number, task.text) for task in read.tasks] == [("1", PARK), ("2", MARKET)]
    assert [units(task) for task in read.tasks] == [
        {"responsible": ["区园林局"]},
        {"responsible": ["区商务局"]},
    ]
    assert marks(read) == []


def test_a_bracket_cut_in_the_middle_gives_what_stands_whole(site: Site) -> None:
    read = site.read("m1-unclosed-bracket.txt")
    first, second = read.tasks
    assert (first.number, first.text) == ("1", PARK)
    assert units(first) == {"lead": ["区园林局"], "responsible": ["区水务局"]}
    assert first.review == ()
    assert (second.number, second.text) == ("2", MARKET)
    assert units(second) == {"lead": ["区商务局"]}
    assert any("区住建" in mark for mark in second.review)


def test_a_rule_of_who_leads_is_a_rule_in_any_words(site: Site) -> None:
    read = site.read("n1-rule-in-other-words.txt")
    assert texts(read) == [PARK, MARKET]
    assert [units(task) for task in read.tasks] == [
        {"lead": ["区园林局"], "responsible": ["区园林局", "区水务局"]},
        {"lead": ["区商务局"], "responsible": ["区商务局", "区住建局"]},
    ]


def test_the_bracket_of_a_row_counts_more_than_a_merged_cell(site: Site) -> None:
    read = site.read("q1-merged-unit-own-bracket.docx")
    lines = [line for task in read.tasks for line in task.assignments]
    assert {task.text for task in read.tasks} == {"稳住经济指标"}
    assert [line.responsible for line in lines] == [("区发改局",), ("区工信局",)]
    assert [[update.status for update in line.updates] for line in lines] == [
        ["积极推进"],
        ["进度滞后"],
    ]
    assert periods(read) == {"2031-08"}


def test_an_unknown_column_of_a_decomposition_is_kept_and_is_no_update(site: Site) -> None:
    read = site.read("r1-decomposed-unknown-column.txt")
    assert [(task.number, task.text.partition("\n")[0]) for task in read.tasks] == [
        ("1", PARK),
        ("2", MARKET),
    ]
    assert [units(task) for task in read.tasks] == [
        {"lead": ["区园林局"], "responsible": ["区水务局"]},
        {"lead": ["区商务局"], "responsible": ["区住建局"]},
    ]
    for task, words in zip(read.tasks, ("汛期前完工", "选址先行"), strict=True):
        assert "工作要求" in all_of(task)
        assert words in all_of(task)
        assert statuses(task) == []
