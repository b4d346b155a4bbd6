"""The bytes of a PDF as a file: whole or cut short, open or locked, and what a damaged one says.

In: the bytes. Out: the opened PDF, or one message that says why it cannot be read.
"""

import io
import logging
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tongbao.problems import Problems
from tongbao.sources.reading import refusal

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_TAIL = 2048
_FETCH_AGAIN = "请向来文单位重新索取，或重新复制、下载；能用浏览器打开时，也可打印成新的 PDF 再读入"
_NO_PASSWORD = "请用 WPS 或 PDF 阅读器输入密码打开，另存为不加密的 PDF 后再试"  # noqa: S105


@contextmanager
def opened(data: bytes, name: str) -> Iterator["PDF"]:
    """Open a PDF and close it again.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: the file is cut short, damaged or encrypted; so too when that shows only while
            its pages are read.
    """
    import pdfplumber

    _check_whole(data, name)
    errors = _errors()
    with _losses_noted() as losses:
        try:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                yield pdf
        except errors as error:
            raise _refused(error, name) from None
    if losses:
        raise refusal(name, "PDF 已损坏，有内容解不开", _FETCH_AGAIN)


def _check_whole(data: bytes, name: str) -> None:
    """Refuse a file without its end, or whose end points to no table of contents."""
    tail = data.rstrip(b"\x00 \t\r\n")[-_TAIL:]
    if b"%%EOF" not in tail:
        raise refusal(name, "PDF 不完整，缺少结尾，可能没有传完", _FETCH_AGAIN)
    found = re.findall(
        rb"startxref\s+(\d{1,12})\s", data[-_TAIL - len(data) + len(data.rstrip()) :]
    )
    head = data.find(b"%PDF-")
    index = re.compile(rb"\s{0,8}(?:xref|\d{1,10}\s+\d{1,5}\s+obj)")
    if not found or not any(index.match(data, int(found[-1]) + start) for start in (0, head)):
        raise refusal(name, "PDF 已损坏，目录（xref）读不通", _FETCH_AGAIN)


def _errors() -> tuple[type[Exception], ...]:
    """Return what the libraries raise over a damaged file, as fuzzing has shown."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # Numbers, names and lists stand where others belong: hence the built-in ones.
    return (
        PdfminerException, MalformedPDFException, PSException,
        ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError,
        TypeError, ValueError, struct.error,
    )  # fmt: skip


def _refused(error: Exception, name: str) -> Problems:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    cause = error.args[0] if error.args else None
    for found in (error, cause):
        if isinstance(found, PDFPasswordIncorrect | PDFEncryptionError):
            return refusal(name, "PDF 加了密，打不开", _NO_PASSWORD)
    return refusal(name, "PDF 已损坏，读不下去", _FETCH_AGAIN)


class _Losses(logging.Handler):
    """Keeps the library's words on lost data, and keeps all others from the terminal."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record that says data is lost."""
        message = record.getMessage()
        if message.startswith(("Data-loss", "Invalid zlib")):
            self.messages.append(message)


@contextmanager
def _losses_noted() -> Iterator[list[str]]:
    """Yield the list that fills with the library's messages on data it could not unpack."""
    handler = _Losses()
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield handler.messages
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate
