"""The Word document, by its XML: what GB/T 9704-2012 asks for."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]

from tests.bulletin.conftest import SPAN, TODAY
from tongbao.bulletin.making import BulletinOrder, Made, make_bulletin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1], "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
CHINESE = {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


@pytest.fixture(scope="session")
def parts(made: Made) -> dict[str, bytes]:
    with zipfile.ZipFile(made.document) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="session")
def body(parts: dict[str, bytes]) -> Any:
    return etree.fromstring(parts["word/document.xml"])[0]


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find(path, NS)
    return None if found is None else found.get(W + attribute)


def texts(parent: Any) -> list[str]:
    return ["".join(one.itertext(f"{W}t")) for one in parent.findall("w:p", NS)]


def paragraph(body: Any, opening: str) -> Any:
    return next(
        one for one in body.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith(opening)
    )


def test_the_upright_pages_have_the_paper_and_margins_of_the_standard(body: Any) -> None:
    section = body.find(".//w:p/w:pPr/w:sectPr", NS)
    size, margins = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == (str(twips(210)), str(twips(297)))
    assert [int(margins.get(W + side)) for side in ("top", "right", "bottom", "left")] == [
        twips(37),
        twips(26),
        twips(35),
        twips(28),
    ]


def test_the_ledger_lies_across_with_the_margins_of_a_page_turned(body: Any) -> None:
    section = body.find("w:sectPr", NS)
    size, margins = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == (str(twips(297)), str(twips(210)))
    assert size.get(f"{W}orient") == "landscape"
    assert [int(margins.get(W + side)) for side in ("top", "right", "bottom", "left")] == [
        twips(28),
        twips(37),
        twips(26),
        twips(35),
    ]


def test_a_page_holds_22_lines_of_28_signs(body: Any, parts: dict[str, bytes]) -> None:
    for section in body.iter(f"{W}sectPr"):
        grid = section.find("w:docGrid", NS)
        assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    assert 22 * 579 <= twips(297 - 37 - 35) < 23 * 579
    styles = etree.fromstring(parts["word/styles.xml"])
    normal = styles.find("w:style[@w:styleId='Normal']", NS)
    assert value(normal, "w:pPr/w:spacing", "line") == "579"
    assert value(normal, "w:pPr/w:spacing", "lineRule") == "exact"
    sign = int(value(normal, "w:rPr/w:sz") or 0) * 10 + int(value(normal, "w:rPr/w:spacing") or 0)
    assert sign == 315
    assert twips(156) // sign == 28


def test_every_run_and_style_names_a_chinese_font_and_no_theme(parts: dict[str, bytes]) -> None:
    seen = set()
    for name, content in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml") or "theme" in name:
            continue
        root = etree.fromstring(content)
        for run in root.iter(f"{W}r"):
            if run.find("w:t", NS) is not None:
                seen.add(value(run, "w:rPr/w:rFonts", "eastAsia"))
        if name == "word/styles.xml":
            for fonts in root.iter(f"{W}rFonts"):
                seen.add(fonts.get(f"{W}eastAsia"))
                assert not [key for key in fonts.attrib if "heme" in key]
            defaults = root.find("w:docDefaults/w:rPrDefault/w:rPr", NS)
            assert value(defaults, "w:rFonts", "eastAsia") == "仿宋_GB2312"
            assert value(defaults, "w:lang", "eastAsia") == "zh-CN"
    assert seen == CHINESE


@pytest.mark.parametrize(
    ("opening", "font", "half_points"),
    [
        ("关于2022年5-7月份", "方正小标宋简体", 44),
        ("一、基本情况", "黑体", 32),
        ("2022年重点推进的", "仿宋_GB2312", 32),
        ("附件：", "仿宋_GB2312", 32),
        ("序号", "黑体", 21),
        ("区工信局", "仿宋_GB2312", 21),
    ],
)
def test_fonts_and_sizes(body: Any, opening: str, font: str, half_points: int) -> None:
    run = paragraph(body, opening).find("w:r", NS)
    assert value(run, "w:rPr/w:rFonts", "eastAsia") == font
    assert value(run, "w:rPr/w:sz") == str(half_points)


def test_a_heading_of_the_second_rank_is_in_kai(rich: Path, tmp_path: Path) -> None:
    folder = rich / "templates/bulletin"
    folder.mkdir(parents=True)
    text = "标题：通报\n附件：台账\n一、情况\n（一）总体\n截至{{ 截至 }}，{{ 各档 }}，{{ 另计 }}，{{ 滞后单位 }}。\n"
    (folder / "default.txt").write_text(text, "utf-8")
    found = make_bulletin(rich, BulletinOrder("2022-07", None, tmp_path, TODAY))
    with zipfile.ZipFile(found.document) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    heading = paragraph(root, "（一）总体")
    assert value(heading, "w:pPr/w:pStyle") == "Heading2"
    assert value(heading, "w:r/w:rPr/w:rFonts", "eastAsia") == "楷体_GB2312"
    assert value(paragraph(root, "截至"), "w:pPr/w:ind", "firstLineChars") == "200"


def test_pages_are_numbered_odd_ones_right_even_ones_left(
    body: Any, parts: dict[str, bytes]
) -> None:
    settings = etree.fromstring(parts["word/settings.xml"])
    assert settings.find("w:evenAndOddHeaders", NS) is not None
    targets = {
        one.get("Id"): one.get("Target")
        for one in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    sides = []
    for section in body.iter(f"{W}sectPr"):
        for reference in section.findall("w:footerReference", NS):
            target = targets[reference.get(f"{{{NS['r']}}}id")]
            footer = etree.fromstring(parts[f"word/{target}"])
            number = list(footer.iter(f"{W}p"))[-1]
            assert "".join(number.itertext(f"{W}instrText")) == " PAGE "
            assert "".join(number.itertext(f"{W}t")) == "— 1 —"
            fonts = {one.get(f"{W}eastAsia") for one in number.iter(f"{W}rFonts")}
            assert fonts == {"宋体"}
            assert {one.get(f"{W}val") for one in number.iter(f"{W}sz")} == {"28"}
            sides.append((reference.get(f"{W}type"), value(number, "w:pPr/w:jc")))
    assert sides == [("default", "right"), ("even", "left")] * 2


def test_the_number_of_a_page_that_lies_across_is_turned_at_its_left(
    parts: dict[str, bytes],
) -> None:
    turned = [parts[name] for name in parts if b'vert="vert"' in parts[name]]
    assert len(turned) == 2
    for content in turned:
        root = etree.fromstring(content)
        offsets = [one.text for one in root.iter("{*}posOffset")]
        assert [int(text) // 36_000 for text in offsets if text] == [0, 28]
        extent = next(root.iter("{*}extent"))
        assert [int(extent.get(side)) // 36_000 for side in ("cx", "cy")] == [35 - 7, 156]


def test_the_ledger_repeats_its_head_and_keeps_rows_whole_where_they_fit(body: Any) -> None:
    rows = body.find("w:tbl", NS).findall("w:tr", NS)
    assert len(rows) == 57
    assert rows[0].find("w:trPr/w:tblHeader", NS) is not None
    assert all(row.find("w:trPr/w:tblHeader", NS) is None for row in rows[1:])
    whole = [row.find("w:trPr/w:cantSplit", NS) is not None for row in rows]
    assert whole[0]
    long_ = [row for row, kept in zip(rows, whole, strict=True) if not kept]
    assert 0 < len(long_) < 40
    assert min(len("".join(row.itertext(f"{W}t"))) for row in long_) > 200


def test_cells_over_several_rows_are_merged(body: Any) -> None:
    rows = body.find("w:tbl", NS).findall("w:tr", NS)
    first = next(
        at for at, row in enumerate(rows) if "地区生产总值" in "".join(row.itertext(f"{W}t"))
    )
    merges = [
        [
            value(cell, "w:tcPr/w:vMerge") or "on"
            if cell.find("w:tcPr/w:vMerge", NS) is not None
            else ""
            for cell in row.findall("w:tc", NS)
        ]
        for row in rows[first : first + 6]
    ]
    assert merges == [["restart"] * 4 + ["", ""]] + [["on"] * 4 + ["", ""]] * 5


def test_the_letter_ends_with_annex_signature_and_a_date_without_zeros(body: Any) -> None:
    found = texts(body)
    at = found.index("附件：湛河区2022年5-7月份重点工作任务推进情况台账")
    assert found[at : at + 4] == [
        "附件：湛河区2022年5-7月份重点工作任务推进情况台账",
        "",
        "中共湛河区委区政府督查局",
        "2022年8月17日",
    ]
    assert found[at + 4 :] == [
        "",
        "附件",
        "",
        "湛河区2022年5-7月份重点工作任务推进情况台账",
        "",
        "",
    ]
    name, day = paragraph(body, "中共湛河区委"), paragraph(body, "2022年8月17日")
    indents = [int(value(one, "w:pPr/w:ind", "left") or 0) for one in (name, day)]
    assert value(name, "w:pPr/w:jc") == "center"  # the first is the masthead, in red
    signature = next(
        one
        for one in list(body.iter(f"{W}p"))[10:]
        if "".join(one.itertext(f"{W}t")) == "中共湛河区委区政府督查局"
    )
    assert indents[1] - int(value(signature, "w:pPr/w:ind", "left") or 0) == 2 * 16 * 20


def test_an_issue_of_a_series_has_its_masthead(made_rich: Made) -> None:
    with zipfile.ZipFile(made_rich.document) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    found = [text for text in texts(body) if text]
    assert found[:3] == ["督查通报", "第9期", "试验区督查局2022年8月17日"]
    assert value(paragraph(body, "督查通报"), "w:r/w:rPr/w:color") == "C00000"
    assert value(paragraph(body, "试验区督查局"), "w:pPr/w:pBdr/w:bottom", "color") == "C00000"


def test_the_same_records_give_the_same_bytes(made: Made, published: Path, tmp_path: Path) -> None:
    again = make_bulletin(
        published, BulletinOrder(SPAN, "zhanhe-2022", tmp_path, TODAY.replace(year=2023))
    )
    assert again.document.read_bytes() == made.document.read_bytes()
    assert again.workbook.read_bytes() == made.workbook.read_bytes()
    for file in (made.document, made.workbook):
        with zipfile.ZipFile(file) as package:
            assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
            assert core.count("2022-08-17T00:00:00Z") == 2


def test_no_font_is_bundled_and_every_one_has_a_stand_in(parts: dict[str, bytes]) -> None:
    assert not [name for name in parts if name.startswith("word/fonts/")]
    fonts = etree.fromstring(parts["word/fontTable.xml"])
    assert {one.get(f"{W}name") for one in fonts} == CHINESE
    assert all(one.find("w:altName", NS) is not None for one in fonts)
