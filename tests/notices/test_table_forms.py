"""Tables in the forms they are copied in: columns by what their cells are, whatever drew them."""

import time

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.rows import take_apart
from tongbao.notices.tables import Ledger
from tongbao.sources.document import Document, Paragraph, Spot


def document_of(text: str) -> Document:
    lines = enumerate(text.split("\n"), start=1)
    blocks = tuple(Paragraph(line, Spot(line=number)) for number, line in lines if line.strip())
    return Document("台账.txt", "text", "", blocks)


def ledger_of(text: str) -> Ledger | None:
    return take_apart(document_of(text), standard_lexicon(), ()).ledger


def cells_of(text: str, *roles: str) -> list[list[str]]:
    ledger = ledger_of(text)
    assert ledger is not None
    return [[row.text(role).replace("\n", "、") for role in roles] for row in ledger.rows]


GRADED = """
序号|建设项目|主抓单位|协同单位|季度进展|晾晒
1|改造雨污管网3.2公里|区住建局|区水务局|已完成管沟开挖1.1公里|蓝
2|新建小学1所|区教体局|区自然资源局|主体封顶|绿
3|迁建殡仪馆|区民政局|区发改局|土地未报批|红
4|整修农村公路40公里|区交通局|各镇人民政府|已完工22公里|绿
"""


def test_a_column_that_grades_its_rows_is_their_status_whatever_its_heading() -> None:
    assert cells_of(GRADED, "task", "lead", "cooperating", "status") == [
        ["改造雨污管网3.2公里", "区住建局", "区水务局", "蓝"],
        ["新建小学1所", "区教体局", "区自然资源局", "绿"],
        ["迁建殡仪馆", "区民政局", "区发改局", "红"],
        ["整修农村公路40公里", "区交通局", "各镇人民政府", "绿"],
    ]
    ledger = ledger_of(GRADED)
    assert ledger is not None
    assert {"status", "lead", "text"} >= {role for role, _ in ledger.rows[0].inferred} > set()


@pytest.mark.parametrize("heading", ["亮灯情况", "是否达序", "评定等级"])
def test_known_words_of_progress_are_a_status_without_doubt(heading: str) -> None:
    text = f"序号|项目|责任单位|进展情况|{heading}\n"
    text += "1|建设公厕|区城管局|完成2座|绿灯\n2|改造泵站|区水务局|尚在招标|红灯\n"
    assert cells_of(text, "status") == [["绿灯"], ["红灯"]]
    ledger = ledger_of(text)
    assert ledger is not None
    assert not ledger.rows[0].inferred


def test_what_sorts_the_tasks_is_no_status() -> None:
    text = "序号|项目|建设性质|责任单位|进展|备注\n"
    for at, (kind, note) in enumerate(
        (("新建", "省重点"), ("续建", "市重点"), ("新建", "市重点")), 1
    ):
        text += f"{at}|南环路延伸{at}段|{kind}|县住建局|完成勘察|{note}\n"
    assert cells_of(text, "status") == [[""], [""], [""]]


def test_units_of_a_higher_level_have_no_role_of_a_task() -> None:
    text = "省级牵头单位|市级责任单位|县级牵头单位|县级责任单位|任务|时限\n"
    text += "省水利厅|市水利局|县水利局|县财政局|建设数字孪生流域|6月底\n"
    text += "省商务厅|市商务局|县商务局|县供销社|建设冷链物流中心|9月底\n"
    assert cells_of(text, "task", "lead", "responsible") == [
        ["建设数字孪生流域", "县水利局", "县财政局"],
        ["建设冷链物流中心", "县商务局", "县供销社"],
    ]


def test_the_office_that_speaks_says_which_level_is_its_own() -> None:
    text = "云州市人民政府办公室\n任务|市级牵头单位|县级牵头单位|时限\n"
    text += "建成高铁西站|市发改委|县发改局|12月底\n改造棚户区|市住建局|县住建局|11月底\n"
    assert cells_of(text, "lead") == [["市发改委"], ["市住建局"]]


ONE_STRING = """附件
某县2020年下半年
重点工作责任清单
序
号工作
任务责任
单位完成
时限1完成餐厨废弃物处置中心设备安装县城管局9月底2新增造林3.4万亩县林业局、各乡镇人民政府12月底3举办\
招聘会20场县人社局、县总工会11月底— 1 —4将县中医院创建为三级中医医院县卫健局12月底5\
组织县第九届运动会县教体局10月中旬— 2 —
（此件公开发布）
"""


