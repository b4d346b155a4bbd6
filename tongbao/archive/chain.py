"""A bag held against the register: is it the one that was sealed under this name, and does it name the one before?

In: the register, and the bag as it is now. Out: problems. Nothing here touches the disk.

Each bag states the digests of the manifests of the bag before it, and the register states those of every bag. So a bag
can only be exchanged together with all that were sealed after it, the register and SHA256SUMS.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from tongbao.archive import labels
from tongbao.archive.bagit import INFO, manifest_name, one_value, read_manifest
from tongbao.archive.contents import Contents
from tongbao.archive.digests import SHA256, digest_of
from tongbao.archive.payload import EDITIONS
from tongbao.archive.register import (
    REGISTER,
    SUMS,
    Sealed,
    chain_of,
    folder_of,
    sums_of,
    sums_text,
)
from tongbao.archive.soundness import CHANGED, FROM_BACKUP
from tongbao.problems import Place, Problem, Severity
from tongbao.records.messages import shown

MANIFEST = manifest_name(SHA256)
TAGMANIFEST = manifest_name(SHA256, tags=True)
_EITHER = f"归档包和 {REGISTER} 有一个被改动，从备份取回"


def order_problems(sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Yield where the register is no unbroken row of bags, edition by edition."""
    yield from _days_set_back(sealed)
    place = Place(REGISTER)
    seen: set[str] = set()
    last: dict[str, Sealed] = {}
    for bag in sealed:
        before = last.get(bag.edition)
        yield from _link_problems(bag, before)
        if bag.folder != folder_of(bag.edition, bag.month, bag.revision):
            what = f"{bag.edition} 版 {bag.month} 第 {bag.revision} 次"
            yield Problem(place, f"“{bag.folder}”登记的内容是另一个归档包的：{what}", FROM_BACKUP)
        if bag.folder in seen:
            yield Problem(place, f"“{bag.folder}”登记了两次", FROM_BACKUP)
        seen.add(bag.folder)
        last[bag.edition] = bag


def set_back(sealed: Sequence[Sealed], today: datetime.date) -> Iterator[Problem]:
    """Yield, as a warning, that the clock stands before the day of a sealing."""
    latest = max(sealed, key=lambda bag: bag.sealed_on, default=None)
    if latest and today < latest.sealed_on:
        message = f"电脑上今天是 {today}，早于已封的{_on_its_day(latest)}"
        hint = "核对电脑的日期，现在的或封存那天的不对"
        yield Problem(Place(REGISTER), message, hint, Severity.WARNING)


