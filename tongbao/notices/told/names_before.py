"""A status behind its names: ``A、B等项目已提前完成``, ``A、B、C4个项目因用地审批滞后``.

In: a clause. Out: ``Told``, None where the words before the status are no names. One name alone is a task only where
it is known from elsewhere, is a body, or ends as names of works do, which is marked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import choice
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.told.bodies import RANKED, bodies_at
from tongbao.notices.told.clauses import WINDOW, Clauses
from tongbao.notices.told.lists import Names, names_in
from tongbao.notices.told.phrases import DENIED, NUMBER, StatusPhrase
from tongbao.notices.told.statements import Told
from tongbao.notices.told.thing_names import is_general

_ALIKE_SUBJECT = re.compile(
    r"^(?:各|全[区县市省国部体镇乡村]|所有|其他|其它|相关|有关|多数|大多数|个别|部分|少数|整体|总体)|^.{0,5}?\d(?:[万亿]?元|[万亿](?![千瓦吨平方立])|%|％|公里|亩|吨|户|人)"
)
_EMPTY = re.compile(rf"^(?:共|共有|有|本次|这|该|上述|以上|前述|所有|全部)*{NUMBER}?(?:大|小)?$")
_NO_NAME = re.compile("的$|的是|的有|^(?:并|同时)?[对向给]")
_NO_SINGLE = re.compile("^\\d|[的了对把被将]")
# Why things stand so, between the names and their status; a reason that lists several ends in a word for it.
_REASON = re.compile(
    "(?:因|受|由于)[^，,。；;、]{2,24}$"
    "|(?<=[目程项务作事等个])(?:因|受|由于)[^，,。；;]{2,60}(?:影响|拖累|制约|困扰|限制|掣肘|所限)$"
)
_PHASE = re.compile("[一二三四五六七八九十]期$|标段$")
_SAID = re.compile("[\u4e00-\u9fff]{2,14}")
_NOT_SAID = re.compile("[等的和与是在由将要应须及共有为]|位于|项目|工程")
_SHORTEST_NAME = 2
_MOST_CLAUSES = 3
_LONGEST_STANDING = 16
_LONGEST_JUDGED = 4
_OTHERS = re.compile(r"^(?:其[余他它中]|但|而|另|[各全个])|[、“（(]")
_SINGLE = range(4, 41)


@dataclass(frozen=True, slots=True)
class NamesBefore:
    """Looks for names before a status; ``known`` are names that the notice lists elsewhere."""

    clauses: Clauses
    is_body: Callable[[str], bool]
    known: frozenset[str]

    def told(self, start: int, end: int, sentence: int) -> Told | None:
        """Return what the clause tells; ``sentence`` is where its sentence begins, for a list with commas."""
        veil = self.clauses.veil
        status = self._status(start, end)
        if further := self._further_back(start, end, sentence):
            return further
        if status is None or status.start <= start:
            return self._of_known(start, end)
        left = _REASON.sub("", veil[start : status.start])
        tail = self.clauses.forms.left_end.search(left)
        until = start + (tail.start() if tail else len(left))
        printed = (tail["n"] or tail["count"]) if tail else None
        declared = count_of(printed) if printed else None
        is_list = "、" in veil[start:until] or self.clauses.is_quoted(start)
        if tail and tail["count"] and not is_list and not tail["things"]:
            until, declared = start + len(left), None
        etc = bool(tail and tail["etc"])
        begin = self._begin(start, until, sentence, declared)
        names = self._names(begin, until, declared)
        if names is None or (declared is not None and len(names.names) == 1 != declared):
            return None
        counted = declared is not None or etc
        if status.is_bare and not counted:
            return None
        alone = len(names.names) == 1 and not counted and not self.clauses.is_quoted(begin)
        doubt = self._doubt(names.names[0]) if alone else ""
        if doubt is None:
            return None
        end, share = self.clauses.share(end)
        words = self.clauses.text[status.start : status.end]
        draft = Told(
            words, "", declared=declared, share=share, is_partial=etc, doubt=doubt, at=begin
        )
        return self.clauses.told(draft, names, end)

    def _of_known(self, start: int, end: int) -> Told | None:
        """Return how things stand that the notice lists elsewhere: their status is what follows the last name."""
        veil = self.clauses.veil
        first, _, last = veil[start:end].rpartition("、")
        name = next((one for one in self._longest_known if last.startswith(one)), "")
        begin = end - len(last) + len(name)
        said = veil[begin:end]
        others = tuple(one for one in re.split("[、和及与]", first) if one)
        is_list = all(one in self.known for one in others)
        if not name or not is_list or not _SAID.fullmatch(said) or _NOT_SAID.match(said):
            return None
        if not others and not self.clauses.phrases.says_how(said):
            return None
        draft = Told(self.clauses.text[begin:end], "", at=start)
        return self.clauses.told(draft, Names((*others, name), end), end)

    @property
    def _longest_known(self) -> list[str]:
        return sorted(self.known, key=len, reverse=True)

    def _further_back(self, start: int, end: int, sentence: int) -> Told | None:
        """Return how several bodies stand that open a clause before: ``甲社区、乙社区力度大，成效较好``."""
        clauses, veil, told = self.clauses, self.clauses.veil, self.clauses.lexicon.told
        if end - start > _LONGEST_STANDING:
            return None
        standing = clauses.phrases.standing.search(veil[start:end])
        beside = (*told.nouns, *told.aspects, *told.list_words, *told.adverbs)
        if standing is None or start + standing.end() != end:
            return None
        # What else stands there is what is judged (整治, 环境), no other body.
        judged = re.sub(choice(beside), "", veil[start : start + standing.start()])
        if len(judged) > _LONGEST_JUDGED or self.is_body(judged) or _OTHERS.search(judged):
            return None
        words = clauses.text[start + standing.start() : end]
        back = start
        for _ in range(_MOST_CLAUSES):
            if back - 1 <= sentence or veil[back - 1] not in "，,":
                return None
            first = max(sentence, back - WINDOW)
            mark = max(veil.rfind(sign, first, back - 1) for sign in "，,；;。：:")
            back = max(mark + 1, sentence)
            begin = clauses.opening(back, start)
            if names := self._bodies(clauses.text[begin : min(start, begin + WINDOW)]):
                draft = Told(words, "", at=begin)
                return clauses.told(draft, Names(names, end), end)
        return None

    def _bodies(self, text: str) -> tuple[str, ...]:
        """Return the bodies, several, that a clause opens with, none where it opens otherwise."""
        names, _ = bodies_at(re.split("[，,。；;]", text)[0], self.clauses.lexicon, self.is_body)
        return names if len(names) > 1 else ()

    def _status(self, start: int, end: int) -> StatusPhrase | None:
        """Return the status that closes a clause: by its words, or by its place behind 等11个项目."""
        clauses = self.clauses
        status = clauses.phrases.closing(clauses.veil, start, end)
        placed = None if status else clauses.forms.by_place.search(clauses.veil[start:end])
        if placed and clauses.phrases.says_how(placed["status"]):
            return StatusPhrase(start + placed.start("status"), end, is_bare=False)
        return status

    def _begin(self, start: int, until: int, sentence: int, declared: int | None) -> int:
        """Return where a list begins that may reach back over commas: it counts more than this clause names."""
        veil = self.clauses.veil
        goes_on = self.clauses.is_quoted(start) and veil[start - 1 : start] in "，,、"
        if declared is None and not goes_on:
            return start
        back, names = start, None
        while back > sentence and veil[back - 1] in "，,；;":
            first = max(sentence, back - WINDOW)
            mark = max(veil.rfind(sign, first, back - 1) for sign in "，,；;。：:")
            before = self.clauses.opening(max(mark + 1, sentence), back - 1)
            if before >= back - 1:
                break
            names = self._names(before, until, declared)
            if names is None or (declared is not None and len(names.names) > declared):
                return start
            back = before
        fits = names is None or declared is None or len(names.names) == declared
        return back if fits else start

    def _names(self, start: int, until: int, declared: int | None) -> Names | None:
        """Return the names between two places, None where one of them is none."""
        flat = re.sub("[，,；;]", "、", self.clauses.veil[start:until])
        words = self.clauses.text[start:until]
        names = names_in(words, declared, self.clauses.lexicon, flat) if words else None
        if names is None:
            return None
        # 工作推进有力的甲局: the words before 的 only say why it is named.
        ranked = RANKED.match(names.names[0])
        bare = names.names[0][ranked.end() :] if ranked else names.names[0].rpartition("的")[2]
        if bare and bare != names.names[0] and self.is_body(bare):
            names = replace(names, names=(bare, *names.names[1:]))
        return names if all(map(self._is_subject, names.names)) else None

    def _is_subject(self, name: str) -> bool:
        """Return whether words before a status can be what it is said of: a name, no count, no sentence."""
        told = self.clauses.lexicon.told
        if DENIED in name or _ALIKE_SUBJECT.match(name) or _NO_NAME.search(name):
            return False
        bare = name
        for noun in sorted(told.nouns, key=len, reverse=True):
            bare = bare.removesuffix(noun)
        # 已竣工项目进展较快 speaks of a class, no task.
        if bare != name and self.clauses.phrases.whole(self.clauses.lexicon.folded(bare)):
            return False
        is_plan = name.startswith(told.not_yet)
        return not is_plan and not _EMPTY.match(bare) and len(name) > _SHORTEST_NAME

    def _doubt(self, name: str) -> str | None:
        """Return the doubt of a single name before its status, None where it is no name of a thing."""
        if self.is_body(name) or name in self.known:
            return ""
        endings = (*self.clauses.lexicon.told.actions, "项目", "工程")
        is_work = name.endswith(endings) or _PHASE.search(name)
        if is_general(self.clauses.lexicon.folded(name), self.clauses.lexicon):
            return None
        if len(name) not in _SINGLE or _NO_SINGLE.search(name) or not is_work:
            return None
        return "按句子读出，请核对是不是一项任务"
