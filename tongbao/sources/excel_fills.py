"""Which blank cells of a .xlsx have a ground of their own colour.

In: the bytes of a .xlsx whose package is sound. Out: the cells by sheet. The library reads values only; a status given
by colour alone would be lost without a word. What is not found here is left: it only adds a word to the report.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree import ElementTree

from tongbao.sources.excel_package import column_number, pieces

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLES, _BOOK, _RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_BLANK = re.compile(rb"<c\b([^>]*)/>")
_PLACE = re.compile(rb"""\br="([A-Z]{1,3})(\d{1,7})\"""")
_STYLE = re.compile(rb"""\bs="(\d{1,5})\"""")
_WHITE = ("FFFFFFFF", "00FFFFFF")
_WHITE_THEME = "0"

Place = tuple[int, int]


def painted_blanks(data: bytes) -> Mapping[str, frozenset[Place]]:
    """Return the painted blank cells by the title of their sheet, each as row and column from 0."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        if not {_STYLES, _BOOK, _RELATIONS} <= parts:
            return {}
        try:
            styles = frozenset(_painted_styles(_root(archive, _STYLES)))
            sheets = sheet_parts(archive)
        except ElementTree.ParseError:
            return {}
        return {
            title: frozenset(_painted(archive, part, styles))
            for title, part in sheets.items()
            if styles and part in parts
        }


def _root(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    # The parser of Python 3.11 on stops entities that grow without end; nothing is fetched.
    return ElementTree.fromstring(archive.read(part))  # noqa: S314


def _painted_styles(root: ElementTree.Element) -> Iterator[bytes]:
    """Yield the numbers of the cell formats whose ground has a colour."""
    fills = [_is_colour(fill) for fill in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
    for number, form in enumerate(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        fill = form.get("fillId", "0")
        if fill.isdecimal() and int(fill) < len(fills) and fills[int(fill)]:
            yield str(number).encode()


def _is_colour(fill: ElementTree.Element) -> bool:
    pattern = fill.find(f"{_MAIN}patternFill")
    colour = None if pattern is None else pattern.find(f"{_MAIN}fgColor")
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return False
    plain = colour.get("tint") is None and colour.get("theme") == _WHITE_THEME
    return not plain and colour.get("rgb", "").upper() not in _WHITE


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the parts of the sheets by title; raises ``ParseError`` where the workbook's own part is no XML."""
    targets = {one.get("Id"): one.get("Target", "") for one in _root(archive, _RELATIONS)}
    book = _root(archive, _BOOK)
    return {
        sheet.get("name", ""): _part(targets.get(sheet.get(_RELATION), ""))
        for sheet in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
    }


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _painted(archive: zipfile.ZipFile, part: str, styles: frozenset[bytes]) -> Iterator[Place]:
    with archive.open(part) as stream:
        yield from _blanks(stream, styles)


def _blanks(sheet: IO[bytes], styles: frozenset[bytes]) -> Iterator[Place]:
    for text in pieces(sheet):
        for cell in _BLANK.finditer(text):
            place, style = _PLACE.search(cell[1]), _STYLE.search(cell[1])
            if place and style and style.group(1) in styles:
                yield int(place.group(2)) - 1, column_number(place.group(1)) - 1
