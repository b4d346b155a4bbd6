"""The built site as a whole: what holds for every page."""

import hashlib
import json
import os
import re
import shutil
from collections import deque
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tongbao.output.build import build
from tongbao.output.tree import Written
from tongbao.problems import Problems
from tongbao.records.load import Loaded, load

GOLDEN = Path(__file__).parent / "golden"
# The browser's own page for a file: a page of a PDF needs no anchor in it.
PAGE_OF_PDF = re.compile(r"page=\d+")


class Html(HTMLParser):
    """What a page links to, its anchors, its metas and its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.metas: dict[str, str] = {}
        self.headings: list[int] = []
        self.language = ""
        self.tables = self.captions = self.mains = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.ids += [given["id"]] if "id" in given else []
        if tag == "meta" and "name" in given:
            self.metas[given["name"]] = given["content"]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = given.get("lang", "")
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.mains += tag == "main"


def pages_of(site: Path) -> dict[str, Html]:
    return {
        path.relative_to(site).as_posix(): Html(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def target_of(page: str, link: str) -> tuple[str, str]:
    """Return the path from the site's root and the anchor that a link of a page leads to."""
    path, anchor = urldefrag(link)
    folders = page.split("/")[:-1]
    for step in path.split("/") if path else [page.rsplit("/", maxsplit=1)[-1]]:
        if step == "..":
            folders.pop()
        else:
            folders.append(step)
    return "/".join(folders), unquote(anchor)


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    pages = pages_of(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for page, html in pages.items():
        for link in html.links:
            if link == "data:,":
                continue
            path, anchor = target_of(page, link)
            assert path in files, f"{page}: {link}"
            if anchor and not PAGE_OF_PDF.fullmatch(anchor):
                assert anchor in pages[path].ids, f"{page}: {link}"


def test_no_address_is_absolute_or_outside(site: Path) -> None:
    for page, html in pages_of(site).items():
        for link in html.links:
            assert link == "data:," or not re.match(r"[a-z]+:|/", link), f"{page}: {link}"
        text = (site / page).read_text("utf-8")
        assert "http://" not in text, page
        assert "https://" not in text, page


def test_paths_are_ascii_and_differ_in_more_than_case(site: Path) -> None:
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert all(re.fullmatch(r"[a-z0-9_./-]+", path) for path in paths)
    assert len({path.lower() for path in paths}) == len(paths)


def test_two_clicks_lead_anywhere(site: Path) -> None:
    pages = pages_of(site)
    steps = {"index.html": 0}
    waiting = deque(steps)
    while waiting:
        page = waiting.popleft()
        for link in pages[page].links:
            path, _ = target_of(page, link) if link != "data:," else ("", "")
            if path in pages and path not in steps:
                steps[path] = steps[page] + 1
                waiting.append(path)
    assert set(pages) - set(steps) == {"404.html"}
    assert max(steps.values()) <= 2


def test_an_anchor_stands_once_on_a_page(site: Path) -> None:
    for page, html in pages_of(site).items():
        assert len(html.ids) == len(set(html.ids)), page


def test_every_page_can_be_read_by_everyone(site: Path) -> None:
    for page, html in pages_of(site).items():
        assert html.language == "zh-CN", page
        assert html.mains == 1, page
        assert html.links.count("#main") == 1, page
        assert html.tables == html.captions, page
        assert html.headings.count(1) == 1, page
        deeper = zip(html.headings, html.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in deeper), page


# The kinds of columns that the guide for government sites lists.
COLUMN_TYPES = {
    *("首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南"),
    *("信息公开目录", "信息公开年报", "依法申请公开", "数据发布", "数据开放", "政策解读"),
    *("回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈"),
}


def test_every_page_says_whose_it_is(site: Path) -> None:
    for page, html in pages_of(site).items():
        metas = html.metas
        assert {"SiteName", "SiteDomain", "SiteIDCode"} <= set(metas), page
        column = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
        article = {"ArticleTitle", "ContentSource"}  # an undated one has no day of publication
        assert column <= set(metas) or article <= set(metas), page
        assert all(value.strip() for value in metas.values()), page
        assert metas.get("ColumnType", "首页") in COLUMN_TYPES, page
        if date := metas.get("PubDate"):
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", date)
            assert date in (site / page).read_text("utf-8")


def test_a_page_loads_and_runs_only_files_of_its_own_site(site: Path) -> None:
    ours = re.compile(
        r'<script src="(?:\.\./)*(?:static/[a-z-]+|search/index)\.js"(?: defer)?></script>'
    )
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        policy = text.replace("&#39;", "'")
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy, path
        assert "unsafe" not in policy, path
        assert "<script" not in ours.sub("", text), path
        assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)=", text), path


def test_text_of_a_notice_is_literal(small_site: Path) -> None:
    text = (small_site / "tasks/dong-2022/1.html").read_text("utf-8")
    assert "<p>1、第一段 &lt;script&gt;alert(1)&lt;/script&gt;。</p>" in text
    assert "<p>2、第二段 *不是斜体*。</p>" in text
    assert "修好东环路 &lt;b&gt;7*24&lt;/b&gt; &amp;" in text


