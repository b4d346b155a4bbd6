"""The templates: where they lie, how strict they are, and what their mistakes look like.

In: the folders that may hold templates. Out: a Jinja environment that escapes everything and refuses names that are
not there; ``template_problem`` turns its errors into a message that points into the template.
"""

from collections.abc import Sequence
from pathlib import Path
from traceback import extract_tb

import jinja2
from markupsafe import Markup

from tongbao.problems import Place, Problem

FOLDER = "templates"

# A page loads nothing from elsewhere and runs only the files of its own site; a form leads to the search page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'"
)


def environment(folders: Sequence[Path]) -> jinja2.Environment:
    """Return the environment; the first folder that has a template is the one it is taken from."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals["policy"] = _POLICY
    made.filters["markdown"] = markdown
    made.filters["rooted"] = rooted
    return made


def markdown(text: str) -> Markup:
    """Return a page written by hand as HTML; HTML inside it is shown as text."""
    from markdown_it import MarkdownIt
    from mdit_py_cjk_friendly import cjk_friendly

    reader = MarkdownIt("commonmark", {"html": False}).enable("table").use(cjk_friendly)
    return Markup(reader.render(text))  # noqa: S704 - html=False: the reader has escaped all of it


def rooted(html: str, root: str) -> Markup:
    """Return the portal's own HTML for a page: ``{root}`` is the way up to the site's root."""
    return Markup(html.replace("{root}", root))  # noqa: S704 - the office's own, checked on loading


def template_problem(error: jinja2.TemplateError, folders: Sequence[Path]) -> Problem:
    """Return a template's mistake with its place: ``templates/pages/task.html:4``."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = Place(_name(error.filename or error.name or "", folders), line=error.lineno)
        return Problem(place, f"模板写法有误：{error.message}", "对照模板语法改正这一行")
    if isinstance(error, jinja2.TemplateNotFound):
        return Problem(Place(f"{FOLDER}/{error.name}"), f"没有这个模板：{error.name}", "补上文件")
    for frame in reversed(extract_tb(error.__traceback__)):
        name = _name(frame.filename, folders)
        if name != frame.filename:
            place = Place(name, line=frame.lineno or 0)
            return Problem(place, f"模板用了页面没有的内容：{error.message}", "核对名称是否写错")
    raise error


def _name(filename: str, folders: Sequence[Path]) -> str:
    """Return a template's file from ``templates/`` on; unchanged where it lies in none of the folders."""
    for folder in folders:
        if Path(filename).is_relative_to(folder):
            return f"{FOLDER}/{Path(filename).relative_to(folder).as_posix()}"
    return filename
