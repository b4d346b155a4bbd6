"""The lexicon as a clerk may spoil it: a message with its place, never a traceback."""

import importlib.resources

import pytest

from tongbao.notices.lexicon import lexicon_of, standard_lexicon
from tongbao.problems import Problems

TEXT = (importlib.resources.files("tongbao.notices") / "lexicon.yml").read_text("utf-8")


def complaint(text: str) -> str:
    with pytest.raises(Problems) as raised:
        lexicon_of(text, "lexicon.yml")
    return str(raised.value)


def test_a_word_added_by_hand_is_known_at_once() -> None:
    text = TEXT.replace("  number: [", "  number: [件号, ", 1)
    assert standard_lexicon().role_of_header("件号") is None
    assert lexicon_of(text, "lexicon.yml").role_of_header("件 号") == "number"


def test_a_list_written_as_a_word() -> None:
    text = TEXT.replace("level_prefixes: [", "level_prefixes: 区 # [", 1)
    assert "lexicon.yml:" in complaint(text)
    assert "应" in complaint(text)


def test_an_unknown_list() -> None:
    assert complaint(TEXT + "\nlevel_prefix: [区]\n").startswith(
        f"lexicon.yml:{TEXT.count(chr(10)) + 2}:"
    )


def test_a_pattern_with_an_open_bracket() -> None:
    text = TEXT.replace("  all: [", "  all: ['各(乡', ", 1)
    assert "不是正则表达式" in complaint(text)


def test_broken_yaml() -> None:
    assert complaint(TEXT.replace("headers:", "headers：", 1)).startswith("lexicon.yml:")
