"""What each field of a record is called in Chinese, for messages and for editors.

In: nothing. Out: ``title_of`` a field, and ``model_at`` a path of a record. A test holds every field named.
"""

import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

TITLES: Mapping[str, Mapping[str, str]] = {
    "Source": {"notice": "文件编号", "page": "页码", "row": "表中行次"},
    "Person": {"name": "姓名", "unit": "单位", "duty": "职务", "office": "职位（不写姓名时）"},
    "Due": {"date": "日期", "words": "原话", "source": "出处"},
    "Part": {"label": "小标题", "text": "内容"},
    "Event": {
        "date": "日期",
        "date_to": "结束日期",
        "text": "原话",
        "units": "单位",
        "persons": "人员",
        "firms": "企业",
    },
    "Printed": {
        "number": "序号",
        "text": "任务内容",
        "lead": "牵头单位",
        "responsible": "责任单位",
        "persons": "责任人",
    },
    "Completion": {"date": "办结日期", "evidence": "办结依据"},
    "Reply": {"unit": "单位", "text": "说明", "date": "日期"},
    "Erratum": {
        "date": "更正日期",
        "field": "更正的项",
        "was": "原来",
        "now": "改为",
        "source": "依据",
    },
    "Update": {
        "period": "期次",
        "status": "完成情况",
        "note": "完成情况下的另一行字",
        "subject": "对象",
        "visibility": "公开范围",
        "text": "进展原文",
        "parts": "带小标题的段落",
        "events": "事项",
        "persons": "事项以外提到的人员",
        "firms": "事项以外提到的企业",
        "printed": "该期文件印得不同之处",
        "source": "出处",
        "completion": "办结",
        "reply": "单位说明",
        "errata": "更正",
    },
    "Assignment": {
        "part": "项次",
        "label": "项名",
        "visibility": "公开范围",
        "lead": "牵头单位",
        "lead_shared": "牵头单位是否几项合并一格",
        "responsible": "责任单位",
        "cooperating": "配合单位",
        "leaders": "责任领导",
        "persons": "责任人",
        "due": "时限",
        "updates": "进展",
    },
    "Task": {
        "plan": "清单编号",
        "id": "任务编号",
        "number": "序号",
        "kind": "种类",
        "text": "任务内容",
        "section": "所在部分",
        "visibility": "公开范围",
        "supersedes": "接续的往年任务",
        "review": "待核对",
        "source": "出处",
        "assignments": "分项",
    },
    "Reporting": {"date": "报送日期", "covers": "报送时段"},
    "Opened": {"period": "期次", "date": "发表的日子"},
    "Bulletin": {
        "period": "期次",
        "date": "成文日期",
        "series": "通报名称",
        "issue": "期号",
        "number": "发文字号",
        "issuer": "发文单位（不是主办单位时）",
        "praised": "表扬单位",
        "lagging": "滞后单位",
    },
    "Plan": {
        "id": "清单编号",
        "title": "标题",
        "district": "区划",
        "year": "年度",
        "visibility": "公开范围",
        "vocabulary": "完成情况用词表",
        "reporting": "报送日期",
        "forms": "发过报送表的期次",
        "notices": "依据的文件",
        "bulletins": "各期通报",
        "review": "待核对",
    },
    "File": {
        "name": "文件名",
        "sha256": "校验值",
        "origin": "来历（不是原件时）",
        "original": "来件的校验值（存的是副本时）",
    },
    "Claim": {
        "claim": "公布数的种类",
        "stated": "公布的数或名单",
        "words": "原话",
        "page": "页码",
        "visibility": "公开范围",
    },
    "Passage": {
        "text": "段落",
        "heading": "是否标题",
        "page": "页码",
        "visibility": "公开范围",
    },
    "Notice": {
        "id": "文件编号",
        "kind": "种类",
        "title": "标题",
        "issuer": "发文单位",
        "number": "文号",
        "issue": "期号",
        "basis": "依据",
        "date": "成文日期",
        "received": "收到日期",
        "period": "期次",
        "period_label": "期次原话",
        "visibility": "公开范围",
        "review": "待核对",
        "files": "收到的文件",
        "claims": "公布数",
        "passages": "正文段落",
    },
    "Unit": {
        "id": "单位编号",
        "name": "单位名称",
        "aliases": "别名",
        "scope": "单位组的范围",
        "members": "单位组的成员",
        "review": "待核对",
    },
    "Registry": {"district": "区划", "units": "单位"},
    "Status": {
        "word": "完成情况用词",
        "slug": "网页名",
        "aliases": "别的说法",
        "tone": "颜色",
        "shape": "形状",
        "meaning": "含义",
        "lagging": "是否算滞后",
        "closed": "是否算办结",
        "base": "是否计入占比",
        "grade": "是否只用于评比",
        "review": "待核对",
    },
    "Indicator": {
        "name": "指标",
        "period": "期次",
        "role": "结果或目标",
        "value": "数值",
        "unit": "计量单位",
        "growth": "增长",
        "rank": "位次",
        "printed": "原话",
        "page": "页码",
        "visibility": "公开范围",
    },
    "Indicators": {"notice": "文件编号", "review": "待核对", "indicators": "指标"},
    "Project": {"name": "项目", "amount": "投资"},
    "Mention": {
        "headline": "标题",
        "date": "日期",
        "reporters": "记者",
        "units": "单位",
        "projects": "项目",
        "page": "页码",
        "visibility": "公开范围",
    },
    "Mentions": {"notice": "文件编号", "review": "待核对", "mentions": "报道"},
    "District": {"id": "区划编号", "name": "名称", "code": "行政区划代码", "issuers": "发文单位"},
    "Publisher": {
        "name": "主办单位",
        "contact": "联系方式",
        "domain": "域名",
        "id_code": "网站标识码",
        "icp": "ICP 备案号",
        "police": "公安备案号",
    },
    "Withholding": {
        "words": "不宜公开的词",
        "numbers": "不宜公开的号码",
        "allow": "已决定可以公开的说法",
    },
    "Archiving": {"retention": "保管期限", "digest": "校验算法"},
    "Ranking": {"points": "各种完成情况的分值", "least": "至少几项才排名", "reason": "说明"},
    "Portal": {
        "header": "门户页头文件",
        "footer": "门户页脚文件",
        "addresses": "可以链接的外部网站",
        "folder": "在服务器上的文件夹",
    },
    "Settings": {
        "title": "站点标题",
        "publisher": "发布单位",
        "districts": "区划",
        "vocabularies": "完成情况用词表",
        "colours": "颜色",
        "withhold": "公开前须决定的内容",
        "archive": "归档",
        "ranking": "单位排名",
        "portal": "所在门户",
        "path": "设置文件",
    },
}