def test_a_received_file_is_offered_as_it_came(small_site: Path, small: Path) -> None:
    notice = (small_site / "notices/dong-2022-09-20.html").read_text("utf-8")
    content = (small_site / "notices/dong-2022-09-20/1.pdf").read_bytes()
    assert content == (small / "content/notices/dong-2022-09-20/report.pdf").read_bytes()
    assert hashlib.sha256(content).hexdigest() in notice


def test_a_file_that_is_not_the_original_says_so(own_site: Path) -> None:
    notice = (own_site / "notices/zhanhe-2022-08-17.html").read_text("utf-8")
    assert notice.count("据公开文本重排，非原件") >= 1


def test_the_public_edition_holds_nothing_that_is_not_public(public_site: Path) -> None:
    hidden = ("不便公开的", "绝不外传", "内部掌握", "密某", "责任分解", "待核对")
    for path in public_site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [word for word in hidden if word.encode() in content], path
    assert not list(public_site.glob("notices/*/*"))
    home = (public_site / "index.html").read_text("utf-8")
    assert "另有2项任务不在本版公开。" in home


def test_a_second_build_writes_nothing(tmp_path: Path, small: Path) -> None:
    first = build(small, tmp_path / "out").written
    assert first.kept == first.removed == 0
    before = (tmp_path / "out").stat()
    assert build(small, tmp_path / "out").written == Written(0, first.written, 0)
    assert os.path.samestat((tmp_path / "out").stat(), before)


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path, small: Path) -> None:
    build(small, tmp_path / "a")
    build(small, tmp_path / "b/deeper")
    digests = [
        {
            path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in out.rglob("*")
            if path.is_file()
        }
        for out in (tmp_path / "a", tmp_path / "b/deeper")
    ]
    assert digests[0] == digests[1]


def test_another_edition_takes_away_what_it_must_not_show(tmp_path: Path, small: Path) -> None:
    build(small, tmp_path, "intranet")
    assert (tmp_path / "tasks/dong-2022/4.html").is_file()
    assert build(small, tmp_path, "public").written.removed > 0
    assert not (tmp_path / "tasks/dong-2022/4.html").exists()


def test_a_site_may_have_its_own_templates_and_styles(tmp_path: Path, small: Path) -> None:
    root = copy_of(small, tmp_path)
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/not_found.html").write_text("{{ page.titel }}", "utf-8")
    (root / "static").mkdir()
    (root / "static/site.css").write_text("body { color: black; }\n", "utf-8")
    with pytest.raises(Problems, match=r"templates/pages/not_found.html:1: .*'titel'"):
        build(root, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (root / "templates/pages/not_found.html").write_text("{{ page.title }}", "utf-8")
    build(root, tmp_path / "out")
    assert (tmp_path / "out/404.html").read_text("utf-8") == "没有这个页面"
    assert (tmp_path / "out/static/site.css").read_text("utf-8") == "body { color: black; }\n"


def test_a_public_build_stops_until_somebody_has_decided(tmp_path: Path, small: Path) -> None:
    root = copy_of(small, tmp_path)
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8") + "withhold: {words: [签约]}\n", "utf-8")
    with pytest.raises(Problems, match=r"content/tasks/dong-2022/3\.yml:9:.*公开前须有人决定"):
        build(root, tmp_path / "out", "public")
    assert not (tmp_path / "out").exists()
    build(root, tmp_path / "out", "intranet")


def test_content_with_an_error_leaves_the_last_site(tmp_path: Path, small: Path) -> None:
    root = copy_of(small, tmp_path)
    build(root, tmp_path / "out")
    (root / "content/plans/dong-2022.yml").write_text("title: 没有写完\n", "utf-8")
    with pytest.raises(Problems):
        build(root, tmp_path / "out")
    assert (tmp_path / "out/plans/dong-2022.html").is_file()


def test_a_received_file_that_changes_while_a_site_is_built_is_not_offered(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = copy_of(small, tmp_path), tmp_path / "out"
    build(root, out)
    offered = out / "notices/dong-2022-09-20/1.pdf"
    name = "content/notices/dong-2022-09-20/report.pdf"
    before, received = offered.read_bytes(), root / name
    loads = load

    def loaded(folder: Path) -> Loaded:
        found = loads(folder)
        received.write_bytes(before + b"more")
        return found

    monkeypatch.setattr("tongbao.output.build.load", loaded)
    now = hashlib.sha256(before + b"more").hexdigest()
    with pytest.raises(Problems) as refused:
        build(root, out)
    assert str(refused.value) == (
        f"{name}: 文件“report.pdf”与收到时不同：现在的 sha256 是 {now}"
        "（换回收到的原文件；确要更换，就改写 sha256）"
    )
    assert offered.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "tongbao" in path.name] == []


def test_the_data_files_are_json(site: Path) -> None:
    names = {path.name for path in (site / "data").glob("*.json")}
    assert names == {
        f"{name}.json" for name in ("tasks", "claims", "events", "indicators", "mentions", "units")
    }
    for path in (site / "data").rglob("*.json"):
        assert json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("name", ["index.html", "tasks/dong-2022/1.html"])
def test_a_whole_page(name: str, small_site: Path, golden: Callable[[Path, bytes], None]) -> None:
    golden(GOLDEN / Path(name).name, (small_site / name).read_bytes())


def copy_of(site: Path, folder: Path) -> Path:

    return Path(shutil.copytree(site, folder / "root"))
