"""The roles that one line states: on a line of its own, in its closing bracket, or within the sentence.

In: a line of text. Out: ``Said``: the text without its roles, and the statements, each a role and the words that
name who has it. Labels and verbs are the lexicon's; a bracket that opens with no label and ends in no verb is text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon

UNIT_ROLES = ("lead", "responsible", "cooperating")
Form = Literal["", "line", "bracket", "sentence"]

_PAIRS = {")": "(", "]": "[", "】": "【", "〕": "〔"}
_LONGEST_BRACKET = 600
_LONGEST_NAME = 60
_AROUND = " \t\n,;、。.:"
_CLOSED = re.compile(r"([)\]】〕])\s*[。;.]?\s*$")
_CLOSED_WITHIN = re.compile(r"^[^。;]{2,160}?([)\]】〕])[。:](?=.)", re.DOTALL)
_WITHIN = re.compile(r"([)\]】〕])[。;]?\s*(?=[\u4e00-\u9fff“《\d(①-⑳])")
# A bracket within a paragraph is no longer: looked for further back, it would be so from every bracket on.
_LONGEST_BRACKET = 600
_TIME = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|初|末|中旬|上旬|下旬)?(?:年底|年内|年末)?(?:(?:之?前|以前)[\u4e00-\u9fff]{0,6}|完成|办结)?$"
)
_BRACKET = re.compile(r"\(([^()]{4,40})\)")
_OPEN_TIME = re.compile(
    "^(?:持续|长期|常态化?|全年|年度|立行立改|即知即改)(?:推进|坚持|开展|实施)?$"
)
_HAS_TIME = re.compile(r"\d月|\d年|年底|年内|年末|\d日")
_ANY_LABEL = (
    r"[\u4e00-\u9fff]{0,6}分工|[\u4e00-\u9fff]{1,8}?"
    r"(?:单位|部门|科室|主体|领导|责任人|负责人|[县区市]长|时限|期限|时间|节点)"
)
_HOW = (
    r"(?:按[\u4e00-\u9fff]{1,8}?|具体|共同|分别|各自|联合|直接|统一|统筹|全面"
    "|积极|密切|协同|主动|依法|做好|予以|总)?"
)
_ADDED = "工作|到位|抓总|推进|调度|协调|办理|等"
_BY = re.compile(r"(?:^|(?<=[。;,.:]))\s*(?:(?:请|责成|明确|继续)?由|请|责成)")
_LED = re.compile(r"(?:(?:请|责成|明确|继续)?由|请|责成)\s*$")
_LED_BY = re.compile(r"^(?:(?:请|责成|明确)?由|请|责成)(?=\S{2})")
_SENTENCE = re.compile(r"。\s*(?=[^\s请由责明])")
_ALL = re.compile("各|有关|相关|全体|其他")
_SUBJECT = re.compile(r"\s*(?P<words>[^,;。]{2,60}?)(?:要|应当?|须|需|负责)(?=[^,;。]{4})")
_AGENTS = re.compile(r"(?P<words>[^,;。]{2,160})(?:[,;。]|$)")
_JOINT = re.compile(r"(?P<first>[^,;。]{2,60}?)(?P<joint>会同|联合|协同)(?P<second>[^,;。]{2,120})")
_JOINT_OF_UNITS = re.compile(
    r"(?P<first>[^,;，；。]{2,60}?)(?P<joint>会同|联合|协同)(?P<second>[^,;，；。]{2,120}?)(?=于|在|对|按|抓紧|尽快|[0-9]|$)"
)
_OF_STATE = "情况|进展|成效|进度|结果|状态|评价|评定|评级|等次|与否"
_OF_PROGRESS = re.compile(r"(?:情况|进展|成效|进度|结果)$")
_OF_STATUS = re.compile(r"(?:状态|(?<!群众)评价|评定|评级|等次|与否|亮灯|灯号)$|^是否")
_LONGEST_STATUS = 16
_MOST_BRACKETS = 3
_NO_LABEL = re.compile(r"联系|发布|公示|会议|报名|举办|投诉|监督|咨询")


@dataclass(frozen=True, slots=True)
class Statement:
    """``role`` is a key of the lexicon's labels, "" where the label is not among them; words as printed.

    ``is_open`` says that they end in a comma, so that the next line goes on with them; ``is_bare`` that no word
    gives the role; ``is_cut`` that the text breaks off in them, in a bracket that is never closed.
    """

    role: str
    label: str
    words: str
    is_open: bool = False
    is_bare: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line taken apart: its ``text`` before the roles, what comes ``after``, and what was said.

    ``remarks`` are standing words among the units (下同, a rule on who leads).
    """

    text: str
    statements: tuple[Statement, ...] = ()
    remarks: tuple[str, ...] = ()
    after: str = ""
    form: Form = ""


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
        self._verbs = {word: role for role, words in lexicon.verbs.items() for word in words}
        verbs = "|".join(map(re.escape, sorted(self._verbs, key=len, reverse=True)))
        # With what goes before: 共同, 具体, 按职责分工; and behind: 牵头组织实施, 负责落实.
        self._verb = re.compile(rf"{_HOW}(?P<verb>{verbs})(?:{verbs}|{_ADDED})?(?=[,;、。.)]|\s*$)")
        declared = lexicon.declared
        self._standing = re.compile(
            "|".join((*declared.standing, *declared.first_leads, *declared.responsible_leads))
        )

    def said(self, text: str) -> Said:
        """Return what a line says; ``text`` has no numeral before it."""
        folded = self._lexicon.folded(text)
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
        words = _trimmed(text[match.end() :]) if match else ""
        if match is None or not all(map(self._is_unit, _names(words))):
            return None
        label = "".join(match["label"].split())
        return Said("", (Statement(self._roles[label], label, words),), form="line")

    def _of_sentence(self, text: str, folded: str) -> Said | None:
        """Return what the last words say where they say nothing else: ``…。由甲局牵头``, ``…，由甲局负责；``."""
        end = len(folded.rstrip(" 。;"))
        stop = folded.rfind("。", 0, end) + 1
        by = max(folded.rfind(mark, 0, end) for mark in (",由", ";由"))
        for start in dict.fromkeys((stop, by + 1)):
            found = self._of_verbs(text[start:end], folded[start:end]) if start > 0 else None
            found = found or (start > 0 and self._of_plain_label(text[start:end])) or None
            if found:
                return Said(text[:start].strip().rstrip("，,；;"), *found, form="sentence")
        return self._of_agent(text, folded)

    def _of_plain_label(self, words: str) -> tuple[tuple[Statement, ...], tuple[str, ...]] | None:
        """Return what a label says that no mark parts from its units: ``责任单位县教育局``."""
        match = self._plain_label.match(words.strip())
        units = _trimmed(match["units"]) if match else ""
        if match is None or not units or not all(map(self._is_unit, _names(units))):
            return None
        return (Statement(self._roles[match["label"]], match["label"], units),), ()

    def _of_agent(self, text: str, folded: str) -> Said | None:
        """Return what is said of units in the midst of a text: ``…工程。由甲局牵头，乙局配合，6月底前完成清淤。``.

        Clause by clause, as long as each names units and what they do; what stands behind them is the rest.
        """
        by = _BY.search(folded, 0, _LONGEST_NAME)
        starts = [by.end()] if by else []
        starts += [found.end() for found in _SENTENCE.finditer(folded, 0, _LONGEST_NAME)]
        for start in starts:
            if not _ALL.match(folded, start) or (start and not by):
                said = self._agents_at(text, folded, start)
                if said:
                    return said
        return None

    def _agents_at(self, text: str, folded: str, start: int) -> Said | None:
        at = start
        statements: list[Statement] = []
        for clause in _AGENTS.finditer(folded, start):
            if clause.start() != at:
                break
            found, end = self._of_agents(text, folded, clause)
            statements += found
            at = end
            if not found or end < clause.end("words"):
                break
        if not statements:
            return None
        before = _LED.sub("", text[:start]).strip().rstrip("，,；;")
        after = text[at:].lstrip("，,；;。 ").strip()
        said = Said(before, tuple(statements), (), after, "sentence")
        return said if before else replace(said, text=after, after="")

    def _of_agents(
        self, text: str, folded: str, clause: re.Match[str]
    ) -> tuple[tuple[Statement, ...], int]:
        """Return who does what in a clause, and where that ends: ``乙局、丙镇配合``, ``甲局会同乙局``."""
        start, end = clause.span("words")
        found = self._of_verbs(text[start:end], folded[start:end])
        if found:
            named = [name for one in found[0] if one.role != "due" for name in _names(one.words)]
            if 2 * sum(map(self._is_unit, named)) >= len(named):
                return found[0], clause.end()
        joint = _JOINT_OF_UNITS.match(text, start, end)
        if joint and all(map(self._is_unit, (*_names(joint["first"]), *_names(joint["second"])))):
            lead = Statement("lead", joint["joint"], joint["first"])
            return (lead, Statement("cooperating", joint["joint"], joint["second"])), joint.end()
        return (), start

    def of_subject(self, said: Said) -> Said | None:
        """Return what a sentence says of its subject: ``甲局要统筹安排资金``; None where no units are its subject."""
        subject = None if said.form else _SUBJECT.match(self._lexicon.folded(said.text))
        if subject is None or _ALL.match(subject["words"]):
            return None
        words = said.text[: subject.end("words")].strip()
        names = list(_names(words))
        if not names or not all(map(self._is_unit, names)):
            return None
        text = said.text[subject.end() :].strip()
        return Said(text, (Statement("responsible", "", words),), form="sentence")

    def of_units(self, said: Said) -> Said | None:
        """Return what a closing bracket says that names units and nothing else, None for another line."""
        folded = self._lexicon.folded(said.text)
        closed = None if said.form else _CLOSED.search(folded) or _CLOSED_WITHIN.search(folded)
        start = _opening(folded, closed.start(1)) if closed else None
        if closed is None or not start:
            return None if said.form else self._of_last_clause(said.text, folded)
        after = said.text[closed.end() :].strip()
        inner = slice(start + 1, closed.start(1))
        words, standing = self._parted(said.text[inner], folded[inner])
        names = list(_names(words))
        if len(names) == 1:
            names = words.split()
            words = "、".join(names)
        if not names or not all(map(self._is_unit, names)):
            return None
        statement = Statement("responsible", "", words, is_bare=True)
        before = said.text[:start].strip()
        return Said(before, (statement,), tuple(standing), after, form="bracket")

    def _of_last_clause(self, text: str, folded: str) -> Said | None:
        """Return what a line says that ends in a comma and units: ``新建社区食堂6处，县民政局``."""
        before, comma, last = folded.rstrip(" 。;").rpartition(",")
        names = list(_names(last))
        if not comma or "。" in folded[:-1] or not names or not all(map(self._is_unit, names)):
            return None
        words = text[len(before) + 1 : len(before) + 1 + len(last)].strip()
        statement = Statement("responsible", "", words, is_bare=True)
        return Said(text[: len(before)].strip(), (statement,), form="bracket")

    def cut(self, text: str) -> list[str]:
        """Return a paragraph as lines: it is cut behind every bracket within it that states roles."""
        folded = self._lexicon.folded(text)
        pieces, start = [], 0
        for match in _WITHIN.finditer(folded):
            first = max(start, match.end(1) - _LONGEST_BRACKET)
            if self._of_bracket(text[first : match.end(1)], folded[first : match.end(1)]):
                pieces.append(text[start : match.end()])
                start = match.end()
        return [*pieces, text[start:]]

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
            if not folded[: first.start].rstrip().endswith((",", ";", "。", ".")):
                return None
            labels = labels[labels.index(first) :]
        stop = _sentence_end(folded, labels[-1].end)
        statements, remarks = self._values(text[:stop], folded[:stop], labels)
        before = text[: labels[0].start].rstrip(" \t,，;；")
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
            words, standing = self._parted(text[one.end : end], folded[one.end : end])
            remarks += standing
            # An open list keeps its last mark: what the next line adds stands behind it.
            is_open = end == len(text) and (not words or text.rstrip().endswith(("、", "，", ",")))
            words = text[one.end :].strip() if is_open and not standing else words
            by_verbs = None
            if not is_open and (not one.role or one.role in UNIT_ROLES):
                by_verbs = self._of_verbs(words, self._lexicon.folded(words), of=one)
            if by_verbs:
                statements += by_verbs[0]
                remarks += by_verbs[1]
            else:
                role = one.role or field_role(one.label, words)
                statements.append(Statement(role, one.label, words, is_open))
        return tuple(statements), tuple(remarks)

    def _parted(self, words: str, folded: str) -> tuple[str, list[str]]:
        """Return the words of a value without the standing remark behind them, and the remark."""
        for bracket in _BRACKET.finditer(folded):
            if self._standing.search(bracket[1]):
                # A rule in a bracket behind one unit of several: the others stand behind it.
                rest = words[: bracket.start()] + words[bracket.end() :]
                return _trimmed(rest), [words[bracket.start(1) : bracket.end(1)]]
        for clause in re.finditer(r"[^,;。(]+", folded):
            if self._standing.search(clause.group()):
                remark = words[clause.start() :].strip(" ,，;；。)）")
                return _trimmed(words[: clause.start()].rstrip("(（")), [remark]
        return _trimmed(words), []

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
            found = self._of_verbs(inner, inner_folded)
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
            found = self._of_verbs(inner, inner_folded, is_cut=True)
            if found is None:
                return None
            statements, remarks = found
        last = replace(statements[-1], is_open=False, is_cut=True)
        return Said(text[:start].strip(), (*statements[:-1], last), remarks, form="bracket")

    def _of_verbs(
        self, inner: str, folded: str, *, is_cut: bool = False, of: _Label | None = None
    ) -> tuple[tuple[Statement, ...], tuple[str, ...]] | None:
        """Return who leads and who helps: ``A牵头，B、C配合``; None where that is not what it says.

        ``of`` is the label before the words: units behind the last verb have its role, as has a name with a verb in
        brackets.
        """
        inner, standing = self._parted(inner, folded)
        folded = self._lexicon.folded(inner)
        statements: list[Statement] = []
        at = 0
        for match in self._verb.finditer(folded):
            if of and folded[: match.start()].endswith("("):
                continue
            words = _LED_BY.sub("", _trimmed(inner[at : match.start()]))
            first, comma, others = words.partition("，")
            if comma and is_time(self._lexicon.folded(first)):
                statements.append(Statement("due", "", first))
                words = others
            if words:
                statements.append(Statement(self._verbs[match["verb"]], match["verb"], words))
            at = match.end()
        rest = _trimmed(inner[at:])
        if not statements and (joint := _JOINT.match(folded)):
            first, second = inner[slice(*joint.span("first"))], inner[slice(*joint.span("second"))]
            statements = [
                Statement("lead", joint["joint"], first),
                Statement("cooperating", joint["joint"], second),
            ]
            rest = _trimmed(inner[joint.end() :])
        units = [one for one in statements if one.role != "due"]
        if not units or not all(any(map(self._is_unit, _names(one.words))) for one in units):
            return None
        if of and of.role and any(map(self._is_unit, _names(rest))):
            statements.append(Statement(of.role, of.label, rest))
            rest = ""
        if rest and not is_time(self._lexicon.folded(rest)) and not is_cut:
            return None
        if rest and is_time(self._lexicon.folded(rest)):
            statements.append(Statement("due", "", rest))
        return tuple(statements), tuple(standing)


def _left_open(folded: str) -> int | None:
    """Return where the outermost bracket opens that a line does not close."""
    opened: list[int] = []
    for at, sign in enumerate(folded):
        if sign in _PAIRS.values():
            opened.append(at)
        elif sign in _PAIRS and opened and folded[opened[-1]] == _PAIRS[sign]:
            opened.pop()
    return opened[0] if opened else None


def field_role(label: str, value: str) -> str:
    """Return what a field says of its task by its label: how it stands, how far it is, "" for anything else."""
    is_short = len(value) <= _LONGEST_STATUS and not re.search("[，,。；;].", value)
    if _OF_STATUS.search(label):
        return "status" if is_short else "progress"
    return "progress" if _OF_PROGRESS.search(label) else ""


def is_time(folded: str) -> bool:
    """Return whether words only name a time: ``2022年6月底前完成``."""
    return bool((_HAS_TIME.search(folded) and _TIME.match(folded)) or _OPEN_TIME.match(folded))


def _names(words: str) -> Iterator[str]:
    return (name.strip() for name in re.split(r"[、,，;；]", words) if name.strip())


def _trimmed(words: str) -> str:
    return words.strip(_AROUND + "，；：　")


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
