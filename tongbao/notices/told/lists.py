"""A list inside a sentence: where it begins and ends, and where it is cut into names.

In: a text with its veiled form (``phrases``), where the list begins, and how many names the sentence declares. Out:
``Names``. Marks inside brackets and quotes cut nothing; where the cut disagrees with the count, pieces are put together
only if that explains the count, and else everything is kept and told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS, count_of
from tongbao.notices.told.phrases import DENIED, Phrases

_LONGEST = 60
_SHORTEST = 2
_MOST_ITEMS = 99
_SHORTEST_CUT = 6
_ITEM_MARKS = (
    re.compile(rf"(?P<n>[{NUMERALS}]{{1,3}})是[，,：:]?"),
    re.compile(r"[（(](?P<n>\d{1,2})[）)]"),
    re.compile(r"(?P<n>[①-⑳])"),
    re.compile(r"(?<![\d.])(?P<n>\d{1,2})[.、．](?!\d)"),
)
# What stands right behind a name where each has its own figure: 仅完成年度任务的12%, （104%）.
_MEASURED = re.compile(
    r"(?P<name>[^，,。；;：:、（(\d]{1}[^，,。；;：:、]{1,58}?)(?P<rest>(?:(?:目前|已|仅|只|才|累计|约|均)*"
    r"(?:完成|实现|达到|达)[^，,。；;：:、\d]{0,16}|(?:累计)?(?:完成率|进度|完成比例)[^，,。；;：:、\d]{0,6})"
    r"\d{1,4}(?:\.\d{1,3})?[%％])(?:[，,、；;]|(?=[。和及]|$))"
)
_QUOTED = re.compile(r"“[^“”]{2,200}”")
_CITED = re.compile(rf"第(?P<n>\d{{1,3}}|[{NUMERALS}]{{1,4}})[项件条]“(?P<name>[^“”]{{2,200}})”")
_LONGEST_CITED = 4000
_FEWEST_TOLD = 2
_BETWEEN = re.compile(r"[、，,；;和及]{0,2}")
_REMARK = re.compile(r"[（(][^（()）]*[）)]$")
_NOT_OPENING = re.compile(
    r"现将|请|下一步|以上|上述|这些|该项|主要原因|原因|具体|详见|其中|截[至止]|同比|环比|各(?![种类])|占|比[上去同]|未|(?:共|共计|共有|合计)\d{1,4}[个项件处家]$"
)
_NOT_WITHIN = re.compile(r"的(?:是|有|为)|[\d.]+[%％]|[。！？：:]|问题$|原因$|情况$")
_OTHERS = re.compile(r"^(?:其他|其它|其余|等)")
_TAIL = re.compile(
    rf"等(?:等|方面|情况|(?:\d{{1,3}}|[{NUMERALS}]{{1,3}})[项个件处家](?:项目|工程|任务|事项|实事)?)?$"
)
_FACILITIES = "亭站厅所室厕馆路桥渠塘校院园场库井闸坝网楼房库沟河湖"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a list in order; ``end`` is where it ends in its text.

    ``joined`` are those that a cut had parted, ``rests`` what each item says behind its name; ``cut`` says that the
    text breaks off in the last of them.
    """

    names: tuple[str, ...]
    end: int
    joined: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    cut: bool = False
    numbers: tuple[str, ...] = ()


def list_at(
    text: str, veil: str, start: int, declared: int | None, phrases: Phrases, lexicon: Lexicon
) -> Names | None:
    """Return the list that begins at ``start``, None where there is none."""
    while start < len(text) and text[start] in "：:，,":
        start += 1
    if any(
        (first := form.match(text, start)) and count_of(first["n"]) == 1 for form in _ITEM_MARKS
    ):
        return _items(text, veil, start)
    return (
        _cited(text, start)
        or _quoted(text, start)
        or _told_each(text, veil, start, declared)
        or _measured(text, veil, start)
        or _plain(text, veil, start, declared, phrases, lexicon)
    )


