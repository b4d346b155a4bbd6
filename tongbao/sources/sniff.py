"""What a file really is, told from its bytes.

In: the bytes of a file. Out: a ``Kind``: one of the formats that can be read, or a known
format that cannot, with what to do about it. The file's name plays no part here.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from tongbao.sources.plain import decoded

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
               RuntimeError, OverflowError, UnicodeDecodeError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    ``format`` is that of ``Document`` where the file can be read, else "". ``endings`` are the
    endings that such a file may have; ``remedy`` says what to do with a file that is not read.
    """

    label: str
    format: str = ""
    endings: tuple[str, ...] = ()
    remedy: str = ""


_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再试"
_AS_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"
_AGAIN = "请向来文单位重新索取，或重新复制、下载后再试"
_UNPACK = "请先解压，再逐个读入里面的文件"
_AS_TEXT = "请索取 PDF、Word 或 Excel 文件；只有图片时，须先识别成文字并人工校对"
_READABLE = "能读入的有 .pdf、.docx、.xlsx、.xls 和纯文本"

PDF = Kind("PDF 文件", "pdf", (".pdf",))
DOCX = Kind("Word 文档（.docx）", "docx", (".docx", ".docm"))
XLSX = Kind("Excel 工作簿（.xlsx）", "xlsx", (".xlsx", ".xlsm"))
XLS = Kind("Excel 97-2003 工作簿（.xls）", "xls", (".xls", ".et"))
TEXT = Kind("纯文本", "text", (".txt", ".md", ".markdown", ".text", ".csv", ".tsv", ""))
BROKEN_ZIP = Kind("不完整的压缩包", "", (".docx", ".xlsx", ".docm", ".xlsm", ".zip"), _AGAIN)
ENCRYPTED_OFFICE = Kind(
    "加了密的 Office 文件",
    "",
    (".docx", ".xlsx", ".docm", ".xlsm", ".pptx"),
    "请用 Word、Excel 或 WPS 输入密码打开，取消密码后另存，再试",
)
UNKNOWN = Kind("无法识别的格式", "", (), _READABLE)

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Kind("PNG 图片", remedy=_AS_TEXT)),
    (b"\xff\xd8\xff", Kind("JPEG 图片", remedy=_AS_TEXT)),
    (b"GIF8", Kind("GIF 图片", remedy=_AS_TEXT)),
    (b"BM", Kind("BMP 图片", remedy=_AS_TEXT)),
    (b"II*\x00", Kind("TIFF 图片", remedy=_AS_TEXT)),
    (b"MM\x00*", Kind("TIFF 图片", remedy=_AS_TEXT)),
    (b"Rar!", Kind("RAR 压缩包", remedy=_UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Kind("7z 压缩包", remedy=_UNPACK)),
    (b"\x1f\x8b", Kind("gzip 压缩包", remedy=_UNPACK)),
    (b"{\\rtf", Kind("RTF 文档", remedy=_AS_WORD)),
    (b"%!PS", Kind("PostScript 文件", remedy="请转成 PDF 后再试")),
    (b"\x7fELF", Kind("程序文件", remedy=_READABLE)),
    (b"MZ\x90", Kind("程序文件", remedy=_READABLE)),
)

_IN_ZIP = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", Kind("Excel 二进制工作簿（.xlsb）", remedy=_AS_EXCEL)),
    ("ppt/presentation.xml", Kind("PowerPoint 演示文稿", remedy=_READABLE)),
    ("OFD.xml", Kind("OFD 版式文件", remedy="请用 OFD 阅读器打开，另存或打印为 PDF 后再试")),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Kind("ODT 文档", remedy=_AS_WORD),
    b"application/vnd.oasis.opendocument.spreadsheet": Kind("ODS 表格", remedy=_AS_EXCEL),
}
_IN_OLE = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", Kind("旧格式的 Word 或 WPS 文档（.doc、.wps）", remedy=_AS_WORD)),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", Kind("旧格式的 PowerPoint 演示文稿", remedy=_READABLE)),
)
# A workbook stream that opens with a FilePass record, a WriteProtect record at most before it.
_LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_OTHER_OLE = Kind(
    "旧格式的 Office 或 WPS 文件",
    remedy="请用 WPS 或 Office 打开，文档另存为 .docx，表格另存为 .xlsx 后再试",
)
_WEB_PAGE = Kind("网页文件", remedy="请用浏览器打开后打印成 PDF；若是系统导出的表格，" + _AS_EXCEL)


def kind_of(data: bytes) -> Kind:
    """Return what kind of file these bytes are; ``UNKNOWN`` where nothing fits."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        return _kind_in_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_in_zip(data)
    return _kind_by_start(data) or _kind_of_text(data)


def _kind_by_start(data: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not _is_words(data):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind("WebP 图片", remedy=_AS_TEXT)
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return Kind("HEIC 图片", remedy=_AS_TEXT)
    return None


def _is_words(data: bytes) -> bool:
    """Say whether bytes that begin like a picture are text after all (``BM…``, ``GIF8…``)."""
    return data[:2] in {b"BM", b"GI"} and b"\x00" not in data[:1024]


def _kind_in_ole(data: bytes) -> Kind:
    """Look for the names of streams as the directory of the container stores them."""
    if _LOCKED_XLS.search(data):
        return ENCRYPTED_OFFICE
    for name, kind in _IN_OLE:
        if b"\x00" + name.encode("utf-16-le") + b"\x00\x00" in data:
            return kind
        if name.encode("utf-16-le") + b"\x00\x00" in data and len(name) > len("Book"):
            return kind
    return _OTHER_OLE


def _kind_in_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except _ZIP_ERRORS:
        return BROKEN_ZIP
    for name, kind in _IN_ZIP:
        if name in names:
            return kind
    return _OPEN_DOCUMENT.get(mimetype.strip(), Kind("ZIP 压缩包", remedy=_UNPACK))


def _kind_of_text(data: bytes) -> Kind:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return _WEB_PAGE
    if start.startswith(b"mime-version:") or b"multipart/related" in start:
        return _WEB_PAGE
    if decoded(data) is not None:
        return TEXT
    return UNKNOWN
