"""The place of review: a WSGI application that shows what is open and writes what is answered.

In: a site's folder, its templates, how to hold its lock, the day. Out: the pages below ``/_review``. The answers of a
form are written as one step of the journal, and only where the request comes from a page of this very run: a token
stands in every form, and the origin must be this address.
"""

import datetime
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment

from tongbao.output.build import every_problem
from tongbao.output.environment import environment
from tongbao.output.excerpts import Excerpt, SourceFiles
from tongbao.output.preview import REVIEW
from tongbao.problems import Problem, Problems, Severity, errors_among
from tongbao.problems.reasons import reason_of
from tongbao.records.journal import Journal, last_step, take_back
from tongbao.records.load import Loaded, load
from tongbao.review.answering import RIGHT
from tongbao.review.changes import Changes, GoneError, RefusedAnswer
from tongbao.review.question import GROUPS, Choice, Given, Question
from tongbao.review.questions import questions_of

_A_PAGE = 40
_MOST_BYTES = 2_000_000
_MOST_SAID = 20
_ADDRESS = re.compile(rf"{REVIEW}(?:/([a-z]+))?")
_UNDO = "undo"
_COOKIE = "tongbao-by"
_LONGEST_NAME = 40
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    # No script runs here, not even the one that reloads the preview: it would take away what is being filled in.
    (
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    ),
]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as a page shows it: with what the notice says there, and why an answer to it was refused."""

    question: Question
    excerpts: tuple[Excerpt, ...]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What a page of a group says beside its questions: what was done, from which one on, who answers.

    ``refused`` says why an answer was not taken, by question; ``form`` keeps what was filled in then.
    """

    said: str = ""
    first: int = 0
    by: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Answered:
    """What became of the answers of a form: how many were written, what could not be, by question."""

    written: int = 0
    gone: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return a line for the person who answered."""
        parts = [f"已写下{self.written}处" if self.written else "没有写下什么"]
        if self.gone:
            parts.append(f"{self.gone}处刚才已经变了，没有写，请看现在的样子再答")
        if self.refused:
            parts.append(f"{len(self.refused)}处没有写，原因写在下面")
        return "；".join(parts)


class ReviewDesk:
    """Answers requests below ``/_review`` for one site."""

    def __init__(
        self,
        root: Path,
        templates: Path,
        hold: Callable[[], AbstractContextManager[None]],
        today: Callable[[], datetime.date],
    ) -> None:
        """Keep the site's folder, where templates lie, how to hold the site's lock, and how to know the day."""
        self._root, self._hold, self._today = root, hold, today
        self._templates: Environment = environment([templates])
        self._token = secrets.token_urlsafe(24)
        self._said: dict[str, str] = {}

    def __call__(self, request: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request; raises nothing: what goes wrong is told on the page."""
        raw = str(request.get("PATH_INFO", "/"))
        found = _ADDRESS.fullmatch(raw.encode("latin-1").decode("utf-8", "replace"))
        group = found[1] or "" if found else "?"
        if group not in ("", _UNDO, *GROUPS):
            return self._page(start, "review/refused.html", HTTPStatus.NOT_FOUND, why="没有这一页")
        try:
            if request.get("REQUEST_METHOD") == "POST":
                return self._post(request, start, group)
            query = parse_qs(str(request.get("QUERY_STRING", "")))
            said = self._said.get(query.get("said", [""])[0], "")
            if group in GROUPS:
                first = _first(query, "from")
                at = int(first) if re.fullmatch(r"[0-9]{1,6}", first) else 0
                return self._group(start, group, GroupPage(said, at, _by(request)))
            return self._overview(start, said)
        except Problems as found_wrong:
            return self._wrong(start, found_wrong.problems)
        except OSError as failed:
            why = f"读写不了：{reason_of(failed)}，请关掉占用文件的程序再试"
            return self._page(start, "review/refused.html", HTTPStatus.CONFLICT, why=why)

    def _post(self, request: WSGIEnvironment, start: StartResponse, group: str) -> Iterable[bytes]:
        if (form := _form_of(request)) is None or not self._is_ours(request, form):
            why = "这个请求不是从本页发出的，没有写。请重新打开核对页再答"
            return self._page(start, "review/refused.html", HTTPStatus.FORBIDDEN, why=why)
        if group == _UNDO:
            with self._hold():
                step = take_back(self._root)
            return self._redirect(
                start, "", f"已撤销：{step.name}，{len(step.files)}个文件恢复原样"
            )
        with self._hold():
            loaded = self._loaded()
            answered = self._answer(loaded, group, form)
        by = _first(form, "by")
        if answered.refused:
            return self._group(
                start, group, GroupPage(str(answered), 0, by, answered.refused, form)
            )
        return self._redirect(start, group, str(answered), by)

    def _is_ours(self, request: WSGIEnvironment, form: Mapping[str, list[str]]) -> bool:
        """Return whether a form was sent from a page of this run."""
        origin = request.get("HTTP_ORIGIN")
        host = request.get("HTTP_HOST", "")
        is_same = origin in (None, f"http://{host}")
        is_here = request.get("HTTP_SEC_FETCH_SITE", "same-origin") in ("same-origin", "none")
        given = _first(form, "token")
        return is_same and is_here and secrets.compare_digest(given.encode(), self._token.encode())

    def _loaded(self) -> Loaded:
        """Return the site as it stands; raises ``Problems`` where a file of it is broken."""
        loaded = load(self._root)
        if errors := errors_among(loaded.problems):
            raise Problems(errors)
        return loaded

    def _answer(self, loaded: Loaded, group: str, form: Mapping[str, list[str]]) -> Answered:
        """Write the answers of a form; the lock must be held."""
        by = _first(form, "by").strip()[:_LONGEST_NAME] or None
        changes = Changes(loaded.stored, self._today(), by)
        questions = {one.id: one for one in questions_of(loaded.stored, self._today())}
        answered = Answered()
        for name in form.get("q", []):
            question = questions.get(name)
            if question is None:
                answered.gone += bool(_first(form, f"a.{name}"))
                continue
            choice = _chosen(question, form)
            if choice is None:
                continue
            before = changes.copy()
            try:
                choice.apply(changes, _given(question, choice, form))
            except GoneError:
                changes = before
            except RefusedAnswer as refused:
                changes = before
                answered.refused[name] = str(refused)
            else:
                answered.written += 1
        if answered.written:
            step = f"核对 {GROUPS[group]}，{answered.written}处"
            Journal(self._root, step).write(changes.files(self._root))
        return answered

    def _overview(self, start: StartResponse, said: str) -> Iterable[bytes]:
        loaded = load(self._root)
        problems = every_problem(loaded)
        warnings = [one for one in problems if one.severity is Severity.WARNING]
        errors = errors_among(problems)
        found = () if errors else questions_of(loaded.stored, self._today())
        return self._page(
            start,
            "review/overview.html",
            groups=[(group, title, _open(found, group)) for group, title in GROUPS.items()],
            errors=errors,
            warnings=warnings,
            said=said,
        )

    def _group(self, start: StartResponse, group: str, page: GroupPage) -> Iterable[bytes]:
        loaded = self._loaded()
        files = SourceFiles(self._root, loaded.content.notices)
        every = questions_of(loaded.stored, self._today())
        found = [one for one in every if one.group == group]
        refused = (at for at, one in enumerate(found) if one.id in page.refused)
        at = min(next(refused, page.first), max(len(found) - 1, 0)) // _A_PAGE * _A_PAGE
        shown = [
            ShownQuestion(
                one,
                tuple(filter(None, map(files.excerpt, one.places))),
                page.refused.get(one.id, ""),
            )
            for one in found[at : at + _A_PAGE]
        ]
        usual = [
            choice.label for one in shown if (choice := one.question.choice(one.question.usual))
        ]
        return self._page(
            start,
            "review/group.html",
            group=group,
            title=GROUPS[group],
            groups=[(name, title, _open(every, name)) for name, title in GROUPS.items()],
            shown=shown,
            total=len(found),
            at=at,
            before=at - _A_PAGE if at else None,
            after=at + _A_PAGE if at + _A_PAGE < len(found) else None,
            usual=len(usual),
            usual_words=f"“{usual[0]}”" if len(set(usual)) == 1 and usual[0] != RIGHT else RIGHT,
            by=page.by,
            said=page.said,
            filled={name: values[-1] for name, values in page.form.items()},
        )

    def _wrong(self, start: StartResponse, problems: Sequence[Problem]) -> Iterable[bytes]:
        return self._page(
            start, "review/refused.html", HTTPStatus.CONFLICT, why="没有写", problems=problems
        )

    def _page(
        self,
        start: StartResponse,
        template: str,
        status: HTTPStatus = HTTPStatus.OK,
        **context: object,
    ) -> Iterable[bytes]:
        start(f"{status.value} {status.phrase}", _HEADERS)
        last = last_step(self._root)
        page = self._templates.get_template(template).render(
            review=REVIEW,
            token=self._token,
            last=last.name if last else "",
            **{"problems": (), "said": "", **context},
        )
        return [page.encode()]

    def _redirect(
        self, start: StartResponse, group: str, said: str, by: str = ""
    ) -> Iterable[bytes]:
        """Lead on to a page that says what was done: loading it again then sends nothing again."""
        key = secrets.token_hex(4)
        self._said[key] = said
        for old in list(self._said)[:-_MOST_SAID]:
            del self._said[old]
        place = f"{REVIEW}/{group}" if group else REVIEW
        headers = [("Location", f"{place}?said={key}"), ("Cache-Control", "no-store")]
        if by:
            value = quote(by.strip()[:_LONGEST_NAME])
            cookie = f"{_COOKIE}={value}; Path={REVIEW}; HttpOnly; SameSite=Strict"
            headers.append(("Set-Cookie", cookie))
        status = HTTPStatus.SEE_OTHER
        start(f"{status.value} {status.phrase}", headers)
        return [b""]


