"""The check of the portal's own head and foot: they stand on every page, so they must break none.

In: ``Checked``. Out: problems in the HTML files, each at its line: what the page's policy would refuse (scripts, inline
styles), what would break the page open (a tag without its end, an anchor of ours), and addresses that lead nowhere, or
out of the site unasked.
"""

import os
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from tongbao.problems import Place, Problem, Severity
from tongbao.records.checks.checked import Checked

ROOT = "{root}"
# What stands around or once in a page, and what the policy of the page refuses.
_OF_THE_PAGE = frozenset(("html", "head", "body", "main", "title", "meta", "base", "h1"))
_REFUSED = frozenset(("style", "iframe", "frame", "object", "embed", "form", "audio", "video"))
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "source", "wbr"))
_ANCHORS = frozenset(("main", "large-print"))
_LOADED = frozenset(("src", "srcset", "poster"))
_UNLINKED = frozenset(("mailto", "tel"))


def portal_html_is_sound(checked: Checked) -> Iterator[Problem]:
    """Head and foot of the portal hold nothing that breaks a page or loads from elsewhere."""
    named, html = checked.content.settings.portal, checked.content.portal
    static = checked.places.root / "static"
    for file, text in ((named.header, html.header), (named.footer, html.footer)):
        if file and text:
            yield from problems_in(text, file, named.addresses, static)


def problems_in(
    text: str, file: str, addresses: Sequence[str], static: Path
) -> tuple[Problem, ...]:
    """Return what is wrong with a piece of HTML; ``static`` is the folder of the site's own files."""
    reader = _TagReader(file, frozenset(addresses), static)
    reader.feed(text)
    reader.close()
    for tag, place in reader.open:
        reader.add(place, f"<{tag}> 没有结束", f"补上 </{tag}>")
    return tuple(dict.fromkeys(reader.found))


class _TagReader(HTMLParser):
    """Reads a piece of HTML tag by tag; ``open`` are the tags not closed yet, ``found`` the problems."""

    def __init__(self, file: str, addresses: frozenset[str], static: Path) -> None:
        super().__init__()
        self.file, self.addresses, self.static = file, addresses, static
        self.open: list[tuple[str, Place]] = []
        self.found: list[Problem] = []

    def add(
        self, place: Place, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem."""
        self.found.append(Problem(place, message, hint, severity))

    def _place(self) -> Place:
        line, offset = self.getpos()
        return Place(self.file, line=line, column=offset + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag and its attributes."""
        place = self._place()
        self._tag(tag, place)
        for name, value in attrs:
            self._attribute(tag, name, value or "", place)
        if tag == "img" and "alt" not in dict(attrs):
            hint = '写明图上是什么：alt="平顶山市人民政府"；只作装饰的写 alt=""'
            self.add(place, "<img> 没有 alt，看不见图的人不知道是什么", hint, Severity.WARNING)
        if tag not in _VOID:
            self.open.append((tag, place))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag written ``<tag/>``; a browser takes it as left open, unless it is one that holds nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Check that an end has its beginning."""
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif any(tag == opened for opened, _ in self.open):
            while (last := self.open.pop())[0] != tag:
                self.add(last[1], f"<{last[0]}> 没有结束", f"补上 </{last[0]}>")
        elif tag not in _VOID:
            self.add(self._place(), f"</{tag}> 没有开头", "删去它，或补上开头")

    def parse_html_declaration(self, i: int) -> int:
        """Tell of ``<![``, which only old programs write; on some of it Python's reader fails."""
        if not self.rawdata.startswith("<![", i):
            return super().parse_html_declaration(i)
        self.add(self._place(), "“<![”开头的不是 HTML", "删去它，注释写成 <!-- -->")
        return self.parse_bogus_comment(i)

    def _tag(self, tag: str, place: Place) -> None:
        if tag == "script":
            hint = "删去脚本；导航写成普通链接"
            self.add(place, "这里不能有 <script>，网页不运行别处的脚本", hint)
        elif tag in _REFUSED:
            self.add(place, f"这里不能有 <{tag}>", "样式写进 static 里的文件，别的改成普通链接")
        elif tag in _OF_THE_PAGE:
            self.add(
                place, f"这里不能有 <{tag}>，每个网页已有自己的", "只写放在页头或页脚里的那一段"
            )

    def _attribute(self, tag: str, name: str, value: str, place: Place) -> None:
        if name == "style":
            hint = "改用 class，样式写进 static 里的文件"
            self.add(place, "这里不能写 style，网页不用写在标签里的样式", hint)
        elif name.startswith("on"):
            self.add(place, f"这里不能写 {name}，网页不运行写在标签里的脚本", "删去它")
        elif name == "id" and value in _ANCHORS:
            self.add(place, f"id“{value}”网页已经用了", "换一个 id")
        elif (tag == "link" and name == "href") or (tag != "script" and name in _LOADED):
            self._loaded(value, place)
        elif name == "href":
            self._link(value, place)

    def _loaded(self, value: str, place: Place) -> None:
        """A picture or style sheet is a file of the site's own."""
        inside = value.removeprefix(f"{ROOT}static/")
        if inside == value or ".." in inside:
            hint = "文件放进站点文件夹的 static 里，写成 {root}static/文件名"
            self.add(place, f"“{value}”不是本站的文件", hint)
        elif not os.path.isfile(self.static / inside):  # noqa: PTH113  a name too long is no file
            self.add(place, f"没有这个文件：static/{inside}", "把文件放到这里，或改正文件名")

    def _link(self, value: str, place: Place) -> None:
        """A link leads into the site from its root, to the portal on the same server, or to a host that is listed."""
        try:
            address = urlsplit(value.strip())
        except ValueError:  # brackets that hold no address of IPv6, signs that become a slash
            self.add(place, f"“{value}”不是网址", "核对网址，从浏览器的地址栏抄")
            return
        if address.scheme in _UNLINKED or value.startswith((ROOT, "#")):
            return
        if address.scheme not in {"", "http", "https"}:
            self.add(place, f"不能用这样的链接：“{value}”", "写成网址，或 {root} 开头的本站地址")
        elif address.hostname and address.hostname not in self.addresses:
            hint = f"确要链接，就在 site.yml 的 portal 下写 addresses: [{address.hostname}]"
            self.add(place, f"链接到外部网站“{address.hostname}”", hint)
        elif not address.hostname and not value.startswith("/"):
            hint = f"本站的写成 {ROOT}{re.sub(r'^(?:[.]{1,2}/)+', '', value)}；门户的写成 / 开头"
            self.add(place, f"“{value}”在各层文件夹里指向不同的地方", hint)
