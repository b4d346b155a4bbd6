"""Bags that the user names, wherever they lie."""

import shutil
from pathlib import Path

from tests.archive.made import MISSING, another, told
from tongbao.archive.verify import verify_archive


def test_bags_copied_elsewhere(site: Path) -> None:
    disk = site / "光盘"
    shutil.copytree(site / "archive/2022-08", disk / "2022-08")
    shutil.copytree(site / "archive/public", disk / "public")
    copies = [disk / "2022-08", disk / "public/2022-07", disk / "public/2022-07.zip"]
    assert verify_archive(site, copies) == ()
    assert verify_archive(site / "no site", copies) == ()
    (disk / "2022-08/data/month.txt").unlink()
    found = told(verify_archive(site, copies), disk)
    assert found == [f"2022-08/data/month.txt: {MISSING}"]


def test_a_bag_of_the_site_is_held_against_the_register(site: Path) -> None:
    shutil.rmtree(site / "archive/2022-07")
    another(site, "2022-07").rename(site / "archive/2022-07")
    named = [site / "archive/2022-07", site / "archive/2022-07.zip"]
    (said,) = told(verify_archive(site, named), site)
    assert said.startswith("archive/2022-07: 这里的归档包不是登记的那一个")


def test_a_copy_beside_which_lies_another_bag_than_the_one_before(site: Path) -> None:
    disk = site / "disk"
    shutil.copytree(site / "archive", disk)
    named = [disk / "2022-07", disk / "public/2022-07", disk / "2022-08", disk / "2022-07-r2"]
    assert verify_archive(site, named) == ()
    shutil.rmtree(disk / "2022-07")
    another(site, "2022-07").rename(disk / "2022-07")
    assert told(verify_archive(site, named), disk) == [
        (
            "2022-08: 旁边的“2022-07”不是封存在它前面的那个归档包"
            "（两个归档包有一个被改动或换过，逐个核对，从备份取回封存时的文件）"
        )
    ]


def test_copies_that_changed_names(site: Path) -> None:
    disk = site / "disk"
    shutil.copytree(site / "archive/2022-07", disk / "2022-08")
    shutil.copytree(site / "archive/2022-07", disk / "七月")
    found = verify_archive(site, [disk / "2022-08", disk / "七月"])
    assert told(found, disk) == [
        "2022-08: 文件夹名是“2022-08”，里面却是“2022-07”的归档包（改回原来的名字，或从备份取回）"
    ]
