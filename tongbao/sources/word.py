"""Word (.docx) -> paragraphs and tables in the order of the body.

In: the bytes of a .docx. Out: a ``SourceText``. Automatic numbers are resolved, tracked insertions
are read and deletions left out, merged cells known; whatever is not read is in the repairs.
"""

import io
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from tongbao.sources.document import Block, Paragraph, SourceCell, SourceRow, SourceTable, Spot
from tongbao.sources.office_zip import AGAIN, check_package
from tongbao.sources.reading import Repairs, SourceText, refusal
from tongbao.sources.strong import Ranges, cut
from tongbao.sources.word_numbers import Numbering, W
from tongbao.sources.word_text import Tally, lettered, text_of

_SENTENCES = (
    ("hidden", "有 {} 处隐藏文字，未读入"),
    ("pictures", "有 {} 张图片，图中文字未读入"),
    ("objects", "有 {} 个嵌入对象（如嵌入的表格），未读入"),
    ("chunks", "有 {} 处嵌入的其他文档，未读入"),
    ("notes", "有 {} 处脚注或尾注，注文未读入"),
    ("comments", "有 {} 处批注，未读入"),
    ("formulas", "有 {} 处公式，只读入其中的字符"),
    ("symbols", "有 {} 个特殊符号无法还原，以“\ufffd”代替"),
    ("nested", "有 {} 个嵌套表格，已并入所在单元格"),
    ("strange", "有 {} 段的部首字形或兼容汉字已换成通用汉字"),
)
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_MOST_COLUMNS = 1000


@dataclass(slots=True)
class _Body:
    """A document while it is read: what numbers it, and what was seen on the way."""

    numbering: Numbering
    tally: Tally = field(default_factory=Tally)


def read_word(data: bytes, name: str) -> SourceText:
    """Return the paragraphs and tables of a .docx.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: one message, for a file that is damaged, locked, or without text.
    """
    check_package(data, name)
    document = _opened(data, name)
    body = _Body(Numbering.of(_part(document, "numbering"), _part(document, "styles")))
    blocks = tuple(_blocks(document.element.body, body))
    if not blocks:
        _refuse_empty(name, body.tally)
    repairs = repairs_of(body.tally, body.numbering.unknown, _running_texts(document))
    return SourceText(blocks, repairs)


def _opened(data: bytes, name: str) -> Any:
    """Return python-docx's document, its body in place."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    # A damaged package lacks parts or relations: hence the built-in ones.
    errors = (PythonDocxError, OpcError, LxmlError, LookupError, ValueError, TypeError,
              AttributeError, OSError)  # fmt: skip
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except errors:
        raise refusal(name, "Word 文档已损坏，读不下去", AGAIN) from None
    if body is None:
        hint = "请用 Word 或 WPS 打开，另存为普通的 .docx（不选“严格 Open XML”）后再试"
        raise refusal(name, "Word 文档里找不到正文", hint)
    return document


def _part(document: Any, kind: str) -> Any:
    """Return the root of the numbering or style part, None where the document has none."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    wanted = getattr(RELATIONSHIP_TYPE, kind.upper())
    for relation in document.part.rels.values():
        if relation.reltype == wanted and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _running_texts(document: Any) -> list[str]:
    """Return the distinct texts of the headers and footers, page numbers left out."""
    found = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            root = getattr(relation.target_part, "element", None)
            text = "" if root is None else "".join(root.itertext(f"{W}t")).strip()
            if text.strip(" -—–－0123456789第页共/") and text not in found:
                found.append(text)
    return sorted(found)


def _refuse_empty(name: str, tally: Tally) -> None:
    if tally["pictures"] or tally["objects"]:
        hint = "请索取可复制文字的原件；没有原件时，须先识别成文字并人工校对"
        raise refusal(name, "Word 文档里只有图片，没有文字", hint)
    hint = "请把文本框里的文字移到正文后再试" if tally.boxes else "请核对是否取错了文件"
    raise refusal(name, "Word 文档的正文里没有任何文字", hint)


def _elements(parent: Any, *names: str) -> Iterator[Any]:
    """Yield the children of these names, also those wrapped in content controls or tracking."""
    wanted = {W + name for name in names}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _elements(child, *names)


def _blocks(parent: Any, body: _Body) -> Iterator[Block]:
    line = 0
    for element in _elements(parent, "p", "tbl", "altChunk", "subDoc"):
        if element.tag == f"{W}tbl":
            line += 1
            yield _table(element, Spot(line=line), body)
        elif element.tag == f"{W}p":
            number = body.numbering.number_of(element)
            for text, strong in _lines(element, body):
                line += 1
                yield Paragraph(text, Spot(line=line), number, strong)
                number = ""
        else:
            body.tally["chunks"] += 1


