"""Newspaper pages of our own making: facts come out of them, and nothing else."""

import datetime
import hashlib
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.news.articles import Day, PageDays, articles_in, day_of, reporters_of
from tongbao.notices.news.names import projects_in, units_in
from tongbao.notices.report import report_lines
from tongbao.output.build import build
from tongbao.records.facts import Mention
from tongbao.records.load import load, load_checked
from tongbao.records.starter import write_empty_site
from tongbao.sources.document import Paragraph, Spot

PAGES = Path(__file__).parent / "news"
LEXICON = standard_lexicon()
TODAY = datetime.date(2023, 4, 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_empty_site(folder)
    return folder


def bring_in(name: str, site: Path, period: str | None = None) -> Ingested:
    return ingest(PAGES / name, site, Wishes(period=period), TODAY)


def mentions_in(site: Path) -> tuple[Mention, ...]:
    (found,) = load_checked(site).mentions
    return found.mentions


def facts(mention: Mention) -> tuple[object, ...]:
    day = mention.date.isoformat() if mention.date else None
    return mention.headline, day, mention.reporters


def test_headlines_days_and_reporters_of_a_page(site: Path) -> None:
    bring_in("road.txt", site)
    assert [facts(mention) for mention in mentions_in(site)] == [
        ("东湖区抓牢重点项目建设", "2023-03-05", ("林一鸣",)),
        ("区水利局清淤治河见成效", "2023-03-04", ("林一鸣",)),
    ]


def test_units_and_projects_of_each_item(site: Path) -> None:
    bring_in("road.txt", site)
    first, second = mentions_in(site)
    assert first.units == (
        "东湖区",
        "东湖区高新产业园区",
        "区发改委",
        "西山街道",
        "城投集团有限公司",
    )
    assert [(one.name, one.amount) for one in first.projects] == [
        ("蓝湾数据中心项目", "总投资12亿元"),
        ("北岸冷链物流园", "投资6.8亿元"),
    ]
    assert second.units == ("区水利局", "南溪镇")
    assert [(one.name, one.amount) for one in second.projects] == [
        ("南溪河综合治理工程", "计划总投资2.5亿元")
    ]


def test_pictures_are_items_too(site: Path) -> None:
    bring_in("picture.txt", site)
    first, second = mentions_in(site)
    assert facts(first) == ("爱心暑托班开课", "2022-07-08", ())
    assert first.units == ("团区委", "望江街道", "西港区望江街道")
    assert facts(second) == ("滨江公园向市民开放", "2022-07-09", ("何清源",))
    assert second.units == ("西港区", "西港区城市管理局", "江源建设有限公司")


def test_nothing_of_the_article_and_of_its_citizens_is_kept(site: Path) -> None:
    for name in ("road.txt", "picture.txt"):
        bring_in(name, site)
    kept = "".join(path.read_text("utf-8") for path in sorted(site.rglob("*.yml")))
    for words in ("孙阿婆", "周大叔", "郑好", "郑 好", "赵小川", "吊车", "好走多了", "剪纸"):
        assert words not in kept
    assert [path.name for path in (site / "content/notices").iterdir() if path.is_dir()] == []


def test_of_the_file_only_name_day_and_digest_are_kept(site: Path) -> None:
    notice = bring_in("road.txt", site).notice
    written = yaml.safe_load((site / notice.path).read_text("utf-8"))
    digest = hashlib.sha256((PAGES / "road.txt").read_bytes()).hexdigest()
    assert [(file["name"], file["sha256"]) for file in written["files"]] == [("road.txt", digest)]
    assert (notice.kind, notice.passages, notice.received) == ("news", (), TODAY)
    assert [problem for problem in load(site).problems if problem.severity == "error"] == []


def test_the_same_page_again_is_a_no_op(site: Path) -> None:
    bring_in("road.txt", site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert bring_in("road.txt", site).outcome == "known"
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_what_was_inferred_is_marked(site: Path) -> None:
    bring_in("road.txt", site)
    (found,) = load_checked(site).mentions
    assert found.review == ("date: 只印了月日，年份推断为2023年（2篇）",)


def test_the_report_names_what_was_read(site: Path) -> None:
    lines = list(report_lines(bring_in("road.txt", site)))
    assert "  读到 2 篇报道，只记标题、日期、记者、单位和项目，不存原文" in lines
    assert not any("大项" in line for line in lines)


def test_a_list_in_an_article_makes_tasks_by_name_and_status_alone(site: Path) -> None:
    ingested = bring_in("web.txt", site, "2021-01/2021-06")
    updates = [update for task in ingested.tasks for update in task.assignments[0].updates]
    assert [
        (task.text, update.status) for task, update in zip(ingested.tasks, updates, strict=True)
    ] == [
        ("城区公厕改造", "已经完成年度任务"),
        ("老年食堂建设", "已经完成年度任务"),
        ("农村低压电网改造", "已经完成年度任务"),
        ("停车场、充电桩建设", "进度较慢"),
        ("敬老院消防改造", "进度较慢"),
    ]
    assert {update.text for update in updates} == {""}
    assert ingested.tasks[3].review == (
        "text: 原文写2个，按顿号断开要多，“停车场、充电桩建设”按一个名称读",
    )
    assert facts(mentions_in(site)[0]) == ("云岭县上半年20项民生实事全部开工", "2021-07-15", ())


def test_a_list_of_statuses_without_a_period_waits_for_it(site: Path, tmp_path: Path) -> None:
    """
    云岭县民生实事全部开工

    云岭新闻网7月15日讯(通讯员 柳青)进度较慢的项目2个,分别为:停车场建设、敬老院消防改造。
    """
    file = tmp_path / "web.txt"
    doc = test_a_list_of_statuses_without_a_period_waits_for_it.__doc__ or ""
    file.write_text(doc, "utf-8")
    found = ingest(file, site, Wishes(), TODAY)
    updates = [one for task in found.tasks for line in task.assignments for one in line.updates]
    assert [(one.period, one.status) for one in updates] == [("待补", "进度较慢")] * 2


def test_the_period_of_a_page_may_be_that_of_its_headline_and_day(site: Path) -> None:
    assert bring_in("web.txt", site).notice.period == "2021-01/2021-06"


def test_a_site_of_news_builds(site: Path, tmp_path: Path) -> None:
    for name, period in (("road.txt", None), ("web.txt", "2021-01/2021-06")):
        bring_in(name, site, period)
    build(site, tmp_path / "public")
    assert "蓝湾数据中心项目" in (tmp_path / "public/mentions/d1-2023-04-01.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("byline", "names", "doubts"),
    [
        ("记者林一鸣 通讯员赵小川 钱大海", ("林一鸣",), ()),
        ("记者 王 立 李小明/文 张三/图", ("王立", "李小明", "张三"), ()),
        ("通讯员 柳青", (), ()),
        ("本报记者:周文、吴为", ("周文", "吴为"), ()),
        ("记者郭小英王晓旭", ("郭小英王晓旭",), ("郭小英王晓旭",)),
    ],
)
def test_reporters(byline: str, names: tuple[str, ...], doubts: tuple[str, ...]) -> None:
    found = reporters_of(byline, LEXICON)
    assert (found.names, found.doubts) == (names, doubts)


@pytest.mark.parametrize(
    ("text", "page", "day"),
    [
        ("3月5日上午", (), Day(datetime.date(2023, 3, 5), inferred=True)),
        ("12月5日上午", (), Day(datetime.date(2022, 12, 5), inferred=True)),
        ("12月17日", ("2018-12-18 10:30",), Day(datetime.date(2018, 12, 17))),
        ("2月30日", (), Day(None, inferred=True)),
        ("2021年6月1日,", (), Day(datetime.date(2021, 6, 1))),
        ("近日", (), Day(None)),
    ],
)
def test_days(text: str, page: tuple[str, ...], day: Day) -> None:
    assert day_of(text, PageDays.of(page), TODAY) == day


@given(
    st.lists(
        st.text("本报讯记者(张三)月日1,。、县局镇 摄\n总投资亿元的项目", max_size=30), max_size=8
    )
)
@settings(deadline=None)
def test_any_page_gives_names_that_stand_in_it(lines: list[str]) -> None:
    paragraphs = [Paragraph(line, Spot(line=at)) for at, line in enumerate(lines) if line.strip()]
    whole = "".join("".join(line.split()) for line in lines)
    for article in articles_in(paragraphs, LEXICON):
        assert "".join(article.headline.split()) in whole
        assert article.text in whole
        for name in units_in(article.text, LEXICON, lambda _: False):
            assert name in whole
        for project in projects_in(article.text, LEXICON, lambda _: ""):
            assert project.name in whole
            assert (project.amount or "") in whole


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("甲区修路\n本报讯 1月8日，甲区修路。\n共修5条。（记者 钱若水 孙有田）",
         ("甲区修路", "记者 钱若水 孙有田", "", 2)),
        ("甲区晚报讯（见习记者 李四）昨天，区住建局说。", ("", "见习记者 李四", "甲区晚报", 1)),
        ("2031年甲区修路\n甲区日报全媒体记者邱知远\n修路。\n新闻推荐\n（记者 王五）",
         ("2031年甲区修路", "记者邱知远", "甲区日报", 1)),
        ("甲区修路\n甲区修路\n本报记者 赵六 文/图\n修路。", ("甲区修路", "记者 赵六 文/图", "", 1)),
    ],
)  # fmt: skip
def test_how_items_open_and_end(page: str, wanted: tuple[str, str, str, int]) -> None:
    lines = [Paragraph(line, Spot(line=at)) for at, line in enumerate(page.split("\n"), start=1)]
    (one,) = articles_in(lines, LEXICON)
    assert (one.headline, one.byline, one.paper, len(one.paragraphs)) == wanted
    assert not one.doubtful


