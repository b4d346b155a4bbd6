"""A newspaper page -> its items: headline, who wrote each, its day and its paragraphs.

In: the paragraphs of a page. Out: ``Article`` values, their reporters and days. An item opens with a lead
(``本报讯（记者某某）``), with a line of its own that names the reporter, or ends as a picture does (``记者 某某 摄``).
Kickers and banners stand above the headline or below it without a mark, so the choice among several lines is a doubt.
"""

import datetime
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.days import calendar_day
from tongbao.sources.document import Paragraph, Spot

_LONGEST_HEADLINE = 40
_LONGEST_BYLINE = 30
_LONGEST_PLACE = 16
_LONGEST_PICTURE = 400
_LONGEST_SIGNATURE = 80
# A lead that names no reporter: 本报讯 , 南屿晨报讯 , 某某网3月5日电.
_PAPERS = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:[日晚晨早快]报|时报|商报|都市报|新闻网|在线|电视台|融媒体中心|报|网|社)"
)
_PAPER = re.compile(
    r"[【\[]?(?:本[报刊台网]|(?P<paper>[\u4e00-\u9fff]{2,10}?(?:报|网|社|电台|电视台)))"
    r"(?:\d{1,2}月\d{1,2}日)?[讯电][】\]]?[\s:：]"
)
# What a reporter says of where it was heard opens an item too, and is no part of what was heard.
_HEARD = re.compile(r"[^。；：]{0,16}?记者[^。；：]{0,24}?(?:获悉|了解到|得知|看到|采访)[，,]?")
# 青溪日报 2025年7月2日; 《青溪晚报》第3版; 来源：青溪融媒.
_MASTHEAD = re.compile(
    r"(?:(?:来源|转自|摘自|原载)[:：]?\s*)?[《【“]?(?P<paper>[\u4e00-\u9fff]{2,10}?"
    r"(?:日报|晚报|晨报|早报|时报|商报|都市报|导报|报社|新闻网|融媒体中心|融媒|电视台|(?<![通简专汇公快呈申填上])报|网))"
    r"[》】”]?(?=[\s（(/|·,，]|第|\d|$)"
)
_ISSUE = re.compile(
    r"第\s*[\dA-Z一二三四五六七八九十]{1,4}\s*版|总?第\s*\d+\s*期|^(?:来源|转自|摘自|原载)"
)
_DATED = re.compile(r"\d{1,2}月\d{1,2}日")
_NOT_A_HEADLINE = re.compile(
    r"[。；;]$|^\d{4}[-年./]\d{1,2}\D|https?:|[：:]$|字号|责任编辑|下载|^附|^第.{1,3}版$|[>＞]|^(?:来源|作者|编辑|时间|日期|责编|审核|发布)[^，。]{0,6}[：:]"
)


