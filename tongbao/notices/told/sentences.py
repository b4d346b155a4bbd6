"""Running text -> who or what stands how: ``推进缓慢的有3项（A、B）``, ``A、B等项目已提前完成``, ``红榜单位为甲镇``.

In: the text of a paragraph without white space. Out: ``Told`` values in its order. The names may stand on either side
of their status, in brackets behind a count, or be referred to (``3个任务都已完成``); a class may only count.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.told.forms import LONGEST_STATUS, Forms, forms_of
from tongbao.notices.told.lists import Names, list_at, names_in
from tongbao.notices.told.phrases import DENIED, NUMBER, Phrases, phrases_of, veiled
from tongbao.notices.told.statements import Named, Told
from tongbao.notices.told.undertaken import in_class, undertaken_in

_MARK = re.compile(r"[，,。；;：:！？]")
_SHARE = re.compile(
    r"[、，,]?(?:这些[^，,。；;]{0,10}?|均|各|约|分别)*(?:占比?|比例|比重|完成率)[^，,。；;（(]{0,24}?"
    r"(?P<share>\d+(?:\.\d+)?)[%％]”?"
)
_REMARK = re.compile(r"^(?:不?含|具体见|详见|见附|附|下同|按|以)|^[\d.%％]+$")
_ALIKE_SUBJECT = re.compile(
    r"^(?:各|全|所有|其他|其它|相关|有关|多数|大多数|个别|部分|少数|整体|总体)"
)
_EMPTY = re.compile(rf"^(?:共|共有|有|本次|这|该|上述|以上|前述|所有|全部)*{NUMBER}?(?:大|小)?$")
_FORMULA = re.compile(r"\d+(?:\.\d+)?(?:万|亿|%|％|元|公里|亩|吨|户|人)")
_REASON = re.compile("(?:因|受|由于)[^，,。；;、]{2,24}$")
_OF_SEVERAL = re.compile("^(?:均|都)(?=.{2})")
_BUT = re.compile(r"(?:但|且|并|而|却|仍)")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[、.．](?!\d)|[一二三四五六七八九十]+是[，,]?)"
)
_SHORTEST_NAME = 2
_FEWEST_SINGLE = 4
_LONGEST_SINGLE = 40
_LONGEST_UNKNOWN = 8
_WINDOW = 400


def told_in(
    text: str,
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    known: frozenset[str] = frozenset(),
) -> tuple[Told, ...]:
    """Return what a paragraph tells, in its order; ``is_body`` tells units and places from tasks.

    ``known`` are names that the notice lists elsewhere: one of them alone before a status is a task.
    """
    veil = veiled(lexicon.folded(text), lexicon.told.denied)
    phrases = phrases_of(lexicon)
    undertaken = tuple(undertaken_in(text, veil, lexicon, lexicon.looks_like_unit))
    signs = list(veil)
    for told in undertaken:
        signs[told.at : told.at + len(told.words)] = DENIED * len(told.words)
    veil = "".join(signs)
    reader = _Sentences(text, veil, lexicon, phrases, forms_of(lexicon), is_body, known)
    classes = tuple(reader.read())
    listed = (in_class(told, classes) for told in undertaken)
    return tuple(sorted((*classes, *listed), key=lambda told: told.at))


@dataclass(slots=True)
class _Sentences:
    """Goes through the clauses of a paragraph; ``at`` is up to where it is read."""

    text: str
    veil: str
    lexicon: Lexicon
    phrases: Phrases
    forms: Forms
    is_body: Callable[[str], bool]
    known: frozenset[str]
    at: int = 0
    sentence: int = 0
    found: list[Told] = field(default_factory=list)

    def read(self) -> Iterator[Told]:
        """Yield what is told, clause by clause."""
        while self.at < len(self.text):
            start = self.at
            end = self._end(start)
            opened = self._opening(start, end)
            told = self._clause(start, opened, end) if opened < len(self.text) else None
            if told is not None:
                self.found.append(told)
                yield told
            self.at = max(self.at, end)
            if self.at < len(self.text) and _MARK.match(self.veil, self.at):
                self.sentence = self.at + 1 if self.veil[self.at] in "。！？；;" else self.sentence
                self.at += 1

    def _clause(self, start: int, opened: int, end: int) -> Told | None:
        """Return what one clause tells; one that is empty or only opens tells nothing."""
        if end - start < _SHORTEST_NAME or self.veil[opened] in "，,。；;：:！？":
            return None
        return (
            self._of(opened)
            or self._counted(opened)
            or self._behind(opened)
            or self._left(opened, end)
            or self._announced(start, end)
        )

    def _announced(self, start: int, end: int) -> Told | None:
        """Return a list of just as many items as the clause before it announces: ``办好3件实事：一是…``."""
        for match in self.forms.announced.finditer(self.veil, start, end + 1):
            declared = count_of(match["n"])
            led = self._led_in(match.end(), declared) if self._is_task_list(start, end) else None
            if led and declared and declared > 1 and len(led[0].names) == declared:
                self.at = led[0].end
                return self._told("", (start, self.at), declared, led[0])
        return None

    def _end(self, start: int) -> int:
        mark = _MARK.search(self.veil, start)
        return mark.start() if mark else len(self.text)

    def _opening(self, start: int, end: int) -> int:
        """Return where a clause begins behind its numeral and what only opens it."""
        if numeral := _NUMBERED.match(self.text[start : start + 8]):
            start += numeral.end()
        opening = self.forms.opening.match(self.veil, start)
        if opening and opening.end() < len(self.text):
            return opening.end()
        return min(start, end)

    def _stop(self, start: int) -> int:
        """Return where the sentence ends in which ``start`` stands."""
        stop = self.veil.find("。", start, start + _WINDOW)
        return min(len(self.text), start + _WINDOW) if stop < 0 else stop

    def _of(self, start: int) -> Told | None:
        """Return a class that opens with its status: ``推进缓慢的有3项（A、B、C）``, ``较差的有甲村、乙村``."""
        if self.veil.find("的", start, start + 2 * LONGEST_STATUS) < 0:
            return None
        match = self.forms.of.match(self.veil, start, self._stop(start))
        if match is None:
            return None
        status, subject = self._status_of(self.text[match.start("status") : match.end("status")])
        declared = count_of(match["n"]) if match["n"] else None
        if declared is None and not self.phrases.says_how(status):
            return None
        if (
            match["n"]
            and not match["measure"]
            and self.veil[match.end() : match.end() + 1] not in ("（", "(")
        ):
            return None
        return self._class(
            start, match.end(), status, subject, declared, must_list=declared is None
        )

    def _status_of(self, printed: str) -> tuple[str, str]:
        """Return status and subject of the words before 的: what precedes their last clause is not of them."""
        head, comma, last = printed.replace(",", "，").rpartition("，")
        if comma and not _BUT.match(last) and not self.phrases.says_how(head):
            printed = last
        subject = self.forms.subject.match(printed)
        if subject and self.phrases.whole(printed[subject.end() :]):
            return printed[subject.end() :], subject.group()
        return printed, ""

    def _counted(self, start: int) -> Told | None:
        """Return a class of status and count without 的: ``未达序时进度3项``, ``需要加快推进落实事项3件``."""
        found = self._status_then_count(start)
        if found is not None:
            return found
        match = self.forms.placed.match(self.veil, start, self._stop(start))
        if match is None or not self.phrases.says_how(match["status"]):
            return None
        status = self.text[start : match.end("status")]
        must_list = not match["things"].endswith(self.phrases.words.nouns)
        declared = count_of(match["n"])
        return self._class(start, match.end(), status, "", declared, must_list=must_list)

    def _status_then_count(self, start: int) -> Told | None:
        match = self.forms.counted.match(self.veil, start, self._stop(start))
        if match is None or self.phrases.is_vague(match):
            return None
        status = self.text[start : match.end("whole")]
        if match["n"] is None:
            return self._class(start, match.end() - 1, status, "", None, must_list=True)
        return self._class(start, match.end(), status, "", count_of(match["n"]))

    def _behind(self, start: int) -> Told | None:
        """Return a class whose count stands before its status: ``某县有1项（A）推进缓慢``, ``3个任务都已完成``."""
        match = self.forms.behind.match(self.veil, start, self._stop(start))
        if match is None:
            return None
        end = self._end(match.end())
        opens = re.compile("[（(]").search(self.veil, match.end(), end)
        end = opens.start() if opens else end
        status = self._status_behind(match.end(), end, bracket=bool(match["bracket"]))
        if status is None:
            return None
        declared = count_of(match["n"])
        if match["bracket"]:
            inner = self.text[match.start("bracket") + 1 : match.end("bracket") - 1]
            names = names_in(inner, declared, self.lexicon)
            if names:
                self.at = end
                return self._told(
                    status, (start, end), declared, names, subject=match["subject"] or ""
                )
        if not match["measure"]:
            return None
        told = self._class(start, end, status, match["subject"] or "", declared)
        if told and not told.names:
            referred = self._referred(declared)
            return replace(told, names=referred.names, words=told.words) if referred else told
        return told

    def _status_behind(self, start: int, end: int, *, bracket: bool) -> str | None:
        said = self.veil[start:end]
        if self.phrases.whole(said) and said[:1] not in "有":
            return said
        by_place = bracket and 2 <= len(said) <= 16 and self.phrases.says_how(said)
        return said if by_place else None

    def _referred(self, declared: int | None) -> Told | None:
        """Return the list without a status that was told last and has just so many names."""
        for told in reversed(self.found):
            if not told.status and told.names and len(told.names) == declared:
                return told
        return None

    def _class(
        self,
        start: int,
        end: int,
        status: str,
        subject: str,
        declared: int | None,
        *,
        must_list: bool = False,
    ) -> Told | None:
        """Return a class with the names that follow it, in brackets or behind what leads in a list."""
        names, stop, share, partial = self._following(end, declared)
        if must_list and not names:
            return None
        if not self.phrases.says_how(status):
            return self._unknown(start, end, stop, status, declared, names)
        self.at = stop
        return self._told(
            status, (start, stop), declared, names, share=share, subject=subject, partial=partial
        )

    def _unknown(
        self,
        start: int,
        end: int,
        stop: int,
        status: str,
        declared: int | None,
        names: Names | None,
    ) -> Told | None:
        """Return a class whose words are no known status: one by the company it keeps, else a list without one."""
        if names is None or _FORMULA.search(status):
            return None
        in_company = any(told.status and told.declared for told in self.found)
        if in_company and len(status) <= _LONGEST_UNKNOWN:
            self.at = stop
            doubt = f"“{status}”按位置读作完成情况"
            return self._told(status, (start, stop), declared, names, doubt=doubt)
        if len(names.names) != declared or not self._is_task_list(start, end):
            return None
        self.at = stop
        return self._told("", (start, stop), declared, names)

    def _is_task_list(self, start: int, end: int) -> bool:
        said = self.veil[start:end]
        wanted = (word for word in self.lexicon.told.nouns if word not in ("问题", "工作", "内容"))
        return any(word in said for word in wanted) and not _FORMULA.search(said)

    def _following(
        self, at: int, declared: int | None
    ) -> tuple[Names | None, int, int | None, bool]:
        """Return the names behind a class, where they end, the share of it, and whether they are only some."""
        names: Names | None = None
        share: int | None = None
        partial = False
        if self.veil[at : at + 1] in tuple("（(") and (close := self._close(at)):
            inner = self.text[at + 1 : close]
            names = None if _REMARK.match(inner) else names_in(inner, declared, self.lexicon)
            at = close + 1
        at, share = self._share(at)
        if names is None:
            listed = self._led_in(at, declared)
            if listed:
                names, partial = listed
                at = names.end
                at, later = self._share(at)
                share = share if share is not None else later
        return names, at, share, partial

    def _close(self, at: int) -> int | None:
        close = re.compile("[）)]").search(self.veil, at)
        return close.start() if close else None

    def _share(self, at: int) -> tuple[int, int | None]:
        share = None
        while found := _SHARE.match(self.veil, at):
            at = found.end()
            if share is None and found["share"].isdecimal():
                share = int(found["share"])
        return at, share

    def _led_in(self, at: int, declared: int | None) -> tuple[Names, bool] | None:
        """Return the list that is led in at ``at``: 分别为…, 主要有…, 一是…, or right behind a colon."""
        mark = self.veil[at : at + 1]
        after = at + 1 if mark and mark in "，,。；;：:" else at
        lead = self.forms.leads_in.match(self.veil, after)
        is_strong = bool(lead) and not lead["weak"]  # type: ignore[index]  # it is there
        if mark == "。" and not is_strong:
            if declared is None or not re.match("[一1]是|一、", self.veil[after : after + 2]):
                return None
            lead = None
        elif lead is None and mark not in ("：", ":"):
            return None
        start = lead.end() if lead else after
        words = lead.group() if lead else ""
        names = list_at(self.text, self.veil, start, declared, self.phrases, self.lexicon)
        if names is None:
            return None
        if (
            words in ("有", "为", "是", "如")
            and mark in "，,；;"
            and len(names.names) < 2
            and not self._quoted(start)
        ):
            return None
        return names, bool(re.search("主要|如", words))

    def _quoted(self, at: int) -> bool:
        return self.text.startswith("“", at)

    def _left(self, start: int, end: int) -> Told | None:
        """Return a class whose names stand before their status: ``A、B等项目已提前完成``."""
        status = self.phrases.closing(self.veil, start, end)
        if status is None or status.start <= start:
            return None
        left = _REASON.sub("", self.veil[start : status.start])
        tail = self.forms.left_end.search(left)
        until = start + (tail.start() if tail else len(left))
        printed = (tail["n"] or tail["count"]) if tail else None
        declared = count_of(printed) if printed else None
        is_list = "、" in self.veil[start:until] or self._quoted(start)
        if tail and tail["count"] and not is_list and not tail["things"]:
            until, declared = start + len(left), None
        etc = bool(tail and tail["etc"])
        begin = self._list_start(start, until, declared)
        names = self._names_left(begin, until, declared)
        names = self._without_clause(names) if names else None
        if names is None or not all(self._is_subject(name) for name in names.names):
            return None
        if declared is not None and len(names.names) == 1 != declared:
            return None
        several = len(names.names) > 1 or declared is not None or etc
        if status.is_bare and not (declared or etc):
            return None
        doubt = "" if several or self._quoted(begin) else self._single(names.names[0])
        if doubt is None:
            return None
        after, share = self._share(end)
        self.at = max(after, end)
        return self._told(
            self.text[status.start : status.end],
            (begin, self.at),
            declared,
            names,
            share=share,
            doubt=doubt,
            partial=etc,
        )

    def _list_start(self, start: int, until: int, declared: int | None) -> int:
        """Return where a list begins that may reach back over commas: it counts more than this clause names."""
        if declared is None and not (
            self._quoted(start) and self.veil[start - 1 : start] in "，,、"
        ):
            return start
        back, names = start, None
        while back > self.sentence and self.veil[back - 1] in "，,":
            first = max(self.sentence, back - _WINDOW)
            mark = max(self.veil.rfind(sign, first, back - 1) for sign in "，,；;。：:")
            before = max(mark + 1, self.sentence)
            before = self._opening(before, back - 1)
            if before >= back - 1:
                break
            names = self._names_left(before, until, declared)
            if names is None or (declared is not None and len(names.names) > declared):
                return start
            if not all(self._is_subject(name) for name in names.names):
                break
            back = before
        fits = declared is None or len(names.names) == declared if names else True
        return back if fits else start

    def _names_left(self, start: int, until: int, declared: int | None) -> Names | None:
        words, veil = self.text[start:until], self.veil[start:until]
        flat = re.sub("[，,]", "、", veil) if re.search("[，,]", veil) else veil
        return names_in(words, declared, self.lexicon, flat) if words else None

    def _without_clause(self, names: Names) -> Names:
        """Return names, the first without the words that only say why it is named: 工作推进有力的甲局."""
        bare = names.names[0].rpartition("的")[2]
        if not bare or bare == names.names[0] or not self.is_body(bare):
            return names
        return replace(names, names=(bare, *names.names[1:]))

    def _is_subject(self, name: str) -> bool:
        """Return whether words before a status can be what it is said of: a name, no count, no sentence."""
        if (
            _ALIKE_SUBJECT.match(name)
            or _FORMULA.search(name.split("“", maxsplit=1)[0][:6])
            or DENIED in name
        ):
            return False
        nouns = self.lexicon.told.nouns
        bare = name
        for noun in sorted(nouns, key=len, reverse=True):
            bare = bare.removesuffix(noun)
        if name.startswith(self.phrases.words.not_yet) or re.search("的$|的是|的有", name):
            return False
        return not _EMPTY.match(bare) and len(name) > _SHORTEST_NAME

    def _single(self, name: str) -> str | None:
        """Return the doubt of a single name before its status, None where it is no name of a thing."""
        if self.is_body(name) or name in self.known:
            return ""
        plain = _FEWEST_SINGLE <= len(name) <= _LONGEST_SINGLE and not re.search(
            "[的了对把被将]", name
        )
        if (
            not plain
            or name[0].isdecimal()
            or not name.endswith((*self.lexicon.told.actions, "项目", "工程"))
        ):
            return None
        return "按句子读出，请核对是不是一项任务"

    def _told(
        self,
        status: str,
        span: tuple[int, int],
        declared: int | None,
        names: Names | None,
        *,
        share: int | None = None,
        subject: str = "",
        partial: bool = False,
        doubt: str = "",
    ) -> Told:
        listed: tuple[Named, ...] = ()
        if names:
            rests = names.rests or ("",) * len(names.names)
            last = len(names.names) - 1
            listed = tuple(
                Named(
                    name,
                    rest,
                    is_joined=name in names.joined,
                    is_cut=names.cut and at == last,
                )
                for at, (name, rest) in enumerate(zip(names.names, rests, strict=True))
            )
        words = self.text[span[0] : span[1]].strip("，,；;。")
        status = _OF_SEVERAL.sub("", status)
        if self.phrases.standing.search(status):
            status = self.forms.placing.sub("", status)
        return Told(status, words, listed, declared, share, subject, partial, doubt, span[0])
