"""Review marks: what was inferred and a person must still look at, told as problems of the lightest kind."""

from collections.abc import Iterator

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked
from tongbao.records.content import Content
from tongbao.records.facts import Indicator, Indicators, Mention, Mentions
from tongbao.records.fields import title_of, written_fields
from tongbao.records.model import Assignment, Notice, Plan, Record, Source, Task, Unit, Update
from tongbao.records.settings import Status
from tongbao.records.yaml_in import Path

_Marked = tuple[str, Path, tuple[str, ...], tuple[type[Record], ...]]
"""File, path of the list of marks, the marks, and the records whose fields they may name."""

_OF_A_TASK = (Task, Assignment, Update, Source)
_OF_FACTS: dict[type[Record], tuple[type[Record], ...]] = {
    Indicators: (Indicators, Indicator),
    Mentions: (Mentions, Mention),
}


def review_marks(checked: Checked) -> Iterator[Problem]:
    """Every mark is told, at its place; one that names no field is an error besides."""
    for file, path, marks, kinds in _marks_of(checked.content):
        for number, mark in enumerate(marks):
            place = checked.places.value(file, (*path, number))
            if words := _in_words(mark, kinds):
                yield Problem(place, words, "核对后删去这一条", Severity.REVIEW)
            else:
                hint = "写成 “persons: 责任人与单位按次序对应” 的样子，冒号用半角"
                yield Problem(place, f"待核对“{mark}”没有以字段名开头", hint)


def marks_in_words(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every mark that names its field: the file it stands in, and its words, such as 责任人：….

    What is said thus reads the same in the report of ``ingest`` as in ``check``.
    """
    for file, _, marks, kinds in _marks_of(content):
        for mark in marks:
            if words := _in_words(mark, kinds):
                yield file, words


def mark_in_words(mark: str, record: Record) -> str:
    """Return a mark of a record with its field in Chinese, "" where it begins with none."""
    kinds = _OF_FACTS.get(type(record), (type(record),))
    return _in_words(mark, (*kinds, *_OF_A_TASK) if isinstance(record, Task | Notice) else kinds)


def _in_words(mark: str, kinds: tuple[type[Record], ...]) -> str:
    """Return a mark with its field in Chinese, "" where it begins with none."""
    field, colon, said = mark.partition(":")
    named = [kind for kind in kinds if field in written_fields(kind)]
    return f"{title_of(named[0], field)}：{said.strip()}" if colon and named else ""


def _marks_of(content: Content) -> Iterator[_Marked]:
    for task in content.tasks:
        yield task.path, ("review",), task.review, _OF_A_TASK
    for plan in content.plans:
        yield plan.path, ("review",), plan.review, (Plan,)
    for notice in content.notices:
        # One mark of a notice may stand for those of all its tasks.
        yield notice.path, ("review",), notice.review, (Notice, *_OF_A_TASK)
    for figures in content.indicators:
        yield figures.path, ("review",), figures.review, _OF_FACTS[Indicators]
    for news in content.mentions:
        yield news.path, ("review",), news.review, _OF_FACTS[Mentions]
    for registry in content.registries:
        for number, unit in enumerate(registry.units):
            yield registry.path, ("units", number, "review"), unit.review, (Unit,)
    for name, statuses in content.settings.vocabularies.items():
        for number, status in enumerate(statuses):
            path = ("vocabularies", name, number, "review")
            yield content.settings.path, path, status.review, (Status,)