def test_a_table_in_one_string_is_cut_at_its_numbers_and_by_what_its_cells_are() -> None:
    assert cells_of(ONE_STRING, "number", "task", "responsible", "due") == [
        ["1", "完成餐厨废弃物处置中心设备安装", "县城管局", "9月底"],
        ["2", "新增造林3.4万亩", "县林业局、各乡镇人民政府", "12月底"],
        ["3", "举办招聘会20场", "县人社局、县总工会", "11月底"],
        ["4", "将县中医院创建为三级中医医院", "县卫健局", "12月底"],
        ["5", "组织县第九届运动会", "县教体局", "10月中旬"],
    ]


@pytest.mark.parametrize("mark", ["{}", "{}.", "{}、", "（{}）"])
def test_one_string_with_leads_leaders_and_any_numbering(mark: str) -> None:
    rows = (
        ("建成江北水厂二期", "王建国", "区水务局", "区住建局、区供电公司", "6月底前"),
        ("整治黑臭水体3条", "李晓梅", "区生态环境分局", "区水务局", "长期"),
        ("举办龙舟文化节", "张卫东", "区文旅局", "白沙镇、区公安分局", "6月中旬"),
    )
    text = "分工表序号任务分管领导牵头单位配合单位时限"
    text += "".join(mark.format(at) + "".join(row) for at, row in enumerate(rows, 1))
    roles = ("task", "leaders", "lead", "cooperating", "due")
    assert cells_of(text, *roles) == [list(row) for row in rows]


def test_one_string_broken_over_lines_with_its_headings_again() -> None:
    text = "序号项目名称责任单位完成时限\n1新建发热门诊楼县卫健局9月\n底2改造供水管网22公里县住\n建局11月底\n"
    text += "序号项目名称责任单位完成时限\n3编制岸线规划县水利局6月底"
    assert cells_of(text, "task", "responsible", "due") == [
        ["新建发热门诊楼", "县卫健局", "9月底"],
        ["改造供水管网22公里", "县住建局", "11月底"],
        ["编制岸线规划", "县水利局", "6月底"],
    ]


def test_prose_that_names_headings_is_no_table() -> None:
    text = "为确保工作任务责任单位完成时限1项不漏，要求如下：1.镇应急办牵头，9月底前完成。2.各村自查。3.纪委督查。"
    assert ledger_of(text) is None


def test_a_cell_a_line_without_numbers_is_told_by_its_period() -> None:
    text = (
        "责任单位\n工作任务\n完成时限\n目前进展\n县水利局\n水库除险加固\n10月底\n坝体灌浆完成80%\n"
    )
    text += (
        "县教体局\n新建幼儿园2所\n8月底\n均已投入使用\n县卫健局\n传染病楼投用\n12月底\n正在装修\n"
    )
    assert cells_of(text, "task", "responsible") == [
        ["水库除险加固", "县水利局"],
        ["新建幼儿园2所", "县教体局"],
        ["传染病楼投用", "县卫健局"],
    ]


def test_a_unit_of_several_rows_stands_in_the_first_alone() -> None:
    lines = "责任部门\n工作任务\n完成时限\n应急管理局\n诊断评估危化企业\n6月底前\n检查停车场\n11月底前\n"
    lines += "建设规划局\n检测塔吊\n5月底前\n排查管线隐患\n全年\n"
    bars = "责任站所|序号|工作任务|推进情况\n农业服务中心|1|种植马铃薯|已完成\n"
    bars += "2|动物防疫|春防已完成\n村建中心|3|改造危房|未启动\n"
    for text, merged in ((lines, [False, True, False, True]), (bars, [False, True, False])):
        ledger = ledger_of(text)
        assert ledger is not None
        assert ["responsible" in row.merged for row in ledger.rows] == merged


def test_columns_below_each_other_with_wrapped_cells() -> None:
    text = (
        "序号            重点任务                   责任单位       完成时限\n"
        " 1    改造老旧小区22个，加装电梯      县财政局      9月底前\n"
        "      16部。                          各街道办\n"
        " 2    更换管网13.5公里                县自来水      10月10日前\n"
        "                                      公司\n"
        "                — 3 —\n"
        "序号            重点任务                   责任单位       完成时限\n"
        " 3    新增信号灯9组                   县公安局      10月底前\n"
    )
    assert cells_of(text, "task", "responsible", "due") == [
        ["改造老旧小区22个，加装电梯16部。", "县财政局、各街道办", "9月底前"],
        ["更换管网13.5公里", "县自来水公司", "10月10日前"],
        ["新增信号灯9组", "县公安局", "10月底前"],
    ]


