"""What every test may ask for: goldens that can be renewed, and Debian's chromium."""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

HOUSE = Path(__file__).parent.parent
Golden = Callable[[Path, str | bytes], None]


# ``make quick`` takes a tenth of the examples: --hypothesis-profile=quick.
_USUAL = 100
settings.register_profile("quick", max_examples=_USUAL // 10)


def examples(number: int) -> int:
    """Return how many examples a property test takes that asks for so many, under the profile of this run."""
    return max(number * settings().max_examples // _USUAL, 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write the goldens anew; review by git diff"
    )


# Sites of many small files are made, copied and removed: in memory that takes a fraction of the time.
_MEMORY, _ENOUGH = Path("/dev/shm"), 4 << 30  # noqa: S108  pytest makes folders of its own there


def pytest_configure() -> None:
    """No test outlives a power failure: nothing is written through all disks, and folders of tests lie in memory."""
    os.sync = lambda: None
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """A PDF that many tests read, under one name, is taken apart once: what comes of it is frozen."""
    from tongbao.sources import pdf

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "read_pdf", functools.lru_cache(maxsize=20)(pdf.read_pdf))
        yield


def once_a_session(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Return a folder that ``make`` fills, once for all workers of a session; nobody changes it afterwards."""
    above = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        above = above.parent
    place, done = above / f"once-{name}", above / f"once-{name}.done"
    with FileLock(above / f"once-{name}.lock"):
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            make(place)
            done.touch()
    return place


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return ``golden(path, found)``: the file must hold what was found, or ``--update`` writes it."""

    def compare(path: Path, found: str | bytes) -> None:
        content = found if isinstance(found, bytes) else found.encode()
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"{path} is missing; run pytest --update and review it"
        assert content.decode(errors="replace") == path.read_bytes().decode(errors="replace")
        assert content == path.read_bytes()

    return compare


def needed(missing: str, remedy: str) -> NoReturn:
    """Skip a test that cannot run, loudly; fail it under CI."""
    reason = f"{missing} is missing ({remedy})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(name: str) -> str:
    """Return where a program lies that a test runs."""
    return shutil.which(name) or needed(name, "scripts/browser.sh installs it")


def package_file(name: str) -> Path:
    """Return a file of the packages that package.json names."""
    path = HOUSE / "node_modules" / name
    return path if path.is_file() else needed(name, "scripts/browser.sh installs package.json")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Where there is none the test is skipped loudly, and fails under CI."""
    path = shutil.which("chromium")
    if path is None:
        needed("chromium", "apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"{len(skipped)} TESTS DID NOT RUN", red=True, bold=True)
        for one in skipped:
            reason = one.longrepr[2] if isinstance(one.longrepr, tuple) else one.longrepr
            terminalreporter.write_line(f"{one.nodeid}: {reason}", red=True)
