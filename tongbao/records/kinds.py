"""The kinds of notices, of the ends of tasks and of the claims that notices make about themselves, each named once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NoticeKind = Literal["ledger", "responsibility", "bulletin", "report", "news", "return"]

NOTICE_KINDS: Mapping[str, str] = {
    "ledger": "进展台账",
    "responsibility": "任务分解",
    "bulletin": "通报",
    "report": "政府工作报告",
    "news": "报道",
    "return": "单位报送",
}
EndKind = Literal["merged", "split", "withdrawn", "handed_over", "completed"]

# How a task ended, as its page says it.
END_KINDS: Mapping[str, str] = {
    "merged": "并入别的任务",
    "split": "拆成几项任务",
    "withdrawn": "撤销",
    "handed_over": "移交",
    "completed": "办结",
}
# What makes a notice of each kind, for a person whose file was read as none.
KINDS_READ: Mapping[str, str] = {
    "ledger": "要有写着任务和进展、完成情况的表格，或写明进展的任务",
    "responsibility": "要有编号的任务，或写着任务和牵头、责任单位的表格",
    "bulletin": "要有按单位分列的情况，或写明哪些事项、哪些单位做得怎样的话",
    "report": "要有写明年份的标题（如“一、2020年工作回顾”“三、2021年重点工作”），标题下要有数字或分项工作",
    "news": "要有“本报讯（记者某某）”这样的消息头，或记者署名的一行",
}


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of claim: its title, in which ``{}`` stands for the word behind its colon; what it states.

    ``example`` is a form of ``Claim.claim`` for messages.
    """

    title: str
    example: str
    is_list: bool = False

    @property
    def has_word(self) -> bool:
        """Whether a word stands behind a colon: that of a status, or the name of a list."""
        return "{}" in self.title


CLAIM_KINDS: Mapping[str, ClaimKind] = {
    "tasks": ClaimKind("任务（大项）", "tasks"),
    "assignments": ClaimKind("分工（项）", "assignments"),
    "lead_units": ClaimKind("责任单位", "lead_units"),
    "status_count": ClaimKind("“{}”项数", "status_count:积极推进"),
    "status_share": ClaimKind("“{}”占比", "status_share:积极推进"),
    "units_praised": ClaimKind("受肯定的单位", "units_praised", is_list=True),
    "units_lagging": ClaimKind("有滞后事项的单位", "units_lagging", is_list=True),
    "list_length": ClaimKind("名单“{}”", "list_length:名单"),
}


def claim_kind(claim: str) -> ClaimKind | None:
    """Return the kind of a claim by its name, such as ``status_count:积极推进``; None where it is of none."""
    kind, colon, word = claim.partition(":")
    found = CLAIM_KINDS.get(kind)
    is_whole = bool(word) and word == word.strip()
    return found if found and (is_whole if found.has_word else not colon) else None


def claim_title(claim: str) -> str:
    """Return what a claim is called: ``status_count:积极推进`` is “积极推进”项数; one of no known kind is its name."""
    kind = claim_kind(claim)
    return kind.title.format(claim.partition(":")[2]) if kind else claim
