"""The Nu Html Checker (vnu) finds no error on any page of the built sites."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import package_file, program

pytestmark = pytest.mark.long


def test_every_page_is_valid_html(small_site: Path, public_site: Path, own_site: Path) -> None:
    java, checker = program("java"), package_file("vnu-jar/build/dist/vnu.jar")
    options = ("--errors-only", "--skip-non-html", "--format", "json")
    sites = map(str, (small_site, public_site, own_site))
    command = [java, "-Xss2m", "-jar", str(checker), *options, *sites]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(found.stderr or found.stdout)["messages"]
    told = [f"{one['url']}:{one.get('lastLine', '')}: {one['message']}" for one in said]
    assert told == [], "\n".join(told)
    assert found.returncode == 0
