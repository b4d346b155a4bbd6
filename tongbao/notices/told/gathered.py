"""What the lines, headings and sentences of a notice tell, in printed order.

In: the paragraphs of a notice. Out: ``Gathered`` values. Headings tell nothing by themselves, nor do demands
(下一步…) and numbered items that say who answers for them.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.told.boards import boarded_in, graded_in, numbered_in, ranks_in, scored_in
from tongbao.notices.told.bodies import THOSE, judged_in
from tongbao.notices.told.counted import counted_under
from tongbao.notices.told.headed import (
    Headed,
    Owner,
    headed_lists,
    owners,
)
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.phrases import own_status
from tongbao.notices.told.sentences import told_in
from tongbao.notices.told.statements import Named, Told
from tongbao.sources.document import Paragraph, Spot

_FOLLOWS = re.compile(r"(?:情况)?如下[：:]?$")
_LEADS = re.compile("[，,]?(?P<strong>(?:分别|依次|具体|主要|是|为|有|即|包括){1,3})?[：:]")
_FAULTS = re.compile("问题|不足|短板|要求|打算|建议|做法|原因|处理|意见")
_OFFICES = (
    "局",
    "委",
    "委员会",
    "办",
    "办公室",
    "政府",
    "管委会",
    "公司",
    "集团",
    "大队",
    "支队",
    "中心",
)
_SENTENCE = re.compile(r"[，,。；;]")
_NAME = re.compile("[^，,。；;：:（(、]{4,30}(?=[，,。；;：:（(]|$)")
_BRACKET = re.compile("(?P<name>[^（(]{2,30})[（(](?P<inner>[^（()）]{1,30})[）)]")
_GAP = re.compile(r"[ \u3000\t]+")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff（）()“”]{4,24}[ \u3000\t]+){2,60}(?=[\u4e00-\u9fff“])")
_LONGEST_HEADING = 36
_FARTHEST = 600
_MOST_NAMES = 50_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """Something told, where, and under which heading; ``sorts`` are labels of its names (街道)."""

    told: Told
    spot: Spot
    section: str = ""
    is_standing: bool = False
    sorts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Tells bodies (units, places) from tasks by the end of their names; a deed in a name makes it a task's."""

    lexicon: Lexicon
    is_known: Callable[[str], bool]

    def __call__(self, name: str) -> bool:
        """Return whether a name is a body's; of ``村:自然村`` the last part counts."""
        plain = name.replace("：", ":").rpartition(":")[2]
        told = self.lexicon.told
        is_place = plain.endswith((*told.subject_endings, *told.body_endings)) and (
            plain.endswith(_OFFICES) or not any(word in plain for word in told.actions)
        )
        return is_place or self.is_known(plain)


@dataclass(frozen=True, slots=True)
class _TellingLine:
    """A paragraph that may tell something: its place, its text closed up, its section; a demand tells of the future."""

    at: int
    text: str
    section: str
    is_demand: bool

    @property
    def is_fault(self) -> bool:
        """Whether problems, demands or praise of methods are told here, where a deed is no progress of a task."""
        return self.is_demand or bool(_FAULTS.search(self.section))


def gathered_in(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, is_known: Callable[[str], bool]
) -> list[Gathered]:
    """Return what the lines and sentences of a notice tell, in printed order."""
    is_body = functools.lru_cache(_MOST_NAMES)(_Bodies(lexicon, is_known))
    owned, places = owners(paragraphs, lexicon, is_body)
    headed, taken = headed_lists(paragraphs, lexicon, is_body)
    taken |= places
    counted, under = counted_under(paragraphs, lexicon, is_body, taken)
    taken |= under
    by_spot = {id(paragraphs[at].spot): owner for at, owner in owned.items()}
    found = [
        said
        for one in (*headed, *counted)
        for said in _of_headed(one, by_spot.get(id(one.rows[0].spot)))
    ]
    speech = Speech(lexicon, lexicon.looks_like_unit)
    lines = [line for line in _open_lines(paragraphs, lexicon, speech) if line.at not in taken]
    above = {line.at: heading_status(line.section, lexicon) for line in lines}
    listed = {line.at: told_in(line.text, lexicon, is_body, above=above[line.at]) for line in lines}
    for line, status in _led_in(lines, listed):
        above[line.at] = above[line.at] or status
        listed[line.at] = told_in(line.text, lexicon, is_body, above=above[line.at])
    known = frozenset(
        one.name
        for line in listed.values()
        for told in line
        if not told.doubt
        for one in told.names
        if not is_body(one.name)
    ) | frozenset(one for one in _items(paragraphs, lexicon) if not is_body(one))
    named = re.compile(choice(known)) if known else None
    # A ranking over tasks that the notice lists itself is their sum, no task beside them.
    has_items = len(lines) + len(taken) < len(paragraphs) and any(
        _states_roles(paragraph, lexicon, speech) for paragraph in paragraphs
    )
    for line in lines:
        paragraph = paragraphs[line.at]
        following = _following(paragraphs, line.at + 1)
        said_here = (
            told_in(line.text, lexicon, is_body, known, above[line.at], is_fault=line.is_fault)
            if named
            and (line.is_fault or set(named.findall(line.text)) - _names_of(listed[line.at]))
            else listed[line.at]
        )
        bodies = _with_bodies(
            said_here, line, _above(lines, line), lexicon, is_body, ranks=not has_items
        )
        for said in bodies:
            is_told = said.declared or said.judges or any(one.units for one in said.names)
            if line.is_demand and not is_told:
                continue
            told = _with_rest(_in_section(said, line.section, lexicon), following, lexicon)
            told = _owned(told, owned.get(line.at))
            is_standing = told.judges or (
                bool(told.names)
                and not told.is_topic
                and all(
                    is_body(one.name) and not one.units and one.name not in known
                    for one in told.names
                )
            )
            found.append(Gathered(told, paragraph.spot, line.section, is_standing))
    order = {id(one.spot): at for at, one in enumerate(paragraphs)}
    return sorted(found, key=lambda said: order.get(id(said.spot), 0))


