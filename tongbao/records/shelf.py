"""The files of a site's folder, read one by one into records.

In: the folder. Out: the records of each kind, and on the way what is wrong with the files: names that are no
ids, strays, broken YAML, values that do not fit. A file with an error gives no record and is remembered as left out.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from tongbao.problems import Place, Problem, Severity
from tongbao.problems.reasons import reason_of
from tongbao.problems.working_on import working_on
from tongbao.records.content import TextPage
from tongbao.records.fields import written_fields
from tongbao.records.messages import Finding, findings_of, unknown_key
from tongbao.records.model import Record
from tongbao.records.places import Places
from tongbao.records.scalars import IDENTIFIER
from tongbao.records.yaml_in import read_yaml
from tongbao.records.yaml_text import decode

_R = TypeVar("_R", bound=Record)
_FOLDERS = ("plans", "tasks", "units", "notices", "indicators", "mentions", "decisions", "pages")
_IS_ID = re.compile(IDENTIFIER)
_LEFT_BY_PROGRAMS = frozenset(("Thumbs.db", "desktop.ini"))


def is_nobodys(name: str) -> bool:
    """Return whether a file is hidden or left by a program, so that nobody is told of it."""
    return name.startswith((".", "~$")) or name in _LEFT_BY_PROGRAMS


class Shelf:
    """Reads the files under ``root`` and gathers ``problems``; ``left_out`` names files without a record."""

    def __init__(self, root: Path) -> None:
        """Note what is missing or stray at the top of the folder."""
        self.root = root
        self.places = Places(root)
        self.problems: list[Problem] = []
        self.left_out: set[str] = set()
        if not (root / "content").is_dir():
            hint = "在站点文件夹里运行，或用 --root 指明；新站点用 new 建立"
            self.problems.append(Problem(Place("content"), "没有 content 文件夹", hint))
        for name, _ in self._entries("content"):
            if name not in _FOLDERS:
                self._stray(f"content/{name}", "content 里只放 " + "、".join(_FOLDERS))

    def records(self, kind: type[_R], folder: str, id_field: str, **given: str) -> Iterator[_R]:
        """Yield the records of a folder, one a file, by name; ``id_field`` takes the file's name."""
        for file, stem in self.files(folder, ".yml"):
            record = self.record(kind, file, {**given, id_field: stem})
            if record is not None:
                yield record

    def pages(self, folder: str) -> Iterator[TextPage]:
        """Yield the pages written by hand."""
        for file, stem in self.files(folder, ".md"):
            text = self.text(file)
            if text is not None:
                yield TextPage(stem, text)

    def record(self, kind: type[_R], file: str, given: Mapping[str, str]) -> _R | None:
        """Return the record of one file; None, with problems noted, where it has an error."""
        with working_on(file):
            return self._record(kind, file, given)

    def _record(self, kind: type[_R], file: str, given: Mapping[str, str]) -> _R | None:
        text = self.text(file)
        if text is None:
            return None
        read = read_yaml(text, file)
        self.problems += read.problems
        if any(found.severity is Severity.ERROR for found in read.problems):
            self.left_out.add(file)
        if read.data is None:
            return None
        return self._validated(kind, file, read.data, given)

    def _validated(
        self, kind: type[_R], file: str, data: dict[str, Any], given: Mapping[str, str]
    ) -> _R | None:
        """Return the record of plain data. What a file's name gives may not stand in the file too."""
        written = written_fields(kind)
        for key in kind.model_fields:
            if key in data and key not in written:
                del data[key]
                self._found(file, unknown_key(kind, (key,)))
        try:
            record = kind.model_validate({**data, **given})
        except ValidationError as error:
            for finding in findings_of(error, kind, data):
                self._found(file, finding)
        return None if file in self.left_out else record

    def _found(self, file: str, finding: Finding) -> None:
        place = (self.places.key if finding.at_key else self.places.value)(file, finding.path)
        self.problems.append(Problem(place, finding.message, finding.hint))
        self.left_out.add(file)

    def text(self, file: str) -> str | None:
        """Return the text of a file; None, with problems noted, where it is none."""
        try:
            raw = (self.root / file).read_bytes()
        except OSError as error:
            self._refuse(file, f"文件读不出来：{reason_of(error)}", "检查文件的权限和名字")
            return None
        decoded = decode(raw, file)
        self.problems += decoded.problems
        if decoded.text is None:
            self.left_out.add(file)
        return decoded.text

    def files(self, folder: str, suffix: str) -> Iterator[tuple[str, str]]:
        """Yield path and id of the files of a folder; others are strays."""
        for name, is_folder in self._entries(folder):
            path, stem = f"{folder}/{name}", name.removesuffix(suffix)
            if is_folder or not name.endswith(suffix):
                # The files received of a notice lie in a folder of its name, beside its record.
                if not (is_folder and folder == "content/notices"):
                    self._stray(path, f"这里只放扩展名为 {suffix} 的文件")
            elif _IS_ID.match(stem):
                yield path, stem
            else:
                self._refuse_name(path, stem)

    def folders(self, folder: str) -> Iterator[tuple[str, str]]:
        """Yield path and id of the folders of a folder; files are strays."""
        for name, is_folder in self._entries(folder):
            path = f"{folder}/{name}"
            if not is_folder:
                self._stray(path, "这里只放各任务清单的文件夹")
            elif _IS_ID.match(name):
                yield path, name
            else:
                self._refuse_name(path, name)

    def _entries(self, folder: str) -> list[tuple[str, bool]]:
        """Return names and whether they are folders, sorted."""
        try:
            with os.scandir(self.root / folder) as found:
                entries = [(entry.name, entry.is_dir()) for entry in found]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(entry for entry in entries if not is_nobodys(entry[0]))

    def _stray(self, path: str, hint: str) -> None:
        message = "这个文件不会被读取"
        self.problems.append(Problem(Place(path), message, hint, Severity.WARNING))

    def _refuse_name(self, path: str, stem: str) -> None:
        hint = "只用小写字母、数字，中间可用“-”或“_”，如 zhanhe-2022"
        self._refuse(path, f"文件名“{stem}”不能作编号", hint)

    def _refuse(self, file: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(file), message, hint))
        self.left_out.add(file)
