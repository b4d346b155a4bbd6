"""Tasks whose names are lines of their own over the paragraph that tells how far they are, or stand before its colon.

In: the material of any notice. Out: a task a name with its paragraph as the update, where a line above or the title
says of what they are (``11件惠民实事完成情况如下：``) and most of the paragraphs tell (``【在建】第三水厂：已封顶``).
What has no such paragraph, a demand or a caption, is no task.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_speech
from tongbao.notices.states import states_of
from tongbao.notices.task_ids import task_ids
from tongbao.notices.task_lists.finding import Finder
from tongbao.notices.told.comments import progress_status
from tongbao.notices.told.phrases import phrases_of
from tongbao.records.model import Assignment, Claim, Source, Task, Update
from tongbao.sources.document import Paragraph, Spot

_FEWEST = 3
_SHORTEST_NAME, _LONGEST_NAME = 4, 36
_MOST_LINES_OF_NAME = 2
_LINES_BEFORE = 2
_BULLETS = "●○◆◇■□▲△★☆►▶•· "
_OPENS = re.compile(r"(?:情况|进展|进度|成效)(?:通报|公布|公示|汇报)?如下[:。]?$|[^。;]:$")
_MARK = re.compile("[,。;:!?]")
_SENTENCE = re.compile("[,。;!?]")
_REACHED = re.compile("已|累计|正在|尚未")
_SORT = re.compile("^[\u4e00-\u9fff]{2,8}(?:类|方面|领域)$")
_JOINT = re.compile("^(?:和|与|及|以及|暨|、)|(?:和|与|及|以及|暨|、)$")
_CAPTION = re.compile(
    r"^(?:图[为\d:一二三四五六七八九十]|上图|下图|\(?(?:图|资料)片?\)?$)|摄\)?$|^\(.*\)$"
)
# ``【在建】第三水厂：沉淀池已浇筑``: the class of a thing, its name, what is told of it.
_NAMED = re.compile(
    r"(?:[\[(【〔](?P<label>[^\[\]()【】〔〕]{2,10})[\])】〕])?\s*(?P<name>[^,。;:!?、\[\]【】]{4,40})[:](?P<told>.{2,})"
)
# Subheads of an account of methods: 强化组织领导, 坚持问题导向.
_METHOD = re.compile(
    "强化|加强|坚持|狠抓|突出|聚焦|着力|注重|压实|严格|凝聚|创新|健全|深化|统筹|把握|严把|树立|提高"
)
_PEOPLE = re.compile("记者|通讯员|编辑|来源|责编|审核|供稿|摄影|作者|文字|图片|监制|校对|终审")
_TELLS = re.compile("进展|进度|完成|落实|推进|建设|实施|成绩单|兑现|动态|见闻|答卷|盘点|通报|情况")
_TWO_LINES = "text: 名称印成两行，按一个名称读"


@dataclass(slots=True)
class _Titled:
    """A name with the lines that tell how far it is; ``is_before`` says that it stands before a colon."""

    name: str
    spot: Spot
    section: str
    doubt: str = ""
    status: str = ""
    is_before: bool = False
    told: list[str] = field(default_factory=list)


def read_titled(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks whose names are titles over their progress, None where there are none."""
    prose, lexicon = material.prose, context.lexicon
    if is_speech([paragraph.text for paragraph in prose], lexicon):
        return None
    lines = _Lines(prose, lexicon)
    free = 0
    for at in range(-1, len(prose)):
        if at + 1 < free:
            continue
        found, end = lines.titled(at + 1)
        free = max(free, end) if len(found) >= _FEWEST else free
        if len(found) < _FEWEST or not lines.tell(found):
            continue
        numbers = (
            {count for count, _ in lines.finder.counts(lines.folded[at])[1]} if at >= 0 else set()
        )
        if lines.announces(at) or len(found) in numbers or lines.says_tasks(at, heading.title):
            return Reading(tasks=tuple(_tasks(found, context)), claims=lines.claims(at, len(found)))
    return None


def _tasks(found: Sequence[_Titled], context: Context) -> list[Task]:
    ids = task_ids([None] * len(found))
    tasks = []
    for task_id, one in zip(ids, found, strict=True):
        source = Source(notice=context.notice, page=one.spot.page or None)
        told = "\n".join(one.told)
        status = one.status or progress_status(told, context.lexicon)
        update = Update(period=context.period, status=status or None, text=told, source=source)
        tasks.append(
            Task(
                plan=context.plan,
                id=task_id,
                text=one.name,
                section=one.section or None,
                review=(one.doubt,) if one.doubt else (),
                source=source,
                assignments=(Assignment(part="1", updates=(update,)),),
            )
        )
    return tasks


