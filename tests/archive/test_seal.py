"""Sealing months: what a bag holds, that it proves itself, and that it is never written again."""

import dataclasses
import datetime
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tongbao.archive import payload
from tongbao.archive import seal as sealing
from tongbao.archive.register import Edition, Sealed, read_register
from tongbao.archive.seal import SealOrder, seal
from tongbao.archive.verify import verify_archive
from tongbao.output.build import build_shown
from tongbao.problems import Problems
from tongbao.problems.working_on import worked_on
from tongbao.records import journal
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Update
from tongbao.records.store import Stored

pytestmark = pytest.mark.seals

TESTS = Path(__file__).parent.parent
SMALL = TESTS / "site" / "small"
HOUSE = TESTS.parent
TODAY = datetime.date(2022, 10, 2)
JULY = SealOrder(month="2022-07", as_of=datetime.date(2022, 8, 31), today=TODAY)
AUGUST = SealOrder(month="2022-08", as_of=datetime.date(2022, 9, 30), today=TODAY)
Bytes = dict[str, bytes]


def copy_of(site: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(site / "content", folder / "content")
    shutil.copyfile(site / "site.yml", folder / "site.yml")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "root")


@pytest.fixture(scope="module")
def zhanhe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own content with July 2022 sealed."""
    site = copy_of(HOUSE, tmp_path_factory.mktemp("zhanhe"))
    seal(site, JULY)
    return site


def bytes_in(folder: Path) -> Bytes:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(root: Path, order: SealOrder) -> str:
    with pytest.raises(Problems) as found:
        seal(root, order)
    return str(found.value)


def test_the_library_of_congress_and_sha256sum_accept_it(zhanhe: Path) -> None:
    bag = zhanhe / "archive/2022-07"
    words = (sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(bag))
    subprocess.run(words, check=True, capture_output=True)
    for folder, sums in (
        (bag, "manifest-sha256.txt"),
        (bag, "tagmanifest-sha256.txt"),
        (zhanhe / "archive", "SHA256SUMS"),
    ):
        ended = subprocess.run(
            ("sha256sum", "--quiet", "-c", sums), cwd=folder, capture_output=True, check=False
        )
        assert (ended.returncode, ended.stdout) == (0, b"")


def test_a_bag_holds_site_records_notices_settings_and_what_it_is(zhanhe: Path) -> None:
    data = zhanhe / "archive/2022-07/data"
    assert (data / "site/index.html").is_file()
    assert len(list((data / "content/tasks/zhanhe-2022").iterdir())) == 48
    received = data / "content/notices/zhanhe-2022-08-17/000-ledger-2022-07.pdf"
    assert received.read_bytes() == (HOUSE / received.relative_to(data)).read_bytes()
    assert load_checked(data).settings.title == "湛河区重点工作进展公开"
    stated = json.loads((data / "metadata.json").read_text("utf-8"))
    assert stated["题名"] == "湛河区重点工作进展公开，2022年7月"
    assert (stated["责任者"], stated["形成日期"]) == ("中共湛河区委区政府督查局", "2022-08-31")
    assert (stated["任务数"], stated["保管期限"]) == (48, None)
    assert stated["软件版本"].startswith("Tongbao 0.1.0（Python ")
    info = (data.parent / "bag-info.txt").read_text("utf-8")
    assert "Tongbao-Rebuilt: identical\n" in info


def test_the_archived_site_says_that_it_is_frozen_and_has_no_archive(zhanhe: Path) -> None:
    site = zhanhe / "archive/2022-07/data/site"
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "2022年7月存档。内容截至2022-08-31所知，封存以后不再改动。" in text
        assert "archive/" not in text
    assert not (site / "archive").exists()


@pytest.mark.browser
def test_the_archived_site_opens_from_its_zip_alone(
    zhanhe: Path, tmp_path: Path, browser: Browser
) -> None:
    with zipfile.ZipFile(zhanhe / "archive/2022-07.zip") as packed:
        packed.extractall(tmp_path)
    site = tmp_path / "2022-07/data/site"
    said: list[str] = []
    page = browser.new_page()
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "index.html").as_uri())
    with page.expect_navigation():  # what is still on its way would else count as failed
        page.click("text=单位")
    assert page.title().startswith("单位")
    for name in ("tasks/zhanhe-2022/8.html", "notices/zhanhe-2022-08-17.html"):
        page.goto((site / name).as_uri())
        assert "存档" in page.inner_text(".frozen")
    assert said == []
    page.close()


def test_the_same_content_is_sealed_to_the_same_bytes(tmp_path: Path) -> None:
    roots = [copy_of(SMALL, tmp_path / name) for name in ("a", "b/deeper")]
    entries = [seal(root, JULY) for root in roots]
    assert entries[0] == entries[1]
    assert bytes_in(roots[0] / "archive") == bytes_in(roots[1] / "archive")


def test_nothing_in_a_bag_is_later_than_its_month(root: Path) -> None:
    seal(root, JULY)
    bag = root / "archive/2022-07/data"
    content = payload.read_bag(bag, "intranet").content
    assert {notice.id for notice in content.notices} == {"dong-2022-07-02", "dong-2022-08-17"}
    assert [plan.id for plan in content.plans] == ["dong-2022"]
    periods = {
        update.period
        for task in content.tasks
        for part in task.assignments
        for update in part.updates
    }
    assert periods == {"2022-05/2022-07"}
    for name, text in bytes_in(bag).items():
        for later in ("2022-09-20", "2022-08.html", "2022年8月", "仍未完工"):
            assert later not in text.decode("utf-8", "ignore"), (name, later)


def test_replies_and_errata_are_those_known_by_the_day(root: Path) -> None:
    early = dataclasses.replace(JULY, as_of=datetime.date(2022, 8, 22))
    seal(root, early)
    update = first_update(root / "archive/2022-07/data")
    assert (update.reply is not None, update.errata) == (True, ())
    seal(root, dataclasses.replace(JULY, why="补入8月25日的更正"))
    assert len(first_update(root / "archive/2022-07-r2/data").errata) == 1


def first_update(data: Path) -> Update:
    content = payload.read_bag(data, "intranet").content
    task = next(task for task in content.tasks if task.id == "1")
    return task.assignments[0].updates[0]


def test_later_months_leave_a_bag_as_it_is(root: Path) -> None:
    seal(root, JULY)
    before = bytes_in(root / "archive/2022-07")
    seal(root, AUGUST)
    assert bytes_in(root / "archive/2022-07") == before
    assert verify_archive(root) == ()


def test_a_sealed_month_is_never_written_again(root: Path) -> None:
    seal(root, JULY)
    before = bytes_in(root)
    assert refused(root, JULY) == (
        "archive/2022-07: 2022-07 已经归档，不能覆盖（要更正，用 --revise --why 写明原因，另封一份）"
    )
    assert refused(root, dataclasses.replace(JULY, why="没有改")) == (
        "archive/2022-07: 内容与 2022-07 完全相同，没有可更正的"
        "（核对改动是否已存盘，或 --as-of 的日期）"
    )
    assert bytes_in(root) == before


def test_a_revision_is_a_bag_of_its_own_with_its_reason(root: Path) -> None:
    first = seal(root, JULY)
    file = root / "content/tasks/dong-2022/3.yml"
    file.write_text(file.read_text("utf-8").replace("已签约。", "已签约三个。"), "utf-8")
    second = seal(root, dataclasses.replace(JULY, why="补正乡镇项目数"))
    assert (second.folder, second.revision, second.previous) == ("2022-07-r2", 2, "2022-07")
    assert (root / "archive/2022-07").is_dir()
    info = (root / "archive/2022-07-r2/bag-info.txt").read_text("utf-8")
    assert "Tongbao-Revision-Reason: 补正乡镇项目数\n" in info
    assert f"Tongbao-Previous-Manifest-SHA256: {first.manifest}\n" in info
    home = (root / "archive/2022-07-r2/data/site/index.html").read_text("utf-8")
    assert "2022年7月存档，更正版2（补正乡镇项目数）" in home
    assert verify_archive(root) == ()


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            dataclasses.replace(JULY, month="2022-10"),
            "archive/2022-10: 2022-10 还没有过完，不能归档（月末以后再归档）",
        ),
        (
            dataclasses.replace(JULY, why="更正"),
            "archive/2022-07: 2022-07 还没有归档，不能更正（去掉 --revise 和 --why，先封第一份）",
        ),
        (
            dataclasses.replace(JULY, month="2021-01"),
            (
                "archive/2021-01: 到 2021-01 为止没有任何内容可归档"
                "（核对月份；公开版只含定为公开的内容）"
            ),
        ),
    ],
)
def test_what_cannot_be_sealed(root: Path, order: SealOrder, said: str) -> None:
    before = bytes_in(root)
    assert refused(root, order) == said
    assert bytes_in(root) == before


def test_content_with_an_error_is_not_sealed(root: Path) -> None:
    (root / "content/plans/dong-2022.yml").write_text("title: 没有写完\n", "utf-8")
    assert "content/plans/dong-2022.yml" in refused(root, JULY)
    assert not (root / "archive").exists()


def test_what_nobody_registered_is_not_overwritten(root: Path) -> None:
    (root / "archive/2022-07").mkdir(parents=True)
    assert refused(root, JULY) == (
        "archive/2022-07: 这个归档包没有登记（从备份取回 archive/register.json，或把它移出 archive 文件夹）"
    )


def test_nothing_is_sealed_where_the_register_is_gone(root: Path) -> None:
    seal(root, JULY)
    (root / "archive/register.json").unlink()
    assert refused(root, AUGUST) == (
        "archive/register.json: 登记不见了，这个站点封存过（从备份取回；找不回来的，看使用手册“核对归档”）"
    )


def test_sm3_fails_where_it_is_not_to_be_had(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (root / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write("archive: {digest: sm3, retention: 永久}\n")
    monkeypatch.setattr(sealing, "available", lambda _: False)
    assert refused(root, JULY) == (
        "site.yml:17:19: 这台机器不能计算 sm3"
        "（换一台装有支持国密的 OpenSSL 的机器，或写 digest: sha256）"
    )


def test_a_failure_leaves_the_archive_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(root, JULY)
    before = bytes_in(root / "archive")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for room, name in (
        (sealing, "write_zip"),
        (journal, "_put"),
        (payload, "build_shown"),
    ):
        monkeypatch.setattr(room, name, no_space)
        with pytest.raises(OSError, match="No space") as found:
            seal(root, AUGUST)
        assert worked_on(found.value) == "archive/2022-08"
        monkeypatch.undo()
        assert bytes_in(root / "archive") == before
    assert seal(root, AUGUST).sequence == 2


def test_a_site_that_is_not_rebuilt_alike_is_not_sealed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    real = build_shown

    def built(*arguments: object) -> object:
        made = real(*arguments)  # type: ignore[arg-type]
        times.append(1)
        if len(times) == 2:
            (Path(str(arguments[3])) / "index.html").write_text("otherwise")
        return made

    monkeypatch.setattr(payload, "build_shown", built)
    with pytest.raises(AssertionError, match=r"rebuilt to other bytes: index\.html"):
        seal(root, JULY)
    assert read_register(root) == ()
    assert bytes_in(root / "archive") == {}


SECRETS = ("绝不外传", "不便公开", "密某", "区保密局", "内部掌握")


@pytest.mark.parametrize(
    ("edition", "hidden"),
    [("full", ()), ("intranet", ("绝不外传",)), ("public", SECRETS)],
)
def test_a_bag_holds_nothing_that_its_edition_does_not_show(
    root: Path, edition: Edition, hidden: tuple[str, ...]
) -> None:
    entry = seal(root, dataclasses.replace(AUGUST, edition=edition))
    holds = in_any_file(root / "archive" / entry.folder, SECRETS)
    assert holds == set(SECRETS) - set(hidden)
    with zipfile.ZipFile(root / "archive" / f"{entry.folder}.zip") as packed:
        packed.extractall(root / "unpacked")
    assert in_any_file(root / "unpacked", SECRETS) == holds


def in_any_file(folder: Path, words: tuple[str, ...]) -> set[str]:
    texts = [content.decode("utf-8", "ignore") for content in bytes_in(folder).values()]
    names = ["/".join(path.parts) for path in folder.rglob("*")]
    return {word for word in words if any(word in text for text in (*texts, *names))}


def test_a_public_bag_stops_until_somebody_has_decided(root: Path) -> None:
    with (root / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write("withhold: {words: [签约]}\n")
    assert "公开前须有人决定" in refused(root, dataclasses.replace(JULY, edition="public"))


def test_the_register_says_what_was_sealed(root: Path) -> None:
    entry = seal(root, JULY)
    assert isinstance(entry, Sealed)
    assert read_register(root) == (entry,)


def test_a_bag_holds_the_head_of_the_portal(root: Path) -> None:
    html = '<p><a href="/">门户首页</a><img src="{root}static/logo.png" alt=""></p>'
    for name, content in (("portal/header.html", html), ("static/logo.png", "PNG")):
        (root / name).parent.mkdir()
        (root / name).write_text(content, "utf-8")
    settings = root / "site.yml"
    named = "portal: {header: portal/header.html}\n"
    settings.write_text(settings.read_text("utf-8") + named, "utf-8")
    seal(root, AUGUST)
    data = root / "archive/2022-08/data"
    assert (data / "portal/header.html").read_text("utf-8") == html
    assert (data / "static/logo.png").is_file()
    assert "门户首页" in (data / "site/units/index.html").read_text("utf-8")
    assert not (data / "site/web.config").exists()


RECEIVED = "content/notices/dong-2022-08-17/通报.pdf"


def test_a_file_that_changes_while_it_is_sealed_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = bytes_in(root), payload._stored

    def changed_meanwhile(content: Content) -> Iterator[Stored]:
        with (root / RECEIVED).open("ab") as opened:
            opened.write(b"more")
        return real(content)

    monkeypatch.setattr(payload, "_stored", changed_meanwhile)
    assert refused(root, dataclasses.replace(JULY, edition="full")) == (
        f"{RECEIVED}: 封存时正有人改这个文件，没有封存（等改好存了盘，再封存一次）"
    )
    assert bytes_in(root) == {**before, RECEIVED: before[RECEIVED] + b"more"}


def test_a_file_that_is_not_as_it_was_received_is_refused(root: Path) -> None:
    (root / RECEIVED).write_bytes(b"another")
    assert "文件“通报.pdf”与收到时不同" in refused(root, JULY)
    assert not (root / "archive").exists()


def test_the_sites_own_folders_are_sealed_without_hidden_files_and_empty_folders(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = root / "static"
    (static / "空").mkdir(parents=True)
    (static / "a.css").write_text("a{}", "utf-8")
    (static / ".#a.css").symlink_to("clerk@office")  # the lock of an editor
    seal(root, JULY)
    sealed = sorted((root / "archive/2022-07/data/static").iterdir())
    assert [path.name for path in sealed] == ["a.css"]
    real = payload._stored

    def linked_meanwhile(content: Content) -> Iterator[Stored]:
        (static / "b").symlink_to(root / "site.yml")
        return real(content)

    monkeypatch.setattr(payload, "_stored", linked_meanwhile)
    assert refused(root, AUGUST) == (
        "static/b: 这是一个链接，没有跟随（归档包里只能有文件，换成它指向的那个文件）"
    )
    assert [bag.folder for bag in read_register(root)] == ["2022-07"]
