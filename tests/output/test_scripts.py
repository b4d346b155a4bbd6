"""Scripts: the oldest browser reads them (ES2018, classic), and they use nothing that it does not have."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import HOUSE, package_file, program
from tongbao.output.assets import static_files

SCRIPTS = sorted((HOUSE / "static").glob("*.js"))
PARSE = """
const acorn = require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
try {
  acorn.parse(text, {ecmaVersion: 2018, sourceType: "script"});
} catch (error) {
  console.log(error.message);
}
"""
# What Chromium 69 does not have, or may not do from disk. Names are looked for as written in code.
FORBIDDEN = (
    r"\bfetch\(",
    r"\bXMLHttpRequest\b",
    r"\bimport\(",
    r"\bnew Worker\b",
    r"\bWebAssembly\b",
    r"\bIntl\.(?:Segmenter|ListFormat|DisplayNames|RelativeTimeFormat)\b",
    r"\bObject\.(?:fromEntries|hasOwn|groupBy)\b",
    r"\bPromise\.(?:allSettled|any|withResolvers)\b",
    r"\bArray\.fromAsync\b",
    r"\bqueueMicrotask\(",
    r"\bstructuredClone\(",
    r"\bglobalThis\b",
    r"\.(?:replaceAll|matchAll|at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with)\(",
    r"\.(?:replaceChildren|toggleAttribute|checkVisibility|showPopover)\(",
    r"\.(?:isWellFormed|getHTML|setHTML)\(",
    r"\b(?:ResizeObserver|AbortSignal\.timeout|BigInt|WeakRef)\b",
    r"\bnavigator\.(?:clipboard|share)\b",
    r"\beval\(|\bnew Function\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b",
)


def code_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)


def parsed(text: str) -> str:
    """Return what the parser of ES2018 has to say of a script, "" where it reads it."""
    found = subprocess.run(
        [program("node"), "-e", PARSE, package_file("acorn/dist/acorn.js")],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_classic_and_of_2018(script: Path) -> None:
    assert parsed(script.read_text("utf-8")) == ""


def test_a_script_goes_out_as_classic_and_of_2018() -> None:
    for name, content in static_files([HOUSE / "static"]):
        assert not name.endswith(".js") or parsed(content.decode()) == "", name


@pytest.mark.parametrize("newer", ["a?.b", "a ?? b", "import a from 'b'", "class A { #b = 1 }"])
def test_newer_script_is_noticed(newer: str) -> None:
    assert parsed(newer) != ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_uses_only_what_the_oldest_browser_has(script: Path) -> None:
    code = code_of(script)
    assert [name for name in FORBIDDEN if re.search(name, code)] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_asks_nothing_of_another_host(script: Path) -> None:
    assert not re.search(r"https?://|['\"]//", code_of(script))