class _Lines:
    """The lines of a text: names, paragraphs, headings over names, and what ends them all."""

    def __init__(self, prose: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.prose = prose
        self.finder = Finder(prose, lexicon)
        self.lexicon = lexicon
        self.texts, self.folded = self.finder.texts, self.finder.folded
        self._signs = re.compile(choice((*lexicon.told.signs, *lexicon.told.states)))
        self._nouns = re.compile(choice(lexicon.task_lists.nouns))
        self._deeds = re.compile(choice((*lexicon.told.actions, *lexicon.task_lists.nouns)))
        self._demands = re.compile(choice(lexicon.told.demands))

    def announces(self, at: int) -> bool:
        """Return whether a line says that what follows is how far tasks are."""
        if at < 0 or not _OPENS.search(self.folded[at]):
            return False
        before = "".join(self.folded[max(0, at - _LINES_BEFORE) : at + 1])
        clause = re.split("[,。;]", self.folded[at].rstrip("。"))[-1]
        if any(word in clause for word in self.lexicon.task_lists.demands):
            return False
        return bool(self._nouns.search(before) and self._signs.search(before))

    def says_tasks(self, at: int, title: str) -> bool:
        """Return whether the title, or the lines above, name tasks and say that it is told how they stand."""
        above = "".join(self.folded[max(0, at - _LINES_BEFORE) : at + 1])
        return any(self._nouns.search(one) and _TELLS.search(one) for one in (title, above))

    def titled(self, at: int) -> tuple[list[_Titled], int]:
        """Return the names from a line on with their paragraphs, and the line where they end."""
        found: list[_Titled] = []
        names: list[int] = []
        section = ""
        while at < len(self.texts):
            text = self.folded[at]
            if not text or _CAPTION.search(text):
                pass
            elif self._ends(at):
                break
            elif not names and (one := self._named_before(at, section)):
                found.append(one)
            elif self._is_section(at):
                section = self.texts[at]
            elif self._is_name(at) and len(names) < _MOST_LINES_OF_NAME:
                names.append(at)
            elif not _SENTENCE.search(text) or not (names or found):
                break
            elif names:
                found.append(self._named(names, section))
                found[-1].told.append(self.texts[at])
                names = []
            else:
                found[-1].told.append(self.texts[at])
            at += 1
        return self._without_others(found), at

    def _without_others(self, found: list[_Titled]) -> list[_Titled]:
        """Return entries without what stands before and behind them: the letter, who wrote it, where it goes on."""
        may_be = [at for at, one in enumerate(found) if self._may_be(one)]
        found = found[may_be[0] : may_be[-1] + 1] if may_be else []
        if len(found) > 1:
            # Behind the last one the text goes on: it has no more lines than the others have.
            most = max(len(one.told) for one in found[:-1])
            found[-1].told = found[-1].told[:most]
        return found

    def _may_be(self, one: _Titled) -> bool:
        """Return whether an entry has the name of a deed or tells how far it is, and names no author."""
        tells = bool(progress_status("".join(one.told), self.lexicon))
        return not _PEOPLE.search(one.name) and (tells or bool(self._deeds.search(one.name)))

    def _named_before(self, at: int, section: str) -> _Titled | None:
        """Return what a line names before its colon, None for a label of a field or of an author."""
        match = _NAMED.fullmatch(self.folded[at].strip(_BULLETS))
        if match is None:
            return None
        text = self.texts[at].strip(_BULLETS)
        name = text[match.start("name") : match.end("name")].strip()
        role = role_of_heading(name, self.lexicon)
        is_field = role and (role != "task" or self.lexicon.role_of_header(match["name"]))
        if is_field or _PEOPLE.search(name) or read_numeral(name, name):
            return None
        label = text[match.start("label") : match.end("label")] if match["label"] else ""
        status = states_of(self.lexicon).of_heading(label).status if label else ""
        status = status or (label if phrases_of(self.lexicon).says_how(label) else "")
        told = [text[match.start("told") : match.end("told")].strip()]
        spot, section = self.prose[at].spot, section or ("" if status else label)
        return _Titled(name, spot, section, status=status, is_before=True, told=told)

    def tell(self, found: Sequence[_Titled]) -> bool:
        """Return whether most of the names are deeds or projects, and most paragraphs tell how far they are."""
        texts = [self.lexicon.folded("".join(one.told)) for one in found]
        told = sum(bool(self._signs.search(text) or _REACHED.search(text)) for text in texts)
        deeds = sum(one.is_before or bool(self._deeds.search(one.name)) for one in found)
        methods = sum(bool(_METHOD.match(one.name)) for one in found)
        units = sum(self.lexicon.looks_like_unit(one.name) for one in found)
        most = len(found) / 2
        return told > most and deeds > most and methods < most and units < most

    def claims(self, at: int, read: int) -> tuple[Claim, ...]:
        """Return how many tasks the announcement gives: of several numbers the one that was read, else the first."""
        counts = [
            one
            for text in self.folded[max(0, at - _LINES_BEFORE) : at + 1]
            for one in self.finder.counts(text)[1]
        ]
        met = [one for one in counts if one[0] == read] or counts
        return tuple(Claim(claim="tasks", stated=count, words=words) for count, words in met[:1])

    def _named(self, names: Sequence[int], section: str) -> _Titled:
        parts = [self.texts[at].strip(_BULLETS) for at in names]
        is_sure = len(parts) == 1 or any(_JOINT.search(part) for part in parts)
        spot = self.prose[names[0]].spot
        return _Titled("".join(parts), spot, section, "" if is_sure else _TWO_LINES)

    def _ends(self, at: int) -> bool:
        """Return whether the tasks end before a line: what is asked next, or the words that close a list."""
        text = self.folded[at]
        is_short = len(text) <= _LONGEST_NAME
        asks = self._demands.search(text) if is_short else self._demands.match(text)
        closes = text.startswith((*self.lexicon.task_lists.closings[:5], *self.lexicon.tails))
        return bool(asks or (closes and not text.startswith("目前")))

    def _is_name(self, at: int) -> bool:
        text = self.folded[at].strip(_BULLETS)
        return (
            _SHORTEST_NAME <= len(text) <= _LONGEST_NAME
            and not _MARK.search(text)
            and not read_numeral(text, text)
            and "\u4e00" <= text[0] <= "\u9fff"
        )

    def _is_section(self, at: int) -> bool:
        """Return whether a line with a numeral or the name of a sort (教育类) stands over a name."""
        text = self.folded[at]
        is_heading = _SORT.match(text) or (
            read_numeral(text.strip(_BULLETS), text.strip(_BULLETS))
            and len(text) <= _LONGEST_NAME
            and not _MARK.search(text)
        )
        return bool(is_heading and at + 1 < len(self.texts) and self._is_name(at + 1))
