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


class Status(Record, title="完成情况用词"):
    """One word of a vocabulary. Order in site.yml is the order of lists, bars and ties.

    ``lagging`` puts it among what lags, ``closed`` counts it as done with; ``base: false`` (未报送, 不适用)
    keeps it out of the base of shares. ``grade`` is a word of assessments alone (优秀, 一般), which may be another
    spelling of a status of progress. ``slug`` is its ASCII page name.
    """

    word: Filled = Field(title="完成情况用词")
    slug: Identifier = Field(title="网页名")
    aliases: tuple[Filled, ...] = Field(default=(), title="别的说法")
    tone: Tone = Field(default="grey", title="颜色")
    shape: Shape = Field(default="ring", title="形状")
    meaning: Filled | None = Field(default=None, title="含义")
    lagging: Flag = Field(default=False, title="是否算滞后")
    closed: Flag = Field(default=False, title="是否算办结")
    base: Flag = Field(default=True, title="是否计入占比")
    grade: Flag = Field(default=False, title="是否只用于评比")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")

    @property
    def is_undecided(self) -> bool:
        """Whether it is a new word of which nobody has said yet what it counts as."""
        return bool(self.review) and not (self.base or self.grade)


class District(Record, title="区划"):
    """A district: id used in addresses, name, six-digit code (GB/T 2260), names its notices are issued under."""

    id: Identifier = Field(title="区划编号")
    name: Filled = Field(title="名称")
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = Field(
        default=None, title="行政区划代码"
    )
    issuers: tuple[Filled, ...] = Field(default=(), title="发文单位")


class Publisher(Record, title="发布单位"):
    """Who answers for the site; every item may be left out on an intranet."""

    name: Filled = Field(title="主办单位")
    contact: Filled | None = Field(default=None, title="联系方式")
    domain: Filled = Field(default=INTRANET, title="域名")
    id_code: Filled = Field(default=NO_CODE, title="网站标识码")
    icp: Filled | None = Field(default=None, title="ICP 备案号")
    police: Filled | None = Field(default=None, title="公安备案号")


class Withholding(Record, title="公开前须决定的内容"):
    """What stops a public build until a person has decided: words and kinds of numbers.

    ``allow`` are phrases that a person has found fit to be shown (区信访局, the office's own number): a word or number
    inside one of them holds nothing back. They decide for what has no ``visibility`` of its own.
    """

    words: tuple[Filled, ...] = Field(default=(), title="不宜公开的词")
    numbers: tuple[Literal["phone", "identity", "bank"], ...] = Field(
        default=("phone", "identity", "bank"), title="不宜公开的号码"
    )
    allow: tuple[Filled, ...] = Field(default=(), title="已决定可以公开的说法")


class Archiving(Record, title="归档"):
    """How months are frozen: the term of keeping as the office decided it, and the kind of digest.

    ``sm3`` is written beside sha256, and sealing fails where this machine cannot compute it.
    """

    retention: Filled | None = Field(default=None, title="保管期限")
    digest: Literal["sha256", "sm3"] = Field(default="sha256", title="校验算法")


class Deduction(Record, title="扣分"):
    """How many points a unit loses for each assignment of one kind, and by what rule of the office."""

    points: Whole = Field(title="每项扣几分")
    reason: Filled = Field(title="扣分依据")


class Deductions(Record, title="扣分"):
    """What a unit loses points for: assignments not reported, and those reported after the day of reports."""

    unreported: Deduction | None = Field(default=None, title="未报扣分")
    late: Deduction | None = Field(default=None, title="迟报扣分")


class Ranking(Record, title="单位排名"):
    """The formula by which units are ranked: the mean of the points of what they answer for, less ``deductions``.

    ``points`` gives every status word of the vocabulary its points; a unit with fewer than ``least`` assignments
    in the base of shares is not ranked; ``reason`` is the office's own sentence on why and since when.
    """

    points: dict[Filled, Whole] = Field(title="各种完成情况的分值")
    least: Whole = Field(default=1, title="至少几项才排名")
    deductions: Deductions = Field(default=Deductions(), title="未报、迟报扣分")
    reason: Filled | None = Field(default=None, title="说明")


class Portal(Record, title="所在门户"):
    """The portal that the site is a column of (专栏).

    ``header`` and ``footer`` are files of the site's folder whose HTML stands in place of the site's own head and
    foot; ``addresses`` are the hosts they may lead to. ``folder`` is where the site lies on the server.
    """

    header: Filled | None = Field(default=None, title="门户页头文件")
    footer: Filled | None = Field(default=None, title="门户页脚文件")
    addresses: tuple[Filled, ...] = Field(default=(), title="可以链接的外部网站")
    folder: Annotated[str, StringConstraints(pattern=FOLDER)] | None = Field(
        default=None, title="在服务器上的文件夹"
    )


class Settings(Record, title="站点设置"):
    """The whole of site.yml."""

    title: Filled = Field(title="站点标题")
    publisher: Publisher = Field(title="发布单位")
    districts: tuple[District, ...] = Field(default=(), title="区划")
    vocabularies: dict[str, tuple[Status, ...]] = Field(
        default_factory=dict, title="完成情况用词表"
    )
    colours: dict[Tone, Colour] = Field(default_factory=dict, title="颜色")
    withhold: Withholding = Field(default=Withholding(), title="公开前须决定的内容")
    archive: Archiving = Field(default=Archiving(), title="归档")
    ranking: Ranking | None = Field(default=None, title="单位排名")
    portal: Portal = Field(default=Portal(), title="所在门户")

    path: str = Field(default="site.yml", exclude=True, title="设置文件")