def _days_set_back(sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Yield, as warnings, the bags whose day of sealing is before that of a bag sealed earlier."""
    for number, bag in enumerate(sealed):
        latest = max(sealed[:number], key=lambda one: one.sealed_on, default=bag)
        if bag.sealed_on < latest.sealed_on:
            message = f"“{bag.folder}”的封存日期 {bag.sealed_on} 早于先封的{_on_its_day(latest)}"
            hint = "封存时电脑的日期不对，把实情另外记下来；归档包不用动"
            yield Problem(Place(REGISTER), message, hint, Severity.WARNING)


def _on_its_day(bag: Sealed) -> str:
    return f"“{bag.folder}”（{bag.sealed_on}）"


def heads(sealed: Sequence[Sealed]) -> Iterator[str]:
    """Yield a line an edition: how many months are sealed, which bag is the newest, and its digest."""
    for edition, name in EDITIONS.items():
        if chain := chain_of(sealed, edition):
            months, last = len({bag.month for bag in chain}), chain[-1]
            yield (
                f"{name}：{months} 个月、{len(chain)} 份，最新的一份是 {last.folder}（{last.sealed_on} 封存），"
                f"它的 {TAGMANIFEST} 的 sha256：{last.tagmanifest}"
            )


def _link_problems(bag: Sealed, before: Sealed | None) -> Iterator[Problem]:
    """Yield where a bag does not follow on the one before it in the chain of its edition."""
    place = Place(REGISTER)
    number = before.sequence + 1 if before else 1
    if bag.sequence != number:
        message = f"“{bag.folder}”的序号是 {bag.sequence}，应为 {number}"
        yield Problem(
            place, message, f"同一版本的序号从 1 起连着，有登记被删去或改动；{FROM_BACKUP}"
        )
    was = before.folder if before else None
    if bag.previous != was:
        message = f"“{bag.folder}”的前一个归档包登记为“{bag.previous or '无'}”，实为“{was or '无'}”"
        yield Problem(place, message, FROM_BACKUP)


def identity_problems(
    sealed: Sequence[Sealed], bag: Sealed, now: Contents, *, sound: bool
) -> Iterator[Problem]:
    """Yield where another bag lies in the place of a sealed one.

    Args:
        sealed: the whole register.
        bag: the one whose place this is.
        now: what lies there.
        sound: whether what lies there agrees with its own manifests.
    """
    if TAGMANIFEST not in now.tags:
        return
    digest = digest_of(now.tags[TAGMANIFEST])
    if digest == bag.tagmanifest:
        return
    other = next((one.folder for one in sealed if one.tagmanifest == digest), None)
    if other:
        message = f"这里放的不是“{bag.folder}”，而是“{other}”的归档包"
        yield Problem(Place(now.shown), message, "把它们换回各自的名字，或从备份取回")
    elif sound:
        message = "这里的归档包不是登记的那一个：tagmanifest-sha256.txt 的 sha256 与登记的不同"
        yield Problem(Place(now.shown), message, _EITHER)
    else:
        yield Problem(now.place(TAGMANIFEST), CHANGED, FROM_BACKUP)


def label_problems(sealed: Sequence[Sealed], bag: Sealed, now: Contents) -> Iterator[Problem]:
    """Yield where bag-info.txt, or the tagmanifest, states something else than the register."""
    listing = now.text(TAGMANIFEST)
    if listing is not None and read_manifest(listing).digests.get(MANIFEST) != bag.manifest:
        message = f"“{bag.folder}”登记的 manifest 与归档包的不同"
        yield Problem(Place(REGISTER), message, FROM_BACKUP)
    if INFO not in now.tags:
        return
    found = now.labels()
    for label, value in _expected(sealed, bag).items():
        stated, expected = "、".join(found.get(label, ())), one_value(value or "")
        if stated != expected:
            message = (
                f"{label} 写的是“{shown(stated) or '无'}”，登记的是“{shown(expected) or '无'}”"
            )
            yield Problem(now.place(INFO), message, _EITHER)
    if bag.version not in now.label(labels.SOFTWARE_AGENT):
        message = f"{labels.SOFTWARE_AGENT} 里没有登记的版本“{bag.version}”"
        yield Problem(now.place(INFO), message, _EITHER)


def _expected(sealed: Sequence[Sealed], bag: Sealed) -> Mapping[str, str | None]:
    """Return what bag-info.txt must say by the register; None for a label that it must not have."""
    chain = chain_of(sealed, bag.edition)
    place = chain.index(bag)
    before = chain[place - 1] if place else None
    return {
        labels.EXTERNAL_IDENTIFIER: labels.identifier(bag.edition, bag.month, bag.revision),
        labels.BAGGING_DATE: bag.sealed_on.isoformat(),
        labels.PAYLOAD_OXUM: f"{bag.bytes}.{bag.files}",
        labels.MONTH: bag.month,
        labels.EDITION: bag.edition,
        labels.REVISION: str(bag.revision),
        labels.REASON: bag.why,
        labels.AS_OF: bag.as_of.isoformat(),
        labels.SEQUENCE: str(bag.sequence),
        labels.PREVIOUS_BAG: before.folder if before else None,
        labels.PREVIOUS_MANIFEST: before.manifest if before else None,
        labels.PREVIOUS_TAGMANIFEST: before.tagmanifest if before else None,
    }


def sums_problems(sealed: Sequence[Sealed], text: str) -> Iterator[Problem]:
    """Yield where SHA256SUMS says something else than the register."""
    found = tuple(_sums_that_differ(sealed, text))
    if not found and text != sums_text(sealed):
        yield Problem(Place(SUMS), "写法与封存时不同，各个 sha256 没有变", FROM_BACKUP)
    yield from found


def _sums_that_differ(sealed: Sequence[Sealed], text: str) -> Iterator[Problem]:
    place = Place(SUMS)
    expected, found = sums_of(sealed), read_manifest(text)
    for wrong in found.wrong:
        at = Place(SUMS, line=wrong.number)
        yield Problem(at, "这一行读不懂或写了两次", FROM_BACKUP)
    for path in expected:
        if path not in found.digests:
            yield Problem(place, f"没有列出“{path}”", FROM_BACKUP)
        elif found.digests[path] != expected[path]:
            yield Problem(place, f"“{path}”的 sha256 与登记的不同", FROM_BACKUP)
    for path in found.digests:
        if path not in expected:
            yield Problem(place, f"列出的“{path}”没有登记", FROM_BACKUP)


def copy_problems(text: str, copy: str, shown_as: str) -> Iterator[Problem]:
    """Yield the lines of a copy of SHA256SUMS, made earlier, that the list of today does not hold unchanged.

    Args:
        text: SHA256SUMS as it is now.
        copy: the text of the copy.
        shown_as: what problems call the copy.
    """
    now, then = read_manifest(text).digests, read_manifest(copy)
    for wrong in then.wrong:
        message = f"这一行读不懂或写了两次：“{shown(wrong.text)}”"
        yield Problem(
            Place(shown_as, line=wrong.number), message, "核对抄存的文件是不是 SHA256SUMS"
        )
    if not then.digests:
        yield Problem(Place(shown_as), "里面没有校验值", "给出抄存的 SHA256SUMS")
    for path, digest in then.digests.items():
        if path not in now:
            yield Problem(Place(SUMS), f"抄存的有“{path}”，现在没有了", FROM_BACKUP)
        elif now[path] != digest:
            message = f"“{path}”的 sha256 与抄存的不同：抄存的是 {digest}，现在是 {now[path]}"
            yield Problem(Place(SUMS), message, FROM_BACKUP)
