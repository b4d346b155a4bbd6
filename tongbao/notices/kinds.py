"""Which kind of notice a document is, and which reader reads it.

In: the material of a document and its heading. Out: a score for each kind, from the words of the lexicon and the
shape of the document; two kinds that come close are a question to the person, never a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tongbao.notices.bulletin import has_sections, read_bulletin
from tongbao.notices.heading import Heading
from tongbao.notices.ledger import read_ledger_notice
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.news import has_articles, read_news
from tongbao.notices.reading import Context, Reader, Reading
from tongbao.notices.responsibility import read_responsibility
from tongbao.notices.responsibility.shape import announces_list, has_roles, has_table
from tongbao.notices.rows import Material
from tongbao.notices.told.reader import has_lists, read_told
from tongbao.notices.told.subjects import with_subjects
from tongbao.notices.work_report import read_report
from tongbao.problems import Place, Problem, Problems


def first_of(*readers: Reader) -> Reader:
    """Return a reader that asks these in turn, and hands on what the first of them finds."""

    def read(material: Material, heading: Heading, context: Context) -> Reading | None:
        found = (reader(material, heading, context) for reader in readers)
        return next((reading for reading in found if reading is not None), None)

    return read


def read_decomposed(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return what the reader of tasks finds, with the statuses that the text behind a task gives to counties."""
    reading = read_responsibility(material, heading, context)
    if reading is None:
        return None
    return replace(reading, tasks=with_subjects(reading.tasks, context.lexicon))


READERS: Mapping[str, Reader] = {
    "ledger": read_ledger_notice,
    "responsibility": read_decomposed,
    "bulletin": first_of(read_bulletin, read_told),
    "news": read_news,
    "report": read_report,
}

NAMES: Mapping[str, str] = {
    "ledger": "进展台账",
    "responsibility": "任务分解",
    "bulletin": "分单位通报",
    "report": "政府工作报告",
    "news": "报道",
}

# What a document must hold to be read as a kind, for the person whose document does not.
HINTS: Mapping[str, str] = {
    "ledger": "表头要有“工作任务”和“进展情况”或“完成情况”等列，表头下要有任务",
    "responsibility": "要有编号的任务，或有“任务”和“牵头单位”“责任单位”等列的表格",
    "bulletin": "正文要有按单位分列的情况，或成句的清单，如“推进缓慢的有3项（A、B、C）”",
    "news": "要有“本报讯（记者某某）”这样的消息头，或记者署名的一行",
    "report": "要有写明年份的标题（如“一、2020年工作回顾”“三、2021年重点工作”），标题下要有数字或分项工作",
}

_ENDS_TITLE = 4
_IN_TITLE = 1
_IN_TEXT = 1
# A kind is decided where its score is at least this much above the next one's.
_CLEAR_BY = 1.2


def has_ledger(material: Material) -> bool:
    """Return whether a document has rows of a ledger."""
    return bool(material.ledger and material.ledger.rows)


def speaks_by_unit(material: Material, heading: Heading, lexicon: Lexicon) -> bool:
    """Return whether sections go by unit; headings that end in roles are tasks."""
    return has_sections(material, heading, lexicon) and not has_roles(material, lexicon)


def lists_statuses(material: Material, lexicon: Lexicon) -> bool:
    """Return whether the prose names things by status; a newspaper's does too, and tasks with roles may."""
    if has_articles(material.prose, lexicon) or has_roles(material, lexicon):
        return False
    return has_lists(material, lexicon)


Shape = Callable[[Material, Heading, Lexicon], bool]

# What the shape of a document says for a kind, and how much.
SHAPES: tuple[tuple[str, float, Shape], ...] = (
    ("ledger", 6, lambda material, _, __: has_ledger(material)),
    ("responsibility", 8, lambda material, _, lexicon: has_table(material, lexicon)),
    ("responsibility", 6, lambda material, _, lexicon: has_roles(material, lexicon)),
    ("responsibility", 6, lambda material, _, lexicon: announces_list(material, lexicon)),
    ("bulletin", 8, speaks_by_unit),
    ("bulletin", 6, lambda material, _, lexicon: lists_statuses(material, lexicon)),
    ("bulletin", 2, lambda _, heading, __: heading.issue is not None),
    ("news", 8, lambda material, _, lexicon: has_articles(material.prose, lexicon)),
)


def decide_kind(material: Material, heading: Heading, lexicon: Lexicon) -> str:
    """Return the kind; raises ``Problems`` where nothing speaks for any, or two kinds come close."""
    return clearest(score_kinds(material, heading, lexicon), material.document.name)


def clearest(scores: Mapping[str, float], name: str) -> str:
    """Return the kind that the scores speak for; ``name`` is the file, for the question where two are close."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (first, most), (second, next_most) = ranked[0], ranked[1]
    if not most:
        message = "文件里没有找到台账表格，也看不出是别的哪一种文件"
        hint = f"{HINTS['ledger']}；或{_ask(list(READERS))}"
        raise Problems([Problem(Place(name), message, hint)])
    if next_most and most < _CLEAR_BY * next_most:
        close = f"像{NAMES[first]}（{most:g} 分），又像{NAMES[second]}（{next_most:g} 分）"
        raise Problems(
            [Problem(Place(name), f"看不准是哪一种文件：{close}", _ask([first, second]))]
        )
    if first not in READERS:
        message = f"像是{NAMES[first]}，这种文件还不能收文入库"
        raise Problems([Problem(Place(name), message, _ask(list(READERS)))])
    return first


def _ask(kinds: Sequence[str]) -> str:
    return "用 --kind 写明：" + "、".join(f"{kind}（{NAMES[kind]}）" for kind in kinds)


def score_kinds(material: Material, heading: Heading, lexicon: Lexicon) -> Mapping[str, float]:
    """Return what speaks for each kind: its words in title and text, and the shape of the document.

    The word nearest the title's end says what a document is, the others what it is about.
    """
    text = "".join("".join(paragraph.text.split()) for paragraph in material.prose)
    ends = {kind: _end_of(lexicon.kinds.get(kind, ()), heading.title) for kind in NAMES}
    last = max(ends.values())
    scores = dict.fromkeys(NAMES, 0.0)
    for kind, end in ends.items():
        if end:
            scores[kind] += _ENDS_TITLE if end == last else _IN_TITLE
        scores[kind] += _IN_TEXT * sum(word in text for word in lexicon.kinds.get(kind, ()))
    for kind, points, is_so in SHAPES:
        scores[kind] += points * is_so(material, heading, lexicon)
    return scores


def _end_of(words: Sequence[str], title: str) -> int:
    """Return where the last of some words ends in a title, 0 where none stands in it."""
    return max((title.rfind(word) + len(word) for word in words if word in title), default=0)
