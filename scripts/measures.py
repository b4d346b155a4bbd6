"""Measures of the house: prints how large it is and how far apart its parts lie.

    python scripts/measures.py

All are of the Python files of ``tongbao/`` and ``commands/``, read and never run.

- *lines*, *files*: all lines, blank ones and comments too; all .py files.
- *class names twice*: names that a class of the top level bears in more than one module.
- *longest chain of calls*: functions of which each names the next, from first to last; p90 is the longest chain that
  begins at a function, of nine functions in ten. A function is named by its own name in its module, by the name it is
  imported under, as ``module.function``, ``Class.method``, ``self.method`` or ``cls.method``; what is handed on by name
  counts as called; a class stands for its ``__post_init__`` and ``__init__``. Methods of other values are not followed.
  Functions that call each other in a circle count once each.
- *modules with one importer*: modules that exactly one other module imports, wherever in the file. Not counted are the
  members of a table, which exactly one module lists in order: commands (``cli/``, once ``commands/``), kinds of page
  (``site/pages/``), checks (``records/checks/``), extractors (a function of ``notices/``
  that hands back a ``Reading`` or None).
- *lines a file*, *lines a function*: median, nine in ten, longest; a function without its docstring.
- *private helpers used once*: functions whose name begins with an underscore and occurs once beside its definition.
"""

