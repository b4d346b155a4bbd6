"""What the reading of a Word file left out or made good -> sentences for the report.

In: the tally of a reading. Out: repairs in Chinese, each said once for the whole file.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from tongbao.sources.document import Spot
from tongbao.sources.reading import Repairs
from tongbao.sources.word_text import Tally

_SENTENCES = (
    ("hidden", "有 {} 处隐藏文字，未读入"),
    ("pictures", "有 {} 张图片，图中文字未读入"),
    ("objects", "有 {} 个嵌入对象（如嵌入的表格），未读入"),
    ("chunks", "有 {} 处嵌入的其他文档，未读入"),
    ("notes", "有 {} 处脚注或尾注，注文未读入"),
    ("comments", "有 {} 处批注，未读入"),
    ("formulas", "有 {} 处公式，只读入其中的字符"),
    ("symbols", "有 {} 个特殊符号无法还原，以“\ufffd”代替"),
    ("nested", "有 {} 个嵌套表格，已并入所在单元格"),
    ("strange", "有 {} 段的部首字形或兼容汉字已换成通用汉字"),
)


def repairs_of(tally: Tally, unknown_forms: AbstractSet[str], running: list[str]) -> Repairs:
    """Return the repairs of a reading.

    Args:
        tally: what was counted on the way.
        unknown_forms: names of numbering formats that were printed as plain numbers.
        running: the texts of headers and footers.
    """
    return tuple((Spot(), sentence) for sentence in _said(tally, unknown_forms, running))


def _said(tally: Tally, unknown_forms: AbstractSet[str], running: list[str]) -> Iterator[str]:
    if tally["inserted"] or tally["deleted"]:
        yield (
            f"文件带修订痕迹：插入 {tally['inserted']} 处已读入，删除 {tally['deleted']} 处未读入，"
            "请核对是否都应接受"
        )
    if tally.boxes:
        shown = "、".join(f"“{words}…”" for words in tally.boxes[:3])
        yield f"有 {len(tally.boxes)} 个文本框未读入（{shown}），需要时请把文字移到正文"
    for key, sentence in _SENTENCES:
        if tally[key]:
            yield sentence.format(tally[key])
    for form in sorted(unknown_forms):
        yield f"自动编号的样式“{form}”不认识，按阿拉伯数字读入"
    if running:
        yield f"页眉或页脚“{'”“'.join(running)}”不作正文"
