"""What was filled into a row: is it something that can be taken, and what must a person be told of it.

In: a filled row and the words of its plan. Out: the row with its status as the plan knows it, errors, which keep the
row out, and warnings, which do not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tongbao.forms.filled import FilledRow, bare_text
from tongbao.forms.form_sheet import NOTE, SAID, STATUS, TEXT
from tongbao.notices.statuses import read_status
from tongbao.output.cells import LONGEST
from tongbao.problems import Place, Problem, Severity
from tongbao.records.content import Vocabulary


def with_status(row: FilledRow, words: Vocabulary) -> FilledRow:
    """Return the row with its status without blanks; what stands behind or under a known word is its note."""
    bare = bare_text(row.status)
    if not bare or words.find(bare):
        return replace(row, status=bare)
    status, behind = read_status(row.status, words)
    if not behind or not status or words.find(status) is None:
        return replace(row, status=bare)
    return replace(row, status=status, note="；".join(filter(None, (behind, row.note))))


def wrong_values(row: FilledRow, words: Vocabulary) -> Iterator[Problem]:
    """Yield what is wrong with what was filled in."""
    for heading, saved in row.formulas.items():
        if not saved:
            hint = "用 Excel 打开后重新保存；或把算好的结果当文字抄进去"
            yield Problem(row.at[heading], "这一格是公式，没有存下算好的结果", hint)
    if row.status and words.statuses and words.find(row.status) is None:
        known = "、".join(status.word for status in words.statuses)
        near = words.nearest(row.status)
        hint = f"是不是“{near[0]}”？可以写的词：{known}" if near else f"可以写的词：{known}"
        yield Problem(row.at[STATUS], f"“{row.status}”不在完成情况的用词里", hint)
    if (row.status or row.note) and not row.text and TEXT not in row.formulas:
        message = "填了完成情况，没有填本期进展"
        yield Problem(place_of(row, TEXT), message, "写明这一期做了什么；没有进展的写“无”")
    for heading, text in _texts(row).items():
        if len(text) >= LONGEST:
            message = f"这一格有 {len(text)} 字，到了 Excel 一格的上限（{LONGEST} 字），后面的可能已经丢了"
            yield Problem(row.at[heading], message, "请写得短些，详细的另附文件")


def doubtful_values(row: FilledRow, words: Vocabulary) -> Iterator[Problem]:
    """Yield what is taken all the same, but must not go by unseen."""
    for heading, saved in row.formulas.items():
        if saved:
            yield _warning(row.at[heading], "这一格是公式，收的是算好的结果", "请核对")
    if row.text and not row.status and words.statuses:
        message = "填了本期进展，没有填完成情况，按“未注明”收"
        yield _warning(place_of(row, STATUS), message, "要有完成情况的，请补上再收一次")
    if row.said and not (row.text or row.status):
        message = "只填了单位说明，本期的进展按没有写收"
        yield _warning(place_of(row, SAID), message, "有进展的，请补上再收一次")


def place_of(row: FilledRow, heading: str) -> Place:
    """Return the cell of a column, the row's first where the form has no such column."""
    return row.at.get(heading, row.place)


def _warning(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, message, hint, Severity.WARNING)


def _texts(row: FilledRow) -> Mapping[str, str]:
    found = {STATUS: row.status, NOTE: row.note, TEXT: row.text, SAID: row.said}
    return {heading: text for heading, text in found.items() if heading in row.at}
