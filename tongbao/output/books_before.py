"""Workbooks of the build before: one that would come out the same is taken from the output and not made again.

In: the output before and the books. Out: path and bytes of every workbook. ``.workbooks.json`` in the output holds for
each the digest of what it was made from and that of its bytes; a file that anybody touched since is made anew.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tongbao.output import cells, flat_files, workbooks
from tongbao.output.workbooks import workbook_bytes
from tongbao.progress import periods
from tongbao.site.table import Book

NAME = ".workbooks.json"
# Whatever decides on a workbook's bytes beside its book.
_MAKERS = tuple(str(one.__file__) for one in (cells, flat_files, workbooks, periods))


@dataclass(frozen=True, slots=True)
class BooksBefore:
    """The workbooks that lie in the output before; ``now`` is filled as files are asked for."""

    out: Path | None
    colours: Mapping[str, str]
    before: Mapping[str, str]
    now: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, out: Path | None, colours: Mapping[str, str]) -> "BooksBefore":
        """Read what an output remembers; nothing where it does not, or not in our words."""
        return cls(out, colours, _read(out / NAME) if out else {})

    def files(self, books: Sequence[Book]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every workbook."""
        maker = _maker(self.colours)
        for book in books:
            made_from = hashlib.sha256(f"{maker}{book!r}".encode()).hexdigest()
            content = self._kept(book.path, made_from) or workbook_bytes(book, self.colours)
            self.now[book.path] = _remembered(made_from, content)
            yield book.path, content

    def _kept(self, path: str, made_from: str) -> bytes:
        """Return the file as it lies there where it is what the book would give, else nothing."""
        known = self.before.get(path, "")
        if not self.out or not known.startswith(made_from) or not (self.out / path).is_file():
            return b""
        content = (self.out / path).read_bytes()
        return content if _remembered(made_from, content) == known else b""

    def memory(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the output is to remember, once its workbooks were asked for; nothing where it has none."""
        if self.now:
            yield NAME, json.dumps(self.now, indent=0).encode()


def _read(path: Path) -> Mapping[str, str]:
    try:
        found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except ValueError:
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _remembered(made_from: str, content: bytes) -> str:
    return f"{made_from} {hashlib.sha256(content).hexdigest()}"


def _maker(colours: Mapping[str, str]) -> str:
    """Return what names the maker of workbooks: its own text, the library, the compression, the colours."""
    own = hashlib.sha256(b"".join(Path(file).read_bytes() for file in _MAKERS))
    return f"{own.hexdigest()} {version('xlsxwriter')} {zlib.ZLIB_RUNTIME_VERSION} {sorted(colours.items())}"
