"""Style sheets: the oldest browser reads them, nothing comes from outside, colours can be told apart."""

import re
from pathlib import Path

import pytest

from tongbao.output.assets import static_files, status_colours
from tongbao.records.load import load_checked

HOUSE = Path(__file__).parent.parent.parent
SHEETS = sorted((HOUSE / "static").glob("*.css"))
# What Chromium 69 does not know. A selector it does not know drops the whole list it stands in.
UNKNOWN = (
    r":(?:is|where|has|focus-visible)\b",
    r"\b(?:clamp|min|max)\(",
    r"\binset\s*:",
    r"\baspect-ratio\s*:",
    r":not\([^)]*,",
    r"@(?:layer|container|property)\b",
    r"\b(?:margin|padding)-(?:inline|block)\b",
    r"\b\d(?:dvh|svh|lvh)\b",
    r"\b(?:margin|padding|border)-(?:inline|block)-?\w*\s*:",
    r"\bborder-(?:start|end)-(?:start|end)-radius\b",
    r"\b(?:accent-color|backdrop-filter|content-visibility|scrollbar-gutter|color-scheme)\s*:",
    r"\b(?:lab|lch|oklch|oklab|color-mix|color|round)\(",
    r":(?:user-valid|modal|popover-open|nth-child\([^)]*\bof\b)",
    r"::(?:marker|target-text|file-selector-button)",
    r"@media[^{]*\((?:prefers-[\w-]+|width\s*[<>]|forced-colors)",
    r"(?:^|[;{])\s*&",
)
CONTRAST = 4.5


def rules_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
@pytest.mark.parametrize("unknown", UNKNOWN)
def test_the_oldest_browser_knows_every_rule(sheet: Path, unknown: str) -> None:
    assert not re.search(unknown, rules_of(sheet))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_there_is_no_gap_in_a_flex_box(sheet: Path) -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules_of(sheet)):
        assert not ("flex" in body and re.search(r"(?<!grid-)gap\s*:", body)), selector
        assert not re.search(r"(?<![\w-])(?:row-|column-)?gap\s*:", body), selector


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_loaded(sheet: Path) -> None:
    assert not re.search(r"url\(|@import|@font-face", rules_of(sheet))


def test_grids_stand_beside_no_inline_style() -> None:
    name, content = status_colours({"red": "#b71c1c"})
    assert name == "static/statuses.css"
    assert b".tone-red { color: #b71c1c; }\n" in content


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_words_in_any_colour_can_be_read() -> None:
    colours = load_checked(HOUSE).settings.colours.values()
    sheet = rules_of(HOUSE / "static/site.css")
    named = dict(re.findall(r"--(\w[\w-]*):\s*(#[0-9a-f]{3,6})", sheet))
    words = [named["ink"], named["soft"], named["link"], named["letter-red"], "#767676"]
    for colour in (*colours, *words):
        assert contrast(colour, "#ffffff") >= CONTRAST, colour


def test_what_goes_out_says_the_same_with_fewer_bytes(tmp_path: Path) -> None:
    own, ours = tmp_path / "own", tmp_path / "ours"
    for folder in (own, ours):
        folder.mkdir()
        (folder / f"{folder.name}.css").write_text("/* Why. */\n.a,\n.b { color: red; }\n")
        (folder / f"{folder.name}.js").write_text("// Why.\nrun('//a',  /\\/\\/ b/);  // so\n")
    assert dict(static_files([own, ours])) == {
        "static/own.css": b"/* Why. */\n.a,\n.b { color: red; }\n",
        "static/own.js": b"// Why.\nrun('//a',  /\\/\\/ b/);  // so\n",
        "static/ours.css": b".a,.b{color:red}",
        "static/ours.js": b"run('//a',/\\/\\/ b/);",
    }
