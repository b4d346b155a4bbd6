"""A site of two districts: theirs is the order of site.yml, and no name stands without its district."""

from tests.year.rooms import Site, ledger, plan, said, settings, site, task, units
from tongbao.records.content import Content
from tongbao.records.order import in_order


def two() -> Site:
    """Two districts, each with two plans and a unit and a person of the same name."""
    part = {
        "persons": [{"name": "苏晚", "unit": "商务局"}],
        "due": [{"date": "2031-09-30", "words": "9月底", "source": {"notice": "hs-04"}}],
    }
    return site(
        plan("hs-2031", "hs", "河上区重点工作"),
        plan("hs-2030", "hs", "河上区去年工作").model_copy(update={"year": 2030}),
        plan("ax-2031", "ax", "重点工作"),
        task(1, "商务局", said(4), part=part),
        task(2, "商务局", said(4), plan="hs-2030"),
        task(1, "商务局", said(4, name="ax"), plan="ax-2031", part=part),
        ledger(4),
        ledger(4, "ax"),
        units("商务局"),
        units("商务局", district="ax"),
    )


def test_tasks_in_the_navigation_are_those_of_the_district_one_reads_of() -> None:
    found = two()
    for path, way in {
        "index.html": "plans/index.html",
        "units/index.html": "plans/index.html",
        "tasks/hs-2031/1.html": "plans/hs-2031.html",
        "tasks/hs-2030/2.html": "plans/hs-2031.html",
        "periods/ax-2031/2031-04.html": "plans/ax-2031.html",
        "units/ax/ax1.html": "plans/ax-2031.html",
        "notices/ax-04.html": "plans/ax-2031.html",
    }.items():
        assert f'<li><a href="{"../" * path.count("/")}{way}"' in found.pages[path], path
    shown = found.read("plans/index.html")
    assert shown.index("河上区重点工作") < shown.index("河上区去年工作") < shown.index("安溪区")


def test_on_a_site_of_one_district_there_is_no_list_of_plans() -> None:
    one = site(task(1, "商务局", said(4)), ledger(4), units("商务局"))
    assert "plans/index.html" not in one.pages
    assert one.links("index.html")["任务"] == "plans/hs-2031.html"
    assert (
        "河上区）" not in one.read("people/index.html")
        if "people/index.html" in one.pages
        else True
    )


def test_districts_stand_in_the_order_of_the_settings() -> None:
    plans = (plan("ax-2032", "ax").model_copy(update={"year": 2032}), plan("hs-2031"))
    content = Content(settings(), plans, registries=(units("甲", district="ax"), units("甲")))
    found = in_order(content)
    assert [one.district for one in found.plans] == ["hs", "ax"]
    assert [one.district for one in found.registries] == ["hs", "ax"]


def test_a_name_in_a_mixed_list_says_whose_it_is() -> None:
    found = two()
    for path in ("people/index.html", "sitemap.html"):
        assert "商务局（河上区）" in found.read(path)
        assert "商务局（安溪区）" in found.read(path)
    assert "办好第1件事（安溪区）" in found.read("sitemap.html")
    assert "苏晚（安溪区）" in found.read("sitemap.html")
    assert "重点工作（安溪区）" in found.read("deadlines.html")
    assert "区划安溪区" in found.read("units/ax/ax1.html")
    whose = {row["path"]: row["district"] for row in found.rows("units/index.html")}
    assert whose == {"units/hs/hs1.html": "河上区", "units/ax/ax1.html": "安溪区"}
