"""A newspaper page or a web article -> facts: headline, day, reporters, units, projects with amounts.

In: the material of a document. Out: a mention an item. Never the article's text, never its citizens. A
list of named things with statuses in an article makes tasks besides, by name and status alone.
"""

from collections import Counter
from dataclasses import replace

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.news.articles import Article, articles_in, has_articles
from tongbao.notices.news.bylines import day_of, reporters_of
from tongbao.notices.news.organs import units_in
from tongbao.notices.news.projects import projects_in
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.notices.told.reader import lists_in
from tongbao.records.facts import Mention

__all__ = ["has_articles", "read_news", "with_headline"]


def read_news(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the mentions of a page, and the tasks that its lists make; None where there is neither."""
    page = tuple(paragraph.text for paragraph in material.prose)
    mentions: list[Mention] = []
    remarks: list[Remark] = []
    marks: Counter[str] = Counter()
    for article in articles_in(material.prose, context.lexicon):
        mention, doubts = _mention(article, page, context)
        mentions.append(mention)
        marks.update(f"{field}: {said}" for field, said in doubts)
        remarks += [Remark("inferred", article.spot, said) for _, said in doubts]
    lists = lists_in(material, heading, context, facts_only=True)
    if not mentions and lists is None:
        return None
    reading = lists or Reading()
    return replace(
        reading,
        mentions=tuple(mentions),
        review=(*reading.review, *_of_page(mentions)),
        mentions_review=tuple(
            f"{mark}（{times}篇）" if times > 1 else mark for mark, times in marks.items()
        ),
        remarks=(*reading.remarks, *remarks),
    )


def _of_page(mentions: list[Mention]) -> tuple[str, ...]:
    """Return the mark of a page that prints several items under no title of its own."""
    headlines = [mention.headline for mention in mentions if mention.headline]
    return ("title: 版面没有总题，取第一篇的标题",) if len(headlines) > 1 else ()


def _mention(
    article: Article, page: tuple[str, ...], context: Context
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
    units = units_in(f"{article.headline}，{article.text}", lexicon, known)
    mention = Mention(
        headline=article.headline or None,
        date=day.date,
        reporters=reporters.names,
        units=units,
        projects=projects_in(
            article.text, lexicon, lambda name: next(iter(units_in(name, lexicon, known)), "")
        ),
        page=article.spot.page or None,
    )
    return mention, doubts


def with_headline(material: Material, heading: Heading, lexicon: Lexicon) -> Heading:
    """Return what a page says of itself: a paper prints no title but headlines, and the first one stands for it."""
    articles = articles_in(material.prose, lexicon)
    first = next((article.headline for article in articles if article.headline), "")
    if not first:
        return heading
    return replace(heading, title=first, title_printed=True)
