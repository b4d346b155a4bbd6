"""Pages and templates -> bytes.

In: a planned site and the template folders. Out: every page as UTF-8 bytes, one by one, in the order
planned. A template sees ``site`` (the frame), ``page`` (the page's own value) and nothing else.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2

from tongbao.output.environment import environment, template_problem
from tongbao.problems import Problems
from tongbao.problems.working_on import working_on
from tongbao.site.page import Page
from tongbao.site.plan import SitePlan


def render(planned: SitePlan, folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every page; raises ``Problems`` for a mistake in a template."""
    templates = environment(folders)
    templates.globals["site"] = planned.frame
    try:
        for page in planned.pages:
            with working_on(page.path):
                content = render_page(page, templates)
            yield page.path, content
    except jinja2.TemplateError as error:
        raise Problems([template_problem(error, folders)]) from error


def render_page(page: Page, templates: jinja2.Environment) -> bytes:
    """Return one page; the environment's globals hold ``site``."""
    template = templates.get_template(f"pages/{page.template}.html")
    return template.render(page=page).encode()
