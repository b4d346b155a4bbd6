"""Lists as CSV and JSON: what a spreadsheet opens and computes nothing of, and what programs read."""

import csv
import datetime
import io
import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tests.conftest import Golden
from tongbao.output.flat_files import as_text, csv_bytes, json_bytes
from tongbao.site import exports
from tongbao.site.table import Column, Sheet
from tongbao.site.views import Badge

GOLDEN = Path(__file__).parent / "golden"
BADGE = Badge("进度滞后", "lagging", "red", "diamond", "◆", "status/p/lagging.html")
SHEET = Sheet(
    "plans/p",
    "plans/p.html",
    "分工，共2项",
    (
        Column("text", "任务"),
        Column("lead", "牵头单位"),
        Column("shared", "共同牵头"),
        Column("due", "时限"),
        Column("period", "期次", is_period=True),
        Column("status", "完成情况"),
        Column("page", "页码"),
    ),
    (
        (
            "甲，“乙”",
            ("区一", "区二"),
            True,
            (datetime.date(2022, 8, 1),),
            "2022-05/2022-07",
            BADGE,
            3,
        ),
        ('=HYPERLINK("x")\n第二段', (), False, (), None, None, None),
    ),
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM", "'＠SUM"),
        ("-14.2%，低于全市", "'-14.2%，低于全市"),
        ("-14.2%", "-14.2%"),
        ("+3.5％", "+3.5％"),
        ("-1,234.50", "-1,234.50"),
        ("增长-14.2%", "增长-14.2%"),
        ("2022年5—7月", "2022年5—7月"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_and_numbers_stay_as_printed(words: str, shown: str) -> None:
    assert as_text(words) == shown


def test_a_csv_opens_in_a_spreadsheet() -> None:
    content = csv_bytes(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["任务", "牵头单位", "共同牵头", "时限", "期次", "完成情况", "页码"],
        ["甲，“乙”", "区一、区二", "是", "2022-08-01", "2022年5—7月", "进度滞后", "3"],
        ['\'=HYPERLINK("x")\n第二段', "", "", "", "", "", ""],
    ]


def test_json_keeps_values_as_they_are() -> None:
    found = json.loads(json_bytes(SHEET))
    assert found["version"] == 2
    assert found["title"] == "分工，共2项"
    assert found["columns"]["lead"] == "牵头单位"
    assert found["rows"] == [
        {
            "text": "甲，“乙”",
            "lead": ["区一", "区二"],
            "shared": True,
            "due": ["2022-08-01"],
            "period": "2022-05/2022-07",
            "status": "进度滞后",
            "page": 3,
        },
        {
            "text": '=HYPERLINK("x")\n第二段',
            "lead": [],
            "shared": False,
            "due": [],
            "period": None,
            "status": None,
            "page": None,
        },
    ]


def test_every_list_of_a_site_has_the_shape_of_its_schema(small_site: Path) -> None:
    schema = json.loads((small_site / "data/schema/list.json").read_text("utf-8"))
    assert set(schema["required"]) == {"version", "title", "columns", "rows"}
    lists = [path for path in small_site.rglob("*.json") if path.with_suffix(".html").is_file()]
    assert len(lists) > 20
    for path in lists:
        found = json.loads(path.read_text("utf-8"))
        assert TypeAdapter(exports.ListFile).validate_python(found, strict=True) == found
        assert all(list(row) == list(found["columns"]) for row in found["rows"]), path


@pytest.mark.parametrize("name", ["changes/dong-2022/2022-08.csv", "brief.txt"])
def test_a_whole_file_to_take_away(small_site: Path, golden: Golden, name: str) -> None:
    golden(GOLDEN / Path(name).name, (small_site / name).read_bytes())


def test_what_is_withheld_is_in_no_file_to_take_away(public_site: Path) -> None:
    files = [one for one in public_site.rglob("*") if one.suffix in (".csv", ".json", ".txt")]
    text = "".join(path.read_text("utf-8") for path in files)
    for word in ("不便公开", "绝不外传", "内部掌握", "密某", "责任分解", "按次序对应", "区保密局"):
        assert word not in text
