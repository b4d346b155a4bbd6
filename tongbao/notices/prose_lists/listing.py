"""A list inside a sentence: where it is cut into names.

In: the words of a list (``A、B（含C、D）、E``) and how many names the sentence says there are. Out: the names,
and which of them were put together again because the cut gave more than were declared.
"""

from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon

_OPEN, _CLOSE = "（([【〔“《", "）)]】〕”》"
_CUTS = "、；;"
_LONGEST = 60
_FEWEST_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a list in order; ``joined`` are those that a cut had parted."""

    names: tuple[str, ...]
    joined: tuple[str, ...] = ()


def names_in(text: str, declared: int | None, lexicon: Lexicon) -> Names | None:
    """Return the names of a list, None where a piece of it can be no name."""
    pieces = _pieces(text.rstrip("等。"))
    if not pieces or any(not _is_name(piece) for piece in pieces):
        return None
    if declared is None or len(pieces) <= declared:
        return Names(tuple(pieces))
    return _joined(pieces, len(pieces) - declared, lexicon)


def _pieces(text: str) -> list[str]:
    """Cut a list at its marks, those inside brackets and quotes left alone."""
    pieces, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth <= 0 and sign in _CUTS:
            pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    return pieces


def _is_name(piece: str) -> bool:
    return (
        _FEWEST_SIGNS <= len(piece) <= _LONGEST
        and any("\u4e00" <= sign <= "\u9fff" for sign in piece)
        and not any(sign in "，,。：:" for sign in piece)
    )


def _joined(pieces: list[str], too_many: int, lexicon: Lexicon) -> Names:
    """Put pieces without a deed (``垃圾站``) to the next one, where just so many of them explain the count."""
    bare = [
        at
        for at, piece in enumerate(pieces[:-1])
        if not any(word in piece for word in lexicon.listed.actions)
    ]
    if len(bare) != too_many:
        return Names(tuple(pieces))
    names: list[str] = []
    joined: list[str] = []
    held = ""
    for at, piece in enumerate(pieces):
        held += piece
        if at in bare:
            held += "、"
            continue
        names.append(held)
        joined += [held] if held != piece else []
        held = ""
    return Names(tuple(names), tuple(joined))
