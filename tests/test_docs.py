"""Documents that cannot go stale: what the program has is in the manual, what the manual names exists."""

import re
from pathlib import Path

import click
import pytest

from tongbao.cli.main import commands

HOUSE = Path(__file__).parent.parent
MANUAL = (HOUSE / "docs/使用手册.md").read_text("utf-8")
COMMANDS = commands.commands
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/design.md",
    "docs/使用手册.md",
    "docs/可靠性与安全.md",
)


def options_of(name: str) -> set[str]:
    return {
        option
        for param in COMMANDS[name].params
        if isinstance(param, click.Option)
        for option in param.opts
    }


def section_on(name: str) -> str:
    """Return the chapter of the manual that shows the command first."""
    chapters = re.split(r"^## ", MANUAL, flags=re.MULTILINE)
    return next((text for text in chapters if f"\ntongbao {name}" in text), "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_manual(name: str) -> None:
    section = section_on(name)
    assert section, f"tongbao {name} is not in the manual"
    assert {option for option in options_of(name) if f"`{option}" not in section} == set()


def test_the_manual_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"\btongbao ([a-z]+)", MANUAL)) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_names_no_option_that_is_not_there(name: str) -> None:
    named = set(re.findall(r"^\| `(--[a-z-]+)", section_on(name), flags=re.MULTILINE))
    assert named <= options_of(name)


def test_the_readme_names_the_two_commands() -> None:
    readme = (HOUSE / "README.md").read_text("utf-8")
    assert "make site" in readme
    assert "make test" in readme


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (HOUSE / document).read_text("utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (HOUSE / document).parent.joinpath(link).exists(), link


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_that_documents_name_exist(document: str) -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    )
    named = set(re.findall(r"`(?:\w+=\d )?make ([a-z]+)`", (HOUSE / document).read_text("utf-8")))
    assert named <= targets