import ast
import graphlib
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent.parent
_MEMBERS = re.compile(r"commands\.|tongbao\.(site\.pages|records\.checks|cli)\.")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module: its name with dots, and what it says."""

    name: str
    text: str
    is_folder: bool

    @cached_property
    def tree(self) -> ast.Module:
        """What the text says."""
        return ast.parse(self.text)

    @property
    def folder(self) -> str:
        """The package it lies in; that of a package is itself."""
        return self.name if self.is_folder else self.name.rpartition(".")[0]


@dataclass(frozen=True)
class House:
    """All modules by name, and where what each imports comes from."""

    modules: Mapping[str, Module]
    imported: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        names = {name: dict(self._names(one)) for name, one in self.modules.items()}
        object.__setattr__(self, "imported", names)

    def _names(self, module: Module) -> Iterator[tuple[str, str]]:
        """Yield each imported name and the dotted name of what it stands for."""
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    yield one.asname or one.name, one.name
            elif isinstance(node, ast.ImportFrom):
                above = module.folder.split(".")
                parts = above[: len(above) - node.level + 1] if node.level else []
                base = ".".join(filter(None, [*parts, node.module]))
                for one in node.names:
                    yield one.asname or one.name, f"{base}.{one.name}"

    def module_of(self, name: str) -> str:
        """Return the module that a dotted name lies in, "" where it is none of the house."""
        return name if name in self.modules else self._parent(name)

    def _parent(self, name: str) -> str:
        parent = name.rpartition(".")[0]
        return parent if parent in self.modules else ""

    def imports(self, module: str) -> set[str]:
        """Return the other modules of the house that a module imports."""
        return {self.module_of(one) for one in self.imported[module].values()} - {"", module}


def read_house(root: Path) -> House:
    """Read every module of the house."""
    modules = {}
    for path in sorted([*root.glob("tongbao/**/*.py"), *root.glob("commands/**/*.py")]):
        dotted = ".".join(path.relative_to(root).with_suffix("").parts)
        name = dotted.removesuffix(".__init__")
        modules[name] = Module(name, path.read_text("utf-8"), name != dotted)
    return House(modules)


def functions(house: House) -> dict[str, tuple[Module, str, Function]]:
    """Return functions and methods by dotted name, each with its module and its class ("" for none)."""
    found: dict[str, tuple[Module, str, Function]] = {}
    for name, module in house.modules.items():
        for node in module.tree.body:
            if isinstance(node, _FUNCTIONS):
                found[f"{name}.{node.name}"] = (module, "", node)
            elif isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, _FUNCTIONS):
                        found[f"{name}.{node.name}.{one.name}"] = (module, node.name, one)
    return found


def calls(house: House) -> dict[str, set[str]]:
    """Return which functions each function names."""
    known = functions(house)
    return {
        name: {one for said in _said(house, *of) for one in _meant(said, known) if one != name}
        for name, of in known.items()
    }


def _said(house: House, module: Module, owner: str, function: Function) -> Iterator[str]:
    """Yield the dotted name of whatever a function names."""
    names = house.imported[module.name]
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield names.get(node.id, f"{module.name}.{node.id}")
        elif isinstance(node, ast.Attribute):
            head, _, rest = ast.unparse(node).partition(".")
            if head in ("self", "cls") and owner:
                yield f"{module.name}.{owner}.{rest}"
            else:
                yield f"{names.get(head, f'{module.name}.{head}')}.{rest}"


def _meant(said: str, known: Mapping[str, object]) -> Iterator[str]:
    candidates = (said, f"{said}.__init__", f"{said}.__post_init__")
    yield from (one for one in candidates if one in known)


def circles(graph: Mapping[str, set[str]]) -> dict[str, int]:
    """Return for each function a number that those of one circle share (Tarjan's strong components)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    group: dict[str, int] = {}

    def visit(one: str) -> None:
        index[one] = low[one] = len(index)
        stack.append(one)
        for other in sorted(graph[one]):
            if other not in index:
                visit(other)
            if other not in group:
                low[one] = min(low[one], low[other])
        if low[one] == index[one]:
            number = len(set(group.values()))
            while one not in group:
                group[stack.pop()] = number

    for one in graph:
        if one not in index:
            visit(one)
    return group


def chains(graph: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the longest chain that begins at each function; of a circle all functions stand in it."""
    group = circles(graph)
    members: dict[int, list[str]] = defaultdict(list)
    for name in graph:
        members[group[name]].append(name)
    below = {
        number: {group[other] for one in names for other in graph[one]} - {number}
        for number, names in members.items()
    }
    best: dict[int, tuple[str, ...]] = {}
    for number in graphlib.TopologicalSorter(below).static_order():
        rest = max((best[one] for one in below[number]), key=len, default=())
        best[number] = (*members[number], *rest)
    return {name: best[group[name]] for name in graph}


def classes_twice(house: House) -> dict[str, list[str]]:
    """Return the class names of more than one module, each with its modules."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, module in house.modules.items():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    return {name: where for name, where in found.items() if len(where) > 1}


def importers(house: House) -> dict[str, set[str]]:
    """Return which modules import each module."""
    found: dict[str, set[str]] = {name: set() for name in house.modules}
    for name in house.modules:
        for other in house.imports(name):
            found[other].add(name)
    return found


def one_importer(house: House) -> list[str]:
    """Return the modules that one module imports and that are no members of a table."""
    return [
        name
        for name, by in importers(house).items()
        if len(by) == 1 and not _MEMBERS.match(name) and not _is_extractor(house, name)
    ]


def _is_extractor(house: House, name: str) -> bool:
    """Return whether a module gives an extractor: a function that hands back a ``Reading`` or None."""
    return name.startswith("tongbao.notices.") and any(
        isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and not node.name.startswith("_")
        and ast.unparse(node.returns) == "Reading | None"
        for node in house.modules[name].tree.body
    )


def _spread(sizes: Iterable[int]) -> str:
    ordered = sorted(sizes)
    p90 = ordered[len(ordered) * 9 // 10]
    return f"median {statistics.median(ordered):g}, p90 {p90}, longest {ordered[-1]}"


def _length(function: Function) -> int:
    """Return how many lines the body of a function has, its docstring apart."""
    body: Sequence[ast.stmt] = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _used_once(house: House) -> tuple[int, int]:
    """Return how many private functions are named once beside their definition, and how many there are."""
    total = once = 0
    for module in house.modules.values():
        named = Counter(re.findall(r"\w+", module.text))
        own = [
            node.name
            for node in ast.walk(module.tree)
            if isinstance(node, _FUNCTIONS) and re.match("_[a-z]", node.name)
        ]
        total += len(own)
        once += sum(named[name] - 1 == 1 for name in own)
    return once, total


def measures(house: House) -> Iterator[str]:
    """Yield every measure as a line, and what it rests on indented below."""
    texts = [one.text.count("\n") for one in house.modules.values()]
    yield f"lines: {sum(texts)}"
    yield f"files: {len(texts)}"
    yield f"lines a file: {_spread(texts)}"
    yield f"lines a function: {_spread(_length(node) for *_, node in functions(house).values())}"
    twice = classes_twice(house)
    yield f"class names twice: {len(twice)}"
    yield from (f"  {name}: {', '.join(where)}" for name, where in sorted(twice.items()))
    found = chains(calls(house))
    longest = max(found.values(), key=len)
    yield f"longest chain of calls: {len(longest)} ({_spread(map(len, found.values()))})"
    yield from (f"  {name}" for name in longest)
    single = one_importer(house)
    yield f"modules with one importer: {len(single)}"
    yield from (f"  {name}" for name in single)
    once, total = _used_once(house)
    yield f"private helpers used once: {once} of {total}"


if __name__ == "__main__":
    for line in measures(read_house(HERE)):
        print(line)
