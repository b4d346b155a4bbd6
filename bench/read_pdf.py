"""Reading the 29-page ledger: our reader against plain ``page.extract_tables()`` of pdfplumber.

Both run in turn in one process, imports aside; then each once in a process of its own, whose peak
memory is taken from the operating system. Prints medians and their ratio; asserts nothing.

    python bench/read_pdf.py [--runs 7] [FILE]
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "tests/notices/000-ledger-2022-07.pdf"
sys.path.insert(0, str(ROOT))

import pdfplumber  # noqa: E402

from tongbao.sources import read  # noqa: E402
from tongbao.sources.pdf import read_pdf  # noqa: E402, F401 - opened before the clock starts


def ours(path: Path) -> int:
    """Read a PDF into a document; return its number of table rows."""
    return sum(len(table.rows) for table in read(path).tables())


def plain(path: Path) -> int:
    """Extract the tables as the library does; return their number of rows."""
    with pdfplumber.open(path) as pdf:
        return sum(len(table) for page in pdf.pages for table in page.extract_tables())


WAYS: dict[str, Callable[[Path], int]] = {"plain": plain, "ours": ours}


def seconds(way: Callable[[Path], int], path: Path) -> float:
    """Return how long one reading takes."""
    start = time.perf_counter()
    way(path)
    return time.perf_counter() - start


def peak(name: str, path: Path) -> float:
    """Return the peak memory of a process that reads the file once, in MiB."""
    command = [sys.executable, __file__, "--peak-of", name, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return int(done.stdout) / 1024


def own_peak() -> int:
    """Return this process's peak memory in KiB.

    Linux counts the parent's memory in ``ru_maxrss`` of a fresh child, so its own count goes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=LEDGER)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peak-of", choices=[*WAYS, "imports"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peak_of:
        if given.peak_of in WAYS:
            WAYS[given.peak_of](given.file)
        print(own_peak())
        return
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for way in WAYS.values():
        way(given.file)
    for _ in range(given.runs):
        for name, way in WAYS.items():
            times[name].append(seconds(way, given.file))
    median = {name: statistics.median(found) for name, found in times.items()}
    print(f"imports alone              {peak('imports', given.file):6.0f} MiB")
    for name in WAYS:
        print(f"{name:10} {median[name]:7.3f} s      {peak(name, given.file):6.0f} MiB")
    print(f"ratio      {median['ours'] / median['plain']:7.2f}")


if __name__ == "__main__":
    main()
