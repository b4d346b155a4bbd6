"""Questions about status words that nobody has placed yet: another spelling of one, or a step of its own, and where.

In: the content. Out: questions. What a word counts as holds from then on; what was printed stays.
"""

from collections.abc import Iterator

from tongbao.output.excerpts import Where
from tongbao.records import marks
from tongbao.records.content import Content
from tongbao.records.settings import Settings, Status
from tongbao.review.answering import YES, called, filled, without_mark
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.site import urls

_FIRST = "-"
# What a word may count as, with the fields of its status.
_COUNTS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("base", "正常计入占比", {"base": True}),
    ("lagging", "算滞后", {"base": True, "lagging": True, "tone": "red", "shape": "diamond"}),
    ("closed", "算办结", {"base": True, "closed": True, "tone": "green", "shape": "circle"}),
    ("outside", "不计入占比（如未报送、不适用）", {"base": False}),
    ("grade", "只用于评比（如优秀、一般）", {"base": False, "grade": True}),
)


def word_questions(content: Content) -> Iterator[Question]:
    """Yield what is open of the words of every vocabulary: above all what a new one counts as."""
    for name, statuses in content.settings.vocabularies.items():
        for status in statuses:
            for mark in status.review:
                yield _question(content, name, statuses, status, mark)


def _question(
    content: Content, vocabulary: str, statuses: tuple[Status, ...], status: Status, mark: str
) -> Question:
    places = [
        (task, Where.of(update.source, status.word, task.text))
        for task in content.tasks
        for update in task.updates
        if update.status == status.word
    ]
    tasks = "；".join(called(task) for task, _ in places[:3])
    others = [one.word for one in statuses if not any(map(marks.is_new_word, one.review))]
    choices = tuple(_choices(vocabulary, status, others, marks.near_names(mark)))
    return Question(
        id=question_id(status, content.settings.path, mark),
        group="words",
        title=f"“{status.word}”",
        asked=mark.partition(":")[2].strip(),
        file=content.settings.path,
        choices=choices
        if marks.is_new_word(mark)
        else (*choices, _right(vocabulary, status, mark)),
        shown=(("用在", tasks), ("已有的用词，从好到差", "、".join(others))),
        places=tuple(where for _, where in places[:1]),
        page=urls.STATUSES,
    )


def _choices(
    vocabulary: str, status: Status, others: list[str], near: tuple[str, ...]
) -> Iterator[Choice]:
    def spelling(changes: Changes, given: Given) -> None:
        word = filled(given, "as", "同义的用词")
        settings, statuses = changes.content.settings, _statuses(changes, vocabulary)
        if word not in [one.word for one in statuses if one.word != status.word]:
            raise RefusedAnswer(f"用词表里没有“{word}”")
        kept = tuple(
            one.model_copy(update={"aliases": (*one.aliases, status.word)})
            if one.word == word
            else one
            for one in statuses
            if one.word != status.word
        )
        _put(changes, settings, vocabulary, kept)
        changes.decide("word", status.word, word, is_so=True, reason=f"与“{word}”同义")

    def own(changes: Changes, given: Given) -> None:
        after = filled(given, "after", "排在哪里")
        counts = filled(given, "counts", "算什么")
        fields = next((fields for name, _, fields in _COUNTS if name == counts), None)
        if fields is None:
            raise RefusedAnswer("没有选这个词算什么")
        settings, statuses = changes.content.settings, list(_statuses(changes, vocabulary))
        if (now := next((one for one in statuses if one.word == status.word), None)) is None:
            raise RefusedAnswer(f"用词表里已经没有“{status.word}”了")
        statuses.remove(now)
        words = [one.word for one in statuses]
        if after != _FIRST and after not in words:
            raise RefusedAnswer(f"用词表里没有“{after}”")
        at = 0 if after == _FIRST else words.index(after) + 1
        placed = now.model_copy(update={"grade": False, **fields, "review": ()})
        _put(changes, settings, vocabulary, (*statuses[:at], placed, *statuses[at:]))
        said = {name: label for name, label, _ in _COUNTS}[counts]
        changes.decide("word", status.word, is_so=True, reason=f"单独一档，{said}")

    first = [(word, word) for word in (*near, *(one for one in others if one not in near))]
    order = [(_FIRST, "排在最前（最好）"), *((word, f"排在“{word}”之后") for word in others)]
    counts = tuple((name, label) for name, label, _ in _COUNTS)
    last = others[-1] if others else _FIRST
    usual = "grade" if status.grade else ""
    if others:
        options = (("", "请选"), *first)
        same = Input("as", "哪个用词", near[0] if near else "", "options", options)
        yield Choice("same", "是已有用词的另一种写法", spelling, (same,))
    yield Choice(
        YES,
        "单独算一档",
        own,
        (
            Input("after", "次序", last, "options", tuple(order)),
            Input("counts", "算什么", usual, "options", (("", "请选"), *counts)),
        ),
    )


def _right(vocabulary: str, status: Status, mark: str) -> Choice:
    """Return the answer that a mark which somebody wrote by hand is seen to."""

    def apply(changes: Changes, _given: Given) -> None:
        statuses = tuple(
            without_mark(one, mark) if one.word == status.word else one
            for one in _statuses(changes, vocabulary)
        )
        _put(changes, changes.content.settings, vocabulary, statuses)
        changes.decide("mark", status.word, is_so=True, asked=mark)

    return Choice("right", "对", apply)


def _statuses(changes: Changes, vocabulary: str) -> tuple[Status, ...]:
    return changes.content.settings.vocabularies.get(vocabulary, ())


def _put(
    changes: Changes, settings: Settings, vocabulary: str, statuses: tuple[Status, ...]
) -> None:
    vocabularies = {**settings.vocabularies, vocabulary: statuses}
    changes.put(settings.model_copy(update={"vocabularies": vocabularies}))
