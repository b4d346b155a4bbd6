"""Tasks printed as a form: ``整改任务：…`` over ``整改目标：…``, ``责任单位：…`` and ``整改情况：…``, again and again.

In: the lines of a notice as pieces of text. Out: which of them open a task by their label, and which are fields under
their own name. A label is known by its place: it recurs, or stands in a row of labels under that of a task.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS, Numeral, count_of, read_numeral
from tongbao.notices.responsibility.said import Said, Statement, field_role
from tongbao.notices.responsibility.statements import Speech
from tongbao.sources.document import Spot

_LABEL = re.compile(
    rf"(?P<open>[【\[])?\s*(?P<label>[\u4e00-\u9fff]{{2,8}}?)(?P<no>[{NUMERALS}\d]{{0,3}})\s*"
    r"(?(open)[】\]]\s*:?|:)\s*(?P<value>.*)",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(
    rf"[【\[]\s*[\u4e00-\u9fff]{{2,8}}[{NUMERALS}\d]{{0,3}}\s*[】\]](?=\s*[^【\[\s])"
)
_GAP = re.compile(r"\s+(?=[\u4e00-\u9fff]{2,8}\s*[:：]\s*\S)")
_FIELD_OF_LINE = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})\s*[:：]\s*\S.*")
_OF_TASK = re.compile(r"(?:任务|事项|问题|实事|项目)(?:名称|内容|描述|概况)?$|工作(?:名称|内容)$")
_OF_OTHERS = re.compile(
    r"来源|作者|编辑|电话|地址|时间$|日期|文号|索引|发布|访问|浏览|联系|标题|公示|网址|邮编|附[件表]?$"
)
_CLOSES = re.compile(
    r"特此|附[件表]?[：:]|[\u4e00-\u9fff]{0,4}(?:电话|联系人|邮箱|地址)[：:]|公示(?:期|时间)|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$"
)
_OF_PLAIN_TASK = re.compile("(?:任务|事项|实事|项目|工作|议题|建议|提案)$")
_FEWEST = 2
_FEWEST_ALONE = 3
_BARE_LABEL = re.compile("[\u4e00-\u9fff]{3,8}")
_TELLING = frozenset(("text", "status", "responsible", "lead"))
_FIRST = 1
# How many lines the fields of the last task may take.
_FARTHEST = 12

Pieces = Sequence[tuple[str, Spot]]


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line: its ``label``, what it says, and the numeral that it is where it opens a task."""

    label: str
    said: Said
    numeral: Numeral | None = None


def cut_at_labels(text: str, lexicon: Lexicon) -> list[str]:
    """Return a line cut before each label in brackets, where it has several: ``【任务】…【责任单位】…【评价】…``."""
    starts = [match.start() for match in _IN_BRACKETS.finditer(lexicon.folded(text))]
    if len(starts) < _FEWEST:
        return [text]
    numeral = read_numeral(text, lexicon.folded(text))
    if starts[0] <= (numeral.end if numeral else 0):
        starts[0] = 0
    bounds = [*dict.fromkeys((0, *starts)), len(text)]
    return [text[start:end].strip() for start, end in itertools.pairwise(bounds)]


def cut_at_gaps(text: str, speech: Speech) -> list[str]:
    """Return a line of fields that gaps part, a field a line, where one of its labels is no role's.

    ``提案人：某某　　主办：甲局　　会办：乙局``; of labels that are all roles the line is read as one.
    """
    pieces = _GAP.split(text.strip())
    fields = [_FIELD_OF_LINE.fullmatch(one.strip()) for one in pieces]
    labels = [one["label"] for one in fields if one]
    if len(labels) < max(_FEWEST, len(pieces)):
        return [text]
    known = [bool(speech.role_of(one)) for one in labels]
    return pieces if any(known) and not all(known) else [text]


def labelled(
    pieces: Pieces, lexicon: Lexicon, speech: Speech
) -> tuple[Mapping[int, Field], frozenset[int]]:
    """Return the fields of a form by their place, and the places of the lines that go on with one of them."""
    found = {at: match for at, (text, _) in enumerate(pieces) if (match := _label(text, lexicon))}
    counts = Counter(match["label"] for match in found.values())
    opening = _opening(found, counts)
    own = {
        match["label"]
        for at, match in found.items()
        if not speech.role_of(match["label"]) and (counts[match["label"]] >= _FEWEST or opening)
    }
    closing = {label for label in own if _closes_items(label, found, pieces, lexicon)}
    fields: dict[int, Field] = {}
    behind: set[int] = set()
    count = 0
    for at, match in found.items():
        text = pieces[at][0]
        numeral = read_numeral(text, lexicon.folded(text))
        is_numbered = bool(numeral and not speech.role_of(match["label"]))
        if match["label"] == opening or is_numbered:
            count += 1
            start = match.start("value")
            shown = match["label"] + match["no"] if match["no"] else ""
            own_one = Numeral("label", count, shown, start)
            if numeral and (numeral.value or not opening):
                own_one = replace(numeral, end=start)
            fields[at] = Field(match["label"], Said(text[start:].strip()), own_one)
        elif match["label"] in own and _is_field(
            at, found, pieces, lexicon, has_form=count > 0 or match["label"] in closing
        ):
            lines = [at, *_following(at, found, pieces)] if not match["value"].strip() else [at]
            behind.update(lines[1:])
            words = "\n".join(
                [text[match.start("value") :], *(pieces[one][0] for one in lines[1:])]
            )
            if words := words.strip():
                statements = tuple(_statements(match["label"], words))
                fields[at] = Field(match["label"], Said("", statements, form="line"))
    return fields, frozenset(behind)


