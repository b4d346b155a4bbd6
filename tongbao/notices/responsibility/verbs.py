"""Who leads, answers and helps, as verbs behind units say it: ``A牵头，B、C配合``, ``由A会同B办理``.

In: words of a bracket, of a value or of a clause. Out: statements, and the standing remarks among them (下同); None
where the words say anything else.
"""

import re
from collections.abc import Callable

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.said import Statement, is_time, names_in, trimmed

Roles = tuple[tuple[Statement, ...], tuple[str, ...]]

_HOW = (
    r"(?:按[\u4e00-\u9fff]{1,8}?|具体|共同|分别|各自|联合|直接|统一|统筹|全面"
    "|积极|密切|协同|主动|依法|做好|予以|总)?"
)
_ADDED = "工作|到位|抓总|推进|调度|协调|办理|等"
_LED_BY = re.compile(r"^(?:(?:请|责成|明确)?由|请|责成)(?=\S{2})")
_JOINT = re.compile(r"(?P<first>[^,;。]{2,60}?)(?P<joint>会同|联合|协同)(?P<second>[^,;。]{2,120})")
_BRACKET = re.compile(r"\(([^()]{4,40})\)")


class Verbs:
    """Reads who does what, with the verbs of a lexicon; ``is_unit`` tells the names of units."""

    def __init__(self, lexicon: Lexicon, is_unit: Callable[[str], bool]) -> None:
        """Keep the patterns."""
        self._lexicon = lexicon
        self._is_unit = is_unit
        self._roles = {word: role for role, words in lexicon.verbs.items() for word in words}
        verbs = "|".join(map(re.escape, sorted(self._roles, key=len, reverse=True)))
        # With what goes before: 共同, 具体, 按职责分工; and behind: 牵头组织实施, 负责落实.
        self._verb = re.compile(rf"{_HOW}(?P<verb>{verbs})(?:{verbs}|{_ADDED})?(?=[,;、。.)]|\s*$)")
        self._any_verb = re.compile(rf"{_HOW}(?P<verb>{verbs})")
        declared = lexicon.declared
        self._standing = re.compile(
            "|".join((*declared.standing, *declared.first_leads, *declared.responsible_leads))
        )

    def read(
        self, inner: str, folded: str, *, is_cut: bool = False, of: Statement | None = None
    ) -> Roles | None:
        """Return who leads and who helps: ``A牵头，B、C配合``; None where that is not what it says.

        ``of`` is the label before the words: units behind the last verb have its role, as has a name with a verb in
        brackets.
        """
        inner, standing = self.parted(inner, folded)
        folded = self._lexicon.folded(inner)
        statements, at = self._with_verbs(inner, folded, of)
        rest = trimmed(inner[at:])
        if not statements and (joint := _JOINT.match(folded)):
            first, second = inner[slice(*joint.span("first"))], inner[slice(*joint.span("second"))]
            statements = [
                Statement("lead", joint["joint"], first),
                Statement("cooperating", joint["joint"], second),
            ]
            rest = trimmed(inner[joint.end() :])
        units = [one for one in statements if one.role != "due"]
        if not units or not all(any(map(self._is_unit, names_in(one.words))) for one in units):
            return None
        if of and of.role and any(map(self._is_unit, names_in(rest))):
            statements.append(Statement(of.role, of.label, rest))
            rest = ""
        if rest and not is_time(self._lexicon.folded(rest)) and not is_cut:
            return None
        if rest and is_time(self._lexicon.folded(rest)):
            statements.append(Statement("due", "", rest))
        return tuple(statements), tuple(standing)

    def _with_verbs(
        self, inner: str, folded: str, of: Statement | None
    ) -> tuple[list[Statement], int]:
        """Return what each verb says of the names before it, and where the last one ends."""
        statements: list[Statement] = []
        at = 0
        for match in self._verb.finditer(folded):
            if of and folded.startswith("(", match.start() - 1):
                continue
            words = _LED_BY.sub("", trimmed(inner[at : match.start()]))
            first, comma, others = words.partition("，")
            if comma and is_time(self._lexicon.folded(first)):
                statements.append(Statement("due", "", first))
                words = others
            first, others = ("", words) if statements else self._first(words, match["verb"])
            if first:
                role = of.role if of and of.role else "responsible"
                statements.append(Statement(role, of.label if of else "", first, is_bare=not of))
            words = others
            if words:
                statements.append(Statement(self._roles[match["verb"]], match["verb"], words))
            at = match.end()
        return statements, at

    def _first(self, words: str, verb: str) -> tuple[str, str]:
        """Return the units before the comma, which are not among those who help, and these: 甲局，乙局、丙局配合."""
        first, comma, others = words.replace(",", "，").partition("，")
        names = (*names_in(first), *names_in(others))
        is_first = comma and self._roles[verb] == "cooperating" and all(map(self._is_unit, names))
        return (first, others) if is_first else ("", words)

    def role_at(self, folded: str, at: int) -> str:
        """Return the role that a verb gives at a place, whatever follows: 牵头组建, 负责维修; "" for other words."""
        found = self._any_verb.match(folded, at)
        return self._roles[found["verb"]] if found else ""

    def parted(self, words: str, folded: str) -> tuple[str, list[str]]:
        """Return the words of a value without the standing remark behind them, and the remark."""
        for bracket in _BRACKET.finditer(folded):
            if self._standing.search(bracket[1]):
                # A rule in a bracket behind one unit of several: the others stand behind it.
                rest = words[: bracket.start()] + words[bracket.end() :]
                return trimmed(rest), [words[bracket.start(1) : bracket.end(1)]]
        for clause in re.finditer(r"[^,;。(]+", folded):
            if self._standing.search(clause.group()):
                remark = words[clause.start() :].strip(" ,，;；。)）")
                return trimmed(words[: clause.start()].rstrip("(（")), [remark]
        return trimmed(words), []
