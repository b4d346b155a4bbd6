"""The words by which notices are read: lexicon.yml, data that a clerk can extend.

In: the YAML beside this module. Out: ``Lexicon``, with the questions a reader asks of it. No rule
of this room names a place, a person or a unit; whatever is a word stands in the data.
"""

import functools
import importlib.resources
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from tongbao.problems import Problem, Problems, errors_among
from tongbao.records.messages import findings_of
from tongbao.records.scalars import Filled
from tongbao.records.yaml_in import marks_of, read_yaml
from tongbao.records.yaml_text import place_at


def _compiles(pattern: str) -> str:
    """Return a pattern that is one: a bracket left open would stop every reader."""
    try:
        re.compile(pattern)
    except re.error as error:
        words = "不是正则表达式：{reason}"
        raise PydanticCustomError("pattern", words, {"reason": str(error)}) from None
    return pattern


Words = tuple[Filled, ...]
Pattern = Annotated[Filled, AfterValidator(_compiles)]
Patterns = tuple[Pattern, ...]

_DATA = ConfigDict(frozen=True, extra="forbid")

_BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]")
_WIDER_BY = 0xFEE0  # from a half-width sign to its full-width one
# Names are shorter; the patterns of names go back and forth over longer words.
_LONGEST_NAME = 80
_NOT_A_WORD = re.compile(r"[\W_]+")


