"""The bytes of a PDF -> what is printed on each page, by the library's account.

In: the bytes. Out: one ``PrintedPage`` after the other, or one message that says why the file
cannot be read: cut short, damaged, locked. Only the library's own work stands under its errors,
so that a mistake of ours never passes for a damaged file.
"""

import io
import logging
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tongbao.problems import Problems
from tongbao.sources.pdf_page import PrintedPage, printed_page
from tongbao.sources.reading import refusal

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_TAIL = 2048
_EMPTY_STREAM = 24  # bytes: so long may a packed stream be that holds nothing
_FETCH_AGAIN = "请向来文单位重新索取，或重新复制、下载；能用浏览器打开时，也可打印成新的 PDF 再读入"
_NO_PASSWORD = "请用 WPS 或 PDF 阅读器输入密码打开，另存为不加密的 PDF 后再试"  # noqa: S105


def printed_pages(data: bytes, name: str) -> Iterator[PrintedPage]:
    """Yield the pages of a PDF one after the other; none is kept.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: the file is cut short, damaged or encrypted; the latter two may show only while
            its pages go by.
    """
    import pdfplumber

    _check_whole(data, name)
    errors = _errors()
    with _losses_noted() as losses:
        try:
            pdf = pdfplumber.open(io.BytesIO(data))
            pages = iter(pdf.pages)
            stated = _stated_pages(pdf)
        except errors as error:
            raise _refused(error, name) from None
        _check_number(stated, len(pdf.pages), name)
        for page in pages:
            try:
                lost = _has_lost_stream(page)
                printed = printed_page(page)
            except errors as error:
                raise _refused(error, name) from None
            if lost or losses:
                raise refusal(name, "PDF 已损坏，有内容解不开", _FETCH_AGAIN, page.page_number)
            yield printed


def _has_lost_stream(page: "Page") -> bool:
    """Say whether a stream that the page needs cannot be unpacked.

    The library gives such a stream out as empty, without a word: its text would be missing.
    """
    from pdfminer.pdftypes import PDFStream, resolve1

    resources = resolve1(page.page_obj.resources)
    found = [resolve1(one) for one in page.page_obj.contents]
    found += [resolve1(one) for one in _members(resources, "XObject")]
    fonts = [resolve1(one) for one in _members(resources, "Font")]
    found += [resolve1(font.get("ToUnicode")) for font in fonts if isinstance(font, dict)]
    return any(_is_lost(one) for one in found if isinstance(one, PDFStream))


def _members(resources: Any, kind: str) -> list[Any]:
    from pdfminer.pdftypes import resolve1

    members = resolve1(resources.get(kind)) if isinstance(resources, dict) else None
    return list(members.values()) if isinstance(members, dict) else []


def _is_lost(stream: Any) -> bool:
    from pdfminer.pdftypes import resolve1

    if getattr(stream.get("Subtype"), "name", None) == "Image":
        return False
    length = resolve1(stream.get("Length"))
    return isinstance(length, int) and length > _EMPTY_STREAM and not stream.get_data()


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


def _stated_pages(pdf: "PDF") -> int | None:
    """Return how many pages a file says it has, None where it does not."""
    from pdfminer.pdftypes import resolve1

    tree = resolve1(pdf.doc.catalog.get("Pages"))
    stated = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return stated if isinstance(stated, int) else None


def _check_number(stated: int | None, found: int, name: str) -> None:
    """Refuse a file of which some pages cannot be found."""
    if not found or (stated is not None and found < stated):
        said = "页数不明" if stated is None else f"应有 {stated} 页"
        raise refusal(name, f"PDF 已损坏，{said}，只找到 {found} 页", _FETCH_AGAIN)


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
