"""The files received of each notice: are they there, and are they still what they were.

In: the notices of ``Content`` and the site's folder. Out: problems, each at the line of the notice that names the file.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tongbao.problems import Place, Problem, Problems, Severity
from tongbao.records.content import Content
from tongbao.records.model import File, Notice
from tongbao.records.places import Places
from tongbao.records.shelf import is_nobodys


def received_files(
    content: Content, places: Places, withheld: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Yield what is wrong with the files of content/notices/<id>/; those of ``withheld`` notices may be missing."""
    yield from _folders_without_notice(content, places)
    for notice in content.notices:
        # Of news only name, date and sha256 are kept: the article belongs to its paper.
        if notice.kind != "news" and notice.id not in withheld:
            yield from _files_of(notice, places)
        yield from _unnamed_files(notice, places)


def _files_of(notice: Notice, places: Places) -> Iterator[Problem]:
    for number, file in enumerate(notice.files):
        place = places.value
        path = places.root / "content" / "notices" / notice.id / file.name
        if "/" in file.name or "\\" in file.name:
            message = f"文件名“{file.name}”里不能有斜线"
            at = place(notice.path, ("files", number, "name"))
            yield Problem(at, message, "只写文件名，文件放在与编号同名的文件夹里")
            continue
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            at = place(notice.path, ("files", number, "name"))
            message = f"文件“{file.name}”不在 content/notices/{notice.id}/ 里"
            yield Problem(at, message, "把收到的文件放回去，或删去这一项")
            continue
        if digest != file.sha256:
            yield _another(place(notice.path, ("files", number, "sha256")), file, digest)


def _another(at: Place, file: File, digest: str) -> Problem:
    message = f"文件“{file.name}”与收到时不同：现在的 sha256 是 {digest}"
    return Problem(at, message, "换回收到的原文件；确要更换，就改写 sha256")


def received_bytes(root: Path, notice: str, file: File) -> bytes:
    """Return the bytes of a received file, read once; raises ``Problems`` where they are not those of its record.

    It was checked on loading, but may have been changed since.
    """
    path = f"content/notices/{notice}/{file.name}"
    content = (root / path).read_bytes()
    if (digest := hashlib.sha256(content).hexdigest()) != file.sha256:
        raise Problems([_another(Place(path), file, digest)])
    return content


def _folders_without_notice(content: Content, places: Places) -> Iterator[Problem]:
    """A notice whose record has errors is a notice all the same: its file stands there."""
    folder = places.root / "content" / "notices"
    known = {notice.id for notice in content.notices}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in known or is_nobodys(path.name) or not path.is_dir():
            continue
        if not path.with_name(f"{path.name}.yml").exists():
            place = Place(f"content/notices/{path.name}")
            hint = f"建立 content/notices/{path.name}.yml，或移走这个文件夹"
            yield Problem(place, "这个文件夹没有对应的文件记录", hint, Severity.WARNING)


def _unnamed_files(notice: Notice, places: Places) -> Iterator[Problem]:
    folder = places.root / "content" / "notices" / notice.id
    named = {file.name for file in notice.files}
    try:
        present = sorted(file.name for file in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in present:
        if name not in named and not is_nobodys(name):
            hint = f"在 {notice.path} 的 files 里写上它，或移走"
            place = Place(f"content/notices/{notice.id}/{name}")
            yield Problem(place, "这个文件没有登记", hint, Severity.WARNING)
