"""Building a site: content -> a folder of pages.

In: the site's folder and the output folder. Out: what was written. The steps are those of ``build``, in this order;
only the first and the last touch the disk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.notices.disagreements import disagreements
from tongbao.output.assets import static_files, status_colours, tones
from tongbao.output.bags import Bag, Laid, lay_bags
from tongbao.output.books_before import BooksBefore
from tongbao.output.flat_files import flat_files
from tongbao.output.preview_notes import Notes, notes_of
from tongbao.output.program_files import own_and_ours
from tongbao.output.render import render
from tongbao.output.server_files import server_files
from tongbao.output.staged import Served, write_site, write_tree
from tongbao.output.tree import fill, refuse_strange
from tongbao.problems import Problem, Problems, Severity, errors_among
from tongbao.progress.editions import Edition, Shown, in_edition
from tongbao.progress.undecided import undecided_problems
from tongbao.records.content import Content
from tongbao.records.load import Loaded, load
from tongbao.records.received import received_bytes
from tongbao.site.archived import ArchivedMonth, Beside
from tongbao.site.plan import SitePlan, plan_site


def build(
    root: Path,
    out: Path,
    edition: Edition = "intranet",
    months: Sequence[ArchivedMonth] = (),
    bags: Sequence[Bag] = (),
) -> Served:
    """Build the site of ``root`` into ``out``; raises ``Problems``, and then it is as it was.

    A public edition stops where the word list of site.yml holds something back that nobody decided on. ``months`` are
    the frozen ones that the site leads to, ``bags`` what is laid beside it of them.
    """
    refuse_strange(out)
    planned, shown = _planned(root, edition, months)
    return write_site(_files(planned, shown, root, out), out, root, bags, edition)


def make(
    root: Path,
    made: Path,
    before: Path | None,
    edition: Edition,
    months: Sequence[ArchivedMonth],
    bags: Sequence[Bag],
) -> Laid:
    """Make the site of ``root`` in a new folder, to be put into its place later; raises as ``build``."""
    planned, shown = _planned(root, edition, months)
    laid = lay_bags(made, before, bags, edition)
    fill(made, _files(planned, shown, root, before))
    return laid


def build_shown(
    shown: Shown, claims: tuple[ClaimResult, ...], root: Path, made: Path, beside: Beside
) -> None:
    """Build what an edition shows into a new folder; ``root`` is where its received files and own templates lie."""
    planned = plan_site(shown, claims, sizes_of_files(shown.content, root), beside)
    fill(made, _files(planned, shown.content, root, None))


def build_with_notes(root: Path, out: Path) -> Notes:
    """Build the intranet site of ``root`` for a preview; return what is to be told of it. Raises as ``build``."""
    loaded = load(root)
    problems = every_problem(loaded)
    if errors_among(problems):
        raise Problems(problems)
    shown = in_edition(loaded.content, "intranet")
    sizes = sizes_of_files(shown.content, root)
    planned = plan_site(shown, claim_results(loaded.content), sizes)
    write_tree(_files(planned, shown.content, root, out), out)
    return notes_of(root, shown.content, planned.pages, tuple(sorted(problems)))


def _planned(
    root: Path, edition: Edition, months: Sequence[ArchivedMonth]
) -> tuple[SitePlan, Content]:
    """Return the pages of an edition and the content that they show; raises ``Problems`` as ``build``."""
    loaded = load(root)
    if errors_among(loaded.problems):
        raise Problems(loaded.problems)
    if edition == "public":
        stop_undecided(loaded)
    shown = in_edition(loaded.content, edition)
    sizes = sizes_of_files(shown.content, root)
    beside = Beside(tuple(months))
    return plan_site(shown, claim_results(loaded.content), sizes, beside), shown.content


def _files(
    planned: SitePlan, content: Content, root: Path, before: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Return path and bytes of all files of a site; ``before`` is the one before, for what it remembers."""
    pages = tuple(render(planned, own_and_ours(root, "templates")))
    colours: Mapping[str, str] = dict(content.settings.colours.items())
    assets = (
        *static_files(own_and_ours(root, "static")),
        status_colours(colours),
        *server_files(planned.frame, own_and_ours(root, "templates")),
    )
    books = BooksBefore.of(before, tones(colours))
    taken = chain(flat_files(planned.sheets), books.files(planned.books))
    # What is frozen is never built over, so it remembers nothing.
    memory = () if planned.frame.frozen else books.memory()
    downloads = _downloads(planned, content, root)
    return chain(pages, assets, _data(planned), taken, downloads, memory)


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


def _data(planned: SitePlan) -> Iterator[tuple[str, bytes]]:
    return ((path, text.encode()) for path, text in planned.data.items())


def _downloads(planned: SitePlan, content: Content, root: Path) -> Iterator[tuple[str, bytes]]:
    files = {(one.id, file.name): file for one in content.notices for file in one.files}
    for path, (notice, name) in planned.downloads.items():
        yield path, received_bytes(root, notice, files[notice, name])
