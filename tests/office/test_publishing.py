"""Publishing: the old site or the new one, never half of one; one step back; one zip to carry."""

import contextlib
import csv
import datetime
import io
import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tongbao.archive.digests import digest_of_file
from tongbao.office import publishing
from tongbao.office.publishing import back, prepared, publish
from tongbao.output import swapping
from tongbao.output.swapping import previous_of, put, recover
from tongbao.problems import Problems

HOUSE = Path(__file__).parent.parent.parent
SMALL = HOUSE / "tests" / "site" / "small"
NOW = datetime.datetime(2022, 9, 5, 9, 30)  # noqa: DTZ001  as the office's clock shows it
TIMES = 20
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


def published(root: Path, target: Path) -> str:
    with prepared(root, target, "intranet") as ready:
        return publish(root, ready, NOW)


def test_a_site_is_put_into_its_place_and_taken_back(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www" / "duban"
    published(root, target)
    old = tree(target)
    rewrite(root)
    with prepared(root, target, "intranet") as ready:
        assert "index.html" in ready.changes.changed
        assert (ready.changes.new, ready.changes.gone) == ((), ())
        assert tree(target) == old
        publish(root, ready, NOW)
    new = tree(target)
    assert new != old
    assert tree(previous_of(target)) == old
    back(root, target, NOW)
    assert (tree(target), tree(previous_of(target))) == (old, new)
    back(root, target, NOW)
    assert tree(target) == new
    assert sorted(one.name for one in target.parent.iterdir()) == ["duban", "duban-previous"]
    listed = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=target, capture_output=True, check=False
    )
    assert (listed.returncode, listed.stdout) == (0, b"")


def test_the_log_says_what_was_published_when(root: Path, tmp_path: Path) -> None:
    digest = published(root, tmp_path / "www")
    text = (root / publishing.LOG).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
    assert (row["时间"], row["做法"], row["清单的sha256"]) == (
        "2022-09-05 09:30:00",
        "发布",
        digest,
    )
    assert row["网页"].isdecimal()


def test_errors_in_the_content_stop_it(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "www")
    old = tree(tmp_path / "www")
    file = root / "content/tasks/dong-2022/1.yml"
    file.write_text(file.read_text("utf-8").replace("lead:", "leed:", 1), "utf-8")
    with pytest.raises(Problems, match="leed"):
        published(root, tmp_path / "www")
    assert tree(tmp_path / "www") == old
    assert not previous_of(tmp_path / "www").exists()


def test_files_of_others_stay_and_changed_ones_are_told(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "www"
    published(root, target)
    (target / "logo.png").write_bytes(b"logo")
    (target / "web.config").write_bytes(b"<own/>")
    rewrite(root)
    with prepared(root, target, "intranet") as ready:
        assert (ready.carried, ready.overwritten) == (("logo.png",), ("web.config",))
        publish(root, ready, NOW)
    assert (target / "logo.png").read_bytes() == b"logo"
    assert (target / "web.config").read_bytes() != b"<own/>"
    with prepared(root, target, "intranet") as ready:
        assert ready.carried == ("logo.png",)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("root/content/www", "不能发布到 content 里（换一个文件夹）"),
        ("root/archive/www", "不能发布到 archive 里（换一个文件夹）"),
        ("root", "站点文件夹自己就在这里面（换一个文件夹）"),
        ("others", "输出文件夹里有别的文件，不像本程序生成的站点，没有写入（换一个空文件夹，或先移走里面的文件）"),
        ("file", "输出位置是一个文件（换一个文件夹）"),
        ("link", "这是一个链接，没有发布（写它指向的那个文件夹）"),
        ("folder.zip", "这是一个文件夹，不是压缩包（换一个文件名）"),
        (
            "file/www",
            ("没有发布：已经有同名的文件（检查这个文件夹和上一级文件夹的权限、所在的磁盘；"
            "挂载点本身不能换，写它里面的文件夹）"),
        ),
    ],
)  # fmt: skip
def test_where_a_site_must_not_be_published(
    root: Path, tmp_path: Path, target: str, said: str
) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others/index.html").write_text("<h1>门户</h1>", "utf-8")
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path / "others")
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(Problems) as found, prepared(root, tmp_path / target, "intranet"):
        pass
    assert str(found.value) == f"{tmp_path / target}: {said}"


