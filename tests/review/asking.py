"""A person at the place of review: opens a group, answers, sends the form, as a browser would."""

import contextlib
import datetime
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from tongbao.records.load import load, load_checked
from tongbao.review.desk import ReviewDesk
from tongbao.review.question import Question
from tongbao.review.questions import questions_of

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
TODAY = datetime.date(2031, 1, 20)


class Window:
    """One browser window on the review of a site."""

    def __init__(self, root: Path) -> None:
        """Open it."""
        self.root = root
        self.desk = ReviewDesk(root, TEMPLATES, contextlib.nullcontext, lambda: TODAY)

    def ask(
        self, address: str, form: Mapping[str, str | Sequence[str]] | None = None, **given: str
    ) -> tuple[str, dict[str, str], str]:
        """Return status, headers and text of an answer; a ``form`` is sent with POST."""
        request: dict[str, object] = {}
        setup_testing_defaults(request)
        path, _, query = address.partition("?")
        request |= {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1:8000"}
        if form is not None:
            body = urlencode(form, doseq=True).encode()
            request |= {
                "REQUEST_METHOD": "POST",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "HTTP_ORIGIN": "http://127.0.0.1:8000",
            }
        request |= given
        told: list[object] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
            told.extend([status, dict(headers)])
            return None

        text = b"".join(self.desk(request, start)).decode()  # type: ignore[arg-type]
        status, headers = told
        assert isinstance(status, str)
        assert isinstance(headers, dict)
        return status, headers, text

    def token(self, address: str = "/_review/site") -> str:
        """Return the token of a page."""
        found = re.search(r'name="token" value="([^"]+)"', self.ask(address)[2])
        assert found
        return found[1]

    def questions(self, group: str) -> list[Question]:
        """Return the questions of a group as they stand now."""
        return [one for one in questions_of(load(self.root).stored, TODAY) if one.group == group]

    def question(self, group: str, *words: str) -> Question:
        """Return the only question of a group whose title or text holds some words."""
        (found,) = (
            one
            for one in self.questions(group)
            if all(word in one.title + one.asked + str(one.shown) for word in words)
        )
        return found

    def answer(self, question: Question, choice: str, /, **filled: str) -> str:
        """Send one answer; return what the page says to it."""
        form: dict[str, str | Sequence[str]] = {"q": question.id, f"a.{question.id}": choice}
        form |= {f"{question.id}.{choice}.{name}": text for name, text in filled.items()}
        return self.send(question.group, form)

    def send(self, group: str, form: Mapping[str, str | Sequence[str]]) -> str:
        """Send a form of a group; return what the page says to it, and why it did not take an answer."""
        form = {"token": self.token(), **form}
        status, headers, text = self.ask(f"/_review/{group}", form)
        if status.startswith("303"):
            status, headers, text = self.ask(headers["Location"])
        said = re.findall(r'<p class="(?:said|refused)"[^>]*>([^<]*)</p>', text)
        return "\n".join(said) if said else text

    def undo(self) -> str:
        """Take the last step back; return what the page says."""
        _, headers, _ = self.ask("/_review/undo", {"token": self.token()})
        found = re.search(r'<p class="said"[^>]*>([^<]*)</p>', self.ask(headers["Location"])[2])
        assert found
        return found[1]


def files_of(root: Path) -> dict[str, bytes]:
    """Return all that a site holds but what the program keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".tongbao" not in path.parts
    }


def decisions(root: Path) -> list[tuple[str, tuple[str, ...], str]]:
    """Return the decisions that are kept: kind, what about, answer."""
    return [
        (one.kind, one.about, one.answer)
        for file in load_checked(root).decisions
        for one in file.decisions
    ]
