"""Bad input: each file gives one message that names it and the remedy; nothing else ever comes out."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter
import xlwt

from tests.sources.making import PdfPage, docx_of, pdf_of, word
from tongbao.problems import Problems
from tongbao.sources import read

NOTICES = Path(__file__).parent.parent / "notices"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
AGAIN = "请向来文单位重新索取，或重新复制、下载后再试"
PDF_AGAIN = "请向来文单位重新索取，或重新复制、下载；能用浏览器打开时，也可打印成新的 PDF 再读入"
NO_OCR = "请索取可复制文字的 PDF 或 Word 原件；没有原件时，须先识别成文字并人工校对"
AS_TEXT = "请索取 PDF、Word 或 Excel 文件；只有图片时，须先识别成文字并人工校对"


def stream(name: str) -> bytes:
    """A container of the old Office with one stream of this name, as far as its directory goes."""
    return OLE + b"R\x00o\x00o\x00t\x00\x00\x00" + name.encode("utf-16-le") + bytes(200)


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "序号")
    return out.getvalue()


def xls() -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("台账").write(0, 0, "序号")
    book.save(out)
    return out.getvalue()


def locked_xls() -> bytes:
    """The first record after the workbook's opening becomes the one that says it is encrypted."""
    data = xls()
    place = data.index(b"\xe1\x00\x02\x00")
    return data[:place] + b"\x2f\x00" + data[place + 2 :]


def locked_pdf(handler: str = "/Filter/Standard/V 1/R 2/P -4") -> bytes:
    key = "00" * 32
    lock = f"/Encrypt<<{handler}/O<{key}>/U<{key}>>>/ID[<00><00>]/Root".encode()
    return pdf_of(PdfPage().text(90, 90, "密")).replace(b"/Root", lock)


def blank_docx() -> bytes:
    return docx_of(docx.Document())


LEDGER = (NOTICES / "000-ledger-2022-07.pdf").read_bytes()
WORD = docx_of(word("通报"))

