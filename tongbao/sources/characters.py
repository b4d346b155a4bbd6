"""Characters and line breaks: what a piece of printed text may do at the end of a line.

In: text as a source file stores it. Out: text with common characters, the first piece of a
line that cannot be broken, and two printed lines joined into one.
"""

import re
import unicodedata

_STRANGE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ud800-\udfff]")
_HAN = re.compile(
    "[\u2014\u2018-\u201f\u2026\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)

# Parts of characters that stand as characters of their own; Unicode folds the others by itself, but for three to
# forms that no one writes here.
_PARTS = dict(
    zip(
        "⺁⺇⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⼾⾭⿈",
        "厂几民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户青黄",
        strict=True,
    )
)

_MAY_NOT_BEGIN = "，。、；：？！）》」』】〕〗〉”’…—～·％‰℃′″,.;:?!)]}>%"
_MAY_NOT_END = "（《「『【〔〖〈“‘([{<￥$"
_UNBROKEN = (
    rf"[{re.escape(_MAY_NOT_END)}]*"
    r"(?:[A-Za-z0-9][A-Za-z0-9.,:/*+_@#&'²³]*-?|——|……|.(?:-[0-9][0-9.,]*)?)?"
    rf"[{re.escape(_MAY_NOT_BEGIN)}]*"
)
# Some typesetters do not break after a closing quotation mark either, since it may be an opening one.
_PIECE = re.compile(rf"{_UNBROKEN}(?:(?<=[”’]){_UNBROKEN})?", re.DOTALL)

_ITEM = re.compile(
    r"\s*(?:(\d{1,2}(?:[、．]|\.(?!\d)))|([（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])"
    r"|([一二三四五六七八九十]{1,3}(?:、|是))|([①-⑳])|(第[一二三四五六七八九十]{1,3}[，,、]))"
)
_SENTENCE_ENDS = "。；：！？;:!?"
_PAIRS = (
    ("（", "）"),
    ("(", ")"),
    ("“", "”"),
    ("‘", "’"),
    ("《", "》"),
    ("〔", "〕"),
    ("【", "】"),
)


def tidy(text: str) -> tuple[str, bool]:
    """Return text without unseen marks, radicals and ligatures turned into common characters.

    A space at which no line breaks becomes a plain one.
    The flag says whether a character was turned into another one, which is worth a report.
    """
    text = _UNSEEN.sub("", text).replace("\xa0", " ")
    if not _STRANGE.search(text):
        return text, False
    changed = _STRANGE.sub(lambda found: _common(found.group()), text)
    return changed, changed != text


def _common(character: str) -> str:
    return _PARTS.get(character) or unicodedata.normalize("NFKC", character)


def is_han(character: str) -> bool:
    """Say whether a character is set without spaces round it, as Chinese text and its marks are."""
    return bool(_HAN.match(character))


def first_piece(text: str) -> str:
    """Return the start of a line that a typesetter would not have broken.

    That is one Chinese character or a whole Latin word or number, the opening brackets before it
    and the marks after it that may not begin a line.
    """
    found = _PIECE.match(text)
    return found.group() if found else ""


def item_kind(text: str) -> str:
    """Return what kind of number a line begins with (``1、``, ``（一）``, ``一是``), "" for none."""
    found = _ITEM.match(text)
    if not found:
        return ""
    kind = found.lastindex or 0
    return f"{kind}{found.group(kind)[-1]}"


def items_within(text: str) -> set[str]:
    """Return the kinds of number that stand inside a line, after a mark that parts sentences."""
    return {item_kind(text[mark.end() :]) for mark in re.finditer("[。；：，、;:,]", text[:-1])} - {
        ""
    }


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a mark after which a new paragraph may begin."""
    return text.rstrip().rstrip("”’）)").endswith(tuple(_SENTENCE_ENDS))


def closes_earlier(so_far: str, follower: str) -> bool:
    """Say whether a line closes a bracket or quotation that the text before it left open."""
    for opening, closing in _PAIRS:
        if so_far.rfind(opening) > so_far.rfind(closing):
            first = follower.find(closing)
            if first >= 0 and opening not in follower[:first]:
                return True
    return False


def join(first: str, second: str) -> str:
    """Return two pieces of one paragraph as one text, the line break between them taken out.

    A space goes between two Latin words only: ``增长-`` and ``14.2%``, or ``2022`` and ``年度``,
    belong together. A space that the source itself holds stays.
    """
    if not first or not second:
        return first + second
    left, right = first[-1], second[0]
    words = left.isascii() and right.isascii() and (left.isalpha() or left in ",;:.)")
    return f"{first} {second}" if words and (right.isalpha() or right == "(") else first + second
