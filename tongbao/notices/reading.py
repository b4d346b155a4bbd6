"""What a reader of any kind of notice is given, and what it hands back.

In: nothing. Out: ``Context`` and ``Reading``. A kind of notice is one function
``(Material, Heading, Context) -> Reading | None``, one line in ``kinds``, and its documents in tests/notices.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.records.content import Vocabulary
from tongbao.records.facts import Indicator, Mention
from tongbao.records.model import Claim, Reporting, Task
from tongbao.records.scalars import PENDING


@dataclass(frozen=True, slots=True)
class Context:
    """Ids, period and words that the records of one notice share.

    ``period`` is ISO months, ``PENDING`` where the notice prints none; ``date`` is the notice's date, else the day it
    was received: it gives the year to days printed without one.
    """

    notice: str
    plan: str
    period: str
    date: datetime.date
    lexicon: Lexicon
    units: UnitReader
    vocabulary: Vocabulary

    @property
    def months(self) -> str:
        """The period in ISO months, "" where the notice prints none."""
        return "" if self.period == PENDING else self.period

    @property
    def period_year(self) -> int | None:
        """The year of the period, None where the notice prints none."""
        return None if self.period == PENDING else int(self.period[:4])


@dataclass(frozen=True, slots=True)
class Reading:
    """The records that a notice makes, and what was done to read them.

    ``claims`` are the figures it states about itself; ``review`` are marks for the notice as a whole, each
    beginning with the field's name; ``indicators_review`` and ``mentions_review`` those for its facts.
    """

    tasks: tuple[Task, ...] = ()
    claims: tuple[Claim, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicators_review: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    mentions_review: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    review: tuple[str, ...] = ()


Reader = Callable[[Material, Heading, Context], Reading | None]