RECORD_TITLES: Mapping[str, str] = {
    "Source": "出处",
    "Person": "人员",
    "Due": "时限",
    "Part": "带小标题的段落",
    "Event": "事项",
    "Printed": "该期文件印得不同之处",
    "Completion": "办结",
    "Reply": "单位说明",
    "Erratum": "更正",
    "Update": "进展",
    "Assignment": "分项",
    "Task": "任务",
    "Reporting": "报送日期",
    "Opened": "发过报送表的期次",
    "Bulletin": "一期通报",
    "Plan": "任务清单",
    "File": "收到的文件",
    "Claim": "公布数",
    "Passage": "正文段落",
    "Notice": "文件",
    "Unit": "单位",
    "Registry": "单位名录",
    "Status": "完成情况用词",
    "Indicator": "指标",
    "Indicators": "指标",
    "Project": "项目",
    "Mention": "报道",
    "Mentions": "报道",
    "District": "区划",
    "Publisher": "发布单位",
    "Withholding": "公开前须决定的内容",
    "Archiving": "归档",
    "Ranking": "单位排名",
    "Portal": "所在门户",
    "Settings": "站点设置",
}


def title_of(model: type[BaseModel], field: str) -> str:
    """Return the Chinese name of a field; the field's own where it has none."""
    return TITLES.get(model.__name__, {}).get(field, field)


def written_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields a person writes, in order: those given by the file's name are left out."""
    return tuple(name for name, info in model.model_fields.items() if not info.exclude)


def model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the class of the record that a path of keys and list numbers leads to."""
    kind: Any = model
    for step in path:
        kind = _inside(kind, step)
        if kind is None:
            return None
    return _record_in(kind)


def _inside(kind: Any, step: str | int) -> Any:
    record = _record_in(kind)
    if record is not None:
        info = record.model_fields.get(str(step))
        return info.annotation if info else None
    for option in _options(kind):
        if typing.get_origin(option) is tuple and isinstance(step, int):
            return typing.get_args(option)[0]
        if typing.get_origin(option) is dict and isinstance(step, str):
            return typing.get_args(option)[1]
    return None


def _options(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, type) or typing.get_origin(kind) in (tuple, dict):
        return (kind,)
    return typing.get_args(kind)


def _record_in(kind: Any) -> type[BaseModel] | None:
    for option in _options(kind):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None
