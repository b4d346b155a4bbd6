"""The roles that one line states: on a line of its own, in its closing bracket, or within the sentence.

In: a line of text. Out: ``Said``: the text without its roles, and the statements, each a role and the words that
name who has it. Labels and verbs are the lexicon's; a bracket that opens with no label and ends in no verb is text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.agents import Agents
from tongbao.notices.responsibility.said import (
    UNIT_ROLES,
    Form,
    Said,
    Statement,
    field_role,
    names_in,
    trimmed,
)
from tongbao.notices.responsibility.verbs import Verbs

_PAIRS = {")": "(", "]": "[", "】": "【", "〕": "〔"}
_LONGEST_BRACKET = 600
_LONGEST_NAME = 60
_CLOSED = re.compile(r"([)\]】〕])\s*[。;.:,]?\s*$")
_SALUTATION = re.compile(r"(?:各|有关|相关)[^。;]*:$")
_CLOSED_WITHIN = re.compile(r"^[^。;]{2,160}?([)\]】〕])[。:,;—-](?=.)", re.DOTALL)
_WITHIN = re.compile(r"([)\]】〕])[。;:,]?\s*(?=[\u4e00-\u9fff“《\d(①-⑳])")
_UNITS_END = re.compile(r"([)\]】〕])\s*(?:[。;]|$)")
# A bracket within a paragraph is no longer: looked for further back, it would be so from every bracket on.
_LONGEST_BRACKET = 600
_ANY_LABEL = (
    r"[\u4e00-\u9fff]{0,6}分工|[\u4e00-\u9fff]{1,8}?"
    r"(?:单位|部门|科室|主体|领导|责任人|负责人|[县区市]长|时限|期限|时间|节点)"
)
_ALL = re.compile("各|有关|相关|全体|其他")
_OF_STATE = "情况|进展|成效|进度|结果|状态|评价|评定|评级|等次|与否"
_MOST_BRACKETS = 3
# Behind a unit such words name more of them: （市财政局、各乡镇人民政府、市属国有企业）.
_KIND_OF_UNITS = re.compile(
    "(?:各|有关)?(?:街道办事处|[市区县]属(?:国有)?(?:企业|平台公司)|国有企业)"
)
_NO_LABEL = re.compile(r"联系|发布|公示|会议|报名|举办|投诉|监督|咨询")


@dataclass(frozen=True, slots=True)
class _Label:
    role: str
    label: str
    start: int
    end: int
    remark: str


class Speech:
    """Reads what lines say, with the patterns that the lexicon's words make."""

    def __init__(self, lexicon: Lexicon, is_unit: Callable[[str], bool]) -> None:
        """Keep the patterns; ``is_unit`` tells units from other words where no label does."""
        self._lexicon = lexicon
        self._is_unit = is_unit
        roles = {word: role for role, words in lexicon.labels.items() for word in words}
        self._roles = roles
        labels = "|".join(
            r"\s*".join(map(re.escape, word)) for word in sorted(roles, key=len, reverse=True)
        )
        name = rf"(?P<label>{labels}|{_ANY_LABEL})"
        self._label = re.compile(
            rf"[【\[]\s*{name}\s*[】\]]\s*:?"
            rf"|(?<![^\s,;、。.()\[\]【】—-])(?:{name.replace('label', 'plain')}\s*"
            rf"(?:\((?P<remark>[^()]*)\)\s*)?:)"
        )
        inside = rf"[\u4e00-\u9fff]{{0,6}}?(?:{_OF_STATE})"
        self._label_inside = re.compile(
            rf"(?<![^\s,;、。.()\[\]【】—-])(?P<label>(?P<plain>{labels}|{_ANY_LABEL}|{inside}))\s*"
            rf"(?:\((?P<remark>[^()]*)\)\s*)?:"
        )
        full = [word for word in roles if word.endswith(("单位", "部门"))]
        self._plain_label = re.compile(
            rf"(?P<label>{'|'.join(map(re.escape, sorted(full, key=len, reverse=True)))})"
            r"(?:为|是)?(?P<units>[\u4e00-\u9fff、]{2,80})$"
        )
        self._gap = re.compile(rf"\s*(?P<label>{labels})\s+(?=\S)")
        self._verbs = Verbs(lexicon, is_unit)
        self._agents = Agents(lexicon, is_unit, self._verbs)

    def said(self, text: str) -> Said:
        """Return what a line says; ``text`` has no numeral before it."""
        folded = self._lexicon.folded(text)
        if _SALUTATION.match(folded):
            return Said(text.strip())
        words, standing = self._verbs.parted(text, folded)
        if standing and not words:
            # A line that only declares a rule: 排在首位的为牵头单位。
            return Said("", (), tuple(standing))
        labels = self._labels(folded)
        at_start = bool(labels) and not folded[: labels[0].start].strip()
        found = None if at_start else self._of_bracket(text, folded)
        if labels and found is None:
            found = self._of_labels(text, folded, labels, "line" if at_start else "sentence")
        return (
            found
            or self._of_cut_bracket(text, folded)
            or self._of_gap(text, folded)
            or self._of_sentence(text, folded)
            or Said(text.strip())
        )

    def _of_gap(self, text: str, folded: str) -> Said | None:
        """Return what a label says that a gap parts from its units, as in two columns: ``责任单位　甲局``."""
        match = self._gap.match(folded)
        words = trimmed(text[match.end() :]) if match else ""
        if match is None or not all(map(self._is_unit, names_in(words))):
            return None
        label = "".join(match["label"].split())
        return Said("", (Statement(self._roles[label], label, words),), form="line")

    def _of_sentence(self, text: str, folded: str) -> Said | None:
        """Return what the last words say where they say nothing else: ``…。由甲局牵头``, ``…，由甲局负责；``."""
        end = len(folded.rstrip(" 。;"))
        stop = folded.rfind("。", 0, end) + 1
        by = max(folded.rfind(mark, 0, end) for mark in (",由", ";由"))
        for start in dict.fromkeys((stop, by + 1)):
            found = self._verbs.read(text[start:end], folded[start:end]) if start > 0 else None
            found = found if found and self._agents.are_units(found[0]) else None
            found = found or (start > 0 and self._of_plain_label(text[start:end])) or None
            if found:
                return Said(text[:start].strip().rstrip("，,；;"), *found, form="sentence")
        return self._agents.find(text, folded)

    def _of_plain_label(self, words: str) -> tuple[tuple[Statement, ...], tuple[str, ...]] | None:
        """Return what a label says that no mark parts from its units: ``责任单位县教育局``."""
        match = self._plain_label.match(words.strip())
        units = trimmed(match["units"]) if match else ""
        if match is None or not units or not all(map(self._is_unit, names_in(units))):
            return None
        return (Statement(self._roles[match["label"]], match["label"], units),), ()

    def of_agents(self, said: Said, *, with_subject: bool) -> Said | None:
        """Return what a line beside others that name theirs says of units within its sentence, or of its subject."""
        folded = self._lexicon.folded(said.text)
        found = self._agents.find(said.text, folded, like_others=True)
        return found or (self._agents.of_subject(said) if with_subject else None)

    def of_units(self, said: Said) -> Said | None:
        """Return what a closing bracket says that names units and nothing else, None for another line."""
        folded = self._lexicon.folded(said.text)
        closed = None if said.form else _CLOSED.search(folded) or _CLOSED_WITHIN.search(folded)
        start = _opening(folded, closed.start(1)) if closed else None
        if closed is None or not start:
            return None if said.form else self._of_last_clause(said.text, folded)
        after = said.text[closed.end() :].strip(" —-")
        inner = slice(start + 1, closed.start(1))
        words, standing = self._verbs.parted(said.text[inner], folded[inner])
        names = list(names_in(words))
        if len(names) == 1:
            names = words.split()
            words = "、".join(names)
        named = [one for one in names[1:] if not _KIND_OF_UNITS.fullmatch(one)]
        if not names or not all(map(self._is_unit, (names[0], *named))):
            return None
        statement = Statement("responsible", "", words, is_bare=True)
        before = said.text[:start].strip()
        return Said(before, (statement,), tuple(standing), after, form="bracket")

    def _of_last_clause(self, text: str, folded: str) -> Said | None:
        """Return what a line says that ends in a comma and units: ``新建社区食堂6处，县民政局``."""
        before, comma, last = folded.rstrip(" 。;").rpartition(",")
        names = list(names_in(last))
        if (
            not comma
            or folded.endswith(":")
            or "。" in folded[:-1]
            or not names
            or not all(map(self._is_unit, names))
        ):
            return None
        if self._verbs.parted(text, folded)[1]:
            # A rule (首位为牵头单位，其他为配合单位) names nobody.
            return None
        words = text[len(before) + 1 : len(before) + 1 + len(last)].strip()
        statement = Statement("responsible", "", words, is_bare=True)
        return Said(text[: len(before)].strip(), (statement,), form="bracket")

    def cut(self, text: str, *, at_units: bool = False) -> list[str]:
        """Return a paragraph as lines: it is cut behind every bracket within it that states roles.

        ``at_units`` cuts it behind those that end a sentence and name units alone, too.
        """
        folded = self._lexicon.folded(text)
        pieces, start = [], 0
        for match in _WITHIN.finditer(folded):
            first = max(start, match.end(1) - _LONGEST_BRACKET)
            ends = at_units and (self._ends_with_units(folded, match) is not None)
            if ends or self._of_bracket(text[first : match.end(1)], folded[first : match.end(1)]):
                pieces.append(text[start : match.end()])
                start = match.end()
        return [*pieces, text[start:]]

    def units_within(self, text: str) -> int:
        """Return how many sentences of a paragraph end in a bracket that names units alone."""
        folded = self._lexicon.folded(text)
        return sum(
            self._ends_with_units(folded, match) is not None
            for match in _UNITS_END.finditer(folded)
        )

    def _ends_with_units(self, folded: str, closed: re.Match[str]) -> re.Match[str] | None:
        """Return the bracket that closes a sentence and names units alone, None for another one."""
        if not closed.group().strip().endswith(("。", ";")) and closed.end() < len(folded):
            return None
        start = folded.rfind(
            _PAIRS[closed[1]], max(0, closed.start(1) - _LONGEST_BRACKET), closed.start(1)
        )
        before = folded[max(0, start - _LONGEST_BRACKET) : max(0, start)]
        is_inner = any(before.count(one) > before.count(close) for close, one in _PAIRS.items())
        if start <= 0 or is_inner:
            return None
        inner = folded[start + 1 : closed.start(1)]
        names = list(names_in(self._verbs.parted(inner, inner)[0]))
        return closed if names and all(map(self._is_unit, names)) else None

    def _labels(self, folded: str, *, inside: bool = False) -> list[_Label]:
        """Return the labels of a text, ``inside`` a bracket those of progress too."""
        found = []
        for match in (self._label_inside if inside else self._label).finditer(folded):
            label = "".join((match["label"] or match["plain"]).split())
            if _ALL.match(label):
                # 各承办单位： opens a letter.
                continue
            remark = match["remark"] or ""
            found.append(_Label(self.role_of(label), label, match.start(), match.end(), remark))
        known = any(
            one.role or one.label.endswith("分工") or (inside and field_role(one.label, ""))
            for one in found
        )
        return found if known else []

    def role_of(self, label: str) -> str:
        """Return the role that a label gives: one of the lexicon's, else as the heading of a column has it."""
        if label not in self._roles:
            role = "" if _NO_LABEL.search(label) else role_of_heading(label, self._lexicon) or ""
            self._roles[label] = role if role in self._lexicon.labels else ""
        return self._roles[label]

    def _of_labels(
        self, text: str, folded: str, labels: Sequence[_Label], form: Form
    ) -> Said | None:
        """Return what labels say to the end of their sentence."""
        first = next(one for one in labels if one.role or one.label.endswith("分工"))
        if form == "sentence":
            if not folded[: first.start].rstrip().endswith((",", ";", "。", ".", "-", "—")):
                return None
            labels = labels[labels.index(first) :]
        stop = _sentence_end(folded, labels[-1].end)
        statements, remarks = self._values(text[:stop], folded[:stop], labels)
        before = text[: labels[0].start].rstrip(" \t,，;；—-")
        after = text[stop:].lstrip("。 \t").strip()
        if stop < len(text) and statements[-1].is_open:
            statements = (*statements[:-1], replace(statements[-1], is_open=False))
        return Said(before.strip(), statements, remarks, after, form)

    def _values(
        self, text: str, folded: str, labels: Sequence[_Label]
    ) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
        statements: list[Statement] = []
        remarks: list[str] = []
        ends = [*(one.start for one in labels[1:]), len(text)]
        for one, end in zip(labels, ends, strict=True):
            if one.remark:
                remarks.append(one.remark)
            words, standing = self._verbs.parted(text[one.end : end], folded[one.end : end])
            remarks += standing
            # An open list keeps its last mark: what the next line adds stands behind it.
            is_open = end == len(text) and (not words or text.rstrip().endswith(("、", "，", ",")))
            words = text[one.end :].strip() if is_open and not standing else words
            by_verbs = None
            if not is_open and (not one.role or one.role in UNIT_ROLES):
                by_verbs = self._verbs.read(
                    words, self._lexicon.folded(words), of=Statement(one.role, one.label, "")
                )
            if by_verbs:
                statements += by_verbs[0]
                remarks += by_verbs[1]
            else:
                role = one.role or field_role(one.label, words)
                statements.append(Statement(role, one.label, words, is_open))
        return tuple(statements), tuple(remarks)

    def _of_bracket(self, text: str, folded: str, most: int = _MOST_BRACKETS) -> Said | None:
        """Return what the brackets say that end the line, None where the last one is part of the text."""
        closed = _CLOSED.search(folded)
        start = _opening(folded, closed.start(1)) if closed else None
        if closed is None or start is None:
            return None
        inner, inner_folded = text[start + 1 : closed.start(1)], folded[start + 1 : closed.start(1)]
        labels = self._labels(inner_folded, inside=True)
        if labels and not inner_folded[: labels[0].start].strip():
            statements, remarks = self._values(inner, inner_folded, labels)
        else:
            found = self._verbs.read(inner, inner_folded)
            if found is None:
                return None
            statements, remarks = found
        before = text[:start].strip()
        first = None
        if most > 1 and before.endswith(tuple("】]）)〕")):
            first = self._of_bracket(before, self._lexicon.folded(before), most - 1)
        if first:
            statements, remarks = (*first.statements, *statements), (*first.remarks, *remarks)
            before = first.text
        return Said(before, statements, remarks, form="bracket")

    def _of_cut_bracket(self, text: str, folded: str) -> Said | None:
        """Return what a bracket says that the end of the line leaves open, None where it opens with no role."""
        start = _left_open(folded)
        if start is None:
            return None
        inner, inner_folded = text[start + 1 :], folded[start + 1 :]
        labels = self._labels(inner_folded)
        if labels and not inner_folded[: labels[0].start].strip():
            statements, remarks = self._values(inner, inner_folded, labels)
        else:
            found = self._verbs.read(inner, inner_folded, is_cut=True)
            if found is None:
                return None
            statements, remarks = found
        last = replace(statements[-1], is_open=False, is_cut=True)
        return Said(text[:start].strip(), (*statements[:-1], last), remarks, form="bracket")


def _sentence_end(folded: str, start: int) -> int:
    """Return where the sentence ends in which a label stands: at its full stop, else with the line."""
    stop = folded.find("。", start)
    return len(folded) if stop < 0 else stop


def _opening(folded: str, closing: int) -> int | None:
    """Return where the bracket opens that closes there, brackets within it left alone."""
    close, wanted, depth = folded[closing], _PAIRS[folded[closing]], 0
    for at in range(closing, -1, -1):
        depth += (folded[at] == close) - (folded[at] == wanted)
        if depth == 0:
            return at
    return None


def _left_open(folded: str) -> int | None:
    """Return where the outermost bracket opens that a line does not close."""
    opened: list[int] = []
    for at, sign in enumerate(folded):
        if sign in _PAIRS.values():
            opened.append(at)
        elif sign in _PAIRS and opened and folded[opened[-1]] == _PAIRS[sign]:
            opened.pop()
    return opened[0] if opened else None
