"""One body a line, with what is said of it: ``1.甲村 74分。主要问题：…``, ``（2）乙店（评级C）：后厨脏乱``.

In: a line of a board without its numeral. Out: the name, and the words behind it; None where the line lists several.
"""

import re
from collections.abc import Callable

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.bodies import bodies_at
from tongbao.notices.told.lists import is_name

_MARKS = " \u3000，,。；;：:（("
_GRADES = "综合|考核|考评|平均|总分|得分|评分|评级|等级|成绩"
_MEMBER = re.compile(
    rf"(?P<name>[^{_MARKS}、\d][^{_MARKS}、]{{1,29}}?)(?=[{_MARKS}]|得分|\d[\d.]{{0,6}}分)"
)
# What a column of the list is called: 甲店  列入原因：….
_COLUMN = r"[\u4e00-\u9fff]{0,6}(?:原因|问题|理由|事由|事实|情况|情形|依据|表现|行为|事项)[：:]"
# 石桥镇 柳林村: a village behind its place.
_IN_A_PLACE = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,10}}?)[ \u3000]+(?!{_GRADES}|{_COLUMN})(?=[\u4e00-\u9fff]{{2,12}}[ \u3000（(：:\d])"
)
_GRADE = re.compile(
    rf"[ \u3000（(，,：:]*(?:(?:{_GRADES}){{0,2}}[为：: ]*(?:\d[\d.]{{0,6}}(?:分|[%％])?|[A-DＡ-Ｄ][级类]?)[）)]?)?"
)
_REMARK = re.compile(r"[（(][^（()）]{1,200}[）)]")
_BETWEEN = " 、，,；;：:和\u3000"


def member_of(
    line: str, number: str, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Return the one body of a line and what is said of it; ``number`` is the line's numeral.

    A bracket alone that gives no grade may be part of the name: 甲市场（城北店）.
    """
    place = _IN_A_PLACE.match(line)
    in_a_place = place is not None and is_body(place["place"])
    found = _MEMBER.match(line, place.end() if place and in_a_place else 0)
    if found is None or not is_name(name := line[: found.end("name")]):
        return None
    rest = line[found.end("name") :]
    grade = _GRADE.match(rest)
    behind = grade.end() if grade else 0
    is_graded = bool(rest[:behind].strip(_MARKS))
    others, _ = bodies_at(rest[behind:].lstrip(_BETWEEN), lexicon, is_body)
    is_remark = _REMARK.fullmatch(rest) and not _GRADE.fullmatch(rest)
    if others or is_remark or not rest.strip(_MARKS):
        return None
    led, _ = bodies_at(line, lexicon, is_body)
    is_own = led == (name,) or (in_a_place and is_graded) or (number and rest[0] not in "，,；;")
    if not is_own and not (is_graded and rest[0] in " （(：:"):
        return None
    return name, rest.strip(_MARKS)
