"""Word: order, merged cells, automatic numbers, tracked changes, and what is said of the rest."""

import copy
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.sources.making import docx_of, word
from tongbao.sources.document import Paragraph, SourceTable
from tongbao.sources.reading import SourceText
from tongbao.sources.word import read_word
from tongbao.sources.word_numbers import Numbering, counted


def xml(text: str) -> Any:
    """Return an element of Word's own names, as written in the test."""
    start, _, rest = text.partition(">")
    close = "/" if start.endswith("/") else ""
    return parse_xml(
        f"{start.removesuffix('/')} {nsdecls('w', 'r', 'wp', 'a', 'pic')}{close}>{rest}"
    )


def read(document: WordDocument) -> SourceText:
    return read_word(docx_of(document), "x.docx")


def body(*elements: str) -> SourceText:
    """Read a document whose body holds these elements."""
    document = docx.Document()
    for element in elements:
        document.element.body.insert(len(document.element.body) - 1, xml(element))
    return read(document)


def paragraphs(reading: SourceText) -> list[str]:
    return [one.number + one.text for one in reading.blocks if isinstance(one, Paragraph)]


def cells(reading: SourceText) -> list[list[tuple[str, str]]]:
    tables = [block for block in reading.blocks if isinstance(block, SourceTable)]
    return [[(cell.text, cell.span) for cell in row.cells] for one in tables for row in one.rows]


def messages(reading: SourceText) -> list[str]:
    return [message for _, message in reading.repairs]


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CELL = "<w:tc><w:tcPr>{}</w:tcPr>" + P + "</w:tc>"


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    document = word("前")
    document.add_table(1, 1).cell(0, 0).text = "格"
    document.add_paragraph("后")
    blocks = read(document).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "SourceTable", "Paragraph"]
    assert [block.spot.line for block in blocks] == [1, 2, 3]


def test_merged_cells() -> None:
    rows = (
        CELL.format("<w:gridSpan w:val='2'/>", "甲") + CELL.format("", "乙"),
        CELL.format("<w:vMerge w:val='restart'/>", "丙")
        + CELL.format("", "丁")
        + CELL.format("", "戊"),
        CELL.format("<w:vMerge/>", "") + CELL.format("", "己"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert cells(body(table)) == [
        [("甲", "own"), ("", "left"), ("乙", "own")],
        [("丙", "own"), ("丁", "own"), ("戊", "own")],
        [("", "above"), ("己", "own"), ("", "own")],
    ]


def test_paragraphs_and_line_breaks_in_a_cell() -> None:
    row = f"<w:tr><w:tc>{P.format('一')}<w:p><w:r><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p></w:tc></w:tr>"
    assert cells(body(f"<w:tbl>{row}</w:tbl>")) == [[("一\n二\n三", "own")]]


def test_a_table_inside_content_controls_is_read() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{CELL.format('', '格')}</w:tr></w:sdtContent></w:sdt>"
    table = f"<w:sdt><w:sdtContent><w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>"
    assert cells(body(table)) == [[("格", "own")]]


def test_a_table_in_a_cell_becomes_lines_and_is_reported() -> None:
    inner = f"<w:tbl><w:tr>{CELL.format('', '甲')}{CELL.format('', '乙')}</w:tr></w:tbl>"
    found = body(f"<w:tbl><w:tr><w:tc>{P.format('外')}{inner}<w:p/></w:tc></w:tr></w:tbl>")
    assert cells(found) == [[("外\n甲 乙", "own")]]
    assert messages(found) == ["有 1 个嵌套表格，已并入所在单元格"]


def test_insertions_are_read_deletions_are_not_and_both_are_reported() -> None:
    found = body(
        "<w:p><w:r><w:t>完成率</w:t></w:r><w:ins><w:r><w:t>90%</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>80%</w:delText></w:r></w:del></w:p>"
    )
    assert paragraphs(found) == ["完成率90%"]
    assert messages(found) == [
        "文件带修订痕迹：插入 1 处已读入，删除 1 处未读入，请核对是否都应接受"
    ]


def test_a_deleted_row_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{CELL.format('', '旧')}</w:tr>"
    assert cells(body(f"<w:tbl>{gone}<w:tr>{CELL.format('', '新')}</w:tr></w:tbl>")) == [
        [("新", "own")]
    ]


def test_links_fields_and_special_marks() -> None:
    found = body(
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>"
        "<w:fldSimple w:instr='DATE'><w:r><w:t>乙</w:t></w:r></w:fldSimple>"
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>7月</w:t><w:softHyphen/><w:br w:type='page'/></w:r></w:p>"
    )
    assert paragraphs(found) == ["甲乙5-7月"]


def test_a_line_break_in_the_body_makes_two_paragraphs() -> None:
    assert paragraphs(body("<w:p><w:r><w:t>关于工作</w:t><w:br/><w:t>的通报</w:t></w:r></w:p>")) == [
        "关于工作", "的通报",
    ]  # fmt: skip


BOX = (
    "<w:p><w:r><w:t>正文</w:t><w:pict><w:txbxContent>"
    + P.format("绝密★一年")
    + "</w:txbxContent></w:pict>"
    "<w:footnoteReference/><w:commentReference/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    "<w:r><w:drawing><pic:pic/></w:drawing><w:object/><w:sym w:char='F0FE'/></w:r></w:p>"
)


def test_what_is_not_read_is_said() -> None:
    document = word("正文")
    document.element.body[0].addprevious(xml(BOX))
    document.element.body[0].addprevious(xml("<w:altChunk/>"))
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    found = read(document)
    assert paragraphs(found) == ["正文\ufffd", "正文"]
    assert messages(found) == [
        "有 1 个文本框未读入（“绝密★一年…”），需要时请把文字移到正文",
        "有 1 处隐藏文字，未读入",
        "有 1 张图片，图中文字未读入",
        "有 1 个嵌入对象（如嵌入的表格），未读入",
        "有 1 处嵌入的其他文档，未读入",
        "有 1 处脚注或尾注，注文未读入",
        "有 1 处批注，未读入",
        "有 1 个特殊符号无法还原，以“\ufffd”代替",
        "页眉或页脚“内部资料”不作正文",
    ]


def test_the_text_of_a_paragraph_is_tidied() -> None:
    assert paragraphs(read(word("⼀、⻓期\u200b"))) == ["一、长期"]


def numbering(*levels: str, links: str = "") -> Any:
    """Return a numbering part with one list; each level is ``format|text``, list 2 restarts it."""
    made = "".join(
        f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{level.partition('|')[0]}'/>"
        f"<w:lvlText w:val='{level.partition('|')[2]}'/></w:lvl>"
        for index, level in enumerate(levels)
    )
    return xml(
        f"<w:numbering><w:abstractNum w:abstractNumId='7'>{links}{made}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/>"
        "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>"
    )


def item(level: int = 0, list_id: int = 1) -> Any:
    return xml(
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr></w:pPr></w:p>"
    )


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal|%1.", ["1.", "2.", "3."]),
        ("chineseCounting|%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand|（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting|第%1条", ["第一条", "第二条", "第三条"]),
        ("decimalEnclosedCircle|%1", ["①", "②", "③"]),
        ("upperRoman|%1", ["I", "II", "III"]),
        ("lowerLetter|%1)", ["a)", "b)", "c)"]),
        ("decimalZero|%1", ["01", "02", "03"]),
        ("bullet|\uf0b7", ["•", "•", "•"]),
        ("none|", ["", "", ""]),
    ],
)
def test_forms_of_numbers(form: str, numbers: list[str]) -> None:
    counter = Numbering.of(numbering(form), None)
    assert [counter.number_of(item()) for _ in range(3)] == numbers


