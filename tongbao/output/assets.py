"""What a site ships beside its pages: style sheets, and the colours of its statuses.

In: the folders that may hold static files, and the colours of site.yml. Out: paths with bytes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

FOLDER = "static"

# The shades of a heat table, and how much deeper each is than the one before.
_SHADES = 4
_STEP = 0.08

# What a tone looks like where site.yml says nothing: white text on each has a contrast of 4.5 and more.
_COLOURS = {
    "green": "#1b6e20",
    "blue": "#0b5cad",
    "amber": "#8a5a00",
    "red": "#b71c1c",
    "grey": "#595959",
}

# How each kind of file goes out: without comments and spare white space, nothing renamed.
_LEAN: Mapping[str, Callable[[str], str]] = {".js": jsmin, ".css": cssmin}


def static_files(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield every static file; one in an earlier folder stands in for one of the same name.

    Those of the last folder, the program's own, go out without comments and spare white space: a site is small.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.relative_to(folder).as_posix(), path)
    for name in sorted(found):
        path = found[name]
        lean = _LEAN.get(path.suffix) if path.is_relative_to(folders[-1]) else None
        content = path.read_bytes()
        yield f"{FOLDER}/{name}", lean(content.decode()).encode() if lean else content


def tones(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of every tone: that of site.yml, else ours."""
    return {**_COLOURS, **colours}


def status_colours(colours: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the style sheet of the tones, so that no page needs a style of its own."""
    rules = [
        f".tone-{tone} {{ color: {colour}; }}\n"
        f".tag.tone-{tone} {{ background-color: {colour}; border-color: {colour}; }}\n"
        + "".join(
            f".heat-{heat}.tone-{tone} {{ background-color: {_tint(colour, heat)}; }}\n"
            for heat in range(1, _SHADES + 1)
        )
        for tone, colour in tones(colours).items()
    ]
    return f"{FOLDER}/statuses.css", "".join(rules).encode()


def _tint(colour: str, heat: int) -> str:
    """Return a colour laid thinly over white: black text on the deepest of the shades still has a contrast over 9."""
    share = heat * _STEP
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
