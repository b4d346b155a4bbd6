"""Checks of indicators and mentions: the notice that states them is there."""

from collections.abc import Iterator

from tongbao.problems import Problem
from tongbao.records.checks.checked import Checked
from tongbao.records.facts import Indicators, Mentions


def facts_have_notices(checked: Checked) -> Iterator[Problem]:
    """A file of indicators or mentions is called as the notice that states them."""
    known = checked.notices_known()
    content = checked.content
    stated: tuple[Indicators | Mentions, ...] = (*content.indicators, *content.mentions)
    for facts in stated:
        if facts.notice not in known:
            hint = f"建立 content/notices/{facts.notice}.yml，或把文件名改成所据文件的编号"
            message = f"文件“{facts.notice}”不存在"
            yield Problem(checked.places.value(facts.path, ()), message, hint)
