"""Review marks that carry what a person's answer acts on: written where it is inferred, read where it is answered.

In: what was inferred. Out: the text of a mark, which begins with the name of the field it is about; and back. A mark
that is only to be looked at needs nothing of this.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_NEAR = re.compile(r"，相近的已有(?P<names>.+?)；如是")
_LEVEL = re.compile(r"aliases: “(?P<alias>.+)”与“(?P<name>.+)”只差级别的字，按同一单位处理")
_DISTRICT = re.compile(r"district: 站点设置里没有发文的区划，暂编为(?P<id>[a-z0-9-]+)（.*）")
_SAME = re.compile(r"text: 可能就是.*（(?P<task>[a-z0-9-]+)\.yml），相似度\d+%；如是，请并过去")
_ENDED = re.compile(
    r"ended: .*请写 ended 的 kind: (?P<kind>split|merged)、date 和 into: \[(?P<into>.*)\]"
)
_GATHERED = re.compile(r"(?P<mark>.+)，\d+项：(?P<numbers>.+)")
_QUOTED = re.compile("“([^“”]+)”")
_PAGE = re.compile(r"第(\d+)[、—页]")

MEMBERS_UNKNOWN = "members: 集合单位的成员没有写明，请列出"
_NEW_UNIT = "name: 新登记的单位"
_NEW_WORD = "word: 新出现的用词，"


@dataclass(frozen=True, slots=True)
class PerhapsEnded:
    """How a task may have ended, and the tasks, ``plan/id`` each, that may go on with it."""

    kind: Literal["split", "merged"]
    into: tuple[str, ...]


def new_unit(near: Sequence[str]) -> str:
    """Return the mark of a unit that is new; ``near`` are those it may be the same as."""
    return _NEW_UNIT + (f"，相近的已有{'、'.join(near)}；如是同一单位，请并为别名" if near else "")


def is_new_unit(mark: str) -> bool:
    """Tell whether a mark is that of a new unit."""
    return mark.startswith(_NEW_UNIT)


def new_word(count: int, near: Sequence[str]) -> str:
    """Return the mark of a status word that is new and that ``count`` assignments bear."""
    like = f"，相近的已有{'、'.join(near)}；如是同义，请并为别名" if near else ""
    return f"{_NEW_WORD}{count}项用到；请排好次序，写明算哪一档{like}"


def is_new_word(mark: str) -> bool:
    """Tell whether a mark is that of a new status word."""
    return mark.startswith(_NEW_WORD)


def near_names(mark: str) -> tuple[str, ...]:
    """Return what the mark of a new unit or word says may be the same."""
    found = _NEAR.search(mark)
    return tuple(found["names"].split("、")) if found else ()


def other_level(alias: str, name: str) -> str:
    """Return the mark of a name that differs from another by the level in front of it."""
    return f"aliases: “{alias}”与“{name}”只差级别的字，按同一单位处理"


def level_alias(mark: str) -> str | None:
    """Return the name that a mark says differs by its level; None where it is another mark."""
    found = _LEVEL.fullmatch(mark)
    return found["alias"] if found else None


def unknown_district(district: str, name: str) -> str:
    """Return the mark of a plan whose notice is of no district of site.yml."""
    return f"district: 站点设置里没有发文的区划，暂编为{district}（{name}）"


def is_unknown_district(mark: str) -> bool:
    """Tell whether a mark is that of a district that was made up."""
    return _DISTRICT.fullmatch(mark) is not None


def perhaps_same(named: str, task: str, per_cent: int) -> str:
    """Return the mark of a new task that may be the task of that id in the same plan."""
    return f"text: 可能就是{named}（{task}.yml），相似度{per_cent}%；如是，请并过去"


def same_task(mark: str) -> str | None:
    """Return the id of the task that a mark says a new one may be; None where it is another mark."""
    found = _SAME.fullmatch(mark)
    return found["task"] if found else None


def perhaps_ended(how: str, kind: Literal["split", "merged"], into: Sequence[str]) -> str:
    """Return the mark of a task that is no longer listed; ``how`` names the others in words."""
    return (
        f"ended: 本期没有这一项，可能{how}；"
        f"如是，请写 ended 的 kind: {kind}、date 和 into: [{', '.join(into)}]"
    )


def ending(mark: str) -> PerhapsEnded | None:
    """Return how a mark says that a task may have ended; None where it is another mark."""
    found = _ENDED.fullmatch(mark)
    if found is None:
        return None
    kind: Literal["split", "merged"] = "split" if found["kind"] == "split" else "merged"
    return PerhapsEnded(kind, tuple(filter(None, found["into"].split(", "))))


def gathered(mark: str, numbers: Sequence[str]) -> str:
    """Return one mark of a notice in place of the same mark of several tasks."""
    return f"{mark}，{len(numbers)}项：{'、'.join(numbers)}"


def numbers_of(mark: str) -> tuple[str, ...]:
    """Return the numbers of the tasks that the mark of a notice stands for."""
    found = _GATHERED.fullmatch(mark)
    return tuple(found["numbers"].split("、")) if found else ()


def quoted(mark: str) -> tuple[str, ...]:
    """Return the words that a mark quotes, each once."""
    return tuple(dict.fromkeys(_QUOTED.findall(mark)))


def first_page(mark: str) -> int | None:
    """Return the first page that a mark names; None where it names none."""
    found = _PAGE.search(mark)
    return int(found[1]) if found else None
