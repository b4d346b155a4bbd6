"""The title of a notice: where it stands, over how many lines, and what stands in for one of official form.

In: the lines of a document, closed up, and what the labels of its page say. Out: the lines of the title, or its words.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.prose import HEADING
from tongbao.notices.quantities.days import in_digits
from tongbao.records.model import Passage

DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})[年.．/-](?P<month>\d{1,2})[月.．/-](?P<day>\d{1,2})日?$"
)
ISSUE = re.compile(
    r"(?P<series>[\u4e00-\u9fff]{2,12}?)?[（(]?(?:\d{4}年|〔\d{4}〕)?"
    r"(?:第(?P<issue>\d+|[一二三四五六七八九十百]+)[期号][)）]?(?:[（(]总第?\d+[期号][)）])?"
    r"|(?<![^\s])[〔\[（(]\d{4}[〕\]）)]第?(?P<number>\d+)[期号])"
)
PAGE_DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{2}|\d)(?=\D|$|\d{1,2}[:：]\d)"
)
_SPEAKS_OF_TIME = re.compile(r"(?:19|20)\d{2}年|\d月|季度|半年|第[一二三四五六七八九十\d]+期")
# What no line of a title holds, or ends in.
_NO_TITLE = re.compile(r"[。；;！!?？|]|[：:，,、]$|——|>")
# The head of a newspaper's page, or the way to a page of the web.
_OF_PAGE = re.compile("[A-Z]?\\d{1,2}版|数字报|[>＞]")
_GOES_ON = ("及", "暨", "和", "与", "的")
_LONGEST_END = 20
_NO_HEADLINE = ("。", "；", "：", ":", "，")
_ENDS_SENTENCE = ("。", "！", "：", ":")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_REMARK_AT_END = re.compile(r"[（(][^（）()]*[）)]$")
_ANNEX = re.compile(r"附件?[一二三四五六七八九十\d]*[:：]?")
_CLOSES_LETTER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)|[（(]?此件[\u4e00-\u9fff]+[）)]?"
)
_LABELLED = re.compile(r"[^，。]{1,5}[^，。省市区县旗州][:：]")
LINES_OF_TITLE = 8
_LINES_OF_LETTER = 60
_AGAIN, _NAMED = 2, 4
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 80
LONGEST_ISSUER = 30


def title_lines(texts: Sequence[str], start: int, lexicon: Lexicon) -> slice | None:
    """Return which lines before the first sentence are the title: one, or up to four put together."""
    for at, text in enumerate(map(lexicon.folded, texts[start:]), start):
        if text.endswith("。"):
            return None
        if HEADING.match(text) or ("关于" not in text and not _is_title(text, lexicon)):
            continue
        for end in range(at + 1, min(at + 4, len(texts)) + 1):
            joined = lexicon.folded("".join(texts[at:end]))
            if len(joined) <= _LONGEST_TITLE and joined.endswith(lexicon.title_endings):
                return slice(at, end)
    return None


def with_issuer(
    lines: slice, passages: Sequence[Passage], texts: Sequence[str], lexicon: Lexicon
) -> slice:
    """Return the lines of a title with the one above that says whose it is: 某县政府办公室 over 关于…的通报.

    Several bodies in a line (某县委办公室　某县政府办公室) are a letterhead.
    """
    above = passages[lines.start - 1].text.strip() if lines.start else ""
    is_open = texts[lines.start].startswith("关于")
    is_one = len(above.split()) == 1 and is_issuer(above, lexicon)
    is_own = is_open and is_one and not lexicon.is_group(above)
    return slice(lines.start - 1, lines.stop) if is_own else lines


def with_title_whole(passages: tuple[Passage, ...], lines: slice) -> tuple[Passage, ...]:
    """Return the passages with the lines of the title as one."""
    title = passages[lines]
    whole = title[0].model_copy(update={"text": "".join(line.text for line in title)})
    return (*passages[: lines.start], whole, *passages[lines.stop :])


def _is_title(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= _LONGEST_TITLE and text.endswith(lexicon.title_endings)


def table_title(titles: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the words above a table that read as a title, else the first of them, with what goes on below it."""
    found = next((text for text in titles if _is_title(text, lexicon)), None)
    return found or (_going_on(titles, 0, lexicon) if titles else None)