def test_numbered_rows_broken_over_lines_are_put_together_by_their_words() -> None:
    text = "序号 项目 责任单位 进展 是否达序时\n7 人行天桥 区建设局 尚未开工 否\n"
    text += "8 玫瑰园小学 区教育局、区城\n投集团 已竣工 是\n"
    text += "9 老年大学\n新校区 区委老干部局 装修 是\n"
    assert cells_of(text, "task", "responsible", "status") == [
        ["人行天桥", "区建设局", "否"],
        ["玫瑰园小学", "区教育局、区城投集团", "是"],
        ["老年大学新校区", "区委老干部局", "是"],
    ]


def test_a_table_without_its_header_is_told_by_its_cells_and_marked() -> None:
    text = "（续表）\n7|完成河道清淤12公里|县水利局|已清淤8公里|黄灯\n8|建成图书馆2座|县文旅局|已开放|绿灯\n"
    text += "9|改造老旧管网|县住建局|尚未开工|红灯\n"
    roles = ("number", "task", "responsible", "text", "status")
    assert cells_of(text, *roles)[0] == [
        "7",
        "完成河道清淤12公里",
        "县水利局",
        "已清淤8公里",
        "黄灯",
    ]
    ledger = ledger_of(text)
    assert ledger is not None
    assert {role for role, _ in ledger.rows[0].inferred} == {
        "task",
        "text",
        "responsible",
        "status",
    }


def test_tables_between_other_signs() -> None:
    rows = [["序号", "工作任务", "牵头单位", "状态"], ["1", "建设数据中心", "市大数据局", "滞后"]]
    rows += [["2", "编制应急预案", "市应急局", "完成"], ["3", "更新出租车", "市交通局", "正常"]]
    marked = [f"| {' | '.join(row)} |" for row in rows]
    for text in (
        "\n".join(",".join(row) for row in rows),
        "\n".join([marked[0], "|---|---|---|---|", *marked[1:]]),
        "\t".join(cell for row in rows for cell in row),
    ):
        assert cells_of(text, *("number", "task", "lead", "status")) == rows[1:]


def test_a_second_header_row_divides_a_heading() -> None:
    text = "序号\t项目\t责任单位\t进展\n\t\t\t8月\t9月\n"
    text += "1\t改造北大街\t区住建局\t开工\t路基完成\n2\t建设粮库\t区发改局\t招标\t打桩完成\n"
    ledger = ledger_of(text)
    assert ledger is not None
    assert [row.text("task") for row in ledger.rows] == ["改造北大街", "建设粮库"]
    assert len([role for role in ledger.roles if "月" in (role or "")]) == 2