def test_the_paper_that_a_page_names_issues_it(site: Path, tmp_path: Path) -> None:
    """
    南屿区托稳群众幸福底盘
    2022-04-17 08:52 来源:南屿晨报
    本报讯 近日,南屿区发布了3项惠民实事,分列如下:完成复绿约20万㎡。完成粮站改造。对Ⅳ类危桥排查;动态清零。
    """
    file = tmp_path / "web.txt"
    file.write_text(test_the_paper_that_a_page_names_issues_it.__doc__ or "", "utf-8")
    found = ingest(file, site, Wishes(), TODAY)
    notice = found.notice
    assert (notice.kind, notice.title, notice.issuer) == (
        "news",
        "南屿区托稳群众幸福底盘",
        "南屿晨报",
    )
    assert [task.text for task in found.tasks] == [
        "完成复绿约20万㎡。",
        "完成粮站改造。",
        "对Ⅳ类危桥排查;动态清零。",
    ]


def test_a_pictures_credit_makes_no_news_of_a_report(site: Path, tmp_path: Path) -> None:
    """
    图为大会现场。青禾日报记者 钱若水 摄
    政府工作报告
    一、2030年工作回顾
    全年地区生产总值增长5.1%。
    二、2031年工作安排
    （一）做强实体经济。办好三件事。
    推动工业提质。新增规上企业12家。
    """
    file = tmp_path / "报告.txt"
    file.write_text(test_a_pictures_credit_makes_no_news_of_a_report.__doc__ or "", "utf-8")
    found = ingest(file, site, Wishes(), TODAY)
    assert (found.notice.kind, found.mentions) == ("report", 0)
    assert [task.text for task in found.tasks] == ["推动工业提质。新增规上企业12家。"]