def _going_on(texts: Sequence[str], at: int, lexicon: Lexicon) -> str:
    """Return a line with the next one where that ends the title: …县长办公会议 over 议定事项落实情况."""
    first, second = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
    ends = (*lexicon.titles.endings, *lexicon.title_endings)
    joins = second.startswith(_GOES_ON)
    is_end = second.endswith(ends) and len(second) <= _LONGEST_END and not _NO_TITLE.search(second)
    is_own = HEADING.match(second) or _SPEAKS_OF_TIME.search(second) or "关于" in second
    goes_on = joins or not (is_own or first.endswith(ends))
    return first + second if goes_on and is_end else first


def likely_title(texts: Sequence[str], facts: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """Return the line near the top that is most like a title, where none ends as official titles do.

    A page may print its title twice, name it by a label, or say in it of which time it speaks.
    """
    named = one_line(facts.get("title", ""))
    opening = list(enumerate(texts[:LINES_OF_TITLE]))
    points = {
        text: _points(text, lexicon)
        + _AGAIN * (text in texts[at + 1 :] and not lexicon.looks_like_unit(text))
        + _NAMED * (text == named)
        + (at == 0 and len(texts) > 1 and texts[1].endswith(_ENDS_SENTENCE))
        for at, text in reversed(opening)
        if _may_be_title(text, lexicon)
    }
    best = max(points, key=lambda text: (points[text], -texts.index(text)), default=None)
    if best is not None and points[best] > 0:
        return _going_on(texts, texts.index(best), lexicon)
    return named or _headline(texts, facts, lexicon)


def _headline(texts: Sequence[str], facts: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """Return the first line of a page that says when it was published: news have titles of any form."""
    lines = [text for text in texts[:LINES_OF_TITLE] if len(text) <= _LONGEST_TITLE]
    is_dated = "published" in facts or any(map(PAGE_DAY.search, lines))
    heads = (text for text in texts[:_AGAIN] if not (_OF_PAGE.search(text) or DATE.match(text)))
    first = next((text for text in heads if not lexicon.looks_like_unit(text)), "")
    is_line = _SHORTEST_TITLE <= len(first) <= _LONGEST_TITLE and not first.endswith(_NO_HEADLINE)
    return first if is_line and is_dated and len(texts) > 1 else None


def _may_be_title(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line has the form of a title: no sentence, no label, no numeral, no mere date."""
    is_line = _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE and not _NO_TITLE.search(text)
    return (
        is_line
        and not HEADING.match(text)
        and not _IN_BRACKETS.fullmatch(text)
        and not _LABELLED.match(text)
        and not DATE.search(text)
        and not _OF_PAGE.search(text)
        and not ISSUE.fullmatch(text)
        and not any(word in text for word in lexicon.titles.never)
    )


def _points(text: str, lexicon: Lexicon) -> int:
    bare = _REMARK_AT_END.sub("", text)
    ends = bare.endswith((*lexicon.titles.endings, *lexicon.title_endings))
    return ends + bool(_SPEAKS_OF_TIME.search(text)) + ("关于" in text)


def attached_title(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the title of what a letter sends: it stands behind 附件, or behind the letter's date or last remark."""
    closes = [
        at
        for at, text in enumerate(texts[:_LINES_OF_LETTER])
        if _ANNEX.fullmatch(text) or _CLOSES_LETTER.fullmatch(in_digits(text))
    ]
    for at in closes:
        for end in range(at + 2, min(at + 5, len(texts)) + 1):
            joined = "".join(texts[at + 1 : end])
            is_title = len(joined) <= _LONGEST_TITLE and not _NO_TITLE.search(joined)
            if at + 1 in closes or not is_title or HEADING.match(joined):
                break
            if joined.endswith((*lexicon.title_endings, *lexicon.titles.endings)):
                return joined
    return None


def is_issuer(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line can be the name of the body that signs: a unit and nothing else."""
    return (
        not re.search("[：:，,。；;]", text)
        and len(text) <= LONGEST_ISSUER
        and lexicon.looks_like_unit(text)
    )


def one_line(text: str) -> str:
    """Return a text closed up, its signs composed."""
    return unicodedata.normalize("NFC", "".join(text.split()))