BAD = {
    "empty.pdf": (b"", "文件是空的，没有任何内容", "请核对文件是否传完，向来文单位重新索取"),
    "blank.txt": (
        b"\xef\xbb\xbf \r\n\t\n",
        "文件是空的，没有任何内容",
        "请核对文件是否传完，向来文单位重新索取",
    ),
    "cut.pdf": (LEDGER[: len(LEDGER) // 2], "PDF 不完整，缺少结尾，可能没有传完", PDF_AGAIN),
    "hole.pdf": (
        LEDGER[:50_000] + LEDGER[90_000:],
        "PDF 已损坏，目录（xref）读不通",
        PDF_AGAIN,
    ),
    "noise.pdf": (bytes(range(256)) * 9, "文件已损坏，内容不是 PDF 文件", AGAIN),
    "cut.docx": (WORD[:-400], "文件不完整或已损坏（压缩结构读不通）", AGAIN),
    "cut.xlsx": (xlsx()[:2000], "文件不完整或已损坏（压缩结构读不通）", AGAIN),
    "word.pdf": (
        WORD,
        "文件名以 .pdf 结尾，内容却是 Word 文档（.docx）",
        "请核对来源；确认无误后，把文件名结尾改为 .docx 再读入",
    ),
    "ledger.docx": (
        LEDGER,
        "文件名以 .docx 结尾，内容却是 PDF 文件",
        "请核对来源；确认无误后，把文件名结尾改为 .pdf 再读入",
    ),
    "text.xlsx": (
        "序号,任务".encode(),
        "文件名以 .xlsx 结尾，内容却是纯文本",
        "请核对来源；确认无误后，把文件名结尾改为 .txt 再读入",
    ),
    "word": (
        WORD,
        "文件名没有后缀，内容却是 Word 文档（.docx）",
        "请核对来源；确认无误后，把文件名结尾改为 .docx 再读入",
    ),
    "book.xlsx": (
        xls(),
        "文件名以 .xlsx 结尾，内容却是 Excel 97-2003 工作簿（.xls）",
        "请核对来源；确认无误后，把文件名结尾改为 .xls 再读入",
    ),
    "page.xls": (
        b"<html><table><tr><td>1</td></tr></table></html>",
        "文件名以 .xls 结尾，内容却是网页文件",
        "请用浏览器打开后打印成 PDF；若是系统导出的表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后再试",
    ),
    "photo.pdf": (
        b"\xff\xd8\xff\xe0" + bytes(90),
        "文件名以 .pdf 结尾，内容却是 JPEG 图片",
        AS_TEXT,
    ),
    "locked.pdf": (
        locked_pdf(),
        "PDF 加了密，打不开",
        "请用 WPS 或 PDF 阅读器输入密码打开，另存为不加密的 PDF 后再试",
    ),
    "sealed.pdf": (
        locked_pdf("/Filter/Adobe.PubSec/V 4"),
        "PDF 加了密，打不开",
        "请用 WPS 或 PDF 阅读器输入密码打开，另存为不加密的 PDF 后再试",
    ),
    "locked.docx": (
        stream("EncryptedPackage"),
        "这是加了密的 Office 文件，不能读入",
        "请用 Word、Excel 或 WPS 输入密码打开，取消密码后另存，再试",
    ),
    "locked.xls": (
        locked_xls(),
        "这是加了密的 Office 文件，不能读入",
        "请用 Word、Excel 或 WPS 输入密码打开，取消密码后另存，再试",
    ),
    "scanned.pdf": (
        pdf_of(PdfPage(picture=True), PdfPage(picture=True)),
        "这是扫描件或图片，2 页都没有可读的文字",
        NO_OCR,
    ),
    "stamped.pdf": (
        pdf_of(*[PdfPage(picture=True).text(9, 9, "扫描软件出品")] * 3),
        "这是扫描件或图片，3 页都没有可读的文字",
        NO_OCR,
    ),
    "drawn.pdf": (
        pdf_of(PdfPage().grid([90, 200], [90, 200])),
        "PDF 里没有任何文字，共 1 页",
        "请核对是否取错了文件，或索取可复制文字的 PDF、Word 原件",
    ),
    "blank-1000.pdf": (
        pdf_of(*[PdfPage()] * 1000),
        "PDF 里没有任何文字，共 1000 页",
        "请核对是否取错了文件，或索取可复制文字的 PDF、Word 原件",
    ),
    "pages.pdf": (
        pdf_of(PdfPage().text(9, 9, "一")).replace(b"/Count 1", b"/Count 3"),
        "PDF 已损坏，应有 3 页，只找到 1 页",
        PDF_AGAIN,
    ),
    "fonts.pdf": (
        pdf_of(PdfPage().text(9, 9, "文字")).replace(b"Ordering(GB1)", b"Ordering(XX1)"),
        "PDF 的字体没有字符对照表，文字无法还原",
        "请索取 Word 原件，或用生成它的程序重新导出 PDF 并嵌入字体",
    ),
    "blank.docx": (blank_docx(), "Word 文档的正文里没有任何文字", "请核对是否取错了文件"),
    "old.doc": (
        stream("WordDocument"),
        "这是旧格式的 Word 或 WPS 文档（.doc、.wps），不能读入",
        "请用 Word 或 WPS 打开，另存为 .docx 后再试",
    ),
    "old.wps": (
        stream("WordDocument"),
        "这是旧格式的 Word 或 WPS 文档（.doc、.wps），不能读入",
        "请用 Word 或 WPS 打开，另存为 .docx 后再试",
    ),
    "old.et": (
        stream("Workbook"),
        "工作簿已损坏，读不下去",
        f"请用 Excel 或 WPS 打开，另存为 .xlsx 后再试；打不开时，{AGAIN}",
    ),
    "other.wps": (
        OLE,
        "这是旧格式的 Office 或 WPS 文件，不能读入",
        "请用 WPS 或 Office 打开，文档另存为 .docx，表格另存为 .xlsx 后再试",
    ),
    "rich.doc": (
        rb"{\rtf1\ansi text}",
        "这是 RTF 文档，不能读入",
        "请用 Word 或 WPS 打开，另存为 .docx 后再试",
    ),
    "big5.txt": (
        "關於重點工作推進情況的通報，請各單位認真貫徹落實。".encode("big5"),
        "文字无法解码，不是 UTF-8、UTF-16 或 GB 18030 编码",
        "请用记事本打开，另存为 UTF-8 编码后再试",
    ),
    "noise.txt": (
        bytes(range(256)),
        "文字无法解码，不是 UTF-8、UTF-16 或 GB 18030 编码",
        "请用记事本打开，另存为 UTF-8 编码后再试",
    ),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "这是 PNG 图片，不能读入", AS_TEXT),
    "notice.ofd": (
        zip_of(**{"OFD.xml": b"<ofd/>"}),
        "这是 OFD 版式文件，不能读入",
        "请用 OFD 阅读器打开，另存或打印为 PDF 后再试",
    ),
    "files.zip": (
        zip_of(a=b"1"),
        "这是 ZIP 压缩包，不能读入",
        "请先解压，再逐个读入里面的文件",
    ),
    "strange.bin": (
        bytes(range(256)),
        "这是无法识别的格式，不能读入",
        "能读入的有 .pdf、.docx、.xlsx、.xls 和纯文本",
    ),
    "empty.xlsx": (
        zip_of(**{"xl__workbook.xml": b"<x/>"}),
        "工作簿已损坏，读不下去",
        f"请用 Excel 或 WPS 打开，另存为 .xlsx 后再试；打不开时，{AGAIN}",
    ),
}


def refused(path: Path) -> str:
    with pytest.raises(Problems) as caught:
        read(path)
    assert len(caught.value.problems) == 1
    return str(caught.value.problems[0])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_message_with_the_remedy(name: str, tmp_path: Path) -> None:
    data, message, remedy = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path) == f"{name}: {message}（{remedy}）"


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    assert refused(path) == "none.pdf: 找不到这个文件（请核对文件名和所在文件夹）"


