"""Names that are lines of their own over the paragraphs that tell how far they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.notices.given_set import read_text

TITLED = """青禾区民生实事完成情况
2031年青禾区5件民生实事项目全部完成，总计完成投资9.8亿元。
情况如下：
北坡沟道治理设施建设
完成投资3.12亿元，比年初计划高14.6个百分点。石坪段堤岸入汛前启用。
实施偏远山村 客运通达工程
完成投资0.31亿元，与年初计划持平。
（图为停靠站）
城区背街小巷整治
和居家养老提升
68条小巷整治悉数进场；石桥大院修缮完工。
看病条件改善
区医院门诊楼全面启用，住院环境明显改观。
"""
NAMES = [
    "北坡沟道治理设施建设",
    "实施偏远山村 客运通达工程",
    "城区背街小巷整治和居家养老提升",
    "看病条件改善",
]


def names_of(text: str) -> list[str]:
    return [task.text for task in read_text("f.txt", text).tasks]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("情况如下：", "现将进展情况通报如下。"),
        ("，", ","),
        ("看病条件", "●看病条件"),
        ("北坡沟道", "一、水利\n北坡沟道"),
        ("北坡沟道", "水利类\n北坡沟道"),
        ("明显改观。\n", "明显改观。\n下一步工作\n各单位要抓紧推进，确保完成。\n"),
        ("明显改观。\n", "明显改观。\n工作要求\n提高认识，抓紧完成。\n倒排工期\n确保完成。\n"),
    ],
)
def test_a_name_over_its_progress_is_a_task(old: str, new: str) -> None:
    assert names_of(TITLED.replace(old, new) if old else TITLED) == NAMES


def test_the_paragraph_is_what_is_told() -> None:
    found = read_text("f.txt", TITLED)
    told = [task.assignments[0].updates[0] for task in found.tasks]
    assert told[1].text == "完成投资0.31亿元，与年初计划持平。"
    assert [one.status for one in told] == [
        "完成投资3.12亿元",
        "完成投资0.31亿元",
        None,
        "区医院门诊楼全面启用",
    ]
    assert found.notice
    assert [(one.claim, one.stated) for one in found.notice.claims if one.claim == "tasks"] == [
        ("tasks", 5)
    ]


def test_a_name_in_two_lines_without_a_joint_is_marked() -> None:
    found = read_text("f.txt", TITLED.replace("和居家养老", "居家养老"))
    assert [bool(task.review) for task in found.tasks] == [False, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "现将工作要求通知如下：\n提高政治站位\n各单位要高度重视，抓紧落实。\n加强组织领导\n明确专人，压实责任。\n严格督查问责\n定期通报，推动完成。\n",
        "重点工程推进中，存在问题如下：\n思想认识不足\n部分单位推进缓慢，责任未落实。\n措施改善不够\n项目进度滞后。\n资料整治不齐\n台账未完成整改。\n",
        "全区项目建设进展情况如下：\n产业势头强劲\n前三季度，完成投资30亿元。\n民生福祉增进\n完成年度任务的98%，就业3000人。\n城乡面貌一新\n完成投资3亿元，全部建成。\n",
        "2031年将办好3件民生实事，具体如下：\n学校扩建\n新建学校3所，增加学位900个。\n管网改造\n改造管网5公里。\n道路绿化\n种树900株，铺草3亩。\n",
    ],
)
def test_demands_and_plans_tell_nothing(text: str) -> None:
    tasks = read_text("f.txt", f"青禾区通知\n{text}").tasks
    titles = [task for task in tasks if task.text in text.splitlines()]
    assert not any(line.updates for task in titles for line in task.assignments)


@given(
    st.lists(
        st.sampled_from(
            [*TITLED.replace(" ", "").splitlines(), "一、总体情况", "", "。", "下一步"]
        ),
        max_size=14,
    )
)
@settings(max_examples=examples(30), deadline=None)
def test_any_lines_give_names_that_stand_in_them(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = "".join(text.split())
    assert all("".join(name.split()) in plain for name in names_of(f"青禾区通报\n{text}\n"))
