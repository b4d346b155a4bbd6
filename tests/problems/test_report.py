"""Problems as text, as JSON and as marks in a pull request."""

import json

import pytest

from tongbao.problems import Place, Problem, Problems, Severity, errors_among
from tongbao.problems.report import report

SLIP = Problem(Place("b.yml", line=10, column=3), "错字", "改成对的")
DOUBT = Problem(Place("b.yml", line=9), "存疑", severity=Severity.REVIEW)
CELL = Problem(Place("a.xlsx", sheet="台账", cell="B7"), "空格", "填上", Severity.WARNING)
PAGE = Problem(Place("a.pdf", page=3, line=14), "100%\n两行")
ALL = (SLIP, DOUBT, CELL, PAGE)


def test_text_is_sorted_by_place_and_counts() -> None:
    assert report(ALL).splitlines() == [
        "a.pdf#page=3:14: 错误: 100%",
        "两行",
        "a.xlsx!台账!B7: 警告: 空格（填上）",
        "b.yml:9: 待核对: 存疑",
        "b.yml:10:3: 错误: 错字（改成对的）",
        "共 4 个问题，涉及 3 个文件",
    ]


def test_nothing_found_says_so() -> None:
    assert report(()) == "没有发现问题"
    assert json.loads(report((), "json")) == {"version": 1, "problems": []}
    assert report((), "github") == ""


def test_json_holds_every_part() -> None:
    found = json.loads(report((SLIP,), "json"))
    assert found == {
        "version": 1,
        "problems": [
            {
                "file": "b.yml",
                "page": 0,
                "sheet": "",
                "line": 10,
                "column": 3,
                "cell": "",
                "severity": "error",
                "message": "错字",
                "hint": "改成对的",
            }
        ],
    }


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (SLIP, "::error file=b.yml,line=10,col=3::错字（改成对的）"),
        (DOUBT, "::notice file=b.yml,line=9::存疑"),
        (CELL, "::warning file=a.xlsx::空格（填上）"),
        (PAGE, "::error file=a.pdf,line=14::100%25%0A两行"),
        (Problem(Place("a,b:c.yml"), "x"), "::error file=a%2Cb%3Ac.yml::x"),
    ],
)
def test_github_annotations(problem: Problem, expected: str) -> None:
    assert report((problem,), "github") == expected


def test_problems_are_carried_sorted() -> None:
    assert Problems(ALL).problems == (PAGE, CELL, DOUBT, SLIP)
    assert errors_among(ALL) == (SLIP, PAGE)
