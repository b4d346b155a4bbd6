"""Lists that only the title announces: deeds line by line, under names of their sorts or under names of their own.

In: the ``Finder`` of a text. Out: ``TaskList`` values, all marked: no number says that they are whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongbao.notices.lexicon import choice
from tongbao.notices.task_lists.finding import Finder, NamedItem, TaskList

_FEWEST, _FEWEST_HEADS = 4, 2
_TITLES = 4
_MOST_BEFORE = 5
_LONGEST_TITLE, _LONGEST_HEAD, _LONGEST = 40, 14, 160
_SHORTEST = 4
_AROUND = "【】[]〔〕●○◆◇■□▲△★☆►▶•·丨 　-:："
_MARK = re.compile(r"[,。;:!?、\d]")
_VERBS = "新增|完成|建成|设置|设立|配备|加装|打通|开通|开办|举办|组织|免费|筹集|拆除|提供|实现|扩大|优化|支持|建立|添置"
_MEASURED = re.compile(r"(?<![\d.])\d{1,6}(?:\.\d{1,2})?(?![\d年月日届次号])[\u4e00-\u9fff]")
_NO_PLAN = re.compile(
    "现[将予]|已|正在|尚未|记者|^[要请望应须]|^各|据(?:了解|悉|介绍)|[?？“”]$|电话|邮|[:：]$"
)
_DOUBT = "text: 清单没有编号，也没有写明几项，按行读"


@dataclass(slots=True)
class _Group:
    """The place of a heading, -1 for lines without one, and the places of the lines under it."""

    at: int
    lines: list[int] = field(default_factory=list)


def under_title(finder: Finder) -> tuple[TaskList, ...]:
    """Return the deeds under the title of a text, () where it announces none or its lines are something else."""
    lines = _TitledLines(finder)
    title = next(filter(lines.announces, range(min(_TITLES, len(finder.texts)))), None)
    groups = lines.groups(title + 1) if title is not None else []
    headed = [one for one in groups if one.at >= 0 and one.lines]
    if title is None or sum(len(one.lines) for one in groups) < _FEWEST:
        return ()
    words = finder.texts[title]
    if len(headed) >= _FEWEST and all(len(one.lines) == 1 for one in groups):
        items = tuple(_item(finder, (one.at, *one.lines)) for one in headed)
        return (TaskList(items, words, None, range(headed[0].at, headed[-1].lines[0] + 1)),)
    if headed and (len(headed) < _FEWEST_HEADS or len(headed) < len(groups)):
        return ()
    return tuple(
        TaskList(
            tuple(_item(finder, (at,)) for at in one.lines),
            finder.texts[one.at].strip(_AROUND) if headed else words,
            None,
            range(one.at if headed else one.lines[0], one.lines[-1] + 1),
        )
        for one in groups
    )


def _item(finder: Finder, places: Sequence[int]) -> NamedItem:
    text = "\n".join(finder.texts[at].strip(f"{_AROUND}；;") for at in places)
    return NamedItem(text, finder.spots[places[0]], doubt=_DOUBT)


class _TitledLines:
    """Tells the lines of a text apart: titles, deeds, headings over deeds."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        lexicon = finder.lexicon
        verbs = choice((*lexicon.told.actions, *lexicon.task_lists.doing))
        self._verb = re.compile(rf"(?:[为对在给][^,。;]{{2,20}}?)?(?:{verbs}|{_VERBS})")
        self._nouns = re.compile(choice(lexicon.task_lists.sure_nouns))

    def announces(self, at: int) -> bool:
        """Return whether a line is a title of tasks to come."""
        text = self.finder.folded[at]
        is_title = len(text) <= _LONGEST_TITLE and not re.search("[。;]", text)
        told = any(word in text for word in self.finder.words.told)
        return is_title and not told and bool(self._nouns.search(text))

    def groups(self, first: int) -> list[_Group]:
        """Return the deeds from a line on with the headings over them, up to the first line that is neither."""
        found: list[_Group] = []
        for at in range(first, len(self.finder.texts)):
            text = self.finder.folded[at]
            if not text:
                continue
            if self._is_head(at):
                found.append(_Group(at))
            elif self._is_deed(at):
                found = found or [_Group(-1)]
                found[-1].lines.append(at)
            elif found or at > first + _MOST_BEFORE:
                break
        return [one for one in found if one.lines]

    def _is_deed(self, at: int) -> bool:
        text = self.finder.folded[at].strip(_AROUND)
        plain = _SHORTEST <= len(text) <= _LONGEST and not _NO_PLAN.search(text)
        is_other = text.startswith(self.finder.lexicon.tails) or self.finder.numerals[at]
        begins = self._verb.match(text) or _MEASURED.search(text)
        return bool(plain and not is_other and begins)

    def _is_head(self, at: int) -> bool:
        """Return whether a short line without marks stands over a deed that is longer, or ends as it does not."""
        numeral = self.finder.numerals[at]
        text = self.finder.folded[at][numeral.end if numeral else 0 :].strip(_AROUND)
        if (
            not 1 < len(text) <= _LONGEST_HEAD
            or _MARK.search(text)
            or at + 1 >= len(self.finder.texts)
        ):
            return False
        below = self.finder.folded[at + 1]
        is_marked = bool(numeral) or self.finder.folded[at][:1] in "【[〔"
        is_name = is_marked or not self._verb.match(text) or below.endswith(("。", ";"))
        return is_name and self._is_deed(at + 1) and len(below) > len(text)
