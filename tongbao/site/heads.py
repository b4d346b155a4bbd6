"""What a page's head says to portals and inspectors: the tags of 国办发〔2017〕47号.

In: what a page is about. Out: ``Meta`` values. A column lists things; an article is a task or a notice, and its
PubDate is the notice's date, never the clock nor the day on which an undated one came.
"""

from tongbao.site.page import Meta
from tongbao.site.views import Byline


def column(
    name: str, description: str, keywords: tuple[str, ...], kind: str = "工作动态"
) -> tuple[Meta, ...]:
    """Return the tags of a page that lists things; ``kind`` is one of the guide's column types."""
    return (
        Meta("ColumnName", name),
        Meta("ColumnDescription", description),
        Meta("ColumnKeywords", ",".join(keywords)),
        Meta("ColumnType", kind),
    )


def article(title: str, byline: Byline | None) -> tuple[Meta, ...]:
    """Return the tags of a task or a notice; none where no notice is shown to date it by."""
    if byline is None:
        return ()
    return (
        Meta("ArticleTitle", title),
        *((Meta("PubDate", byline.moment),) if byline.moment else ()),
        Meta("ContentSource", byline.source),
    )
