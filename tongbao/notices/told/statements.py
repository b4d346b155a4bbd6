"""What a clause, a row or a heading tells: some names and how they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a list: what the item says behind it, and whether it was put together or is cut short.

    ``units`` are the words that say who answers for it, ``verb`` how (甲局、乙局负责的“…”); ``others`` are
    those who support them.
    """

    name: str
    rest: str = ""
    units: str = ""
    verb: str = ""
    others: str = ""
    support: str = ""
    number: str = ""
    is_joined: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Some things of one status, ``words`` print it; a list without a status has "".

    ``share`` is whole per cent; ``subject`` is whom it is about, "" where that is whoever the notice speaks of.
    ``judges`` says that it praises or blames, ``is_topic`` that a sentence about the names says it.
    ``is_partial`` says that only some of the declared are named (如, 主要有), ``doubt`` why a person must look.
    """

    status: str
    words: str
    names: tuple[Named, ...] = ()
    declared: int | None = None
    share: int | None = None
    subject: str = ""
    is_partial: bool = False
    doubt: str = ""
    at: int = 0
    judges: bool = False
    is_topic: bool = False
