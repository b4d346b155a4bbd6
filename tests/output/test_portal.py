"""The portal's own head and foot, and what a web server is told."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.output.test_build import copy_of, pages_of, target_of
from tongbao.output.build import build

HEADER = """\
<link rel="stylesheet" href="{root}static/portal.css">
<header class="portal-top"><a href="/">平顶山市人民政府</a> <a href="{root}about.html">专栏说明</a>
<img src="{root}static/logo.png" alt="徽标"><!--#include virtual="/common/nav.html" --></header>
"""
FOOTER = '<footer class="portal-end"><p>ICP备案：豫ICP备00000000号</p></footer>\n'
SETTINGS = """\
portal:
  header: portal/header.html
  footer: portal/footer.html
  folder: /gongkai/duban/
"""


@pytest.fixture(scope="module")
def root(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site as a column of a portal."""
    root = copy_of(small, tmp_path_factory.mktemp("portal"))
    (root / "portal").mkdir()
    (root / "portal/header.html").write_text(HEADER, "utf-8")
    (root / "portal/footer.html").write_text(FOOTER, "utf-8")
    (root / "static").mkdir()
    (root / "static/portal.css").write_text(".portal-top { color: #000; }\n", "utf-8")
    (root / "static/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8") + SETTINGS, "utf-8")
    return root


@pytest.fixture(scope="module")
def portal_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("portal-site") / "public"
    build(root, out)
    return out


def test_head_and_foot_of_the_portal_stand_on_every_page(portal_site: Path) -> None:
    for path in portal_site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert text.count("平顶山市人民政府") == text.count("豫ICP备00000000号") == 1, path
        assert text.count("<header") == text.count("<footer") == 1, path
        assert '<!--#include virtual="/common/nav.html" -->' in text
        assert "{root}" not in text


def test_links_of_the_portal_hold_on_every_page(portal_site: Path) -> None:
    for page, html in pages_of(portal_site).items():
        for link in html.links:
            if page != "404.html" and not link.startswith(("/", "data:")):
                assert (portal_site / target_of(page, link)[0]).is_file(), f"{page}: {link}"


def test_our_own_head_and_foot_step_back(portal_site: Path, small_site: Path) -> None:
    own = (small_site / "index.html").read_text("utf-8")
    assert '<header class="masthead">' in own
    assert '<footer class="foot">' in own
    assert "portal" not in own
    text = (portal_site / "index.html").read_text("utf-8")
    assert '<div class="masthead masthead-below">' in text
    assert "大字版" in text


def test_iis_knows_every_ending_of_the_site(portal_site: Path) -> None:
    config = ET.parse(portal_site / "web.config")  # noqa: S314 - our own file
    kinds = {one.get("fileExtension"): one.get("mimeType") for one in config.iter("mimeMap")}
    shipped = {path.suffix for path in portal_site.rglob("*") if path.is_file()}
    assert shipped - {".config"} <= set(kinds)
    assert kinds[".js"] == "application/javascript; charset=utf-8"
    assert [one.get("path") for one in config.iter("error")] == ["/gongkai/duban/404.html"]


def test_every_ending_is_told_once(portal_site: Path) -> None:
    config = ET.parse(portal_site / "web.config")  # noqa: S314 - our own file
    told = [one.get("fileExtension") for one in config.iter("mimeMap")]
    assert len(told) == len(set(told))
    removed = [one.get("fileExtension") for one in config.iter("remove")]
    assert [ending for ending in removed if ending] == told


def test_without_a_folder_the_snippet_says_what_to_change(small_site: Path) -> None:
    snippet = (small_site / "nginx-snippet.txt").read_text("utf-8")
    assert "把下面各处的 /tongbao/ 换成站点所在的文件夹" in snippet
    config = ET.parse(small_site / "web.config")  # noqa: S314 - our own file
    assert [one.get("path") for one in config.iter("error")] == ["404.html"]


def test_with_a_folder_the_snippet_is_ready(portal_site: Path) -> None:
    snippet = (portal_site / "nginx-snippet.txt").read_text("utf-8")
    assert "location /gongkai/duban/ {" in snippet
    assert "error_page 404 /gongkai/duban/404.html;" in snippet
    assert "/tongbao/" not in snippet
