"""The settings of a site: site.yml.

In: plain data whose scalars are text. Out: ``Settings``: titles, districts, status vocabularies,
colours, editions and word lists. A status word stands here once and feeds badges, order and legends.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tongbao.records.model import Record
from tongbao.records.scalars import Filled, Flag, Identifier, Whole

# What a site without an address and a code of its own says in their place.
INTRANET = "内网"
NO_CODE = "内网无标识码"
# How a text begins that an empty site holds for somebody to fill in.
UNFILLED = "请填写"
# A folder of a server, from its root to a slash, in plain letters: /gongkai/duban/
FOLDER = r"^/([A-Za-z0-9._~-]+/)*$"

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Tone = Literal["green", "blue", "amber", "red", "grey"]
Shape = Literal["circle", "square", "triangle", "diamond", "ring"]


class Status(Record):
    """One word of a vocabulary. Order in site.yml is the order of lists, bars and ties.

    ``lagging`` puts it among what lags, ``closed`` counts it as done with; ``base: false`` (未报送, 不适用)
    keeps it out of the base of shares. ``grade`` is a word of assessments alone (优秀, 一般), which may be another
    spelling of a status of progress. ``slug`` is its ASCII page name.
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
    grade: Flag = False
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
    domain: Filled = INTRANET
    id_code: Filled = NO_CODE
    icp: Filled | None = None
    police: Filled | None = None


class Withholding(Record):
    """What stops a public build until a person has decided: words and kinds of numbers.

    ``allow`` are phrases that a person has found fit to be shown (区信访局, the office's own number): a word or number
    inside one of them holds nothing back. They decide for what has no ``visibility`` of its own.
    """

    words: tuple[Filled, ...] = ()
    numbers: tuple[Literal["phone", "identity", "bank"], ...] = ("phone", "identity", "bank")
    allow: tuple[Filled, ...] = ()


class Archiving(Record):
    """How months are frozen: the term of keeping as the office decided it, and the kind of digest.

    ``sm3`` is written beside sha256, and sealing fails where this machine cannot compute it.
    """

    retention: Filled | None = None
    digest: Literal["sha256", "sm3"] = "sha256"


class Ranking(Record):
    """The formula by which units are ranked: the mean of the points of what they answer for.

    ``points`` gives every status word of the vocabulary its points; a unit with fewer than ``least`` assignments
    in the base of shares is not ranked; ``reason`` is the office's own sentence on why and since when.
    """

    points: dict[Filled, Whole]
    least: Whole = 1
    reason: Filled | None = None


class Portal(Record):
    """The portal that the site is a column of (专栏).

    ``header`` and ``footer`` are files of the site's folder whose HTML stands in place of the site's own head and
    foot; ``addresses`` are the hosts they may lead to. ``folder`` is where the site lies on the server.
    """

    header: Filled | None = None
    footer: Filled | None = None
    addresses: tuple[Filled, ...] = ()
    folder: Annotated[str, StringConstraints(pattern=FOLDER)] | None = None


class Settings(Record):
    """The whole of site.yml."""

    title: Filled
    publisher: Publisher
    districts: tuple[District, ...] = ()
    vocabularies: dict[str, tuple[Status, ...]] = Field(default_factory=dict)
    colours: dict[Tone, Colour] = Field(default_factory=dict)
    withhold: Withholding = Withholding()
    archive: Archiving = Archiving()
    ranking: Ranking | None = None
    portal: Portal = Portal()

    path: str = Field(default="site.yml", exclude=True)
