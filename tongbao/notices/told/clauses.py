"""The words of a paragraph with their veil: where clauses begin and end, and which list follows a class.

In: text, veil, lexicon. Out: ``Clauses``, which the readers of sentences ask, and ``Listing``: the names behind a
class.
"""

import re
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS
from tongbao.notices.told.forms import ToldForms
from tongbao.notices.told.lists import Names, list_at, names_in
from tongbao.notices.told.phrases import Phrases
from tongbao.notices.told.statements import Named, Told

MARKS = "，,。；;：:！？"
WINDOW = 400
_MARK = re.compile(f"[{MARKS}]")
_SHARE = re.compile(
    r"[、，,]?(?:这些[^，,。；;]{0,10}?|均|各|约|分别)*(?:占比?|比例|比重|完成率)[^，,。；;（(]{0,24}?"
    r"(?P<share>\d+(?:\.\d+)?)[%％]”?"
)
_REMARK = re.compile(r"^(?:不?[含包]|其中|具体见|详见|见附|附|下同|按|以)|^[\d.%％]+$")
_OF_SEVERAL = re.compile("^(?:均|都)(?=.{2})")
_CLOSING = re.compile("[）)]")
_COUNTS_ON = re.compile("[一1]是|一、")
_FIRST = re.compile("一是.{2,80}?[，,；;]二是")
_SOME = re.compile("主要|重点|典型|代表|如")
_NUMBERED = re.compile(
    rf"^(?:[{NUMERALS}]{{1,3}}[、.．]|[（(][{NUMERALS}\d]{{1,3}}[）)]|\d{{1,3}}[、.．](?!\d)|[{NUMERALS}]+是[，,]?)"
)


def is_remark(inner: str) -> bool:
    """Return whether the words of a bracket only explain what stands before it: （含续建7项）, （详见附件）."""
    return bool(_REMARK.match(inner))


@dataclass(frozen=True, slots=True)
class Listing:
    """The names behind a class, where they end, its share in whole per cent, and whether they are only some."""

    names: Names | None
    end: int
    share: int | None = None
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph: its text closed up, and the same under its veil."""

    text: str
    veil: str
    lexicon: Lexicon
    phrases: Phrases
    forms: ToldForms

    def end(self, start: int) -> int:
        """Return where the clause ends that begins at ``start``."""
        mark = _MARK.search(self.veil, start)
        return mark.start() if mark else len(self.text)

    def stop(self, start: int) -> int:
        """Return where the sentence ends in which ``start`` stands."""
        stop = self.veil.find("。", start, start + WINDOW)
        return min(len(self.text), start + WINDOW) if stop < 0 else stop

    def opening(self, start: int, end: int) -> int:
        """Return where a clause begins behind its numeral and what only opens it."""
        if numeral := _NUMBERED.match(self.text[start : start + 8]):
            start += numeral.end()
        opening = self.forms.opening.match(self.veil, start)
        if opening and opening.end() < len(self.text):
            return opening.end()
        return min(start, end)

    def says_how(self, words: str) -> bool:
        """Return whether printed words that stand in the place of a status can be one."""
        return self.phrases.says_how(self.lexicon.folded(words))

    def is_quoted(self, at: int) -> bool:
        """Return whether a quote opens at a place."""
        return self.text.startswith("“", at)

    def listing(self, at: int, declared: int | None) -> Listing:
        """Return what follows a class: its names in brackets or behind what leads them in, and its share."""
        names: Names | None = None
        is_partial = False
        if self.veil.startswith(("（", "("), at) and (close := _CLOSING.search(self.veil, at)):
            inner = self.text[at + 1 : close.start()]
            names = None if is_remark(inner) else names_in(inner, declared, self.lexicon)
            at = close.end()
        at, share = self.share(at)
        if names is None and (listed := self.led_in(at, declared)):
            names, is_partial = listed
            at, later = self.share(names.end)
            share = later if share is None else share
        return Listing(names, at, share, is_partial)

    def share(self, at: int) -> tuple[int, int | None]:
        """Return where the shares end that stand at a place, and the first of them in whole per cent."""
        share = None
        while found := _SHARE.match(self.veil, at):
            at = found.end()
            if share is None and found["share"].isdecimal():
                share = int(found["share"])
        return at, share

    def led_in(self, at: int, declared: int | None) -> tuple[Names, bool] | None:
        """Return the list that is led in at a place (分别为…, 一是…, behind a colon), and whether it is partial."""
        mark = self.veil[at : at + 1]
        after = at + 1 if mark and mark in MARKS else at
        lead = self.forms.leads_in.match(self.veil, after)
        is_weak = lead is None or bool(lead["weak"])
        if mark == "。" and is_weak:
            if declared is None or not _COUNTS_ON.match(self.veil, after):
                return None
            lead = None
        elif lead is None and mark not in ("：", ":") and not _FIRST.match(self.veil, after):
            return None
        start = lead.end() if lead else after
        names = list_at(self.text, self.veil, start, declared, self.phrases, self.lexicon)
        if names is None:
            return None
        # A comma and one word behind 是 or 有 are the next clause.
        alone = len(names.names) == 1 and not self.is_quoted(start)
        if lead and is_weak and mark and mark in "，,；;" and alone:
            return None
        return names, bool(lead and _SOME.search(lead.group()))

    def told(self, draft: Told, names: Names | None, end: int) -> Told:
        """Return a statement with its words, from where the draft begins to ``end``, and with its names."""
        named: tuple[Named, ...] = ()
        if names:
            none = ("",) * len(names.names)
            rests, numbers = names.rests or none, names.numbers or none
            last = len(names.names) - 1
            named = tuple(
                Named(
                    name,
                    rest,
                    number=numbers[at],
                    is_joined=name in names.joined,
                    is_cut=names.cut and at == last,
                )
                for at, (name, rest) in enumerate(zip(names.names, rests, strict=True))
            )
        status = _OF_SEVERAL.sub("", draft.status)
        if self.phrases.standing.search(self.lexicon.folded(status)):
            status = self.forms.placing.sub("", status)
        words = self.text[draft.at : end].strip("，,；;。")
        return replace(draft, status=status, words=words, names=named)
