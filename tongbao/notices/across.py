"""Rows that are no tasks: a text across the table, the heading of a section.

In: a row and the roles of its columns. Out: whether it goes across the table, and the heading it is. Notes and totals
are told by the words of the lexicon; what reads as a heading is short, and no sentence.
"""

import re

from tongbao.notices.headers import Roles
from tongbao.sources.document import SourceRow

_HAN = "〇零一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"\s*(?:[{_HAN}]{{1,3}}\s*[、.．]|[（(][{_HAN}]{{1,3}}[)）]|第[{_HAN}]{{1,3}}(?:部分|类|板块))"
)
_COUNT = re.compile(rf"\s*[（(]?[{_HAN}]{{1,3}}[)）]?\s*[、.．]?\s*")
_FIGURES = re.compile(r"[\d.,]+[%％]?|[-—–/]+")
_COUNTED = re.compile(r"[（(]?共?\d{1,3}(?:个|项|件)[）)]?\s*$")
_NO_HEADING = re.compile(r"[。；：:;？！]|\d{4}年|\d+月")
_FEWEST_COLUMNS = 3
_LONGEST_NUMBERED = 40
_LONGEST = 20


def is_numbered(text: str) -> bool:
    """Return whether a text is a numbered heading: 一、经济发展."""
    plain = text.strip()
    ends = plain.endswith(("。", "；", ";", "，"))
    return bool(_NUMBERED.match(plain)) and len(plain) <= _LONGEST_NUMBERED and not ends


def stands_across(row: SourceRow) -> bool:
    """Return whether a row is one text over all columns."""
    first, *others = row.cells or (None,)
    covered = all(cell.span == "left" for cell in others)
    return (
        first is not None and first.span == "own" and covered and len(row.cells) >= _FEWEST_COLUMNS
    )


def heading_of(row: SourceRow, roles: Roles) -> str:
    """Return the heading that a row is, "" for another row.

    It stands across the table; or alone in its first columns, numbered: 一、经济发展, or 一 beside 经济发展.
    """
    filled = _without_sums([at for at, cell in enumerate(row.cells) if cell.text.strip()], row)
    if not filled or filled[-1] > _last_of_first(roles) or not _is_alone(row, filled):
        return ""
    texts = [" ".join(row.cells[at].text.split()) for at in filled]
    text = texts[0] if len(texts) == 1 else " ".join(texts)
    if len(texts) == 1 and is_numbered(text):
        return text
    if len(texts) == 1:
        first = stands_across(row) or roles[filled[0]] == "number"
        return text if first and _reads_as_heading(text) else ""
    if roles[filled[0]] == "number" and all(map(is_numbered, (texts[0], "".join(texts)))):
        return "".join(texts)  # no rule between the columns: 二、加 beside 快推进产业转型
    counted = roles[filled[0]] == "number" and _COUNT.fullmatch(texts[0])
    return text if counted and _reads_as_heading(texts[1]) else ""


def _without_sums(filled: list[int], row: SourceRow) -> list[int]:
    """Return the filled cells of a row without the sums in a section's heading: 一 | 产业项目（5个） | 486300."""
    words = [at for at in filled if not _FIGURES.fullmatch(row.cells[at].text.strip())]
    is_counted = len(words) == 2 and bool(  # noqa: PLR2004 - a number and the words of the heading
        _COUNT.fullmatch(row.cells[words[0]].text) and _COUNTED.search(row.cells[words[1]].text)
    )
    return words if is_counted else filled


def _last_of_first(roles: Roles) -> int:
    """Return the last of the columns that a heading may stand in: number, section, task."""
    return max((at for at, role in enumerate(roles) if role in ("number", "task")), default=0)


def _is_alone(row: SourceRow, filled: list[int]) -> bool:
    """Return whether nothing else belongs to a row: no cell merged with the one above, no ground of colour."""
    others = (cell for at, cell in enumerate(row.cells) if at not in filled)
    return len(filled) <= 2 and not any(cell.span == "above" or cell.shaded for cell in others)  # noqa: PLR2004


def _reads_as_heading(text: str) -> bool:
    has_words = bool(re.search(r"[\u4e00-\u9fff]{2}", text))
    return has_words and len(text) <= _LONGEST and not _NO_HEADING.search(text)
