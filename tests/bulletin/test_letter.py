"""The text of a bulletin as clerks write it, and what is said of their slips."""

import pytest

from tongbao.bulletin.letter import LetterParagraph, letter_of
from tongbao.bulletin.words import LetterWords
from tongbao.problems import Problems
from tongbao.progress.standing import UNREPORTED, Standing

NORMAL = Standing(0, "normal", "正常推进", base=True)
HEAD = "标题：关于{{ 期次 }}的\n标题：通报\n附件：台账\n"
WORDS = LetterWords(
    {
        "期次": "2022年8月份",
        "依据": None,
        "大项": 48,
        "各档": "正常推进3件，占比100%",
        "另计": None,
        "件数": {"正常推进": 3, "正常": 3, "未报送": 0},
        "占比": {"正常推进": 100, "正常": 100, "未报送": 0},
        "表扬单位": None,
        "滞后单位": None,
    },
    {"依据": "这个任务清单的文件都没有写明依据", "表扬单位": "没有表扬谁"},
    ((NORMAL, 3),),
    {"正常推进": ("正常推进", "正常"), "未报送": ()},
)


def told(text: str, words: LetterWords = WORDS) -> list[str]:
    with pytest.raises(Problems) as raised:
        letter_of(text, "通报.txt", words)
    return [str(problem) for problem in raised.value.problems]


def test_lines_are_paragraphs_and_headings_are_known_by_their_numbers() -> None:
    text = f"# 说明\r\n{HEAD}主送：各单位\n署名：甲局\n\n一、情况\n  （一）总体  \n"
    text += "共{{ 各档 }}。\n一、这是一句话。\n"
    letter = letter_of(text, "通报.txt", WORDS)
    assert letter.title == ("关于2022年8月份的", "通报")
    assert (letter.annex, letter.addressees, letter.signature) == ("台账", "各单位", "甲局")
    assert letter.blocks == (
        LetterParagraph("一、情况", "first"),
        LetterParagraph("（一）总体", "second"),
        LetterParagraph("共正常推进3件，占比100%。"),
        LetterParagraph("一、这是一句话。"),
    )


FORMS = "词写成 {{ 期次 }}，条件写成 {% if 表扬单位 %}……{% endif %}，括号用半角、成对"
SLIPS = {
    "共{{ 大向 }}项，{{ 各档 }}": "通报.txt:4: 没有“大向”这个词（你是不是要写“大项”）",
    "{{ 各档 }}\n共{{ xyz }}项": "通报.txt:5: 没有“xyz”这个词"
    "（可以写的词：期次、依据、大项、各档、另计、件数、占比、表扬单位、滞后单位）",
    "{{ 件数.正常推动 }}{{ 各档 }}": "通报.txt:4: 没有“件数.正常推动”这个词（你是不是要写“件数.正常推进”）",
    '{{ 占比["正长"] }}{{ 各档 }}': "通报.txt:4: 没有“占比.正长”这个词（你是不是要写“占比.正常”）",
    "{{ 各档 }}按照{{ 依据 }}": "通报.txt:4: “依据”没有内容：这个任务清单的文件都没有写明依据"
    "（删去这个词，或把这句话放进 {% if … %} 和 {% endif %} 中间）",
    "共｛｛ 大项 ｝｝项{{ 各档 }}": f"通报.txt:4: 用了全角花括号“｛”（{FORMS}）",
    "共{ 大项 }项{{ 各档 }}": f"通报.txt:4: 花括号要两个一对（{FORMS}）",
    "共{{ 大项 }项{{ 各档 }}": f"通报.txt:4: 花括号要两个一对（{FORMS}）",
    "{{ 各档 }}\n{% if 大项 %}共": f"通报.txt:5: 这里的写法不对，看不懂（{FORMS}）",
    "{{ 各档 }}{{ 大项 项 }}": f"通报.txt:4: 这里的写法不对，看不懂（{FORMS}）",
    "{{ 各档 }}{{ 大项 + 期次 }}": f"通报.txt:4: 这里的写法不对，算不出来（{FORMS}）",
    "共{{ 大项 }}项。": "通报.txt: 有正常推进的3件，文字里没有写到（加上 {{ 各档 }} 或 {{ 件数.正常推进 }}）",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_at_its_line(text: str) -> None:
    assert told(HEAD + text) == [SLIPS[text]]


def test_all_slips_are_told_at_once() -> None:
    assert len(told(f"{HEAD}{{{{ 各挡 }}}}\n{{{{ 大向 }}}}{{{{ 各档 }}}}")) == 2


def test_what_a_text_must_hold() -> None:
    assert told("{{ 各档 }}") == [
        "通报.txt: 没有“标题：”这一行（加一行，如 标题：关于{{ 期次 }}重点工作任务推进情况的通报）",
        "通报.txt: 没有“附件：”这一行（加一行，如 附件：{{ 区划 }}{{ 期次 }}重点工作任务推进情况台账）",
    ]
    assert told("标题：甲\n附件：{% if 各档 %}乙{% endif %}\n附件：丙") == [
        "通报.txt: “附件：”写了 2 行（留一行）",
        "通报.txt: 没有正文（写上正文，一行一段）",
    ]


def test_what_is_empty_may_be_asked_for() -> None:
    text = f"{HEAD}{{% if 依据 %}}按照{{{{ 依据 }}}}，{{% endif %}}{{{{ 各档 }}}}。"
    assert letter_of(text, "通报.txt", WORDS).blocks == (
        LetterParagraph("正常推进3件，占比100%。"),
    )


def test_an_alias_says_as_much_as_the_word() -> None:
    letter = letter_of(f"{HEAD}“正常”{{{{ 件数.正常 }}}}件", "通报.txt", WORDS)
    assert letter.blocks == (LetterParagraph("“正常”3件"),)


def test_units_that_were_chosen_and_rows_outside_the_shares_are_not_passed_over() -> None:
    values = {**WORDS.values, "表扬单位": "甲局、乙局", "另计": "另有未报送2件"}
    words = LetterWords(values, must=((NORMAL, 3), (UNREPORTED, 2)), aliases=WORDS.aliases)
    assert told(f"{HEAD}{{{{ 各档 }}}}", words) == [
        "通报.txt: 定了表扬单位，文字里没有写到（加上 {{ 表扬单位 }}）",
        "通报.txt: 有未报送的2件，文字里没有写到（加上 {{ 另计 }} 或 {{ 件数.未报送 }}）",
    ]


def test_a_text_runs_no_program() -> None:
    text = f"{HEAD}{{{{ 各档 }}}}{{{{ 期次.__class__.__mro__ }}}}"
    assert told(text) == [f"通报.txt:4: 这里的写法不对，算不出来（{FORMS}）"]
