"""What a cell of a table is: a number, units, persons, a time, a figure, a status, words or a sentence.

In: the text of a cell and the lexicon. Out: a ``Kind``. Columns are named, and cells given to columns, by the kinds of
their cells as much as by headings: a heading may be one that nobody has listed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import count_of, printed_number

Kind = Literal[
    "empty",
    "number",
    "figure",
    "percent",
    "section",
    "time",
    "status",
    "unit",
    "units",
    "person",
    "persons",
    "short",
    "text",
    "sentence",
]

_LONGEST_COUNT = 4
_LONGEST_STATUS = 14
_LONGEST_TIME = 24
_LONGEST_UNIT = 24
_LONGEST_SHORT = 8
_USUAL_NAME = 3
_MOST_MEASURE = 4
# Nothing longer is anything but words; it is not looked at further.
_LONGEST = 400

_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,60}[)\]】〕]")
_PARTED = re.compile(r"[、,;/\s]+")
_PERCENT = re.compile(
    r"(?:约|超|超过|已完成|完成|累计完成)?[+-]?\d{1,6}(?:\.\d{1,6})?(?:%|个百分点)(?:以上|左右)?"
)
_FIGURE = re.compile(
    rf"(?:低于|高于|不低于|不少于|不超过|约|近|超|≥|≤|>|<|\+|-)?\d[\d.,]{{0,14}}[^\d\s,、]{{0,{_MOST_MEASURE}}}"
)
_SECTION = re.compile(
    r"(?:[〇零一二三四五六七八九十百]{1,3}\s*[、.．]|[(][〇零一二三四五六七八九十百]{1,3}[)]"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|类|板块|方面|章|篇))(?=\s*\S)"
)
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_PART_OF_TIME = (
    r"(?:(?:19|20)\d{2}(?:年度?|[-/.—–~～至](?=\d))|次年|明年|今年|当年|全年|年[底内末初]|"
    rf"{_MONTH}月份?(?:{_MONTH}[日号]|[底末初]|[上中下]旬)?|(?<=[-/.])\d{{1,2}}(?:[-/.]\d{{1,2}})?|{_MONTH}[日号]|"
    r"前?第?[一二三四1-4]个?季度|[上下]半年|季度|每[年季月周日]度?|长期|常态化?|持续|立即|适时|按时|"
    r"[底末初]|[上中下]旬|[-—–~～至到、,和及]|之?以?前|以?内|起)"
)
TIME = re.compile(
    rf"{_PART_OF_TIME}{{1,12}}(?:前|全部|基本|分别|持续)?"
    r"(?:完成|推进|推动|坚持|开展|实施|动工|开工|竣工|完工|投用|投入使用|建成|办结|见效|见成效|启动|到位|落实|验收|整改)?"
)
_ENDS = ("。", ";", "!", "?")
_MARKS = re.compile(r"[,。;:!?“”《》]")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}·[\u3400-\u9fff·]{1,8}")


class Kinds:
    """Tells kinds by the words of one lexicon; ``statuses`` are the words of all vocabularies."""

    def __init__(self, lexicon: Lexicon, statuses: frozenset[str] = frozenset()) -> None:
        """Keep the words; answers are kept too, since the same cell is asked for again and again."""
        self.lexicon = lexicon
        self._statuses = statuses
        self._status = re.compile(lexicon.status_words)
        self.of = lru_cache(maxsize=20_000)(self._kind_of)

    def _kind_of(self, text: str) -> Kind:  # noqa: PLR0911 - one answer a line
        plain = unicodedata.normalize("NFKC", text.strip()[:_LONGEST])
        bare = "".join(plain.split())
        if not bare or not bare.strip("-—–/\\|_"):
            return "empty"
        number = printed_number(bare)
        if len(number) <= _LONGEST_COUNT and count_of(number) is not None:
            return "number"
        if self.is_status(bare):
            return "status"
        if _PERCENT.fullmatch(bare):
            return "percent"
        if _SECTION.match(bare):
            return "section"
        if len(bare) <= _LONGEST_TIME and TIME.fullmatch(bare.rstrip("。;")) and _tells_time(bare):
            return "time"
        return self._named(plain, bare)

    def _named(self, plain: str, bare: str) -> Kind:
        parts = [
            part for part in _PARTED.split(_BRACKETED.sub("", plain).rstrip("。;,、 ")) if part
        ]
        tails = self.lexicon.groups.tails
        if (
            parts
            and len(bare) < _LONGEST
            and all(self.is_unit(part) or part in tails for part in parts)
        ):
            return "unit" if len(parts) == 1 else "units"
        if parts and self._are_persons(parts):
            return "person" if len(parts) == 1 else "persons"
        if _FIGURE.fullmatch(bare):
            return "figure"
        if bare.endswith(_ENDS):
            return "sentence"
        return "short" if len(bare) <= _LONGEST_SHORT and not _MARKS.search(bare) else "text"

    def is_status(self, text: str) -> bool:
        """Return whether a text is a word of a vocabulary, or one that cells of progress use as such."""
        plain = text.strip("。;")
        known = plain in self._statuses
        return known or (len(plain) <= _LONGEST_STATUS and bool(self._status.fullmatch(plain)))

    def is_unit(self, name: str) -> bool:
        """Return whether a name is one of a unit, not what is done to one: 扩建应急救援中心."""
        if not 1 < len(name) <= _LONGEST_UNIT or _MARKS.search(name) or any(map(str.isdigit, name)):
            return False
        if name.startswith(self.lexicon.told.actions):
            return False
        return self.lexicon.looks_like_unit(name)

    def _are_persons(self, parts: list[str]) -> bool:
        """Return whether all parts are names by their surnames; names of two signs may be padded: 郭 桦秦 屿."""
        if len(parts[0]) == 1:
            signs = "".join(parts)
            paired = [signs[at : at + 2] for at in range(0, len(signs), 2)]
            return self.is_person(signs) or all(map(self.is_person, paired))
        return all(map(self.is_person, parts))

    def is_person(self, name: str) -> bool:
        """Return whether a name begins with a surname and holds nothing that no name has."""
        people = self.lexicon.people
        if not _HAN.fullmatch(name) or name.startswith(people.not_names):
            return False
        known = name.startswith(people.compound_surnames) or name[0] in people.surnames
        # A cell says less of what it is not than running text does: 有 may stand inside a name, 区 not at its end.
        strange = sum(sign in people.not_in_names for sign in name[1:])
        return known and (
            not strange
            or (strange == 1 and len(name) == _USUAL_NAME and name[-1] not in people.not_in_names)
        )


def _tells_time(text: str) -> bool:
    return bool(re.search(r"[年月季期续日]|常态|立即|适时|按时|\d{4}[-/.—–~～至]\d", text))
