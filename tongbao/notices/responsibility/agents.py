"""Units that a sentence names in its midst with what they do: ``…工程，由甲局会同乙局办理，6月底前完成清淤。``.

In: the text of an item. Out: ``Said``, None for another text. Clause by clause, as long as each names units and what
they do; the words before are the task, those behind them the rest.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.said import Said, Statement, names_in
from tongbao.notices.responsibility.verbs import Verbs

# How far the topic before the units may go, and how long a name of a unit is.
_FARTHEST = 100
_NEAR = 60
_LONGEST_NAME = 18
_MOST_NAMES = 20
_LONGEST_DEED = 12
_LEADS_IN = r"(?:(?:并|要求|责成|明确|继续|指定|委托|决定|请|交)?由|请|责成|要求|交办?|指定|委托)"
_STARTS = re.compile(rf"(?:^|(?<=[。;,:.—-]))\s*(?P<led>{_LEADS_IN})?(?=\S{{2}})")
_ALL = re.compile(
    "[各与和向同及到在]|有关|相关|全体|其[他余]|全[市县区镇乡]|(?:责任|牵头|配合|[承主]办|成员)?(?:单位|部门)"
)
_CLAUSE = re.compile(r"[^,;。]{2,160}(?:[,;。]|$)")
_JOINT = re.compile("会同|联合|协同|商同?|与|和")
# Where a name ends at the latest: what units do begins with such words.
_DEED = re.compile(
    r"[—:：(于在对按将须尽抓把就已每要应再做\d]|牵头|负责|配合|协[助同]|会同|联合|落实|实施|完成|推[进动]|加[快强大]|提[出交供]|研究|制[定订]|办理|具体|统筹|共同|分别|结合|组织(?!部)"
)
_GOES_ON = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:人民政府|政府|办公室|办事处|督查室|分局|中心|指挥部|专班|[支大总]队|委员会|管委会|集团|公司|[局委办])"
)
_NO_NAME = re.compile("[—:：。]|--")
# 由甲变更为乙 says nothing of who does it.
_NO_DEED = re.compile("[变改移转至到向为]|调[整出入]|划[转归入]|原来?")
_BARE_DEED = re.compile("(?:抓[紧好])?(?:办理|落实|负责|实施|承办|推进|研究)(?:落实)?(?:[,;。]|$)")
_SUBJECT = re.compile(r"\s*(?P<words>[^,;。]{2,60}?)(?:要|应当?|须|需|负责)(?=[^,;。]{4})")


class Agents:
    """Finds who does a task within its sentence."""

    def __init__(self, lexicon: Lexicon, is_unit: Callable[[str], bool], verbs: Verbs) -> None:
        """Keep what reads verbs; ``is_unit`` tells the names of units."""
        self._lexicon = lexicon
        self._is_unit = is_unit
        self._verbs = verbs

    def find(self, text: str, folded: str, *, like_others: bool = False) -> Said | None:
        """Return what is said of units in the midst of a text.

        Where the text stands ``like_others`` that name theirs, no verb of a role has to tell it: 要求甲局于5月底前完成.
        """
        farthest = _FARTHEST if like_others else _NEAR
        for start in _STARTS.finditer(folded, 0, farthest):
            is_open = start["led"] or (start.start() and folded[start.start() - 1] in "。.")
            if (is_open or like_others) and not _ALL.match(folded, start.end()):
                found = self._at(text, folded, start, like_others=like_others)
                if found:
                    return found
        return None

    def of_subject(self, said: Said) -> Said | None:
        """Return what a sentence says of its subject: ``甲局要统筹安排资金``; None where no units are its subject."""
        subject = None if said.form else _SUBJECT.match(self._lexicon.folded(said.text))
        if subject is None or _ALL.match(subject["words"]):
            return None
        words = said.text[: subject.end("words")].strip()
        names = list(names_in(words))
        if not names or not all(map(self._is_unit, names)):
            return None
        text = said.text[subject.end() :].strip()
        return Said(text, (Statement("responsible", "", words),), form="sentence")

    def _at(
        self, text: str, folded: str, start: re.Match[str], *, like_others: bool
    ) -> Said | None:
        at, led = start.end(), bool(start["led"])
        if not led and start.start() and folded[start.start() - 1] in ",:—-":
            # Behind a comma the verb alone tells that units begin, not the first words of a deed.
            clause = _CLAUSE.match(folded, at)
            if clause is None or not self._by_verbs(text, folded, at, clause.end()):
                return None
        statements: list[Statement] = []
        deeds = ""
        while clause := _CLAUSE.match(folded, at):
            by_verbs = self._by_verbs(text, folded, clause.start(), clause.end())
            found, end = by_verbs, clause.end()
            if not by_verbs:
                found, end = self._of_units(
                    text, folded, clause, led=led and not statements, any_deed=like_others
                )
            statements += found
            at = end
            if not found:
                break
            left = len(clause.group().rstrip(",;。")) + clause.start() - end
            helped = _CLAUSE.match(folded, clause.end()) if 0 < left <= _LONGEST_DEED else None
            if helped and (more := self._by_verbs(text, folded, *helped.span())):
                deeds += text[end : clause.end()].rstrip("，,；;。")
                statements += more
                at = helped.end()
            if left > 0:
                break
        if not statements:
            return None
        before = text[: start.start()].strip().rstrip("，,；;：:—-")
        bare = _BARE_DEED.match(folded, at)
        after = text[bare.end() if bare else at :].lstrip("，,；;。 ").strip()
        after = f"{deeds}。{after}" if deeds and after else deeds or after
        said = Said(before, tuple(statements), (), after, "sentence")
        return said if before else replace(said, text=after, after="")

    def _of_units(
        self, text: str, folded: str, clause: re.Match[str], *, led: bool, any_deed: bool
    ) -> tuple[tuple[Statement, ...], int]:
        """Return the units that open a clause, and where they end: ``甲局会同乙局``, of ``any_deed`` ``甲局抓紧``."""
        start, end = clause.start(), clause.end()
        units = self._units(text, folded, start, end)
        if units is None:
            return (), start
        words, at = units
        joint = _JOINT.match(folded, at)
        others = self._units(text, folded, joint.end(), end) if joint else None
        if joint and others and led and joint.group() in "与和":
            return (Statement("responsible", "", f"{words}、{others[0]}"),), others[1]
        if joint and others and (led or any_deed):
            lead = Statement("lead", joint.group(), words)
            return (lead, Statement("cooperating", joint.group(), others[0])), others[1]
        verb = self._verbs.role_at(folded, at) if any_deed else ""
        if verb:
            return (Statement(verb, "", words),), at
        if not (led and any_deed) or _NO_DEED.match(folded, at) or at >= end - 1:
            return (), start
        return (Statement("responsible", "", words),), at

    def _by_verbs(self, text: str, folded: str, start: int, end: int) -> tuple[Statement, ...]:
        words, folded_words = text[start:end].rstrip("，,；;。"), folded[start:end].rstrip(",;。")
        found = self._verbs.read(words, folded_words)
        return found[0] if found and self.are_units(found[0]) else ()

    def are_units(self, statements: tuple[Statement, ...]) -> bool:
        """Return whether the first names of statements are units', and most of the others."""
        names = [list(names_in(one.words)) for one in statements if one.role != "due"]
        named = [
            self._is_unit(name) and not _NO_NAME.search(name) for each in names for name in each
        ]
        return 2 * sum(named) >= len(named) and all(
            self._is_unit(each[0]) for each in names if each
        )

    def _units(self, text: str, folded: str, start: int, end: int) -> tuple[str, int] | None:
        """Return the units that words begin with, and where they end; None where they begin with none."""
        at = start
        for _ in range(_MOST_NAMES):
            name = self._name(folded, at, end)
            if name == at:
                return None
            at = name
            if folded[at : at + 1] != "、":
                return text[start:at], at
            at += 1
        return None

    def _name(self, folded: str, start: int, end: int) -> int:
        """Return where the name of a unit ends that begins there, the same place where none does."""
        stop = _DEED.search(folded, start + 1, min(end, start + _LONGEST_NAME))
        last = stop.start() if stop else min(end, start + _LONGEST_NAME)
        ends = (at for at in range(start + 2, last + 1) if self._is_unit(folded[start:at]))
        at = next(ends, start)
        while at > start and (longer := _GOES_ON.match(folded, at, last)):
            if not self._is_unit(folded[start : longer.end()]):
                break
            at = longer.end()
        return at
