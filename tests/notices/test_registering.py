"""New names: units with their nearest, other spellings as aliases, groups, status words."""

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.registering import with_statuses, with_units
from tongbao.records.model import Claim, Registry, Task
from tongbao.records.settings import Settings

LEXICON = standard_lexicon()


def task(lead: list[str], responsible: list[str] | None = None, status: str = "快") -> Task:
    source = {"notice": "n"}
    update = {"period": "2022-07", "status": status, "source": source}
    line = {"part": "1", "lead": lead, "responsible": responsible or [], "updates": [update]}
    return Task.model_validate(
        {"plan": "p", "id": "1", "text": "x", "source": source, "assignments": [line]}
    )


def test_units_are_numbered_in_order_of_appearance_and_marked() -> None:
    registry = with_units(Registry(district="d"), [task(["区财政局", "区住建局"])], [], LEXICON)
    assert [(unit.id, unit.name, unit.review) for unit in registry.units] == [
        ("u001", "区财政局", ("name: 新登记的单位",)),
        ("u002", "区住建局", ("name: 新登记的单位",)),
    ]


def test_the_nearest_known_names_are_given() -> None:
    known = Registry.model_validate(
        {"district": "d", "units": [{"id": "u001", "name": "区农业农村和水利局"}]}
    )
    registry = with_units(known, [task(["区农业农村局"])], [], LEXICON)
    assert registry.units[1].review == (
        "name: 新登记的单位，相近的已有区农业农村和水利局；如是同一单位，请并为别名",
    )


def test_a_name_without_its_level_becomes_an_alias() -> None:
    registry = with_units(Registry(district="d"), [task(["发改委"], ["区发改委"])], [], LEXICON)
    (unit,) = registry.units
    assert (unit.name, unit.aliases) == ("区发改委", ("发改委",))
    assert unit.review[1] == "aliases: “发改委”与“区发改委”只差级别的字，按同一单位处理"


def test_the_spelling_of_a_list_joins_the_spelling_of_the_table() -> None:
    claim = Claim(claim="units_lagging", stated=("区服务中心", "区公安局"), words="w")
    registry = with_units(Registry(district="d"), [task(["服务中心"])], [claim], LEXICON)
    assert [(unit.name, unit.aliases) for unit in registry.units] == [("区服务中心", ("服务中心",))]


def test_a_collective_name_is_a_group_of_unknown_members() -> None:
    registry = with_units(Registry(district="d"), [task(["各乡（街道）", "相关单位"])], [], LEXICON)
    assert [(unit.scope, unit.members) for unit in registry.units] == [("all", ()), ("some", ())]
    assert registry.units[0].review[1] == "members: 集合单位的成员没有写明，请列出"


def test_known_names_change_nothing() -> None:
    known = Registry.model_validate(
        {"district": "d", "units": [{"id": "cz", "name": "区财政局", "aliases": ["财政局"]}]}
    )
    assert with_units(known, [task(["财政局", "区财政局"])], [], LEXICON) == known


def test_an_unknown_status_word_stands_outside_the_base_until_a_person_decides() -> None:
    settings = Settings.model_validate(
        {
            "title": "t",
            "publisher": {"name": "p"},
            "vocabularies": {"default": [{"word": "进度滞后", "slug": "late"}]},
        }
    )
    status = with_statuses(settings, "default", [task(["甲局"], status="严重滞后")]).vocabularies[
        "default"
    ][1]
    assert (status.word, status.slug, status.base, status.tone) == ("严重滞后", "s1", False, "grey")
    assert status.review == (
        "word: 新出现的用词，1项用到；请排好次序，写明算哪一档，相近的已有进度滞后；如是同义，请并为别名",
    )
    assert with_statuses(settings, "default", [task(["甲局"], status="进度滞后")]) is settings
