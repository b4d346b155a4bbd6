"""Tasks printed as a form: ``整改任务：…`` over ``整改目标：…``, ``责任单位：…`` and ``整改情况：…``, again and again.

In: the lines of a notice as pieces of text. Out: which of them open a task by their label, and which are fields under
their own name. A label is known by its place: it recurs, or stands in a row of labels under that of a task.
"""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS, Numeral, read_numeral
from tongbao.notices.responsibility.statements import Said, Speech, Statement, field_role
from tongbao.sources.document import Spot

_LABEL = re.compile(
    rf"(?P<open>[【\[])?\s*(?P<label>[\u4e00-\u9fff]{{2,8}}?)(?P<no>[{NUMERALS}\d]{{0,3}})\s*"
    r"(?(open)[】\]]\s*:?|:)\s*(?P<value>.*)",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(
    rf"[【\[]\s*[\u4e00-\u9fff]{{2,8}}[{NUMERALS}\d]{{0,3}}\s*[】\]](?=\s*[^【\[\s])"
)
_OF_TASK = re.compile(r"(?:任务|事项|问题|实事|项目)(?:名称|内容|描述|概况)?$|工作(?:名称|内容)$")
_OF_OTHERS = re.compile(
    r"来源|作者|编辑|电话|地址|时间$|日期|文号|索引|发布|访问|浏览|联系|标题|公示|网址|邮编|附[件表]?$"
)
_CLOSES = re.compile(r"特此|附[件表]?[：:]|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$")
_FEWEST = 2

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
        elif match["label"] in own and _is_field(at, found, pieces, lexicon, has_form=count > 0):
            lines = [at, *_following(at, found, pieces)] if not match["value"].strip() else [at]
            behind.update(lines[1:])
            words = "\n".join(
                [text[match.start("value") :], *(pieces[one][0] for one in lines[1:])]
            )
            role = field_role(match["label"], words.strip())
            if words.strip():
                statement = Statement(role, match["label"], words.strip())
                fields[at] = Field(match["label"], Said("", (statement,), form="line"))
    return fields, frozenset(behind)


def _label(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    folded = lexicon.folded(text)
    numeral = read_numeral(text, folded)
    match = _LABEL.match(folded, numeral.end if numeral else 0)
    if numeral and match and not match["open"]:
        return None
    return match if match and not _OF_OTHERS.search(match["label"]) else None


def _opening(found: Mapping[int, re.Match[str]], counts: Counter[str]) -> str:
    """Return the label that opens a task: other labels stand in the lines below each time; "" for none."""
    rows = Counter(match["label"] for at, match in found.items() if at + 1 in found)
    for at, match in found.items():
        label = match["label"]
        if not _OF_TASK.search(label) or not match["value"].strip():
            continue
        long = counts[label] >= _FEWEST or (at + 1 in found and at + 2 in found)
        if long and rows[label] == counts[label]:
            return label
    return ""


def _is_field(
    at: int, found: Mapping[int, re.Match[str]], pieces: Pieces, lexicon: Lexicon, *, has_form: bool
) -> bool:
    """Return whether a labelled line belongs to a task: it stands under one, or next to another label or a numeral."""
    if has_form:
        return True
    above = pieces[at - 1][0] if at else ""
    return at - 1 in found or read_numeral(above, lexicon.folded(above)) is not None


def _following(at: int, found: Mapping[int, re.Match[str]], pieces: Pieces) -> list[int]:
    """Return the lines below a label without a value that say what it holds."""
    lines = []
    for place in range(at + 1, len(pieces)):
        if place in found or _CLOSES.search(pieces[place][0]):
            break
        lines.append(place)
    return lines
