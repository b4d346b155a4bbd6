"""The rules of the house: one room, one purpose; imports run one way; no clock inside; no broad nets."""

import ast
import graphlib
from pathlib import Path

import pytest

from scripts.measures import House, Module, classes_twice, read_house

HOUSE = Path(__file__).parent.parent
PACKAGE = HOUSE / "tongbao"
ROOMS = (
    "problems",
    "records",
    "sources",
    "notices",
    "progress",
    "site",
    "output",
    "archive",
    "bulletin",
    "forms",
    "publish",
    "review",
    "cli",
)
# Where the office's own time is read, and where what nobody foresaw is caught.
CLOCK, NET = "tongbao.cli.site_folder", "tongbao.cli.unforeseen"
CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}

PROGRAM = read_house(HOUSE)
MODULES = [name for name in PROGRAM.modules if name.partition(".")[0] == PACKAGE.name]


def tree_of(module: str) -> ast.Module:
    return PROGRAM.modules[module].tree


def room_of(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def uphill(module: str, imported: str) -> bool:
    """Tell whether an import runs from a room to one that is listed after it."""
    return bool(room_of(imported)) and ROOMS.index(room_of(imported)) > ROOMS.index(room_of(module))


def test_every_room_is_listed() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__"} <= set(ROOMS)


def test_imports_point_one_way() -> None:
    wrong = [
        (module, there)
        for module in MODULES
        for there in PROGRAM.imports(module)
        if uphill(module, there) or not room_of(module)  # tongbao itself imports nothing
    ]
    assert wrong == []


def test_no_circle_of_imports() -> None:
    graph = {name: PROGRAM.imports(name) for name in MODULES}
    assert list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    "text",
    [
        "from tongbao.output import build",
        "import tongbao.output.build",
        "def later():\n    from tongbao import output",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import tongbao.output",
        "from ..output import build",
    ],
)
def test_an_uphill_import_is_seen_in_every_form(text: str) -> None:
    above = {"tongbao.output": True, "tongbao.output.build": False, "tongbao": True}
    modules = {name: Module(name, "", is_folder) for name, is_folder in above.items()}
    probe = Module("tongbao.records.probe", text, is_folder=False)
    house = House({**modules, probe.name: probe})
    assert any(uphill(probe.name, there) for there in house.imports(probe.name))


def test_a_name_says_what_is_inside() -> None:
    assert [module for module in MODULES if NAMES_OF_NOTHING & set(module.split("."))] == []


def test_no_broad_net() -> None:
    """Only what undoes its work and raises on may catch everything, and the one net under all commands."""
    handlers = (
        (f"{module}:{node.lineno}", node)
        for module in MODULES
        if module != NET
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ExceptHandler)
    )
    assert [place for place, handler in handlers if catches_all(handler)] == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    raises_on = isinstance(last, ast.Raise) and last.exc is None
    caught = {name.id for name in ast.walk(handler.type or handler) if isinstance(name, ast.Name)}
    is_broad = handler.type is None or bool(caught & {"Exception", "BaseException"})
    return is_broad and not raises_on


@pytest.mark.parametrize(
    ("caught", "body", "is_net"),
    [
        ("Exception", "pass", True),
        ("", "pass", True),
        ("(OSError, BaseException)", "undo()", True),
        ("Exception", "undo()\n    raise", False),
        ("OSError", "pass", False),
    ],
)
def test_a_broad_net_is_seen_in_every_form(caught: str, body: str, is_net: bool) -> None:
    (tried,) = ast.parse(f"try:\n    work()\nexcept {caught}:\n    {body}").body
    assert isinstance(tried, ast.Try)
    assert catches_all(tried.handlers[0]) == is_net


def test_no_clock_inside() -> None:
    """Today's date is an argument. ``perf_counter`` measures and tells no time, so it may."""
    reads = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS.get(ast.unparse(node.value).rpartition(".")[2], ())
    ]
    assert {place.partition(":")[0] for place in reads} == {CLOCK}, reads


def test_a_module_says_what_it_is() -> None:
    assert [module for module in MODULES if not ast.get_docstring(tree_of(module))] == []


def test_a_name_of_a_class_is_borne_once() -> None:
    """One word for one thing: a class of the top level has a name that no other module gives to one."""
    assert classes_twice(PROGRAM) == {}