def with_labels_marked(pieces: Pieces, lexicon: Lexicon) -> list[tuple[str, Spot]]:
    """Return the pieces, labels that are lines of their own put before the words below them."""
    alone = _alone([text for text, _ in pieces], lexicon)
    marked: list[tuple[str, Spot]] = []
    for at, (text, spot) in enumerate(pieces):
        if at in alone:
            marked.append((f"{text}：", spot))
        elif at - 1 in alone and not read_numeral(text, lexicon.folded(text)):
            label, above = marked.pop()
            marked.append((label + text, above))
        else:
            marked.append((text, spot))
    return marked


def _alone(texts: Sequence[str], lexicon: Lexicon) -> frozenset[int]:
    """Return the labels that are lines of their own without a mark: 整改目标 over its words, 整改情况 over its.

    Several different ones, each over other lines, one of them naming the task and one how far it is or who answers.
    """
    places = [at for at, text in enumerate(texts) if _BARE_LABEL.fullmatch(text)]
    roles = {at: role_of_heading(texts[at], lexicon) or "" for at in places}
    named = [at for at, role in roles.items() if role and at + 1 < len(texts)]
    known = [at for at in named if at + 1 not in roles and not _label(texts[at], lexicon)]
    kinds = {roles[at] for at in known}
    words = [texts[at] for at in known]
    is_form = len(known) >= _FEWEST_ALONE and len(set(words)) == len(words)
    return frozenset(known) if is_form and "task" in kinds and kinds & _TELLING else frozenset()


def _statements(label: str, words: str) -> Iterator[Statement]:
    """Yield what a field says: behind a status that is a sentence of its own stands progress."""
    first, stop, rest = words.partition("。")
    if stop and rest.strip() and field_role(label, first) == "status":
        yield Statement("status", label, first)
        yield Statement("progress", "", rest.strip())
    else:
        yield Statement(field_role(label, words), label, words)


def _label(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    folded = lexicon.folded(text)
    numeral = read_numeral(text, folded)
    match = _LABEL.match(folded, numeral.end if numeral else 0)
    if numeral and match and not match["open"]:
        return None
    return match if match and not _OF_OTHERS.search(match["label"]) else None


def _opening(found: Mapping[int, re.Match[str]], counts: Counter[str]) -> str:
    """Return the label that opens a task: other labels stand in the lines below each time; "" for none.

    Numbered from one (交办事项1, 交办事项2) any label does, else one that names a task.
    """
    places = sorted(found)
    for label in dict.fromkeys(found[at]["label"] for at in places):
        own = [at for at in places if found[at]["label"] == label]
        numbers = [count_of(found[at]["no"]) for at in own]
        runs = counts[label] >= _FEWEST and all(
            number == _FIRST or number == (before or 0) + 1
            for number, before in zip(numbers, [0, *numbers], strict=False)
        )
        if not (runs or _OF_TASK.search(label)) or not all(
            found[at]["value"].strip() for at in own
        ):
            continue
        ends = [*own[1:], own[-1] + _FARTHEST]
        filled = [
            bisect_left(places, end) - bisect_right(places, at)
            for at, end in zip(own, ends, strict=True)
        ]
        few = min(filled) >= (1 if counts[label] >= _FEWEST else _FEWEST)
        if few or (runs and _OF_PLAIN_TASK.search(label)):
            return label
    return ""


def _closes_items(
    label: str, found: Mapping[int, re.Match[str]], pieces: Pieces, lexicon: Lexicon
) -> bool:
    """Return whether a label tells how numbered items stand: before each of its lines stands a numeral of its own."""
    places = [at for at, match in found.items() if match["label"] == label]
    return all(
        field_role(label, found[at]["value"])
        and any(read_numeral(text, lexicon.folded(text)) for text, _ in pieces[before:at])
        for before, at in zip((0, *places), places, strict=False)
    )


def _is_field(
    at: int, found: Mapping[int, re.Match[str]], pieces: Pieces, lexicon: Lexicon, *, has_form: bool
) -> bool:
    """Return whether a labelled line belongs to a task: it stands under one, or next to another label or a numeral."""
    if has_form:
        return True
    above = pieces[at - 1][0] if at else ""
    return at - 1 in found or read_numeral(above, lexicon.folded(above)) is not None


def _following(at: int, found: Mapping[int, re.Match[str]], pieces: Pieces) -> list[int]:
    """Return the lines below a label without a value that say what it holds, up to the next item's numeral."""
    lines = []
    numerals = (read_numeral(pieces[place][0]) for place in range(at - 1, -1, -1))
    item = next((one for one in numerals if one), None)
    for place in range(at + 1, len(pieces)):
        if place in found or _CLOSES.search(pieces[place][0]):
            break
        numeral = read_numeral(pieces[place][0]) if item and item.value else None
        if (
            item
            and numeral
            and place > at + 1
            and (numeral.kind, numeral.value) == (item.kind, item.value + 1)
        ):
            break
        lines.append(place)
    return lines
