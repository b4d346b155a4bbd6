"""What a web page prints round a notice: its path, buttons, labels with values, recommendations, a second copy.

In: ``Document``. Out: ``WebPage``: the document without them, what its labels say of the notice, and the lines taken
out.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import han_of
from tongbao.notices.titles import is_issuer
from tongbao.sources.document import Block, Document, Paragraph, SourceTable, Spot

_LONGEST_LABELLED = 200
_LONGEST_REST = 24
_LONG_LABEL = 4
_LONGEST_OFFICE = 3
_DAYS = ("date", "published")
_STEPS = re.compile(r"[>＞›»→]")
# A way whose steps other signs part, behind the words that open it; one without them ends in 正文.
_OTHER_STEPS = re.compile(r"[:：]\s*\S{2,12}?\s*[-—–/\\|·]")
_TO_TEXT = re.compile(r"[^。；，：]{2,20}(?:\s*[>＞›»→]+\s*[^。；，：>＞]{2,12}){1,6}")
_FEWEST_STEPS = 2
_OPENING = 12
_BULLETS = ("•", "·", "▪", "◆", "●")
_CLOCK = re.compile(
    r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_SENTENCE = re.compile(r"[。；！？]")
_APART = re.compile(r"[\s\[\]【】()（）|｜:：,，/·]+")
# A page copied as one line holds so many characters, the most of the page, and so many items.
_LONG_LINE = 300
_FEWEST_ITEMS, _MOST_ITEMS = 3, 200
_OPENING_OF_PAGE = 300
_ITEMS = ("{n}.", "{n}、", "（{n}）", "({n})")
_OVER = ("{n}、", "（{n}）", "({n})")
# A title before the first sentence, and who signs behind the last.
_TITLED = re.compile(r"[^。，；：]{8,50}?(?:情况|进展|通报|公示|公告|清单|表)[：:\s]+")
_SIGNED = re.compile(r"(?<=。)\s*(?=[\u4e00-\u9fff]{4,30}\s*(?:(?:19|20)\d{2}[\d年月日.]*)?$)")
_ENDS = "。；;：:)）】 \u3000"
_NOTE = re.compile(r"(?<=[。\s])(?:说明|备注|注|附件|分享到|打印|责任编辑|来源)[：:\s]")
_OFTEN = 3
_FEWEST_LINKS, _LONGEST_LINK = 4, 6
# A text is there twice where this many lines in a row come again, and they are this much of what was before.
_FEWEST_AGAIN = 3
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class WebPage:
    """A document without what a web page prints round it.

    ``facts`` are what its labels say of the notice, as printed, by title, issuer, source,
    host, date, published and number;
    ``furniture`` the lines taken out, ``repeated`` where a second copy of the text began, if there is one.
    """

    document: Document
    facts: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[tuple[Spot, str], ...] = ()
    repeated: Spot | None = None


def without_furniture(document: Document, lexicon: Lexicon) -> WebPage:
    """Return the document without its page's own words."""
    reading = _Reading(lexicon)
    blocks = _with_lines_cut(document.blocks, reading.label)
    reading.know_own_labels(blocks)
    if len(blocks) != len(document.blocks):
        document = replace(document, blocks=blocks)
    if len(blocks) > 1 and reading.is_head(*blocks[:2]):
        blocks = blocks[1:]
    kept = [block for block in blocks if not reading.takes(block)]
    kept, repeated = _without_second_copy(kept, reading)
    if not reading.furniture:
        return WebPage(document)
    return WebPage(
        replace(document, blocks=tuple(kept)),
        reading.facts,
        tuple(reading.furniture),
        repeated,
    )


def _with_lines_cut(blocks: Sequence[Block], label: re.Pattern[str]) -> tuple[Block, ...]:
    """Return the blocks of a page that was copied as one line cut into lines again: at its labels, items and notes."""
    lengths = [len(one.text) if isinstance(one, Paragraph) else 0 for one in blocks]
    longest = max(lengths, default=0)
    if longest < _LONG_LINE or longest < _MOST * sum(lengths):
        return tuple(blocks)
    cut: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) == longest:
            places = sorted({0, *_places_of_lines(block.text, label)})
            ends = [*places[1:], len(block.text)]
            pieces = (block.text[at:end] for at, end in zip(places, ends, strict=True))
            lines = [piece.strip() for piece in pieces if piece.strip()]
            lines[0] = lines[0].rstrip("：: ")
            cut += [Paragraph(line, block.spot) for line in lines]
        else:
            cut.append(block)
    return tuple(cut)


