"""The settings of a site: site.yml.

In: plain data whose scalars are text. Out: ``Settings``: titles, districts, status vocabularies,
colours, editions and word lists. A status word stands here once and feeds badges, order and legends.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tongbao.records.model import Record
from tongbao.records.scalars import Filled, Flag, Identifier

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Tone = Literal["green", "blue", "amber", "red", "grey"]
Shape = Literal["circle", "square", "triangle", "diamond", "ring"]


class Status(Record):
    """One word of a vocabulary. Order in site.yml is the order of lists, bars and ties.

    ``lagging`` puts it among what lags, ``closed`` counts it as done with; ``base: false`` (未报送, 不适用)
    keeps it out of the base of shares. ``slug`` is its ASCII page name.
    """

    word: Filled
    slug: Identifier
    aliases: tuple[Filled, ...] = ()
    tone: Tone = "grey"
    shape: Shape = "ring"
    meaning: Filled | None = None
    lagging: Flag = False
    closed: Flag = False
    base: Flag = True
    review: tuple[Filled, ...] = ()


class District(Record):
    """A district: id used in addresses, name, six-digit code (GB/T 2260), names its notices are issued under."""

    id: Identifier
    name: Filled
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None
    issuers: tuple[Filled, ...] = ()


class Publisher(Record):
    """Who answers for the site; every item may be left out on an intranet."""

    name: Filled
    contact: Filled | None = None
    domain: Filled = "内网"
    id_code: Filled = "内网无标识码"
    icp: Filled | None = None
    police: Filled | None = None


class Withholding(Record):
    """What stops a public build until a person has decided: words and kinds of numbers."""

    words: tuple[Filled, ...] = ()
    numbers: tuple[Literal["phone", "identity", "bank"], ...] = ("phone", "identity", "bank")


class Settings(Record):
    """The whole of site.yml."""

    title: Filled
    publisher: Publisher
    districts: tuple[District, ...] = ()
    vocabularies: dict[str, tuple[Status, ...]] = Field(default_factory=dict)
    colours: dict[Tone, Colour] = Field(default_factory=dict)
    withhold: Withholding = Withholding()

    path: str = Field(default="site.yml", exclude=True)
