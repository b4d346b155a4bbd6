"""What a received file shows at one place: a page of a PDF as a picture, of other files the lines, the words marked.

In: a site's folder, its notices, and a ``Where``. Out: an ``Excerpt`` for a template, and the picture that it names.
Only files that the records name can be asked for. What was drawn or read is kept in memory for the next time.
"""

import functools
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode

from tongbao.problems import Problems
from tongbao.records.model import Notice, Source
from tongbao.site.origins import spot_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_RESOLUTION = 100
_KEPT = 24
_FILES_KEPT = 8
# Points above and below the marked words that a strip of a page shows, and how many boxes are drawn.
_AROUND = 24.0
_TALLEST = 180.0
_MOST_BOXES = 100
# So many characters of a long text are looked for where all of it is not there: it may go on on the next page.
_BEGINNING = 20
# Characters of a long line that are shown beside marked words.
_BESIDE = 40
_PICTURE = re.compile(r"/_source/([a-z0-9_-]+)/(\d{1,3})/(\d{1,4})\.png")
_RED = (183, 28, 28)


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a notice, and the words there that a person is asked to look at."""

    notice: str
    page: int | None = None
    row: int | None = None
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: Source, *words: str) -> "Where":
        """Return the place of a source."""
        return cls(source.notice, source.page, source.row, tuple(filter(None, words)))


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A piece of a line; ``marked`` where it is what a person is asked to look at."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One place of a notice as it is shown.

    ``picture`` is the address of the whole page, ``strip`` that of the part with the marked words; ``lines`` are those
    of a file that is no PDF; ``words`` say where to look by hand, where neither can be shown.
    """

    title: str
    spot: str
    picture: str = ""
    strip: str = ""
    lines: tuple[tuple[LinePiece, ...], ...] = ()
    words: str = ""


class SourceFiles:
    """The received files of a site, looked at when asked."""

    def __init__(self, root: Path, notices: Sequence[Notice]) -> None:
        """Keep the site's folder and its notices."""
        self._root = root
        self._notices = {notice.id: notice for notice in notices}

    def excerpt(self, where: Where) -> Excerpt | None:
        """Return what a notice shows at a place; None where there is no such notice."""
        notice = self._notices.get(where.notice)
        if notice is None:
            return None
        title, spot = (
            notice.title,
            spot_of(Source(notice=notice.id, page=where.page, row=where.row)),
        )
        files = list(self._files(notice))
        for number, path in files:
            if _is_pdf(path):
                address = f"/_source/{quote(notice.id)}/{number}/{where.page or 1}.png"
                marks = [("mark", word) for word in where.words]
                query = f"?{urlencode(marks)}" if marks else ""
                part = f"?{urlencode([*marks, ('part', '1')])}" if marks else ""
                return Excerpt(title, spot, address + query, address + part)
        for _, path in files:
            if lines := _lines_at(path, path.stat().st_mtime_ns, where):
                return Excerpt(title, spot, lines=lines)
        return Excerpt(title, spot, words=_by_hand(notice))

    def picture(self, address: str, query: str) -> bytes | None:
        """Return the picture of an address as PNG; None where there is none."""
        asked = _PICTURE.fullmatch(address)
        notice = self._notices.get(asked[1]) if asked else None
        if asked is None or notice is None:
            return None
        path = dict(self._files(notice)).get(int(asked[2]))
        given = parse_qs(query)
        if path is None or not _is_pdf(path):
            return None
        return picture_of(path, int(asked[3]), tuple(given.get("mark", ())), part="part" in given)

    def _files(self, notice: Notice) -> Iterator[tuple[int, Path]]:
        """Yield the files of a notice that are at hand, by their number."""
        for number, file in enumerate(notice.files, start=1):
            path = self._root / "content" / "notices" / notice.id / file.name
            if path.is_file():
                yield number, path


def _by_hand(notice: Notice) -> str:
    names = "、".join(file.name for file in notice.files)
    if notice.kind == "news":
        return f"报道的原文不存在这里，请看登报的那一版{f'（{names}）' if names else ''}"
    return f"没有找到这些字，请打开 content/notices/{notice.id}/ 里的 {names}" if names else ""


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _lines_at(path: Path, changed: int, where: Where) -> tuple[tuple[LinePiece, ...], ...]:
    """Return the line of a text, Word or Excel file that holds most of the words, with that above and below it."""
    lines = _read(path, changed)
    bare = ["".join(line.split()) for line in lines]
    whole = ["".join(word.split()) for word in where.words]
    wanted = [
        word if any(word in line for line in bare) else word[:_BEGINNING] for word in whole if word
    ]
    hits = [sum(word in line for word in wanted) for line in bare]
    most = max(hits, default=0)
    if most == 0:
        return ()
    at = hits.index(most)
    return tuple(
        tuple(_pieces(line, where.words if number == at else ()))
        for number, line in enumerate(lines[max(at - 1, 0) : at + 2], start=max(at - 1, 0))
    )


