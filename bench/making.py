"""Content of any size, made by chance from a seed: what the measures of whole sites are taken on.

Sentences of this repository's own records, shuffled, figures changed, so that lengths and words are those of real
notices. In: the records of this repository. Out: records.
"""

import dataclasses
import random
import re
from collections.abc import Iterator

from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan, Source, Task, Update

DISTRICTS, TASKS, MONTHS, FIRST = 10, 60, 12, 2022


@dataclasses.dataclass(frozen=True)
class Maker:
    """Makes records that look like those of ``real``, all by chance from one seed."""

    real: Content
    chance: random.Random

    def text(self, length: int, sentences: list[str]) -> str:
        """Return sentences of about so many characters, with figures of their own."""
        found = ""
        while len(found) < length:
            found += self.chance.choice(sentences)
        return re.sub(r"\d(?!\d*万元)", lambda _: str(self.chance.randrange(10)), found)

    def content(self, plans: int) -> Content:
        """Return so many plans of sixty tasks, each with a ledger a month; ten districts share them."""
        settings, registry = self.real.settings, self.real.registries[0]
        names = [f"d{number:02}" for number in range(DISTRICTS)]
        districts = [
            settings.districts[0].model_copy(
                update={"id": name, "name": f"第{name}区", "issuers": (f"第{name}区督查局",)}
            )
            for name in names
        ]
        made = [self.plan(names[n % DISTRICTS], FIRST + n // DISTRICTS) for n in range(plans)]
        return dataclasses.replace(
            self.real,
            settings=settings.model_copy(update={"districts": tuple(districts)}),
            registries=tuple(registry.model_copy(update={"district": name}) for name in names),
            plans=tuple(made),
            tasks=tuple(task for plan in made for task in self.tasks(plan)),
            notices=tuple(notice for plan in made for notice in self.notices(plan)),
            indicators=(),
            mentions=(),
        )

    def plan(self, district: str, year: int) -> Plan:
        """Return a plan."""
        new = {"id": f"{district}-{year}", "district": district, "year": year, "notices": ()}
        return self.real.plans[0].model_copy(update={**new, "title": f"{district}{year}年重点工作"})

    def notices(self, plan: Plan) -> Iterator[Notice]:
        """Yield the ledgers of a plan."""
        for month in range(1, MONTHS + 1):
            new = {
                "id": f"{plan.id}-{month:02}",
                "issuer": f"第{plan.district}区督查局",
                "period": f"{plan.year}-{month:02}",
                "title": f"{plan.title}{month}月份推进情况",
                "files": (),
                "claims": (),
                "passages": (),
            }
            yield self.real.notices[0].model_copy(update=new)

    def tasks(self, plan: Plan) -> Iterator[Task]:
        """Yield the tasks of a plan, one assignment each."""
        real = [task for task in self.real.tasks if task.kind == "task"]
        updates = [u for task in real for part in task.assignments for u in part.updates]
        said = [f"{one}。" for u in updates for one in re.split("[。\n]", u.text) if one]
        for number in range(1, TASKS + 1):
            task = self.chance.choice(real)
            part = self.chance.choice(task.assignments)
            told = tuple(self.updates(plan, updates, said))
            yield task.model_copy(
                update={
                    "plan": plan.id,
                    "id": str(number),
                    "number": str(number),
                    "review": (),
                    "source": Source(notice=f"{plan.id}-01", page=1),
                    "assignments": (part.model_copy(update={"part": "1", "updates": told}),),
                }
            )

    def updates(self, plan: Plan, real: list[Update], said: list[str]) -> Iterator[Update]:
        """Yield an update a month, as long as one of the real ones."""
        for month in range(1, MONTHS + 1):
            model = self.chance.choice(real)
            new = {
                "period": f"{plan.year}-{month:02}",
                "text": self.text(len(model.text), said),
                "source": Source(notice=f"{plan.id}-{month:02}", page=1, row=1),
            }
            yield model.model_copy(update=new)
