"""What every workbook that we write keeps to: text stays text, and what is too long for a cell says so.

In: texts and the day of a workbook. Out: options, properties and texts for xlsxwriter; whoever writes a workbook takes
them from here.
"""

import datetime
import re
from typing import Any

# Nothing becomes a formula, a link or a number by its looks.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
FONT = "宋体"
A4 = 9
# What Excel takes into one cell.
LONGEST = 32_767
CUT = "……（过长，全文见网页）"
# What Excel would compute once somebody edits the cell; the quote prefix keeps it text.
_STARTS = re.compile(r"[=+\-@＝＋－＠]")


def properties(title: str, author: str, day: datetime.date) -> dict[str, Any]:
    """Return the properties of a workbook; it bears ``day`` and no clock."""
    created = datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC)
    return {"title": title, "author": author, "created": created}


def cut(text: str) -> str:
    """Return a text that fits into a cell; one that does not says so at its end."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def looks_like_formula(text: str) -> bool:
    """Return whether Excel would compute a cell once somebody edits it."""
    return _STARTS.match(text) is not None
