"""A site beside its frozen months: laid once, never read again, never of another edition."""

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.made import seal as seal_made
from tests.archive.made import write_register
from tests.archive.test_seal import AUGUST, JULY, SECRETS, SMALL, bytes_in, copy_of, in_any_file
from tongbao.archive.register import Edition, read_register
from tongbao.archive.seal import seal
from tongbao.archive.serving import build_with_archive
from tongbao.problems import Problems

pytestmark = pytest.mark.seals

MONTHS = 120
# Builds a site and tells every file below archive/ that was opened, linked or copied on the way.
WATCHED = """
import sys
from pathlib import Path
root, out = map(Path, sys.argv[1:])
touched = []
def watch(event, arguments):
    if event in ("open", "os.link", "shutil.copyfile", "os.rename", "os.scandir", "os.listdir"):
        touched.extend(str(one) for one in arguments if isinstance(one, (str, bytes, Path)))
sys.addaudithook(watch)
from tongbao.archive.serving import build_with_archive
served = build_with_archive(root, out, "intranet")
inside = [path for path in touched if "/archive/20" in path]
print(served.written.written, served.laid, len(inside), *inside[:5])
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "root")


def test_a_build_with_120_frozen_months_neither_reads_nor_copies_them(
    root: Path, tmp_path: Path
) -> None:
    for number in range(MONTHS):
        seal_made(root, f"{2012 + number // 12}-{number % 12 + 1:02}")
    out = tmp_path / "out"
    first = build_with_archive(root, out, "intranet")
    assert first.laid == MONTHS
    before = {path: path.stat().st_mtime_ns for path in (out / "archive").rglob("*")}
    words = [sys.executable, "-c", WATCHED, str(root), str(out)]
    house = Path(__file__).parent.parent.parent
    ended = subprocess.run(words, cwd=house, capture_output=True, text=True, check=True)
    assert ended.stdout == "0 0 0\n"
    assert {path: path.stat().st_mtime_ns for path in (out / "archive").rglob("*")} == before
    page = (out / "archive/index.html").read_text("utf-8")
    assert f"已封存{MONTHS}个月，共{MONTHS}份" in page


def test_the_site_leads_to_its_frozen_months(root: Path, tmp_path: Path) -> None:
    seal(root, JULY)
    file = root / "content/tasks/dong-2022/3.yml"
    file.write_text(file.read_text("utf-8").replace("已签约。", "已签约三个。"), "utf-8")
    seal(root, dataclasses.replace(JULY, why="补正项目数"))
    out = tmp_path / "out"
    assert build_with_archive(root, out, "intranet").laid == 2
    page = (out / "archive/index.html").read_text("utf-8")
    assert "已封存1个月，共2份，其中更正版1份" in page
    assert "更正原因：补正项目数" in page
    for name in ("2022-07", "2022-07-r2"):
        assert f'href="../archive/{name}/data/site/index.html"' in page
        assert bytes_in(out / "archive" / name) == bytes_in(root / "archive" / name)
        assert (out / "archive" / f"{name}.zip").is_file()
    home = (out / "index.html").read_text("utf-8")
    assert "2022年7月（更正版2）" in home


def test_later_builds_leave_what_is_laid(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seal(root, JULY)
    build_with_archive(root, out, "intranet")
    before = bytes_in(out / "archive/2022-07")
    seal(root, AUGUST)
    assert build_with_archive(root, out, "intranet").laid == 1
    shutil.rmtree(root / "content/tasks/dong-2023")
    (root / "content/plans/dong-2023.yml").unlink()
    assert build_with_archive(root, out, "intranet").laid == 0
    assert bytes_in(out / "archive/2022-07") == before


def test_a_public_site_holds_nothing_from_a_bag_of_another_edition(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    editions: tuple[Edition, ...] = ("intranet", "full", "public")
    for edition in editions:
        seal(root, dataclasses.replace(AUGUST, edition=edition))
    build_with_archive(root, out, "intranet")
    assert in_any_file(out / "archive", SECRETS)
    served = build_with_archive(root, out, "public")
    assert served.laid == 1
    assert in_any_file(out, SECRETS) == set()
    assert (out / "archive/2022-08/bag-info.txt").read_text("utf-8").count("public") == 2
    assert json.loads((out / "archive/.laid.json").read_text("utf-8"))
    again = build_with_archive(root, out, "intranet")
    assert again.laid == 1
    assert "绝不外传" not in in_any_file(out, SECRETS)


def test_a_full_bag_is_never_served(root: Path, tmp_path: Path) -> None:
    seal(root, dataclasses.replace(JULY, edition="full"))
    out = tmp_path / "out"
    assert build_with_archive(root, out, "intranet").laid == 0
    assert not (out / "archive").exists()


def test_a_register_that_forgot_a_bag_takes_none_away(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seal(root, JULY)
    build_with_archive(root, out, "intranet")
    write_register(root, ())
    assert read_register(root) == ()
    build_with_archive(root, out, "intranet")
    assert (out / "archive/2022-07/bagit.txt").is_file()


def test_a_bag_that_cannot_be_laid_is_told_before_anything_is_written(
    root: Path, tmp_path: Path
) -> None:
    seal_made(root, "2022-07")
    (root / "archive/2022-07.zip").unlink()
    (root / "archive/2022-07/data/link").symlink_to(root)
    with pytest.raises(Problems) as refused:
        build_with_archive(root, tmp_path / "out", "intranet")
    assert str(refused.value).splitlines() == [
        f"{root}/archive/2022-07.zip: 登记的归档包不见了，没有放进站点（先运行 verify 核对归档）",
        f"{root}/archive/2022-07/data/link: 归档包里有一个链接，没有放进站点（先运行 verify 核对归档）",
    ]
    assert not (tmp_path / "out").exists()


def test_a_site_stays_as_it_was_where_a_bag_cannot_be_laid(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_with_archive(root, out, "intranet")
    before = bytes_in(out)
    seal_made(root, "2022-07")
    (out / "archive/2022-07").mkdir(parents=True)
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8").replace("东湖区", "西湖区"), "utf-8")
    with pytest.raises(Problems, match="归档包的位置上有别的东西，没有写入"):
        build_with_archive(root, out, "intranet")
    assert bytes_in(out) == before
