"""Whatever commands are fed, they end in words: done, wrong, or wrong usage, and never in the net."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.cli.unforeseen import LOG

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
SOURCES = {
    ending: (HERE / f"notices/000-ledger-2022-07.{ending}").read_bytes()
    for ending in ("docx", "pdf", "txt")
}
TEXT = SOURCES["txt"]
ENDINGS = (".pdf", ".docx", ".xlsx", ".xls", ".txt", "")
Feed = Callable[..., None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a notice in it and its forms out."""
    site = tmp_path_factory.mktemp("made") / "site"
    root = ["--root", str(site)]
    assert run(commands, ["new", str(site)]) == 0
    (site.parent / "a.docx").write_bytes(SOURCES["docx"])
    assert run(commands, ["ingest", str(site.parent / "a.docx"), *root]) == 0
    assert run(commands, ["forms", "2022-08", *root]) == 0
    return site


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "site")


@pytest.fixture
def feed(site: Path, capsys: pytest.CaptureFixture[str]) -> Feed:
    """Return ``feed("check")``: run it on the site; it must end in words."""

    def fed(*words: str, root: Path = site) -> None:
        status = run(commands, [words[0], "--root", str(root), *words[1:]])
        said = "".join(capsys.readouterr())
        assert status in (0, 1, 2), (words, said)
        assert "没有料到" not in said, (words, said)
        assert not (root / ".tongbao" / LOG).is_file()

    return fed


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_of_any_content_under_any_name(ending: str, feed: Feed, tmp_path: Path) -> None:
    contents = [b"", b" \n", b"\0" * 100, b"\xff" * 100]
    contents += [data[:end] for data in SOURCES.values() for end in (200, len(data) // 2, None)]
    for number, content in enumerate(contents):
        file = tmp_path / f"{number}{ending}"
        file.write_bytes(content)
        feed("ingest", "--dry-run", str(file))
        feed("collect", "--dry-run", str(file))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_files_of_any_name(feed: Feed, tmp_path: Path) -> None:
    folder = tmp_path / "收文"
    folder.mkdir()
    names = (
        "a\nb",
        os.fsdecode(b"\xff"),
        "-x",
        "~$a",
        ".",
        "{{x}}",
        "%s",
        "&<>'\"",
        "\u202ea",
        " ",
    )
    for number, name in enumerate(names):
        # Another text each time, or it is known.
        (folder / f"{name}.txt").write_bytes(TEXT + f"\n{number}、{name!r}\n".encode())
    (folder / "loop").symlink_to(folder)
    (folder / "none.txt").symlink_to("nowhere")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    feed("ingest", "--", str(folder))
    feed("collect", "--partial", "--", str(folder))
    for file in sorted(folder.iterdir()):
        feed("ingest", "--dry-run", "--", str(file))
        feed("collect", "--dry-run", "--", str(file))
    for command in ("check", "forms", "undo"):
        feed(command, *(["2022-09"] if command == "forms" else []))


PLACES = (
    "site.yml",
    "lexicon.yml",
    "content",
    "content/plans",
    "content/tasks/d1-2022",
    "content/notices/d1-2022-08-17",
    "content/notices/d1-2022-08-17.yml",
    "content/units/d1.yml",
    "static",
    "templates",
    "archive",
    "archive/register.json",
    "封存记录.csv",
    "forms",
    ".tongbao",
    ".tongbao/lock",
    ".tongbao/owner.json",
    ".tongbao/last",
    ".tongbao/last/step.json",
    ".tongbao/next",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("what", ["folder", b"[]"])
def test_a_site_with_anything_in_the_place_of_anything(
    place: str, what: str | bytes, site: Path, feed: Feed
) -> None:
    path = site / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(what, bytes):
        path.write_bytes(what)
    else:
        (path / "sub").mkdir(parents=True)
    for command in ("check", "verify", "undo"):
        feed(command)


WORDS = ("", " ", "-", "--", "-x", "\0", "a" * 5000, "\udcff", "甲", "\n", "今天", "2022-08", "9999-12", "0000-00",
         "2022-13", "2022-07/2022-09", "2022-02-30", "1" * 20, "-1", "archive", "content", "..", "public", "json",
         "--out", "--plan", "--edition", "--dry-run", "--yes", "--back", "--why", "--revise", "--received", "--period",
         "--kind", "news", "--page", "--format", "--strict", "--partial", "--as-of", "--with")  # fmt: skip
TRIED = sorted(set(commands.commands) - {"menu", "serve", "build"})


@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(TRIED), st.lists(st.sampled_from(WORDS), max_size=4))
def test_any_words_of_a_command_line(
    feed: Feed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, words: list[str]
) -> None:
    (tmp_path / "here/there").mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / "here/there")
    feed(name, *words)
