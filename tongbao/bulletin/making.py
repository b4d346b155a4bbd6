"""The next bulletin: the records of a period -> a Word document and its ledger as a workbook.

In: a site's folder, the period, and what the command was told. Out: ``Made``: both files lie in the output folder. The
steps are those of ``make_bulletin``, in this order; only the first and the last touch the disk.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from tongbao.bulletin.choice import bulletin_of, differences, plan_of
from tongbao.bulletin.excel_ledger import ledger_xlsx
from tongbao.bulletin.figures import Figures, figures_of
from tongbao.bulletin.ledger import table_of
from tongbao.bulletin.letter import letter_of
from tongbao.bulletin.word_bulletin import bulletin_docx
from tongbao.bulletin.words import words_of
from tongbao.output.assets import tones
from tongbao.output.office_package import is_ours
from tongbao.output.program_files import HOUSE
from tongbao.problems import Place, Problem, Problems, errors_among
from tongbao.progress import periods
from tongbao.records.journal import Journal
from tongbao.records.load import load
from tongbao.records.model import Bulletin, Plan
from tongbao.records.yaml_text import decode
from tongbao.site.wording import left_out_sentence

FOLDER = "templates/bulletin"
_DEFAULT = "default.txt"
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t', "_"))


@dataclass(frozen=True, slots=True)
class BulletinOrder:
    """What the command was told: the period, the plan where it says so, the folder of the result, today."""

    span: str
    plan: str | None
    out: Path
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Made:
    """The two files, the text they were made from, and what a person should look at."""

    document: Path
    workbook: Path
    text: Path
    notes: tuple[str, ...]


def make_bulletin(root: Path, order: BulletinOrder) -> Made:
    """Write the bulletin of a period; raises ``Problems``, ``Undecided`` among them, and then nothing was written."""
    loaded = load(root)
    if errors_among(loaded.problems):
        raise Problems(loaded.problems)
    content = loaded.content
    plan = plan_of(content, order.span, order.plan)
    figures = figures_of(content, plan.id, order.span)
    bulletin = bulletin_of(loaded, plan, figures, order.today)
    issuer = bulletin.issuer or content.settings.publisher.name
    source = _source(root, plan, order.span)
    file = f"{FOLDER}/{source.name}"
    letter = letter_of(_decoded(source, file), file, words_of(figures, bulletin, issuer))
    table = table_of(figures)
    colours = tones(dict(content.settings.colours.items()))
    files = {
        f"{_file_name(''.join(letter.title))}.docx": bulletin_docx(letter, bulletin, issuer, table),
        f"{_file_name(letter.annex)}.xlsx": ledger_xlsx(
            table, letter.annex, issuer, bulletin.date, colours
        ),
    }
    _refuse_touched(order.out, tuple(files))
    out = order.out.absolute()
    Journal(root, f"写通报 {periods.label(order.span)}", undoable=False).write(
        {str(out / name): content_of for name, content_of in files.items()}
    )
    document, workbook = (order.out / name for name in files)
    return Made(document, workbook, source, _notes(figures, bulletin))


def _notes(figures: Figures, bulletin: Bulletin) -> tuple[str, ...]:
    left_out = left_out_sentence(figures.left_out)
    hidden = (f"{left_out.rstrip('。')}，没有放进通报",) if left_out else ()
    return (*differences(figures, bulletin), *hidden)


def _source(root: Path, plan: Plan, span: str) -> Path:
    """Return the file with the text of a bulletin: the site's own of the period, of the plan, of all, or the program's.

    The program may stand in a checkout whose site has texts of its own: they are of no other site.
    """
    names = (f"{plan.id}_{span.replace('/', '_')}.txt", f"{plan.id}.txt", _DEFAULT)
    texts = (*(root / FOLDER / name for name in names), HOUSE / FOLDER / _DEFAULT)
    return next(path for path in texts if path.is_file())


def _decoded(path: Path, file: str) -> str:
    """Return a text that Notepad saved, in UTF-8 or in GBK."""
    found = decode(path.read_bytes(), file)
    if found.text is None:
        raise Problems(found.problems)
    return found.text


def _file_name(title: str) -> str:
    return title.translate(_NOT_IN_NAMES)


def _refuse_touched(out: Path, names: tuple[str, ...]) -> None:
    """Raise ``Problems`` where a file to be written holds what somebody saved since we wrote it."""
    touched = [
        name for name in names if (out / name).is_file() and not is_ours((out / name).read_bytes())
    ]
    if touched:
        hint = "移走或改名后再试，或用 --out 换一个文件夹"
        raise Problems(
            Problem(Place(str(out / name)), "这个文件后来有人改过，没有覆盖", hint)
            for name in touched
        )
