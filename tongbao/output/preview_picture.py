"""A page of a received PDF as a picture, for the preview.

In: a PDF and the number of a page. Out: PNG bytes, kept in memory for the next time; None where there is no such page.
"""

import functools
import io
from pathlib import Path

_RESOLUTION = 100
_KEPT = 24


def picture_of(path: Path, page: int) -> bytes | None:
    """Return a page of a PDF as PNG; a file that has changed is drawn anew."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _drawn(path, changed, page)


@functools.lru_cache(maxsize=_KEPT)
def _drawn(path: Path, _changed: int, page: int) -> bytes | None:
    # Only the preview draws, and only when asked: the libraries take a while to open.
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException
    from pypdfium2 import PdfiumError

    try:
        with pdfplumber.open(path, pages=[page]) as pdf:
            if not pdf.pages:
                return None
            drawn = pdf.pages[0].to_image(resolution=_RESOLUTION, antialias=True)
            kept = io.BytesIO()
            drawn.original.save(kept, "PNG")
    except (OSError, PdfminerException, PdfiumError):
        return None
    return kept.getvalue()
