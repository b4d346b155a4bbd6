"""Sealed bags beside a built site."""

import io
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.archive.made import seal, write
from tongbao.archive.register import Edition, read_register, zip_of
from tongbao.output import bags as bags_module
from tongbao.output.bags import LAID, Bag, Laid, lay_bags, to_bring
from tongbao.output.staged import staged, write_site
from tongbao.output.swapping import NEXT
from tongbao.problems import Problems

VERIFY = "先运行 verify 核对归档"


def bags(root: Path) -> tuple[Bag, ...]:
    archive = root / "archive"
    return tuple(
        Bag(
            archive / one.folder,
            archive / zip_of(one.folder),
            Path(one.folder).name,
            one.tagmanifest,
            one.edition,
        )
        for one in read_register(root)
    )


def lay(out: Path, laid: Sequence[Bag], edition: str = "intranet") -> int:
    """Put the same site with some bags into the place of ``out``; return how many bags are new."""
    return write_site((("index.html", b"<p>"),), out, bags=laid, edition=edition).laid


def laid_in(out: Path, laid: Sequence[Bag]) -> Laid:
    with staged(out) as work:
        return lay_bags(work / NEXT, out, laid, "intranet")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that has sealed July for the intranet and for the public, and August for the intranet."""
    editions: Sequence[Edition] = ("intranet", "public")
    for edition in editions:
        seal(tmp_path / "site", "2022-07", edition)
    seal(tmp_path / "site", "2022-08")
    return tmp_path / "site"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write(tmp_path / "public", {"index.html": b"<p>"})


def names(out: Path) -> set[str]:
    return {path.name for path in (out / "archive").iterdir()}


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def said(out: Path, laid: Sequence[Bag], edition: str = "intranet") -> list[str]:
    with pytest.raises(Problems) as found:
        lay(out, laid, edition)
    return str(found.value).splitlines()


def test_the_bags_of_the_edition_are_laid(root: Path, out: Path) -> None:
    assert lay(out, bags(root), "intranet") == 2
    assert names(out) == {"2022-07", "2022-07.zip", "2022-08", "2022-08.zip", LAID}
    for name in ("2022-07", "2022-08"):
        assert content(out / "archive" / name) == content(root / "archive" / name)
        zips = [above / "archive" / f"{name}.zip" for above in (out, root)]
        assert zips[0].read_bytes() == zips[1].read_bytes()


def test_whatever_is_done_to_a_laid_bag_the_sealed_one_stays(root: Path, out: Path) -> None:
    sealed = content(root / "archive")
    usual = os.umask(0o077)
    try:
        lay(out, bags(root))
    finally:
        os.umask(usual)
    for path in (path for path in (out / "archive").rglob("*") if path.is_file()):
        assert (path.stat().st_nlink, path.stat().st_mode & 0o777) == (1, 0o644)
        with path.open("ab") as file:
            file.write(b"spoiled")
    assert (out / "archive/2022-07").stat().st_mode & 0o777 == 0o755
    assert content(root / "archive") == sealed


def test_a_laid_bag_is_neither_read_nor_written_again(
    root: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = bags(root)
    lay(out, again)
    before = {path: path.stat().st_mtime_ns for path in (out / "archive").rglob("*")}
    opened: list[str] = []
    opens = io.open

    def watched(file: str | int, *args: str, **more: str) -> object:
        if not isinstance(file, int):
            opened.append(Path(file).name)
        return opens(file, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", watched)
    monkeypatch.setattr("builtins.open", watched)
    monkeypatch.setattr(shutil, "copyfile", None)
    laid = lay_bags(tmp_path / "made", out, again, "intranet")
    assert (laid.new, laid.changed) == (0, False)
    assert opened == [LAID]
    assert laid.carried == (
        "archive/2022-07",
        "archive/2022-07.zip",
        "archive/2022-08",
        "archive/2022-08.zip",
    )
    assert {path: path.stat().st_mtime_ns for path in (out / "archive").rglob("*")} == before


def test_a_laid_bag_moves_from_site_to_site(root: Path, out: Path) -> None:
    lay(out, bags(root))
    before = (out / "archive/2022-07").stat()
    seal(root, "2022-09")
    assert lay(out, bags(root)) == 1
    assert os.path.samestat((out / "archive/2022-07").stat(), before)
    assert "2022-09" in names(out)


def linked_by_version_before(root: Path, out: Path) -> None:
    """Lay the bags of the intranet as version 0.1 did."""
    lay(out, bags(root))
    for path in [path for path in (out / "archive").rglob("2*/**/*") if path.is_file()]:
        path.unlink()
        os.link(root / "archive" / path.relative_to(out / "archive"), path)
    for name in ("2022-07.zip", "2022-08.zip"):
        (out / "archive" / name).unlink()
        os.link(root / "archive" / name, out / "archive" / name)
    record = out / "archive" / LAID
    record.write_text(record.read_text().replace('"version": 2', '"version": 1'))


def test_bags_that_were_hard_links_are_replaced_by_copies(root: Path, out: Path) -> None:
    linked_by_version_before(root, out)
    assert (out / "archive/2022-07.zip").samefile(root / "archive/2022-07.zip")
    assert laid_in(out, ()).changed
    assert lay(out, bags(root)) == 0
    files = [path for path in (out / "archive").rglob("*") if path.is_file()]
    assert {path.stat().st_nlink for path in files} == {1}
    for name in ("2022-07", "2022-08"):
        assert content(out / "archive" / name) == content(root / "archive" / name)
    assert not laid_in(out, bags(root)).changed


def test_of_bags_that_were_copies_before_only_the_record_is_new(root: Path, out: Path) -> None:
    lay(out, bags(root))
    record = out / "archive" / LAID
    record.write_text(record.read_text().replace('"version": 2', '"version": 1'))
    before = (out / "archive/2022-07").stat()
    lay(out, bags(root))
    assert os.path.samestat((out / "archive/2022-07").stat(), before)
    assert '"version": 2' in record.read_text()


def test_a_site_taken_back_brings_the_bags_that_it_speaks_of(root: Path, tmp_path: Path) -> None:
    older, newer = tmp_path / "older", tmp_path / "newer"
    lay(older, bags(root))
    seal(root, "2022-09")
    lay(newer, bags(root))
    assert to_bring(newer, older) == ()
    for name in ("2022-07", "2022-08"):
        shutil.rmtree(older / "archive" / name)
    assert to_bring(newer, older) == ("archive/2022-07", "archive/2022-08")
    public = tmp_path / "public"
    lay(public, bags(root), "public")
    shutil.rmtree(public / "archive/2022-07")
    assert to_bring(newer, public) == ()


def test_a_laid_bag_stays_when_the_register_or_the_sealed_one_is_gone(
    root: Path, out: Path
) -> None:
    all_bags = bags(root)
    lay(out, all_bags, "intranet")
    shutil.rmtree(root / "archive")
    assert lay(out, all_bags, "intranet") == 0
    assert lay(out, (), "intranet") == 0
    assert names(out) == {"2022-07", "2022-07.zip", "2022-08", "2022-08.zip", LAID}


def test_what_was_taken_out_is_laid_again(root: Path, out: Path) -> None:
    lay(out, bags(root), "intranet")
    shutil.rmtree(out / "archive/2022-07")
    (out / "archive/2022-08.zip").unlink()
    assert lay(out, bags(root), "intranet") == 2
    assert content(out / "archive/2022-07") == content(root / "archive/2022-07")
    assert (out / "archive/2022-08.zip").is_file()


@pytest.mark.parametrize("record", [None, "{", "[]", '{"version": 1, "bags": [1]}'])
def test_without_a_record_the_bags_tell_what_they_are(
    record: str | None, root: Path, out: Path
) -> None:
    lay(out, bags(root), "intranet")
    laid = out / "archive" / LAID
    kept = laid.read_bytes()
    laid.unlink()
    if record is not None:
        laid.write_text(record)
    assert lay(out, bags(root), "intranet") == 0
    assert laid.read_bytes() == kept


def test_no_folder_is_made_for_no_bag(root: Path, out: Path) -> None:
    assert lay(out, (), "intranet") == 0
    assert lay(out, bags(root), "full") == 0
    assert not (out / "archive").exists()


@pytest.mark.parametrize("recorded", [True, False])
def test_no_bag_of_another_edition_stays(recorded: bool, root: Path, out: Path) -> None:
    lay(out, bags(root), "intranet")
    if not recorded:
        (out / "archive" / LAID).unlink()
    assert lay(out, bags(root), "public") == 1
    assert names(out) == {"2022-07", "2022-07.zip", LAID}
    assert content(out / "archive/2022-07") == content(root / "archive/public/2022-07")
    assert (root / "archive/2022-07/data/site/index.html").is_file()
    assert lay(out, (), "intranet") == 0
    assert not (out / "archive").exists()


def test_the_zip_of_another_edition_goes_without_its_folder_too(root: Path, out: Path) -> None:
    write(out, {"archive/notes.txt": b"x", "archive/other.zip": b"PK no"})
    shutil.copy(root / "archive/2022-08.zip", out / "archive/kept.zip")
    assert lay(out, (), "public") == 0
    assert names(out) == {"notes.txt", "other.zip"}


def test_what_was_left_half_done_is_taken_away(root: Path, out: Path) -> None:
    write(out, {"archive/.tongbao-abc/2022-07/bag-info.txt": b"Tongbao-Edition: full\n"})
    lay(out, bags(root), "public")
    assert names(out) == {"2022-07", "2022-07.zip", LAID}


def test_a_bag_that_cannot_be_laid_leaves_nothing_half_done(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(bags_module, "_copy_file", fail)
    assert said(out, bags(root)) == [
        f"{out}: 没有写入：磁盘已满（要能写 {out.parent}，盘要够放两份网站；写不了的，改为写到目标里面的一个文件夹）"
    ]
    assert not (out / "archive").exists()


def test_a_sealed_bag_that_was_replaced_is_told(root: Path, out: Path) -> None:
    lay(out, bags(root), "intranet")
    shutil.rmtree(root / "archive")
    seal(root, "2022-07", files={"data/site/index.html": b"<h1>9</h1>"})
    hint = f"{VERIFY}；确认封存的那个无误后，删去输出里的这个文件夹，再生成一次"
    assert said(out, bags(root)) == [
        f"{out}/archive/2022-07: 站点里已有的归档包与封存的不同，没有替换（{hint}）"
    ]
    assert (out / "archive/2022-07/data/site/index.html").read_bytes() == b"<h1>7</h1>"
    shutil.rmtree(out / "archive/2022-07")
    assert lay(out, bags(root), "intranet") == 1
    assert (out / "archive/2022-07/data/site/index.html").read_bytes() == b"<h1>9</h1>"


def test_where_a_bag_cannot_be_laid_all_stays(root: Path, out: Path) -> None:
    lay(out, bags(root))
    before = content(out)
    shutil.rmtree(root / "archive/public")
    assert said(out, bags(root), "public") == [
        f"{root}/archive/public/2022-07: 登记的归档包不见了，没有放进站点（{VERIFY}）",
        f"{root}/archive/public/2022-07.zip: 登记的归档包不见了，没有放进站点（{VERIFY}）",
    ]
    assert content(out) == before


def test_a_bag_that_is_not_the_sealed_one_is_not_laid(root: Path, out: Path) -> None:
    """A bag for the intranet in the place of one for the public must never be published."""
    shutil.rmtree(root / "archive/public/2022-07")
    shutil.copytree(root / "archive/2022-07", root / "archive/public/2022-07")
    assert said(out, bags(root), "public") == [
        f"{root}/archive/public/2022-07: 归档包与登记的不同，没有放进站点（{VERIFY}）"
    ]
    assert not (out / "archive").exists()


def test_a_link_inside_a_bag_is_refused(root: Path, out: Path) -> None:
    (root / "archive/2022-07/data/link").symlink_to(root)
    assert said(out, bags(root)) == [
        f"{root}/archive/2022-07/data/link: 归档包里有一个链接，没有放进站点（{VERIFY}）"
    ]
    assert not (out / "archive").exists()


def test_something_else_in_the_place_of_a_bag_is_not_touched(root: Path, out: Path) -> None:
    write(out, {"archive/2022-07/notes.txt": b"years of work"})
    assert said(out, bags(root)) == [
        f"{out}/archive/2022-07: 归档包的位置上有别的东西，没有写入（移走它，再生成一次）"
    ]
    assert content(out / "archive") == {"2022-07/notes.txt": b"years of work"}


def test_the_sealed_bags_are_never_taken_for_laid_ones(root: Path, out: Path) -> None:
    before = content(root)
    assert said(root, bags(root), "public") == [
        f"{root}/archive: 封存的归档包就在输出文件夹里，没有写入（换一个输出文件夹）"
    ]
    (out / "archive").symlink_to(root / "archive")
    assert said(out, (), "public") == [
        f"{out}/archive: 输出里的 archive 是一个链接，没有写入（删去这个链接）"
    ]
    assert content(root) == before
