"""Every damage to an archive, to its register and to its chain is found and named."""

import shutil
from pathlib import Path

import pytest

from tests.archive.made import CHANGED, another, told, write_register
from tongbao.archive.contents import NO_BAG_HINT
from tongbao.archive.digests import digest_of_file
from tongbao.archive.register import REGISTER, SUMS, read_register
from tongbao.archive.verify import verify_archive


def of_site(site: Path) -> list[str]:
    return told(verify_archive(site))


def test_an_intact_archive(site: Path) -> None:
    assert verify_archive(site) == ()


def test_a_site_that_sealed_nothing(tmp_path: Path) -> None:
    assert verify_archive(tmp_path) == ()


EITHER = "（归档包和 archive/register.json 有一个被改动，从备份取回）"


def test_a_bag_replaced_by_another_valid_one(site: Path) -> None:
    shutil.rmtree(site / "archive/2022-07")
    another(site, "2022-07").rename(site / "archive/2022-07")
    assert of_site(site) == [
        (
            "archive/2022-07: 这里的归档包不是登记的那一个："
            f"tagmanifest-sha256.txt 的 sha256 与登记的不同{EITHER}"
        )
    ]


def test_a_bag_replaced_together_with_its_zip_and_the_register(site: Path) -> None:
    """The bag sealed next remembers."""
    archive, sealed = site / "archive", read_register(site)
    shutil.rmtree(archive / "2022-07")
    other = another(site, "2022-07")
    forged = read_register(site / "elsewhere")[0]
    other.rename(archive / "2022-07")
    other.with_suffix(".zip").replace(archive / "2022-07.zip")
    write_register(site, (forged, *sealed[1:]))
    place = "archive/2022-08/bag-info.txt"
    assert of_site(site) == [
        (
            f"{place}: Tongbao-Previous-Manifest-SHA256 写的是“{sealed[0].manifest[:29]}…”，"
            f"登记的是“{forged.manifest[:29]}…”{EITHER}"
        ),
        (
            f"{place}: Tongbao-Previous-Tagmanifest-SHA256 写的是“{sealed[0].tagmanifest[:29]}…”，"
            f"登记的是“{forged.tagmanifest[:29]}…”{EITHER}"
        ),
    ]


def edited(site: Path, **values: object) -> list[str]:
    """Return what is said where the register of the third bag was edited, SHA256SUMS with it."""
    sealed = read_register(site)
    changed = type(sealed[2]).model_validate({**sealed[2].model_dump(), **values})
    write_register(site, (*sealed[:2], changed, sealed[3]))
    return of_site(site)


INFO = "archive/2022-08/bag-info.txt"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("as_of", "2022-09-01", f"{INFO}: Tongbao-As-Of 写的是“2022-08-01”，登记的是“2022-09-01”"),
        ("why", "改过", f"{INFO}: Tongbao-Revision-Reason 写的是“无”，登记的是“改过”"),
        ("files", 4, f"{INFO}: Payload-Oxum 写的是“30.3”，登记的是“30.4”"),
        ("version", "9.9", f"{INFO}: Bag-Software-Agent 里没有登记的版本“9.9”"),
    ],
)
def test_an_edited_register(field: str, value: object, said: str, site: Path) -> None:
    assert edited(site, **{field: value}) == [said + EITHER]


def test_an_edited_day_of_sealing(site: Path) -> None:
    assert edited(site, sealed_on="2022-09-01") == [
        f"{INFO}: Bagging-Date 写的是“2022-08-01”，登记的是“2022-09-01”{EITHER}",
        (
            "archive/register.json: “2022-07-r2”的封存日期 2022-08-01 早于先封的“2022-08”（2022-09-01）"
            "（封存时电脑的日期不对，把实情另外记下来；归档包不用动）"
        ),
    ]


def test_edited_digests_in_the_register(site: Path) -> None:
    size = (site / "archive/2022-08.zip").stat().st_size
    assert edited(site, zip="a" * 64) == [f"archive/2022-08.zip: {CHANGED}"]
    sealed = read_register(site)[2]
    genuine = {"zip": digest_of_file(site / "archive/2022-08.zip")}
    assert edited(site, **genuine, zip_bytes=1) == [
        f"archive/register.json: “2022-08”登记的 zip_bytes 是 1，压缩包有 {size} 字节"
    ]
    said = edited(site, **genuine, zip_bytes=size, manifest="a" * 64)
    assert said[1] == "archive/register.json: “2022-08”登记的 manifest 与归档包的不同"
    assert said[0].startswith("archive/2022-07-r2/bag-info.txt: Tongbao-Previous-Manifest-SHA256")
    said = edited(site, manifest=sealed.manifest, tagmanifest="a" * 64)
    assert said[1].startswith("archive/2022-08: 这里的归档包不是登记的那一个")
    assert said[2] == "archive/2022-08.zip: 压缩包里的不是登记的归档包“2022-08”"


