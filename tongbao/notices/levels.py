"""Columns of several levels of government: 盟级牵头单位 beside 旗级牵头单位.

In: the headings and roles of columns, the text of a notice. Out: the roles, with those alone that are of the notice's
own level; what a higher level answers for is kept in a column of its own heading.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tongbao.notices.column_words import PART

_COUNTY = 3
_LONGEST = 2000
_LEVELS = (
    ("国家", "中央"),
    ("自治区", "省"),
    ("市", "州", "盟", "地区"),
    ("县", "区", "旗"),
    ("街道", "乡镇", "镇", "乡", "苏木"),
    ("社区", "村"),
)
_LEVEL_OF = {word: level for level, words in enumerate(_LEVELS) for word in words}
_ANY = "|".join(sorted(_LEVEL_OF, key=len, reverse=True))
_HEADING = re.compile(rf"({_ANY})(?:级|直|属|领导|政府|牵头|责任|配合|分管|包)")
_SAYS = re.compile(rf"(?<![省市县区旗])({_ANY})(?:人民政府|政府|委办|直)")
_FAMILIES = (("lead", "responsible", "cooperating"), ("leaders", "persons"))


def level_of(texts: Iterable[str]) -> int | None:
    """Return the level of government that a notice speaks for: the one whose offices it names most."""
    seen = Counter(_LEVEL_OF[word] for text in texts for word in _SAYS.findall(text[:_LONGEST]))
    return max(seen, key=lambda level: (seen[level], -abs(level - _COUNTY)), default=None)


def of_own_level(
    roles: Sequence[str | None], words: Sequence[str], own: int | None
) -> list[str | None]:
    """Return the roles; of columns of several levels those above the notice's own have none of a task's."""
    found = list(roles)
    levels = [_LEVEL_OF[match[1]] if (match := _HEADING.search(word)) else None for word in words]
    for family in _FAMILIES:
        columns = {
            at: level
            for at, level in enumerate(levels)
            if level is not None and roles[at] in family
        }
        present = set(columns.values())
        if len(present) < 2:  # noqa: PLR2004 - nothing to choose
            continue
        mine = own if own in present else _COUNTY if _COUNTY in present else max(present)
        kept = {roles[at] for at, level in columns.items() if level == mine}
        for at, level in columns.items():
            if level < mine or (level > mine and roles[at] in kept):
                found[at] = PART + "".join(words[at].split())
    return found