@functools.lru_cache(maxsize=_FILES_KEPT)
def _read(path: Path, _changed: int) -> tuple[str, ...]:
    """Return the lines of a file: its paragraphs, and the rows of its tables with their cells parted."""
    from tongbao.sources import read
    from tongbao.sources.document import Paragraph

    try:
        document = read(path)
    except (OSError, Problems):
        return ()
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.number + block.text)
        else:
            lines += (
                " │ ".join(cell.text for cell in row.cells if cell.span == "own")
                for row in block.rows
            )
    return tuple(lines)


def _pieces(line: str, words: Sequence[str]) -> Iterator[LinePiece]:
    """Yield a line in pieces, the words marked; of what is far from them it only says that it is there."""
    spaced = (r"\s*".join(map(re.escape, "".join(word.split()))) for word in words)
    pattern = "|".join(sorted(filter(None, spaced), key=len, reverse=True))
    spans = [found.span() for found in re.finditer(pattern, line)] if pattern else []
    at = 0
    for begin, stop in spans:
        yield from _between(line[at:begin], after=at > 0, before=True)
        yield LinePiece(line[begin:stop], marked=True)
        at = stop
    yield from _between(line[at:], after=at > 0 or not spans, before=False)


def _between(text: str, *, after: bool, before: bool) -> Iterator[LinePiece]:
    """Yield what stands between marked words: the end that is beside some, all of it where it is short."""
    if len(text) <= 2 * _BESIDE:
        yield from (LinePiece(text) for _ in range(bool(text)))
        return
    if after:
        yield LinePiece(text[:_BESIDE])
    yield LinePiece("……")
    if before:
        yield LinePiece(text[-_BESIDE:])


def picture_of(
    path: Path, page: int, words: tuple[str, ...] = (), *, part: bool = False
) -> bytes | None:
    """Return a page of a PDF as PNG, some words in it framed; ``part``: only the strip in which they stand.

    A file that has changed is drawn anew.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _drawn(path, changed, page, words, part)


@functools.lru_cache(maxsize=_KEPT)
def _drawn(path: Path, changed: int, page: int, words: tuple[str, ...], part: bool) -> bytes | None:
    drawn = _page_drawn(path, changed, page)
    if drawn is None:
        return None
    image, glyphs, width, height = drawn
    found = [lines for word in words for lines in _places(glyphs, word)][:_MOST_BOXES]
    boxes = [box for lines in found for box in lines]
    scale = image.width / width
    from PIL import ImageDraw

    image = image.copy()
    pen = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        pen.rectangle(
            [scale * (x0 - 2), scale * (top - 2), scale * (x1 + 2), scale * (bottom + 2)],
            outline=_RED,
            width=2,
        )
    if part and found:
        top = max(found[0][0][1] - _AROUND, 0)
        bottom = min(found[0][-1][3], top + _TALLEST, height - _AROUND) + _AROUND
        image = image.crop((0, int(scale * top), image.width, int(scale * bottom)))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


_Box = tuple[float, float, float, float]
_Glyphs = list[tuple[str, float, float, float, float]]


@functools.lru_cache(maxsize=_KEPT)
def _page_drawn(path: Path, _changed: int, page: int) -> tuple[Any, _Glyphs, float, float] | None:
    """Return a page as a picture, its characters with their boxes in the order of the file, its width and height."""
    # Only the preview draws, and only when asked: the libraries take a while to open.
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException
    from pypdfium2 import PdfiumError

    try:
        with pdfplumber.open(path, pages=[page]) as pdf:
            if not pdf.pages:
                return None
            found = pdf.pages[0]
            drawn = found.to_image(resolution=_RESOLUTION, antialias=True).original.convert("RGB")
            return drawn, _glyphs(found), float(found.width), float(found.height)
    except (OSError, PdfminerException, PdfiumError):
        return None


def _glyphs(page: "Page") -> _Glyphs:
    return [
        (sign, char["x0"], char["top"], char["x1"], char["bottom"])
        for char in page.chars
        for sign in char["text"]
        if not sign.isspace()
    ]


def _places(glyphs: _Glyphs, word: str) -> Iterator[list[_Box]]:
    """Yield every place where a word stands: its boxes, one a printed line."""
    wanted = "".join(word.split())
    text = "".join(sign for sign, *_ in glyphs)
    at = text.find(wanted) if wanted else -1
    if at < 0 and len(wanted) > _BEGINNING:
        wanted = wanted[:_BEGINNING]
        at = text.find(wanted)
    while at >= 0:
        yield _boxes(glyphs[at : at + len(wanted)])
        at = text.find(wanted, at + len(wanted))


def _boxes(glyphs: _Glyphs) -> list[_Box]:
    """Return the boxes of some characters, one a printed line."""
    boxes: list[_Box] = []
    for _, x0, top, x1, bottom in glyphs:
        last = boxes[-1] if boxes else None
        if last and abs(top - last[1]) < (bottom - top) / 2 and x0 >= last[0]:
            boxes[-1] = (last[0], min(last[1], top), x1, max(last[3], bottom))
        else:
            boxes.append((x0, top, x1, bottom))
    return boxes
