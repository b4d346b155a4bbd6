"""Which pages of a built site stand for all: one of each kind."""

from pathlib import Path


def one_of_each_kind(site: Path) -> list[str]:
    """Return the first page of every folder, and all pages at the top."""
    found = [path.name for path in sorted(site.glob("*.html"))]
    for folder in sorted({path.parent for path in site.rglob("*.html")} - {site}):
        names = sorted(folder.glob("*.html"))
        found += [path.relative_to(site).as_posix() for path in (names[0], names[-1])]
    return sorted(set(found))
