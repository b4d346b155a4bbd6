"""The report of ``ingest``, in words for the clerk.

In: ``Ingested``. Out: lines of Chinese text: what was read, repaired, inferred and left open, the claims beside
the records, and which files changed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from tongbao.notices.claims import ClaimResult, Figure
from tongbao.notices.ingest import Ingested
from tongbao.notices.remarks import Kind, Remark, place_words
from tongbao.records.kinds import NOTICE_KINDS, claim_title
from tongbao.sources.document import Spot

_HEADS: dict[Kind, str] = {
    "changed": "变化",
    "repaired": "修补",
    "inferred": "推断",
    "open": "待定",
}
_VERDICTS = {True: "一致", False: "不一致", None: "无法判定"}
_LONGEST_LIST = 3
_MANY_PLACES = 4
_MOST_UNREAD = 12
_SHOWN = 40


def report_lines(ingested: Ingested, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the lines of the report on one file."""
    notice = ingested.notice
    if ingested.outcome == "known":
        yield f"{ingested.file}：已经入库（{notice.id}），没有改动"
        return
    if ingested.outcome == "format":
        yield f"{ingested.file}：是《{notice.title}》（{notice.id}）的另一种格式，只记入文件清单"
    else:
        yield from _read_lines(ingested)
        yield from _remark_lines(ingested.remarks)
        yield from _unread_lines(ingested)
        yield from _review_lines(ingested)
        yield from _claim_lines(ingested.claims)
    done = "将写入" if dry_run else "写入"
    yield f"{done} {len(ingested.written)} 个文件" + ("（试读，没有改动）" if dry_run else "")


def _read_lines(ingested: Ingested) -> Iterator[str]:
    notice, tasks = ingested.notice, ingested.tasks
    yield f"{ingested.file}：《{notice.title}》"
    period, issuer = notice.period or "未写明", notice.issuer or "未写明"
    yield f"  编号 {notice.id}，期次 {period}，发文 {issuer}"
    yield f"  种类 {NOTICE_KINDS[notice.kind]}（{ingested.grounds}）"
    if tasks:
        counted = [task for task in tasks if task.is_counted]
        rows = sum(len(task.assignments) for task in counted)
        goals = f"，另有总目标 {len(tasks) - len(counted)} 项" if len(tasks) > len(counted) else ""
        yield f"  读到 {len(counted)} 大项、{rows} 分项{goals}，归入任务清单 {tasks[0].plan}"
    if ingested.indicators:
        yield f"  读到 {ingested.indicators} 条指标"
    if ingested.mentions:
        yield f"  读到 {ingested.mentions} 篇报道，只记标题、日期、记者、单位和项目，不存原文"


def _unread_lines(ingested: Ingested) -> Iterator[str]:
    """Yield what of the text stands in no record: the lines, and how much of the text that is."""
    page, unread = ingested.page, ingested.unread
    if page and page.furniture:
        yield f"  网页：{len(page.furniture)} 行是网页上的栏目、按钮和信息，不属于文件"
    if page and page.repeated:
        yield f"  网页：{place_words(page.repeated)}起是正文的第二遍，没有再读"
    if not unread:
        return
    signs, share = sum(len(line.text) for line in unread), round(100 * ingested.unread_share)
    yield f"  未读：{len(unread)} 行共 {signs} 字没有读成记录，占全文 {share}%"
    for line in unread[:_MOST_UNREAD]:
        place = place_words(line.spot)
        yield f"    {place + '：' if place else ''}{_short(line.text)}"
    if unread[_MOST_UNREAD:]:
        yield f"    ……另有 {len(unread) - _MOST_UNREAD} 行"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _remark_lines(remarks: tuple[Remark, ...]) -> Iterator[str]:
    """Yield the remarks by kind; the same one in many places is one line that names them."""
    for kind, head in _HEADS.items():
        spots: dict[str, list[Spot]] = {}
        for remark in remarks:
            if remark.kind == kind:
                spots.setdefault(remark.message, []).append(remark.spot)
        for message, where in spots.items():
            named = _places(where)
            yield f"  {head}：{message}" + (f"（{named}）" if named else "")


def _places(spots: Sequence[Spot]) -> str:
    """Return where something was, in words; of many places only the pages, runs of them as one."""
    if len(spots) < _MANY_PLACES:
        return "、".join(dict.fromkeys(words for spot in spots if (words := place_words(spot))))
    pages = sorted({spot.page for spot in spots if spot.page})
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    named = "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"{len(spots)}处" + (f"，第{named}页" if named else "")


def _review_lines(ingested: Ingested) -> Iterator[str]:
    """Yield every review mark, so that the clerk sees at once what to look at; equal ones of a file are one line."""
    if not ingested.marks:
        return
    files = len({file for file, _ in ingested.marks})
    yield f"  待核对：{len(ingested.marks)} 处，在 {files} 个文件里，可用 serve 在浏览器里核对"
    for (file, words), count in Counter(ingested.marks).items():
        yield f"    {file}  {words}" + (f"（{count} 处）" if count > 1 else "")


def _claim_lines(claims: tuple[ClaimResult, ...]) -> Iterator[str]:
    if not claims:
        return
    verdicts = Counter(result.agrees for result in claims)
    counts = "，".join(
        f"{word} {verdicts[agrees]}" for agrees, word in _VERDICTS.items() if verdicts[agrees]
    )
    yield f"  公布数 {len(claims)} 个：{counts}"
    for result in claims:
        yield (
            f"    {_VERDICTS[result.agrees]}  {claim_title(result.claim)}："
            f"公布 {_figure(result.stated)}，记录 {_figure(result.found)}；{result.reason.sentence}"
        )


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return "无"
    if isinstance(figure, int):
        return str(figure)
    shown = "、".join(figure[:_LONGEST_LIST])
    return f"{len(figure)}家（{shown}{'等' if len(figure) > _LONGEST_LIST else ''}）"
