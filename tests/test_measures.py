"""The measures of the house, on a house of a few lines."""

from pathlib import Path

from scripts.measures import calls, chains, classes_twice, one_importer, read_house

FILES = {
    "tongbao/__init__.py": '"""The house."""\n',
    "tongbao/low.py": "class Row:\n    def __init__(self):\n        bottom()\n\ndef bottom(): pass\n",
    "tongbao/mid.py": (
        "from tongbao import low as ground\nfrom tongbao.low import bottom as end\n\n"
        "class Row:\n    def one(self):\n        return self.two()\n\n    def two(self):\n"
        "        return map(end, ())\n\ndef round(): back(); ground.Row()\n\ndef back(): round()\n"
    ),
    "commands/__init__.py": "",
    "commands/top.py": "def run():\n    from tongbao.mid import Row, round\n    Row.one(None); round()\n",
}


def house(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_a_chain_follows_every_way_to_name_a_function(tmp_path: Path) -> None:
    graph = calls(read_house(house(tmp_path)))
    assert graph["commands.top.run"] == {"tongbao.mid.Row.one", "tongbao.mid.round"}
    assert graph["tongbao.mid.Row.one"] == {"tongbao.mid.Row.two"}
    assert graph["tongbao.mid.Row.two"] == {"tongbao.low.bottom"}
    assert graph["tongbao.mid.round"] == {"tongbao.mid.back", "tongbao.low.Row.__init__"}
    assert graph["tongbao.low.Row.__init__"] == {"tongbao.low.bottom"}


def test_a_circle_counts_each_function_once(tmp_path: Path) -> None:
    found = chains(calls(read_house(house(tmp_path))))
    assert len(found["commands.top.run"]) == 5
    assert found["commands.top.run"][1:] == found["tongbao.mid.back"]


def test_doubled_names_and_single_importers_are_found(tmp_path: Path) -> None:
    found = read_house(house(tmp_path))
    assert classes_twice(found) == {"Row": ["tongbao.low", "tongbao.mid"]}
    assert one_importer(found) == ["tongbao.low", "tongbao.mid"]