def choice(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return _choice(tuple(words))


@functools.cache
def _choice(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


class Groups(BaseModel):
    """Patterns of names that stand for several units: all of them, or an unnamed part."""

    model_config = _DATA

    all: Patterns
    some: Patterns
    tails: Words


class HeadingMarks(BaseModel):
    """Words in the heading of a column that qualify its end: who answers, and what is none of it."""

    model_config = _DATA

    lead: Words
    cooperating: Words
    responsible: Words
    no_units: Words
    no_progress: Words
    no_due: Words
    no_task: Words
    no_persons: Words
    openings: Words


class ToldWords(BaseModel):
    """The words by which running text says how things and units stand: ``推进缓慢的有3项（A、B、C）``."""

    model_config = _DATA
    # Patterns are kept by the words they are made of: hashing all of these each time would take longer.
    __hash__ = object.__hash__

    adverbs: Words
    aspects: Words
    tenses: Words
    verbs: Words
    targets: Words
    states: Words
    vague: Words
    signs: Words
    not_yet: Words
    denied: Annotated[Filled, AfterValidator(_compiles)]
    standings: Patterns
    list_words: Words
    placed: Words
    nouns: Words
    measures: Words
    leads_in: Words
    openings: Words
    subject_endings: Words
    subject_nouns: Words
    body_endings: Words
    sorts: Words
    none: Words
    scopes: Words
    undertakes: Words
    supports: Words
    actions: Words
    demands: Words


class TaskLists(BaseModel):
    """The words of lists of tasks in prose: ``10件实事，包括：…``."""

    model_config = _DATA
    __hash__ = object.__hash__  # as those of Told

    nouns: Words
    sure_nouns: Words
    surest_nouns: Words
    doing: Words
    not_nouns: Words
    measures: Words
    openers: Words
    told: Words
    demands: Words
    plans: Words
    closings: Words
    titles: Words


class Declared(BaseModel):
    """Patterns of the rules and remarks that a notice prints among its units."""

    model_config = _DATA

    first_leads: Patterns
    responsible_leads: Patterns
    standing: Patterns


class Web(BaseModel):
    """The words that a web page prints round a notice."""

    model_config = _DATA

    labels: dict[str, Words]
    paths: Words
    buttons: Words
    after: Words
    selves: Words


class Titles(BaseModel):
    """The words by which a line is a title, and those that none has."""

    model_config = _DATA

    endings: Words
    never: Words


class News(BaseModel):
    """The words by which facts are taken out of a newspaper page."""

    model_config = _DATA

    leads: Words
    reporters: Words
    others: Words
    unit_endings: Words
    place_endings: Words
    not_names: Words
    too_plain: Words
    not_openings: Words
    stops: Words
    stop_words: Words
    duties: Words
    amounts: Words
    project_endings: Words
    project_openings: Words


class ReportWords(BaseModel):
    """The words of government work reports: whose year, which units, what names a figure."""

    model_config = _DATA

    speakers: Words
    past_year: Words
    this_year: Words
    past_years: Words
    coming_years: Words
    spans: Words
    reviews: Words
    plans: Words
    later: Words
    compared: Words
    goals: Words
    goals_in_words: Patterns
    measures: Words
    counts: Words
    not_measured: Words
    before_names: Words
    reached: Words
    grew: Words
    fell: Words
    how_grown: Words
    around: Words
    bare_names: Words
    sizes: Words
    after_names: Words
    ranked: Pattern
    happened: Words


class OwnName(BaseModel):
    """The words by which the notice's own district goes."""

    model_config = _DATA

    levels: Words


class BulletinWords(BaseModel):
    """The words of a bulletin by unit: its sections, its requirement, what stands after the last section."""

    model_config = _DATA

    section_endings: Words
    requires: Words
    grounds: Words
    open_terms: Patterns
    closings: Patterns


class Dates(BaseModel):
    """The words round dates in running text; ``years`` says how many years a word is from the notice's."""

    model_config = _DATA
    __hash__ = object.__hash__  # as those of Told

    years: dict[str, int]
    parts_of_month: Words
    not_after: Words
    not_before: Words
    plan_labels: Words
    planned: Words


class People(BaseModel):
    """The words and signs by which names of persons are found in running text."""

    model_config = _DATA
    __hash__ = object.__hash__  # as those of Told

    surnames: Filled
    compound_surnames: Words
    not_in_names: Filled
    not_names: Words
    duties: Words
    units: Words
    honours: Words
    followers: Words
    acts: Words


class Firms(BaseModel):
    """The words by which names of firms are found in running text."""

    model_config = _DATA
    __hash__ = object.__hash__  # as those of Told

    endings: Words
    openings: Words
    inner: Words
    joints: Words
    places: Words
    plain: Words


class FallenWords(BaseModel):
    """The words that make a figure one which can only grow, and those that make it one which may fall."""

    model_config = _DATA

    grows: Words
    may_fall: Words
    openings: Patterns


class Lexicon(BaseModel):
    """lexicon.yml, typed; the comments there say what each list is for."""

    model_config = _DATA
    __hash__ = object.__hash__  # as those of Told

    headers: dict[str, Words]
    heading_ends: dict[str, Words]
    heading_marks: HeadingMarks
    status_words: Pattern
    target_columns: Pattern
    unreported: Words
    remark_rows: Words
    labels: dict[str, Words]
    verbs: dict[str, Words]
    declared: Declared
    objectives: Words
    tails: Words
    traditional: Words
    web: Web
    unit_endings: Words
    never_alone: Words
    groups: Groups
    level_prefixes: Words
    office_words: Words
    title_endings: Words
    titles: Titles
    claims: dict[str, Patterns]
    task_lists: TaskLists
    told: ToldWords
    news: News
    report: ReportWords
    own_name: OwnName
    bulletin: BulletinWords
    dates: Dates
    people: People
    firms: Firms
    fallen: FallenWords

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - a lexicon lives as long as the run
    def role_of_header(self, text: str) -> str | None:
        """Return which column a header cell names: ``分 管 县领导`` and ``进展情况（至7月底）`` included.

        A column of targets goes by its own words: ``target:一季度目标``.
        """
        word = _bare(text)
        role = self._roles_by_header.get(word) if word else None
        if role or not word:
            return role
        if re.search(self.target_columns, word):
            return f"target:{word}"
        return "text" if word.startswith(self._progress_headers) else None

    @functools.cached_property
    def _progress_headers(self) -> tuple[str, ...]:
        return tuple(map(_bare, self.headers["text"]))

    @functools.cached_property
    def _roles_by_header(self) -> Mapping[str, str]:
        return {_bare(word): role for role, words in self.headers.items() for word in words}

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - as above
    def folded(self, text: str) -> str:
        """Return a text of the same length for matching: half-width marks and digits, simplified characters."""
        return text.translate(self._folds)

    def simplified(self, text: str) -> str:
        """Return a text of the same length with simplified characters for traditional ones."""
        return text.translate(self._simplified)

    @functools.cached_property
    def _simplified(self) -> Mapping[int, str]:
        return {
            ord(traditional): simple
            for pairs in self.traditional
            for traditional, simple in zip(pairs[::2], pairs[1::2], strict=False)
        }

    @functools.cached_property
    def _folds(self) -> Mapping[int, str]:
        wide = {code: chr(code - _WIDER_BY) for code in range(0xFF01, 0xFF5F)}
        return {**wide, 0x3000: " ", **self._simplified}

    def is_group(self, name: str) -> str | None:
        """Return the scope of a collective name, ``all`` or ``some``, else None."""
        if len(name) > _LONGEST_NAME:
            return None
        for scope, patterns in (("some", self.groups.some), ("all", self.groups.all)):
            if any(re.search(pattern, name) for pattern in patterns):
                return scope
        return None

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - a lexicon lives as long as the run
    def looks_like_unit(self, name: str) -> bool:
        """Return whether a name ends as names of units do, or is a collective one."""
        bare = _BRACKETED.sub("", self.folded(name))
        return (
            name not in self.never_alone
            and len(name) > 1
            and (bare.endswith(self.unit_endings) or bool(self.is_group(name)))
        )


def _bare(text: str) -> str:
    """Return a header without white space, punctuation and remarks in brackets."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    return _NOT_A_WORD.sub("", _BRACKETED.sub("", plain))


@functools.cache
def standard_lexicon() -> Lexicon:
    """Return the lexicon that comes with the program."""
    return lexicon_of(standard_text(), "tongbao/notices/lexicon.yml")


def standard_text() -> str:
    """Return the YAML of the lexicon that comes with the program."""
    return (importlib.resources.files(__package__) / "lexicon.yml").read_text(encoding="utf-8")


def lexicon_of(text: str, file: str) -> Lexicon:
    """Return the lexicon that a YAML text holds; ``file`` names it in the ``Problems`` raised where it holds none."""
    return validated(data_of(text, file), text, file)


def data_of(text: str, file: str) -> dict[str, Any]:
    """Return the plain data of a YAML text; raises ``Problems`` where it holds none."""
    found = read_yaml(text, file)
    if found.data is None or errors_among(found.problems):
        raise Problems(found.problems)
    return found.data


def validated(data: dict[str, Any], text: str, file: str) -> Lexicon:
    """Return the lexicon of plain data; raises ``Problems`` placed in the text that the wrong values stand in."""
    try:
        return Lexicon.model_validate(data)
    except ValidationError as error:
        marks = marks_of(text)
        raise Problems(
            Problem(place_at(text, marks.value(finding.path), file), finding.message, finding.hint)
            for finding in findings_of(error, Lexicon, data)
        ) from None
