"""What a notice says of itself outside its tables: title, issuer, date, period, basis, passages.

In: the paragraphs outside the ledger and the titles printed above it. Out: ``Heading``; what is not printed stays
None.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.prose import HEADING
from tongbao.notices.quantities.days import calendar_day, in_digits
from tongbao.notices.quantities.periods import (
    Span,
    find_span,
    find_span_before,
    find_span_in_year,
    find_span_until,
)
from tongbao.notices.speech import read_speech
from tongbao.records.model import Passage
from tongbao.sources.document import Paragraph

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})[年.．/-](?P<month>\d{1,2})[月.．/-](?P<day>\d{1,2})日?$"
)
_BASIS = re.compile(r"(《[^《》]{1,80}》)?[（(]?([\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号)[)）]?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")
_ISSUE = re.compile(
    r"(?P<series>[\u4e00-\u9fff]{2,12}?)?[（(]?(?:\d{4}年|〔\d{4}〕)?"
    r"(?:第(?P<issue>\d+|[一二三四五六七八九十百]+)[期号][)）]?(?:[（(]总第?\d+[期号][)）])?"
    r"|(?<![^\s])[〔\[（(]\d{4}[〕\]）)]第?(?P<number>\d+)[期号])"
)
# The one space that a typesetter puts between Chinese and Latin; wider gaps are the author's.
_TYPESET_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff）】》”’、，。；：]) (?=[\dA-Za-z〔（《“‘])"
    r"|(?<=[\dA-Za-z〕）%％]) (?=[\u4e00-\u9fff、，。；：（〕》”’])"
)

_PAGE_DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{2}|\d)(?=\D|$|\d{1,2}[:：]\d)"
)
_SPEAKS_OF_TIME = re.compile(r"(?:19|20)\d{2}年|\d月|季度|半年|第[一二三四五六七八九十\d]+期")
# What no line of a title holds, or ends in.
_NO_TITLE = re.compile(r"[。；;！!?？|]|[：:，,、]$|——|>")
# The head of a newspaper's page, or the way to a page of the web.
_OF_PAGE = re.compile("[A-Z]?\\d{1,2}版|数字报|[>＞]")
_GOES_ON = ("及", "暨", "和", "与", "的")
_LONGEST_END = 20
# Who passed a plan, and when, stands behind its title in brackets.
_PASSED = re.compile(
    r"[（(](?:19|20)\d{2}年\d{1,2}月\d{1,2}日[^（()）]*(?:通过|修订|审定|印发)[）)]$"
)
_OPENS_TITLE = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:政府|管委会|委员会|办公室|办事处|局|党组|党委))(?=(?:19|20)\d{2}年)"
)
_NO_HEADLINE = ("。", "；", "：", ":", "，")
_ENDS_SENTENCE = ("。", "！", "：", ":")
_STAMP = re.compile(r"[（(](?:代?[章印]|盖章|公章|印章)[）)]$")
# A day of which a copy lost the signs: 202069.
_LOST_DAY = re.compile(r"(?<=[\u4e00-\u9fff])(?:19|20)\d{2}\d{1,4}日?$")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_REMARK_AT_END = re.compile(r"[（(][^（）()]*[）)]$")
# A letter whose title ends so may only send what is attached to it, and that has a title of its own.
_TRANSMITS = ("通知", "函")
_GOVERNMENT = re.compile(
    r"(?:\d{4}年)?((?:(?!关于)[\u4e00-\u9fff]){2,14}政府)(?:\d{4}年度?)?工作报告"
)
# A title that begins with a place: 某区2022年…, 某市“…”….
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,5}[省市区县旗州])(?=(?:19|20)\d{2}年|[“《])")
_FILLED_IN = re.compile(
    r"(?:(?:填报|制表|编制|发布|公布|公示|公开|印发|填表|发文|编报)(?:单位|部门|机关)?|^单位)[:：]\s*"
    r"([\u4e00-\u9fff]{2,30}(?:[（(](?:盖章|章|公章|印章)[）)])?)"
)
_GLUED = re.compile(r"[。！]\s+(\S{2,30})$")
_ANNEX = re.compile(r"附件?[一二三四五六七八九十\d]*[:：]?")
_CLOSES_LETTER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)|[（(]?此件[\u4e00-\u9fff]+[）)]?"
)
# The sentence of a letter that says what it is about to tell: 现将1至7月实施进度通报如下.
_ANNOUNCES = re.compile(r"现将.+如下")
_LABELLED = re.compile(r"[^，。]{1,5}[^，。省市区县旗州][:：]")
_LINES_OF_TITLE = 8
_LAST_LINES = 3
_LINES_OF_LETTER = 60
_AGAIN, _NAMED = 2, 4
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 80
_LONGEST_MASTHEAD = 6
_LONGEST_SERIES = 12
_LONGEST_ISSUER = 30
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """What the notice prints of itself; ``title_printed`` is False where the file's name stands in.

    ``series`` is what a bulletin is called over its issues: 督查通报, printed over 第6期. ``issuer_inferred`` says
    that nobody signs, and the place is named with which the title begins.
    """

    title: str
    title_printed: bool
    issuer: str | None
    date: datetime.date | None
    number: str | None
    issue: str | None
    basis: str | None
    span: Span | None
    passages: tuple[Passage, ...]
    series: str | None = None
    issuer_inferred: bool = False


def read_heading(
    name: str,
    prose: Sequence[Paragraph],
    table_titles: Sequence[str],
    lexicon: Lexicon,
    facts: Mapping[str, str] = MappingProxyType({}),
) -> Heading:
    """Return what a document says of itself.

    ``prose`` are its paragraphs outside tables of tasks, ``table_titles`` the words above the first of them, ``facts``
    what a web page's labels say (``web_page``); ``name`` is the file's, which stands in where no title is printed.
    """
    passages = _passages(prose)
    texts = [_one_line(passage.text) for passage in passages]
    masthead = _masthead(texts, lexicon)
    # A bulletin without a title of its own goes by the name of its series.
    lines = _title_lines(texts, masthead.end, lexicon) or _title_lines(texts, 0, lexicon)
    above = lines.start if lines else 0
    if lines:
        lines = _with_issuer(lines, passages, texts, lexicon)
        passages = _with_title_whole(passages, lines)
    printed = [_one_line(passage.text) for passage in passages]
    title = printed[lines.start] if lines else _table_title(table_titles, lexicon)
    title = title or _likely_title(printed, facts, lexicon)
    if title is None or title.endswith(_TRANSMITS):
        title = _attached_title(printed, lexicon) or title
    title = _PASSED.sub("", title) if title else masthead.series
    issuer, date = _signature(printed, lexicon)
    if date is None:
        # A workbook has no prose: who issues it, and when, may stand in one line below the title.
        issuer, date = _signature([_one_line(text) for text in table_titles], lexicon)
        issuer, date = (issuer, date) if issuer else (None, None)
    if date is None:
        issuer, date = read_speech(printed, lexicon)
    date = date or _day_of_page(facts)
    of_title = find_span_before(title, date) if title and date else None
    spans = (
        find_span(title or ""),
        find_span_in_year(title or ""),
        of_title,
        *(find_span(text) for text in [*table_titles, *printed[:_LINES_OF_TITLE]]),
        *(find_span_in_year(text) for text in printed[:_LINES_OF_TITLE] if _ANNOUNCES.search(text)),
        *(find_span_until(text, date) for text in (title or "", *printed[:_LINES_OF_TITLE])),
    )
    # A line that is nothing but a number is the notice's own, and no other notice that it stands on.
    number = next((text for text in printed if _NUMBER.fullmatch(text)), None)
    below = title if title in printed else number
    start = above if lines else printed.index(below) if below else 0
    head = _letterhead(texts[:start], texts[start] if lines else title or "", lexicon)
    source = facts.get("source", "")
    for whole in (head, source):
        # A long name may stand over two lines, or be cut short below.
        issuer = whole if whole and issuer and whole.endswith(issuer) else issuer
    if not _opening_issuer(title or "", lexicon):
        issuer = issuer or facts.get("issuer")
    issuer = issuer or head or _last_line(printed, lexicon) or _issuer_of_page(facts, lexicon)
    issuer = issuer or _glued(passages, lexicon)
    raw = [*(passage.text for passage in passages), *table_titles]
    opens = _OPENS_TITLE.match(title or "")
    issuer = issuer or _filled_in_by(raw, lexicon) or (opens[1] if opens else None)
    issuer = issuer or _signature([text.removesuffix("印发") for text in printed], lexicon)[0]
    government = _GOVERNMENT.match(title or "")
    if government and government[1].startswith(issuer or ""):
        issuer = government[
            1
        ]  # the meeting names the place only, the title the government that reports
    place = _PLACE.match(title or "") if issuer is None else None
    cited = (found for text in printed for found in _BASIS.finditer(text))
    basis = next((found for found in cited if found[2] != number), None)
    return Heading(
        title=title or name.rpartition(".")[0] or name,
        title_printed=title is not None,
        issuer=place[1] if place else issuer,
        issuer_inferred=place is not None,
        date=date,
        number=number,
        issue=masthead.issue,
        basis=basis.group() if basis else None,
        span=next((span for span in spans if span), None),
        passages=passages,
        series=masthead.series,
    )


@dataclass(frozen=True, slots=True)
class _Masthead:
    """What a bulletin prints over its title; ``end`` is the number of lines it takes."""

    series: str | None = None
    issue: str | None = None
    end: int = 0


def _masthead(texts: Sequence[str], lexicon: Lexicon) -> _Masthead:
    """Return series and issue: ``督查通报`` over ``第6期``, or both in one line."""
    for at, text in enumerate(texts[:_LONGEST_MASTHEAD]):
        if found := _ISSUE.fullmatch(text):
            above = texts[at - 1] if at else ""
            is_series = 1 < len(above) <= _LONGEST_SERIES and not lexicon.looks_like_unit(above)
            series = found["series"] or (above if is_series else None)
            return _Masthead(series, found["issue"] or found["number"], at + 1)
    return _Masthead()


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def _passages(paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """Return the text outside tables, paragraph by paragraph, as printed."""
    passages = []
    for paragraph in paragraphs:
        text = _TYPESET_SPACE.sub("", (paragraph.number + paragraph.text).strip())
        if text:
            heading = bool(HEADING.match(text)) and len(text) <= _LONGEST_HEADING
            passages.append(Passage(text=text, heading=heading, page=paragraph.spot.page or None))
    return tuple(passages)


def _title_lines(texts: Sequence[str], start: int, lexicon: Lexicon) -> slice | None:
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


def _with_issuer(
    lines: slice, passages: Sequence[Passage], texts: Sequence[str], lexicon: Lexicon
) -> slice:
    """Return the lines of a title with the one above that says whose it is: 某县政府办公室 over 关于…的通报.

    Several bodies in a line (某县委办公室　某县政府办公室) are a letterhead.
    """
    above = passages[lines.start - 1].text.strip() if lines.start else ""
    is_open = texts[lines.start].startswith("关于")
    is_one = len(above.split()) == 1 and _is_issuer(above, lexicon)
    is_own = is_open and is_one and not lexicon.is_group(above)
    return slice(lines.start - 1, lines.stop) if is_own else lines


def _with_title_whole(passages: tuple[Passage, ...], lines: slice) -> tuple[Passage, ...]:
    """Return the passages with the lines of the title as one."""
    title = passages[lines]
    whole = title[0].model_copy(update={"text": "".join(line.text for line in title)})
    return (*passages[: lines.start], whole, *passages[lines.stop :])


def _is_title(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= _LONGEST_TITLE and text.endswith(lexicon.title_endings)


def _table_title(titles: Sequence[str], lexicon: Lexicon) -> str | None:
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


def _likely_title(texts: Sequence[str], facts: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """Return the line near the top that is most like a title, where none ends as official titles do.

    A page may print its title twice, name it by a label, or say in it of which time it speaks.
    """
    named = _one_line(facts.get("title", ""))
    opening = list(enumerate(texts[:_LINES_OF_TITLE]))
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
    lines = [text for text in texts[:_LINES_OF_TITLE] if len(text) <= _LONGEST_TITLE]
    is_dated = "published" in facts or any(map(_PAGE_DAY.search, lines))
    heads = (text for text in texts[:_AGAIN] if not _OF_PAGE.search(text))
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
        and not _DATE.search(text)
        and not _OF_PAGE.search(text)
        and not _ISSUE.fullmatch(text)
        and not any(word in text for word in lexicon.titles.never)
    )


def _points(text: str, lexicon: Lexicon) -> int:
    bare = _REMARK_AT_END.sub("", text)
    ends = bare.endswith((*lexicon.titles.endings, *lexicon.title_endings))
    return ends + bool(_SPEAKS_OF_TIME.search(text)) + ("关于" in text)


def _attached_title(texts: Sequence[str], lexicon: Lexicon) -> str | None:
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


def _day_of_page(facts: Mapping[str, str]) -> datetime.date | None:
    """Return the day that a web page prints: that of the document, else that of its publication."""
    for label in ("date", "published"):
        match = _PAGE_DAY.match(facts.get(label, "").strip())
        if match and (day := _date(match)):
            return day
    return None


def _issuer_of_page(facts: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """Return the body that a web page names: its issuer, its source, its host.

    Where the source is an office of the host (某局办公室 of 某局), the host speaks through it.
    """
    issuer, source, host = (facts.get(label, "") for label in ("issuer", "source", "host"))
    if issuer:
        return issuer
    if source and host and source.startswith(host):
        return host
    found = (name for name in (source, host) if name and _is_issuer(name, lexicon))
    return next(found, None)


def _signature(texts: Sequence[str], lexicon: Lexicon) -> tuple[str | None, datetime.date | None]:
    """Return issuer and date of the last signature: ``督查局 2022年8月17日`` or two lines of it."""
    texts = [in_digits(text) for text in texts]
    for at in reversed(range(len(texts))):
        match = _DATE.search(texts[at])
        date = _date(match) if match else None
        if match is None or date is None or len(texts[at]) > _LONGEST_ISSUER + 11:
            continue
        before = texts[at][: match.start()]
        if not before and at:
            before = texts[at - 1]
        before = _STAMP.sub("", before)
        if not texts[at][: match.start()] or _is_issuer(before, lexicon):
            return (before if _is_issuer(before, lexicon) else None), date
    return None, None


def _glued(passages: Sequence[Passage], lexicon: Lexicon) -> str | None:
    """Return the body whose name stands behind the last sentence of a text that lost its line breaks."""
    match = _GLUED.search(passages[-1].text) if passages else None
    return match[1] if match and _is_issuer(match[1], lexicon) else None


def _filled_in_by(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the body that a label over or under a table names: 填报单位：某县政府督查室（盖章）."""
    for text in texts:
        match = _FILLED_IN.search(text)
        name = _STAMP.sub("", match[1]) if match else ""
        if name and _is_issuer(name, lexicon):
            return name
    return None


