"""Publishing: the old site or the new one, never half of one; one step back; one zip to carry."""

import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tongbao.archive.digests import digest_of_file
from tongbao.archive.seal import SealOrder, seal
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.output import swapping
from tongbao.output.swapping import previous_of
from tongbao.output.workplace import workplace
from tongbao.problems import Problems
from tongbao.progress.editions import Edition
from tongbao.publish import log, publishing
from tongbao.publish.foreign_files import Foreign
from tongbao.publish.log import LOG, Logged, add_line, edition_of
from tongbao.publish.publishing import (
    Again,
    back,
    prepared,
    prepared_back,
    publish,
    recover_places,
)

pytestmark = pytest.mark.long

HOUSE = Path(__file__).parent.parent.parent
SMALL = HOUSE / "tests" / "site" / "small"
NOW = datetime.datetime(2022, 9, 5, 9, 30)  # noqa: DTZ001  as the office's clock shows it
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "root"
    shutil.copytree(SMALL, site)
    return site


def rewrite(root: Path, title: str = "改过的标题") -> None:
    file = root / "site.yml"
    file.write_text(file.read_text("utf-8").replace("东湖区工作进展", title), "utf-8")


def published(root: Path, target: Path, edition: Edition | None = "intranet") -> str:
    with prepared(root, target, edition) as ready:
        if not ready.is_same:
            assert publish(root, ready, NOW) == ()
        return ready.digest


def taken_back(root: Path, target: Path) -> None:
    with prepared_back(root, target) as ready:
        assert back(root, ready, NOW) == ()


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def rows(root: Path) -> list[dict[str, str]]:
    """Return the lines of the log."""
    return list(csv.DictReader(io.StringIO((root / LOG).read_text("utf-8-sig"))))


