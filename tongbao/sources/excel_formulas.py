"""Which cells of a .xlsx hold a formula, and whether its result was saved with it.

In: the bytes of a .xlsx whose package is sound. Out: the cells by sheet. The library reads results only: that a cell
was computed, or computed and never saved, cannot be told from its value. Nothing is ever computed here.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree import ElementTree

from tongbao.sources.excel_fills import sheet_parts
from tongbao.sources.excel_package import pieces

# A cell that has a formula, with what stands between the formula and the end of the cell.
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*(?<!/)>\s*<(?:\w+:)?f\b"""
    rb"""(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(.*?)</(?:\w+:)?c>""",
    re.DOTALL,
)
_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")


def formula_cells(data: bytes) -> Mapping[str, Mapping[str, bool]]:
    """Return the cells with formulas by the title of their sheet, and of each whether its result is there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        try:
            sheets = sheet_parts(archive)
        except (ElementTree.ParseError, KeyError):
            return {}
        return {
            title: dict(_formulas(archive, part)) for title, part in sheets.items() if part in parts
        }


def _formulas(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, bool]]:
    with archive.open(part) as stream:
        yield from _in_stream(stream)


def _in_stream(sheet: IO[bytes]) -> Iterator[tuple[str, bool]]:
    for text in pieces(sheet):
        for cell in _FORMULA.finditer(text):
            yield cell[1].decode(), _RESULT.search(cell[2]) is not None
