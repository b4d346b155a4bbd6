"""Text copied with the marks of its web page."""

from hypothesis import given
from hypothesis import strategies as st

from tongbao.sources.plain import read_plain, without_residue

PAGE = """<p style=\\"text-indent:2em\\">　　一、修路&nbsp;&ldquo;甲&rdquo;</p><p><b>责任单位：</b>甲局<br/>乙局</p>
<table><tr><td>序号</td><td>任务</td></tr>
</table>"""


def test_tags_and_entities_are_gone_and_paragraphs_keep_their_line() -> None:
    reading = read_plain(PAGE.encode(), "文件.txt")
    found = [(block.spot.line, getattr(block, "text", "").strip()) for block in reading.blocks]
    assert found == [
        (1, "一、修路 “甲”"),
        (1, "责任单位：甲局"),
        (1, "乙局"),
        (2, "序号 | 任务 |"),
    ]


def test_signs_that_are_no_tags_stay() -> None:
    lines = ["压力<5MPa，温度>3℃", "A&amp;B", "<p>"]
    assert list(without_residue(lines)) == [(1, lines[0]), (2, lines[1]), (3, lines[2])]


@given(st.lists(st.text('甲<p>/br &;td\\"', max_size=20), max_size=8))
def test_lines_stay_in_order(lines: list[str]) -> None:
    numbers = [number for number, _ in without_residue(lines)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(lines) + 1))
