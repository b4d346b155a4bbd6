"""PDF -> paragraphs and tables, each with its page.

In: the bytes of a PDF. Out: a ``SourceText``. The steps: take from each page its characters and
ruling lines once, put the characters into the cells, make lines of the rest, and only then, with
all pages seen, decide where paragraphs end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbao.sources.document import Block, Spot
from tongbao.sources.lines import Glyph, PrintedLine, lines_of
from tongbao.sources.pdf_file import printed_pages
from tongbao.sources.pdf_flow import PageLine, columns_of, paragraphs_of, split_running
from tongbao.sources.pdf_open import LoosePage, OpenTable, open_tables
from tongbao.sources.pdf_page import LOST, PrintedPage, shown_mark
from tongbao.sources.pdf_tables import RuledTable, finished, rooms_of, tables_on
from tongbao.sources.reading import SourceText, refusal

_MOST_LOST = 0.2  # share of the characters
_PICTURE = 0.5  # share of the page
_WORDS = 50  # fewer characters on a picture are a scanner's stamp, not its text


@dataclass(frozen=True, slots=True)
class _PageContent:
    """What one page holds: tables, lines outside them, and counts that tell a picture from text."""

    number: int
    height: float
    tables: tuple[RuledTable, ...]
    lines: tuple[PageLine, ...]
    letters: int
    lost: int
    sideways: int
    marks: tuple[str, ...]
    rolled: bool
    pictured: float
    loose: LoosePage | None = None
    open: OpenTable | None = None

    @property
    def is_picture(self) -> bool:
        return self.pictured > _PICTURE and self.letters < _WORDS


def read_pdf(data: bytes, name: str) -> SourceText:
    """Return the paragraphs and tables of a PDF.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: one message, for a file that is damaged, encrypted, scanned, or without text.
    """
    pages = [_content(page) for page in printed_pages(data, name)]
    _check_text(pages, name)
    lines, running = split_running([line for page in pages for line in page.lines])
    pages, lines = _with_open_tables(pages, lines)
    blocks = tuple(_blocks(pages, lines))
    return SourceText(blocks, (*running, *_repairs(pages)), len(pages))


def _content(page: PrintedPage) -> _PageContent:
    tables, outside = tables_on(page.number, page.cells, page.glyphs, page.fills)
    lines = _page_lines(page.number, page.width, page.height, outside)
    loose = LoosePage(page.number, round(page.width), page.glyphs, page.rules)
    return _PageContent(
        number=page.number,
        height=page.height,
        tables=tuple(sorted(tables, key=lambda table: table.frame[1])),
        lines=tuple(lines),
        letters=sum(not glyph.text.isspace() for glyph in page.glyphs),
        lost=sum(glyph.text == LOST for glyph in page.glyphs),
        sideways=page.sideways,
        marks=page.marks,
        rolled=page.rolled,
        pictured=page.pictured,
        loose=None if any(map(_is_whole, tables)) else loose,
    )


def _is_whole(table: RuledTable) -> bool:
    """Say whether rules part both the rows and the columns of a table."""
    return min(len(table.slots), len(table.slots[0])) > 1


def _page_lines(
    page: int, width: float, height: float, glyphs: Sequence[Glyph]
) -> Iterator[PageLine]:
    for number, line in enumerate(lines_of(glyphs), start=1):
        yield PageLine(line, page, number, round(width), height)


def _with_open_tables(
    pages: Sequence[_PageContent], lines: Sequence[PageLine]
) -> tuple[list[_PageContent], list[PageLine]]:
    """Return the pages with the tables that rules do not close, and the lines outside those."""
    body = {(one.page, one.number) for one in lines}
    # Beside whole tables one of a single row is the rest of a row, not a table without rules.
    some_whole = any(map(_is_whole, (table for page in pages for table in page.tables)))
    loose = {}
    for page in pages:
        if page.loose and not (page.tables and some_whole):
            running = [one.line for one in page.lines if (one.page, one.number) not in body]
            kept = [glyph for glyph in page.loose.glyphs if not _is_in(glyph, running)]
            loose[page.number] = page.loose._replace(glyphs=kept)
    found = open_tables(list(loose.values()))
    rest = [one for one in lines if one.page not in found]
    whole = []
    for page in pages:
        table = found.get(page.number)
        if table is None:
            whole.append(replace(page, loose=None))
            continue
        tables, outside = tables_on(page.number, [table.bands.boxes], loose[page.number].glyphs)
        opened = tuple(replace(one, open=True, sure=table.bands.sure) for one in tables)
        height = page.height
        rest += _page_lines(page.number, loose[page.number].width, height, outside)
        whole.append(replace(page, tables=opened, loose=None, open=table))
    return whole, sorted(rest, key=lambda one: (one.page, one.number))


def _is_in(glyph: Glyph, lines: Sequence[PrintedLine]) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    return any(line.top < middle < line.bottom for line in lines)


def _check_text(pages: Sequence[_PageContent], name: str) -> None:
    """Refuse a file whose pages are pictures, or blank, or whose characters are not to be had."""
    letters = sum(page.letters for page in pages)
    lost = sum(page.lost for page in pages)
    written = [page for page in pages if page.letters or page.pictured]
    if written and all(page.is_picture or not page.letters for page in written):
        hint = "请索取可复制文字的 PDF 或 Word 原件；没有原件时，须先识别成文字并人工校对"
        raise refusal(name, f"这是扫描件或图片，{len(pages)} 页都没有可读的文字", hint)
    if not letters:
        hint = "请核对是否取错了文件，或索取可复制文字的 PDF、Word 原件"
        raise refusal(name, f"PDF 里没有任何文字，共 {len(pages)} 页", hint)
    if lost > _MOST_LOST * letters:
        hint = "请索取 Word 原件，或用生成它的程序重新导出 PDF 并嵌入字体"
        raise refusal(name, "PDF 的字体没有字符对照表，文字无法还原", hint)


def _repairs(pages: Sequence[_PageContent]) -> Iterator[tuple[Spot, str]]:
    """Yield what was repaired or not read, page by page gathered into one report each."""
    strange = [
        page for page in pages
        if any(one.line.strange for one in page.lines)
        or any(line.strange for table in page.tables
               for found in table.lines.values() for line in found)
    ]  # fmt: skip
    yield from _report(strange, "的部首字形或兼容汉字已换成通用汉字")
    yield from _report((page for page in pages if page.lost), f"有文字无法还原，以“{LOST}”代替")
    yield from _report((page for page in pages if page.rolled), "的文字是侧着的，已转正读入")
    yield from _report((page for page in pages if page.sideways), "有横竖方向不同的文字，未读入")
    for mark in dict.fromkeys(mark for page in pages for mark in page.marks):
        marked = (page for page in pages if mark in page.marks)
        yield from _report(marked, f"的水印“{shown_mark(mark)}”不作正文")
    opened = [page for page in pages if page.open]
    ruled = (page for page in opened if page.open and page.open.ruled)
    bare = (page for page in opened if page.open and not page.open.ruled)
    yield from _report(ruled, "的表格没有竖线，按文字的位置分列")
    yield from _report(bare, "的表格没有表格线，按文字的位置分行分列")
    yield from _report((page for page in pages if page.is_picture), "是图片，没有文字，未读入")
    layered = (page for page in pages if page.pictured > _PICTURE and not page.is_picture)
    yield from _report(layered, "是图片加文字层，文字可能由识别得来，请对照原件")


def _report(pages: Iterable[_PageContent], message: str) -> Iterator[tuple[Spot, str]]:
    numbers = [page.number for page in pages]
    if numbers:
        yield Spot(page=numbers[0]), f"第 {_ranges(numbers)} 页{message}"


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as printed in a sentence: ``1-3、7``."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in run] for _, run in runs]
    return "、".join(f"{run[0]}-{run[-1]}" if run[1:] else str(run[0]) for run in found)


def _blocks(pages: Sequence[_PageContent], lines: Sequence[PageLine]) -> Iterator[Block]:
    """Yield paragraphs and tables in reading order; a table ends the paragraph before it."""
    columns = columns_of(lines)
    by_page = {page: list(found) for page, found in groupby(lines, key=lambda one: one.page)}
    tables = [table for page in pages for table in page.tables]
    followers = [*tables[1:], None]
    rooms = rooms_of(tables)
    waiting: list[PageLine] = []
    for page in pages:
        left = by_page.get(page.number, [])
        rows = 1
        for table in page.tables:
            above = [one for one in left if one.line.top < table.frame[1]]
            left = left[len(above) :]
            yield from paragraphs_of([*waiting, *above], columns)
            waiting = []
            yield finished(table, followers.pop(0), rooms, rows)
            rows += len(table.slots)
        waiting += left
    yield from paragraphs_of(waiting, columns)
