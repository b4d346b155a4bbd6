"""The text of a bulletin: a text file with words in braces -> the paragraphs of a letter.

In: the text as a clerk wrote it in Notepad, and the words it may use. Out: ``Letter``. All that is wrong with the
text is told at its line, in words that say what to write; a figure that is missing is never left blank.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from traceback import extract_tb
from typing import Any, Literal, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from tongbao.bulletin.words import COUNTS, EVERY, MUST_NAME, OUTSIDE, SHARES, LetterWords
from tongbao.problems import Place, Problem, Problems

Kind = Literal["text", "first", "second"]

_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"（[一二三四五六七八九十]+）")
_LONGEST_HEADING = 40
_LABEL = re.compile(r"(标题|主送|附件|署名)[：:](.*)")
_WIDE_BRACES = re.compile(r"[｛｝]")
_LONE_BRACE = re.compile(r"(?<!\{)\{(?![{%#])|(?<![}%#])\}(?!\})")
_WORD_MARK = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
_REMARK = "#"
_NEAR = 0.5  # one of two signs is right
_FORMS = "词写成 {{ 期次 }}，条件写成 {% if 表扬单位 %}……{% endif %}，括号用半角、成对"
_SOURCE = "<template>"  # what jinja calls a text that is no file


@dataclass(frozen=True, slots=True)
class LetterParagraph:
    """A paragraph of the body; ``kind`` says whether it is a heading of the first or the second rank."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Letter:
    """A bulletin's words. ``title`` is one printed line each, ``annex`` the name of the ledger attached."""

    title: tuple[str, ...]
    annex: str
    blocks: tuple[LetterParagraph, ...]
    addressees: str | None = None
    signature: str | None = None


def letter_of(text: str, file: str, words: LetterWords) -> Letter:
    """Return the letter that a text makes; ``file`` names it in the ``Problems`` raised where it makes none."""
    source = "\n".join("" if _is_remark(line) else line for line in text.splitlines())
    problems = [*_braces(source, file)]
    if not problems:
        tree = _parsed(source, file)
        problems = [*_names(tree, file, words)] or [*_passed_over(tree, file, words)]
    if problems:
        raise Problems(problems)
    return _letter(_rendered(source, file, words), file)


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith(_REMARK)


def _environment() -> jinja2.Environment:
    return SandboxedEnvironment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)


def _braces(source: str, file: str) -> Iterator[Problem]:
    """Yield what the keyboard of a clerk makes of braces."""
    for line, text in enumerate(source.split("\n"), start=1):
        if found := _WIDE_BRACES.search(text):
            yield Problem(Place(file, line=line), f"用了全角花括号“{found.group()}”", _FORMS)
        elif _LONE_BRACE.search(_WORD_MARK.sub("", text)):
            yield Problem(Place(file, line=line), "花括号要两个一对", _FORMS)


def _parsed(source: str, file: str) -> nodes.Template:
    try:
        return _environment().parse(source)
    except jinja2.TemplateSyntaxError as error:
        place = Place(file, line=error.lineno)
        raise Problems([Problem(place, "这里的写法不对，看不懂", _FORMS)]) from None


def _names(tree: nodes.Template, file: str, words: LetterWords) -> Iterator[Problem]:
    """Yield each name that is no word."""
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in {*words.values, *own, "loop"}:
            known = tuple(words.values)
            yield _unknown(Place(file, line=name.lineno), name.name, known)
    for line, of, word in _asked(tree):
        figures = words.values[of]
        if isinstance(figures, Mapping) and word not in figures:
            asked = [f"{of}.{one}" for one in figures]
            yield _unknown(Place(file, line=line), f"{of}.{word}", asked)


def _passed_over(tree: nodes.Template, file: str, words: LetterWords) -> Iterator[Problem]:
    """Yield what is there and the text says nothing of: units that were chosen, ways to stand."""
    used = {name.name for name in tree.find_all(nodes.Name)}
    said = {word for _, _, word in _asked(tree)}
    for name in MUST_NAME:
        if words.values[name] is not None and name not in used:
            message = f"定了{name}，文字里没有写到"
            yield Problem(Place(file), message, f"加上 {{{{ {name} }}}}")
    for standing, count in words.must:
        whole = EVERY if standing.base else OUTSIDE
        own = {standing.heading, *words.aliases.get(standing.heading, ())}
        if whole not in used and not said & own:
            hint = f"加上 {{{{ {whole} }}}} 或 {{{{ {COUNTS}.{standing.heading} }}}}"
            message = f"有{standing.heading}的{count}件，文字里没有写到"
            yield Problem(Place(file), message, hint)


