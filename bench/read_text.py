"""How long the worst texts take to be read as notices: at 25, 50, 100 and 200 kB of each form, and texts of one sign.

Each text is brought into an empty site without writing, in a process of its own with a limit of time, so that what
never ends is told too. Prints a line a form: the median seconds of this process alone at each size, and how they grow
when the text doubles (x2.0 is linear). Asserts nothing.

    python bench/read_text.py [--runs 3] [--limit 60] [--only NAME ...] [--sizes 25 50 100 200] [--profile]
"""

import argparse
import cProfile
import datetime
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count, cycle, pairwise
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from tongbao.notices.identity import Wishes  # noqa: E402
from tongbao.notices.ingest import ingest  # noqa: E402
from tongbao.notices.report import report_lines  # noqa: E402
from tongbao.problems import Problems  # noqa: E402
from tongbao.records.starter import write_empty_site  # noqa: E402

TITLE = "东湖区2022年8月份重点工作推进情况通报"
UNITS = ("区发改委", "区住建局", "区交通运输局", "西山街道办事处", "区教育体育局", "北关镇政府")
WORKS = (
    "推进东环路改造",
    "老旧小区改造",
    "新建小学两所",
    "污水管网建设",
    "招商引资签约项目",
    "粮食安全",
)
WORDS = ("积极推进", "正常推进", "进展缓慢", "已完成年度目标的83.5%", "未开工")
DAY = datetime.date(2022, 9, 1)


def items() -> Iterator[str]:
    """Yield numbered items, each with a bracket of roles."""
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        yield f"{at}.{work}。8月底前完成主体工程。（牵头单位：{unit}；配合单位：区财政局、各乡镇）\n"


def nested() -> Iterator[str]:
    """Yield items four levels deep."""
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        yield f"{'一二三四五六七八九'[at % 9]}、{work}\n（一）{work}\n1.{work}\n（1）{work}。一是{work}；"
        yield f"二是{work}。\n①{work}（{unit}牵头，区财政局配合）\n"


def bars() -> Iterator[str]:
    """Yield a table with bars."""
    yield "| 序号 | 工作任务 | 牵头单位 | 进展情况 | 完成情况 |\n|---|---|---|---|---|\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        yield f"| {at} | {work} | {unit} | 完成投资{at}万元，占83.5%。 | {word} |\n"


def cells() -> Iterator[str]:
    """Yield a table a cell a line."""
    yield "序号\n工作任务\n牵头单位\n进展情况\n完成情况\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        yield f"{at}\n{work}\n{unit}\n完成投资{at}万元，占83.5%。\n{word}\n"


def glued() -> Iterator[str]:
    """Yield a table whose cells only spaces part."""
    yield "序号  工作任务  牵头单位  进展情况  完成情况\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        yield f"{at}  {work}  {unit}  完成投资{at}万元  {word}\n"


def lists() -> Iterator[str]:
    """Yield prose with long lists of names under statuses."""
    for at, word in zip(count(1), cycle(WORDS), strict=False):
        names = "、".join(f"{work}{at}" for work in WORKS * 3)
        yield f"截至8月底，{word}的有{3 * len(WORKS)}项（{names}），{UNITS[at % 6]}有1项（甲{at}）{word}。"
        yield "\n" * (at % 9 == 0)


def sections() -> Iterator[str]:
    """Yield a bulletin by unit with dated happenings, persons and firms."""
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        yield f"{unit}\n1、机制建立情况。8月{at % 28 + 1}日，区长王建国带队赴上海东方电子科技有限公司考察{work}。\n"
        yield f"下步打算：9月底前与某某集团签约，总投资{at}亿元，书记李明、张总参加。\n"


def report() -> Iterator[str]:
    """Yield a government work report."""
    yield "一、2021年工作回顾\n"
    for at, work in zip(count(1), cycle(WORKS), strict=False):
        yield f"{work}成效明显。完成投资{at}.5亿元，增长7.{at % 10}%，居全市第三，新增就业{at}万人。\n"
        if at % 40 == 0:
            yield "二、2022年重点工作\n——固定资产投资增长8%以上；\n"


def news() -> Iterator[str]:
    """Yield a page of a newspaper."""
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        yield f"{work}又有新进展{at}\n本报讯（记者 王明 通讯员 李强）9月1日，记者从{unit}获悉，"
        yield f"总投资{at}亿元的东湖科技产业园项目顺利开工，{unit}与区财政局联合推进{work}。\n"