def _led_in(
    lines: Sequence[_TellingLine], told: Mapping[int, Sequence[Told]]
) -> Iterator[tuple[_TellingLine, str]]:
    """Yield the lines below one that ends in a class, as many as it counts (滞后4项，分别是：), with its status."""
    for place, line in enumerate(lines):
        last = told[line.at][-1] if told[line.at] else None
        if last is None or not (last.status and last.declared) or last.names:
            continue
        lead = _LEADS.fullmatch(line.text, last.at + len(last.words))
        if lead and (lead["strong"] or len(told[line.at]) == 1):
            below = lines[place + 1 : place + 1 + last.declared]
            if all(
                one.at - line.at == count and any(found.names for found in told[one.at])
                for count, one in enumerate(below, start=1)
            ):
                yield from ((one, last.status) for one in below)


def _with_bodies(
    said: Sequence[Told],
    line: _TellingLine,
    above: str,
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    *,
    ranks: bool,
) -> Iterator[Told]:
    """Yield what a paragraph tells, with its ranking and what it decides of bodies where no sentence told it yet."""
    text = line.text
    told_ranks = ranks_in(text, lexicon, is_body) or numbered_in(
        text, line.section, lexicon, is_body
    )
    graded = tuple(graded_in(text, lexicon, is_body))
    told_ranks = told_ranks or tuple(
        one
        for one in (() if graded else scored_in(text, lexicon, is_body))
        if not any(_is_of(one, {named.name for named in told.names}) for told in said)
    )
    ranking = (*(told_ranks if ranks else ()), *boarded_in(text, lexicon), *graded)
    ranked = {one.name for told in ranking for one in told.names}
    judged = tuple(judged_in(text, lexicon, is_body, above))
    deciding = {one.name for told in judged for one in told.names}
    for one_told in said:
        told = _without_scores(one_told, is_body)
        if not any(one.name in ranked for one in told.names):
            yield replace(told, judges=told.judges or _is_of(told, deciding))
    yield from ranking
    known = {one.name for told in said for one in _without_scores(told, is_body).names}
    yield from (told for told in judged if not _is_of(told, known))


def _without_scores(told: Told, is_body: Callable[[str], bool]) -> Told:
    """Return what is told of bodies with what a bracket says of each behind its name: 青河镇（112%）."""
    parted = [_BRACKET.fullmatch(one.name) for one in told.names]
    if not any(parted):
        return told
    bare = [
        match["name"] if match else one.name for match, one in zip(parted, told.names, strict=True)
    ]
    if not all(map(is_body, bare)) or any(is_body(match["inner"]) for match in parted if match):
        return told
    names = tuple(replace(one, name=name) for one, name in zip(told.names, bare, strict=True))
    return replace(told, names=names)


