"""Records as hypothesis makes them, with the nastiest text a notice could hold."""

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tongbao.records.model import (
    Assignment,
    Bulletin,
    Claim,
    Due,
    Event,
    File,
    Notice,
    Part,
    Person,
    Plan,
    Printed,
    Record,
    Registry,
    Reply,
    Reporting,
    Source,
    Task,
    Unit,
    Update,
)
from tongbao.records.yaml_in import read_yaml

NASTY = (
    *(
        "8",
        "007",
        "1e3",
        "1.5",
        "0x1f",
        "12:30",
        "2022-08-17",
        "no",
        "y",
        "true",
        "null",
        "~",
        "<<",
    ),
    *(
        "- ",
        "-",
        "- a",
        "? ",
        "?",
        "| ",
        "|-",
        ">",
        "...",
        "---",
        "--- a",
        "...\n",
        "# a",
        "a #b",
        "a# b",
    ),
    *(
        "a: b",
        "a:",
        ": a",
        ":",
        "a:b",
        "：",
        "，",
        "甲，乙",
        "甲, 乙",
        "[a",
        "a]",
        "{a",
        "}",
        "@a",
        "%a",
        "`a",
    ),
    *(
        "*a",
        "&a",
        "!a",
        "'a",
        "a'b'",
        '"a',
        'a"b',
        "a\\b",
        "\\",
        " a",
        "a ",
        "\ta",
        "a\tb",
        "a\n",
        "\na",
    ),
    *(
        "a\nb",
        "a\n\nb",
        "a\n b",
        "a\n  ",
        "  \na",
        "a \nb",
        "a\r\nb",
        "a\rb",
        "\x07",
        "\x85",
        "\u2028",
        "\ufeff",
    ),
    *(
        "7*24",
        "2*630MW",
        "😀",
        "1、甲：\n2、乙：#3\n- 丙",
        "甲" * 120,
        "a" * 300,
        "【重点】: x",
        "=",
        "a\xa0",
    ),
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.sampled_from("ab 1:-#,[]{}'\"\n\t|>&*!%@`甲，：。\\~?"), max_size=12),
    st.text(max_size=20),
)
filled = texts.filter(lambda text: bool(text.strip()))
short = st.one_of(st.sampled_from(("区财政局", "区发改委", "各乡（街道）", "张三", "8")), filled)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
moments = st.one_of(days.map(datetime.date.isoformat), days.map("{:%Y-%m}".format))
wholes = st.integers(0, 400)
periods = st.sampled_from(("2022-05/2022-07", "2022-08", "2021-01/2021-12"))
visibilities = st.sampled_from(("public", "intranet", "internal"))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


def made(build: Callable[..., Any], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return records of one kind; each field is left out at times."""
    return st.builds(build, **fields)


sources = made(Source, notice=short, page=maybe(wholes), row=maybe(wholes))
persons = made(Person, name=maybe(short), unit=maybe(short), duty=maybe(short), office=maybe(short))
updates = made(
    Update,
    period=periods,
    status=maybe(short),
    note=maybe(short),
    visibility=maybe(visibilities),
    text=texts,
    parts=some(made(Part, label=short, text=texts), 2),
    events=some(
        made(Event, date=moments, date_to=maybe(moments), text=filled, units=some(short)), 2
    ),
    persons=some(short),
    firms=some(short),
    printed=made(Printed, number=maybe(texts), text=maybe(texts), lead=maybe(some(short))),
    source=sources,
    reply=maybe(made(Reply, unit=short, text=filled, date=days)),
)
assignments = made(
    Assignment,
    part=short,
    label=maybe(short),
    visibility=maybe(visibilities),
    lead=some(short, 6),
    lead_shared=st.booleans(),
    responsible=some(short),
    persons=some(persons),
    due=some(made(Due, date=days, words=filled, source=sources), 2),
    updates=some(updates, 2),
)
tasks = made(
    Task,
    plan=st.just("plan"),
    id=st.just("1"),
    number=maybe(filled),
    kind=st.sampled_from(("task", "objective")),
    text=filled,
    visibility=maybe(visibilities),
    supersedes=some(short),
    review=some(filled),
    source=sources,
    assignments=some(assignments),
)
plans = made(
    Plan,
    id=st.just("plan"),
    title=filled,
    district=st.just("zhanhe"),
    year=st.integers(1990, 2100),
    reporting=some(made(Reporting, date=days, covers=short)),
    bulletins=some(
        made(
            Bulletin,
            period=periods,
            date=days,
            issue=maybe(wholes),
            number=maybe(filled),
            praised=maybe(some(short)),
            lagging=maybe(some(short)),
        ),
        2,
    ),
    notices=some(short),
)
notices = made(
    Notice,
    id=st.just("notice"),
    kind=st.sampled_from(("ledger", "news")),
    title=filled,
    date=maybe(days),
    received=days,
    period=maybe(periods),
    files=some(made(File, name=filled, sha256=st.just("0" * 64), origin=maybe(filled)), 2),
    claims=some(made(Claim, claim=short, stated=st.one_of(wholes, some(short)), words=filled)),
)
registries = made(
    Registry,
    district=st.just("zhanhe"),
    units=some(
        made(Unit, id=st.just("u001"), name=filled, aliases=some(short), members=some(short))
    ),
)
records = st.one_of(tasks, plans, notices, registries)


def again(record: Record, text: str) -> Record:
    """Return the record that a text holds, of the kind and with the id of another."""
    read = read_yaml(text, "file")
    assert read.problems == ()
    assert read.data is not None
    fields = type(record).model_fields
    ids = {name: getattr(record, name) for name, info in fields.items() if info.exclude}
    return type(record).model_validate({**read.data, **ids})
