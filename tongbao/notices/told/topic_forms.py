"""The forms in which a sentence opens with a thing, or leads to it: as patterns, matched on folded or veiled text.

In: nothing. Out: patterns, which the reader of topics asks.
"""

import re

from tongbao.notices.told.phrases import NUMBER

OF_SEVERAL = re.compile("^(?:均|都|则)(?=.{2})")
NOT = re.compile("未|没|无|不")
LABEL = re.compile(
    r"(?P<label>责任单位|牵头单位|责任部门|牵头部门|实施单位|建设单位)(?:为|是)?(?![：:）)])"
)
ENDS = re.compile("[。；;！!？?]")
SPEECH = re.compile(r"“(?P<said>[^“”]{0,400}[。！？])”")
# How much of the whole is done is said of a thing, not of a part of it.
OF_ALL_OF_IT = re.compile(r"(?:进度|完成率|完工率|开工率|投资|任务|计划)[^，,。；;\d]{0,6}\d")
TELLS_ON = re.compile("[，,](?:目前|现[已正]|已|正在|尚|仍|未)")
DEED_COUNTED = re.compile(
    "^(?:为|对|新|改|扩|建|打|升|优|完|修|整|实|推|开|提|免|更|增|创|组|培|发|购|安|加|铺|治|补|扶|引|拓|设|办)[^“”]{2,}\\d"
)
REPORTED = re.compile(
    r"[^，,。；;：:“”]{0,24}(?:发现|看到|了解到?|介绍|获悉|显示|表示|反映|来看|得知)[，,：:]"
)
AMONG = re.compile(r"[^，,。；;：:“”]{2,20}(?:(?:项目|工程|任务|实事)[中里]|方面)[，,：:]")
CONNECTIVE = re.compile(
    r"(?:[，,]|【[^】]{1,10}】|而|但|再|又|同样|随后|接着|另外|此外|其中|目前|当前|同时)[，,]?"
)
VISITED = re.compile(
    r"(?:记者|笔者|督查组)?(?:在|走进|来到|步入|走到|赶到|前往|置身|踏入|走上|位于|地处|坐落[于在])"
    r"(?P<place>[^，,。；;：:“”]{4,50}?)"
    r"(?P<site>(?:的?(?:施工|作业|(?<=项目)建设|(?<=工程)建设))?(?:现场|工地|一线))?(?:看到|了解到|发现|获悉)?[，,]"
)
AMONG_THEM = re.compile(
    r"(?:在|对于?)?(?P<class>[^，,。；;：:、“”]{2,24}(?:项目|工程|任务|实事|事项))(?:中|里|之中|当中|方面)?[，,：:]"
)
MEASURED = re.compile(
    r"(?P<name>[^，,。；;：:]{4,40})[，,](?:(?:已|仅|只|约|累计|均)*(?:完成|占|达到?|为)[^，,。；;：:]{0,4}(?:任务|计划|目标)[^，,。；;：:\d]{0,4}\d[\d.]{0,6}[%％]"
    r"|(?:已|均|提前|超额|如期|全面)*完成[^，,。；;：:\d]{0,6}(?:任务|计划|目标)(?=[，,。；;]|$))"
)
# 甲路改造完成年度任务的82%，乙镇供水完成73%: clauses of one form, each with its share.
SHARED = re.compile(
    r"(?P<name>[^，,。；;：:]{4,60}?)(?:目前|已|仅|只|才|累计|约|均)*"
    r"(?:(?:完成|达到?|实现|占)(?:年度|全年|总)?(?:任务|计划|目标|工程|进度|投资|工作)?[数量]?的?|(?:完成率|进度|进展|完工率)(?:为|达到?)?)\d[\d.]{0,6}[%％](?=[，,。；;]|$)"
)
QUOTED = re.compile(r"“[^“”]{2,60}”")
JOINT = re.compile(r"[、，,和及与]{0,2}(?=“)")
OWNER = re.compile(
    rf"(?P<owner>[\u4e00-\u9fff]{{2,20}}?)[（(]?(?:共|共有|有)?(?P<n>{NUMBER})[个项件处家](?:[\u4e00-\u9fff]{{0,6}}?)[）)]?[：:]"
)
OWNED = re.compile(r"[\u4e00-\u9fff]{2,20}(?=“)")
SOME_ARE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是])?(?:部分|个别|少数|有的|一些)[^，,。；;：:]{0,6}(?:项目|任务|工程|事项|实事)"
    r"(?P<status>[^，,。；;：:]{2,14})[。：:]"
)
HEAD = re.compile(r"(?P<head>[^。：:，,；;]{3,36})(?:。|(?<![有为是括即别])[：:])")
