"""What must not go public by mere inheritance: words and numbers on which a person has to decide first.

In: a task, its plan and the word lists of site.yml. Out: ``Held`` values. Whoever wrote ``visibility`` on the task, the
assignment or the update has decided; a plan that is public has not decided for each of its tasks.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.records.model import Assignment, Event, Plan, Task, Update
from tongbao.records.settings import Settings
from tongbao.records.yaml_in import Path

_Text = tuple[Path, str | None]
_NUMBERS = {
    "phone": r"(?<![\d.])(?:1[3-9]\d(?:[-\s]?\d{4}){2}|\(?（?0\d{2,3}[)）\-－—\s]\s?[2-9]\d{6,7})(?!\d)",
    "identity": r"(?<!\d)\d{17}[\dXx](?![\dXx])",
    "bank": r"(?<![\d.])\d(?:[ -]?\d){15,18}(?!\d)",
}
_NAMES = {"word": "词语", "phone": "电话号码", "identity": "身份证号", "bank": "银行卡号"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Held:
    """One reason to hold a text back: where it stands in the task, its kind and the piece as written."""

    path: Path
    kind: str
    piece: str

    @property
    def shown(self) -> str:
        """The reason in Chinese; of a number only the ends, for the message may be read by many."""
        ends = f"{self.piece[:3]}…{self.piece[-2:]}" if self.kind != "word" else self.piece
        return f"{_NAMES[self.kind]}“{ends}”"


def held(task: Task, plan: Plan, settings: Settings) -> tuple[Held, ...]:
    """Return why parts of a task may not go public before a person has decided; nothing where one has."""
    if plan.visibility != "public" or task.visibility is not None:
        return ()
    pattern = _pattern(settings.withhold.words, settings.withhold.numbers)
    if pattern is None:
        return ()
    return tuple(
        found for path, text in _undecided(task) if text for found in _found(pattern, path, text)
    )


@functools.cache
def _pattern(words: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for all; a word is found over the line breaks and spaces of a cell too."""
    spaced = (r"\s*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    kinds = [f"(?P<word>{'|'.join(spaced)})"] if words else []
    # Identity before bank: 18 digits may look like both.
    kinds += [f"(?P<{kind}>{_NUMBERS[kind]})" for kind in _NUMBERS if kind in numbers]
    return re.compile("|".join(kinds)) if kinds else None


def _found(pattern: re.Pattern[str], path: Path, text: str) -> Iterator[Held]:
    seen: set[str] = set()
    for match in pattern.finditer(text):
        kind, piece = match.lastgroup or "", match.group()
        if kind == "identity" and not _is_identity(piece):
            kind = "bank" if piece.isdigit() else ""
        if kind == "bank" and not _is_card(piece):
            kind = ""
        if kind and piece not in seen:
            seen.add(piece)
            yield Held(path, kind, piece)


def _is_identity(piece: str) -> bool:
    """Return whether the last sign is the check sign of GB 11643."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, piece[:17], strict=True))
    return _CHECK_SIGNS[total % 11] == piece[17].upper()


def _is_card(piece: str) -> bool:
    """Return whether the digits pass the Luhn check of card numbers."""
    digits = [int(sign) for sign in reversed(piece) if sign.isdigit()]
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[1::2])  # noqa: PLR2004
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _undecided(task: Task) -> Iterator[_Text]:
    yield ("text",), task.text
    yield ("section",), task.section
    for number, mark in enumerate(task.review):
        yield ("review", number), mark
    for number, assignment in enumerate(task.assignments):
        if assignment.visibility is None:
            yield from _of_assignment(assignment, ("assignments", number))


def _of_assignment(assignment: Assignment, path: Path) -> Iterator[_Text]:
    yield (*path, "label"), assignment.label
    for field in ("leaders", "persons"):
        for number, person in enumerate(getattr(assignment, field)):
            for part in ("name", "unit", "duty", "office"):
                yield (*path, field, number, part), getattr(person, part)
    for number, due in enumerate(assignment.due):
        yield (*path, "due", number, "words"), due.words
    for number, update in enumerate(assignment.updates):
        if update.visibility is None:
            yield from _of_update(update, (*path, "updates", number))


def _of_update(update: Update, path: Path) -> Iterator[_Text]:
    yield (*path, "status"), update.status
    yield (*path, "note"), update.note
    yield (*path, "subject"), update.subject
    yield (*path, "text"), update.text
    for number, part in enumerate(update.parts):
        yield (*path, "parts", number, "label"), part.label
        yield (*path, "parts", number, "text"), part.text
    for number, event in enumerate(update.events):
        yield (*path, "events", number, "text"), event.text
        yield from _named(event, (*path, "events", number))
    yield from _named(update, path)
    yield (*path, "printed", "number"), update.printed.number
    yield (*path, "printed", "text"), update.printed.text
    for number, name in enumerate(update.printed.persons or ()):
        yield (*path, "printed", "persons", number), name
    if update.completion is not None:
        yield (*path, "completion", "evidence"), update.completion.evidence
    if update.reply is not None:
        yield (*path, "reply", "text"), update.reply.text
    for number, erratum in enumerate(update.errata):
        for field in ("was", "now", "source"):
            yield (*path, "errata", number, field), getattr(erratum, field)


def _named(record: Event | Update, path: Path) -> Iterator[_Text]:
    for field in ("persons", "firms"):
        for position, name in enumerate(getattr(record, field)):
            yield (*path, field, position), name
