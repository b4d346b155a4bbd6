"""What a figure is the figure of: the name before or after it, without the words that only say how.

In: the words round a figure. Out: names. A name put together from two places says so, for the review.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from tongbao.notices.lexicon import ReportWords
from tongbao.notices.quantities.numerals import read_numeral

_LIST_END = re.compile(r".*等(?=[^级].{2})")
_YEAR_OF = re.compile(r"(?:19|20)\d{2}年的?$")
_JOINT = re.compile(r"[、和与及]")
_ORDER = re.compile(r"第[一二三四五六七八九十\d]+")
_FROM = re.compile(r"[由从](?=[^由从]*$)")
_TIME = r"[到至]?(?:19|20)\d{2}年[度末底]?|“十?[一二三四五六七八九]五”(?:时期|期间|末|以来)"
_MARKS = "、，；：。的了"
_LONGEST_VERB = 8
_SHORTEST = 2


@dataclass(frozen=True)
class Naming:
    """Cuts names out of clauses by the words of the lexicon."""

    words: ReportWords

    @cached_property
    def _grown(self) -> re.Pattern[str]:
        how = "|".join(map(re.escape, self.words.how_grown))
        verbs = "|".join(map(re.escape, (*self.words.grew, *self.words.fell)))
        return re.compile(rf"(?P<words>(?P<how>(?:{how})*)(?P<verb>{verbs})了?(?:{how})?)$")

    @cached_property
    def _reached(self) -> re.Pattern[str]:
        verbs = map(re.escape, sorted(self.words.reached, key=len, reverse=True))
        return re.compile(rf"(?:{'|'.join(verbs)})了?$")

    @cached_property
    def _before(self) -> re.Pattern[str]:
        times = (*self.words.past_year, *self.words.this_year)
        times += (*self.words.past_years, *self.words.coming_years)
        words = map(re.escape, sorted((*self.words.before_names, *times), key=len, reverse=True))
        return re.compile(rf"^(?:{'|'.join(words)}|{_TIME})")

    def growth(self, left: str) -> re.Match[str] | None:
        """Return the words of growth that a text ends with: 同比增长, 年均增长, 下降."""
        return self._grown.search(left)

    def fell(self, growth: re.Match[str]) -> bool:
        """Return whether words of growth say that something went down."""
        return growth["verb"] in self.words.fell

    def before(self, left: str) -> str:
        """Return the name that ends where the figure begins."""
        name = _LIST_END.sub("", left.strip(_MARKS)) if not left.endswith("等") else ""
        whole = self._bare(name)
        reached = self._reached.search(whole)
        if reached is None:
            return whole
        total = "累计" if reached[0].startswith("累计") else ""
        return self._bare(whole[: reached.start()]) + total

    def after(self, left: str, right: str) -> str:
        """Return the name that follows the figure, with the short verb before it: 公开招聘…事业编制人员."""
        noun = re.split(r"\d", right.strip(_MARKS))[0]
        verb = "" if left.endswith("等") else left.strip(_MARKS)
        if self._reached.search(verb):
            for word in self.words.after_names:
                noun = noun.removesuffix(word)
        verb = self._reached.sub("", self._bare(verb))
        return noun if len(verb) > _LONGEST_VERB or not noun else verb + noun

    def only_reaches(self, left: str) -> bool:
        """Return whether a text says no more than that something is reached: 达到, 力争突破."""
        return bool(self._reached.fullmatch(self._bare(left)))

    def before_rise(self, left: str, between: str) -> str | None:
        """Return what stands before 由 in ``比重由46%提升到58%``, None where the two figures are not such a pair."""
        rises = self._reached.fullmatch(_YEAR_OF.sub("", between))
        start = _FROM.search(left)
        return left[: start.start()] if rises and start else None

    def thing(self, right: str) -> str:
        """Return what is meant in ``投资30亿元的某某项目顺利签约``: the words after 的, up to what happened."""
        found = [at for word in self.words.happened if (at := right.find(word)) > 0]
        name = right[: min(found, default=len(right))]
        return re.split(r"[（(、，；。]", name.removeprefix("的"))[0]

    def is_bare(self, name: str) -> bool:
        """Return whether a name says nothing by itself: 总投资."""
        return name in self.words.bare_names

    def is_name(self, name: str) -> bool:
        """Return whether a text can name anything."""
        return len(name) >= _SHORTEST and not _ORDER.fullmatch(name)

    def each(self, names: str, count: int) -> tuple[str, ...]:
        """Return the names of ``城镇和农村居民人均可支配收入分别达到``: what only the last prints holds for all."""
        parts = [part for part in _JOINT.split(self._bare(names.strip(_MARKS))) if part]
        if len(parts) != count:
            return ()
        last = parts[-1]
        tails = {_tail(part, last) for part in parts[:-1]}
        tail = tails.pop() if len(tails) == 1 else ""
        return (*(part + tail for part in parts[:-1]), last)

    def _bare(self, name: str) -> str:
        """Return a name without its item's numeral and the words in front that say when, where or that it is done."""
        if numeral := read_numeral(name):
            name = name[numeral.end :]
        while found := self._before.match(name):
            name = name[found.end() :].lstrip(_MARKS)
        return name.strip(_MARKS)


def _tail(part: str, last: str) -> str:
    """Return what the last of several names prints for a shorter one too.

    Latin beginnings end where the Chinese begins (PM2.5、PM10浓度), Chinese ones are of one length (城镇和农村居民).
    """
    latin = re.match(r"[^\u4e00-\u9fff]+", last)
    if latin and not re.search(r"[\u4e00-\u9fff]", part):
        return last[latin.end() :]
    return last[len(part) :] if 0 < len(part) < len(last) - 1 else ""
