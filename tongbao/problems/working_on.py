"""Which file is being worked on, for what goes wrong that nobody foresaw.

In: the name of a file, round the work on it. Out: an exception that passes through carries the name as a note;
``worked_on`` reads it again. The name nearest to the fault holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager

_NOTE = "正在处理："


@contextmanager
def working_on(file: object) -> Iterator[None]:
    """Note on whatever is raised in the block which file it was about."""
    try:
        yield
    except Exception as error:
        error.add_note(f"{_NOTE}{file}")
        raise


def worked_on(error: BaseException) -> str:
    """Return the file that an exception is about, "" where none was noted."""
    notes: list[str] = getattr(error, "__notes__", [])
    found = (note.removeprefix(_NOTE) for note in notes if note.startswith(_NOTE))
    return next(found, "")
