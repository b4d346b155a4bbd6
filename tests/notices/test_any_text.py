"""Any text, any splice of the given notices, through the whole of ``ingest``: records or a refusal that says why, never
an exception, never words of our own."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.notices.given_set import NAMES, Read, read_file, text_of
from tests.notices.scores import letters
from tongbao.records.model import Task

HERE = Path(__file__).parent
# What stands for a text that a notice does not print is no word of the notice.
NO_TEXT = "（原文未写"
LETTERS_A_PIECE = 3
TEXTS = [text_of(name) for name in NAMES]
PIECES = (
    *("一、", "二、", "（一）", "(二)", "1.", "2、", "3 ", "（1）", "①", "一是", "△", "11.1"),
    *("责任单位：", "牵头单位:", "配 合 单 位：", "责任领导：", "完成时限：", "业主单位："),
    *("区发改委", "各区、县级市", "相关单位", "赵飞", "俞 悦", "2022年6月底前", "1-9月"),
    *("列在首位的单位为牵头单位，下同", "推进缓慢的有2项", "已完成", "75%", "红榜", "分别为"),
    *("加强建设", "修路", "序号", "工作任务", "。", "，", "；", "、", "（", "）", "[", "】", "“"),
    *(" ", "|", " | ", "\t", "牵头", "配合", "负责", "附件", "总体目标", "目前3个任务都已完成"),
)
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=14)


def read(text: str) -> Read:
    """Return what ingest makes of a text; every exception but a refusal passes through."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "来文.txt"
        file.write_text(text, "utf-8", newline="")
        return read_file(file)


def words_of(task: Task) -> Iterator[str]:
    """Yield everything that a record says the notice says."""
    yield from () if task.text.startswith(NO_TEXT) else task.text.split("\n")
    yield from filter(None, [_as_printed(task.number), task.section])
    for line in task.assignments:
        yield from (*line.lead, *line.responsible, *line.cooperating)
        yield from filter(None, (one.name or one.office for one in (*line.leaders, *line.persons)))
        yield from (due.words for due in line.due)
        yield from filter(None, [line.label])
        for update in line.updates:
            yield from filter(None, (update.status, update.note, update.subject))
            yield from update.text.split("\n")
            for part in update.parts:
                yield from (part.label, *part.text.split("\n"))


def _as_printed(number: str | None) -> str | None:
    """Return no number that may have been printed in Chinese."""
    return None if number and number.isdecimal() else number


def invented(text: str, tasks: Sequence[Task]) -> list[str]:
    """Return the words of records that do not stand in a text; a cell may have been joined behind another."""
    source = letters(text)
    said = (words for task in tasks for words in words_of(task))
    return [
        piece
        for words in said
        for piece in re.split(r"[\W_]+", unicodedata.normalize("NFKC", words))
        if not _made_of(letters(piece), source)
    ]


def _made_of(words: str, source: str) -> bool:
    """Return whether words are some pieces of a text: the lines of a cell may stand apart in it."""
    most = 1 + len(words) // LETTERS_A_PIECE
    for _ in range(most):
        length = len(words)
        while length and words[:length] not in source:
            length -= 1
        words = words[length:]
    return not words


@settings(max_examples=examples(60), deadline=None)
@given(LINES)
def test_any_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert invented(text, read(text).tasks) == []


@settings(max_examples=examples(30), deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert invented(text, read(text).tasks) == []


CELLS = st.sampled_from((*PIECES, "", "区财政局、区住建局", "甲 乙丙 丁", "修路5公里。", "钱若水"))
HEADERS = st.permutations(("序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限"))


@settings(max_examples=examples(40), deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, min_size=4, max_size=7), max_size=6))
def test_any_table(header: Sequence[str], body: list[list[str]]) -> None:
    text = "\n".join("|".join(row) for row in [list(header), *body])
    assert invented(text, read(text).tasks) == []


@st.composite
def splices(draw: st.DrawFn) -> str:
    """Draw a given notice spoiled one to four times, as a bad scan, a copied page or a torn file is."""
    text = draw(st.sampled_from(TEXTS))
    for spoil in draw(st.lists(st.sampled_from(_SPOILED), min_size=1, max_size=4)):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start, min(len(text), start + 900)))
        before, piece, behind = text[:start], text[start:end], text[end:]
        text = spoil(draw, before, piece, behind)
    return text


def _cut(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + behind


def _keep(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return piece


def _double(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + piece + piece + behind


def _shuffle(draw: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + "\n".join(draw(st.permutations(piece.split("\n")))) + behind


def _unbracketed(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + piece.translate(str.maketrans("", "", "()（）[]【】“”")) + behind


def _unpunctuated(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + piece.translate(str.maketrans("", "", "、，。；：,;:")) + behind


def _unbroken(_: st.DrawFn, before: str, piece: str, behind: str) -> str:
    return before + piece.replace("\n", "") + behind


def _broken(draw: st.DrawFn, before: str, piece: str, behind: str) -> str:
    step = draw(st.integers(1, 30))
    return before + "\n".join(piece[at : at + step] for at in range(0, len(piece), step)) + behind


def _spliced(draw: st.DrawFn, before: str, piece: str, behind: str) -> str:
    other = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(other) - 1))
    return before + other[start : start + 600] + behind


_SPOILED = (
    _cut,
    _keep,
    _double,
    _shuffle,
    _unbracketed,
    _unpunctuated,
    _unbroken,
    _broken,
    _spliced,
)


# A long text is not made shorter where it fails: that takes minutes, and the splice tells enough.
@settings(
    max_examples=examples(60), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
@given(splices())
def test_any_splice_of_the_given_notices(text: str) -> None:
    assert invented(text, read(text).tasks) == []