@dataclass(frozen=True, slots=True)
class Article:
    """One item: ``headline`` "" where it has none, ``byline`` the words that name who wrote it.

    ``doubtful`` says that the headline was one of several lines.
    """

    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    spot: Spot
    doubtful: bool = False
    paper: str = ""

    @property
    def text(self) -> str:
        """The item's text as one, white space taken out: columns cut it in mid-word."""
        return "".join("".join(paragraph.split()) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an item opens; ``last`` is its last paragraph where that is known, as of a picture.

    ``paper`` is the paper that the opening names, "" where it names none.
    """

    at: int
    byline: str
    is_line: bool = False
    last: int | None = None
    is_picture: bool = False
    paper: str = ""


def articles_in(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Article, ...]:
    """Return the items of a page, in its order."""
    end = next((at for at, one in enumerate(paragraphs) if _ends_page(one.text, lexicon)), None)
    paragraphs = paragraphs[:end]
    openings = _openings(paragraphs, lexicon)
    articles: list[Article] = []
    free = 0
    for number, opening in enumerate(openings):
        head = range(free, opening.at)
        heads = _headlines([paragraphs[at].text for at in head])
        after = openings[number + 1].at if number + 1 < len(openings) else len(paragraphs)
        end = _end(paragraphs, opening, after)
        body = range(opening.at + opening.is_line, end)
        articles.append(_article(opening, heads, [paragraphs[at] for at in body], paragraphs))
        free = end
    return tuple(_with_body(articles))


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the line over the items of a page names: the paper and the day it came out."""

    paper: str
    date: datetime.date | None


def masthead_of(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Masthead | None:
    """Return the head of a page: a line before its first item that begins with a paper and has its day or page."""
    openings = _openings(paragraphs, lexicon)
    first = openings[0].at if openings else len(paragraphs)
    lines = [" ".join(paragraph.text.split()) for paragraph in paragraphs[:first]]
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        named = _MASTHEAD.match(line)
        if named is None or len(line) > _LONGEST_HEADLINE:
            continue
        alone = not line[named.end() :].strip("》】”")
        full = _FULL.search(line) or (_FULL.match(after) if alone else None)
        if full or _ISSUE.search(line):
            return Masthead(named["paper"], _of(full) if full else None)
    return None


def _openings(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[_Opening]:
    openings: list[_Opening] = []
    for at, paragraph in enumerate(paragraphs):
        found = _opening(at, paragraph.text, lexicon)
        before = openings[-1] if openings else None
        if found and before and _signs(found, before):
            openings[-1] = replace(before, byline=found.byline)
            continue
        if found and found.last is not None:
            found = replace(found, at=_start(paragraphs, at, is_first=not openings))
        openings += [found] if found else []
    return openings


def _signs(found: _Opening, before: _Opening) -> bool:
    """Return whether the words at the end of a paragraph sign the item that a lead without a name has opened."""
    is_signature = found.last is not None and not found.is_picture
    return is_signature and not before.byline and before.last is None


def _ends_page(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line opens what a page recommends below its item."""
    plain = text.strip()
    return plain.startswith(lexicon.web.after) and len(plain) <= _LONGEST_BYLINE


def _start(paragraphs: Sequence[Paragraph], last: int, *, is_first: bool) -> int:
    """Return where an item begins that is signed at its end: at the paragraph with the day, one or two up.

    The first item of a page begins under the page's first headline.
    """
    for at in range(last, max(last - 2, -1), -1):
        if _DATED.match(paragraphs[at].text.strip()):
            return at
    opening = range(last) if is_first else ()
    body = (at for at in opening if len(paragraphs[at].text.strip()) > _LONGEST_HEADLINE)
    return next(body, last)


def _opening(at: int, text: str, lexicon: Lexicon) -> _Opening | None:
    """Return how a paragraph opens an item, None where it opens none."""
    opening = _opening_of(text.strip(), lexicon)
    if opening is None:
        return None
    return replace(opening, at=at, last=None if opening.last is None else at)


@functools.lru_cache(maxsize=50_000)  # asked as news, and by what takes the leads away
def _opening_of(plain: str, lexicon: Lexicon) -> _Opening | None:
    """Return how a paragraph opens an item, as if it were the first."""
    return _led(plain, lexicon) or _signed_off(plain, lexicon) or _line(plain, lexicon)


def _led(plain: str, lexicon: Lexicon) -> _Opening | None:
    """Return the opening of a paragraph that begins with a lead, or with what its reporter heard."""
    who = _who(lexicon)
    lead = re.match(_lead(lexicon), plain)
    if lead and re.search(who, lead["who"]):
        named = _PAPERS.match(plain.lstrip("【["))
        return _Opening(0, lead["who"], paper=named[0] if named else "")
    paper = _PAPER.match(plain)
    if paper or _HEARD.match(plain):
        return _Opening(0, _signed(plain, who) or "", paper=(paper and paper["paper"]) or "")
    return None


def _signed_off(plain: str, lexicon: Lexicon) -> _Opening | None:
    """Return the opening of an item that names at its end who wrote it, or took the picture."""
    if (closing := _signed(plain, _who(lexicon))) is not None:
        taken = closing.rstrip().endswith("摄")
        return _Opening(0, "" if taken else closing, last=0, is_picture=taken)
    tail = plain[-_LONGEST_BYLINE:]
    reporters = choice(lexicon.news.reporters)
    picture = re.search(rf"(?:{reporters})\s*[\u4e00-\u9fff ]{{2,8}}\s*(?:摄|图)[）)]?$", tail)
    if picture and len(plain) <= _LONGEST_PICTURE:
        return _Opening(0, "", last=0, is_picture=True)
    return None


def _line(plain: str, lexicon: Lexicon) -> _Opening | None:
    """Return the opening that a line of its own makes: it names the reporter."""
    if len(plain) > _LONGEST_BYLINE or plain.endswith("摄"):
        return None
    line = re.fullmatch(
        rf"(?P<paper>[\u4e00-\u9fff]{{0,14}}?)"
        rf"(?P<who>(?:{choice(lexicon.news.reporters)})[\s：:]*[\u4e00-\u9fff· 、/]+)",
        plain,
    )
    paper = _PAPERS.match(line["paper"]) if line else None
    return _Opening(0, line["who"], is_line=True, paper=paper[0] if paper else "") if line else None


def _lead(lexicon: Lexicon) -> str:
    """Return the pattern of 本报讯（记者某某, up to the end of its bracket."""
    leads = choice(lexicon.news.leads)
    return rf"[^，。；]{{0,{_LONGEST_PLACE}}}?(?:{leads})[】\]]?\s*[（(【\[](?P<who>[^）)】\]]{{0,120}})"


def _who(lexicon: Lexicon) -> str:
    return choice((*lexicon.news.reporters, "通讯员"))


def without_leads(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, *, with_sites: bool = False
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a page without the words that open its items: who reports, and where it was heard.

    ``with_sites`` keeps where something was seen: what is seen on the site of a project is told of the project.
    """
    lead = re.compile(_lead(lexicon) + r"[）)】\]]\s*")
    bare = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        opened = _opening(0, text, lexicon)
        if opened and opened.last is None and not opened.is_line:
            for form in (lead, _PAPER, _HEARD):
                match = form.match(text)
                is_site = (
                    with_sites
                    and match
                    and form is _HEARD
                    and re.search("现场|工地", match.group())
                )
                text = text[match.end() :] if match and not is_site else text
        bare.append(paragraph if text == paragraph.text.strip() else replace(paragraph, text=text))
    return tuple(bare)


def _signed(plain: str, who: str) -> str | None:
    """Return the words in brackets at the end that say who wrote it, None where there are none."""
    found = re.search(
        rf"[（(](?P<who>[^（()）]*(?:{who})[^（()）]*)[）)]$", plain[-_LONGEST_SIGNATURE:]
    )
    return found["who"] if found else None


def _headlines(lines: Sequence[str]) -> list[str]:
    """Return the short lines directly above an opening, the nearest last; the page's own furniture is passed over."""
    found: list[str] = []
    for line in reversed(lines):
        plain = line.strip()
        is_other = bool(_NOT_A_HEADLINE.search(plain))
        if len(plain) > _LONGEST_HEADLINE or (is_other and found):
            break
        if not is_other and plain not in found:
            found.insert(0, plain)
    return found


def _end(paragraphs: Sequence[Paragraph], opening: _Opening, after: int) -> int:
    """Return where an item ends: before the short lines that head the next one."""
    if opening.last is not None:
        return opening.last + 1
    end = after
    if after < len(paragraphs):
        heads = len(_headlines([paragraphs[at].text for at in range(opening.at + 1, after)]))
        end = after - heads
    return max(end, opening.at + 1)


def _article(
    opening: _Opening,
    heads: Sequence[str],
    body: Sequence[Paragraph],
    paragraphs: Sequence[Paragraph],
) -> Article:
    return Article(
        headline=_chosen(heads),
        byline=opening.byline,
        paragraphs=tuple(paragraph.text.strip() for paragraph in body),
        spot=paragraphs[opening.at].spot,
        doubtful=len(heads) > 1 and len(_whole(heads)) != 1,
        paper=opening.paper,
    )


def _chosen(heads: Sequence[str]) -> str:
    """Return the headline: the last line that is no row of phrases, as kickers and banners are."""
    lines = _whole(heads) or heads
    return lines[-1] if lines else ""


def _whole(heads: Sequence[str]) -> list[str]:
    return [line for line in heads if not re.search(r"\S\s+\S", line)]


def _with_body(articles: Sequence[Article]) -> list[Article]:
    return [article for article in articles if article.text]


_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+")
_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_FULL = re.compile(r"((?:19|20)\d{2})[-年./](\d{1,2})[-月./](\d{1,2})日?(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_SHORT_NAME = 2
# What behind a name is no name: 文/图, 摄.
_SHARE_OF_WORK = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:\s+|/)(?:文|图|摄)(?:/(?:文|图|摄))?(?=[\s、,，]|$)"
)


@dataclass(frozen=True, slots=True)
class Reporters:
    """Names in order; ``doubts`` are those that may be several names in one."""

    names: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an item; ``inferred`` says that its year is not printed on the page."""

    date: datetime.date | None
    inferred: bool = False


def reporters_of(byline: str, lexicon: Lexicon) -> Reporters:
    """Return the reporters of ``记者甲某某 乙某 通讯员丙某某``: 甲某某, 乙某."""
    callings = choice((*lexicon.news.reporters, *lexicon.news.others))
    byline = _SHARE_OF_WORK.sub(" ", byline)
    names: list[str] = []
    counted = False
    for piece in re.split(rf"({callings})", byline):
        if re.fullmatch(callings, piece):
            counted = piece in lexicon.news.reporters
        elif counted:
            names += _names_in(piece)
    doubts = tuple(name for name in names if not _NAME.fullmatch(name))
    return Reporters(tuple(dict.fromkeys(names)), doubts)


def _names_in(text: str) -> Iterable[str]:
    """Yield names parted by spaces or marks; a name of two signs may be padded (王 立)."""
    held = ""
    for token in re.split(r"[\s、，,：:/]+", text.strip()):
        held += token
        if len(held) >= _SHORT_NAME:
            yield held
            held = ""


@dataclass(frozen=True, slots=True)
class PageDays:
    """What gives a year to days printed without one: the full dates of a page, and the first year it names."""

    printed: tuple[datetime.date, ...] = ()
    year: int | None = None

    @classmethod
    def of(cls, lines: Iterable[str]) -> "PageDays":
        """Return what the lines of a page say."""
        lines = tuple(lines)
        full = (match for line in lines for match in _FULL.finditer(line))
        printed = tuple(day for match in full if (day := _of(match)))
        years = (int(match[1]) for line in lines for match in _YEAR.finditer(line))
        return cls(printed, next(years, None))


def day_of(text: str, page: PageDays, received: datetime.date) -> Day:
    """Return the first day that an item's text names.

    Its year is that of a full date on the page not far from it, else the first that the page prints, else the latest
    that does not lie behind ``received``.
    """
    full = _FULL.search(text)
    day = _DAY.search(text)
    if full and (day is None or full.start() <= day.start()):
        return Day(calendar_day(int(full[1]), int(full[2]), int(full[3])))
    if day is None:
        return Day(None)
    month, number = int(day[1]), int(day[2])
    for other in page.printed[:_MOST_DAYS]:
        found = calendar_day(other.year, month, number)
        if found and abs((other - found).days) <= _NEAR:
            return Day(found)
    years = (*([page.year] if page.year else []), received.year, received.year - 1)
    dates = (calendar_day(year, month, number) for year in years)
    return Day(next((date for date in dates if date and date <= received), None), inferred=True)


# A page is dated within so many days of what it tells.
_NEAR = 31
_MOST_DAYS = 50


def _of(match: re.Match[str]) -> datetime.date | None:
    return calendar_day(int(match[1]), int(match[2]), int(match[3]))