def test_a_row_removed_from_the_register(site: Path) -> None:
    sealed = read_register(site)
    write_register(site, (*sealed[:2], *sealed[3:]))
    unregistered = "（从备份取回 archive/register.json，或把它移出 archive 文件夹）"
    said = of_site(site)
    assert f"archive/2022-08: 这个归档包没有登记{unregistered}" in said
    assert f"archive/2022-08.zip: 这个压缩包没有登记{unregistered}" in said
    hint = "（同一版本的序号从 1 起连着，有登记被删去或改动；从备份取回封存时的文件）"
    assert f"archive/register.json: “2022-07-r2”的序号是 3，应为 2{hint}" in said
    assert (
        "archive/register.json: “2022-07-r2”的前一个归档包登记为“2022-08”，实为“2022-07”"
    ) in said
    info = "archive/2022-07-r2/bag-info.txt"
    assert f"{info}: Tongbao-Previous-Bag 写的是“2022-08”，登记的是“2022-07”{EITHER}" in said


def test_every_edition_is_a_chain_of_its_own(site: Path) -> None:
    public = (site / "archive/public/2022-07/bag-info.txt").read_text("utf-8")
    assert "Tongbao-Sequence: 1\n" in public
    assert "Tongbao-Previous" not in public
    assert verify_archive(site) == ()


def test_a_row_under_another_name(site: Path) -> None:
    said = edited(site, folder="2022-07")
    assert "archive/register.json: “2022-07”登记了两次" in said
    assert (
        "archive/register.json: “2022-07”登记的内容是另一个归档包的：intranet 版 2022-08 第 1 次"
    ) in said


def test_bags_that_are_gone(site: Path) -> None:
    shutil.rmtree(site / "archive/2022-08")
    (site / "archive/public/2022-07.zip").unlink()
    assert of_site(site) == [
        "archive/2022-08: 登记了这个归档包，但文件夹不见了",
        "archive/public/2022-07.zip: 登记了这个压缩包，但文件不见了",
    ]


def test_a_bag_in_place_of_which_is_a_link(site: Path) -> None:
    (site / "archive/2022-08").rename(site / "moved")
    (site / "archive/2022-08").symlink_to(site / "moved")
    assert of_site(site) == ["archive/2022-08: 这是一个链接，没有跟随（给出它指向的那个文件夹）"]


def test_an_archive_whose_register_is_broken_is_verified_all_the_same(site: Path) -> None:
    (site / REGISTER).write_text("{")
    (site / "archive/public/2022-07/data/month.txt").write_bytes(b"x")
    assert of_site(site) == [
        f"archive/public/2022-07/data/month.txt: {CHANGED}",
        (
            "archive/register.json:1:2: 登记不是完整的 JSON"
            "（从备份取回这个文件；它由 archive 命令写成，不用手改）"
        ),
    ]


def test_an_edited_digest_of_the_sums(site: Path) -> None:
    text = (site / SUMS).read_text()
    (site / SUMS).write_text("0" * 64 + text[64:])
    assert of_site(site) == ["archive/SHA256SUMS: “2022-07-r2.zip”的 sha256 与登记的不同"]


def test_sums_that_are_gone_or_broken(site: Path) -> None:
    text = (site / SUMS).read_text()
    (site / SUMS).write_text(text + "x\n")
    assert of_site(site) == ["archive/SHA256SUMS:9: 这一行读不懂或写了两次"]
    (site / SUMS).write_text(text.removesuffix("\n"))
    assert of_site(site) == ["archive/SHA256SUMS: 写法与封存时不同，各个 sha256 没有变"]
    (site / SUMS).unlink()
    assert of_site(site) == ["archive/SHA256SUMS: 这个文件不见了"]


def test_a_zip_of_the_site_that_holds_another_bag(site: Path) -> None:
    """Register and SHA256SUMS were changed with it; the bag itself was not."""
    other = another(site, "2022-08").with_suffix(".zip")
    forged = read_register(site / "elsewhere")[0]
    other.replace(site / "archive/2022-08.zip")
    assert edited(site, zip=forged.zip, zip_bytes=forged.zip_bytes) == [
        "archive/2022-08.zip: 压缩包里的不是登记的归档包“2022-08”"
    ]


def test_what_is_no_bag_does_not_belong_there(site: Path) -> None:
    (site / "archive/说明.docx").write_bytes(b"1")
    (site / "archive/public/草稿").mkdir()
    (site / "archive/2022-06").write_bytes(b"1")
    said = told(verify_archive(site))
    assert said == [
        "archive/2022-06: 这个归档包没有登记（从备份取回 archive/register.json，或把它移出 archive 文件夹）",
        f"archive/2022-06: 这里不是归档包，而是一个文件（{NO_BAG_HINT}）",
        "archive/public/草稿: 这里不是归档包（把它移出 archive 文件夹）",
        "archive/说明.docx: 这里不是归档包（把它移出 archive 文件夹）",
    ]