def _items(text: str, veil: str, start: int) -> Names | None:
    """Return the items of a list that counts them: ``一是…；二是…``, ``(1)…(2)…``."""
    for form in _ITEM_MARKS:
        first = form.match(text, start)
        if first is None or count_of(first["n"]) != 1:
            continue
        marks = [first]
        for mark in form.finditer(text, first.end()):
            if count_of(mark["n"]) == len(marks) + 1 <= _MOST_ITEMS:
                marks.append(mark)
        stop = veil.find("。", marks[-1].end())
        end = len(text) if stop < 0 else stop
        bounds = [*(mark.start() for mark in marks[1:]), end]
        items = [
            text[mark.end() : to].strip("；;，,。、")
            for mark, to in zip(marks, bounds, strict=True)
        ]
        cut = stop < 0 and end == len(text) and not text.endswith(("）", ")", "”", "；", ";"))
        parted = [_parted(item) for item in items]
        if cut and len(parted[-1][0].strip("“”")) < _SHORTEST_CUT:
            parted = parted[:-1]
            cut = False
        names = tuple(name for name, _ in parted)
        if names and all(map(is_name, names)):
            return Names(names, end, rests=tuple(rest for _, rest in parted), cut=cut)
    return None


def _parted(item: str) -> tuple[str, str]:
    """Return the name of an item and what it says behind it."""
    if quoted := _QUOTED.match(item):
        return quoted.group()[1:-1].rstrip("。；;，,"), item[quoted.end() :].strip("，,：:。；;")
    depth = 0
    for at, sign in enumerate(item):
        depth += (sign in "（([【“《") - (sign in "）)]】”》")
        if depth <= 0 and sign in "，,。；;：:":
            return item[:at].strip("“”"), item[at + 1 :].strip()
    return item.strip("“"), ""


def _cited(text: str, start: int) -> Names | None:
    """Return tasks that a list cites by their numbers and words: ``第7项“建成…”；第15项“…”，已完成七成``."""
    marks = list(_CITED.finditer(text, start, start + _LONGEST_CITED))
    if not marks or marks[0].start() != start:
        return None
    stop = text.find("。", marks[-1].end())
    bounds = [*(mark.start() for mark in marks[1:]), len(text) if stop < 0 else stop]
    rests = tuple(
        text[mark.end() : end].strip("，,：:。；;、")
        for mark, end in zip(marks, bounds, strict=True)
    )
    names = tuple(mark["name"].rstrip("。；;，,") for mark in marks)
    return Names(names, bounds[-1], rests=rests, numbers=tuple(mark["n"] for mark in marks))


def _told_each(text: str, veil: str, start: int, declared: int | None) -> Names | None:
    """Return just as many names as are declared, parted by semicolons, with what each adds: 甲，已封顶；乙."""
    stop = veil.find("。", start, start + _LONGEST_CITED)
    end = len(text) if stop < 0 else stop
    places = [
        start,
        *(mark.end() for mark in re.finditer("[；;]", veil[:end]) if mark.end() > start),
    ]
    if declared is None or len(places) != declared or declared < _FEWEST_TOLD:
        return None
    parted: list[tuple[str, str]] = []
    for begin, to in zip(places, [*places[1:], end], strict=True):
        comma = re.search("[，,]", veil[begin:to])
        at = begin + comma.start() if comma else to
        parted.append((text[begin:at].rstrip("；;"), text[at:to].strip("，,；;")))
    if not all(is_name(name) for name, _ in parted) or not any(rest for _, rest in parted):
        return None
    return Names(tuple(name for name, _ in parted), end, rests=tuple(rest for _, rest in parted))


def _measured(text: str, veil: str, start: int) -> Names | None:
    """Return names that each say how much of them is done: ``甲路改造完成104%，乙河治理仅完成年度任务的96%``."""
    names: list[str] = []
    rests: list[str] = []
    at = end = start
    while found := _MEASURED.match(veil, at):
        name = text[at : found.end("name")]
        if not is_name(name):
            break
        names.append(name)
        rests.append(text[found.start("rest") : found.end("rest")])
        end = found.end("rest")
        at = found.end()
    return Names(tuple(names), end, rests=tuple(rests)) if names else None


def _quoted(text: str, start: int) -> Names | None:
    """Return the names that stand in quotes one behind the other."""
    names: list[str] = []
    at = start
    while found := _QUOTED.match(text, at):
        end = found.end()
        tail = re.match(r"[\u4e00-\u9fff]{0,12}(?=[、，,；;。]|$)", text[end : end + 14])
        if not names and tail is None:
            return None
        names.append(found.group()[1:-1].rstrip("。；;，,"))
        at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # it may match nothing
        if not text.startswith("“", at):
            at = end
            break
    if not names:
        return None
    if text.startswith("等", at):
        at += 1
    return Names(tuple(names), at)