def checked(folder: Path) -> tuple[int, str]:
    """Return the status and the words of ``sha256sum -c``."""
    words = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_site_is_put_into_its_place_and_taken_back(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    target = tmp_path / "www" / "duban"
    published(root, target)
    old = tree(target)
    rewrite(root)
    with prepared(root, target) as ready:
        assert "index.html" in ready.changes.changed
        assert (ready.changes.new, ready.changes.gone) == ((), ())
        assert tree(target) == old
        publish(root, ready, NOW)
    new = tree(target)
    assert new != old
    assert tree(previous_of(target)) == old
    with prepared_back(root, target) as ready:
        assert "index.html" in ready.changes.changed
    taken_back(root, target)
    assert (tree(target), tree(previous_of(target))) == (old, new)
    taken_back(root, target)
    assert tree(target) == new
    assert names(target.parent) == ["duban", "duban-previous"]
    assert checked(target) == (0, "")


def test_what_is_the_same_is_not_published_again(root: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "www", tmp_path / "督办.zip"):
        published(root, target)
        with prepared(root, target) as ready:
            assert ready.is_same
        assert not previous_of(target).exists()


def test_an_empty_folder_is_no_site_to_go_back_to(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/.htaccess").write_text("deny")
    published(root, tmp_path / "www")
    assert names(tmp_path) == ["root", "www"]
    assert (tmp_path / "www/.htaccess").read_text() == "deny"


def test_a_site_that_is_gone_comes_back(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target)
    old = tree(target)
    rewrite(root)
    published(root, target)
    shutil.rmtree(target)
    taken_back(root, target)
    assert tree(target) == old
    assert names(tmp_path) == ["root", "www"]


def test_the_log_says_what_was_published_when(root: Path, tmp_path: Path) -> None:
    digest = published(root, tmp_path / "www")
    text = (root / LOG).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
    assert row == {
        "时间": "2022-09-05 09:30:00",
        "目标": str(tmp_path / "www"),
        "做法": "发布",
        "版本": "内网版",
        "网页": str(len(list((tmp_path / "www").rglob("*.html")))),
        "新增": row["新增"],
        "改动": "0",
        "删去": "0",
        "清单的sha256": digest,
    }
    assert digest == digest_of_file(tmp_path / "www/SHA256SUMS")


def test_a_log_that_a_spreadsheet_saved_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / LOG).write_bytes(
        "时间,目标,版本,清单的sha256\n2022/9/5 9:30,督办,公开版,ab".encode("gbk")
    )
    add_line(tmp_path, "二\r\n")
    add_line(tmp_path, "二\r\n")
    assert (tmp_path / LOG).read_bytes().decode("utf-8-sig").splitlines() == [
        "时间,目标,版本,清单的sha256",
        "2022/9/5 9:30,督办,公开版,ab",
        "二",
    ]
    assert edition_of(tmp_path, "ab") == "public"
    assert edition_of(tmp_path, "cd") is None


def test_a_log_that_cannot_be_written_is_told_and_made_good(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with prepared(root, tmp_path / "www") as ready, monkeypatch.context() as patched:
        patched.setattr(log, "write_file", refuse)
        (problem,) = publish(root, ready, NOW)
    assert str(problem) == (
        "发布记录.csv: 已发布，可是没有记下来：没有读写的权限"
        "（在表格软件里开着的，关掉它；下次 publish 补记）"
    )
    assert not (root / LOG).exists()
    with prepared(root, tmp_path / "www") as ready:
        assert (ready.is_same, ready.before.done, ready.was) == (True, True, "intranet")
    assert len((root / LOG).read_text("utf-8").splitlines()) == 2
    assert names(tmp_path) == ["root", "www"]


def test_the_edition_stays_what_it_was(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target, "public")
    rewrite(root)
    with prepared(root, target) as ready:
        assert (ready.was, ready.edition) == ("public", "public")
    with prepared(root, target, "intranet") as ready:
        assert (ready.was, ready.edition) == ("public", "intranet")
    (root / LOG).unlink()
    with pytest.raises(Problems) as found, prepared(root, target):
        pass
    assert str(found.value) == (
        f"{target}: 发布记录.csv 里没有记着这里发布的是哪个版本，没有发布"
        "（写明 --edition intranet（内网版）或 --edition public（公开版））"
    )


def test_errors_in_the_content_stop_it(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "www")
    old = tree(tmp_path / "www")
    file = root / "content/tasks/dong-2022/1.yml"
    file.write_text(file.read_text("utf-8").replace("lead:", "leed:", 1), "utf-8")
    with pytest.raises(Problems, match="leed"):
        published(root, tmp_path / "www")
    assert tree(tmp_path / "www") == old
    assert names(tmp_path) == ["root", "www"]


def test_files_of_others_stay_and_changed_ones_are_told(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target)
    (target / "archive").mkdir()
    (target / "archive/2015.doc").write_bytes(b"old")
    (target / ".well-known").mkdir()
    (target / ".well-known/owner.txt").write_bytes(b"me")
    (target / "logo.png").write_bytes(b"logo")
    (target / "upload").symlink_to("/nowhere/upload")
    (target / "web.config").write_bytes(b"<own/>")
    rewrite(root)
    others = (".well-known/owner.txt", "logo.png", "upload", "archive/2015.doc")
    with prepared(root, target) as ready:
        assert ready.foreign == Foreign(others, ("web.config",))
        publish(root, ready, NOW)
    assert (target / "logo.png").read_bytes() == b"logo"
    assert (target / "archive/2015.doc").read_bytes() == b"old"
    assert os.readlink(target / "upload") == "/nowhere/upload"  # noqa: PTH115
    assert (target / "web.config").read_bytes() != b"<own/>"
    with prepared(root, target) as ready:
        assert (ready.foreign.carried, ready.is_same) == (others, True)


def test_where_no_list_tells_whose_files_are_whose_that_is_said(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target)
    (target / "SHA256SUMS").unlink()
    (target / "logo.png").write_bytes(b"logo")
    with prepared(root, target, "intranet") as ready:
        assert ready.foreign == Foreign(unlisted=True)
        assert ready.changes.gone == ("logo.png",)
        publish(root, ready, NOW)
    assert (previous_of(target) / "logo.png").exists()


def test_sealed_months_lie_where_the_site_is_shown(root: Path, tmp_path: Path) -> None:
    day = NOW.date()
    seal(root, SealOrder(month="2022-07", as_of=day, today=day, edition="intranet", why=None))
    target, bag = tmp_path / "www", "archive/2022-07/tagmanifest-sha256.txt"
    before = previous_of(target)
    sealed = tree(root / "archive")
    published(root, target)
    first = (target / bag).stat()
    assert first.st_nlink == 1
    rewrite(root)
    published(root, target)
    assert os.path.samestat((target / bag).stat(), first)
    assert names(before / "archive") == [".laid.json", "index.html"]
    taken_back(root, target)
    assert os.path.samestat((target / bag).stat(), first)
    assert not (before / bag).exists()
    published(root, target, "public")
    assert not (target / bag).exists()
    assert os.path.samestat((before / bag).stat(), first)
    taken_back(root, target)
    assert os.path.samestat((target / bag).stat(), first)
    (target / bag).write_bytes(b"spoiled")
    assert tree(root / "archive") == sealed


def test_a_month_that_was_a_hard_link_becomes_a_copy_though_all_else_is_the_same(
    root: Path, tmp_path: Path
) -> None:
    day = NOW.date()
    seal(root, SealOrder(month="2022-07", as_of=day, today=day, edition="intranet", why=None))
    target, file = tmp_path / "www", "archive/2022-07.zip"
    published(root, target)
    (target / file).unlink()
    os.link(root / file, target / file)
    record = target / "archive/.laid.json"
    record.write_text(record.read_text().replace('"version": 2', '"version": 1'))
    with prepared(root, target) as ready:
        assert (ready.is_same, ready.laid, bool(ready.changes)) == (False, 0, False)
        publish(root, ready, NOW)
    assert (target / file).stat().st_nlink == 1
    with prepared(root, target) as ready:
        assert ready.is_same


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_everybody_may_read_what_is_published_whatever_the_umask(
    root: Path, tmp_path: Path, mask: int
) -> None:
    target = tmp_path / "www"
    usual = os.umask(mask)
    try:
        published(root, target)
        published(root, tmp_path / "督办.zip")
    finally:
        os.umask(usual)
    rights = {path: path.stat().st_mode & 0o777 for path in (target, *target.rglob("*"))}
    assert {rights[path] for path in rights if path.is_dir()} == {0o755}
    assert {rights[path] for path in rights if path.is_file()} == {0o644}
    assert (tmp_path / "督办.zip").stat().st_mode & 0o777 == 0o644


def test_what_a_run_that_died_began_the_next_command_of_any_kind_completes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "www"
    (root / ".tongbao").mkdir()
    published(root, target)
    rewrite(root)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for room, step in ((swapping, "_retire"), (publishing, "add_line")):
        with monkeypatch.context() as patched:
            patched.setattr(room, step, dies)
            with pytest.raises(KeyboardInterrupt):
                published(root, target)
        assert list(recover_places(root)) == [f"{target}：上一次断在换上以后，已接着做完"]
        assert list(recover_places(root)) == []
        assert names(root / ".tongbao") == []
        taken_back(root, target)
    # The clock of the tests stands still, and a line is never noted twice.
    assert [row["做法"] for row in rows(root)] == ["发布", "发布", "退回上一版"]


def step_back_died(root: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Publish twice and die while the step back is noted; return the site before, which is online again."""
    published(root, target)
    old = tree(target)
    rewrite(root)
    published(root, target)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "add_line", dies)
        with pytest.raises(KeyboardInterrupt):
            taken_back(root, target)
    return old


def test_a_step_back_that_died_is_completed_and_noted_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "www"
    old = step_back_died(root, target, monkeypatch)
    with prepared_back(root, target) as ready:
        assert (ready.before.done, ready.before.back) == (True, True)
    assert tree(target) == old
    assert [row["做法"] for row in rows(root)] == ["发布", "发布", "退回上一版"]


def test_a_second_step_back_knows_what_it_would_put_online(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target)
    rewrite(root)
    newer = published(root, target)
    with prepared_back(root, target) as ready:
        assert ready.again is None
    taken_back(root, target)
    with prepared_back(root, target) as ready:
        pages = rows(root)[1]["网页"]
        logged = Logged("2022-09-05 09:30:00", "发布", "内网版", pages)
        assert ready.again == Again(newer, logged)
    rewrite_log = (root / LOG).read_text("utf-8").replace(newer, "0" * 64)
    (root / LOG).write_text(rewrite_log, "utf-8")
    with prepared_back(root, target) as ready:
        assert ready.again == Again(newer, None)
    taken_back(root, target)
    with prepared_back(root, target) as ready:
        assert ready.again is not None


def test_a_second_step_back_asks_first(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "www"
    published(root, target)
    rewrite(root)
    newer = published(root, target)
    new, pages = tree(target), rows(root)[1]["网页"]

    def said(*words: str) -> tuple[int, list[str], str]:
        status = run(commands, ["publish", str(target), "--root", str(root), *words])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err

    assert said("--back")[0] == 0
    old = tree(target)
    named = (
        "上一次已经退回，再退一次换上的是2022-09-05 09:30:00 发布的内网版，"
        f"{pages} 个网页，sha256 {newer[:12]}"
    )
    status, lines, refused = said("--back")
    assert (status, lines[0]) == (1, named)
    assert refused.startswith(f"{target}: 错误: {named}，没有换（确要换上它，加 --yes）\n")
    assert tree(target) == old
    status, lines, _ = said("--back", "--dry-run")
    assert (status, lines[0], lines[-1]) == (0, named, "没有退回")
    assert said("--back", "--yes")[0] == 0
    assert tree(target) == new


@pytest.mark.kills
def test_a_killed_step_back_that_is_run_again_goes_back_once(
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "www"
    old = step_back_died(root, target, monkeypatch)
    words = ["publish", str(target), "--root", str(root), "--back", "--yes"]
    assert run(commands, words) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "上一次退回断在换上以后，已接着做完"
    assert printed[-1] == "现在就是退回以后的样子，没有再退"
    assert tree(target) == old


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("root/content/www", "不能发布到站点的 content 里（换一个文件夹）"),
        ("root/archive/www", "不能发布到站点的 archive 里（换一个文件夹）"),
        ("root/public", "不能发布到站点的 public 里（换一个文件夹）"),
        ("root/public/www", "不能发布到站点的 public 里（换一个文件夹）"),
        ("root", "站点文件夹自己就在这里面（换一个文件夹）"),
        ("others", "输出文件夹里有别的文件，不像本程序生成的站点，没有写入（换一个空文件夹，或先移走里面的文件）"),
        ("papers", "输出文件夹里有别的文件，不像本程序生成的站点，没有写入（换一个空文件夹，或先移走里面的文件）"),
        ("file", "输出位置是一个文件（换一个文件夹）"),
        ("link", "这是一个链接，没有发布（写它指向的那个文件夹）"),
        ("folder.zip", "这是一个文件夹，不是压缩包（换一个文件名）"),
        ("other.zip", "已有的压缩包不是本程序打的，或者损坏了，没有写入（换一个文件名，或先移走它）"),
        ("file/www", "上一级不是文件夹：TMP/file（核对路径；在网络盘、U 盘上的，看看盘接好没有）"),
        ("nowhere/www", "没有上一级文件夹：TMP/nowhere（核对路径；在网络盘、U 盘上的，看看盘接好没有）"),
        ("others-previous", "这里留着上一版，不能发布到这里（写 TMP/others；要退回上一版，加 --back）"),
    ],
)  # fmt: skip
def test_where_a_site_must_not_be_published(
    root: Path, tmp_path: Path, target: str, said: str
) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others/index.html").write_text("<h1>门户</h1>", "utf-8")
    (tmp_path / "papers/archive").mkdir(parents=True)
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path / "others")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "other.zip").write_text("1")
    (root / "archive").mkdir()
    (root / "public").mkdir()
    before = names(tmp_path)
    with pytest.raises(Problems) as found, prepared(root, tmp_path / target, "intranet"):
        pass
    assert str(found.value) == f"{tmp_path / target}: {said.replace('TMP', str(tmp_path))}"
    assert names(tmp_path) == before


def test_a_mount_point_is_no_target(root: Path) -> None:
    with pytest.raises(Problems) as found, prepared(root, Path("/proc"), "intranet"):
        pass
    assert str(found.value) == (
        "/proc: 挂载点、盘的根目录不能整个换，没有发布（写它里面的文件夹，如 /proc/duban）"
    )


def test_where_the_one_before_shall_lie_nothing_of_others_is_lost(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "www-previous").mkdir()
    (tmp_path / "www-previous/own.txt").write_text("1")
    with pytest.raises(Problems) as found:
        published(root, tmp_path / "www")
    place = tmp_path / "www-previous"
    said = f"{place}: 这里要留上一版，可是已有别的东西，没有发布（移走它，再来一次）"
    assert str(found.value) == said
    (tmp_path / "www").mkdir()
    (tmp_path / "www/own.txt").write_text("1")
    with pytest.raises(Problems) as found:
        taken_back(root, tmp_path / "www")
    assert str(found.value) == f"{tmp_path / 'www'}: 不是本程序发布的，没有退回（核对路径）"


def test_two_at_once(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    with workplace(target), pytest.raises(Problems) as found:
        published(root, target)
    said = f"{target}: 另一个命令正在往这里写，没有写入（等它做完，再来一次）"
    assert str(found.value) == said
    published(root, target)
    assert names(tmp_path) == ["root", "www"]


def test_one_zip_to_carry(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "督办.zip"
    first = published(root, target)
    assert first == digest_of_file(target)
    with zipfile.ZipFile(target) as packed:
        packed.extractall(tmp_path / "out")
        assert {one.flag_bits & 0x800 for one in packed.infolist()} == {0x800}
    folder = tmp_path / "out/督办"
    assert names(folder) == ["SHA256SUMS", "site", "说明.txt"]
    paper = (folder / "说明.txt").read_bytes()
    assert paper.startswith(b"\xef\xbb\xbf")
    assert paper.count(b"\n") == paper.count(b"\r\n") > 20
    text = paper.decode("utf-8-sig")
    text.encode("gbk")
    for word in ("东湖区督查室", "内线 2012", "certutil -hashfile 督办.zip SHA256", "IIS", "nginx"):
        assert word in text
    assert checked(folder) == (0, "")
    target.unlink()
    assert published(root, target) == first
    rewrite(root)
    with prepared(root, target) as ready:
        assert "index.html" in ready.changes.changed
        publish(root, ready, NOW)
    assert names(tmp_path) == ["out", "root", "督办-previous.zip", "督办.zip"]
    taken_back(root, target)
    assert digest_of_file(target) == first


def test_without_an_earlier_site_there_is_no_way_back(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "www")
    with pytest.raises(Problems, match="没有上一版可以退回（发布过两次以后才有上一版）"):
        taken_back(root, tmp_path / "www")


@pytest.mark.parametrize(
    ("step", "number", "reason"),
    [
        ("put", 28, "磁盘已满"),
        ("make_with_archive", 30, "所在的磁盘是只读的"),
        ("write_listing", 13, "没有读写的权限"),
    ],
)
def test_a_disk_that_refuses_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, reason: str
) -> None:
    target = tmp_path / "www"
    published(root, target)
    old = tree(target)
    rewrite(root)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(publishing, step, refuse)
    with pytest.raises(Problems) as found:
        published(root, target)
    assert str(found.value) == (
        f"{target}: 没有发布：{reason}（要能写 {tmp_path}，盘要够放两份网站；写不了的，改为发布到目标里面的一个文件夹）"
    )
    assert tree(target) == old
    assert names(tmp_path) == ["root", "www"]


RUN = """
import datetime, sys
from pathlib import Path
from tongbao.publish.publishing import prepared, publish
root, target = map(Path, sys.argv[1:])
with prepared(root, target, "intranet") as ready:
    publish(root, ready, datetime.datetime(2022, 9, 5, 9, 30))
"""


@pytest.mark.kills
def test_killed_at_any_moment_it_leaves_the_old_site_or_the_new_one(
    root: Path, tmp_path: Path
) -> None:
    """Killed by the clock, early and late; before every change: tests/output/test_swapping.py, zips there as well."""
    target = tmp_path / "www"
    words = [sys.executable, "-c", RUN, str(root), str(target)]
    published(root, target)
    old = tree(target)
    rewrite(root)
    begun = time.perf_counter()
    subprocess.run(words, cwd=HOUSE, check=True)
    seconds = time.perf_counter() - begun
    whole = (old, tree(target))
    taken_back(root, target)
    for share in (0.5, 0.95):
        running = subprocess.Popen(words, cwd=HOUSE)
        time.sleep(seconds * share)
        running.kill()
        running.wait()
        assert tree(target) in whole, f"neither the old nor the new site after {share}"
        if tree(target) == whole[1]:
            taken_back(root, target)
    published(root, target)
    assert tree(target) == whole[1]
    assert names(tmp_path) == ["root", "www", "www-previous"]
