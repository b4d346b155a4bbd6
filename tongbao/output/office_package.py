"""The package of an Office file: the same bytes for the same content, and our name in it.

In: the bytes that a library wrote. Out: the bytes with every part in order and at one fixed time. The program's name
tells a file that we made from one that somebody has saved since.
"""

import io
import re
import zipfile
from collections.abc import Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644
_TYPES = "[Content_Types].xml"
_APP = "docProps/app.xml"
_OURS = b"<Application>Tongbao</Application>"
_APPLICATION = re.compile(rb"<Application>[^<]*</Application>")
_CORE = "docProps/core.xml"
_OTHER_TIMES = re.compile(rb"<cp:lastPrinted>[^<]*</cp:lastPrinted>")


def settled(data: bytes, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a package with its parts in order, without times; ``parts`` are put in the place of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(made, "w") as package:
        for name in sorted(found.namelist(), key=lambda name: (name != _TYPES, name)):
            content = (parts or {}).get(name, found.read(name))
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _signed(name, content))
    return made.getvalue()


def _signed(name: str, content: bytes) -> bytes:
    if name == _APP:
        return _APPLICATION.sub(_OURS, content)
    return _OTHER_TIMES.sub(b"", content) if name == _CORE else content


def is_ours(data: bytes) -> bool:
    """Return whether a file is as we wrote it: whoever saves it in Word, WPS or Excel puts their own name there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _OURS in package.read(_APP)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
