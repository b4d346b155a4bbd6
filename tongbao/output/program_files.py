"""Where the program's own templates and static files lie: at the root of a checkout, in the package once installed.

A site's folder may hold its own before them. Nothing of a site is ever written here.
"""

from pathlib import Path

_SHIPPED = Path(__file__).parent.parent / "shipped"  # setup.py puts them there in the wheel alone
HOUSE = _SHIPPED if _SHIPPED.is_dir() else _SHIPPED.parent.parent


def own_and_ours(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folder of a name in the site's folder and in the program's, each once; the site's comes first."""
    return tuple(dict.fromkeys(path.resolve() / name for path in (root, HOUSE)))
