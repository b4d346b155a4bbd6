"""Forms out: a period -> a folder of workbooks, and the plan that knows they are out.

In: the site's folder, a plan and a period. Out: ``Sent``. The workbooks appear by rename; one that somebody changed
since is not written over: it may be the office's half-filled own.
"""

import datetime
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.digests import digest_of
from tongbao.forms.form_sheet import form_bytes
from tongbao.forms.forms import Forms, forms_of, opened
from tongbao.problems import Place, Problem, Problems
from tongbao.progress import periods
from tongbao.records.journal import Journal
from tongbao.records.load import load_checked
from tongbao.records.names import fitting
from tongbao.records.plan_meant import plan_asked
from tongbao.records.store import texts_of

_RECORD = ".forms.json"


@dataclass(frozen=True, slots=True)
class Sent:
    """The forms that were written, and where."""

    folder: Path
    forms: Forms


def send(
    root: Path,
    plan: str | None,
    period: str,
    out: Path | None,
    day: datetime.date,
    *,
    office_only: bool = False,
) -> Sent:
    """Write the forms of a plan for a period into a folder; raises ``Problems``, and then nothing was written.

    Without a ``plan`` it is the only one there is; without ``out`` the folder lies in forms/ of the site's folder.
    ``office_only`` makes that of all units anew, with what has been returned so far, and leaves the others alone.
    """
    content = load_checked(root)
    chosen = plan_asked(content, plan)
    folder = out or root / "forms" / f"{chosen.id}_{period.replace('/', '_')}"
    found = forms_of(content, chosen.id, period)
    if not found.forms[0].rows:
        place = Place(chosen.path)
        message = f"到{periods.label(period)}没有要报送的事项"
        raise Problems([Problem(place, message, "核对期次；全部办结的清单不用再报")])
    files: dict[str, bytes] = {}
    for form in found.forms[:1] if office_only else found.forms:
        files[_free_name(form.file_name, files)] = form_bytes(form, day)
    before = _record(folder)
    _refuse_changed(folder, files, before)
    texts = texts_of(root, [opened(chosen, period, day)])
    digests = {**before, **{name: digest_of(data) for name, data in files.items()}}
    text = json.dumps(digests, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    went_out = {**files, _RECORD: text.encode()}
    above = os.path.abspath(folder)  # noqa: PTH100  a person's links in it stay
    Journal(root, f"发表 {periods.label(period)}").write(
        texts, lasting={f"{above}/{name}": data for name, data in went_out.items()}
    )
    return Sent(folder, found)


def _free_name(name: str, taken: Mapping[str, bytes]) -> str:
    """Return a name that no other form has: the names of two units may differ only in signs that a disk refuses."""
    stem, _, ending = name.rpartition(".")
    names = (name, *(fitting(stem, f"-{at}.{ending}") for at in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _refuse_changed(folder: Path, files: Mapping[str, bytes], before: Mapping[str, str]) -> None:
    problems = [
        Problem(
            Place(str(folder / name)),
            "这份表已经有人填过，没有覆盖",
            "移走它，或换一个文件夹（--out）",
        )
        for name, data in files.items()
        if (folder / name).is_file()
        and digest_of((folder / name).read_bytes()) not in {before.get(name), digest_of(data)}
    ]
    if problems:
        raise Problems(problems)


def _record(folder: Path) -> dict[str, str]:
    """Return the digests of the forms as they were written; nothing where that cannot be read."""
    try:
        found = json.loads((folder / _RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
