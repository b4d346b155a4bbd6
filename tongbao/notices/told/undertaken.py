"""Statements with a form of their own: ``甲局负责的“…”，目前…`` and ``第一名甲县；第三名乙区、丙区``.

In: the text of a paragraph without white space. Out: ``Told`` values: a task with its units and how far it is; the
bodies of a ranking.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.comments import comment_status
from tongbao.notices.told.forms import forms_of
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.phrases import NUMBER, own_status
from tongbao.notices.told.statements import Named, Told
from tongbao.notices.told.topic_forms import AMONG_THEM

_WINDOW = 400
# What leads from a class to the tasks in it: 推进缓慢的3项是：.
_COPULA = re.compile(
    rf"[^“”]{{0,30}}{NUMBER}[个项件处条家][^“”，,、]{{0,8}}?(?:分别|依次|主要)?(?:是|为|有|包括|即)由?"
)
_GRADE = re.compile("(?:[较很]?[好差]|良好|优秀|一般|到位|有力)$")
_DEMANDED = re.compile("[需须应要]|亟")
_LEADS = re.compile(
    "[（(：:，,]?(?:其中|主要|分别|依次|具体|是|为|有|即|包括|中|里|看|来看){0,3}[：:，,]?由?"
)
# Tasks of one comment: 甲局负责的“…”、乙局负责的“…”取得阶段性成效.
_JOINT = re.compile("[、和及以]{0,2}")


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
        # 未落实的2项是县林业局负责的…: what leads to the unit is none of its name.
        copula = _COPULA.match(text, start, match.start())
        start = copula.end() if copula else start
        names = [name for name in re.split("[、和及]", text[start : match.start()]) if name]
        if names and all(map(is_unit, names)):
            matches.append((start, match))
    ends = [*(start for start, _ in matches[1:]), len(text)]
    held: list[Told] = []
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
        named = Named(name, rest, units, match["verb"], others, match["support"] or "")
        held.append(Told("", text[start:end].rstrip("；;"), (named,), at=start))
        if rest or not _JOINT.fullmatch(text, match.end(), after):
            yield from (_commented(one, rest, lexicon) for one in held)
            held.clear()


def _commented(told: Told, rest: str, lexicon: Lexicon) -> Told:
    """Return a task with what is said of it, or of it and those behind it: 甲局负责的“…”、乙局负责的“…”已办结."""
    named = replace(told.names[0], rest=rest)
    return replace(told, status=own_status(rest, lexicon), names=(named,))


def in_classes(
    told: Sequence[Told], classes: Sequence[Told], above: str, text: str, lexicon: Lexicon
) -> Iterator[Told]:
    """Yield tasks with the status of the class they are listed in; their own words are what is told of them.

    A class leads them in (推进缓慢的3项是：) or opens their sentence (正在办理的事项中，); one that stands further off
    holds only where a task says of itself in no words how it is.
    """
    counted = [one for one in classes if not one.names and one.declared]
    for one in told:
        last = next((found for found in reversed(counted) if found.at < one.at), None)
        behind = [other.at for other in told if last and last.at < other.at <= one.at]
        is_led = (
            last is not None
            and len(behind) <= (last.declared or 0)
            and _LEADS.fullmatch(text, last.at + len(last.words), behind[0])
        )
        among = AMONG_THEM.match(text, text.rfind("。", 0, one.at) + 1, one.at)
        opening = heading_status(among["class"], lexicon) if among else ""
        held = last.status if last and is_led else opening or above
        if held == above and _GRADE.search(above) and one.status:
            # 已办结 under 落实较好的事项: the heading praises how, the task's own words say how far.
            held = ""
        # A class that demands (需加快推进) tells less than a task's own words.
        status = (one.status if _DEMANDED.match(held) else "") or held or one.status
        status = status or (last.status if last else "")
        yield replace(one, status=status or comment_status(one.names[0].rest, lexicon))