def one_line() -> Iterator[str]:
    """Yield sentences without any line break."""
    return (piece.replace("\n", "") for piece in lists())


def web() -> Iterator[str]:
    """Yield the furniture of web pages."""
    while True:
        yield "当前位置：首页 > 政务公开 > 督查\n发布机构：区政府办  发布日期：2022-09-01  字号：大 中 小\n"
        yield "打印 关闭 分享到： 责任编辑：王明\n附件：1.任务表 2.名单\n"


def numbered_apart() -> Iterator[str]:
    """Yield a number on a line of its own over each text."""
    while True:
        yield "1\n改造小区\n"


def counted_apart() -> Iterator[str]:
    """Yield the numbers from 1 on, each on a line of its own over a text with who answers for it."""
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        yield f"{at}\n{work}\n{unit}\n" if at % 3 else f"{at}\n{work}（{unit}牵头）\n"


def ragged() -> Iterator[str]:
    """Yield a table a cell a line whose rows are of different length."""
    yield "序号\n工作任务\n牵头单位\n进展情况\n完成情况\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        row = (str(at), work, unit, f"完成投资{at}万元，占83.5%。", "剩余工程有序推进。", word)
        yield "\n".join(cell for part, cell in enumerate(row) if (at * 7 + part * part) % 5) + "\n"


def ragged_bars() -> Iterator[str]:
    """Yield a table with bars whose rows are of different length."""
    yield "| 序号 | 工作任务 | 牵头单位 | 进展情况 | 完成情况 |\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        row = (str(at), work, unit, f"完成投资{at}万元，占83.5%。", word)
        yield "| " + " | ".join(row[: 2 + at % 4]) + " |\n"


def ragged_spaces() -> Iterator[str]:
    """Yield a table parted by spaces whose rows are of different length."""
    yield "序号  工作任务  牵头单位  进展情况  完成情况\n"
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        row = (str(at), work, unit, f"完成投资{at}万元", word)
        yield "  ".join(row[at % 2 : 2 + at % 4]) + "\n"


def roll() -> Iterator[str]:
    """Yield a list of names, a line each, with a status behind each."""
    yield "一、各项目进展情况\n"
    for at, work, word in zip(count(1), cycle(WORKS), cycle(WORDS), strict=False):
        yield f"{work}{at}：{word}\n"


def labelled() -> Iterator[str]:
    """Yield blocks of labels, one block a task."""
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        yield f"项目名称：{work}{at}\n责任单位：{unit}\n责任人：王建国\n完成时限：9月底\n"
        yield f"进展情况：完成投资{at}万元，{word}。\n\n"


def deeds() -> Iterator[str]:
    """Yield numbered deeds, each named by its number in words."""
    for at, unit, work, word in zip(
        count(1), cycle(UNITS), cycle(WORKS), cycle(WORDS), strict=False
    ):
        number = "一二三四五六七八九"[at % 9]
        yield f"实事{number}：{work}{at}。{unit}牵头，目前{word}。\n"


def run_in() -> Iterator[str]:
    """Yield one paragraph of points that count on: 一是…二是…."""
    yield "主要做法："
    for at, unit, work in zip(count(1), cycle(UNITS), cycle(WORKS), strict=False):
        number = "一二三四五六七八九"[(at - 1) % 9]
        yield f"{number}是{work}，由{unit}负责，9月底前完成投资{at}万元；"


