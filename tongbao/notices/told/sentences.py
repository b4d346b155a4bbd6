"""Running text -> who or what stands how: ``推进缓慢的有3项（A、B）``, ``A、B等项目已提前完成``, ``红榜单位为甲镇``.

In: the text of a paragraph without white space. Out: ``Told`` values in its order. The names may stand on either side
of their status, in brackets behind a count, or be referred to (``3个任务都已完成``); a class may only count.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.told.clauses import MARKS, Clauses, is_remark
from tongbao.notices.told.enumerations import enumerations_in
from tongbao.notices.told.forms import LONGEST_STATUS, forms_of
from tongbao.notices.told.lists import Names, names_in
from tongbao.notices.told.names_before import NamesBefore
from tongbao.notices.told.phrases import DENIED, phrases_of, veiled
from tongbao.notices.told.statements import Told
from tongbao.notices.told.topics import topics_in
from tongbao.notices.told.undertaken import in_classes, undertaken_in

# 未办结3项（甲局负责的“…”，资金未到位；乙局负责的“…”）: sentences, as behind a colon.
_LISTED_IN_BRACKETS = re.compile(
    r"(?<=[个项件处家])[（(](?P<list>[^（()）；;]{2,40}的“[^（()）]{4,1000})[）)]"
)
# 正在建设的项目（4个）：, the count of a class in a bracket before its list.
_COUNT_IN_BRACKETS = re.compile(r"(?<=[目程务作事项])[（(]共?(?P<n>\d{1,3}[个项件])[）)](?=[：:])")
_FROM = re.compile("^(?:从|在|对于?|针对|就)(?=.{2})")
_SENTENCE_ENDS = "。！？"
_OPENING = re.compile("[（(]")
_BUT = re.compile(r"(?:但|且|并|而|却|仍)")
_FORMULA = re.compile(r"\d+(?:\.\d+)?(?:万|亿|%|％|元|公里|亩|吨|户|人)")
_FAULTS = ("问题", "不足", "短板", "困难")
_NOT_TASKS = ("问题", "工作", "内容")
_SHORTEST_CLAUSE = 2
_LONGEST_BY_PLACE = 16
_LONGEST_UNKNOWN = 8


def told_in(
    text: str,
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    known: frozenset[str] = frozenset(),
    above: str = "",
    *,
    is_fault: bool = False,
) -> tuple[Told, ...]:
    """Return what a paragraph tells, in its order; ``is_body`` tells units and places from tasks.

    ``known`` are names that the notice lists elsewhere: one of them alone before a status is a task. ``above`` is the
    status of the class under which the paragraph stands; ``is_fault`` says that it stands under problems or demands.
    """
    text = _LISTED_IN_BRACKETS.sub(lambda found: f"：{found['list']}。", text)
    text = _COUNT_IN_BRACKETS.sub(r"\g<n>", text)
    # The white space that is left parts names of a list.
    veil = veiled(lexicon.folded(text).replace(" ", "、"), lexicon.told.denied)
    undertaken = tuple(undertaken_in(text, veil, lexicon, lexicon.looks_like_unit))
    enumerated = tuple(
        one
        for one in enumerations_in(text, lexicon, is_body, above, is_fault=is_fault)
        if not any(_overlap(one, other) for other in undertaken)
    )
    topics = enumerated + tuple(
        topic
        for topic in topics_in(text, lexicon, is_body, above, known, is_fault=is_fault)
        if not any(_overlap(topic, one) for one in (*undertaken, *enumerated))
    )

    def reader(*others: Told) -> _Sentences:
        signs = list(veil)
        for told in others:
            signs[told.at : told.at + len(told.words)] = DENIED * len(told.words)
        clauses = Clauses(text, "".join(signs), lexicon, phrases_of(lexicon), forms_of(lexicon))
        return _Sentences(clauses, NamesBefore(clauses, is_body, known))

    if topics:
        # What a class lists (进展较快的有甲；乙) is no topic of its own.
        first = reader()
        tuple(first.read())
        topics = tuple(
            one
            for one in topics
            if not any(
                start < one.at + len(one.words) and one.at < end for start, end in first.lists
            )
        )
    classes = tuple(reader(*undertaken, *topics).read())
    listed = in_classes(undertaken, classes, above, text, lexicon)
    return tuple(sorted((*classes, *listed, *topics), key=lambda told: told.at))


def _overlap(one: Told, other: Told) -> bool:
    return one.at < other.at + len(other.words) and other.at < one.at + len(one.words)


@dataclass(slots=True)
class _Sentences:
    """Goes through the clauses of a paragraph; ``at`` is how far it is read, ``sentence`` where its sentence begins.

    ``lists`` are the places of the classes with their names.
    """

    clauses: Clauses
    before: NamesBefore
    at: int = 0
    sentence: int = 0
    found: list[Told] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)

    def read(self) -> Iterator[Told]:
        """Yield what is told, clause by clause."""
        text, veil = self.clauses.text, self.clauses.veil
        while self.at < len(text):
            start = self.at
            end = self.clauses.end(start)
            told = self._clause(start, self.clauses.opening(start, end), end)
            if told is not None:
                self.found.append(told)
                yield told
            self.at = max(self.at, end)
            self.sentence = self.at + 1 if told else self.sentence
            if self.at < len(text) and veil[self.at] in MARKS:
                self.sentence = self.at + 1 if veil[self.at] in _SENTENCE_ENDS else self.sentence
                self.at += 1

    def _clause(self, start: int, opened: int, end: int) -> Told | None:
        """Return what one clause tells; one that is empty or only opens tells nothing."""
        veil = self.clauses.veil
        if end - start < _SHORTEST_CLAUSE or opened >= len(veil) or veil[opened] in MARKS:
            return None
        found = self._of(opened) or self._counted(opened) or self._behind(opened)
        if found and found.names:
            self.lists.append((start, self.at))
        if found is None and (found := self.before.told(opened, end, self.sentence)):
            self.at = found.at + len(found.words)
        return found or self._announced(start, end)

    def _announced(self, start: int, end: int) -> Told | None:
        """Return a list of just as many items as the clause before it announces: ``办好3件实事：一是…``."""
        if not self._is_task_list(start, end):
            return None
        for match in self.clauses.forms.announced.finditer(self.clauses.veil, start, end + 1):
            declared = count_of(match["n"])
            led = self.clauses.led_in(match.end(), declared)
            if led and declared and declared > 1 and len(led[0].names) == declared:
                return self._take(Told("", "", declared=declared, at=start), led[0], led[0].end)
        return None

    def _take(self, draft: Told, names: Names | None, end: int) -> Told:
        """Return a statement that goes up to ``end``; what follows is read from there."""
        self.at = end
        return self.clauses.told(draft, names, end)

    def _of(self, start: int) -> Told | None:
        """Return a class that opens with its status: ``推进缓慢的有3项（A、B、C）``, ``较差的有甲村、乙村``."""
        clauses, veil = self.clauses, self.clauses.veil
        if veil.find("的", start, start + 2 * LONGEST_STATUS) < 0:
            return None
        match = clauses.forms.of.match(veil, start, clauses.stop(start))
        if match is None:
            return None
        printed = clauses.text[match.start("status") : match.end("status")]
        status, subject = self._status_of(printed)
        declared = count_of(match["n"]) if match["n"] else None
        is_fault = clauses.text[match.end("status") : match.end()].endswith(_FAULTS)
        if declared is None and (is_fault or not clauses.says_how(status)):
            return None
        # 有3（A、B、C） has lost its measure; 党的19大 is no count.
        if match["n"] and not match["measure"] and not veil.startswith(("（", "("), match.end()):
            return None
        draft = Told(status, "", declared=declared, subject=subject, at=start)
        return self._class(draft, match.end(), must_list=declared is None)

    def _status_of(self, printed: str) -> tuple[str, str]:
        """Return status and subject of the words before 的: what precedes their last clause is not of them."""
        phrases = self.clauses.phrases
        head, comma, last = printed.replace(",", "，").rpartition("，")
        if comma and not _BUT.match(last) and not self.clauses.says_how(head):
            printed = last
        printed = _FROM.sub("", printed)
        subject = self.clauses.forms.subject.match(printed)
        if subject and phrases.whole(self.clauses.lexicon.folded(printed[subject.end() :])):
            return printed[subject.end() :], subject.group()
        return printed, ""

    def _counted(self, start: int) -> Told | None:
        """Return a class of status and count without 的: ``未达序时进度3项``, ``需要加快推进落实事项3件``."""
        clauses, forms = self.clauses, self.clauses.forms
        stop = clauses.stop(start)
        match = forms.counted.match(clauses.veil, start, stop)
        if match and not clauses.phrases.is_vague(match):
            status = clauses.text[start : match.end("whole")]
            draft = Told(status, "", declared=count_of(match["n"]), at=start)
            by_label = match["n"] is None
            found = self._class(draft, match.end() - by_label, must_list=by_label)
            if found:
                return found
        match = forms.placed.match(clauses.veil, start, stop)
        if match is None or not clauses.phrases.says_how(match["status"]):
            return None
        status = clauses.text[start : match.end("status")]
        draft = Told(status, "", declared=count_of(match["n"]), at=start)
        of_tasks = match["things"].endswith(clauses.lexicon.told.nouns)
        return self._class(draft, match.end(), must_list=not of_tasks)

    def _behind(self, start: int) -> Told | None:
        """Return a class whose count stands before its status: ``某县有1项（A）推进缓慢``, ``3个任务都已完成``."""
        clauses, veil = self.clauses, self.clauses.veil
        match = clauses.forms.behind.match(veil, start, clauses.stop(start))
        # 早市4个项目已完成 names a thing before its count, 某县有1项 a county.
        if match is None or (match["subject"] and not match["has"] and not match["bracket"]):
            return None
        end = clauses.end(match.end())
        opens = _OPENING.search(veil, match.end(), end)
        end = opens.start() if opens else end
        status = self._status_behind(match.end(), end, in_bracket=bool(match["bracket"]))
        if status is None:
            return None
        declared = count_of(match["n"])
        draft = Told(status, "", declared=declared, subject=match["subject"] or "", at=start)
        if match["bracket"]:
            inner = clauses.text[match.start("bracket") + 1 : match.end("bracket") - 1]
            if is_remark(inner):
                return None
            if names := names_in(inner, declared, clauses.lexicon):
                return self._take(draft, names, end)
        told = self._class(draft, end) if match["measure"] else None
        referred = self._referred(declared) if told and not told.names else None
        return replace(told, names=referred.names) if told and referred else told

    def _status_behind(self, start: int, end: int, *, in_bracket: bool) -> str | None:
        """Return the status that stands behind a count, one by its place only where names stand between."""
        phrases, said = self.clauses.phrases, self.clauses.veil[start:end]
        if not phrases.whole(said):
            by_place = in_bracket and _SHORTEST_CLAUSE <= len(said) <= _LONGEST_BY_PLACE
            if not by_place or not phrases.says_how(said):
                return None
        return self.clauses.text[start:end]

    def _referred(self, declared: int | None) -> Told | None:
        """Return the list without a status that was told last and has just so many names."""
        for told in reversed(self.found):
            if not told.status and told.names and len(told.names) == declared:
                return told
        return None

    def _class(self, draft: Told, end: int, *, must_list: bool = False) -> Told | None:
        """Return a class with the names that follow it, in brackets or behind what leads in a list.

        A class whose words are no known status is one by the company it keeps, else a list without a status.
        """
        listing = self.clauses.listing(end, draft.declared)
        names = listing.names
        if must_list and not names:
            return None
        if self.clauses.says_how(draft.status):
            draft = replace(draft, share=listing.share, is_partial=listing.is_partial)
            return self._take(draft, names, listing.end)
        if names is None or _FORMULA.search(draft.status):
            return None
        in_company = any(told.status and told.declared for told in self.found)
        if in_company and len(draft.status) <= _LONGEST_UNKNOWN:
            doubt = f"“{draft.status}”按位置读作完成情况"
            return self._take(replace(draft, doubt=doubt), names, listing.end)
        if len(names.names) != draft.declared or not self._is_task_list(draft.at, end):
            return None
        return self._take(replace(draft, status=""), names, listing.end)

    def _is_task_list(self, start: int, end: int) -> bool:
        said = self.clauses.veil[start:end]
        wanted = (word for word in self.clauses.lexicon.told.nouns if word not in _NOT_TASKS)
        return any(word in said for word in wanted) and not _FORMULA.search(said)