def _last_line(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the body that signs without a day: its name is one of the last lines, under the last sentence."""
    for above, text in reversed(list(pairwise(texts))[-_LAST_LINES:]):
        name = _LOST_DAY.sub("", _STAMP.sub("", text))
        if above.endswith("。") and _is_issuer(name, lexicon) and not lexicon.is_group(name):
            return name
    return None


def _letterhead(above: Sequence[str], title: str, lexicon: Lexicon) -> str | None:
    """Return the body whose name stands over the title (某区人民政府文件) or opens it (某区人民政府关于…)."""
    for text in reversed(above):
        name = text.removesuffix("文件")
        is_page = any(word in name for word in lexicon.titles.never)
        if _is_issuer(name, lexicon) and not (lexicon.is_group(name) or is_page or "·" in name):
            return name
    return _opening_issuer(title, lexicon)


def _opening_issuer(title: str, lexicon: Lexicon) -> str | None:
    """Return the body that opens a title: 某区人民政府关于…."""
    opening = title.partition("关于")[0]
    return opening if opening and _is_issuer(opening, lexicon) else None


def _is_issuer(text: str, lexicon: Lexicon) -> bool:
    return (
        not re.search("[：:，,。；;]", text)
        and len(text) <= _LONGEST_ISSUER
        and lexicon.looks_like_unit(text)
    )


def _date(match: re.Match[str]) -> datetime.date | None:
    return calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
