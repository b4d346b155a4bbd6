"""A folder -> one zip of it, the same bytes each time.

In: the folder, the name it bears inside the zip, and where the zip shall lie. Out: the zip, by rename. Neither the
times nor the modes of the files go into it; the same zlib gives the same bytes.
"""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from tongbao.archive.digests import files_below
from tongbao.problems import Problems

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644
_PIECE = 1 << 20
# What is compressed already only takes time.
_STORED = (
    ".docx", ".gif", ".gz", ".jpeg", ".jpg", ".ofd", ".pdf", ".png", ".pptx", ".rar", ".webp",
    ".woff", ".woff2", ".xlsx", ".zip", ".7z",
)  # fmt: skip


def write_zip(folder: Path, name: str, target: Path) -> None:
    """Write every file below ``folder`` as ``name/path`` into the zip ``target``, sorted by path.

    Raises:
        Problems: where the folder holds a link or what is no file; nothing is written then.
    """
    listing = files_below(folder)
    if listing.refused:
        raise Problems(listing.refused.values())
    handle, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as made:
            for path, size in listing.sizes.items():
                _add(made, folder / path, f"{name}/{path}", size)
        Path(unfinished).chmod(_READABLE)
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _add(made: zipfile.ZipFile, file: Path, name: str, size: int) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE << 16
    stored = name.lower().endswith(_STORED)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    # Known beforehand, so that only files over 2 GB get the larger headers.
    entry.file_size = size
    with file.open("rb") as source, made.open(entry, "w") as sink:
        shutil.copyfileobj(source, sink, _PIECE)
