"""What is wrong, where, and what to write instead.

In: nothing. Out: the values that every other room hands back when a person has to
look at something. A problem is a value, never a raised string: one run collects all
of them, sorts them by place and prints them once. ``Problems`` is the only exception
the package defines; it carries the collected values to the command that prints them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class Severity(StrEnum):
    """How much a problem stops: an error the build, a review mark nothing."""

    ERROR = "error"
    WARNING = "warning"
    REVIEW = "review"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands: a line of a text file, a page of a PDF, a cell of a sheet.

    ``file`` is relative to the site's folder where it lies inside it. Lines, columns
    and pages count from 1; 0 means that the file has no such thing or that it is not known.
    """

    file: str
    page: int = 0
    sheet: str = ""
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        """Return ``file:line:column``, ``file#page=3:14`` or ``file!sheet!B7``."""
        text = printable(self.file)
        if self.page:
            text += f"#page={self.page}"
        if self.sheet or self.cell:
            return "!".join(part for part in (text, self.sheet, self.cell) if part)
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        return text


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing a person must look at; ``str()`` gives ``place: message（hint）``.

    ``message`` says what is wrong and shows the offending value; ``hint`` says what to
    write instead. Both are Chinese sentences without a full stop.
    """

    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the problem on one line, as a terminal shows it."""
        hint = f"（{self.hint}）" if self.hint else ""
        return f"{self.place}: {self.message}{hint}"


class Problems(Exception):
    """The problems that end a command: the user's file is at fault, never the program."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place."""
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return only the problems that stop a build."""
    return tuple(found for found in problems if found.severity is Severity.ERROR)


def printable(name: str) -> str:
    """Return a file's name as a message shows it: line breaks and bytes that are no UTF-8 as escapes."""
    text = name.encode(errors="backslashreplace").decode()
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
