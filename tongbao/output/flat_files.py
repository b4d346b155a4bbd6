"""Lists -> CSV and JSON.

In: sheets. Out: bytes. CSV is for people who open it in Excel or WPS: with a byte order mark, CRLF, and no cell that a
spreadsheet would take for a formula. JSON is for programs: values as they are, with ``version``.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tongbao.progress.periods import label
from tongbao.site import urls
from tongbao.site.exports import VERSION
from tongbao.site.table import Column, Sheet, Value
from tongbao.site.views import Badge

_BYTE_ORDER = b"\xef\xbb\xbf"
# What makes a spreadsheet compute, in both widths, also behind blanks that it skips.
_STARTS = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠]|[\t\r]")
# A signed number computes nothing: -14.2% stays as printed.
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?[%％‰]?")


def flat_files(sheets: Sequence[Sheet]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every list, as CSV and as JSON."""
    for sheet in sheets:
        yield urls.csv(sheet.stem), csv_bytes(sheet)
        if sheet.as_json:
            yield urls.json(sheet.stem), json_bytes(sheet)


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a list as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.title for column in sheet.columns)
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        writer.writerow(as_text(words_of(value, column)) for value, column in cells)
    return _BYTE_ORDER + text.getvalue().encode()


def as_text(words: str) -> str:
    """Return a cell that no spreadsheet computes: an apostrophe stands before what looks like a formula."""
    return f"'{words}" if _STARTS.match(words) and not _NUMBER.fullmatch(words) else words


def words_of(value: Value, column: Column) -> str:
    """Return a cell as people read it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else ""
        case Badge():
            return value.word
        case tuple():
            return "、".join(map(str, value))
        case str() if column.is_period:
            return label(value)
    return str(value)


def json_bytes(sheet: Sheet) -> bytes:
    """Return a list as JSON, one row a line, so that a change of one row changes one line."""
    keys = [column.key for column in sheet.columns]
    head = [
        f'{{"version": {VERSION}',
        f'"title": {_dumped(sheet.title)}',
        f'"columns": {_dumped({one.key: one.title for one in sheet.columns})}',
    ]
    rows = ",\n".join(_dumped(dict(zip(keys, map(_plain, row), strict=True))) for row in sheet.rows)
    return (",\n".join([*head, f'"rows": [\n{rows}\n]']) + "}\n").encode()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Value) -> Any:
    match value:
        case Badge():
            return value.word
        case tuple():
            return [_plain(one) for one in value]
        case datetime.date():
            return value.isoformat()
    return value
