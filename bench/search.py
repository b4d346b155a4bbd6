"""Searching 72,000 updates in the browser: ten districts, ten years of sixty tasks and twelve months each.

The content is made from a seed: sentences of this repository's own records, shuffled, figures changed, so that
lengths and words are those of real notices. It becomes the files that the page 查找 loads, in a folder with the page
itself; Debian's chromium opens it from disk and loads all periods. Prints sizes, times of loading, and a line a query,
median and most of all runs: the search alone, from the key that starts it until the answer and the first rows are laid
out, and until all rows of the page are, or, where nothing fits, those nearest to it.
Asserts nothing.

    python bench/search.py [--runs 9] [--plans 100] [--seed 1] [--keep DIR]
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright

from bench.making import Maker
from tongbao.output.build import build
from tongbao.output.program_files import HOUSE
from tongbao.progress.editions import in_edition
from tongbao.progress.survey import survey
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.site.search import search_files

QUERIES = (
    "断头路",
    "九里山街道",
    "老旧小区改造",
    "5000万元",
    "5G",
    "督查局",
    "区发改委",
    "项目 投资 签约",
)
HARD = ("路", "的", "断头桥", "")

LOADED = "() => /^共/.test(document.getElementById('count').textContent)"
WATCHED = """() => {
  const finder = TongbaoSearch.Finder.prototype, find = finder.find;
  finder.find = function (...given) {
    const start = performance.now(), found = find.apply(this, given);
    self.searched = performance.now() - start;
    return found;
  };
}"""
DRAWN = """async words => {
  const form = document.getElementById('search'), box = document.getElementById('q');
  box.value = words;
  const start = performance.now();
  form.dispatchEvent(new Event('submit', {cancelable: true}));
  document.body.offsetHeight;
  const drawn = performance.now() - start, found = document.getElementById('found');
  while (found.getAttribute('aria-busy') === 'true') { await new Promise(done => { setTimeout(done, 0); }); }
  document.body.offsetHeight;
  return [self.searched, drawn, performance.now() - start];
}"""
Times = tuple[float, float, float]


def write(content: Content, folder: Path) -> tuple[int, float]:
    """Write a site with the page and what it loads; return the bytes of it and how long making it took."""
    build(HOUSE, folder)
    shutil.rmtree(folder / "search")
    start = time.perf_counter()
    files = search_files(survey(in_edition(content, "intranet"), (), {}))
    took = time.perf_counter() - start
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return sum(len(text.encode()) for text in files.values()), took


def measured(page: Page, queries: tuple[str, ...], runs: int) -> dict[str, list[Times]]:
    """Return the times of every run of every query; queries alternate, so that no answer is remembered."""
    page.evaluate(WATCHED)
    times: dict[str, list[Times]] = {query: [] for query in queries}
    for run in range(runs + 1):
        for query in queries:
            found = page.evaluate(DRAWN, query)
            times[query] += [(found[0], found[1], found[2])] if run else []
    return times


def loading(page: Page, address: str) -> float:
    """Open an address and return the seconds until all that it asks for is loaded and drawn."""
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(LOADED, timeout=120_000)
    return time.perf_counter() - start


def line(times: list[Times]) -> str:
    """Return the figures of a line."""
    columns = zip(*times, strict=True)
    return "  ".join(f"{statistics.median(one):6.1f} (most {max(one):6.1f})" for one in columns)


def report(page: Page, runs: int) -> None:
    """Print a line a query."""
    print(
        "search alone, ms       until drawn, ms        until the last row or the nearest are there, ms"
    )
    usual: list[Times] = []
    for query, times in measured(page, (*QUERIES, *HARD), runs).items():
        page.evaluate(DRAWN, query)
        usual += times if query in QUERIES else []
        print(f"{line(times)}  {query or '(nothing)'}: {page.inner_text('#count')}")
    print(f"{line(usual)}  all but the last {len(HARD)}")


def main() -> None:
    """Make, load, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the site")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing: scripts/browser.sh installs it")
    maker = Maker(load_checked(HOUSE), random.Random(given.seed))
    content = maker.content(given.plans)
    with tempfile.TemporaryDirectory() as spare, sync_playwright() as playwright:
        folder = given.keep or Path(spare) / "site"
        size, took = write(content, folder)
        count = sum(len(part.updates) for task in content.tasks for part in task.assignments)
        print(f"{count} updates, {size / 2**20:.1f} MiB of scripts, made in {took:.1f} s")
        browser: Any = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        print(f"{loading(page, f'{folder.as_uri()}/search.html'):7.2f} s   latest period loaded")
        page.goto("about:blank")
        print(
            f"{loading(page, f'{folder.as_uri()}/search.html#all=1'):7.2f} s   all periods loaded"
        )
        report(page, given.runs)
        browser.close()


if __name__ == "__main__":
    main()