Form = Callable[[], Iterator[str]]
FORMS: Mapping[str, Form] = {
    one.__name__: one
    for one in (
        items,
        nested,
        bars,
        cells,
        glued,
        lists,
        sections,
        report,
        news,
        one_line,
        web,
        numbered_apart,
        counted_apart,
        ragged,
        ragged_bars,
        ragged_spaces,
        roll,
        labelled,
        deeds,
        run_in,
    )
}
# Texts of one sign or two: what an expression that goes back on itself never ends with.
BITS: Mapping[str, tuple[str, int]] = {
    "2 M 字 in a line": ("字", 2_000_000),
    "2 M of a sentence in a line": ("推进东环路改造", 2_000_000),
    "2 M of clauses in a line": ("区发改委牵头，区住建局配合，", 2_000_000),
    "2 M of sentences in a line": ("推进缓慢的有3项（甲、乙、丙）。", 2_000_000),
    "2 M of names in a line": ("区发改委、", 2_000_000),
    "2 M of labels in a line": ("责任单位：", 2_000_000),
    "2 M of spaces in a line": (" ", 2_000_000),
    "2 M of full-width spaces": ("\u3000", 2_000_000),
    "2 M of bars in a line": ("|", 2_000_000),
    "2 M of quotation marks": ("“", 2_000_000),
    "2 M of titles": ("《", 2_000_000),
    "2 M of numerals": ("一", 2_000_000),
    "2 M of numbers": ("1.", 2_000_000),
    "2 M of dates": ("2022年8月1日", 2_000_000),
    "2 M of per cent": ("83.5%", 2_000_000),
    "20,000 digits before 年": ("1", 20_000),
    "1.8 M digits before 年": ("1", 1_800_000),
    "1.8 M of （": ("（", 1_800_000),
    "1.8 M of ）": ("）", 1_800_000),
    "1.8 M of （）": ("（）", 1_800_000),
    "1.8 M of (": ("(", 1_800_000),
    "1.8 M of 【": ("【", 1_800_000),
    "400,000 short lines": ("字\n", 800_000),
    "200,000 numbered lines": ("1.甲\n", 800_000),
    "100,000 lines of 一、": ("一、\n", 300_000),
    "2 M empty lines": ("\n", 2_000_000),
}


def text_of(name: str, size: int) -> str:
    """Return a text of a form, about so many bytes long, or of the signs of that name."""
    if name in BITS:
        piece, length = BITS[name]
        tail = "年重点工作" if "年" in name and "digits" in name else ""
        return f"{TITLE}\n{piece * (length // len(piece))}{tail}\n"
    found, length = [f"{TITLE}\n"], 0
    for piece in FORMS[name]():
        found.append(piece)
        length += len(piece.encode())
        if length >= size:
            break
    return "".join(found) + "\n"


def seconds(name: str, size: int, *, profile: bool = False) -> tuple[float, str]:
    """Return how long a text takes to be read and told, and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        site, file = Path(folder) / "site", Path(folder) / "通报.txt"
        write_empty_site(site)
        file.write_text(text_of(name, size), "utf-8")
        profiler = cProfile.Profile()
        start = time.process_time()
        if profile:
            profiler.enable()
        try:
            found = ingest(file, site, Wishes(), DAY, dry_run=True)
            lines = len(list(report_lines(found, dry_run=True)))
            told = f"{found.notice.kind}, {len(found.tasks)} tasks, {lines} lines told"
        except Problems as problems:
            told = str(problems)[:60]
        profiler.disable()
        lasted = time.process_time() - start
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
    return lasted, told


def measured(name: str, size: int, runs: int, limit: float) -> tuple[float | None, str]:
    """Return the median of some runs, each in a process of its own; None where one took longer than the limit."""
    found: list[float] = []
    told = ""
    for _ in range(runs):
        command = [sys.executable, __file__, "--one", name, str(size)]
        try:
            done = subprocess.run(  # noqa: S603
                command, capture_output=True, text=True, timeout=limit, check=False
            )
        except subprocess.TimeoutExpired:
            return None, f"more than {limit:g} s"
        if done.returncode:
            return None, done.stderr.strip().splitlines()[-1]
        lasted, _, told = done.stdout.strip().partition(" ")
        found.append(float(lasted))
    return statistics.median(found), told


def main() -> None:
    """Print the measures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--limit", type=float, default=60)
    asked.add_argument("--only", nargs="*")
    asked.add_argument("--sizes", type=int, nargs="*", default=[25, 50, 100, 200])
    asked.add_argument("--profile", action="store_true")
    asked.add_argument("--one", nargs=2)
    given = asked.parse_args()
    if given.one:
        lasted, told = seconds(given.one[0], int(given.one[1]))
        print(f"{lasted:.4f} {told}")
        return
    chosen = [name for name in (*FORMS, *BITS) if not given.only or name in given.only]
    for name in chosen:
        if given.profile:
            seconds(name, given.sizes[-1] * 1000, profile=True)
            continue
        sizes = [0] if name in BITS else [size * 1000 for size in given.sizes]
        found = [measured(name, size, given.runs, given.limit) for size in sizes]
        shown = " ".join("  never" if lasted is None else f"{lasted:7.2f}" for lasted, _ in found)
        ratios = " ".join(
            f"x{after / before:.1f}" if before and after else "x?"
            for (before, _), (after, _) in pairwise(found)
        )
        print(f"{name:28} {shown} s  {ratios}  {found[-1][1]}", flush=True)


if __name__ == "__main__":
    main()
