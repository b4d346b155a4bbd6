"""The sheets of a .xlsx as stored: how far they reach, and what the library passes over.

In: the bytes of a .xlsx. Out: a ``WorkbookSizes``. The library makes a full grid between the first and
the last cell of a sheet, so two cells in opposite corners would fill the memory: that is seen
here first, by going once through the stored cells.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_CHUNK = 1 << 20
_LONGEST_TAG = 4096
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# A cell that holds something; an empty one that is only formatted ends with "/>".
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\b[^>]*\bhidden=\"(?:1|true)\"")
_ERROR = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt=\"e\"")
_UNCALCULATED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*</(?:\w+:)?c>")


@dataclass(slots=True)
class WorkbookSizes:
    """What the sheets of a workbook hold: the largest grid in cells, and counts for the report.

    ``corner`` is the address of that grid's far corner.
    """

    largest: int = 0
    corner: str = ""
    hidden: bool = False
    errors: int = 0
    uncalculated: int = 0


def survey(data: bytes) -> WorkbookSizes:
    """Return what is stored in the sheets of a .xlsx whose package is sound."""
    found = WorkbookSizes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if _SHEET.fullmatch(part):
                with archive.open(part) as stream:
                    _look_through(stream, found)
    return found


def _look_through(stream: IO[bytes], found: WorkbookSizes) -> None:
    rows: list[int] = []
    columns: list[bytes] = []
    for text in pieces(stream):
        cells = _CELL.findall(text)
        if cells:
            numbers = [int(row) for _, row in cells]
            names = {column for column, _ in cells}
            rows += (min(numbers), max(numbers))
            columns += (min(names, key=column_number), max(names, key=column_number))
        found.hidden = found.hidden or bool(_HIDDEN.search(text))
        found.errors += len(_ERROR.findall(text))
        found.uncalculated += len(_UNCALCULATED.findall(text))
    if rows:
        places = [column_number(name) for name in columns]
        grid = (max(rows) - min(rows) + 1) * (max(places) - min(places) + 1)
        if grid > found.largest:
            found.largest, found.corner = grid, f"{column_name(max(places) - 1)}{max(rows)}"


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the text of a part in pieces that end between two cells where they can."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        text = rest + chunk
        cut = max(text.rfind(b"</c>"), text.rfind(b"<row"), len(text) - _LONGEST_TAG, 0)
        yield text[:cut]
        rest = text[cut:]
    yield rest


def column_number(name: bytes) -> int:
    """Return the place of a column, from 1: ``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def column_name(index: int) -> str:
    """Return the letters of a column from its place, from 0: 0 is ``A``, 26 is ``AA``."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name
