"""The kinds of notices: their names, and what makes a notice of each.

In: nothing. Out: Chinese names by the word of the records, and hints for a person whose notice was read as none.
"""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "ledger": "进展台账",
    "responsibility": "任务分解",
    "bulletin": "分单位通报",
    "news": "报道",
    "report": "政府工作报告",
}

HINTS: Mapping[str, str] = {
    "ledger": "要有写着任务和进展、完成情况的表格，或写明进展的任务",
    "responsibility": "要有编号的任务，或写着任务和牵头、责任单位的表格",
    "bulletin": "要有按单位分列的情况，或写明哪些事项、哪些单位做得怎样的话",
    "report": "要有写明年份的标题（如“一、2020年工作回顾”“三、2021年重点工作”），标题下要有数字或分项工作",
    "news": "要有“本报讯（记者某某）”这样的消息头，或记者署名的一行",
}
