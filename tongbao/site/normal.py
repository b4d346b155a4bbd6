"""Text as the search compares it, and the way back to what was printed.

In: text of records. Out: ``normal``: NFKC, lower case, without white space and quotation marks, dashes unified; and
``packed``: the normal text with the edits that turn it into the printed one again, so that a shard holds a text once.
static/search-text.js does the same to a query, and undoes the edits for the lines it shows.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# White space of every kind, characters without width, quotation marks and middle dots.
_DROPPED = re.compile(
    "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\xad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\ufeff"
    "\"'`\\xb7\\u2018-\\u201f\\u2022\\u2027\\u300c-\\u300f\\u301d-\\u301f\\u30fb]+"
)
_UNIFIED = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58", "-")
    | dict.fromkeys("\u301c\u223c", "~")
    | {"ς": "σ"}  # which of the two a capital becomes depends on what follows
)

# How these signs are nearly always printed in Chinese: what the way back assumes where no edit says otherwise.
_NORMAL = str.maketrans("，（）：；！？", ",():;!?")
# Everything else is printed as it is compared, if it is one of these; all others take an edit.
_PLAIN = "\\u4e00-\\u9fff、。《》〈〉【】0-9a-z%./+=<>*&#_\\-~，（）：；！？"
_MARKS = "\\u0300-\\u036f\\u20d0-\\u20ff\\u3099\\u309a"
_SPECIAL = re.compile(f"(?:[{_PLAIN}](?=[{_MARKS}]))?[^{_PLAIN}]+")
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)

BETWEEN_FIELDS = "\t"


@dataclass(frozen=True, slots=True)
class Packed:
    """A text as it is compared, and its edits: ``skip,drop,length,`` and so many characters, again and again.

    Skip so many characters of the normal text, drop the next ones, and put the given ones in their place.
    Lengths are those of JavaScript: a character beyond U+FFFF counts as two.
    """

    normal: str
    edits: str


def normal(text: str) -> str:
    """Return a text as it is compared."""
    # Dropping white space brings characters together, and a small letter may compose where the capital did not.
    bare = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    folded = unicodedata.normalize("NFKC", bare).lower().translate(_UNIFIED)
    return _DROPPED.sub("", unicodedata.normalize("NFKC", folded))


def packed(fields: Iterable[str]) -> Packed:
    """Return texts as one, a tab between each two: no query can hold one, so none finds across them."""
    normals: list[str] = []
    edits: list[str] = []
    waiting = 0
    for field in fields:
        waiting += 1 if normals else 0
        compared, found = _field(field.replace(BETWEEN_FIELDS, " "))
        normals.append(compared)
        for skip, drop, printed in found:
            edits.append(f"{waiting + skip},{drop},{_length(printed)},{printed}")
            waiting = 0
        waiting += _length(compared) - sum(skip + drop for skip, drop, _ in found)
    return Packed(BETWEEN_FIELDS.join(normals), "".join(edits))


_Edit = tuple[int, int, str]


@lru_cache(maxsize=10_000)  # names and titles come again with every period
def _field(text: str) -> tuple[str, tuple[_Edit, ...]]:
    """Return one text as it is compared, and its edits."""
    whole = normal(text)
    parts: list[str] = []
    edits: list[_Edit] = []
    at = skip = 0
    for match in _SPECIAL.finditer(text):
        plain = text[at : match.start()]
        parts.append(plain.translate(_NORMAL))
        skip += len(plain)
        for printed, compared in _clusters(match[0]):
            parts.append(compared)
            edits.append((skip, _length(compared), printed))
            skip = 0
        at = match.end()
    parts.append(text[at:].translate(_NORMAL))
    if (
        "".join(parts) != whole
    ):  # signs that only their neighbours tell how to compare: one edit for all
        return whole, ((0, _length(whole), text),)
    return whole, tuple(_joined(edits))


def _clusters(run: str) -> Iterator[tuple[str, str]]:
    for cluster in _CLUSTER.findall(run):
        yield cluster, _compared(cluster)


_compared = lru_cache(maxsize=1_000)(normal)


def _joined(edits: Iterable[_Edit]) -> Iterator[_Edit]:
    """Yield the edits with those joined that only put characters in at one place."""
    waiting: _Edit | None = None
    for skip, drop, printed in edits:
        if waiting and not (skip or drop or waiting[1]):
            waiting = (waiting[0], 0, waiting[2] + printed)
            continue
        if waiting:
            yield waiting
        waiting = (skip, drop, printed)
    if waiting:
        yield waiting


def _length(text: str) -> int:
    """Return the length of a text in JavaScript."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