def _asked(tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and word of every 件数.积极推进 and 件数["积极推进"]."""
    for found in tree.find_all((nodes.Getattr, nodes.Getitem)):
        of = found.node  # type: ignore[attr-defined]  # both have it
        if not isinstance(of, nodes.Name) or of.name not in (COUNTS, SHARES):
            continue
        if isinstance(found, nodes.Getattr):
            yield found.lineno, of.name, found.attr
        elif isinstance(found, nodes.Getitem) and isinstance(found.arg, nodes.Const):
            yield found.lineno, of.name, str(found.arg.value)


def _unknown(place: Place, name: str, known: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(name, known, 1, _NEAR)
    hint = f"你是不是要写“{near[0]}”" if near else f"可以写的词：{'、'.join(known)}"
    return Problem(place, f"没有“{name}”这个词", hint)


class _Absent(jinja2.Undefined):
    """What there is nothing to say of: a condition may ask for it, a text that prints it is wrong."""

    def __str__(self) -> str:
        raise jinja2.UndefinedError(self._undefined_hint)


def _rendered(source: str, file: str, words: LetterWords) -> str:
    values = {
        name: _Absent(hint=f"“{name}”没有内容：{words.reasons.get(name, '')}", name=name)
        if value is None
        else value
        for name, value in words.values.items()
    }
    try:
        return _environment().from_string(source).render(values)
    except jinja2.UndefinedError as error:
        hint = "删去这个词，或把这句话放进 {% if … %} 和 {% endif %} 中间"
        _refuse(error, file, error.message or "", hint)
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError,
            AttributeError) as error:  # fmt: skip
        _refuse(error, file, "这里的写法不对，算不出来", _FORMS)


def _refuse(error: Exception, file: str, message: str, hint: str) -> NoReturn:
    """Raise the problem of a text at the line that it comes from; what comes from elsewhere is our bug."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == _SOURCE]
    if not lines:
        raise error
    raise Problems([Problem(Place(file, line=lines[-1] or 0), message, hint)]) from None


def _letter(text: str, file: str) -> Letter:
    labelled: dict[str, list[str]] = {}
    blocks: list[LetterParagraph] = []
    for line in (line.strip() for line in text.splitlines()):
        if match := _LABEL.fullmatch(line):
            labelled.setdefault(match[1], []).append(match[2].strip())
        elif line:
            blocks.append(LetterParagraph(line, _kind(line)))
    problems = [*_missing(labelled, blocks, file)]
    if problems:
        raise Problems(problems)
    return Letter(
        title=tuple(labelled["标题"]),
        annex=labelled["附件"][0],
        blocks=tuple(blocks),
        addressees=_one(labelled, "主送"),
        signature=_one(labelled, "署名"),
    )


def _kind(line: str) -> Kind:
    if len(line) > _LONGEST_HEADING or line.endswith("。"):
        return "text"
    if _FIRST.match(line):
        return "first"
    return "second" if _SECOND.match(line) else "text"


def _missing(
    labelled: Mapping[str, Sequence[str]], blocks: Sequence[LetterParagraph], file: str
) -> Iterator[Problem]:
    for name, example in (
        ("标题", "标题：关于{{ 期次 }}重点工作任务推进情况的通报"),
        ("附件", "附件：{{ 区划 }}{{ 期次 }}重点工作任务推进情况台账"),
    ):
        if not any(labelled.get(name, ())):
            yield Problem(Place(file), f"没有“{name}：”这一行", f"加一行，如 {example}")
    for name, lines in labelled.items():
        if name != "标题" and len(lines) > 1:
            yield Problem(Place(file), f"“{name}：”写了 {len(lines)} 行", "留一行")
    if not blocks:
        yield Problem(Place(file), "没有正文", "写上正文，一行一段")


def _one(labelled: Mapping[str, Sequence[Any]], name: str) -> str | None:
    return next(iter(labelled.get(name, ())), None) or None