def test_levels_start_anew_below_the_next_higher_one() -> None:
    counter = Numbering.of(numbering("chineseCounting|%1、", "decimal|%1.%2"), None)
    levels = [0, 1, 1, 0, 1]
    assert [counter.number_of(item(level)) for level in levels] == [
        "一、", "一.1", "一.2", "二、", "二.1",
    ]  # fmt: skip


def test_a_second_list_that_restarts_and_one_that_goes_on() -> None:
    counter = Numbering.of(numbering("decimal|%1"), None)
    lists = [1, 1, 2, 2, 1]
    assert [counter.number_of(item(list_id=one)) for one in lists] == ["1", "2", "1", "2", "3"]


def test_a_number_may_come_from_the_style() -> None:
    styles = xml(
        "<w:styles><w:style w:styleId='A'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    counter = Numbering.of(numbering("decimal|%1、"), styles)
    styled = xml("<w:p><w:pPr><w:pStyle w:val='B'/></w:pPr></w:p>")
    switched_off = copy.deepcopy(styled)
    switched_off.find(qn("w:pPr")).append(xml("<w:numPr><w:numId w:val='0'/></w:numPr>"))
    found = [counter.number_of(one) for one in (styled, switched_off, styled)]
    assert found == ["1、", "", "2、"]


def test_an_unknown_form_is_counted_in_figures_and_kept_for_the_report() -> None:
    counter = Numbering.of(numbering("thaiLetters|%1"), None)
    assert counter.number_of(item()) == "1"
    assert counter.unknown == {"thaiLetters"}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (2022, "二千零二十二"),
    ],
)
def test_counting_in_characters(number: int, text: str) -> None:
    assert counted(number) == text


def test_numbers_stand_apart_in_paragraphs_and_before_the_text_in_cells() -> None:
    document = docx.Document()
    document.add_paragraph("任务", style="List Number")
    cell = document.add_table(1, 2).rows[0].cells
    cell[0].paragraphs[0].style = "List Number"
    cell[1].paragraphs[0].style = "List Number"
    cell[1].paragraphs[0].text = "5月份以来"
    found = read(document)
    first = found.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.number, first.text) == ("1.", "任务")
    assert cells(found) == [[("2.", "own"), ("3. 5月份以来", "own")]]
