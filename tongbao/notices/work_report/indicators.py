"""Sentences of a report -> indicators, each with the words that state it.

In: a sentence, the time it speaks of, the words of the lexicon. Out: ``Indicator`` records, and marks for the names
that a person must look at.
"""

from dataclasses import dataclass

from tongbao.notices.lexicon import ReportWords
from tongbao.notices.work_report.clauses import Found, Rules, Sentence
from tongbao.notices.work_report.figures import Span, split
from tongbao.notices.work_report.flow import Stretch
from tongbao.notices.work_report.times import Time
from tongbao.records.facts import Indicator


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence states, marks for the names that a person must look at, and clauses left unread."""

    indicators: tuple[Indicator, ...]
    review: tuple[str, ...]
    unread: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class SentenceReader:
    """Reads sentence after sentence by the rules of a lexicon."""

    rules: Rules

    @classmethod
    def of(cls, words: ReportWords) -> "SentenceReader":
        """Return the reader of a lexicon."""
        return cls(Rules.of(words))

    def has_figures(self, text: str) -> bool:
        """Return whether a text holds any figure."""
        return bool(self.rules.scanner.figures(text))

    def read(self, stretch: Stretch, span: Span, time: Time) -> Said:
        """Return what the words of a span state for a time."""
        sentence = Sentence(self.rules, stretch.text, time)
        for segment in split(stretch.text, span, "；;。！？!?"):
            sentence.read_segment(segment)
        return Said(
            tuple(_indicator(found, stretch, time) for found in sentence.found),
            tuple(f"name: “{found.name}”{found.doubt}" for found in sentence.found if found.doubt),
            tuple(stretch.cut(*clause) for clause in sentence.unread),
        )


def _indicator(found: Found, stretch: Stretch, time: Time) -> Indicator:
    piece = stretch.cut(found.start, found.end)
    return Indicator(
        name=found.name,
        period=time.period,
        role=time.role,
        value=found.value,
        unit=found.unit,
        growth=found.growth,
        rank=found.rank,
        printed=piece.text,
        page=piece.page,
    )
