"""Does a change keep every byte that is written? Sites made by the code of a revision and by that of this folder.

    python scripts/same_output.py REVISION [SITE…]

Both make the same sites, each command in its own process: the repository's content, tests/site/small, and sites that
``ingest`` makes of notices. Every file that either wrote is compared: records, pages, data, lists, workbooks, feeds,
bags, bulletins, forms, and what the commands printed. Each file that differs is named with its first difference;
the exit status is 1 where there is one. SITE names the sites to make, all by default.
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from pathlib import Path

HERE = Path(__file__).parent.parent
NOTICES = HERE / "tests" / "notices"
PRINTED = "printed.txt"
_RECEIVED, _AS_OF = "2026-11-30", "2022-12-31"
# What is written behind a file of a site before anything is made of it.
_BULLETIN = """
bulletins:
  - {period: 2022-05/2022-07, date: 2022-08-20, issue: 7, praised: [], lagging: []}
"""
_RANKING = """
ranking: {points: {积极推进: 100, 正常推进: 80, 进展一般: 60, 进度滞后: 0}, least: 2}
"""
_LONGEST = 200
_MADE_FROM = re.compile(rb"[0-9a-f]{64} (?=[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Site:
    """A site to make: where its content lies (None for an empty one), the commands to run, what is added before."""

    content: Path | None
    commands: tuple[tuple[str, ...], ...]
    added: tuple[tuple[str, str], ...] = ()


_BUILD = (("build",), ("build", "--edition", "public", "--out", "public-edition"))


def _archive(month: str, *more: str) -> tuple[str, ...]:
    return ("archive", month, "--as-of", _AS_OF, *more)


def _ingested(*notices: Path) -> Site:
    files = tuple(map(str, notices))
    return Site(None, (("ingest", *files, "--received", _RECEIVED), ("check",), *_BUILD))


SITES: Mapping[str, Site] = {
    "content": Site(
        HERE,
        (
            ("check",),
            ("bulletin", "2022-05/2022-07"),
            ("forms", "2022-08"),
            _archive("2022-07"),
            _archive("2022-08"),
            ("verify",),
            ("compare", "2022-07", "2022-08"),
            *_BUILD,
        ),
        (("content/plans/zhanhe-2022.yml", _BULLETIN), ("site.yml", _RANKING)),
    ),
    "small": Site(
        HERE / "tests" / "site" / "small",
        (
            ("check",),
            _archive("2022-07"),
            _archive("2022-08", "--edition", "public"),
            _archive("2022-08", "--edition", "full"),
            ("compare", "2022-07", "今天"),
            *_BUILD,
        ),
    ),
    "own": _ingested(*sorted(NOTICES.glob("00?-*.pdf"))),
    "given": _ingested(NOTICES / "given"),
    "kinds": _ingested(NOTICES / "kinds"),
    "news": _ingested(NOTICES / "news"),
}


def make(code: Path, site: Site, folder: Path) -> None:
    """Make a site with the code of a folder; what its commands print is written beside it."""
    if site.content is None:
        said = [_run(code, folder.parent, ("new", folder.name))]
    else:
        folder.mkdir()
        shutil.copytree(site.content / "content", folder / "content")
        shutil.copy(site.content / "site.yml", folder)
        said = []
    for name, words in site.added:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(words)
    said += [_run(code, folder, ("--root", ".", *words)) for words in site.commands]
    (folder / PRINTED).write_text("\n".join(said), "utf-8")


def _run(code: Path, folder: Path, words: Sequence[str]) -> str:
    """Run a command; return its words and all it said, without what tells the two runs apart.

    A command may find faults (1); where it is no longer understood at all, the list of commands here is to be mended.
    """
    command = [sys.executable, str(code / "build.py"), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
    said = f"{done.returncode}\n{done.stdout}{done.stderr}"
    said = said.replace(str(folder), "").replace(str(code), "")
    lines = (line.partition("，用时")[0] for line in said.splitlines())
    return "\n".join((f"$ {' '.join(words)}".replace(str(HERE), ""), *lines))


def differences(before: Path, now: Path) -> Iterator[str]:
    """Yield a line for every file that only one of two folders holds, or that differs."""
    olds, news = _files(before), _files(now)
    for path in sorted(olds | news):
        if path not in news:
            yield f"{path}: no longer written"
        elif path not in olds:
            yield f"{path}: not written before"
        elif said := difference(_compared(before / path), _compared(now / path)):
            yield f"{path}: {said}"


def _compared(path: Path) -> bytes:
    """Return what is compared of a file: of the memory of workbooks not the digest of the code that made them."""
    content = path.read_bytes()
    return _MADE_FROM.sub(rb"", content) if path.name == ".workbooks.json" else content


def _files(folder: Path) -> set[str]:
    found = (one for one in folder.rglob("*") if one.is_file())
    names = {one.relative_to(folder).as_posix() for one in found}
    return {name for name in names if not name.startswith(".tongbao/")}


def difference(old: bytes, new: bytes) -> str:
    """Return the first difference of two files, "" where they are equal; a zip is looked into."""
    if old == new:
        return ""
    packed = [io.BytesIO(one) for one in (old, new)]
    if all(map(zipfile.is_zipfile, packed)):
        return _within(*map(zipfile.ZipFile, packed))
    try:
        lines = [one.decode("utf-8").split("\n") for one in (old, new)]
    except UnicodeDecodeError:
        at = next(i for i, (a, b) in enumerate(zip_longest(old, new)) if a != b)
        return f"byte {at} of {len(old)} and {len(new)}"
    changed = (
        (number, one, other)
        for number, (one, other) in enumerate(zip_longest(*lines), start=1)
        if one != other
    )
    number, one, other = next(changed)
    return f"line {number}\n  - {_shown(one, other)}\n  + {_shown(other, one)}"


def _within(old: zipfile.ZipFile, new: zipfile.ZipFile) -> str:
    """Return the first difference of two zips: of a file inside, else of how they are packed."""
    for name in sorted({*old.namelist(), *new.namelist()}):
        if name not in old.namelist() or name not in new.namelist():
            return f"{name} stands in one of them only"
        if said := difference(old.read(name), new.read(name)):
            return f"{name}: {said}"
    return "packed in another way"


def _shown(line: str | None, other: str | None) -> str:
    """Return a line from a little before where it differs from the other."""
    if line is None:
        return "(ends here)"
    same = takewhile(lambda pair: pair[0] == pair[1], zip(line, other or "", strict=False))
    at = max(0, sum(1 for _ in same) - 40)
    return ("…" if at else "") + line[at : at + _LONGEST]


def main() -> int:
    """Make all sites with both and compare them; return the exit status."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("revision")
    asked.add_argument("sites", nargs="*", metavar="SITE", help=f"any of {' '.join(SITES)}")
    words = asked.parse_args()
    if unknown := set(words.sites) - set(SITES):
        asked.error(f"no such site: {' '.join(sorted(unknown))}")
    found = 0
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        code, git = here / "code", ("git", "-C", str(HERE), "worktree")
        subprocess.run([*git, "add", "--quiet", "--detach", str(code), words.revision], check=True)
        try:
            for name in words.sites or SITES:
                pair = [here / "before" / name, here / "now" / name]
                for one in pair:
                    one.parent.mkdir(exist_ok=True)
                with ThreadPoolExecutor(2) as both:
                    list(both.map(make, (code, HERE), (SITES[name],) * 2, pair))
                lines = tuple(differences(*pair))
                found += len(lines)
                print(f"{name}: {len(_files(pair[1]))} files, {len(lines)} differ", flush=True)
                for line in lines:
                    print(f"{name}/{line}", flush=True)
        finally:
            subprocess.run([*git, "remove", "--force", str(code)], check=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
