"""Links in a site's folder are refused by name, and nothing is read through them."""

import os
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.records.links import is_link, links_in
from tongbao.records.load import load
from tongbao.records.starter import write_empty_site

LINK = "这是一个链接，没有跟随（删去它，把它指向的文件或文件夹复制到这里）"
HARD = (
    "这个文件在站点文件夹以外还有一个名称（硬链接），那里一改，这里也变"
    "（把它复制一份，删去它，再把复制的改成它的名称）"
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets few make links")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_empty_site(tmp_path / "site")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.yml").write_text("id: a\n", "utf-8")
    return tmp_path / "site"


def told(site: Path) -> list[str]:
    return [str(problem) for problem in load(site).problems]


PLACES = (
    "content/plans/a.yml",
    "content/tasks/zhanhe-2022",
    "content/notices/d1-2022-08-17",
    "content/notices/d1-2022-08-17/a.pdf",
    "content/pages/about.md",
    "static/a.css",
    "static/sub/pictures",
    "templates/pages/index.html",
    "templates",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("target", ["secret", "nowhere"])
def test_a_symbolic_link_is_refused_wherever_it_leads(place: str, target: str, site: Path) -> None:
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    (site / place).symlink_to(site.parent / target)
    assert told(site) == [f"{place}: {LINK}"]


def test_the_whole_content_may_be_no_link(site: Path) -> None:
    (site / "content").rename(site.parent / "elsewhere")
    (site / "content").symlink_to(site.parent / "elsewhere")
    assert told(site) == [f"content: {LINK}"]


@pytest.mark.parametrize("place", ["content/plans/a.yml", "static/sub/a.css", "templates/a.html"])
def test_a_file_with_a_name_outside_is_refused(place: str, site: Path) -> None:
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    os.link(site.parent / "secret/a.yml", site / place)
    assert told(site) == [f"{place}: {HARD}"]


def test_a_file_with_two_names_inside_is_the_offices_own(site: Path) -> None:
    (site / "static").mkdir()
    (site / "static/a.css").write_text("", "utf-8")
    os.link(site / "static/a.css", site / "static/b.css")
    os.link(site / "static/a.css", site / "elsewhere.css")
    assert list(links_in(site)) == []


def test_bags_that_were_linked_into_the_site_do_not_matter(site: Path) -> None:
    for folder in ("archive/2022-07", "public/archive/2022-07"):
        (site / folder).mkdir(parents=True)
    (site / "archive/2022-07/bagit.txt").write_text("", "utf-8")
    os.link(site / "archive/2022-07/bagit.txt", site / "public/archive/2022-07/bagit.txt")
    assert list(links_in(site)) == []


def test_a_folder_linked_to_its_parent_is_a_message_and_no_endless_loop(site: Path) -> None:
    for place in ("static/up", "static/again", "content/tasks/up", "content/notices/up"):
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        (site / place).symlink_to(site)
    assert told(site) == [
        f"{place}: {LINK}"
        for place in ("content/notices/up", "content/tasks/up", "static/again", "static/up")
    ]


def test_what_is_neither_file_nor_folder_is_refused_and_not_waited_for(site: Path) -> None:
    os.mkfifo(site / "content/plans/a.yml")
    assert told(site) == ["content/plans/a.yml: 这不是普通文件，没有读取（移走它）"]


def test_the_lock_of_an_editor_is_nobodys_link(site: Path) -> None:
    (site / "content/plans/.#a.yml").symlink_to("somebody@computer.123")
    assert list(links_in(site)) == []


def test_the_portals_own_files_may_be_no_links(site: Path) -> None:
    settings = site / "site.yml"
    settings.write_text(
        settings.read_text("utf-8") + "portal: {header: portal/header.html}\n", "utf-8"
    )
    (site / "portal").symlink_to(site.parent / "secret")
    (site.parent / "secret/header.html").write_text("<p>secret</p>", "utf-8")
    assert f"portal: {LINK}" in told(site)
    assert load(site).content.portal.header == ""


def test_a_junction_of_windows_is_a_link() -> None:
    folder = 0o040755
    for tag, expected in ((0xA0000003, True), (0x9000001A, False), (0, False)):
        found = types.SimpleNamespace(st_mode=folder, st_reparse_tag=tag)
        assert is_link(found) is expected  # type: ignore[arg-type]


COMMANDS = {
    "build": (),
    "check": (),
    "ingest": ("SITE/../secret/a.yml",),
    "forms": ("2022-08",),
    "collect": ("SITE/../secret/a.yml",),
    "bulletin": ("2022-08",),
    "archive": ("2022-07",),
    "publish": ("SITE/../网站",),
    "compare": ("今天", "今天"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_reads_a_site_refuses(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "static").mkdir()
    (site / "static/a.css").symlink_to(site.parent / "secret/a.yml")
    words = [word.replace("SITE", str(site)) for word in COMMANDS[name]]
    assert run(commands, [name, *words, "--root", str(site)]) == 1
    found = capsys.readouterr()
    assert f"static/a.css: 错误: {LINK}" in found.err
    assert not (site / "public").exists()


def test_a_preview_watches_no_folder_twice(site: Path) -> None:
    from tongbao.output.serve import _FolderWatcher

    for name in ("one", "two"):
        (site / "content" / name).symlink_to(site / "content")
    watcher = _FolderWatcher()
    look: Callable[[str], bool] = watcher.is_folder_changed
    look(str(site / "content"))
    assert not [file for file in watcher._new_mtimes if "/one/" in file]
