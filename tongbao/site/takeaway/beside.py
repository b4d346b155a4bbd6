"""Everything that lies beside the pages to be taken away, and the line on each page that leads to it.

In: the survey, the changes, the pages as planned. Out: ``Takeaway``: lists, workbooks and texts of the pages that are
there, and the same pages with their links.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tongbao.site import urls
from tongbao.site.pages import Page
from tongbao.site.period_changes import Movements
from tongbao.site.survey import Survey
from tongbao.site.table import Book, Sheet, Text
from tongbao.site.takeaway.books import books
from tongbao.site.takeaway.brief import briefs
from tongbao.site.takeaway.lists import entry_sheets
from tongbao.site.takeaway.shown import shown_sheets
from tongbao.site.views import Link


@dataclass(frozen=True, slots=True)
class Takeaway:
    """The lists, workbooks and texts of a site, and its pages with the links to them."""

    sheets: tuple[Sheet, ...]
    books: tuple[Book, ...]
    texts: tuple[Text, ...]
    pages: tuple[Page, ...]


def takeaway(survey: Survey, moved: Movements, pages: Sequence[Page]) -> Takeaway:
    """Return all of it; an empty list is not made, nor one whose page is not there."""
    paths = {"", *(page.path for page in pages)}
    listed = (page.listed for page in pages if page.listed)
    found = chain(entry_sheets(survey), listed, shown_sheets(pages))
    sheets = tuple(one for one in found if one.rows and one.page in paths)
    made = tuple(one for one in books(survey) if one.page in paths)
    texts = tuple(one for one in briefs(survey, moved) if one.page in paths)
    links = _links(sheets, made, texts)
    linked = (
        replace(page, takeaway=tuple(links[page.path])) if page.path in links else page
        for page in pages
    )
    return Takeaway(sheets, made, texts, tuple(linked))


def _links(
    sheets: Iterable[Sheet], made: Iterable[Book], texts: Iterable[Text]
) -> dict[str, list[Link]]:
    """Return the links of each page, in the order in which they are printed."""
    links: dict[str, list[Link]] = {}
    for text in texts:
        links.setdefault(text.page, []).append(Link(text.word, text.path))
    for book in made:
        links.setdefault(book.page, []).append(Link("Excel", book.path))
    for sheet in sheets:
        # What no page shows is offered on the home page.
        own = links.setdefault(sheet.page or urls.HOME, [])
        own.append(Link("CSV" if sheet.page else "全部进展CSV", urls.csv(sheet.stem)))
        if sheet.as_json:
            own.append(Link("JSON", urls.json(sheet.stem)))
    return links
