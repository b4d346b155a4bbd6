"""PDF: where paragraphs and cells end, what pages repeat, and what is reported."""

from tests.sources.making import PdfPage, pdf_of
from tongbao.sources.document import Paragraph, SourceCell, SourceTable, Spot
from tongbao.sources.lines import Glyph, lines_of
from tongbao.sources.pdf import read_pdf

FULL = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"  # 20 characters: 240 points at 12


def paragraphs(*pages: PdfPage) -> list[str]:
    return [
        block.text
        for block in read_pdf(pdf_of(*pages), "x.pdf").blocks
        if isinstance(block, Paragraph)
    ]


def table(*pages: PdfPage) -> list[list[SourceCell]]:
    tables = [
        block
        for block in read_pdf(pdf_of(*pages), "x.pdf").blocks
        if isinstance(block, SourceTable)
    ]
    return [list(row.cells) for found in tables for row in found.rows]


def texts(*pages: PdfPage) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(*pages)]


def repairs(*pages: PdfPage) -> list[str]:
    return [message for _, message in read_pdf(pdf_of(*pages), "x.pdf").repairs]


def body(*lines: tuple[float, str]) -> PdfPage:
    """A page whose text is 240 points wide, from 90 on; lines say how far they are set in."""
    page = PdfPage(width=420)
    for number, (inset, text) in enumerate(lines):
        page.text(90 + inset, 80 + 20 * number, text)
    return page


def test_a_full_line_runs_on_and_a_short_one_ends_the_paragraph() -> None:
    page = body((24, FULL[:18]), (0, FULL), (0, "末尾。"), (24, FULL[:18]), (0, "又一段。"))
    assert paragraphs(page) == [FULL[:18] + FULL + "末尾。", FULL[:18] + "又一段。"]


def test_an_indented_line_begins_a_paragraph_even_after_a_full_one() -> None:
    page = body((24, FULL[:18]), (0, FULL), (24, FULL[:18]), (0, FULL), (0, "完。"))
    assert paragraphs(page) == [FULL[:18] + FULL, FULL[:18] + FULL + "完。"]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = body((24, FULL[:18]), (0, FULL), (0, FULL))
    assert paragraphs(first, body((0, FULL), (0, "完。"))) == [FULL[:18] + FULL * 3 + "完。"]


def test_a_signature_at_the_right_edge_keeps_its_date_apart() -> None:
    page = body(
        (24, FULL[:18]), (0, FULL), (0, "完。"), (132, "督查局区政府办公室"), (150, "8月17日")
    )
    assert paragraphs(page)[1:] == ["督查局区政府办公室", "8月17日"]


def test_a_gap_between_scripts_is_typesetting_and_a_wide_one_is_a_space() -> None:
    page = (
        PdfPage().text(90, 90, "关于").text(117, 90, "2022").text(144, 90, "年").text(190, 90, "甲")
    )
    assert paragraphs(page) == ["关于2022年 甲"]


def test_page_numbers_and_running_heads_are_left_out_and_reported() -> None:
    pages = [
        body((0, FULL), (0, "完。")).text(150, 20, "内部资料").text(180, 800, f"— {number} —")
        for number in range(1, 5)
    ]
    assert paragraphs(*pages) == [FULL + "完。"] * 4
    assert repairs(*pages) == [
        "每页重复的页眉或页脚“内部资料”不作正文，共 4 页",
        "页码“— 1 —”不作正文，共 4 页",
    ]


def cell(*lines: str, width: float = 10) -> PdfPage:
    """A page with one column of ten characters, padded as in Word, and one of five."""
    page = PdfPage().grid([90, 90 + 12 * width + 11.3, 300], [100, 300])
    return page.lines(95.4, 105, lines).text(280, 105, "注")


def test_a_break_in_a_cell_is_kept_only_where_the_line_had_room() -> None:
    assert (
        texts(cell(FULL[:10], "一二。", "三四五六。", "七八"))[0][0]
        == f"{FULL[:10]}一二。\n三四五六。\n七八"
    )


def test_a_number_that_did_not_fit_is_no_paragraph() -> None:
    assert texts(cell("截至五月底已到账", "10.6亿元"))[0][0] == "截至五月底已到账10.6亿元"
    assert texts(cell("同比去年增长是负的-", "14.2%"))[0][0] == "同比去年增长是负的-14.2%"


def test_a_closing_mark_takes_its_character_along() -> None:
    assert texts(cell("一二三四五六七八九", "十，完"))[0][0] == "一二三四五六七八九十，完"


def test_a_numbered_line_after_a_sentence_begins_a_paragraph() -> None:
    assert texts(cell("1、三四五六七八。", "2、三四五六七八；", "3、五"))[0][0] == (
        "1、三四五六七八。\n2、三四五六七八；\n3、五"
    )


