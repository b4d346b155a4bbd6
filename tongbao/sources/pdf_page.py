"""One page of the library -> what is printed on it, the right way up.

In: a page of pdfplumber. Out: ``PrintedPage``: its characters, the boxes that its rules make, and what was left out.
A page whose text lies on its side is turned first; text across the page, a watermark, is left out and named.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from tongbao.sources.lines import Glyph
from tongbao.sources.pdf_rules import DrawnRules, cells_of, rules_of, without_grounds
from tongbao.sources.pdf_tables import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page

LOST = "\ufffd"  # stands for a character whose font does not say which it is
_BOLD = re.compile("bold|heavy|black", re.IGNORECASE)
_STRAIGHT = 2.0  # degrees
_HUGE = 2.5  # of the usual type size
_WHITE = 0.97
_LONGEST_MARK = 30


class PrintedPage(NamedTuple):
    """What the library finds on a page, before anything is made of it.

    ``number`` counts from 1; ``cells`` holds for each ruled table the boxes of its cells, ``rules`` all rules of
    the page; ``fills`` are painted areas; ``sideways`` and ``marks`` are texts left out of ``glyphs``: those that
    stand on their side, and those that run aslant or large across the others; ``rolled`` says that
    the page itself was turned; ``pictured`` is the share of the page that pictures cover.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    cells: list[list[Box]]
    rules: DrawnRules
    fills: list[Box]
    sideways: int
    marks: tuple[str, ...]
    rolled: bool
    pictured: float


def printed_page(found: "Page") -> PrintedPage:
    """Return what is printed on a page of the library; the library then forgets it."""
    page, rolled = _upright(found)
    width, height = float(page.width), float(page.height)
    if not math.isfinite(width * height):
        raise ValueError(page.bbox)
    glyphs, marks, sideways = _glyphs(page)
    glyphs, huge = _without_huge(glyphs)
    covered = sum(abs(float(one["width"]) * float(one["height"])) for one in page.images)
    ruled = without_grounds(page)
    rules = rules_of(ruled)
    printed = PrintedPage(
        number=page.page_number,
        width=width,
        height=height,
        glyphs=glyphs,
        cells=cells_of(ruled, rules),
        rules=rules,
        fills=list(_fills(page)),
        sideways=sideways,
        marks=(*marks, *huge),
        rolled=rolled,
        pictured=covered / max(width * height, 1.0),
    )
    page.close()
    return printed


def _direction(char: Any) -> float:
    """Return which way a character's line runs, in degrees against the clock; 0 is upright."""
    a, b = char["matrix"][:2]
    return math.degrees(math.atan2(b, a)) % 360


def _quarter(char: Any) -> int | None:
    """Return the quarter turn a character stands in, None where it runs aslant."""
    direction = _direction(char)
    quarter = round(direction / 90) * 90
    return quarter % 360 if abs(direction - quarter) <= _STRAIGHT else None


def _upright(page: "Page") -> tuple["Page", bool]:
    """Return the page turned so that most of its text stands upright, and whether it had to be."""
    turns = Counter(_quarter(char) for char in page.chars if not char["text"].isspace())
    turn, _ = turns.most_common(1)[0] if turns else (0, 0)
    if not turn:
        return page, False
    page.close()
    # One half of the library reads the turn here, the other there.
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.page_obj.rotate + turn) % 360
    again = type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
    return again, True


def _glyphs(page: "Page") -> tuple[list[Glyph], tuple[str, ...], int]:
    """Return the upright characters inside the page, the texts that run aslant, and how many lie."""
    left, top, right, bottom = page.bbox
    glyphs: list[Glyph] = []
    aslant: list[str] = []
    sideways = 0
    for char in page.chars:
        if not (left <= char["x0"] < right and top <= char["top"] < bottom):
            continue
        quarter = _quarter(char)
        text = LOST if char["text"].startswith("(cid:") else char["text"].replace("\xa0", " ")
        if quarter == 0:
            keys = ("x0", "x1", "top", "bottom", "size")
            x0, x1, above, below, size = (float(char[key]) for key in keys)
            bold = bool(_BOLD.search(char["fontname"]))
            glyphs.append(Glyph(text, x0, x1, above, below, size, bold))
        elif quarter is None:
            aslant.append(text)
        else:
            sideways += not text.isspace()
    words = "".join(aslant).strip()
    return glyphs, (words,) if words else (), sideways


def _without_huge(glyphs: list[Glyph]) -> tuple[list[Glyph], tuple[str, ...]]:
    """Return the glyphs without large ones printed across others, and the texts of those."""
    usual = median(glyph.size for glyph in glyphs) if glyphs else 0.0
    huge = [glyph for glyph in glyphs if glyph.size > _HUGE * usual and not glyph.text.isspace()]
    if not huge:
        return glyphs, ()
    small = [glyph for glyph in glyphs if glyph.size <= _HUGE * usual]
    # What is printed in one size belongs together, also its lines that happen to meet no text.
    crossing = {one.size for one in huge if any(_holds(one, other) for other in small)}
    marks = ("".join(one.text for one in huge if one.size == size) for size in sorted(crossing))
    return [glyph for glyph in glyphs if glyph.size not in crossing], tuple(marks)


def _holds(large: Glyph, small: Glyph) -> bool:
    """Say whether the middle of a small character lies inside a large one."""
    x, y = (small.x0 + small.x1) / 2, (small.top + small.bottom) / 2
    return large.x0 < x < large.x1 and large.top < y < large.bottom and not small.text.isspace()


def _fills(page: "Page") -> Iterator[Box]:
    """Yield the areas painted in some colour but white; black ones are rules or bars."""
    for rect in page.rects:
        colour = rect.get("non_stroking_color")
        if rect.get("fill") and _is_colour(colour) and min(rect["width"], rect["height"]) > 4:  # noqa: PLR2004
            yield (float(rect["x0"]), float(rect["top"]), float(rect["x1"]), float(rect["bottom"]))


def _is_colour(colour: Any) -> bool:
    parts: Sequence[Any] = colour if isinstance(colour, (tuple, list)) else (colour,)
    numbers = [part for part in parts if isinstance(part, (int, float))]
    if not numbers:
        return False
    if len(numbers) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        return max(numbers[:3]) > 1 - _WHITE
    return max(numbers) - min(numbers) > 1 - _WHITE


def shown_mark(text: str) -> str:
    """Return a watermark's text as a report quotes it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_MARK else plain[:_LONGEST_MARK] + "……"
