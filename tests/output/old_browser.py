"""Chromium 69, the oldest browser that a site is made for: what it makes of a page.

In: an address. Out: the document as it stands after scripts ran. It comes packed in chrome-aws-lambda;
scripts/old_browser.js unpacks it.
"""

import subprocess
from pathlib import Path

from tests.conftest import package_file

_BROWSER = ".cache/chromium-69"
_PATIENCE = 60


def document(address: str) -> str:
    """Return the document at an address, as HTML."""
    browser = package_file(_BROWSER)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote")
    # Scripts and timers get their time before the document is told, whatever the machine is busy with.
    waiting = "--virtual-time-budget=5000"
    found = subprocess.run(
        [browser, *options, waiting, "--dump-dom", address],
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return found.stdout.decode()


def document_of(file: Path, query: str = "") -> str:
    """Return the document of a file; ``query`` begins with ? or #."""
    return document(file.as_uri() + query)
