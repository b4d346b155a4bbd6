"""Claims that the records contradict, as problems at their line of the notice's file.

In: a loaded site. Out: one warning a contradicted claim. A claim that the records cannot decide is none. While the
site has errors no claim is tested: what a broken file holds is not among the records, and every figure would differ.
"""

from collections.abc import Iterator

from tongbao.notices.claims import ClaimResult, Figure, claim_results
from tongbao.problems import Problem, Severity, errors_among
from tongbao.records.kinds import claim_title
from tongbao.records.load import Loaded

_HINT = "请核对文件原文与任务；文件本身如此的，照原样保留"


def disagreements(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each claim that does not agree with the records; none while there are errors."""
    if errors_among(loaded.problems):
        return
    results = iter(claim_results(loaded.content))
    for notice in loaded.content.notices:
        for number, _ in enumerate(notice.claims):
            result = next(results)
            if result.agrees is False:
                place = loaded.place(notice.path, ("claims", number, "stated"))
                yield Problem(place, _message(result), _HINT, Severity.WARNING)


def _message(result: ClaimResult) -> str:
    figures = f"公布 {_size(result.stated)}，记录 {_size(result.found or 0)}"
    title = claim_title(result.claim)
    return f"公布数与记录不一致：{title}，{figures}；{result.reason.sentence}"


def _size(figure: Figure) -> str:
    """Return a number as it is; of a list how long it is: the reason tells what differs."""
    return str(figure) if isinstance(figure, int) else f"{len(figure)} 家"