@pytest.mark.long
@pytest.mark.parametrize(
    "line",
    [
        "序号任务责任单位1建桥县住建局2修路县交通局",
        "1建桥县住建局9月底2修路县交通局",
        "序  号  任务    责任单位  1",
        "完成1,新增2,改造3,建设4",
    ],
)
def test_the_worst_text_is_read_in_time(line: str) -> None:
    for text in ("\n".join([line] * (100_000 // len(line))), line * (100_000 // len(line))):
        begun = time.process_time()
        ledger_of(text)
        assert time.process_time() - begun < 8


# -- columns between gutters, headers known by their rows, one string in other orders -----------------


def test_columns_between_gutters_are_read_with_the_number_in_the_middle_of_its_row() -> None:
    text = """
序号      工程名称            建设内容              牵头单位       目前进展
                           新建住院楼1栋，                     主体已封
1       县医院住院楼        床位300张            县卫健局       顶
                           改造干渠12公里，                    已完成8公
2       灌区续建配套        配套建筑物           县水利局       里，其余在
                           35座                               施工
3       职教中心实训楼      新建实训楼1栋        县教体局       已投用
"""
    assert cells_of(text, "task", "lead", "target:建设内容") == [
        ["县医院住院楼", "县卫健局", "新建住院楼1栋，床位300张"],
        ["灌区续建配套", "县水利局", "改造干渠12公里，配套建筑物35座"],
        ["职教中心实训楼", "县教体局", "新建实训楼1栋"],
    ]


def test_a_header_over_two_lines_stands_over_rows_parted_by_blank_lines() -> None:
    text = """
项目名称              责任              截至6月底
                      单位              进展情况

实施污水管网改造      市水务局          已铺设管网13公里，
12公里                                  余3公里在建

建设口袋公园6个       市园林局          6个完工
                      市城管局

更新燃气管道40公里    市住建局          尚未开工

                      某市人民政府
"""
    assert cells_of(text, "task", "responsible") == [
        ["实施污水管网改造12公里", "市水务局"],
        ["建设口袋公园6个", "市园林局、市城管局"],
        ["更新燃气管道40公里", "市住建局"],
    ]


def test_rows_that_count_after_as_many_lines_show_their_header() -> None:
    rows = (("东关桥", "东关镇", "5600", "桩基完成"), ("滨湖路", "湖滨街道", "8800", "路基成型"))
    text = "序号\n项目名称\n所在地\n年度计划投资\n工程形象进度\n"
    text += "\n".join(f"{at}\n" + "\n".join(row) for at, row in enumerate(rows, 1))
    assert cells_of(text, "task", "text") == [["东关桥", "桩基完成"], ["滨湖路", "路基成型"]]


def test_classes_stand_before_the_numbers_of_a_table_in_one_string() -> None:
    text = "领域序号实事名称牵头部门配合部门办结时间教育1新建中小学4所区教育局区住建局12月底2增加学位900个区教育局"
    text += "各街道8月底医疗3改造社区卫生站11处区卫健局各街道10月底"
    assert cells_of(text, "section", "task", "lead", "cooperating", "due") == [
        ["教育", "新建中小学4所", "区教育局", "区住建局", "12月底"],
        ["", "增加学位900个", "区教育局", "各街道", "8月底"],
        ["医疗", "改造社区卫生站11处", "区卫健局", "各街道", "10月底"],
    ]


def test_a_target_begins_behind_a_name_at_what_is_done() -> None:
    text = "序号项目名称年度目标责任单位完成情况1公办幼儿园扩容新增学位810个县教体局已完成。2停车秩序治理新增泊位1200个"
    text += "县城管局未完成，新增760个。- 1 -序号项目名称年度目标责任单位完成情况"
    text += "3绿色出行更新公交车30辆县交通局已完成。"
    assert cells_of(text, "task", "target:年度目标", "responsible") == [
        ["公办幼儿园扩容", "新增学位810个", "县教体局"],
        ["停车秩序治理", "新增泊位1200个", "县城管局"],
        ["绿色出行", "更新公交车30辆", "县交通局"],
    ]


def test_a_whole_table_in_one_spaced_string_is_read_by_its_columns() -> None:
    text = "某县责任表 项目名称 建设内容 年度目标 责任单位 一、教育（2项） 第二中学 新建教学楼3栋 主体完工 县教育局"
    text += " 城南幼儿园 新增学位360个 交付使用 县教育局 县财政局 二、水利（1项） 黑河堤防 加固7公里 全面完成 县水利局"
    assert cells_of(text, "task", "responsible") == [
        ["第二中学", "县教育局"],
        ["城南幼儿园", "县教育局、县财政局"],
        ["黑河堤防", "县水利局"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| 序号 | 任务 | 责任单位 |\n| 1 | 建设社区\n食堂 | 区民政局\n区商务局 |\n| 2 | 整治积水点 | 区水务局 |",
        "序号\t任务\t责任单位\n1\t建设社区\n食堂\t区民政局、区商务局\n2\t整治积水点\t区水务局\n3\t修路\t区水务局",
    ],
)
def test_a_row_that_breaks_off_inside_a_cell_goes_on_to_the_line_that_closes_it(text: str) -> None:
    assert cells_of(text, "task", "responsible")[:2] == [
        ["建设社区食堂", "区民政局、区商务局"],
        ["整治积水点", "区水务局"],
    ]


def test_what_those_who_were_answered_think_is_no_status() -> None:
    text = "序号|建议标题|主办单位|会办单位|办理结果|代表意见\n"
    text += "1|关于改造公路的建议|县交通局|县财政局|B（正在解决）|满意\n"
    text += "2|关于增设站点的建议|县交通局|县住建局|A（已经解决）|基本满意\n"
    text += "3|关于加强管护的建议|县水利局||A（已经解决）|满意\n"
    assert cells_of(text, "status") == [["B（正在解决）"], ["A（已经解决）"], ["A（已经解决）"]]


def test_a_heading_above_a_table_says_how_all_below_it_stand() -> None:
    text = "已复工项目（部分）\n项目  行业主管部门  到岗人数  计划人数\n冷链物流园  区商务局  86  120\n"
    text += "药业三期  区工信局  —  230\n路网改造  区住建局  45  160\n\n请抓好落实。"
    ledger = ledger_of(text)
    assert ledger is not None
    assert [(row.text("task"), row.section) for row in ledger.rows] == [
        ("冷链物流园", "已复工项目（部分）"),
        ("药业三期", "已复工项目（部分）"),
        ("路网改造", "已复工项目（部分）"),
    ]
