"""A newspaper page -> its items: headline, opening and paragraphs of each.

In: the paragraphs of a page. Out: ``Article`` values. An item opens with a lead (``本报讯（记者某某）``), with a line
of its own that names the reporter, or ends as a picture does (``记者 某某 摄``). Kickers and banners stand above
the headline or below it without a mark, so the choice among several lines is a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.phrases import choice
from tongbao.sources.document import Paragraph, Spot

_LONGEST_HEADLINE = 40
_LONGEST_BYLINE = 30
_LONGEST_PLACE = 16
_LONGEST_PICTURE = 400
_DATED = re.compile(r"\d{1,2}月\d{1,2}日")
_NOT_A_HEADLINE = re.compile(
    r"[。；;]$|^\d{4}[-年]|https?:|[：:]$|字号|责任编辑|下载|^附|^第.{1,3}版$"
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

    @property
    def text(self) -> str:
        """The item's text as one, white space taken out: columns cut it in mid-word."""
        return "".join("".join(paragraph.split()) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an item opens; ``last`` is its last paragraph where that is known, as of a picture."""

    at: int
    byline: str
    is_line: bool = False
    last: int | None = None


def articles_in(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Article, ...]:
    """Return the items of a page, in its order."""
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


def _openings(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[_Opening]:
    openings: list[_Opening] = []
    for at, paragraph in enumerate(paragraphs):
        found = _opening(at, paragraph.text, lexicon)
        if found and found.last is not None:
            found = replace(found, at=_start(paragraphs, at, is_first=not openings))
        openings += [found] if found else []
    return openings


def _start(paragraphs: Sequence[Paragraph], last: int, *, is_first: bool) -> int:
    """Return where an item begins that is signed at its end: at the paragraph with the day, one or two up.

    The first item of a page begins under the page's first headline.
    """
    for at in range(last, max(last - 2, -1), -1):
        if _DATED.match(paragraphs[at].text.strip()):
            return at
    body = [at for at in range(last) if len(paragraphs[at].text.strip()) > _LONGEST_HEADLINE]
    return body[0] if is_first and body else last


def has_articles(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> bool:
    """Return whether any paragraph opens as a news item does."""
    return any(_opening(0, paragraph.text, lexicon) for paragraph in paragraphs)


def _opening(at: int, text: str, lexicon: Lexicon) -> _Opening | None:
    words = lexicon.news
    who = choice((*words.reporters, "通讯员"))
    plain = text.strip()
    bracket = r"[（(【\[]"
    lead = re.match(
        rf".{{0,{_LONGEST_PLACE}}}?(?:{choice(words.leads)})[】\]]?\s*{bracket}(?P<who>[^）)】]*(?:{who})[^）)】]*)",
        plain,
    )
    if lead:
        return _Opening(at, lead["who"])
    closing = re.search(rf"[（(](?P<who>[^（()）]*(?:{who})[^（()）]*)[）)]$", plain)
    if closing:
        taken = closing["who"].rstrip().endswith("摄")
        return _Opening(at, "" if taken else closing["who"], last=at)
    picture = re.search(
        rf"(?:{choice(words.reporters)})\s*[\u4e00-\u9fff ]{{2,8}}\s*(?:摄|图)[）)]?$", plain
    )
    if picture and len(plain) <= _LONGEST_PICTURE:
        return _Opening(at, "", last=at)
    line = re.fullmatch(
        rf"(?:[\u4e00-\u9fff]{{0,14}}?(?P<who>(?:{choice(words.reporters)})[\s：:]*[\u4e00-\u9fff· 、]+))",
        plain,
    )
    if line and len(plain) <= _LONGEST_BYLINE and not plain.endswith("摄"):
        return _Opening(at, line["who"], is_line=True)
    return None


def _headlines(lines: Sequence[str]) -> list[str]:
    """Return the short lines directly above an opening, the nearest last; the page's own furniture is passed over."""
    found: list[str] = []
    for line in reversed(lines):
        plain = line.strip()
        is_other = bool(_NOT_A_HEADLINE.search(plain))
        if len(plain) > _LONGEST_HEADLINE or (is_other and found):
            break
        if not is_other:
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
    )


def _chosen(heads: Sequence[str]) -> str:
    """Return the headline: the last line that is no row of phrases, as kickers and banners are."""
    lines = _whole(heads) or heads
    return lines[-1] if lines else ""


def _whole(heads: Sequence[str]) -> list[str]:
    return [line for line in heads if not re.search(r"\S\s+\S", line)]


def _with_body(articles: Sequence[Article]) -> list[Article]:
    return [article for article in articles if article.text]
