"""axe-core in a page: what of it not everyone can read, at WCAG 2.2 AA."""

from playwright.sync_api import Page

from tests.conftest import package_file

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """(tags) => axe.run({runOnly: {type: "tag", values: tags}}).then((found) =>
  found.violations.map((one) => one.id + ": " + one.help + "\\n  "
    + one.nodes.map((node) => node.html + " " + node.failureSummary).join("\\n  ")))"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands; a page with a policy needs a context that goes round it."""
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(path=package_file("axe-core/axe.min.js"))
    found: list[str] = page.evaluate(RUN, TAGS)
    return found
