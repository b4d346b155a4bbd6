"""Places of values in the files of a site.

In: the site's folder, a file and a path of keys and list numbers. Out: ``Place`` values. Loading keeps no marks:
a file is read again and marked only when something in it has to be placed, and then once.
"""

from pathlib import Path as FilePath

from tongbao.problems import Place
from tongbao.records.yaml_in import Marks, Path, marks_of
from tongbao.records.yaml_text import decode, line_and_column


class Places:
    """The marks of the files that problems were found in, read on demand."""

    def __init__(self, root: FilePath) -> None:
        """Look files up under ``root``, the site's folder."""
        self.root = root
        self._marks: dict[str, Marks] = {}

    def value(self, file: str, path: Path = ()) -> Place:
        """Return where a value stands; of a value that is not written, where its nearest parent does."""
        marks = self._marks_of(file)
        return self._place(file, marks.text, marks.value(path))

    def key(self, file: str, path: Path) -> Place:
        """Return where the key of a value stands."""
        marks = self._marks_of(file)
        return self._place(file, marks.text, marks.key(path))

    def within(self, file: str, path: Path, piece: str) -> Place:
        """Return where a piece of a value's text stands, or the value where it is not written as such."""
        marks = self._marks_of(file)
        start = marks.value(path)
        found = marks.text.find(piece, start)
        return self._place(file, marks.text, found if found >= 0 else start)

    def line(self, file: str, path: Path = ()) -> int:
        """Return the line of a value, for naming it in a message about another."""
        return self.value(file, path).line

    def _place(self, file: str, text: str, index: int) -> Place:
        if not text:
            return Place(file)
        line, column = line_and_column(text, index)
        return Place(file, line=line, column=column)

    def _marks_of(self, file: str) -> Marks:
        if file not in self._marks:
            try:
                raw = (self.root / file).read_bytes()
            except OSError:
                raw = b""
            self._marks[file] = marks_of(decode(raw, file).text or "")
        return self._marks[file]
