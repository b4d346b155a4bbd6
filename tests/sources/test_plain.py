"""Text: encodings, line numbers, and what is no text."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.problems import Problems
from tongbao.sources.document import Paragraph, Spot
from tongbao.sources.plain import decoded, read_plain

NOTICE = Path(__file__).parent.parent / "notices/000-ledger-2022-07.txt"
TEXT = "一、基本情况\n\n\f\n　 2022年\r\n- 第三行"


def lines(data: bytes) -> list[tuple[int, str]]:
    found = read_plain(data, "x.txt").blocks
    return [(one.spot.line, one.text) for one in found if isinstance(one, Paragraph)]


@pytest.mark.parametrize(
    ("data", "repairs"),
    [
        (TEXT.encode(), []),
        (codecs.BOM_UTF8 + TEXT.encode(), []),
        (TEXT.encode("gb18030"), ["文件不是 UTF-8 编码，已按 GB 18030（GBK） 读入"]),
        (TEXT.encode("utf-16"), ["文件不是 UTF-8 编码，已按 UTF-16 读入"]),
        (
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            ["文件不是 UTF-8 编码，已按 UTF-16 读入"],
        ),
    ],
)
def test_a_line_is_a_paragraph_whatever_the_encoding(data: bytes, repairs: list[str]) -> None:
    assert lines(data) == [(1, "一、基本情况"), (4, "　 2022年"), (5, "- 第三行")]
    assert [message for _, message in read_plain(data, "x.txt").repairs] == repairs


def test_the_lines_of_the_notice_keep_their_numbers() -> None:
    text = NOTICE.read_text("utf-8").split("\n")
    assert all(text[number - 1].rstrip() == line for number, line in lines(NOTICE.read_bytes()))


def test_common_characters_take_the_place_of_radicals_and_this_is_said() -> None:
    found = read_plain("⼀是\n二是\n".encode(), "x.txt")
    assert found.blocks[0] == Paragraph("一是", Spot(line=1))
    assert found.repairs == ((Spot(), "1 行里的部首字形或兼容汉字已换成通用汉字"),)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    if decoded(b"." + data) is None:
        with pytest.raises(Problems, match=r"^x.txt: 文字无法解码"):
            read_plain(b"." + data, "x.txt")
    else:
        assert read_plain(b"." + data, "x.txt").blocks


def test_marks_of_markdown_are_no_content() -> None:
    text = "# 督查通报\n---\n### **三、东山街道**\n5# 楼、#2 机组、2*630MW、-3\n***\n"
    assert lines(text.encode()) == [
        (1, "督查通报"),
        (3, "三、东山街道"),
        (4, "5# 楼、#2 机组、2*630MW、-3"),
    ]