def _places_of_lines(text: str, label: re.Pattern[str]) -> Iterator[int]:
    """Yield where lines began that a copy put behind each other."""
    best = max((list(_counting_on(text, form, str)) for form in _ITEMS), key=len)
    over = max((list(_counting_on(text, form, han_of)) for form in _OVER), key=len)
    if len(best) >= _FEWEST_ITEMS:
        yield from best
        closing = _NOTE.search(text, best[-1]) or _SIGNED.search(text, best[-1])
        yield from [closing.start()] if closing else []
        title = _TITLED.match(text)
        yield from [title.end()] if title else []
        yield from over if len(over) > 1 else []
    first = best[0] if len(best) >= _FEWEST_ITEMS else len(text)
    for match in label.finditer(text, 0, min(first, _OPENING_OF_PAGE)):
        yield match.start()


def _counting_on(text: str, form: str, write: Callable[[int], str]) -> Iterator[int]:
    """Yield where 1, 2, 3 … stand in a form, each behind an end."""
    at = 0
    for count in range(1, _MOST_ITEMS):
        numeral = form.format(n=write(count))
        at = text.find(numeral, at)
        while at > 0 and (
            text[at - 1] not in _ENDS or text[at + len(numeral) : at + len(numeral) + 1].isdigit()
        ):
            at = text.find(numeral, at + 1)
        if at < 0:
            return
        yield at
        at += len(numeral)


class _Reading:
    """Goes through the blocks from top to bottom and keeps what belongs to the page."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._web = lexicon.web
        self._roles = {word: role for role, words in self._web.labels.items() for word in words}
        # A typesetter spreads a short label over the width of a long one: 标　　题.
        words = "|".join(
            r"[ \u3000]*".join(map(re.escape, word))
            for word in sorted(self._roles, key=len, reverse=True)
        )
        self.label = re.compile(
            rf"(?:^|(?<=[\s\d|）)：:]))(?P<label>{words})(?:\s*[:：]|(?=\s|[|｜]|$))\s*"
        )
        self._colon = re.compile(rf"(?P<label>{words})\s*[:：]")
        self._own: set[str] = set()
        self._long = tuple(word for word in self._roles if len(word) >= _LONG_LABEL)
        self._ended = False
        self._bulleted = ""
        self.facts: dict[str, str] = {}
        self.furniture: list[tuple[Spot, str]] = []

    def know_own_labels(self, blocks: Sequence[Block]) -> None:
        """Keep the labels that stand in line after line: they are the notice's own, such as 主办 in a list of tasks.

        They open the line, or stand behind a gap.
        """
        openings = (
            label
            for block in blocks
            if isinstance(block, Paragraph)
            for label in {
                one["label"]
                for one in self._colon.finditer(block.text.strip())
                if not one.start() or one.string[one.start() - 1].isspace()
            }
        )
        self._own = {label for label, count in Counter(openings).items() if count >= _OFTEN}

    def takes(self, block: Block) -> bool:
        """Take a block out where it is the page's; True where it was taken."""
        lines = (
            [block.text] if isinstance(block, Paragraph) else [_line(row) for row in _rows(block)]
        )
        if not all(map(self._is_furniture, lines)):
            return False
        self.furniture += [(block.spot, line) for line in lines]
        return True

    def _is_furniture(self, line: str) -> bool:
        text = line.strip()
        self._ended = self._ended or (
            text.startswith(self._web.after) and len(text) <= _LONGEST_REST
        )
        if self._ended or self._is_path(text) or self._is_buttons(text):
            return True
        return self._is_bulleted(text) or self._has_facts(text)

    def _is_bulleted(self, text: str) -> bool:
        """Keep what a label and its value say that stand on lines of their own, each behind a bullet."""
        if not text.startswith(_BULLETS) or len(text) > _LONGEST_LABELLED or _SENTENCE.search(text):
            self._bulleted = ""
            return False
        bare = text.lstrip("".join(_BULLETS)).strip()
        closed = "".join(bare.split()).rstrip("：:")
        if closed in self._roles:
            self._bulleted = closed
            return True
        role = self._roles.get(self._bulleted, "")
        self._bulleted = ""
        if role and (role not in _DAYS or _CLOCK.match(bare)):
            self.facts.setdefault(role, bare)
        return bool(role)

    def _is_path(self, text: str) -> bool:
        """Return whether a line is the way to the page: 当前位置: 首页 > 政务公开."""
        steps, opening = len(_STEPS.findall(text)), text[:_OPENING]
        named = any(word in text for word in self._web.paths)
        if text.endswith("正文") and steps >= _FEWEST_STEPS and _TO_TEXT.fullmatch(text):
            return True
        opened = text.startswith(self._web.paths) and len(text) <= _LONGEST_LABELLED
        if opened and not _SENTENCE.search(text) and _OTHER_STEPS.search(text, 0, _LONGEST_REST):
            return True
        return (steps >= _FEWEST_STEPS and named) or (
            steps > 0 and any(word in opening for word in self._web.paths)
        )

    def _is_buttons(self, text: str) -> bool:
        words = [word for word in _APART.split(text) if word]
        if len(words) >= _FEWEST_LINKS and words[0] in self._web.paths:
            # The bar of the site's own links: 首页 区情概览 新闻中心.
            return all(len(word) <= _LONGEST_LINK for word in words)
        return bool(words) and all(word in self._web.buttons for word in words)

    def _is_labelled(self, text: str) -> bool:
        """Return whether a line has a label with its colon, or, beside other such lines, one long label alone."""
        return bool(self._colon.search(text) or (self.facts and text.startswith(self._long)))

    def _is_value(self, text: str) -> bool:
        """Return whether words behind a tab are what a label says, and not the heading of another column."""
        return bool(text.strip()) and role_of_heading(text, self._lexicon) is None

    def _has_facts(self, text: str) -> bool:
        """Keep what the labels of a line say; False where the line is no such line."""
        if not text or len(text) > _LONGEST_LABELLED or _SENTENCE.search(text):
            return False
        cells = re.split("[|｜]", text)
        headings = sum(role_of_heading(cell, self._lexicon) is not None for cell in cells)
        if len(cells) > 2 and 2 * headings > len(cells):  # noqa: PLR2004 - a label and its value
            return False  # the header of a table
        found = [one for one in self.label.finditer(text) if one["label"] not in self._own]
        is_row = "|" in text or (
            "\t" in text and self._is_value(text[found[-1].end() :] if found else "")
        )
        if not found or not (self._is_labelled(text) or len(found) > 1 or is_row):
            return False
        before = _CLOCK.sub("", text[: found[0].start()]).strip(" |｜\t\u3000")
        before = before.replace(":", "：").rpartition("：")[2]
        if len(before) > _LONGEST_REST:
            return False
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=True):
            value = text[match.end() : end].strip(" |｜\t\u3000")
            role = self._roles["".join(match["label"].split())]
            value = value if role in _DAYS else _CLOCK.split(value)[0].strip()
            if value in self._web.selves:
                continue
            if value and (role not in _DAYS or _CLOCK.match(value)):
                self.facts.setdefault(role, value)
        if _shortens(self.facts.get("source", ""), before):
            self.facts.setdefault("issuer", before)
        self._keep_day(text[: found[0].start()], before)
        return True

    def _keep_day(self, opening: str, before: str) -> None:
        """Keep the day before the labels of a line, and whom it names: 某区某局 2022-07-05 16:20 浏览：214次."""
        clock = _CLOCK.search(opening)
        if clock is None or not (opening.startswith(before) or clock.start() == 0):
            return
        self.facts.setdefault("published", clock.group())
        if before and is_issuer(before, self._lexicon):
            self.facts.setdefault("source", before)

    def is_head(self, first: Block, second: Block) -> bool:
        """Take a first line out that names the host of the page: it stands over the way to the page."""
        lines = [one.text.strip() for one in (first, second) if isinstance(one, Paragraph)]
        if len(lines) != 2 or not is_issuer(lines[0], self._lexicon) or not self._is_path(lines[1]):  # noqa: PLR2004
            return False
        self.facts["host"] = lines[0]
        self.furniture.append((first.spot, lines[0]))
        return True


