"""The forms that the office itself sends out (报送表): told from notices by their column of keys.

In: a document. Out: whether it is such a form, filled or not. The key of a row names a task of the plan, its part and
the period: ``zhanhe-2022/8-1@2022-08``; the room of forms writes it and finds the row again by it.
"""

import re

from tongbao.sources.document import Document

FORM_KEY = re.compile(
    r"(?P<plan>[^/\s]+)/(?P<task>\S+)-(?P<part>[^-@\s]+)@(?P<period>\d{4}-\d\d(?:/\d{4}-\d\d)?)"
)


def is_sent_form(document: Document) -> bool:
    """Return whether a cell of any of its tables is the key of a form's row, in whatever column it stands."""
    return any(
        FORM_KEY.fullmatch("".join(cell.text.split()))
        for table in document.tables()
        for row in table.rows
        for cell in row.cells
        if "@" in cell.text
    )
