"""Checks of site.yml and of the plans that lean on it: words, page names and ids that must be one of a kind."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked
from tongbao.records.fields import title_of
from tongbao.records.messages import nearest
from tongbao.records.settings import INTRANET, NO_CODE, UNFILLED, Publisher, Status
from tongbao.records.yaml_in import Path

_FILE = "site.yml"


def words_are_unique(checked: Checked) -> Iterator[Problem]:
    """A word, alias or page name stands once in a vocabulary; a grade may be spelt as a status of progress is."""
    for name, statuses in checked.content.settings.vocabularies.items():
        path: Path = ("vocabularies", name)
        for grade in (False, True):
            words = (
                pair
                for number, status in enumerate(statuses)
                if status.grade == grade
                for pair in _words(number, status)
            )
            yield from _doubled(checked, path, words, "用词", "一个词只属于一种完成情况")
        slugs = ((status.slug, (number, "slug")) for number, status in enumerate(statuses))
        yield from _doubled(checked, path, slugs, "网页名", "每种完成情况用不同的 slug")


def _words(number: int, status: Status) -> Iterator[tuple[str, Path]]:
    yield status.word, (number, "word")
    for place, alias in enumerate(status.aliases):
        yield alias, (number, "aliases", place)


def districts_are_unique(checked: Checked) -> Iterator[Problem]:
    """No two districts share an id or an issuer: the issuer of a notice decides its district."""
    districts = checked.content.settings.districts
    ids = ((district.id, (number, "id")) for number, district in enumerate(districts))
    yield from _doubled(checked, ("districts",), ids, "区划编号", "每个区划用不同的 id")
    issuers = (
        (issuer, (number, "issuers", place))
        for number, district in enumerate(districts)
        for place, issuer in enumerate(district.issuers)
    )
    hint = "发文单位决定文件归哪个区划，只写在一处"
    yield from _doubled(checked, ("districts",), issuers, "发文单位", hint)


def settings_are_filled_in(checked: Checked) -> Iterator[Problem]:
    """What an empty site says in the place of the office's own words is not shown to readers."""
    settings = checked.content.settings
    stated: Mapping[Path, str | None] = {
        ("title",): settings.title,
        **{("publisher", name): value for name, value in settings.publisher},
    }
    for path, value in stated.items():
        if value and value.startswith(UNFILLED):
            message = f"还没有填写：“{value}”"
            yield Problem(
                checked.places.value(_FILE, path), message, "改成本单位的", Severity.WARNING
            )


def colours_differ(checked: Checked) -> Iterator[Problem]:
    """Two tones of one colour could not be told apart."""
    first: dict[str, str] = {}
    for tone, colour in checked.content.settings.colours.items():
        other = first.setdefault(colour, tone)
        if other != tone:
            place = checked.places.value(_FILE, ("colours", tone))
            message = f"{tone} 与 {other} 的颜色相同：“{colour}”"
            yield Problem(place, message, "各用一种颜色", Severity.WARNING)


def foot_is_complete(checked: Checked) -> Iterator[Problem]:
    """A site with an address of its own says at its foot what the guide for government sites asks for.

    On an intranet each of it may be left out (国办发〔2017〕47号 is on sites that the public can reach), and the foot
    of a portal says it itself.
    """
    publisher = checked.content.settings.publisher
    if publisher.domain == INTRANET or checked.content.settings.portal.footer:
        return
    stated = {
        "contact": publisher.contact,
        "id_code": publisher.id_code if publisher.id_code != NO_CODE else None,
        "icp": publisher.icp,
        "police": publisher.police,
    }
    missing = [name for name, value in stated.items() if not value]
    if missing:
        titles = "、".join(title_of(Publisher, name) for name in missing)
        hint = f"在 publisher 下写明 {'、'.join(missing)}；用门户的页脚的，在 portal 下写明 footer"
        place = checked.places.key(_FILE, ("publisher",))
        yield Problem(place, f"页脚缺少{titles}", hint, Severity.WARNING)


def id_code_fits_the_districts(checked: Checked) -> Iterator[Problem]:
    """The code of a local site begins with that of its district, or of the city the district belongs to."""
    code = checked.content.settings.publisher.id_code
    known = [district.code for district in checked.content.settings.districts if district.code]
    if not known or not re.fullmatch(r"\d{10}", code):
        return
    if not any(code[:6] in {own, f"{own[:4]}00"} for own in known):
        place = checked.places.value(_FILE, ("publisher", "id_code"))
        message = f"网站标识码“{code}”的前六位不是本区的行政区划代码"
        yield Problem(place, message, f"应以 {'、'.join(known)} 开头", Severity.WARNING)


def _doubled(
    checked: Checked, root: Path, named: Iterable[tuple[str, Path]], what: str, hint: str
) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for name, path in named:
        if name in first:
            line = checked.places.line(_FILE, (*root, *first[name]))
            place = checked.places.value(_FILE, (*root, *path))
            yield Problem(place, f"{what}“{name}”重复，第 {line} 行已有", hint)
        first.setdefault(name, path)


def plans_fit_the_settings(checked: Checked) -> Iterator[Problem]:
    """The district and the vocabulary of a plan stand in site.yml."""
    if _FILE in checked.left_out:
        return
    settings = checked.content.settings
    districts = tuple(district.id for district in settings.districts)
    for plan in checked.content.plans:
        if plan.district not in districts:
            place = checked.places.value(plan.path, ("district",))
            hint = _hint(plan.district, districts, "districts")
            yield Problem(place, f"区划“{plan.district}”没有在 site.yml 登记", hint)
        if plan.vocabulary not in settings.vocabularies:
            place = checked.places.value(plan.path, ("vocabulary",))
            hint = _hint(plan.vocabulary, tuple(settings.vocabularies), "vocabularies")
            message = f"完成情况用词表“{plan.vocabulary}”没有在 site.yml 登记"
            yield Problem(place, message, hint)


def registries_fit_the_settings(checked: Checked) -> Iterator[Problem]:
    """The district of a registry, which its file's name gives, stands in site.yml."""
    if _FILE in checked.left_out:
        return
    districts = tuple(district.id for district in checked.content.settings.districts)
    for registry in checked.content.registries:
        if registry.district not in districts:
            place = checked.places.value(registry.path)
            hint = f"{_hint(registry.district, districts, 'districts')}；或改文件名"
            yield Problem(place, f"区划“{registry.district}”没有在 site.yml 登记", hint)


def _hint(name: str, known: tuple[str, ...], key: str) -> str:
    if guess := nearest(name, known):
        return f"你是不是要写“{guess}”"
    return f"在 site.yml 的 {key} 里加上它" + (f"；已有：{'、'.join(known)}" if known else "")