def _shortens(short: str, name: str) -> bool:
    """Return whether a name of a body is printed short elsewhere: 市城管委办 of 某市城市管理委员会办公室."""
    signs = iter(name)
    is_short = 1 < len(short) < len(name) and short[-1] in name[-_LONGEST_OFFICE:]
    return is_short and all(sign in signs for sign in short)


def _rows(table: SourceTable) -> Iterator[Sequence[str]]:
    return ([cell.text for cell in row.cells if cell.text.strip()] for row in table.rows)


def _line(cells: Sequence[str]) -> str:
    return " | ".join(cells)


def _without_second_copy(blocks: list[Block], reading: _Reading) -> tuple[list[Block], Spot | None]:
    """Return the blocks up to where all of them begin again."""
    keys = [_key(block) for block in blocks]
    first: dict[str, int] = {}
    for at, key in enumerate(keys):
        begun = first.setdefault(key, at)
        run = 0
        while (
            begun < at
            and at + run < len(keys)
            and begun + run < at
            and keys[begun + run] == keys[at + run]
        ):
            run += 1
        if run >= _FEWEST_AGAIN and run >= _MOST * (at - begun):
            again = blocks[at:]
            reading.furniture += [(block.spot, _key(block)) for block in again[:run]]
            return [*blocks[:at], *again[run:]], blocks[at].spot
    return blocks, None


def _key(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(block.text.split())
    return "\n".join(map(_line, _rows(block)))