def test_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    path.mkdir()
    assert refused(path) == "folder.pdf: 这是一个文件夹，不是文件（请写出里面要读入的文件名）"


def test_a_broken_stream_of_a_pdf_is_no_text_lost_in_silence(tmp_path: Path) -> None:
    start = LEDGER.index(b"stream") + 60
    path = tmp_path / "flipped.pdf"
    path.write_bytes(LEDGER[:start] + bytes(40) + LEDGER[start + 40 :])
    assert refused(path).startswith("flipped.pdf#page=1: PDF 已损坏，有内容解不开（")


def test_a_part_of_a_word_file_that_does_not_match_its_sum(tmp_path: Path) -> None:
    path = tmp_path / "flipped.docx"
    place = WORD.index(b"word/document.xml") + 80
    path.write_bytes(WORD[:place] + bytes([WORD[place] ^ 255]) + WORD[place + 1 :])
    assert refused(path).startswith("flipped.docx: 文件不完整或已损坏（压缩结构读不通）（")


def test_a_message_calls_the_file_by_the_given_name(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"^来文/八月.pdf: 找不到这个文件"):
        read(tmp_path / "x.pdf", "来文/八月.pdf")


def test_a_document_says_where_it_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    path.write_text("通报\n", "utf-8")
    found = read(path)
    assert (found.name, found.format, found.pages) == ("通报.txt", "text", 0)
    assert found.sha256 == hashlib.sha256("通报\n".encode()).hexdigest()


def test_the_door_opens_no_library() -> None:
    code = (
        "import sys, tongbao.sources; "
        "print({'pdfplumber', 'pdfminer', 'docx', 'lxml', 'python_calamine'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("ending", [".txt", ".docx"])
def test_a_text_without_paragraphs_ends_in_a_message(tmp_path: Path, ending: str) -> None:
    text = "推进东环路改造" * 8000
    file = tmp_path / f"通报{ending}"
    file.write_bytes(text.encode() if ending == ".txt" else docx_of(word(text)))
    with pytest.raises(Problems) as raised:
        read(file)
    assert str(raised.value) == (
        f"{file.name}: “推进东环路改造推进东……”起有 56000 个字没有分段，读不了"
        "（请在各段之间换行，或向来文单位要分好段的文件）"
    )


def test_a_file_of_too_many_paragraphs_ends_in_a_message(tmp_path: Path) -> None:
    file = tmp_path / "通报.txt"
    file.write_text("一句话。\n" * 20_001, "utf-8")
    with pytest.raises(Problems) as raised:
        read(file)
    assert str(raised.value) == (
        "通报.txt: 有 20001 段文字，一个文件最多读 20000 段"
        "（请核对是不是要收的文件；是的话拆成几个文件再收）"
    )
