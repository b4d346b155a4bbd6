"""A file on disk -> one ``Document``.

In: a path, or the bytes that were taken of it. Out: the document, whatever its format. The steps: take the bytes once,
tell from them what the file is, hold that against its name, and hand it to the reader of its format.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tongbao.sources.document import Block, Document, Paragraph
from tongbao.sources.plain import undecodable
from tongbao.sources.reading import SourceText, refusal
from tongbao.sources.sniff import (
    BROKEN_ZIP,
    DOCX,
    ENCRYPTED_OFFICE,
    PDF,
    TEXT,
    UNKNOWN,
    XLS,
    XLSX,
    Kind,
    kind_of,
)
from tongbao.sources.taking import Taken, take

_CLAIMED = {ending: kind for kind in (PDF, DOCX, XLSX, XLS) for ending in kind.endings}
# No paragraph of a notice is longer: what is, is a file without line breaks, or no text at all.
_LONGEST = 50_000
_SHOWN = 10
# No notice is so long; a file that is would be read for minutes.
_MOST_PARAGRAPHS = 20_000


def read(path: Path, name: str | None = None) -> Document:
    """Return a source file as a document.

    Args:
        path: the file: PDF, .docx, .xlsx, .xls or text, told by its content.
        name: how messages call the file; by default its own name.

    Raises:
        Problems: one message that names the file and the remedy, for a file that is missing, changing,
            empty, damaged, encrypted, scanned, wrongly named, of a format that is not read, or without paragraphs.
    """
    return document_of(take(path, name))


def document_of(taken: Taken) -> Document:
    """Return a file that was taken as a document; raises as ``read``."""
    name = taken.shown
    kind = kind_of(taken.data)
    _check_kind(kind, taken.path.suffix.lower(), name)
    reading = _reader(kind)(taken.data, name)
    paragraphs = sum(isinstance(block, Paragraph) for block in reading.blocks)
    if paragraphs > _MOST_PARAGRAPHS:
        message = f"有 {paragraphs} 段文字，一个文件最多读 {_MOST_PARAGRAPHS} 段"
        raise refusal(name, message, "请核对是不是要收的文件；是的话拆成几个文件再收")
    for text in _texts(reading.blocks):
        if len(text) > _LONGEST:
            message = f"“{text[:_SHOWN]}……”起有 {len(text)} 个字没有分段，读不了"
            raise refusal(name, message, "请在各段之间换行，或向来文单位要分好段的文件")
    return Document(
        name=taken.path.name,
        format=kind.format,
        sha256=taken.sha256,
        blocks=reading.blocks,
        pages=reading.pages,
        repairs=reading.repairs,
    )


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the text of every paragraph and cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def _check_kind(kind: Kind, ending: str, name: str) -> None:
    """Refuse what cannot be read, and what is not the kind of file that its name says."""
    claimed = _CLAIMED.get(ending)
    if kind is UNKNOWN and claimed:
        hint = "请向来文单位重新索取，或重新复制、下载后再试"
        raise refusal(name, f"文件已损坏，内容不是 {claimed.label}", hint)
    if kind is UNKNOWN and ending in TEXT.endings:
        raise undecodable(name)
    if kind is BROKEN_ZIP:
        raise refusal(name, "文件不完整或已损坏（压缩结构读不通）", kind.remedy)
    label = f" {kind.label}" if kind.label[0].isascii() else kind.label
    if kind.format and (claimed is kind or (kind is TEXT and not claimed)):
        return
    remedy = kind.remedy
    if kind.format:
        remedy = f"请核对来源；确认无误后，把文件名结尾改为 {kind.endings[0]} 再读入"
    elif claimed is None or kind is ENCRYPTED_OFFICE:
        raise refusal(name, f"这是{label}，不能读入", remedy)
    said = f"文件名以 {ending} 结尾" if ending else "文件名没有后缀"
    raise refusal(name, f"{said}，内容却是{label}", remedy)


def _reader(kind: Kind) -> Callable[[bytes, str], SourceText]:
    """Return the reader of a format; its module is opened only now, for it opens a library."""
    if kind is PDF:
        from tongbao.sources.pdf import read_pdf

        return read_pdf
    if kind is DOCX:
        from tongbao.sources.word import read_word

        return read_word
    if kind is TEXT:
        from tongbao.sources.plain import read_plain

        return read_plain
    from tongbao.sources.excel import read_excel

    return read_excel
