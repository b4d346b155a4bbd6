"""What a notice says of itself outside its tables: title, issuer, date, period, basis, passages.

In: the paragraphs outside the ledger and the titles printed above it. Out: ``Heading``; what is not printed stays
None.
"""

import datetime
import re
from collections import Counter
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
from tongbao.notices.titles import (
    DATE,
    ISSUE,
    LINES_OF_TITLE,
    LONGEST_ISSUER,
    PAGE_DAY,
    attached_title,
    is_issuer,
    likely_title,
    one_line,
    table_title,
    title_lines,
    with_issuer,
    with_title_whole,
)
from tongbao.records.model import Passage
from tongbao.sources.document import Paragraph

_BASIS = re.compile(r"(《[^《》]{1,80}》)?[（(]?([\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号)[)）]?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号")
# The one space that a typesetter puts between Chinese and Latin; wider gaps are the author's.
_TYPESET_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff）】》”’、，。；：]) (?=[\dA-Za-z〔（《“‘])"
    r"|(?<=[\dA-Za-z〕）%％]) (?=[\u4e00-\u9fff、，。；：（〕》”’])"
)

# Who passed a plan, and when, stands behind its title in brackets.
_PASSED = re.compile(
    r"[（(](?:19|20)\d{2}年\d{1,2}月\d{1,2}日[^（()）]*(?:通过|修订|审定|印发)[）)]$"
)
_OPENS_TITLE = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:政府|管委会|委员会|办公室|办事处|局|党组|党委))(?=(?:19|20)\d{2}年)"
)
# What stands behind the name of who signs: a stamp, or that the body printed or made it (某办公室编制).
_STAMP = re.compile(
    r"[（(](?:代?[章印]|盖章|公章|印章)[）)]$|(?<=[\u4e00-\u9fff]{4})(?:印发|编印|编制|制发|印制|[印制])$"
)
# A day of which a copy lost the signs: 202069.
_LOST_DAY = re.compile(r"(?<=[\u4e00-\u9fff])(?:19|20)\d{2}\d{1,4}日?$")
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
# The sentence of a letter that says what it is about to tell: 现将1至7月实施进度通报如下.
_ANNOUNCES = re.compile(r"现将.+如下")
_LAST_LINES = 3
_LONGEST_MASTHEAD = 6
_LONGEST_SERIES = 12
_LONGEST_HEADING = 40
_YEAR = re.compile(r"((?:19|20)\d{2})年")


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

    @property
    def year_of_text(self) -> int | None:
        """The year that a notice without a date speaks of: that of its title, else the one it prints most."""
        titled = _YEAR.search(one_line(self.title))
        if titled:
            return int(titled[1])
        found = Counter(
            int(year) for passage in self.passages for year in _YEAR.findall(one_line(passage.text))
        )
        return max(found, key=lambda year: found[year], default=None)


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
    texts = [one_line(passage.text) for passage in passages]
    masthead = _masthead(texts, lexicon)
    # A bulletin without a title of its own goes by the name of its series.
    lines = title_lines(texts, masthead.end, lexicon) or title_lines(texts, 0, lexicon)
    above = lines.start if lines else 0
    if lines:
        lines = with_issuer(lines, passages, texts, lexicon)
        passages = with_title_whole(passages, lines)
    printed = [one_line(passage.text) for passage in passages]
    title = printed[lines.start] if lines else table_title(table_titles, lexicon)
    title = title or likely_title(printed, facts, lexicon)
    if title is None or title.endswith(_TRANSMITS):
        title = attached_title(printed, lexicon) or title
    title = _PASSED.sub("", title) if title else masthead.series
    issuer, date = _signature(printed, lexicon)
    if date is None:
        # A workbook has no prose: who issues it, and when, may stand in one line below the title.
        issuer, date = _signature([one_line(text) for text in table_titles], lexicon)
        issuer, date = (issuer, date) if issuer else (None, None)
    if date is None:
        issuer, date = read_speech(printed, lexicon)
    date = date or _day_of_page(facts)
    of_title = find_span_before(title, date) if title and date else None
    spans = (
        find_span(title or ""),
        find_span_in_year(title or ""),
        of_title,
        *(find_span(text) for text in [*table_titles, *printed[:LINES_OF_TITLE]]),
        *(find_span_in_year(text) for text in printed[:LINES_OF_TITLE] if _ANNOUNCES.search(text)),
        *(find_span_until(text, date) for text in (title or "", *printed[:LINES_OF_TITLE])),
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
        if found := ISSUE.fullmatch(text):
            above = texts[at - 1] if at else ""
            is_series = 1 < len(above) <= _LONGEST_SERIES and not lexicon.looks_like_unit(above)
            series = found["series"] or (above if is_series else None)
            return _Masthead(series, found["issue"] or found["number"], at + 1)
    return _Masthead()


def _passages(paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """Return the text outside tables, paragraph by paragraph, as printed."""
    passages = []
    for paragraph in paragraphs:
        text = _TYPESET_SPACE.sub("", (paragraph.number + paragraph.text).strip())
        if text:
            heading = bool(HEADING.match(text)) and len(text) <= _LONGEST_HEADING
            passages.append(Passage(text=text, heading=heading, page=paragraph.spot.page or None))
    return tuple(passages)


def sentences_over(titles: Iterable[str], standing: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return what a workbook says in whole sentences over its table: it is text, as in a letter, and no title."""
    known = {one.text for one in standing}
    return tuple(
        Passage(text=text)
        for title in titles
        if (text := title.strip()).endswith("。") and text not in known
    )


def _day_of_page(facts: Mapping[str, str]) -> datetime.date | None:
    """Return the day that a web page prints: that of the document, else that of its publication."""
    for label in ("date", "published"):
        match = PAGE_DAY.match(facts.get(label, "").strip())
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
    found = (name for name in (source, host) if name and is_issuer(name, lexicon))
    return next(found, None)


def _signature(texts: Sequence[str], lexicon: Lexicon) -> tuple[str | None, datetime.date | None]:
    """Return issuer and date of the last signature: ``督查局 2022年8月17日`` or two lines of it."""
    texts = [in_digits(text).strip("（()） ") for text in texts]
    for at in reversed(range(len(texts))):
        match = DATE.search(texts[at])
        date = _date(match) if match else None
        if match is None or date is None or len(texts[at]) > LONGEST_ISSUER + 11:
            continue
        before = texts[at][: match.start()]
        if not before and at:
            before = texts[at - 1]
        before = _STAMP.sub("", before)
        if not texts[at][: match.start()] or is_issuer(before, lexicon):
            return (before if is_issuer(before, lexicon) else None), date
    return None, None


def _glued(passages: Sequence[Passage], lexicon: Lexicon) -> str | None:
    """Return the body whose name stands behind the last sentence of a text that lost its line breaks."""
    match = _GLUED.search(passages[-1].text) if passages else None
    return match[1] if match and is_issuer(match[1], lexicon) else None


def _filled_in_by(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the body that a label over or under a table names: 填报单位：某县政府督查室（盖章）."""
    for text in texts:
        match = _FILLED_IN.search(text)
        name = _STAMP.sub("", match[1]) if match else ""
        if name and is_issuer(name, lexicon):
            return name
    return None


def _last_line(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the body that signs without a day: its name is one of the last lines, under the last sentence."""
    for above, text in reversed(list(pairwise(texts))[-_LAST_LINES:]):
        name = _LOST_DAY.sub("", _STAMP.sub("", text))
        if above.endswith("。") and is_issuer(name, lexicon) and not lexicon.is_group(name):
            return name
    return None


def _letterhead(above: Sequence[str], title: str, lexicon: Lexicon) -> str | None:
    """Return the body whose name stands over the title (某区人民政府文件) or opens it (某区人民政府关于…)."""
    for text in reversed(above):
        name = text.removesuffix("文件")
        is_page = any(word in name for word in lexicon.titles.never)
        if is_issuer(name, lexicon) and not (lexicon.is_group(name) or is_page or "·" in name):
            return name
    return _opening_issuer(title, lexicon)


def _opening_issuer(title: str, lexicon: Lexicon) -> str | None:
    """Return the body that opens a title: 某区人民政府关于…."""
    opening = title.partition("关于")[0]
    return opening if opening and is_issuer(opening, lexicon) else None


def _date(match: re.Match[str]) -> datetime.date | None:
    return calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