def test_one_zip_to_carry(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "督办.zip"
    first = published(root, target)
    with zipfile.ZipFile(target) as packed:
        packed.extractall(tmp_path / "out")
    folder = tmp_path / "out/督办"
    assert sorted(one.name for one in folder.iterdir()) == ["SHA256SUMS", "site", "说明.txt"]
    paper = (folder / "说明.txt").read_bytes()
    assert paper.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in paper
    assert "东湖区督查室" in paper.decode("utf-8-sig")
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert published(root, target) == first
    rewrite(root)
    assert published(root, target) != first
    assert previous_of(target).name == "督办-previous.zip"
    back(root, target, NOW)
    assert digest_of_file(target) == first


def test_without_an_earlier_site_there_is_no_way_back(root: Path, tmp_path: Path) -> None:
    published(root, tmp_path / "www")
    with pytest.raises(Problems, match="没有上一版可以退回（发布过两次以后才有上一版）"):
        back(root, tmp_path / "www", NOW)


RUN = """
import datetime, sys
from pathlib import Path
from tongbao.office.publishing import prepared, publish
root, target = map(Path, sys.argv[1:])
with prepared(root, target, "intranet") as ready:
    publish(root, ready, datetime.datetime(2022, 9, 5, 9, 30))
"""


def test_killed_at_any_moment_it_leaves_the_old_site_or_the_new_one(
    root: Path, tmp_path: Path
) -> None:
    target, words = tmp_path / "www", [sys.executable, "-c", RUN, str(root), str(tmp_path / "www")]
    published(root, target)
    whole = {0: tree(target)}
    rewrite(root)
    begun = time.perf_counter()
    subprocess.run(words, cwd=HOUSE, check=True)
    seconds = time.perf_counter() - begun
    whole[1] = tree(target)
    back(root, target, NOW)
    chance, seen = random.Random(5), set()  # noqa: S311
    for at in range(TIMES):
        # Half of them late, where the names are changed.
        share = chance.random() if at % 2 else 0.8 + 0.25 * chance.random()
        running = subprocess.Popen(words, cwd=HOUSE)
        time.sleep(seconds * share)
        running.kill()
        running.wait()
        found = next((which for which, one in whole.items() if tree(target) == one), None)
        assert found is not None, f"neither the old nor the new site after {share:.2f}"
        seen.add(found)
        if found:
            back(root, target, NOW) if previous_of(target).exists() else published(root, target)
    published(root, target)
    assert tree(target) == whole[1]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["root", "www", "www-previous"]


class DiedError(Exception):
    """What a machine does that is switched off."""


def cannot_exchange(one: Path, other: Path) -> bool:
    return False


@pytest.mark.parametrize("which", range(4))
def test_where_names_cannot_be_exchanged_the_next_run_puts_it_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    place, stage = tmp_path / "www", tmp_path / ".www.tongbao-new"
    for folder, text in ((place, "旧"), (stage, "新")):
        folder.mkdir()
        (folder / "index.html").write_text(text, "utf-8")
    renames = iter(range(10))
    rename = Path.rename

    def dying(self: Path, target: Path) -> Path:
        if next(renames) == which:
            raise DiedError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", dying)
    with contextlib.suppress(DiedError):
        put(stage, place, cannot_exchange)
    monkeypatch.undo()
    recover(place)
    assert (place / "index.html").read_text("utf-8") == ("旧" if which < 2 else "新")
    assert not list(tmp_path.glob(".www*"))


def test_a_disk_that_refuses_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(root, tmp_path / "www")
    rewrite(root)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(publishing, "put", refuse)
    with pytest.raises(Problems, match="没有发布：没有读写的权限"):
        published(root, tmp_path / "www")
    assert not list(tmp_path.glob(".www*"))
    assert swapping.previous_of(tmp_path / "www").exists() is False
