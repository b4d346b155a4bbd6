"""The bytes of a file, read once: what is told of it, digested and kept is all the same.

In: a path. Out: ``Taken``. Raises ``Problems`` where the file is missing, no file, cannot be read, is empty, or changes
while it is read.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from tongbao.sources.reading import refusal

_BLANK = b" \t\r\n\x0b\x0c\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was read; ``shown`` is what messages call it."""

    path: Path
    shown: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes in hex."""
        return hashlib.sha256(self.data).hexdigest()


def take(path: Path, name: str | None = None) -> Taken:
    """Read a file; ``name`` is what messages call it, by default its own name."""
    name = path.name if name is None else name
    if path.is_dir():
        raise refusal(name, "这是一个文件夹，不是文件", "请写出里面要读入的文件名")
    if not path.is_file():
        if path.exists():
            raise refusal(name, "这不是普通的文件，读不了", "请把内容另存为一个文件再收")
        raise refusal(name, "找不到这个文件", "请核对文件名和所在文件夹")
    try:
        data, is_still = _read(path)
    except OSError:
        hint = "请关闭正在使用它的程序，或核对读取权限后再试"
        raise refusal(name, "文件打不开，可能没有读取权限，或正被别的程序占用", hint) from None
    if not is_still:
        raise refusal(name, "读的时候文件变了，没有收", "关掉正在写它的程序，再来一次")
    if not data.strip(_BLANK):
        raise refusal(name, "文件是空的，没有任何内容", "请核对文件是否传完，向来文单位重新索取")
    return Taken(path, name, data)


def _read(path: Path) -> tuple[bytes, bool]:
    """Return the bytes of a file, and whether nothing was written into it meanwhile."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        data = file.read()
        after = os.fstat(file.fileno())
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data, is_same and len(data) == after.st_size
