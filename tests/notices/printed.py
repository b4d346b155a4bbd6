"""Ledgers printed by a browser, made for the tests: rows as an HTML table, and that as a PDF.

In: rows as in ``layouts`` and how they shall look. Out: the bytes of PDF files as offices print them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from playwright.sync_api import Browser

from tests.notices.layouts import TITLE, USUAL, Headers, Row, cell_height, cell_text

Rules = Literal["all", "across", "none"]
Turn = Literal[90, 270]

# How wide a column is, in parts of the whole.
_WIDTHS = {"number": 4, "task": 12, "text": 30, "status": 7, "note": 7}
_USUAL_WIDTH = 9
_BORDERS: Mapping[Rules, str] = {
    "all": "border: 0.5pt solid black",
    "across": "border-top: 0.5pt solid black; border-bottom: 0.5pt solid black",
    "none": "border: none",
}
_STYLE = """
body { margin: 0; font: 10.5pt/1.4 "Noto Serif CJK SC", "Noto Sans CJK SC", serif }
h1 { font-size: 16pt; text-align: center }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { padding: 4pt 5pt; text-align: left; font-weight: normal }
td div { margin: 0 }
.watermark { position: fixed; top: 40%; left: 15%; font-size: 64pt; color: #ccc }
"""
_RUNNING = '<div style="font-size: 9px; width: 100%; text-align: center">{}</div>'


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a ledger is printed.

    ``watermark`` stands across each page; ``head`` and ``foot`` run along the
    pages, ``{page}`` and ``{pages}`` in them are numbers; ``style`` is CSS; ``body`` are the rows as HTML, the header
    among them, in place of those given; ``body_between`` is a paragraph in the middle, with a table on each side.
    """

    rules: Rules = "all"
    headers: Headers = USUAL
    landscape: bool = False
    repeat_header: bool = True
    watermark: str = ""
    head: str = ""
    foot: str = ""
    style: str = ""
    body: str = ""
    body_between: str = ""


def printed(browser: Browser, rows: Sequence[Row], look: Look) -> bytes:
    """Return the PDF of a ledger."""
    page = browser.new_page()
    try:
        page.set_content(page_of(rows, look))
        return page.pdf(
            format="A4",
            landscape=look.landscape,
            print_background=True,
            margin={"top": "25mm", "bottom": "22mm", "left": "20mm", "right": "20mm"},
            display_header_footer=bool(look.head or look.foot),
            header_template=_running(look.head),
            footer_template=_running(look.foot),
        )
    finally:
        page.close()


def _running(words: str) -> str:
    numbers = {name: f'<span class="{name}"></span>' for name in ("pageNumber", "totalPages")}
    shown = words.replace("{page}", numbers["pageNumber"]).replace("{pages}", numbers["totalPages"])
    return _RUNNING.format(shown)


def page_of(rows: Sequence[Row], look: Look) -> str:
    """Return the ledger as a page of HTML."""
    borders = f"td, th {{ {_BORDERS[look.rules]} }}"
    group = "table-header-group" if look.repeat_header else "table-row-group"
    mark = f'<div class="watermark">{escape(look.watermark)}</div>' if look.watermark else ""
    half = len(rows) // 2
    parts = [rows[:half], rows[half:]] if look.body_between else [rows]
    tables = f"<p>{escape(look.body_between)}</p>".join(_table(part, look) for part in parts)
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{_STYLE}{borders}"
        f"thead {{ display: {group} }}{look.style}</style>{mark}<h1>{TITLE}</h1>{tables}</html>"
    )


def _table(rows: Sequence[Row], look: Look) -> str:
    if look.body:
        return f"<table>{look.body}</table>"
    columns = "".join(_columns(look.headers))
    head, body = _header(look.headers), "".join(_rows(rows, look.headers))
    return (
        f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _columns(headers: Headers) -> Iterator[str]:
    widths = [_WIDTHS.get(role, _USUAL_WIDTH) for role, _ in headers]
    for width in widths:
        yield f'<col style="width: {100 * width / sum(widths):.2f}%">'


def _header(headers: Headers) -> str:
    return "<tr>" + "".join(f"<th>{escape(name)}" for _, name in headers)


def _rows(rows: Sequence[Row], headers: Headers) -> Iterator[str]:
    for at in range(len(rows)):
        yield "<tr>" + "".join(_cell(rows, at, role, headers) for role, _ in headers)


def _cell(rows: Sequence[Row], at: int, role: str, headers: Headers) -> str:
    height = cell_height(rows, at, role)
    if not height:
        return ""
    lines = (
        f"<div>{escape(line)}</div>" for line in cell_text(rows[at], role, headers).split("\n")
    )
    return f'<td rowspan="{height}">' + "".join(lines)


# -- pages turned --------------------------------------------------------------------------------


def turned(pdf: bytes, turn: Turn, *, upright: bool) -> bytes:
    """Return a PDF of a browser with ``/Rotate`` on each page.

    ``upright``: the content is turned the other way, so that the page reads as before; else readers see it lie
    on its side.
    """
    out = bytearray(pdf)
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    objects: dict[int, bytes] = {}
    for found in re.finditer(
        rb"(?s)\n(\d+) 0 obj\n<<((?:(?!endobj).)*?/Type /Page\n.*?)>>\nendobj", pdf
    ):
        width, height = map(float, re.findall(rb"/MediaBox \[0 0 (\S+) (\S+)\]", found[2])[0])
        page = found[2].replace(b"/Type /Page\n", b"/Type /Page\n/Rotate %d\n" % turn)
        if upright:
            matrix = (0, 1, -1, 0, height, 0) if turn == 90 else (0, -1, 1, 0, 0, width)
            objects[size] = _stream("q {} {} {} {} {} {} cm".format(*matrix))
            objects[size + 1] = _stream("Q")
            page = re.sub(
                rb"/MediaBox \[.*?\]", b"/MediaBox [0 0 %.2f %.2f]" % (height, width), page
            )
            page = re.sub(
                rb"/Contents (\d+ 0 R)", rb"/Contents [%d 0 R \1 %d 0 R]" % (size, size + 1), page
            )
            size += 2
        objects[int(found[1])] = b"<<" + page + b">>"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    before = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    out += b"trailer\n<</Size %d /Root %s /Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        before,
        start,
    )
    return bytes(out)


def _stream(content: str) -> bytes:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream".encode()