def _plain(
    text: str, veil: str, start: int, declared: int | None, phrases: Phrases, lexicon: Lexicon
) -> Names | None:
    """Return the names of an enumeration: up to the mark at which their number is the declared one, else the first.

    A semicolon parts groups of one list where what follows it is names again.
    """
    best: tuple[list[str], int] | None = None
    pieces: list[str] = []
    for segment, end, mark in _segments(veil, start):
        found = cut_names(text[start:end][segment - start :], veil[segment:end])
        hidden = DENIED in veil[segment:end]
        if (
            hidden
            or not found
            or not all(map(is_name, found))
            or _says(veil, segment, end, phrases)
        ):
            break
        pieces += found
        if best is None or mark == "、":
            best = list(pieces), end
        if declared == len(pieces):
            best = list(pieces), end
            break
        if text[segment - 1 : segment] in "；;" and segment > start and len(found) > 1:
            best = list(pieces), end
        if declared is not None and len(pieces) > declared and best[0] != pieces:
            break
        if mark not in "，,；;" or text[end - 1 : end] == "等":
            break
    if best is None:
        return None
    names, end = best
    if declared is not None and len(names) > declared:
        return _joined(names, len(names) - declared, end, lexicon)
    return Names(_parted_at_and(names, declared), end)


def _segments(veil: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of what stands between commas and semicolons, with the mark behind it."""
    at = start
    for mark in re.finditer(r"[，,；;。！？：:]", veil[start : start + 4000]):
        end = start + mark.start()
        yield at, end, mark.group()
        if mark.group() not in "，,；;":
            return
        at = end + 1
    yield at, min(len(veil), start + 4000), ""


def _says(veil: str, start: int, end: int, phrases: Phrases) -> bool:
    found = phrases.closing(veil, start, end)
    return found is not None and not found.is_bare


def cut_names(text: str, veil: str) -> list[str]:
    """Cut a list at its marks, those inside brackets and quotes left alone."""
    quoted = _QUOTED.findall(text)
    if quoted and not re.sub("[、，,；;和及]", "", _QUOTED.sub("", text)):
        return [one[1:-1].rstrip("。；;，,") for one in quoted]
    pieces, start = list[str](), 0
    for at, sign in enumerate(veil):
        if sign in "、；;":
            pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    cleaned = [
        _TAIL.sub("", piece).strip("“”" if _QUOTED.fullmatch(piece) else "") for piece in pieces
    ]
    return [piece for piece in cleaned if piece and not _OTHERS.match(piece)]


def names_in(
    text: str, declared: int | None, lexicon: Lexicon, veil: str | None = None
) -> Names | None:
    """Return the names of the words in a bracket, None where a piece of them can be no name."""
    pieces = cut_names(text.rstrip("。"), veil or text)
    if not pieces or not all(map(is_name, pieces)):
        return None
    if declared is None or len(pieces) <= declared:
        return Names(_parted_at_and(pieces, declared), len(text))
    return _joined(pieces, len(pieces) - declared, len(text), lexicon)


def is_name(piece: str) -> bool:
    """Return whether words can be the name of a task or of a body: no sentence, no figure, no reporting word."""
    return (
        _SHORTEST <= len(piece) <= _LONGEST * (4 if _QUOTED.search(piece) else 1)
        and any("\u4e00" <= sign <= "\u9fff" for sign in piece)
        and not _NOT_OPENING.match(piece)
        and not _NOT_WITHIN.search(_REMARK.sub("", piece))
    )


def _parted_at_and(names: list[str], declared: int | None) -> tuple[str, ...]:
    """Return the names, the last one cut at its 和 where just that makes up the declared number."""
    first, joint, second = (
        names[-1].rpartition("和") if "和" in names[-1] else names[-1].rpartition("及")
    )
    parts = [first.removesuffix("以"), second]
    if declared == len(names) + 1 and joint and all(map(is_name, parts)):
        return (*names[:-1], *parts)
    return tuple(names)


def _joined(pieces: list[str], too_many: int, end: int, lexicon: Lexicon) -> Names:
    """Put pieces without a deed (``报刊亭``) to the next one, where just so many of them explain the count."""
    bare = [
        at
        for at, piece in enumerate(pieces[:-1])
        if not any(word in piece for word in lexicon.told.actions)
    ]
    if len(bare) > too_many:
        bare = [at for at in bare if pieces[at][-1] in _FACILITIES]
    if len(bare) != too_many:
        return Names(tuple(pieces), end)
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
    return Names(tuple(names), end, tuple(joined))
