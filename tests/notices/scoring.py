"""The page docs/识读评分.md: how well the given notices are read.

In: the scores of ``scores``. Out: the page, printed and written by ``python -m tests.notices.scoring``: what is held
against the targets, the fields of each notice, each kind of field, and every field that is wrong.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.notices.scores import (
    FIELDS,
    FURTHER,
    LEAST_RIGHT,
    LEAST_RIGHT_UNMARKED,
    MOST_MARKED_THOUGH_RIGHT,
    MOST_SILENTLY_WRONG,
    NoticeScore,
    Sums,
    score_all,
    sums,
)

PAGE = Path(__file__).parent.parent.parent / "docs/识读评分.md"
_SHOWN = 60


def page(notices: Sequence[NoticeScore]) -> str:
    """Return the page docs/识读评分.md."""
    lines = [
        "# 识读评分",
        "",
        "别处写法的文件若干份（`tests/notices/given/`，内容均为虚构），逐份收文入库，",
        "与人工读出的结果逐项比对。本页由 `make scores` 生成，请勿手改。",
        "",
        "一项任务的一个字段，人工读出有内容的都计，没有找到的任务，各字段都算错；多读出来的各算一项错。",
        "“静默错误”是读错而没有待核对标记的；整份没有收下的不算静默。",
        "基本字段：任务、单位、领导、完成情况、题目、发文单位、榜上单位。",
        "全部字段另含：" + "、".join(FURTHER.values()) + "。",
        "",
        *_target_lines(notices),
        "",
        *_notice_lines(notices),
        "",
        *_field_lines(notices),
        "",
        *_wrong_lines(notices),
    ]
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%（{part}/{whole}）" if whole else "—"


def _target_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    both = (sums(notices, further=False), sums(notices))
    yield "| 指标 | 要求 | 基本字段 | 全部字段 |"
    yield "|---|---|---|---|"
    rows = {
        f"字段正确 | 不低于{LEAST_RIGHT:.0%}": [_share(one.right, one.all) for one in both],
        f"没有标记的字段正确 | 不低于{LEAST_RIGHT_UNMARKED:.0%}": [
            _share(one.unmarked_right, one.unmarked) for one in both
        ],
        f"静默错误 | 不高于{MOST_SILENTLY_WRONG:.0%}": [
            _share(one.silently_wrong, one.all) for one in both
        ],
        "原文没有的 | 0": [str(one.invented) for one in both],
        f"正确而带标记 | 不高于{MOST_MARKED_THOUGH_RIGHT:.0%}": [
            _share(one.marked_right, one.right) for one in both
        ],
    }
    for name, shown in rows.items():
        yield f"| {name} | {' | '.join(shown)} |"


def _notice_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 各份文件"
    yield ""
    yield "| 文件 | 读作 | 基本字段：对/计 | 全部字段：对/计 | 带标记 | 静默错误 | 原文没有 |"
    yield "|---|---|---|---|---|---|---|"
    for one in notices:
        yield f"| {one.name} | {one.kind or '没有收下'} | {_counts([one])} |"
    yield f"| 合计 | | {_counts(notices)} |"


def _counts(notices: Sequence[NoticeScore]) -> str:
    basic, whole = sums(notices, further=False), sums(notices)
    return " | ".join(
        (
            _of(basic),
            _of(whole),
            str(whole.all - whole.unmarked),
            str(whole.silently_wrong),
            str(whole.invented),
        )
    )


def _of(one: Sums) -> str:
    return f"{one.right}/{one.all}"


def _field_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 各字段"
    yield ""
    yield "| 字段 | 对/计 | 没有标记的：对/计 |"
    yield "|---|---|---|"
    fields = [field for one in notices for field in one.fields]
    for key, name in {**FIELDS, **FURTHER}.items():
        own = [field for field in fields if field.field == key]
        free = [field for field in own if not field.marked]
        right, unmarked = sum(one.right for one in own), sum(one.right for one in free)
        yield f"| {name} | {right}/{len(own)} | {unmarked}/{len(free)} |"


def _wrong_lines(notices: Sequence[NoticeScore]) -> Iterator[str]:
    yield "## 不同之处"
    yield ""
    if all(field.right for one in notices for field in one.fields):
        yield "没有。"
    names = {**FIELDS, **FURTHER}
    for one in notices:
        if one.problem:
            yield f"- {one.name}：没有收下，{one.problem}"
            continue
        for field in one.fields:
            if not field.right:
                about = f"“{_short(field.task)}”" if field.task else ""
                mark = "，有待核对标记" if field.marked else ""
                yield (
                    f"- {one.name}{about}{names[field.field]}："
                    f"应为{_short(field.wanted)}，读作{_short(field.found)}{mark}"
                )


def _short(text: str) -> str:
    flat = "".join(text.split())
    return (flat[:_SHOWN] + "……" if len(flat) > _SHOWN else flat) or "空"


def main() -> None:
    """Score the notices, print the page and write it."""
    text = page(score_all())
    PAGE.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
