"""What a line says of roles, as records: the statements in it and the text that is left.

In: nothing. Out: ``Statement`` and ``Said``, and what tells a time, a list of names and the field of a label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

UNIT_ROLES = ("lead", "responsible", "cooperating")
Form = Literal["", "line", "bracket", "sentence"]

_AROUND = " \t\n,;、。.:"
_TIME = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|初|末|中旬|上旬|下旬)?(?:年底|年内|年末)?(?:(?:之?前|以前)[\u4e00-\u9fff]{0,6}|完成|办结)?$"
)
_OPEN_TIME = re.compile(
    "^(?:持续|长期|常态化?|全年|年度|立行立改|即知即改)(?:推进|坚持|开展|实施)?$"
)
_HAS_TIME = re.compile(r"\d月|\d年|年底|年内|年末|\d日")
_OF_PROGRESS = re.compile(r"(?:情况|进展|成效|进度|结果)$")
_OF_STATUS = re.compile(r"(?:状态|(?<!群众)评价|评定|评级|等次|与否|亮灯|灯号)$|^是否")
_LONGEST_STATUS = 16


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


def field_role(label: str, value: str) -> str:
    """Return what a field says of its task by its label: how it stands, how far it is, "" for anything else."""
    is_short = len(value) <= _LONGEST_STATUS and not re.search("[，,。；;].", value)
    if _OF_STATUS.search(label):
        return "status" if is_short else "progress"
    return "progress" if _OF_PROGRESS.search(label) else ""


def is_time(folded: str) -> bool:
    """Return whether words only name a time: ``2022年6月底前完成``."""
    return bool((_HAS_TIME.search(folded) and _TIME.match(folded)) or _OPEN_TIME.match(folded))


def names_in(words: str) -> Iterator[str]:
    """Return the names that marks part."""
    return (name.strip() for name in re.split(r"[、,，;；]", words) if name.strip())


def trimmed(words: str) -> str:
    """Return words without the marks and white space round them."""
    return words.strip(_AROUND + "，；：　")
