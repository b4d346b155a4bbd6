"""Building a site: content -> a folder of pages.

In: the site's folder and the output folder. Out: ``Written``. The steps are those of ``build``, in this order;
only the first and the last touch the disk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.notices.disagreements import disagreements
from tongbao.output.assets import static_files, status_colours, tones
from tongbao.output.books_before import BooksBefore
from tongbao.output.flat_files import flat_files
from tongbao.output.preview_notes import Notes, notes_of
from tongbao.output.render import render
from tongbao.output.server_files import server_files
from tongbao.output.tree import Written, refuse_strange, write_tree
from tongbao.problems import Problem, Problems, Severity, errors_among
from tongbao.records.content import Content
from tongbao.records.load import Loaded, load
from tongbao.site.archived import ArchivedMonth, Beside
from tongbao.site.editions import Edition, Shown, in_edition
from tongbao.site.plan import SitePlan, plan_site
from tongbao.site.undecided import undecided_problems

# Where the templates and style sheets of the program lie; a site's folder may hold its own before them.
HOUSE = Path(__file__).parent.parent.parent


def build(
    root: Path, out: Path, edition: Edition = "intranet", months: Sequence[ArchivedMonth] = ()
) -> Written:
    """Build the site of ``root`` into ``out``; raises ``Problems``, and then nothing was written.

    A public edition stops where the word list of site.yml holds something back that nobody decided on. ``months`` are
    the frozen ones that the site leads to; they are laid beside it by others.
    """
    refuse_strange(out)
    loaded = load(root)
    if errors_among(loaded.problems):
        raise Problems(loaded.problems)
    if edition == "public":
        stop_undecided(loaded)
    shown = in_edition(loaded.content, edition)
    return build_shown(shown, claim_results(loaded.content), root, out, Beside(tuple(months)))


def build_shown(
    shown: Shown,
    claims: tuple[ClaimResult, ...],
    root: Path,
    out: Path,
    beside: Beside = Beside(),  # noqa: B008  frozen
) -> Written:
    """Build what an edition shows; ``root`` is where its received files and own templates lie."""
    planned = plan_site(shown, claims, sizes_of_files(shown.content, root), beside)
    return _write(planned, shown.content, root, out)


def build_with_notes(root: Path, out: Path) -> Notes:
    """Build the intranet site of ``root`` for a preview; return what is to be told of it. Raises as ``build``."""
    loaded = load(root)
    problems = every_problem(loaded)
    if errors_among(problems):
        raise Problems(problems)
    shown = in_edition(loaded.content, "intranet")
    sizes = sizes_of_files(shown.content, root)
    planned = plan_site(shown, claim_results(loaded.content), sizes)
    _write(planned, shown.content, root, out)
    return notes_of(root, shown.content, planned.pages, tuple(sorted(problems)))


def _write(planned: SitePlan, content: Content, root: Path, out: Path) -> Written:
    pages = tuple(render(planned, own_and_ours(root, "templates")))
    colours: Mapping[str, str] = dict(content.settings.colours.items())
    assets = (
        *static_files(own_and_ours(root, "static")),
        status_colours(colours),
        *server_files(planned.frame, own_and_ours(root, "templates")),
    )
    books = BooksBefore.of(out, tones(colours))
    taken = chain(flat_files(planned.sheets), books.files(planned.books))
    found = chain(pages, assets, _data(planned), taken, _downloads(planned, root))
    written = write_tree(found, out)
    if not planned.frame.frozen:  # what is frozen is never built over, so it remembers nothing
        books.remember()
    return written


def every_problem(loaded: Loaded) -> tuple[Problem, ...]:
    """Return all that is to be said of a site: its records, its claims, and what a public edition waits for."""
    return (*loaded.problems, *disagreements(loaded), *undecided_problems(loaded))


def stop_undecided(loaded: Loaded) -> None:
    """Raise ``Problems`` where a public edition would publish what nobody has decided on."""
    found = [replace(one, severity=Severity.ERROR) for one in undecided_problems(loaded)]
    if found:
        raise Problems(found)


def sizes_of_files(content: Content, root: Path) -> dict[tuple[str, str], int]:
    """Return the size in bytes of every received file that is at hand, by notice and name."""
    return {
        (notice.id, file.name): path.stat().st_size
        for notice in content.notices
        for file in notice.files
        if (path := _received(root, notice.id, file.name)).is_file()
    }


def _received(root: Path, notice: str, name: str) -> Path:
    return root / "content" / "notices" / notice / name


def own_and_ours(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folder of a name in the site's folder and in the program's, each once; the site's comes first."""
    return tuple(dict.fromkeys(path.resolve() / name for path in (root, HOUSE)))


def _data(planned: SitePlan) -> Iterator[tuple[str, bytes]]:
    return ((path, text.encode()) for path, text in planned.data.items())


def _downloads(planned: SitePlan, root: Path) -> Iterator[tuple[str, bytes]]:
    for path, (notice, name) in planned.downloads.items():
        yield path, _received(root, notice, name).read_bytes()
