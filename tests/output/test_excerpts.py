"""Places of received files: pages of a PDF framed and cut, lines of other files marked, and what cannot be shown."""

import io
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from tongbao.output.excerpts import LinePiece, SourceFiles, Where, picture_of
from tongbao.records.model import File, Notice

LEDGER = Path(__file__).parent.parent / "notices" / "000-ledger-2022-07.pdf"
RED = (183, 28, 28)


def notice(root: Path, *names: str, kind: str = "ledger") -> Notice:
    files = [File(name=name, sha256="0" * 64) for name in names]
    found: Notice = Notice.model_validate(
        {"id": "n-1", "kind": kind, "title": "台账", "received": "2022-08-18", "files": files}
    )
    (root / "content/notices/n-1").mkdir(parents=True, exist_ok=True)
    return found


def shown(root: Path, where: Where, *names: str) -> list[str]:
    """Return the lines of an excerpt, marked words in brackets."""
    found = SourceFiles(root, [notice(root, *names)]).excerpt(where)
    assert found is not None
    return [
        "".join(f"[{one.text}]" if one.marked else one.text for one in line) for line in found.lines
    ]


def drawn(words: tuple[str, ...], *, part: bool = False, page: int = 3) -> Image.Image:
    content = picture_of(LEDGER, page, words, part=part)
    assert content
    return Image.open(io.BytesIO(content)).convert("RGB")


def reds(image: Image.Image) -> int:
    return sum(
        image.getpixel((x, y)) == RED for x in range(image.width) for y in range(image.height)
    )


def test_the_words_on_a_page_of_a_pdf_are_framed() -> None:
    assert reds(drawn(())) == 0
    assert reds(drawn(("没有这几个字",))) == 0
    assert reds(drawn(("区财政局",))) > 100


def test_a_strip_holds_the_words_and_little_else() -> None:
    whole, strip = drawn(("区财政局",)), drawn(("区财政局",), part=True)
    assert strip.width == whole.width
    assert strip.height < whole.height / 4
    assert reds(strip) > 100
    assert drawn(("没有这几个字",), part=True).size == whole.size


def test_words_that_a_cell_breaks_over_lines_are_framed_line_by_line() -> None:
    text = "深化国有投融资公司改革，促进融资平台提质升级，提高市场化融资能力"
    strip = drawn((text,), part=True)
    assert reds(strip) > 4 * reds(drawn(("区财政局",), part=True)) / 2
    assert strip.height < drawn((text,)).height / 2


def test_of_a_text_that_goes_on_elsewhere_the_beginning_is_framed() -> None:
    begins = "深化国有投融资公司改革，促进融资平台提质升级"
    assert reds(drawn((f"{begins}，还有下一页的字",), part=True)) > 100


def test_the_row_of_a_workbook_is_the_one_that_holds_most_of_the_words(tmp_path: Path) -> None:
    root = tmp_path
    notice(root, "台账.xlsx")
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    for row in (("序号", "任务", "情况"), ("1", "已完成的桥", "滞后"), ("2", "修路", "已完成")):
        sheet.append(row)
    book.save(root / "content/notices/n-1/台账.xlsx")
    assert shown(root, Where("n-1", None, 2, ("已完成", "修路")), "台账.xlsx") == [
        "1 │ 已完成的桥 │ 滞后",
        "2 │ [修路] │ [已完成]",
    ]


def test_a_long_line_is_cut_to_what_stands_round_the_words(tmp_path: Path) -> None:
    notice(tmp_path, "a.txt")
    text = f"第一段\n{'前' * 900}修路{'后' * 900}\n第三段\n"
    (tmp_path / "content/notices/n-1/a.txt").write_text(text, "utf-8")
    (_, line, _) = shown(tmp_path, Where("n-1", words=("修路",)), "a.txt")
    assert line == f"……{'前' * 40}[修路]{'后' * 40}……"


def test_of_a_long_line_what_is_between_marked_words_is_cut_too(tmp_path: Path) -> None:
    notice(tmp_path, "a.txt")
    text = f"{'上' * 90}\n修路{'中' * 300}滞后\n第三段\n"
    (tmp_path / "content/notices/n-1/a.txt").write_text(text, "utf-8")
    above, line, _ = shown(tmp_path, Where("n-1", words=("修路", "滞后")), "a.txt")
    assert above == f"{'上' * 40}……"
    assert line == f"[修路]{'中' * 40}……{'中' * 40}[滞后]"


def test_white_space_of_the_file_does_not_count(tmp_path: Path) -> None:
    notice(tmp_path, "a.txt")
    (tmp_path / "content/notices/n-1/a.txt").write_text("责任人：王 新，修<b>路</b>\n", "utf-8")
    assert shown(tmp_path, Where("n-1", words=("王新",)), "a.txt") == [
        "责任人：[王 新]，修<b>路</b>"
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("ledger", "没有找到这些字，请打开 content/notices/n-1/ 里的 a.txt"),
        ("news", "报道的原文不存在这里，请看登报的那一版（a.txt）"),
    ],
)
def test_what_cannot_be_shown_is_to_be_looked_up(tmp_path: Path, kind: str, words: str) -> None:
    files = SourceFiles(tmp_path, [notice(tmp_path, "a.txt", kind=kind)])
    found = files.excerpt(Where("n-1", words=("修路",)))
    assert found is not None
    assert (found.words, found.lines, found.picture) == (words, (), "")
    assert files.excerpt(Where("n-2")) is None


def test_a_pdf_is_shown_as_its_page_and_its_strip(tmp_path: Path) -> None:
    root = tmp_path
    files = SourceFiles(root, [notice(root, "a.pdf")])
    (root / "content/notices/n-1/a.pdf").write_bytes(LEDGER.read_bytes())
    found = files.excerpt(Where("n-1", 3, 1, ("区财政局",)))
    assert found is not None
    assert found.spot == "第3页，表第1行"
    address, _, query = found.strip.partition("?")
    assert (address, query) == (
        "/_source/n-1/1/3.png",
        "mark=%E5%8C%BA%E8%B4%A2%E6%94%BF%E5%B1%80&part=1",
    )
    assert files.picture(address, query) != files.picture(*found.picture.split("?"))
    assert LinePiece("x") == LinePiece("x", marked=False)
