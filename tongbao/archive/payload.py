"""What lies in a bag: the site, the records it is built from, the files received, and what the bag is.

In: the records of a bag and the site's folder. Out: the folder ``data/`` of the bag: site/, content/, site.yml, the
site's own templates and styles, metadata.json and 说明.txt. The site is built twice, from the records in hand and from
those that the bag holds; the two must be the same bytes.
"""

import datetime
import hashlib
import json
import platform
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tongbao
from tongbao.archive.digests import digests_of, files_below
from tongbao.archive.frozen import Frozen, left_out_text, read_left_out, shown_in
from tongbao.archive.register import Edition
from tongbao.output.build import build_shown
from tongbao.output.program_files import HOUSE
from tongbao.problems import Place, Problem, Problems, errors_among
from tongbao.progress import periods
from tongbao.progress.editions import NAMES
from tongbao.records.content import Content
from tongbao.records.load import load
from tongbao.records.shelf import is_nobodys
from tongbao.records.store import Stored, texts_of
from tongbao.site.archived import Beside

SITE = "site"
LEFT_OUT = "left_out.json"
METADATA = "metadata.json"
NOTE = "说明.txt"
EDITIONS: Mapping[Edition, str] = {
    "intranet": NAMES["intranet"],
    "public": NAMES["public"],
    "full": "全本",
}
_OWN_FOLDERS = ("templates", "static")
_PIECE = 1 << 20
_AGAIN = "等改好存了盘，再封存一次"
_LIBRARIES = ("Jinja2", "markdown-it-py", "pydantic", "PyYAML")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a bag is: its month as known on a day, its edition, which bag of its month, and why there is another."""

    month: str
    as_of: datetime.date
    edition: Edition
    revision: int
    why: str | None

    @property
    def banner(self) -> str:
        """What every page of the site inside says at its head."""
        revised = f"，更正版{self.revision}（{self.why}）" if self.why else ""
        return (
            f"{periods.label(self.month)}存档{revised}。内容截至{self.as_of.isoformat()}所知，"
            "封存以后不再改动。"
        )


def software() -> str:
    """Return what made the bag, with the versions that its bytes depend on."""
    libraries = "，".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Tongbao {tongbao.__version__}（Python {platform.python_version()}，{libraries}）"


def write_payload(root: Path, data: Path, bag: Frozen, facts: Facts) -> None:
    """Write the payload of a bag into ``data``; ``root`` is the site's folder, where the files received lie."""
    data.mkdir(parents=True)
    _write_records(root, data, bag)
    beside = Beside(frozen=facts.banner)
    shown, claims = shown_in(bag)
    build_shown(shown, claims, data, data / SITE, beside)
    _prove(data, bag, beside)
    (data / METADATA).write_text(_metadata(bag.content, facts), "utf-8")
    (data / NOTE).write_text(_note(bag.content, facts), "utf-8")


def _write_records(root: Path, data: Path, bag: Frozen) -> None:
    content = bag.content
    files = dict(texts_of(data, _stored(content)))
    files |= {f"content/pages/{page.id}.md": page.text.encode() for page in content.pages}
    portal = content.settings.portal
    for name, html in (
        (portal.header, content.portal.header),
        (portal.footer, content.portal.footer),
    ):
        if name:
            files[name] = html.encode()
    if bag.leaves_out:
        files[LEFT_OUT] = left_out_text(bag).encode()
    for path, content_of in files.items():
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        (data / path).write_bytes(content_of)
    for notice in content.notices:
        whole = notice.id not in bag.partial and notice.kind != "news"
        for file in notice.files if whole else ():
            path = f"content/notices/{notice.id}/{file.name}"
            if _copy(root / path, data / path) != file.sha256:
                raise Problems([Problem(Place(path), "封存时正有人改这个文件，没有封存", _AGAIN)])
    if root.resolve() != HOUSE:
        _copy_own(root, data)


def _copy_own(root: Path, data: Path) -> None:
    """Copy the site's own folders, hidden files left out; raises ``Problems`` where they hold links by now."""
    for name in _OWN_FOLDERS:
        if (root / name).is_dir():
            listing = files_below(root / name, name)
            wrong = (problem for path, problem in listing.refused.items() if _is_kept(path))
            if found := tuple(wrong):
                raise Problems(found)
            for path in filter(_is_kept, listing.sizes):
                _copy(root / name / path, data / name / path)


