"""Sentences that name what stands how: ``推进缓慢的有3项（A、B、C），占30%``, ``某县有1项（A）推进缓慢``.

In: the text of a paragraph without white space. Out: ``Class`` values: the status as printed, how many are declared,
which are named, and of whom the sentence speaks. A class may only count and name nothing.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, Listed
from tongbao.notices.prose_lists.listing import Names, names_in

NUMERALS = "一二三四五六七八九十"
_PREFIX = re.compile(rf"^(?:[{NUMERALS}]+是|其中|目前|其余|另有|已有|仍有)")
_INSIDE = r"(?:\([^()]*\)|（[^（）]*）)"
_STATUS = rf"(?:[^，,。；;：:、（()）]|{_INSIDE}){{2,36}}?"
_SHARE = r"(?:[，,]?(?:约?占比?|占总数)[^，,。；;（(]*?(?P<share>\d+(?:\.\d+)?)[%％])?"
_BRACKET = rf"[（(](?P<bracket>(?:[^（()）]|{_INSIDE})+)[）)]"
_AFTER = (
    r"[，,。；;]?(?:(?:分别|具体|依次)(?:为|是|有)[：:]?|(?:包括|为|是|有)[：:])(?P<after>[^。]+)"
)


@dataclass(frozen=True, slots=True)
class Class:
    """Some things of one status: ``words`` print it, ``share`` is whole per cent, None where it is none.

    ``subject`` is whom it is about, "" where that is whoever the notice speaks of.
    """

    status: str
    words: str
    declared: int | None
    names: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    subject: str = ""
    share: int | None = None


def classes_in(text: str, lexicon: Lexicon) -> tuple[Class, ...]:
    """Return the classes that a text declares, in its order."""
    found = [*_by_status(text, lexicon), *_by_subject(text, lexicon)]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def choice(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _by_status(text: str, lexicon: Lexicon) -> Iterator[tuple[int, Class]]:
    """Yield the classes that open with the status: ``推进缓慢的有3项``, ``达到进度的项目25个``.

    Without 的 (``未达到进度3项``) or without a count (``进度较慢的有：A、B``) there is a class only where names follow.
    """
    taken: list[range] = []
    for form in _patterns(lexicon.listed):
        for match in form.finditer(text):
            found = _class_of(match, lexicon)
            if found and not any(match.start() in span for span in taken):
                taken.append(range(match.start(), match.end()))
                yield match.start(), found


@functools.cache
def _patterns(words: Listed) -> tuple[re.Pattern[str], ...]:
    noun = rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{choice(words.nouns)}))?"
    measures = choice(words.measures)
    has, status = "(?:共有|共计|有|共|计)?", rf"(?P<status>{_STATUS})"
    listed = rf"(?:{_BRACKET})?{_SHARE})(?:{_AFTER})?"
    return (
        re.compile(
            rf"(?P<head>{status}(?P<of>的){noun}{has}(?P<n>\d+|[{NUMERALS}]+)(?:{measures})?{noun}{listed}"
        ),
        re.compile(rf"(?P<head>{status}{has}(?P<n>\d+)(?:{measures}){noun}{listed}"),
        re.compile(rf"(?P<head>{status}的{noun})(?:有|是|为|包括)[：:](?P<after>[^。]+)"),
    )


def _class_of(match: re.Match[str], lexicon: Lexicon) -> Class | None:
    """Return what a match says, None where its status is none or it names nothing and is not sure."""
    said = match.groupdict()
    declared = count_of(said["n"]) if said.get("n") else None
    listed = said.get("bracket") or said.get("after")
    names = names_in(listed, declared, lexicon) if listed else None
    status = _PREFIX.sub("", said["status"])
    is_sure = bool(said.get("of")) and declared is not None
    if not (is_sure or names) or not any(sign in status for sign in lexicon.listed.status_signs):
        return None
    share = said.get("share") or ""
    whole = int(share) if share.isdecimal() else None
    return _class(status, _PREFIX.sub("", said["head"]), declared, names, share=whole)


def _by_subject(text: str, lexicon: Lexicon) -> Iterator[tuple[int, Class]]:
    """Yield the classes of one subject: ``某县有1项（A）推进缓慢``."""
    words = lexicon.listed
    form = re.compile(
        rf"(?P<subject>[\u4e00-\u9fff]{{1,12}}?(?:{choice(words.subject_endings)}))有"
        rf"(?P<n>\d+|[{NUMERALS}]+)(?:{choice(words.measures)})?(?:{choice(words.nouns)})?"
        rf"{_BRACKET}(?P<status>{_STATUS})(?=[，,。；;]|$)"
    )
    for match in form.finditer(text):
        if any(sign in match["status"] for sign in words.status_signs):
            declared = count_of(match["n"])
            names = names_in(match["bracket"], declared, lexicon)
            subject = _PREFIX.sub("", match["subject"])
            yield (
                match.start(),
                _class(match["status"], match.group(), declared, names, subject=subject),
            )


def _class(
    status: str,
    words: str,
    declared: int | None,
    names: Names | None,
    *,
    subject: str = "",
    share: int | None = None,
) -> Class:
    found = names or Names(())
    return Class(status, words, declared, found.names, found.joined, subject, share)


def count_of(text: str) -> int | None:
    """Return a count in digits or in Chinese up to 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    values = [NUMERALS.find(part) + 1 if part else 0 for part in (tens, ones)]
    return (values[0] or 1) * 10 + values[1] if ten else values[1] or None