def _items(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[str]:
    """Yield the names with which the numbered lines of a notice begin: 3.甲期安置房。新建住宅14栋."""
    for paragraph in paragraphs:
        text = "".join((paragraph.number + paragraph.text).split())
        numeral = read_numeral(text, lexicon.folded(text))
        name = _NAME.match(text, numeral.end) if numeral else None
        if name:
            yield name.group()


def _above(lines: Sequence[_TellingLine], line: _TellingLine) -> str:
    """Return the last paragraphs above one in its section, to which 上述6个单位 may refer."""
    if not THOSE.search(line.text):
        return ""
    before = (one.text for one in lines if one.at < line.at and one.section == line.section)
    return "".join(before)[-_FARTHEST:]


def _names_of(said: Sequence[Told]) -> set[str]:
    return {one.name for told in said for one in told.names}


def _is_of(told: Told, names: set[str]) -> bool:
    return bool(told.names) and all(one.name in names for one in told.names)


def _closed_up(text: str) -> str:
    """Return a text without white space but where that parts the names of a list: 甲铸造厂 乙家具公司 丙粮油厂."""
    kept = _SPACED.sub(lambda run: _GAP.sub("\0", run.group()), text)
    return "".join(kept.split()).replace("\0", " ")


def _open_lines(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, speech: Speech
) -> Iterator[_TellingLine]:
    """Yield the paragraphs that may tell something: no headings, no items with roles, nothing said of what is next."""
    section, demanded = "", ""
    demands = lexicon.told.demands
    for at, paragraph in enumerate(paragraphs):
        text = _closed_up(paragraph.number + paragraph.text).lstrip("*＊")
        numeral = read_numeral(text, lexicon.folded(text))
        bare = text[numeral.end :] if numeral else text
        kind = numeral.kind if numeral else "line"
        is_heading = len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text)
        opens = bare.startswith(demands) or bare.rstrip("：:").endswith(demands)
        if opens and (is_heading or numeral):
            demanded = kind
        elif kind == demanded and (numeral or is_heading):
            demanded = ""
        section = text if is_heading and numeral else section
        asks = bare.startswith(demands) or _states_roles(paragraph, lexicon, speech)
        if not is_heading and not asks:
            yield _TellingLine(at, text, section, bool(demanded))


def _states_roles(paragraph: Paragraph, lexicon: Lexicon, speech: Speech) -> bool:
    """Return whether a paragraph is a numbered item that says who answers for it."""
    text = "".join((paragraph.number + paragraph.text).split())
    numeral = read_numeral(text, lexicon.folded(text))
    return numeral is not None and bool(speech.said(text[numeral.end :]).form)


def _following(paragraphs: Sequence[Paragraph], at: int) -> str:
    """Return the words of the next paragraph, "" where it is a heading or there is none."""
    text = "".join(paragraphs[at].text.split()) if at < len(paragraphs) else ""
    return text if _SENTENCE.search(text) else ""


def _in_section(told: Told, section: str, lexicon: Lexicon) -> Told:
    """Return what a paragraph tells of a task of some units, with the status of its heading where it has none."""
    if told.status or not section or not any(one.units for one in told.names):
        return told
    return replace(told, status=heading_status(section, lexicon))


def _with_rest(told: Told, rest: str, lexicon: Lexicon) -> Told:
    """Return what a paragraph tells, with the next one where its progress stands there: …进展情况如下."""
    if not told.names or not told.names[-1].units or not _FOLLOWS.search(told.names[-1].rest):
        return told
    status = told.status or own_status(rest, lexicon)
    named = replace(told.names[-1], rest=rest)
    return replace(told, status=status, names=(*told.names[:-1], named))


def _owned(told: Told, owner: Owner | None) -> Told:
    """Return what is told of tasks with the units that the block names for them; how many it counts is the block's."""
    if owner is None or not told.status:
        return told
    names = []
    for one in told.names:
        numeral = read_numeral(one.name)
        bare = one.name[numeral.end :] if numeral and numeral.kind == "circle" else one.name
        named = replace(one, name=bare or one.name)
        own = one.units or owner.units
        names.append(replace(named, units=own, verb=one.verb if one.units else owner.label))
    return replace(told, names=tuple(names), declared=None)


def _of_headed(headed: Headed, owner: Owner | None) -> Iterator[Gathered]:
    """Yield what a heading tells of the names under it, a row at a time."""
    total = len(headed.rows)
    for at, row in enumerate(headed.rows):
        declared = headed.declared if at == 0 else None
        words = (
            f"{headed.heading}：{row.words}" if headed.is_standing and headed.status else row.words
        )
        mismatch = headed.status and headed.declared is not None and headed.declared != total
        doubt = f"标题写{headed.declared}个，下面列出{total}个" if mismatch and at == 0 else ""
        named = Named(row.name, row.rest, row.units, row.verb)
        told = Told(headed.status, words, (named,), declared, doubt=doubt)
        told = told if headed.is_standing else _owned(told, owner)
        yield Gathered(
            told, row.spot, headed.heading, headed.is_standing, (row.sort,), (row.number,)
        )
