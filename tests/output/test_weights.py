"""How heavy pages may be, so that they open at once on an old machine and a slow line."""

import re
from pathlib import Path

KILO = 1024
TASK = 20 * KILO
TEXT = 1.3
HOME = 120 * KILO
CODE = 60 * KILO
# What a notice said on a page: paragraphs of statements, and cells that print its words.
SAID = re.compile(r'<(div|td|blockquote) class="[^"]*\bsaid\b[^"]*">(.*?)</\1>', re.DOTALL)


def notice_text(page: str) -> int:
    """Return how many bytes of notice text a page shows."""
    said = "".join(found[1] for found in SAID.findall(page))
    return len(re.sub(r"<[^>]*>", "", said).encode())


def test_a_task_page_weighs_little_more_than_its_text(site: Path) -> None:
    shown = 0
    for path in sorted((site / "tasks").rglob("*.html")):
        text = notice_text(path.read_text("utf-8"))
        shown += text
        assert path.stat().st_size <= TASK + TEXT * text, path
    assert shown > 0


def test_the_home_page_is_light(site: Path) -> None:
    assert (site / "index.html").stat().st_size <= HOME


def test_all_styles_and_scripts_are_light(site: Path) -> None:
    files = [path for path in (site / "static").rglob("*") if path.suffix in {".css", ".js"}]
    assert sum(path.stat().st_size for path in files) <= CODE


def test_no_font_is_shipped(site: Path) -> None:
    endings = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert not endings & {".woff", ".woff2", ".ttf", ".otf", ".eot"}
