"""Periods and months as people say them, the same way in every command and in the menu: 9月, 2022年9月, 上半年.

In: what was typed, the site's folder. Out: ISO months. What a person left out is taken from the records, and said.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tongbao.cli.site_folder import today


def said(root: Path | None, text: str) -> str:
    """Return the period that a person means, in ISO months; tells which year was taken where none was said.

    Raises ``click.UsageError`` with the ways to write it.
    """
    from tongbao.notices.quantities.periods import SAID_FORMS, said_period
    from tongbao.progress import periods

    span = said_period(text, today(), lambda: _known(root))
    if span is None:
        raise click.UsageError(f"读不懂期次“{text}”，写成这样的一种：{SAID_FORMS}")
    if span.inferred:
        click.echo(f"“{text}”没有写年份，按{periods.label(span.period)}", err=True)
    return span.period


def _known(root: Path | None) -> Iterator[str]:
    """Yield the periods that the records of a site are of."""
    from tongbao.records.load import load

    content = load(root).content if root else None
    for notice in content.notices if content else ():
        if notice.period:
            yield notice.period
    for plan in content.plans if content else ():
        yield from (one.period for one in plan.forms)


class Period(click.ParamType[str]):
    """A period of one month or several."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the period in ISO months; fails for other text."""
        try:
            return said(ctx.params.get("root") if ctx else None, str(value))
        except click.UsageError as wrong:
            self.fail(wrong.message, param, ctx)


class PeriodAsPrinted(Period):
    """A period that a notice is of: kept in the words that were typed, as its label."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words where they say the year, else those that do; fails for other text."""
        from tongbao.notices.quantities.periods import parse_period
        from tongbao.progress import periods

        period = super().convert(value, param, ctx)
        return str(value) if parse_period(str(value)) else periods.label(period)


class Month(Period):
    """A single month."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the month as 2022-07; fails for several months and for other text."""
        period = super().convert(value, param, ctx)
        if "/" in period:
            self.fail(f"“{value}”不是一个月，写成 7月、2022年7月、2022-07 的样子", param, ctx)
        return period


class SealedOrToday(click.ParamType[str]):
    """A sealed month as it is called, a folder of archive/, a path, or 今天."""

    name = "state"

    def convert(  # what is nothing known is the command's to tell
        self, value: Any, _param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return what was typed, a month as 2022-07; what is neither is told by the command."""
        from tongbao.archive.register import ARCHIVE
        from tongbao.archive.states import TODAY

        text, root = str(value), ctx.params.get("root") if ctx else None
        if text in TODAY or Path(text).exists() or (root and (root / ARCHIVE / text).exists()):
            return text
        try:
            return said(root, text)
        except click.UsageError:
            return text
