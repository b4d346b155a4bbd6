"""What the words of a task tell of how far it is, where most of its like tell it in the same place.

In: the tasks of one reading. Out: the same, those words made an update: ``改造小区18个（已完工11个）``,
``修缮泵站——正在施工``, ``新建小学。主体已封顶。``. One task alone tells nothing so: whether 完成 is a plan or a deed,
its like must say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.reading import Context
from tongbao.notices.states import states_of
from tongbao.notices.told.comments import progress_status
from tongbao.records.model import Task, Update

_FEWEST = 2
_LONGEST_NAME = 60
_LONGEST_STATUS = 16
_MOST_SENTENCES = 40
# What only the words of something done, in hand or not begun hold, never those of a plan.
_TENSE = re.compile(
    "已|正在|正[有抓加]|尚|(?<![中])未(?!来|成年)|仍|均|全部|全面|完毕|[滞慢停缓]|[%％]|截[至止]|目前|顺利|提前|如期|达标"
    "|中[。；;]?$|终止|取消|延期|无法|超额"
)
_PLANNED = re.compile(
    r"[前底内]\S{0,6}(?:完成|建成|竣工|投用|开工)|力争|确保|计划于|预计|下半年|明年|下一?步"
)
_SHARE = re.compile(r"(?:完成(?:率|比例|进度)?|进度)?[:：]?\d{1,3}(?:\.\d{1,2})?[%％]")
_BRACKET = re.compile(r"[（(](?P<told>[^（()）]{1,120})[）)][。；;]?$")
_DASH = re.compile(r"[—–―]{1,2}|-{2}")
_COLON = re.compile(r"[：:](?!\d)")
_NAME = re.compile(r"[^，,。；;：:\n]{2,60}")
_ENDS = re.compile(r"[。；;！!\n]+")


@dataclass(frozen=True, slots=True)
class _Tail:
    """Words behind a task: what it is without them, what they are, and the status they give."""

    before: str
    words: str
    status: str
    is_sure: bool


def with_own_progress(tasks: Sequence[Task], context: Context) -> tuple[Task, ...]:
    """Return tasks with what their own words tell of how far they are, where at least half of them tell it so."""
    tasks = [_with_status(task, context) for task in tasks]
    open_ones = [task for task in tasks if _is_open(task)]
    if not open_ones or len(tasks) < _FEWEST:
        return tuple(tasks)
    telling = len(tasks) - len(open_ones)
    for kind in (_in_bracket, _behind_dash, _behind_colon, _in_sentences):
        tails = {task.id: tail for task in open_ones if (tail := kind(task.text, context.lexicon))}
        sure = sum(tail.is_sure for tail in tails.values())
        if (
            tails
            and 2 * sure >= len(tails)
            and 2 * (len(tails) + telling) >= len(tasks)
            and sure + telling >= _FEWEST
        ):
            return tuple(_told(task, tails.get(task.id), context) for task in tasks)
    return tuple(tasks)


def _with_status(task: Task, context: Context) -> Task:
    """Return a task with the status that the words already told of it give, where nothing else gave one."""
    updates = [one for line in task.assignments for one in line.updates]
    if len(updates) != 1 or updates[0].status or updates[0].subject or not updates[0].text:
        return task
    status = progress_status(updates[0].text, context.lexicon)
    if not status:
        return task
    told = updates[0].model_copy(update={"status": status})
    lines = (
        line.model_copy(update={"updates": (told,)}) if line.updates else line
        for line in task.assignments
    )
    return task.model_copy(update={"assignments": tuple(lines)})


def _is_open(task: Task) -> bool:
    """Return whether nothing is told of a task yet."""
    return task.kind == "task" and not any(line.updates for line in task.assignments)


def _told(task: Task, tail: _Tail | None, context: Context) -> Task:
    if tail is None or not task.assignments:
        return task
    update = Update(
        period=context.period, status=tail.status or None, text=tail.words, source=task.source
    )
    first, *others = task.assignments
    lines = (first.model_copy(update={"updates": (update,)}), *others)
    return task.model_copy(update={"text": tail.before, "assignments": lines})


def _tail(before: str, words: str, lexicon: Lexicon, *, is_whole: bool) -> _Tail | None:
    """Return words behind a task as what they tell; ``is_whole`` says that their place alone makes them a status."""
    words = words.strip(" 　。；;，,\n")
    if not words or _PLANNED.search(words):
        return None
    status = progress_status(words, lexicon)
    if not status and (_SHARE.fullmatch(words) or (is_whole and _is_short(words))):
        status = words
    is_sure = bool(status) and bool(
        _TENSE.search(words) or (is_whole and states_of(lexicon).of_progress(words))
    )
    return _Tail(before.strip(" 　—–―-：:；;\n"), words, status, is_sure)


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST_STATUS and not re.search("[，,。；;]", words)


def _in_bracket(text: str, lexicon: Lexicon) -> _Tail | None:
    found = _BRACKET.search(text)
    if found is None or not found.start():
        return None
    return _tail(text[: found.start()], found["told"], lexicon, is_whole=True)


def _behind_dash(text: str, lexicon: Lexicon) -> _Tail | None:
    found = _DASH.search(text)
    if found is None or not found.start():
        return None
    return _tail(text[: found.start()], text[found.end() :], lexicon, is_whole=True)


def _behind_colon(text: str, lexicon: Lexicon) -> _Tail | None:
    name = _NAME.match(text)
    if name is None or not _COLON.match(text, name.end()):
        return None
    return _tail(name.group(), text[name.end() + 1 :], lexicon, is_whole=True)


def _in_sentences(text: str, lexicon: Lexicon) -> _Tail | None:
    """Return the sentences of a task from the first on that surely tells; from the first that may where none does."""
    tails = list(_sentence_tails(text, lexicon))
    return next((one for one in tails if one.is_sure), None) or next(
        (one for one in tails if one.status), None
    )


def _sentence_tails(text: str, lexicon: Lexicon) -> Iterator[_Tail]:
    ends = [found.end() for found in _ENDS.finditer(text)][:_MOST_SENTENCES]
    for start, end in zip(ends, [*ends[1:], len(text)], strict=False):
        tail = _tail(text[:start], text[start:end], lexicon, is_whole=False)
        if tail and (tail.status or tail.is_sure):
            whole = text[start:].strip(" 　\n")
            status = progress_status(whole, lexicon)
            yield _Tail(text[:start].rstrip(" 　\n"), whole, status or tail.status, tail.is_sure)
            if tail.is_sure:
                return
