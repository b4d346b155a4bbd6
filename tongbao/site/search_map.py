"""sitemap.xml: every page for search engines (sitemaps.org 0.9).

In: the pages and the domain that site.yml states. Out: the files by path. Its addresses must be absolute, so there is a
map only where the domain is a real one; on an intranet, and inside a frozen month, there is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from tongbao.site import urls
from tongbao.site.page import Page

# A name with a dot, with the folder behind it where the site lies in one: www.example.gov.cn/zhanhe
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:/[A-Za-z0-9._~-]+)*/?"
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# More addresses than this a search engine does not take in one file.
_MOST = 50_000


def search_map(pages: Sequence[Page], domain: str) -> Mapping[str, str]:
    """Return the map by path: one file, or an index and its parts; nothing where the domain is none."""
    base = base_of(domain)
    if not base:
        return {}
    found = [_entry(base, page) for page in pages if page.path != urls.NOT_FOUND]
    parts = [found[at : at + _MOST] for at in range(0, len(found), _MOST)]
    if len(parts) == 1:
        return {urls.SEARCH_MAP: _file("urlset", parts[0])}
    names = [urls.search_map_part(number) for number, _ in enumerate(parts, start=1)]
    index = (f"<sitemap><loc>{escape(base + name)}</loc></sitemap>" for name in names)
    return {
        urls.SEARCH_MAP: _file("sitemapindex", index),
        **{name: _file("urlset", part) for name, part in zip(names, parts, strict=True)},
    }


def base_of(domain: str) -> str:
    """Return the address that paths are put behind, "" where the domain is none (内网, localhost)."""
    named = domain.removeprefix("https://").removeprefix("http://")
    if not _DOMAIN.fullmatch(named):
        return ""
    scheme = "http" if domain.startswith("http://") else "https"
    return f"{scheme}://{named.rstrip('/')}/"


def _entry(base: str, page: Page) -> str:
    """Return a page's entry; an article says its day."""
    day = next((meta.content[:10] for meta in page.metas if meta.name == "PubDate"), "")
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    return f"<url><loc>{escape(base + page.path)}</loc>{changed}</url>"


def _file(kind: str, entries: Iterable[str]) -> str:
    return "\n".join(_lines(kind, entries))


def _lines(kind: str, entries: Iterable[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<{kind} xmlns="{_NAMESPACE}">'
    yield from entries
    yield f"</{kind}>\n"