def test_numbers_that_run_inside_the_lines_begin_none() -> None:
    assert (
        texts(cell("一是调；二是签约了；", "三是开工。"))[0][0] == "一是调；二是签约了；三是开工。"
    )


def test_an_open_bracket_joins_even_a_short_line() -> None:
    assert texts(cell("项目（含石", "龙区）开工"))[0][0] == "项目（含石龙区）开工"


def test_centred_lines_are_measured_by_both_sides() -> None:
    page = PdfPage().grid([90, 172.8, 300], [100, 300]).text(280, 105, "注")
    page.text(107.4, 105, "区财政局").text(107.4, 121, "区发改委")
    page.text(101.4, 137, "区农业农村").text(107.4, 153, "和水利局")
    page.text(95.4, 169, "一二三四五六")
    assert texts(page)[0][0] == "区财政局\n区发改委\n区农业农村和水利局\n一二三四五六"


def test_merged_cells_are_known_above_and_to_the_left() -> None:
    merged = PdfPage().rule(90, 100, 290, 100).rule(90, 140, 290, 140).rule(190, 120, 290, 120)
    merged.rule(90, 160, 290, 160).rule(90, 100, 90, 160).rule(290, 100, 290, 160)
    merged.rule(190, 100, 190, 140).text(100, 115, "合").text(200, 104, "一").text(200, 124, "二")
    merged.text(150, 144, "通栏")
    assert [[(one.text, one.span) for one in row] for row in table(merged)] == [
        [("合", "own"), ("一", "own")],
        [("", "above"), ("二", "own")],
        [("通栏", "own"), ("", "left")],
    ]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    page = PdfPage().rule(150, 100, 150, 140).rule(250, 100, 250, 140)
    for top in (100, 120, 140):
        page.rule(90, top, 300, top)
    page.text(100, 104, "序").text(160, 104, "任务").text(260, 104, "状态")
    page.text(100, 124, "1").text(160, 124, "甲").text(260, 124, "滞后")
    assert texts(page) == [["序", "任务", "状态"], ["1", "甲", "滞后"]]


def test_a_cell_of_blanks_in_an_open_table_is_empty() -> None:
    page = PdfPage()
    for row, texts in enumerate(
        (("任务", "责任单位", "完成情况"), ("修路", "　　", "完成"), ("架桥", "乙局", "完成"))
    ):
        page.rule(55, 76 + 30 * row, 520, 76 + 30 * row)
        for x, text in zip((60, 200, 360), texts, strict=True):
            page.text(x, 80 + 30 * row, text)
    page.rule(55, 166, 520, 166)
    (table,) = (
        one for one in read_pdf(pdf_of(page), "a.pdf").blocks if isinstance(one, SourceTable)
    )
    assert [cell.text for cell in table.rows[1].cells] == ["修路", "", "完成"]


def test_a_cell_runs_on_where_the_next_page_goes_on_with_its_line() -> None:
    head = ["任务", "注"]

    def page(*lines: str) -> PdfPage:
        made = PdfPage().grid([90, 221.3, 300], [100, 120, 300])
        made.text(95.4, 104, head[0]).text(280, 104, head[1])
        return made.lines(95.4, 125, lines).text(280, 125, "注")

    broken = table(page("截至五月底已到账"), page("10.6亿元"))
    assert [row[0].runs_on for row in broken] == [False, True, False, False]
    ended = table(page("截至五月底已到账"), page("完成"))
    assert [row[0].runs_on for row in ended] == [False, False, False, False]


def test_everything_has_its_place() -> None:
    page = cell("甲").text(90, 60, "表题")
    reading = read_pdf(pdf_of(PdfPage().text(90, 90, "前页"), page), "x.pdf")
    assert [block.spot for block in reading.blocks] == [
        Spot(page=1, line=1), Spot(page=2, line=1), Spot(page=2, line=1),
    ]  # fmt: skip
    assert reading.pages == 2


def test_a_picture_among_pages_of_text_is_reported() -> None:
    text = body((0, FULL), (0, FULL), (0, FULL))
    assert repairs(text, PdfPage(picture=True)) == ["第 2 页是图片，没有文字，未读入"]


def test_characters_that_stand_for_radicals_are_made_common_and_counted() -> None:
    glyphs = [Glyph(text, x, x + 12, 0, 12, 12) for x, text in ((0, "⼀"), (12, "日"), (24, "⻓"))]
    assert [(line.text, line.strange) for line in lines_of(glyphs)] == [("一日长", True)]


def test_a_character_printed_twice_to_look_bold_is_read_once() -> None:
    page = PdfPage().text(90, 90, "标题").text(90.4, 90, "标题")
    assert paragraphs(page) == ["标题"]


def test_narrow_characters_side_by_side_are_not_one_printed_twice() -> None:
    row = [Glyph("/", 10, 13, 0, 12, 12), Glyph("/", 13, 16, 0, 12, 12)]
    assert [line.text for line in lines_of(row)] == ["//"]
