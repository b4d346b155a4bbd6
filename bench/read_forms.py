"""How long and how much memory a form takes that a clerk blew up: a million empty rows, three million empty cells.

In: nothing. Out: a line a workbook on standard output, for reading it and for the copy with comments, each in a process
of its own. Run it from the project's folder.
"""

import datetime
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))

from tongbao.forms.form_sheet import form_bytes  # noqa: E402
from tongbao.forms.forms import forms_of  # noqa: E402
from tongbao.records.load import load_checked  # noqa: E402
from tongbao.sources import take  # noqa: E402

_SHEET = "xl/worksheets/sheet1.xml"
_ROWS = range(100, 1_048_577)
_CELLS = b'<c r="A%d" s="1"/><c r="B%d" s="1"/><c r="C%d" s="1"/>'
_WAYS: Mapping[str, Callable[[], bytes]] = {
    "as it is": bytes,
    "a million empty rows": lambda: b"".join(b'<row r="%d"/>' % at for at in _ROWS),
    "three million empty cells": lambda: b"".join(
        b'<row r="%d">' % at + _CELLS % (at, at, at) + b"</row>" for at in _ROWS
    ),
}


def main() -> None:
    """Print the measures."""
    content = load_checked(HOUSE)
    plan = content.plans[0]
    form = forms_of(content, plan.id, "2022-08").forms[1]
    with tempfile.TemporaryDirectory() as folder:
        for way, rows in _WAYS.items():
            path = Path(folder) / "form.xlsx"
            path.write_bytes(form_bytes(form, datetime.date(2022, 8, 25)))
            _blow_up(path, rows())
            for work in ("read", "annotate"):
                command = [sys.executable, __file__, work, str(path)]
                told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
                print(f"{way}, {work}: {told.stdout.strip()}", flush=True)


def _blow_up(path: Path, rows: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    parts[_SHEET] = parts[_SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in parts.items():
            package.writestr(name, raw)


def measure(work: str, path: Path) -> None:
    """Do one of the two works and print what it took, the child that reads the workbook counted in."""
    from tongbao.forms.annotated import annotated
    from tongbao.forms.filled import read_form

    start = time.perf_counter()
    if work == "read":
        read_form(take(path))
    else:
        annotated(take(path), ())
    seconds = time.perf_counter() - start
    peaks = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    own, child = (f"{peak / 1024:.0f} MB" for peak in peaks)
    print(f"{seconds:.1f} s, at most {own}, its child {child}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
