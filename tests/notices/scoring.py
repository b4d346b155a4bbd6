"""The page docs/识读评分.md: how well the nine real notices are read.

In: the scores of ``scores``. Out: the page, printed and written by ``python -m tests.notices.scoring``: precision and
recall per field, for each notice and together, how many tasks carry a review mark, every field that is wrong.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.notices.scores import (
    FIELDS,
    TARGETS,
    NoticeScore,
    Reached,
    Score,
    Values,
    reached,
    score_all,
    tally,
)

PAGE = Path(__file__).parent.parent.parent / "docs/识读评分.md"


def page(notices: Sequence[NoticeScore]) -> str:
    """Return the page docs/识读评分.md."""
    scores = [score for notice in notices for score in notice.scores]
    lines = [
        "# 识读评分",
        "",
        "九份别处的真实文件（`tests/notices/real/`，出处见各份 gold 的 url），逐份收文入库，",
        "与人工读出的结果逐项比对。本页由 `make scores` 生成，请勿手改。",
        "",
        "一项任务的一个字段，文件或记录里有内容的才计；两者相同为对。精确率：读出的值里对的占多少；",
        "召回率：应有的值读出多少。",
        "",
        *_target_lines(reached(notices)),
        "",
        *_notice_lines(notices),
        "",
        *_field_lines(scores),
        "",
        *_matrix_lines(notices),
        "",
        *_wrong_lines(notices),
    ]
    return "\n".join(lines) + "\n"


def _target_lines(found: Reached) -> Iterator[str]:
    yield "| 指标 | 现在 | 要求 |"
    yield "|---|---|---|"
    yield f"| 字段正确 | {100 * found.fields:.1f}% | 不低于{100 * TARGETS.fields:.0f}% |"
    yield (
        f"| 没有待核对标记的字段正确 | {100 * found.unmarked_fields:.1f}% "
        f"| 不低于{100 * TARGETS.unmarked_fields:.0f}% |"
    )
    yield (
        f"| 带待核对标记的任务 | {100 * found.marked_tasks:.1f}% "
        f"| 不高于{100 * TARGETS.marked_tasks:.0f}% |"
    )


def _notice_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 各份文件"
    yield ""
    yield "| 文件 | 读作 | 任务：对上/应有 | 多读 | 精确率 | 召回率 | 字段：对/计 | 带标记的任务 |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in notices:
        sums = tally(one.scores)
        kind = (one.kind or "读不出") + ("（人写明）" if one.asked and one.kind else "")
        yield (
            f"| {one.id} | {kind} | {one.matched}/{one.gold_tasks} | {one.too_many} "
            f"| {sums.precision} | {sums.recall} | {sums.right}/{sums.fields} "
            f"| {one.marked}/{one.tasks} |"
        )
    sums = tally([score for one in notices for score in one.scores])
    matched, wanted = sum(one.matched for one in notices), sum(one.gold_tasks for one in notices)
    marked, tasks = sum(one.marked for one in notices), sum(one.tasks for one in notices)
    yield (
        f"| 合计 | | {matched}/{wanted} | {sum(one.too_many for one in notices)} "
        f"| {sums.precision} | {sums.recall} | {sums.right}/{sums.fields} | {marked}/{tasks} |"
    )


def _field_lines(scores: Sequence[Score]) -> Iterator[str]:
    yield "## 各字段"
    yield ""
    yield "| 字段 | 精确率 | 召回率 | 对/计 | 没有标记的：对/计 |"
    yield "|---|---|---|---|---|"
    for field, name in FIELDS.items():
        own = [score for score in scores if score.field == field]
        plain = tally([score for score in own if not score.marked])
        sums = tally(own)
        yield (
            f"| {name} | {sums.precision} | {sums.recall} | {sums.right}/{sums.fields} "
            f"| {plain.right}/{plain.fields} |"
        )


def _matrix_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 各份文件的各字段（精确率/召回率）"
    yield ""
    yield "| 文件 | " + " | ".join(FIELDS.values()) + " |"
    yield "|---|" + "---|" * len(FIELDS)
    for one in notices:
        cells = []
        for field in FIELDS:
            sums = tally([score for score in one.scores if score.field == field])
            cells.append(f"{sums.precision}/{sums.recall}" if sums.fields else "")
        yield f"| {one.id} | " + " | ".join(cells) + " |"


def _wrong_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 不同之处"
    yield ""
    wrong = [score for one in notices for score in one.scores if not score.right]
    for one in notices:
        if one.problem:
            yield f"- {one.id}：{one.problem}"
    if not wrong:
        yield "没有。"
    for score in wrong:
        mark = "，有待核对标记" if score.marked else ""
        yield (
            f"- {score.notice}“{score.task}”{FIELDS[score.field]}："
            f"应为{_shown(score.gold)}，读作{_shown(score.found)}{mark}"
        )


def _shown(values: Values) -> str:
    return "、".join(sorted(values)) or "空"


def main() -> None:
    """Score the notices, print the page and write it."""
    text = page(score_all())
    PAGE.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
