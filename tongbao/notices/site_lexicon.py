"""The words that a site adds to the program's: the lexicon.yml beside its site.yml.

In: the site's folder. Out: ``Lexicon``, or what is wrong with the file. It has the keys of the program's lexicon.yml,
each optional: lists are appended, mappings merged, texts of characters lengthened.
"""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tongbao.notices.lexicon import Lexicon, data_of, standard_lexicon, standard_text, validated
from tongbao.problems import Place, Problem, Problems, errors_among
from tongbao.problems.reasons import reason_of
from tongbao.records.messages import nearest, shown
from tongbao.records.yaml_in import Path as DataPath
from tongbao.records.yaml_in import marks_of
from tongbao.records.yaml_text import decode, place_at

# The file of a site's own words, beside its site.yml.
OWN = "lexicon.yml"
# Patterns that are one text; of other texts every character is a word.
_ALTERNATIVES = frozenset({("target_columns",), ("report", "ranked")})
# Where a word stands for one thing only: a site's word for it takes it from the program's.
_ROLES = frozenset({"headers", "labels", "verbs"})
_Join = Callable[[Any, Any, DataPath], Any]


def site_lexicon(root: Path) -> Lexicon:
    """Return the words by which a site reads: the program's, and what the lexicon.yml beside its site.yml adds.

    Raises ``Problems`` where that file cannot be read as such.
    """
    try:
        raw = (root / OWN).read_bytes()
    except FileNotFoundError:
        return standard_lexicon()
    except OSError as error:
        message = f"文件读不出来：{reason_of(error)}"
        raise Problems([Problem(Place(OWN), message, "检查文件的权限和名字")]) from None
    text = decode(raw, OWN)
    if text.text is None or errors_among(text.problems):
        raise Problems(text.problems)
    if all(line.strip()[:1] in {"", "#"} for line in text.text.splitlines()):
        return standard_lexicon()
    return _extended(text.text)


def lexicon_problems(root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a site's own words, in place of raising it."""
    try:
        site_lexicon(root)
    except Problems as found:
        return tuple(found.problems)
    return ()


@functools.lru_cache(maxsize=1)  # a folder of notices is read with one and the same
def _extended(text: str) -> Lexicon:
    ours = data_of(standard_text(), OWN)
    own = data_of(text, OWN)
    _refuse_unknown_keys(ours, own, text)
    # Alone first: what is wrong is told by its place in the site's own lists.
    validated(_laid_over(ours, own, _taken), text, OWN)
    return validated(_laid_over(_without(ours, own), own, _appended), text, OWN)


def _refuse_unknown_keys(ours: dict[str, Any], own: dict[str, Any], text: str) -> None:
    unknown = list(_unknown_keys(ours, own, ()))
    if unknown:
        marks = marks_of(text)
        raise Problems(
            Problem(
                place_at(text, marks.key(path), OWN),
                f"没有“{shown(path[-1])}”这个键",
                _hint(known, path),
            )
            for path, known in unknown
        )


def _unknown_keys(
    ours: Any, own: Any, path: DataPath
) -> Iterator[tuple[DataPath, tuple[str, ...]]]:
    """Yield the keys that the program's lexicon has not, with those it has in their place."""
    if not isinstance(ours, dict) or not isinstance(own, dict):
        return
    # A mapping of words to numbers takes any word.
    is_open = all(isinstance(value, str) for value in ours.values())
    for key, value in own.items():
        if key in ours:
            yield from _unknown_keys(ours[key], value, (*path, key))
        elif not is_open:
            yield (*path, key), tuple(ours)


def _hint(known: tuple[str, ...], path: DataPath) -> str:
    guess = nearest(str(path[-1]), known)
    return f"你是不是要写“{guess}”" if guess else "可以写的键：" + "、".join(known)


def _laid_over(ours: Any, own: Any, join: _Join, path: DataPath = ()) -> Any:
    """Return the program's data with a site's own in it; ``join`` makes one of two lists or texts."""
    if isinstance(ours, dict) and isinstance(own, dict):
        both = {
            key: _laid_over(ours[key], value, join, (*path, key)) if key in ours else value
            for key, value in own.items()
        }
        return {**ours, **both}
    return join(ours, own, path) if type(ours) is type(own) else own


def _taken(ours: Any, own: Any, path: DataPath) -> Any:  # noqa: ARG001  the shape of a join
    return own


def _appended(ours: Any, own: Any, path: DataPath) -> Any:
    if path in _ALTERNATIVES:
        return f"(?:{ours})|(?:{own})"
    return ours + own


def _without(ours: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the program's data without the words that a site gives to another column, label or verb."""
    return {
        key: {
            role: [word for word in words if word not in _given(own, key, role)]
            for role, words in value.items()
        }
        if key in _ROLES and isinstance(own.get(key), dict)
        else value
        for key, value in ours.items()
    }


def _given(own: dict[str, Any], key: str, role: str) -> frozenset[str]:
    """Return the words that a site gives to any role but this one."""
    return frozenset(word for other, words in own[key].items() if other != role for word in words)
