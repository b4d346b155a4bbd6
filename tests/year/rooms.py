"""A district made up for these tests, and how its pages read."""

import datetime
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tongbao.output.render import render
from tongbao.progress.editions import in_edition
from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan, Registry, Task
from tongbao.records.order import in_order
from tongbao.records.settings import Settings
from tongbao.site.plan import SitePlan, plan_site

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
DISTRICTS = (("hs", "河上区"), ("ax", "安溪区"))
WORDS = (
    {"word": "已办结", "slug": "done", "closed": "true"},
    {"word": "顺利", "slug": "well"},
    {"word": "平稳", "slug": "even"},
    {"word": "落后", "slug": "late", "lagging": "true"},
)


def settings(**more: Any) -> Settings:
    return Settings.model_validate(
        {
            "title": "工作进展",
            "publisher": {"name": "河上区督查室"},
            "districts": [{"id": one, "name": name} for one, name in DISTRICTS],
            "vocabularies": {"default": WORDS},
            **more,
        }
    )


def plan(name: str = "hs-2031", district: str = "hs", title: str = "河上区重点工作") -> Plan:
    return Plan.model_validate({"id": name, "title": title, "district": district, "year": 2031})


def ledger(month: int, name: str = "hs", **more: Any) -> Notice:
    """Return the ledger of a month, dated the 8th of the next."""
    day = datetime.date(2031, month + 1, 8)
    return Notice.model_validate(
        {
            "id": f"{name}-{month:02}",
            "kind": "ledger",
            "title": f"{month}月台账",
            "date": day,
            "received": day,
            "period": f"2031-{month:02}",
            **more,
        }
    )


def said(month: int, status: str | None = "顺利", name: str = "hs", **more: Any) -> dict[str, Any]:
    """Return what the ledger of a month says."""
    source = {"notice": f"{name}-{month:02}"}
    return {"period": f"2031-{month:02}", "status": status, "source": source, **more}


def task(number: int, lead: str, *updates: Mapping[str, Any], **more: Any) -> Task:
    """Return a task with one assignment; ``part`` holds more of that."""
    part = {"part": "1", "lead": [lead], "updates": updates, **more.pop("part", {})}
    return Task.model_validate(
        {
            "plan": "hs-2031",
            "id": str(number),
            "number": str(number),
            "text": f"办好第{number}件事",
            "source": updates[0]["source"] if updates else {"notice": "hs-01"},
            "assignments": (part,),
            **more,
        }
    )


def units(*named: Any, district: str = "hs") -> Registry:
    """Return a registry of units by name, or by their fields."""
    found = [
        {"id": f"{district}{at}", **({"name": one} if isinstance(one, str) else one)}
        for at, one in enumerate(named, start=1)
    ]
    return Registry.model_validate({"district": district, "units": found})


@dataclass(frozen=True)
class Site:
    """A site as its readers see it."""

    planned: SitePlan

    @cached_property
    def pages(self) -> Mapping[str, str]:
        return {path: page.decode() for path, page in render(self.planned, [TEMPLATES])}

    def read(self, path: str) -> str:
        """Return the words of a page, without white space."""
        page = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", "", self.pages[path])
        return "".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())

    def links(self, path: str) -> Mapping[str, str]:
        """Return the last address of each linked word of a page, from the root of the site."""
        up = "../" * path.count("/")
        found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.pages[path], re.DOTALL)
        return {
            html.unescape(re.sub(r"<[^>]+>", "", words)).strip(): address.removeprefix(up)
            for address, words in found
        }

    def rows(self, page: str) -> list[dict[str, Any]]:
        """Return the list of a page as programs read it."""
        (found,) = (one for one in self.planned.sheets if one.page == page)
        keys = [column.key for column in found.columns]
        return [dict(zip(keys, row, strict=True)) for row in found.rows]

    def data(self, name: str) -> Any:
        return json.loads(self.planned.data[f"data/{name}.json"])[name]


def site(*records: Plan | Task | Notice | Registry, given: Settings | None = None) -> Site:
    """Return the site of some records; of a plan that none is given of, the usual one."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(one for one in records if isinstance(one, kind))

    content = Content(
        given or settings(), of(Plan) or (plan(),), of(Task), of(Registry), of(Notice)
    )
    return Site(plan_site(in_edition(in_order(content), "intranet")))
