"""Where a site may be published, and where not.

In: the site's folder and the target. Out: nothing, or ``Problems`` that say why not and what to write instead. Whatever
will be replaced, or thrown away one step later, must be ours.
"""

import os
import zipfile
from pathlib import Path

from tongbao.output.staged import refuse_mounted
from tongbao.output.swapping import previous_of
from tongbao.output.tree import ARCHIVE, is_site, refuse_strange
from tongbao.problems import Place, Problem, Problems
from tongbao.publish.foreign_files import LISTING
from tongbao.publish.papers import PAPER
from tongbao.sources.office_zip import ZIP_ERRORS

# What of a site's folder is no place to publish to: it is written by people, sealed, or replaced by the next build.
_KEPT = ("content", "archive", "public", "templates", "static", ".tongbao")
_ZIP = ".zip"


def is_zip(target: Path) -> bool:
    """Tell whether a target is one file to carry."""
    return target.suffix.lower() == _ZIP


def refuse_target(root: Path, target: Path) -> None:
    """Raise ``Problems`` where a site must not be published; ``target`` is absolute."""
    refuse_place(target)
    _refuse_site_folder(root, target)
    if is_zip(target):
        _refuse_zip(target)
    else:
        _refuse_folder(target)
    _refuse_previous(target)


def refuse_place(target: Path) -> None:
    """Raise ``Problems`` where the name of a target cannot be put into another's place."""
    above = target.parent
    refuse_mounted(target, "没有发布")
    if target.is_symlink():
        _refuse(target, "这是一个链接，没有发布", "写它指向的那个文件夹")
    if not above.is_dir():
        what = "上一级不是文件夹" if above.exists() else "没有上一级文件夹"
        hint = "核对路径；在网络盘、U 盘上的，看看盘接好没有"
        _refuse(target, f"{what}：{above}", hint)
    for base in _bases(target):
        if base.exists():
            _refuse(target, "这里留着上一版，不能发布到这里", f"写 {base}；要退回上一版，加 --back")


def _bases(target: Path) -> tuple[Path, ...]:
    """Return the place whose one before a target is, by its name."""
    suffix = target.suffix if is_zip(target) else ""
    stem = target.name.removesuffix(suffix) if suffix else target.name
    bare = stem.removesuffix("-previous")
    return (target.with_name(bare + suffix),) if bare and bare != stem else ()


def _refuse_site_folder(root: Path, target: Path) -> None:
    whole, own = target.resolve(), root.resolve()
    for name in _KEPT:
        if whole.is_relative_to(own / name):
            _refuse(target, f"不能发布到站点的 {name} 里", "换一个文件夹")
    if own.is_relative_to(whole):
        _refuse(target, "站点文件夹自己就在这里面", "换一个文件夹")


def _refuse_folder(target: Path) -> None:
    refuse_strange(target)
    # A build leaves a lone archive/ as it is; here it would go with the folder.
    if target.is_dir() and (target / ARCHIVE).exists() and not is_site(target):
        message = "输出文件夹里有别的文件，不像本程序生成的站点，没有写入"
        _refuse(target, message, "换一个空文件夹，或先移走里面的文件")


def _refuse_zip(target: Path) -> None:
    if target.is_dir():
        _refuse(target, "这是一个文件夹，不是压缩包", "换一个文件名")
    if target.exists() and not is_our_zip(target):
        message = "已有的压缩包不是本程序打的，或者损坏了，没有写入"
        _refuse(target, message, "换一个文件名，或先移走它")


def _refuse_previous(target: Path) -> None:
    previous = previous_of(target)
    if not os.path.lexists(previous) or is_published(previous):
        return
    _refuse(previous, "这里要留上一版，可是已有别的东西，没有发布", "移走它，再来一次")


def is_published(place: Path) -> bool:
    """Tell whether a folder is a site that we made, or a zip one that we packed."""
    if place.is_symlink():
        return False
    return is_our_zip(place) if is_zip(place) else is_site(place)


def is_our_zip(file: Path) -> bool:
    """Tell whether a zip has our papers beside the site in its one folder."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
    except (*ZIP_ERRORS, OSError):
        return False
    tops = {name.partition("/")[0] for name in names}
    return len(tops) == 1 and {f"{top}/{paper}" for top in tops for paper in (PAPER, LISTING)} <= {
        *names
    }


def _refuse(place: Path, message: str, hint: str) -> None:
    raise Problems([Problem(Place(str(place)), message, hint)])
