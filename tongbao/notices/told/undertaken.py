"""Statements with a form of their own: ``甲局负责的“…”，目前…`` and ``第一名甲县；第三名乙区、丙区``.

In: the text of a paragraph without white space. Out: ``Told`` values: a task with its units and how far it is; the
bodies of a ranking.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.comments import comment_status
from tongbao.notices.told.forms import forms_of
from tongbao.notices.told.phrases import own_status
from tongbao.notices.told.statements import Named, Told

_WINDOW = 400


def undertaken_in(
    text: str, veil: str, lexicon: Lexicon, is_unit: Callable[[str], bool]
) -> Iterator[Told]:
    """Yield what units answer for, with how far it is: ``甲局、乙局负责的“修缮公园”，目前完成1公里``."""
    forms = forms_of(lexicon)
    matches: list[tuple[int, re.Match[str]]] = []
    for match in forms.undertakes.finditer(veil):
        first = max(0, match.start() - _WINDOW)
        before = max(veil.rfind(mark, first, match.start()) for mark in "，,。；;：:“”") + 1
        before = max(before, first)
        opening = forms.opening.match(veil, before, match.start())
        start = opening.end() if opening else before
        start += veil.startswith(("如", "由"), start)
        start += veil.startswith("由", start)
        if matches and veil.startswith("、", matches[-1][1].end()):
            start = max(start, matches[-1][1].end() + 1)
        names = [name for name in re.split("[、和及]", text[start : match.start()]) if name]
        if names and all(map(is_unit, names)):
            matches.append((start, match))
    ends = [*(start for start, _ in matches[1:]), len(text)]
    for (start, match), after in zip(matches, ends, strict=False):
        stop = veil.find("。", match.end(), after)
        end = after if stop < 0 else stop
        if after < len(text) and veil[after - 1] not in "；;。" and stop < 0:
            end = max(match.end(), *(veil.rfind(mark, match.end(), after) for mark in "；;，,"))
        group = next(one for one in ("quoted", "plain", "matter") if match[one])
        name = text[match.start(group) : match.end(group)].rstrip("。；;，,")
        rest = text[match.end() : end].strip("，,：:；;。")
        units = text[start : match.start()]
        others = text[match.start("others") : match.end("others")] if match["others"] else ""
        yield Told(
            own_status(rest, lexicon),
            text[start:end].rstrip("；;"),
            (Named(name, rest, units, match["verb"], others, match["support"] or ""),),
            at=start,
        )


def in_class(told: Told, classes: tuple[Told, ...], above: str, lexicon: Lexicon) -> Told:
    """Return a task with the status of the class it is listed in, where it says none of its own in so many words."""
    if told.status:
        return told
    before = [one for one in classes if one.at < told.at and not one.names and one.declared]
    status = before[-1].status if before else above
    return replace(told, status=status or comment_status(told.names[0].rest, lexicon))
