"""What a heading says of its column: who, what, by when, how far.

In: the words of a heading and the lexicon. Out: a role. The last telling word names the column (…时限, …领导, …情况),
the words before it qualify it (牵头…, 配合…).
"""

import functools
import re

from tongbao.notices.lexicon import Lexicon

# A column that holds a part of what is said goes by this and its heading: part:前期手续, target:一季度目标; of
# several columns of progress each does: text:1-8月推进情况.
PART = "part:"
TARGET = "target:"
TEXT = "text:"

_LONGEST_HEADING = 40
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]{0,60}[)）\]】〕]")
_CLAUSES = re.compile(r"[，,。；;：！？]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_AND = re.compile("以?及|[和与、]")
# 问题描述 is the problem, in words.
_IN_WORDS = ("描述", "表述", "概述", "简述")


@functools.lru_cache(maxsize=50_000)  # lines are tried as headings again and again
def role_of_heading(text: str, lexicon: Lexicon) -> str | None:
    """Return the role that a heading gives its column: one of the lexicon's headings, else by its last telling word."""
    if not text.strip() or len(text) > _LONGEST_HEADING:
        return None
    folded = lexicon.folded(text)
    known = lexicon.role_of_header(folded)
    if known or _CLAUSES.search(_BRACKETED.sub("", folded)):
        return known
    return _by_last_word(_bare(folded), lexicon)


def _bare(text: str) -> str:
    return _NOT_A_WORD.sub("", _BRACKETED.sub("", "".join(text.split())))


def _by_last_word(word: str, lexicon: Lexicon) -> str | None:
    marks = lexicon.heading_marks
    if word.startswith("是否"):
        return "status"
    if word.endswith(tuple(marks.no_persons)):
        return PART + word
    word = word[:-2] if word.endswith(_IN_WORDS) else word
    alone = {"lead": marks.lead, "cooperating": marks.cooperating}
    ends = [
        (len(end), role)
        for role, ends in lexicon.heading_ends.items()
        if word.endswith(tuple(ends))
        for end in ends
        if word.endswith(end)
    ]
    ends += [(len(word), role) for role, words in alone.items() if word in words]
    length, role = max(ends, default=(0, ""))
    before = word[: len(word) - length]
    found = _qualified(role, word, before, lexicon) if role else None
    first, parted, _ = _AND.sub("\n", word, count=1).partition("\n")
    # 项目名称及建设内容 tells first what it is of.
    names = _by_last_word(first, lexicon) if parted else None
    is_first = found is None or "task" in (role, names)
    return (names or found) if parted and is_first else found


def _qualified(role: str, word: str, before: str, lexicon: Lexicon) -> str | None:
    """Return what the words before the last make of a column's role; None where they say that it is another thing."""
    marks = lexicon.heading_marks
    others = {"due": marks.no_due, "task": marks.no_task}.get(role, ())
    if any(one in before for one in others):
        return None
    if role == "due" and word.endswith("节点") and re.search("季度|月|年度|本期", before):
        return TARGET + word
    if role == "text" and before.endswith(marks.no_progress):
        return None
    if role == "note" and re.search("进展|进度|完成|推进", before):
        return "text"
    if role == "units":
        return _unit_role(word, before, lexicon)
    return {"rate": "status", "target": f"{TARGET}{word}"}.get(role, role)


def _unit_role(word: str, before: str, lexicon: Lexicon) -> str:
    """Return the role of a column of units; those who check, own or build (监考单位) have none of a task's."""
    marks = lexicon.heading_marks
    for role, words in (
        (PART + word, marks.no_units),
        ("cooperating", marks.cooperating),
        ("lead", marks.lead),
        ("responsible", marks.responsible),
    ):
        if any(one in before for one in words):
            return role
    return PART + word if before else "responsible"
