"""A newspaper page or a web article -> facts: headline, day, reporters, units, projects with amounts.

In: the material of a document. Out: a mention an item. Never the article's text, never its citizens. Lists of things in
an article make tasks as in any notice.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.news.articles import (
    Article,
    PageDays,
    articles_in,
    day_of,
    masthead_of,
    reporters_of,
    without_leads,
)
from tongbao.notices.news.names import projects_in, units_in
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_speech
from tongbao.records.facts import Mention

__all__ = ["read_news", "with_headline", "without_leads"]


def read_news(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the mentions of a page, None where it has no item; a picture's credit makes no page of a report."""
    del heading
    page = tuple(paragraph.text for paragraph in material.prose)
    if is_speech(page, context.lexicon):
        return None
    days = PageDays.of(page)
    mentions: list[Mention] = []
    remarks: list[Remark] = []
    marks: Counter[str] = Counter()
    for article in articles_in(material.prose, context.lexicon):
        mention, doubts = _mention(article, days, context)
        mentions.append(mention)
        marks.update(f"{field}: {said}" for field, said in doubts)
        remarks += [Remark("inferred", article.spot, said) for _, said in doubts]
    if not mentions:
        return None
    headlines = [mention.headline for mention in mentions if mention.headline]
    return Reading(
        mentions=tuple(mentions),
        review=("title: 版面没有总题，取第一篇的标题",) if len(headlines) > 1 else (),
        mentions_review=tuple(
            f"{mark}（{times}篇）" if times > 1 else mark for mark, times in marks.items()
        ),
        remarks=tuple(remarks),
    )


def _mention(
    article: Article, page: PageDays, context: Context
) -> tuple[Mention, list[tuple[str, str]]]:
    """Return the facts of an item, and what of them was inferred: the field and why."""
    lexicon, known = context.lexicon, context.units.known
    reporters = reporters_of(article.byline, lexicon)
    day = day_of(article.text, page, context.date)
    named = f"“{article.headline}”" if article.headline else "无标题的图片"
    doubts = []
    if article.doubtful:
        doubts.append(("headline", f"{named}上下还有别的行，标题按通常的位置取"))
    if day.date and day.inferred:
        doubts.append(("date", f"只印了月日，年份推断为{day.date.year}年"))
    doubts += [
        ("reporters", f"{named}的记者“{name}”可能是几个人的姓名") for name in reporters.doubts
    ]
    mention = Mention(
        headline=article.headline or None,
        date=day.date,
        reporters=reporters.names,
        units=units_in(f"{article.headline}，{article.text}", lexicon, known),
        projects=projects_in(
            article.text, lexicon, lambda name: next(iter(units_in(name, lexicon, known)), "")
        ),
        page=article.spot.page or None,
    )
    return mention, doubts


def with_headline(
    material: Material, heading: Heading, facts: Mapping[str, str], lexicon: Lexicon
) -> Heading:
    """Return what a page says of itself.

    A paper prints no title but headlines, and the first one stands for it; it issues the page where nobody else is
    named: the source that the page gives (``facts``), the paper over the items, or the one that an item opens with. The
    day over the items is the page's.
    """
    articles = articles_in(material.prose, lexicon)
    first = next((article.headline for article in articles if article.headline), "")
    masthead = masthead_of(material.prose, lexicon)
    paper = facts.get("source") or (
        masthead.paper if masthead else next((one.paper for one in articles if one.paper), "")
    )
    if first:
        heading = replace(heading, title=first, title_printed=True)
    if paper and (heading.issuer is None or heading.issuer_inferred):
        heading = replace(heading, issuer=paper, issuer_inferred=False)
    if masthead and masthead.date and heading.date is None:
        heading = replace(heading, date=masthead.date)
    return heading
