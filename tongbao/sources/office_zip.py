"""The package that a .docx or .xlsx is: whole, not locked, and of a size that can be read.

In: the bytes. Out: nothing, or one message that says why the file cannot be read.
"""

import io
import struct
import zipfile
import zlib

from tongbao.sources.reading import refusal

ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, LookupError,
)  # fmt: skip
MOST_BYTES = 400_000_000
AGAIN = "请向来文单位重新索取，或重新复制、下载后再试"


def check_package(data: bytes, name: str) -> None:
    """Refuse a package with a broken or locked part, or one that unpacks to no end.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: one message.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                hint = "请用 WPS 或 Office 输入密码打开，取消密码后另存，再试"
                raise refusal(name, "文件加了密，打不开", hint)
            if sum(part.file_size for part in parts) > MOST_BYTES:
                hint = "请核对来源；确是正常文件时，请用 WPS 或 Office 打开，删去图片后另存再试"
                raise refusal(name, f"文件解开后超过 {MOST_BYTES // 1_000_000} MB，不读入", hint)
            broken = archive.testzip()
    except ZIP_ERRORS:
        broken = name
    if broken:
        raise refusal(name, "文件不完整或已损坏（压缩结构读不通）", AGAIN)
