"""Bold words: where they stand in text, Word and PDF."""

import docx
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.making import docx_of
from tongbao.notices.prose import put_together
from tongbao.sources.document import Paragraph
from tongbao.sources.lines import Glyph, PrintedLine, lines_of
from tongbao.sources.pdf_flow import PageLine, columns_of, paragraphs_of
from tongbao.sources.plain import read_plain
from tongbao.sources.reading import SourceText
from tongbao.sources.strong import cut, ranges_of, without_marks
from tongbao.sources.word import read_word


def bold_words(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[start:end] for start, end in paragraph.strong]


def only(reading: SourceText) -> Paragraph:
    (block,) = reading.blocks
    assert isinstance(block, Paragraph)
    return block


def test_pieces_that_touch_are_one_range() -> None:
    assert ranges_of([("前", False), ("粗", True), ("", False), ("体", True), ("后", False)]) == (
        "前粗体后",
        ((1, 3),),
    )


def test_a_cut_counts_from_its_own_start() -> None:
    assert cut(((1, 3), (5, 8)), 2, 6) == ((0, 1), (3, 4))


def test_marks_of_markdown_go_and_stars_of_the_text_stay() -> None:
    paragraph = only(
        read_plain("总要求。**抓项目。**建设2*630MW机组，7*24小时。**促消费**。".encode(), "x")
    )
    assert paragraph.text == "总要求。抓项目。建设2*630MW机组，7*24小时。促消费。"
    assert bold_words(paragraph) == ["抓项目。", "促消费"]


def test_a_mark_without_its_fellow_stays() -> None:
    assert without_marks("前**粗体") == ("前**粗体", ())
    assert without_marks("** **") == ("** **", ())
    assert without_marks("**装机2*630MW。**") == ("装机2*630MW。", ((0, 10),))


@given(st.text("甲乙* 。", max_size=30))
def test_nothing_but_marks_goes(line: str) -> None:
    text, strong = without_marks(line)
    assert text.replace("*", "") == line.replace("*", "")
    assert (len(line) - len(text)) % 4 == 0
    assert all(0 <= start < end <= len(text) for start, end in strong)


def test_lines_put_together_keep_their_bold_words() -> None:
    long = "一" * 24
    lines = read_plain(f"{long}\n  **二二**{long[2:]}\n三**三**\n".encode(), "x").blocks
    whole = put_together([line for line in lines if isinstance(line, Paragraph)])
    assert [bold_words(paragraph) for paragraph in whole] == [["二二", "三"]]


def test_bold_runs_of_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("  总要求。")
    paragraph.add_run("抓项\u200b目").bold = True
    paragraph.add_run("。").bold = True
    paragraph.add_run("建设。").bold = False
    found = only(read_word(docx_of(document), "x.docx"))
    assert (found.text, bold_words(found)) == ("总要求。抓项目。建设。", ["抓项目。"])


def row(text: str, top: float, bold: str) -> list[Glyph]:
    return [
        Glyph(sign, 12 * at, 12 * at + 12, top, top + 12, 12, sign in bold)
        for at, sign in enumerate(text)
    ]


def test_bold_glyphs_of_a_line() -> None:
    (line,) = lines_of(row(" 总抓⽬。建", 0, "抓⽬。"))
    assert line.text == "总抓目。建"
    assert [line.text[start:end] for start, end in line.strong] == ["抓目。"]


def test_a_paragraph_over_two_pages_knows_where_the_second_begins() -> None:
    texts = ("一二三四五六七八九十", "甲乙丙丁。")
    lines: list[PrintedLine] = [line for text in texts for line in lines_of(row(text, 0, "十甲"))]
    pages = [PageLine(line, page, 1, 120, 200) for page, line in enumerate(lines, start=3)]
    (paragraph,) = paragraphs_of(pages, columns_of(pages))
    assert paragraph.text == "".join(texts)
    assert (paragraph.spot.page, paragraph.turns) == (3, ((10, 4),))
    assert bold_words(paragraph) == ["十甲"]
