"""What goes out with a published site: the list of its files, and for a zip the papers beside it.

In: a built site. Out: ``SHA256SUMS``, by which anybody checks it without our program, and 说明.txt. By the list of the
site before it is known which files there are not ours: they are carried over.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.bagit import manifest_text, read_manifest
from tongbao.archive.digests import digest_of_file
from tongbao.output.tree import ARCHIVE

LISTING = "SHA256SUMS"
PAPER = "说明.txt"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Files that lie in a published folder and are not as we laid them."""

    carried: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()


def write_listing(folder: Path) -> None:
    """Write the list of all files of a site, sealed months left out: they have lists of their own."""
    digests = {path: digest_of_file(folder / path) for path in _files(folder)}
    (folder / LISTING).write_bytes(manifest_text(digests).encode())


def listing_of(folder: Path) -> Mapping[str, str]:
    """Return the list of a published site; nothing where it has none."""
    try:
        text = (folder / LISTING).read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    return read_manifest(text).digests


def carry_over(published: Path, made: Path) -> Foreign:
    """Copy what others laid into a published site into the one to come; say what of ours was changed there."""
    listed = listing_of(published)
    if not listed:
        return Foreign()
    carried: list[str] = []
    overwritten: list[str] = []
    for path in _files(published):
        if path not in listed and not (made / path).exists():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(published / path, made / path)
            carried.append(path)
        elif path in listed and listed[path] != digest_of_file(published / path):
            overwritten.append(path)
    return Foreign(tuple(carried), tuple(overwritten))


def _files(folder: Path) -> Iterator[str]:
    """Yield the files of a site, sorted, without its list, sealed months and hidden ones."""
    found: list[str] = []
    for above, names, files in os.walk(folder):
        here = Path(above)
        if here == folder:
            names[:] = [name for name in names if name != ARCHIVE]
        paths = ((here / name).relative_to(folder).as_posix() for name in files if name[0] != ".")
        found += (path for path in paths if path != LISTING)
    return iter(sorted(found))


def add_papers(folder: Path, title: str, publisher: str, contact: str) -> None:
    """Write beside the site/ of a folder what whoever receives it needs; text for Notepad: BOM and CRLF."""
    write_listing(folder)
    lines = [
        f"{title}：整站压缩包",
        "",
        f"发布单位：{publisher}",
        f"联系：{contact or '（站点设置里没有写）'}",
        "",
        "一、怎样放上网站",
        "1. 把整个压缩包解开。里面的 site 文件夹就是网站，全部是普通网页，不需要数据库和程序。",
        "2. 把 site 文件夹里的东西放进网站的一个文件夹，放在哪一级都行。建议先放进新文件夹，再改名替换旧的。",
        "3. IIS：site 里的 web.config 放着就起作用。nginx：照 site 里的 nginx-snippet.txt 开头的说明做。",
        "4. 不放上网站也能看：双击 site 里的 index.html。",
        "",
        "二、怎样核对没有传坏",
        "Windows：在命令提示符里运行 certutil -hashfile 文件 SHA256，与 SHA256SUMS 里同名的一行对照。",
        "Linux：在这个文件夹里运行 sha256sum -c SHA256SUMS。",
        "网站里 archive 文件夹的各份归档，另有自己的校验清单（manifest-sha256.txt）。",
        "",
        "三、不要改动里面的文件",
        "要改内容，请找发布单位重新生成。下一次发布会整个替换。",
        "",
    ]
    (folder / PAPER).write_bytes(("\ufeff" + "\r\n".join(lines)).encode())