def _lines(element: Any, body: _Body) -> Iterator[tuple[str, Ranges]]:
    """Yield the lines of a paragraph that hold something, and where they are bold."""
    text, strong = lettered(element, body.tally)
    for line in re.finditer(r"[^\n]*", text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        stripped = line[0].strip()
        if stripped:
            yield stripped, cut(strong, start, start + len(stripped))


def _table(element: Any, spot: Spot, body: _Body) -> SourceTable:
    rows: list[list[SourceCell]] = []
    for row in _elements(element, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            body.tally["deleted"] += 1
            continue
        rows.append(_row(row, rows[-1] if rows else [], spot, body))
    width = max((len(row) for row in rows), default=0)
    padded = (row + [SourceCell("", spot)] * (width - len(row)) for row in rows)
    return SourceTable(tuple(SourceRow(tuple(cells), spot) for cells in padded), spot)


def _row(row: Any, above: list[SourceCell], spot: Spot, body: _Body) -> list[SourceCell]:
    cells = [SourceCell("", spot)] * _count(row, "trPr", "gridBefore", missing=0)
    for cell in _elements(row, "tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        sideways = cell.find(f"{W}tcPr/{W}hMerge")
        if sideways is not None and sideways.get(f"{W}val", "continue") == "continue" and cells:
            cells.append(SourceCell("", spot, "left"))
        elif goes_on and len(cells) < len(above):
            cells.append(SourceCell("", spot, "above"))
        else:
            text = _cell_text(cell, body)
            cells.append(SourceCell(text, spot, shaded=not text and _is_painted(cell)))
        cells += [SourceCell("", spot, "left")] * (_count(cell, "tcPr", "gridSpan", missing=1) - 1)
    return cells


def _is_painted(cell: Any) -> bool:
    shading = cell.find(f"{W}tcPr/{W}shd")
    fill = "auto" if shading is None else shading.get(f"{W}fill", "auto")
    return fill.lower() not in ("auto", "ffffff")


def _count(element: Any, *path: str, missing: int) -> int:
    found = element.find("/".join(W + name for name in path))
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), _MOST_COLUMNS) if text.isdecimal() else missing


def _cell_text(cell: Any, body: _Body) -> str:
    r"""Return the text of a cell, ``\n`` between paragraphs; a table inside becomes lines."""
    lines = []
    for element in _elements(cell, "p", "tbl"):
        if element.tag == f"{W}tbl":
            body.tally["nested"] += 1
            inner = _table(element, Spot(), body).rows
            lines += [" ".join(found.text for found in row.cells if found.text) for row in inner]
        else:
            number = body.numbering.number_of(element)
            lines.append(_numbered(number, text_of(element, body.tally)))
    return "\n".join(line.strip() for line in "\n".join(lines).split("\n") if line.strip())


def _numbered(number: str, text: str) -> str:
    """Return a text with its number before it; ``1.`` and ``5月`` must not become ``1.5月``."""
    apart = number[-1:].isascii() and text[:1].isascii()
    return f"{number} {text}" if number and text and apart else number + text


def repairs_of(tally: Tally, unknown_forms: AbstractSet[str], running: list[str]) -> Repairs:
    """Return the repairs of a reading.

    Args:
        tally: what was counted on the way.
        unknown_forms: names of numbering formats that were printed as plain numbers.
        running: the texts of headers and footers.
    """
    return tuple((Spot(), sentence) for sentence in _said(tally, unknown_forms, running))


def _said(tally: Tally, unknown_forms: AbstractSet[str], running: list[str]) -> Iterator[str]:
    if tally["inserted"] or tally["deleted"]:
        yield (
            f"文件带修订痕迹：插入 {tally['inserted']} 处已读入，删除 {tally['deleted']} 处未读入，"
            "请核对是否都应接受"
        )
    if tally.boxes:
        shown = "、".join(f"“{words}…”" for words in tally.boxes[:3])
        yield f"有 {len(tally.boxes)} 个文本框未读入（{shown}），需要时请把文字移到正文"
    for key, sentence in _SENTENCES:
        if tally[key]:
            yield sentence.format(tally[key])
    for form in sorted(unknown_forms):
        yield f"自动编号的样式“{form}”不认识，按阿拉伯数字读入"
    if running:
        yield f"页眉或页脚“{'”“'.join(running)}”不作正文"