def _open(questions: Iterable[Question], group: str) -> int:
    return sum(one.group == group and one.is_open for one in questions)


def _first(form: Mapping[str, list[str]], name: str) -> str:
    return form.get(name, [""])[-1]


def _by(request: WSGIEnvironment) -> str:
    """Return who answered last in this browser."""
    try:
        found = SimpleCookie(str(request.get("HTTP_COOKIE", ""))).get(_COOKIE)
    except CookieError:
        return ""
    return unquote(found.value)[:_LONGEST_NAME] if found else ""


def _form_of(request: WSGIEnvironment) -> Mapping[str, list[str]] | None:
    """Return the fields of a form that was sent; None where it is no form, or longer than any of ours."""
    length = str(request.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        return None
    body = request["wsgi.input"].read(int(length))
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        return None


def _chosen(question: Question, form: Mapping[str, list[str]]) -> Choice | None:
    """Return the answer chosen: by name, by what was filled in anew, or the usual one where all are right."""
    said = _first(form, f"a.{question.id}")
    if said:
        return question.choice(said)
    for choice in question.choices:
        given = _given(question, choice, form)
        if any(_plain(given[one.name]) != _plain(one.value) for one in choice.inputs):
            return choice
    return question.choice(question.usual) if "all" in form and question.usual else None


def _given(question: Question, choice: Choice, form: Mapping[str, list[str]]) -> Given:
    """Return what was filled in with an answer; what the form does not hold is as it was."""
    return {
        one.name: form.get(f"{question.id}.{choice.name}.{one.name}", [one.value])[-1]
        for one in choice.inputs
    }


def _plain(text: str) -> str:
    return "\n".join(text.split("\r\n")).strip()
