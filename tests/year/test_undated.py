"""A notice that names no day was not published on any; a paper's words are the paper's."""

import datetime
from pathlib import Path

import pytest

from tests.year.rooms import ledger, said, site, task, units
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.news.articles import masthead_of
from tongbao.records.load import load_checked
from tongbao.records.starter import write_empty_site
from tongbao.sources.document import Paragraph, Spot

PAGE = "tasks/hs-2031/1.html"


def test_of_an_undated_notice_the_day_it_came_is_called_so() -> None:
    undated = ledger(4, date=None, received="2031-06-02")
    found = site(task(1, "商务局", said(4)), undated, units("商务局"))
    for path in (PAGE, "notices/hs-04.html"):
        assert "收到：2031-06-02" in found.read(path)
        assert "发布：" not in found.read(path)
        assert 'name="PubDate"' not in found.pages[path]
    dated = site(task(1, "商务局", said(4)), ledger(4), units("商务局"))
    assert "发布：2031-05-0800:00" in dated.read(PAGE)
    assert 'name="PubDate" content="2031-05-08 00:00"' in dated.pages[PAGE]


def test_the_newest_notice_is_the_one_of_the_latest_day_of_its_own() -> None:
    late = ledger(1, received="2031-12-01")
    found = site(task(1, "商务局", said(1), said(4)), late, ledger(4), units("商务局"))
    listed = found.read("notices/index.html")
    assert listed.index("4月台账") < listed.index("1月台账")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_empty_site(tmp_path / "site")
    return tmp_path / "site"


def bring_in(folder: Path, name: str, text: str, kind: str | None = None) -> Ingested:
    file = folder.parent / name
    file.write_text(text, "utf-8")
    wishes = Wishes(received=datetime.date(2032, 2, 20), kind=kind)
    return ingest(file, folder, wishes, datetime.date(2032, 2, 20))


REPORT = "本报讯（记者 温其玉）{}，河上区商务局举行了开街仪式。夜市项目总投资3000万元。\n"


def test_a_report_is_of_its_paper_and_its_day(folder: Path) -> None:
    text = f"河上晚报 2031年9月4日 第3版\n\n河上夜市开街\n\n{REPORT.format('9月2日')}"
    notice = bring_in(folder, "wanbao.txt", text, "news").notice
    assert (notice.issuer, notice.date) == ("河上晚报", datetime.date(2031, 9, 4))
    assert load_checked(folder).mentions[0].mentions[0].date == datetime.date(2031, 9, 2)


def test_a_report_without_a_head_tells_the_day_that_it_names_and_no_office() -> None:
    news = ledger(4, kind="news", title="夜市开街", date=None, issuer=None, received="2031-06-02")
    found = site(task(1, "商务局", said(4)), news, units("商务局"))
    assert "来源：原文没有写明是哪家报刊" in found.read("notices/hs-04.html")
    assert "来源：河上区督查室" not in found.read("notices/hs-04.html")


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("河上日报 2031年9月4日", "河上日报"),
        ("《河上晚报》（2031年9月4日 A3版）", "河上晚报"),
        ("来源：河上融媒 2031-09-04", "河上融媒"),
        ("河上时报\n2031年9月4日 星期四", "河上时报"),
        ("河上区商务局 2031年9月4日", None),
        ("日报告制度执行情况通报 2031年9月4日", None),
    ],
)
def test_the_head_of_a_page_names_a_paper(line: str, paper: str | None) -> None:
    texts = (*line.split("\n"), "夜市开街", REPORT.format("9月2日"))
    lines = [Paragraph(text, Spot()) for text in texts]
    found = masthead_of(lines, standard_lexicon())
    assert (found.paper if found else None) == paper


def test_an_undated_text_gives_its_own_year_to_days_without_one(folder: Path) -> None:
    text = (
        "河上区重点工作任务分解\n\n为做好2031年工作，分解如下。\n\n"
        "1.建成邻里中心2处。牵头单位：民政局。完成时限：10月底前。\n"
        "2.改造背街小巷9条。牵头单位：城管局。完成时限：11月底前。\n"
    )
    found = bring_in(folder, "fenjie.txt", text)
    due = [one.due[0].date for task in found.tasks for one in task.assignments]
    assert due == [datetime.date(2031, 10, 31), datetime.date(2031, 11, 30)]
    assert load_checked(folder).plans[0].year == 2031
