r"""The text of a Word paragraph as a reader sees it, and a tally of what is not read.

In: ``w:p`` elements. Out: their text, ``\n`` for a line break inside; and for the report what
was inserted or deleted under tracking, hidden, or kept in boxes, pictures and notes.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tongbao.sources.characters import tidy
from tongbao.sources.strong import Ranges, ranges_of
from tongbao.sources.word_numbers import W

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_SHOWN = 12  # characters of a text box that a report shows

_THROUGH = {
    W + name
    for name in (
        "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdt", "sdtContent",
        "ins", "moveTo",
    )
}  # fmt: skip
_GONE = {W + "del", W + "moveFrom"}
_COUNTED = {
    "footnoteReference": "notes",
    "endnoteReference": "notes",
    "commentReference": "comments",
}
_SHOWN_AS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "sym": "\ufffd"}
_OFF = {"0", "false", "off"}


class Tally(Counter[str]):
    """Counts what a report must name; ``boxes`` keeps the first words of each text box."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[str] = []


def text_of(paragraph: Any, tally: Tally) -> str:
    """Return the text of a ``w:p``, tracked insertions in, deletions out."""
    return lettered(paragraph, tally)[0]


def lettered(paragraph: Any, tally: Tally) -> tuple[str, Ranges]:
    """Return the text of a ``w:p`` and where it is bold."""
    tidied = [(tidy(piece), is_bold) for piece, is_bold in _pieces(paragraph, tally)]
    tally["strange"] += any(changed for (_, changed), _ in tidied)
    return ranges_of((text, is_bold) for (text, _), is_bold in tidied)


def _pieces(element: Any, tally: Tally) -> Iterator[tuple[str, bool]]:
    for child in () if element is None else element:
        if child.tag == f"{W}r":
            yield from _run(child, tally)
        elif child.tag in _GONE:
            tally["deleted"] += 1
        elif child.tag in _THROUGH:
            tally["inserted"] += child.tag in {f"{W}ins", f"{W}moveTo"}
            yield from _pieces(child, tally)
        elif child.tag == f"{_MARKUP}AlternateContent":
            yield from _pieces(_chosen(child), tally)
        elif isinstance(child.tag, str) and child.tag.startswith(_MATH):
            tally["formulas"] += 1
            yield "".join(child.itertext(f"{_MATH}t")), False


def _chosen(alternatives: Any) -> Any:
    """Return the first of alternative contents: the others say the same for older programs."""
    return alternatives[0] if len(alternatives) else alternatives


def _run(run: Any, tally: Tally) -> Iterator[tuple[str, bool]]:
    if _is_set(run, "vanish"):
        tally["hidden"] += 1
        return
    is_bold = _is_set(run, "b")
    for child in run:
        yield _mark(child, tally), is_bold


def _is_set(run: Any, name: str) -> bool:
    """Return whether a run itself switches a property on."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _mark(child: Any, tally: Tally) -> str:
    """Return what one element of a run shows in the line, and count what it does not."""
    name = _name(child)
    if name == "t":
        return child.text or ""
    if name == "br":
        return "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    if name == "sym":
        tally["symbols"] += 1
    elif name in _COUNTED:
        tally[_COUNTED[name]] += 1
    elif name in {"drawing", "pict", "object"}:
        _count_drawing(child, tally)
    elif name == "ruby":
        return "".join(text for text, _ in _pieces(child.find(f"{W}rubyBase"), tally))
    elif child.tag == f"{_MARKUP}AlternateContent":
        return "".join(_mark(part, tally) for part in _chosen(child))
    return _SHOWN_AS.get(name, "")


def _name(element: Any) -> str:
    """Return the name of one of Word's own elements, "" for any other."""
    tag = element.tag
    return tag.removeprefix(W) if isinstance(tag, str) and tag.startswith(W) else ""


def _count_drawing(drawing: Any, tally: Tally) -> None:
    for box in drawing.iter(f"{W}txbxContent"):
        words = "".join(box.itertext(f"{W}t")).strip()
        if words:
            tally.boxes.append(words[:_SHOWN])
    tally["pictures"] += any(True for _ in drawing.iter(_PICTURE, _OLD_PICTURE))
    tally["objects"] += drawing.tag == f"{W}object"
