"""Sentences of a report -> indicators, one figure at a time, each with the words that state it.

In: a sentence, the time it speaks of, the words of the lexicon. Out: ``SaidFigure``: records, marks for the names
that a person must look at, clauses left unread. Clauses that only add to what stands before them (增长2.1%,
增速全市第三) go to that; a figure that nothing names is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tongbao.notices.lexicon import ReportWords
from tongbao.notices.pieces import Piece, cut
from tongbao.notices.work_report.figures import Figure, Scanner
from tongbao.notices.work_report.flow import Stretch
from tongbao.notices.work_report.names import Naming
from tongbao.notices.work_report.times import Time
from tongbao.records.facts import Indicator

_EACH = re.compile(r"^(?P<names>.*?)分别(?P<verb>[^\d]*)$")
_ONLY_JOINS = re.compile(r"[、，和与及共]*")
_SHARE = re.compile(r"占(?![比地])")
_GREW = "增长"
_PUT_TOGETHER = "由前后两处文字合成"
_SHARED = "一名几数，原文合在一起写"
_LONGEST_CLAUSE = 600
_NEAR = 40
_PER_CENT = ("%", "个百分点")


@dataclass(slots=True)
class FoundIndicator:
    """An indicator while its clauses are read; ``start`` and ``end`` are the words that state it."""

    name: str
    start: int
    end: int
    value: str | None = None
    unit: str | None = None
    growth: str | None = None
    rank: str | None = None
    doubt: str = ""


@dataclass(frozen=True)
class IndicatorRules:
    """Reads sentences by the words of the lexicon: names, figures, ranks, and targets without a figure."""

    words: ReportWords
    naming: Naming
    scanner: Scanner
    ranked: re.Pattern[str]
    in_words: re.Pattern[str]

    @classmethod
    def of(cls, words: ReportWords) -> "IndicatorRules":
        """Return the rules of a lexicon."""
        return cls(
            words,
            Naming(words),
            Scanner.of(words),
            re.compile(words.ranked),
            re.compile("(?:" + "|".join(words.goals_in_words) + ")$"),
        )

    def has_figures(self, text: str) -> bool:
        """Return whether a text holds any figure."""
        return bool(self.scanner.figures(text))

    def read(self, stretch: Stretch, span: Piece, time: Time) -> "SaidFigure":
        """Return what the words of a span state for a time."""
        sentence = Sentence(self, stretch.text, time)
        for segment in cut(stretch.text, "；;。！？!?", *span, kept=""):
            sentence.read_segment(segment)
        return SaidFigure(
            tuple(_indicator(found, stretch, time) for found in sentence.found),
            tuple(f"name: “{found.name}”{found.doubt}" for found in sentence.found if found.doubt),
            tuple(stretch.cut(*clause) for clause in sentence.unread),
        )


@dataclass(slots=True)
class Sentence:
    """One sentence while it is read: ``found`` of all its segments, ``segment`` where this one's begin.

    ``states_goals`` from the colon on that follows 主要预期目标是; ``unread`` are clauses with more figures than names.
    """

    rules: IndicatorRules
    text: str
    time: Time
    found: list[FoundIndicator] = field(default_factory=list)
    segment: int = 0
    states_goals: bool = False
    unread: list[Piece] = field(default_factory=list)

    def read_segment(self, span: Piece) -> None:
        """Read what stands between two semicolons."""
        self.segment = len(self.found)
        for start, end in cut(self.text, "，,：:", *span, kept=""):
            if end - start > _LONGEST_CLAUSE:
                continue
            # What only adds to something stands near it.
            self.segment = max(self.segment, len(self.found) - _NEAR)
            clause = self.text[start:end]
            figures = self.rules.scanner.figures(clause)
            if self._adds_rank(clause, end, figures) or self._adds_growth(clause, end, figures):
                continue
            if figures:
                self._read_figures(clause, start, figures)
            elif self.states_goals:
                self._read_goal_in_words(clause, start, end)
            if self.text[end : end + 1] in ("：", ":"):
                self.states_goals = any(word in clause for word in self.rules.words.goals)

    def _adds_rank(self, clause: str, end: int, figures: list[Figure]) -> bool:
        """Read a clause that says how the indicators before it rank; 均 says it of all of them."""
        here = self.found[self.segment :]
        if not self.rules.ranked.search(clause) or (figures and not clause.startswith("以")):
            return False
        for found in here if "均" in clause else here[-1:]:
            if found.rank is None:
                found.rank, found.end = clause, end
        return True

    def _adds_growth(self, clause: str, end: int, figures: list[Figure]) -> bool:
        """Read a clause that only compares or shares out what stands before it."""
        here = self.found[self.segment :]
        if not figures:
            return False
        left = clause[: figures[0].start]
        growth = self.rules.naming.growth(left)
        compares = clause.startswith(self.rules.words.compared)
        is_share = bool(_SHARE.match(clause))
        if not (compares or is_share or (growth and not growth.start())):
            return False
        for found in here[-1:]:
            found.end = end
            if not is_share and found.growth is None:
                found.growth = _plain(clause)
        return True

    def _read_goal_in_words(self, clause: str, start: int, end: int) -> None:
        """Read a target without a figure: 旅游收入增长与客流增长同步, 城镇化率、能耗完成市定目标."""
        goal = self.rules.in_words.search(clause)
        if goal is None or not goal.start() or self.time.role != "target":
            return
        left = clause[: goal.start()]
        grows = left.endswith(_GREW)
        for name in left.removesuffix(_GREW).removesuffix("均").split("、"):
            if self.rules.naming.is_name(name):
                growth = goal[0] if grows else None
                self.found.append(FoundIndicator(name, start, end, growth=growth))

    def _read_figures(self, clause: str, start: int, figures: list[Figure]) -> None:
        if clause.startswith("在") and clause.endswith("中"):
            return
        each = _EACH.match(clause[: figures[0].start])
        if each:
            self._read_each(each, figures, (start, start + len(clause)))
            return
        for piece_start, piece_end in self._pieces(clause, figures):
            inside = [
                Figure(one.start - piece_start, one.end - piece_start, one.value, one.unit)
                for one in figures
                if piece_start <= one.start < piece_end
            ]
            piece = clause[piece_start:piece_end]
            if self._adds_growth(piece, start + piece_end, inside):
                continue
            before = len(self.found)
            is_last_of_list = "等" in piece[: inside[0].start]
            self._read_piece(piece, (start + piece_start, start + piece_end), inside)
            for found in self.found[before:] if is_last_of_list else ():
                found.start = start

    def _read_each(self, each: re.Match[str], figures: list[Figure], span: Piece) -> None:
        """Read 城镇和农村居民收入分别达到…, and 分别增长… of the figures just before."""
        naming, count = self.rules.naming, len(figures)
        here = self.found[self.segment :]
        names = naming.each(each["names"], count)
        for name, figure in zip(names, figures, strict=False):
            self._add_each(name, each, figure, span)
        if each["names"] and not names:
            self.unread.append(span)
        elif not names and naming.growth(each["verb"]) and len(here) >= count:
            for found, figure in zip(here[-count:], figures, strict=True):
                found.growth = _plain(f"{each['verb']}{figure.value}{figure.unit}")
                found.end = span[1]

    def _add_each(self, name: str, each: re.Match[str], figure: Figure, span: Piece) -> None:
        growth = self.rules.naming.growth(each["verb"])
        found = FoundIndicator(name, *span, figure.value, figure.unit)
        if name not in self.text[slice(*span)]:
            found.doubt = _PUT_TOGETHER
        if growth and figure.unit in _PER_CENT:
            found.value = f"-{figure.value}" if self.rules.naming.fell(growth) else figure.value
            found.growth = _plain(f"{each['verb']}{figure.value}{figure.unit}")
        self.found.append(found)

    def _pieces(self, clause: str, figures: list[Figure]) -> Iterator[Piece]:
        """Yield the parts of an enumeration that have a figure each; one without belongs to the next."""
        held: int | None = None
        last: Piece | None = None
        for start, end in cut(clause, "、"):
            begin = start if held is None else held
            if any(begin <= figure.start < end for figure in figures):
                if last:
                    yield last
                last, held = (begin, end), None
            else:
                held = begin
        if last:
            yield last if held is None else (last[0], len(clause))

    def _read_piece(self, text: str, span: Piece, figures: list[Figure]) -> None:
        """Name the figures of a piece: what stands between two of them belongs to one of them only."""
        edges = [0, *(figure.end for figure in figures)]
        lefts = [text[edge : figure.start] for edge, figure in zip(edges, figures, strict=False)]
        rights = [*lefts[1:], text[figures[-1].end :]]
        for at in range(len(figures) - 1, 0, -1):
            whole = self.rules.naming.before_rise(lefts[at - 1], lefts[at])
            if whole is not None:
                lefts[at] = whole
                del lefts[at - 1], figures[at - 1], rights[at - 1]
        named: list[FoundIndicator] = []
        growth: str | None = None
        taken = False
        for left, figure, right in zip(lefts[::-1], figures[::-1], rights[::-1], strict=True):
            if figure is not figures[0] and self._is_only_growth(left):
                growth, taken = _plain(left + text[figure.start : figure.end]), True
                continue
            found = self._named(left, figure, "" if taken else right, span)
            taken = bool(left) and (found is None or found.doubt != _PUT_TOGETHER)
            if found:
                found.growth, growth = found.growth or growth, None
                named.append(found)
        self.found += named[::-1]

    def _is_only_growth(self, left: str) -> bool:
        growth = self.rules.naming.growth(left)
        return growth is not None and not growth.start()

    def _named(self, left: str, figure: Figure, right: str, span: Piece) -> FoundIndicator | None:
        naming, words = self.rules.naming, self.rules.words
        if found := self._grown(left, figure, span):
            return found
        name = naming.before(left)
        if left.endswith(words.sizes) and right:
            return self._named_by(naming.after("等", right), figure, span)
        if naming.is_bare(name):
            return self._of_bare_name(name, figure, right, span)
        if right.strip("、，") and (figure.counts(words) or not naming.is_name(name)):
            return self._named_by(naming.after(left, right), figure, span)
        return self._named_by(name, figure, span) if name else self._nameless(left, figure, span)

    def _nameless(self, left: str, figure: Figure, span: Piece) -> FoundIndicator | None:
        """Return a figure that goes by the name before it; 达到412.3亿元 goes into what stands there."""
        here = self.found[self.segment :]
        if here and _ONLY_JOINS.fullmatch(left):
            return self._of_the_same_name(here[-1], figure, span)
        if here and self.rules.naming.only_reaches(left):
            self._reach(here[-1], figure, span)
        return None

    def _of_the_same_name(
        self, before: FoundIndicator, figure: Figure, span: Piece
    ) -> FoundIndicator | None:
        """Return a further figure of a name: 保障3661户、4932人; two of one unit are in doubt."""
        found = self._named_by(before.name, figure, (before.start, span[1]))
        if found and before.unit == figure.unit:
            before.doubt = found.doubt = _SHARED
        return found

    def _reach(self, before: FoundIndicator, figure: Figure, span: Piece) -> None:
        """Take a level that follows its growth: 生产总值增长5.6%，达到412.3亿元."""
        if before.growth and before.unit in _PER_CENT and figure.unit not in _PER_CENT:
            before.value, before.unit = figure.value, figure.unit
            before.end = span[0] + figure.end

    def _named_by(
        self, name: str, figure: Figure, span: Piece, *, doubt: str = ""
    ) -> FoundIndicator | None:
        if not self.rules.naming.is_name(name):
            return None
        return FoundIndicator(name, *span, figure.value, figure.unit, doubt=doubt)

    def _grown(self, left: str, figure: Figure, span: Piece) -> FoundIndicator | None:
        """Return the growth of what stands before: 固定资产投资增长9%, 能耗累计下降20.74%."""
        naming = self.rules.naming
        growth = naming.growth(left)
        name = naming.before(left[: growth.start()]) if growth else ""
        if growth is None or figure.unit not in _PER_CENT or not naming.is_name(name):
            return None
        down = naming.fell(growth)
        if down and "累计" in growth["how"]:
            return FoundIndicator(name + growth["words"], *span, figure.value, figure.unit)
        value = f"-{figure.value}" if down and not figure.value.startswith("-") else figure.value
        printed = growth["words"] + self.text[span[0] + figure.start : span[0] + figure.end]
        return FoundIndicator(name, *span, value, figure.unit, growth=_plain(printed))

    def _of_bare_name(
        self, name: str, figure: Figure, right: str, span: Piece
    ) -> FoundIndicator | None:
        """Return 总投资318亿元 as that of what was named before, 投资30亿元的某项目 as that of the project."""
        if right.startswith("的"):
            thing = self.rules.naming.thing(right)
            whole = thing + name if thing else ""
            return self._named_by(whole, figure, span, doubt=_PUT_TOGETHER)
        if right.strip("、，") or not self.found:
            return None
        return self._named_by(self.found[-1].name + name, figure, span, doubt=_PUT_TOGETHER)


def _plain(growth: str) -> str:
    """Return words of growth without the plain 增长, which goes without saying: 2.1%, 年均增长16.7%."""
    return growth.removeprefix(_GREW)


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """What a sentence states, marks for the names that a person must look at, and clauses left unread."""

    indicators: tuple[Indicator, ...]
    review: tuple[str, ...]
    unread: tuple[Stretch, ...] = ()


def _indicator(found: FoundIndicator, stretch: Stretch, time: Time) -> Indicator:
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
