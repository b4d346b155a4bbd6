"""Whatever stands in the portal's own head and foot is told, and ends no command."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.records.checks.portal import problems_in

PIECES = (
    *"<>/!?[]-=\"'&;#%@:.\\ \n\0{}ａ甲a",
    "<a href=",
    "//",
    "http://",
    "<![CDATA[",
    "<![if",
    "<!--",
    "<!DOCTYPE",
    "&#x",
    "{root}static/",
    "src=",
    "字" * 90,
)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (
            '<a href="//[x]/">甲</a>',
            "a.html:1:1: “//[x]/”不是网址（核对网址，从浏览器的地址栏抄）",
        ),
        (
            '<a href="http://a℀b/">甲</a>',
            "a.html:1:1: “http://a℀b/”不是网址（核对网址，从浏览器的地址栏抄）",
        ),
        (
            "<p>甲</p>\n<![x[ 乙",
            "a.html:2:1: “<![”开头的不是 HTML（删去它，注释写成 <!-- -->）",
        ),
    ],
)
def test_what_no_browser_reads_is_a_message(html: str, told: str, tmp_path: Path) -> None:
    assert [str(one) for one in problems_in(html, "a.html", (), tmp_path)] == [told]


def test_a_name_longer_than_a_disk_takes_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    html = f'<img alt="" src="{{root}}static/{"字" * 90}.png">'
    (found,) = problems_in(html, "a.html", (), tmp_path)
    assert found.message == f"没有这个文件：static/{'字' * 90}.png"


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read(html: str) -> None:
    problems_in(html, "a.html", (), Path(__file__).parent)