def _is_kept(path: str) -> bool:
    return not is_nobodys(path.rpartition("/")[2])


def _copy(source: Path, target: Path) -> str:
    """Copy a file, read once, and return the sha256 of what was read."""
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as opened, target.open("wb") as made:
        while piece := opened.read(_PIECE):
            digest.update(piece)
            made.write(piece)
    return digest.hexdigest()


def _stored(content: Content) -> Iterator[Stored]:
    yield content.settings
    yield from content.plans
    yield from content.tasks
    yield from content.registries
    yield from content.notices
    yield from content.indicators
    yield from content.mentions


def _prove(data: Path, bag: Frozen, beside: Beside) -> None:
    """Build the site again from what the bag holds; raises ``AssertionError``, our bug, where it differs."""
    again = read_bag(data, bag.edition)
    with tempfile.TemporaryDirectory(prefix="tongbao-") as folder:
        out = Path(folder) / SITE
        shown, claims = shown_in(again)
        build_shown(shown, claims, data, out, beside)
        first, second = (
            digests_of(one, ("sha256",)).digests["sha256"] for one in (data / SITE, out)
        )
        if first != second:
            names = sorted({*first.items()} ^ {*second.items()})
            raise AssertionError(f"rebuilt to other bytes: {names[0][0]}")


def read_bag(data: Path, edition: Edition) -> Frozen:
    """Return the records that a bag holds; raises ``AssertionError`` where they cannot be loaded."""
    left_out = data / LEFT_OUT
    stated: dict[str, Any] = json.loads(left_out.read_text("utf-8")) if left_out.exists() else {}
    without_files = stated.get("partial", stated.get("by_notice", ()))
    loaded = load(data, frozenset(without_files))
    if wrong := errors_among(loaded.problems):
        raise AssertionError(f"a bag holds records with errors: {wrong[0]}")
    if not stated:
        return Frozen(loaded.content, edition)
    return read_left_out(left_out.read_text("utf-8"), loaded.content, edition)


def _metadata(content: Content, facts: Facts) -> str:
    """Return what an archive asks to know of the bag, as JSON; null is not stated.

    Title, who is responsible, when it was formed, address, software and term of keeping stand for those that
    DA/T 80-2019 and GB/T 18894-2016 ask for.
    """
    settings = content.settings
    stated = {
        "题名": f"{settings.title}，{periods.label(facts.month)}",
        "责任者": settings.publisher.name,
        "形成日期": facts.as_of.isoformat(),
        "网址": settings.publisher.domain,
        "网站标识码": settings.publisher.id_code,
        "软件版本": software(),
        "保管期限": settings.archive.retention,
        "版本": EDITIONS[facts.edition],
        "月份": facts.month,
        "第几份": facts.revision,
        "更正原因": facts.why,
        "任务清单": [plan.title for plan in content.plans],
        "任务数": sum(task.is_counted for task in content.tasks),
        "所据文件": [
            {
                "编号": notice.id,
                "题名": notice.title,
                "发文机关": notice.issuer,
                "成文日期": notice.date.isoformat() if notice.date else None,
                "文件": [
                    {"名称": file.name, "sha256": file.sha256, "来历": file.origin}
                    for file in notice.files
                ],
            }
            for notice in content.notices
        ],
    }
    return json.dumps({"version": 1, **stated}, ensure_ascii=False, indent=1) + "\n"


def _note(content: Content, facts: Facts) -> str:
    """Return what a person who finds the bag in ten years needs to know."""
    return (
        f"{content.settings.title}\n{facts.banner}\n\n"
        "打开网站：用浏览器打开 site/index.html，不需要联网。\n"
        "记录：content 文件夹里是任务、单位和文件的记录（YAML，UTF-8 文本），收到的文件在 content/notices 里。\n"
        "说明：metadata.json 是题名、责任者、形成日期、软件版本、保管期限等。\n"
        "核对：在上一级文件夹里执行 sha256sum -c manifest-sha256.txt，或用“通报”软件的 verify 命令。\n"
        "格式：BagIt 1.0（RFC 8493）。\n"
    )
