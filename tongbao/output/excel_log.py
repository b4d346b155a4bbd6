"""A log that people open in Excel: one line each for what happened, never a line less.

In: the file, and cells. Out: its text, whatever a spreadsheet saved it as, and the bytes of a longer one: CSV with a
byte order mark and CRLF.
"""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from pathlib import Path

from tongbao.output.flat_files import as_text


def log_text(file: Path) -> str:
    """Return a log without its mark of byte order, "" where there is none; spreadsheets of an office save it in GBK."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ""
    if data.startswith(BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def log_line(cells: Iterable[str]) -> str:
    """Return cells as a line of a log."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(as_text, cells))
    return text.getvalue()


def longer(before: str, head: Sequence[str], lines: str) -> bytes:
    """Return the bytes of a log with lines added; one that holds nothing yet begins with its head."""
    if before and not before.endswith("\n"):
        before += "\r\n"
    return BOM_UTF8 + f"{before or log_line(head)}{lines}".encode()
