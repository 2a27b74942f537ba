"""The sixteen items of the printed guide, written down by hand from the page: what every element must be.

Nothing here is made from the catalogue's files: the files are held against it. A part of the procedure without steps is
what the applicant does, or the window's acceptance; `given` says what is not on the page and had to be inferred.
"""

from dataclasses import dataclass

FREE = ("免费",)
NATIONAL = "《中华人民共和国城乡规划法》的41条"

# name, kind, level, line of the department where it is not the item's
Step = tuple[str, str, str] | tuple[str, str, str, str]
# name, originals, copies, size, note
Material = tuple[str, int, int, str, str]


def original(name: str, note: str = "", *, number: int = 1, size: str = "") -> Material:
    """A material of which only the original is asked for."""
    return (name, number, 0, size, note)


def copy(name: str) -> Material:
    """A material of which only a copy is asked for."""
    return (name, 0, 1, "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An item as the page prints it; empty is what the page does not have."""

    name: str
    line: str
    limit: str  # in the page's words
    promised: str  # the same as files write it
    conditions: tuple[str, ...]
    basis: tuple[str, ...]
    fees: tuple[str, ...]
    materials: tuple[Material, ...]
    procedure: tuple[tuple[str, tuple[Step, ...]], ...]
    decides: tuple[str, ...]  # steps; none: the window
    results: tuple[str, ...] = ()
    after: tuple[str, ...] = ()  # steps after the decision
    inferred: tuple[str, ...] = ()  # words that are in the file and not on the page


PAGE = {
    "MZ-01": Printed(
        name="农村居民最低生活保障",
        line="民政",
        limit="30个工作日",
        promised="30 working days",
        conditions=("凡本街道重病、重残人员及村民家庭年人均收入低于1196元的可向街道办事处申请最低生活保障救助",),
        basis=(),
        fees=FREE,
        materials=(original("户主申请", "户主提出书面申请"),),
        procedure=(
            ("户主提出书面申请", ()),
            ("村委会初审并公示", (("村委会初审", "check", "village"), ("公示", "public_notice", "village"))),
            ("街道办事处审核", (("街道办事处审核", "review", "town"),)),
            ("县民政局审批", (("县民政局审批", "approval", "county"),)),
            ("村委会公示", (("村委会公示", "public_notice", "village"),)),
        ),
        decides=("县民政局审批",),
        after=("村委会公示",),
    ),
    "MZ-02": Printed(
        name="城市居民最低生活保障",
        line="民政",
        limit="30个工作日",
        promised="30 working days",
        conditions=(
            "凡本街道城市居民其共同生活的家庭成员人均月收入低于当地城市居民最低生活保障标准的,可申请享受低保待遇。",
        ),
        basis=(),
        fees=FREE,
        materials=(
            original("申请书", "户主提出书面申请"),
            copy("户口簿"),
            copy("身份证"),
            original("收入证明"),
            original("其他有关证明材料"),
        ),
        procedure=(
            ("户主提出书面申请", ()),
            ("村(居)委会初审并公示", (("村(居)委会初审", "check", "village"), ("公示", "public_notice", "village"))),
            (
                "街道办事处审核上报并公示",
                (("街道办事处审核上报", "review", "town"), ("街道办事处公示", "public_notice", "town")),
            ),
            ("县民政局审批", (("县民政局审批", "approval", "county"),)),
            ("村(居)委会公示", (("村(居)委会公示", "public_notice", "village"),)),
        ),
        decides=("县民政局审批",),
        after=("村(居)委会公示",),
    ),
    "MZ-03": Printed(
        name="困难救灾救济",
        line="民政",
        limit="90个工作日",
        promised="90 working days",
        conditions=("因遭受洪涝等自然灾害造成基本生活难以保障的受灾户,重点是无自救能力的重灾户、特困户、五保户等",),
        basis=("民政部关于《灾害应急救助工作流程》", "《春荒、冬令灾民生活救助工作规程》"),
        fees=FREE,
        materials=(original("个人申请"), original("村委会审查证明")),
        procedure=(
            ("个人提出申请", ()),
            ("村委会审查", (("村委会审查", "check", "village"),)),
            ("街道社事办审核", (("街道社事办审核", "review", "town"),)),
            ("报县民政局审批", (("县民政局审批", "approval", "county"),)),
        ),
        decides=("县民政局审批",),
    ),
    "MZ-04": Printed(
        name="农村“五保”",
        line="民政",
        limit="40个工作日",
        promised="40 working days",
        conditions=("农村中无劳动能力、无法定抚养义务人、无生活来源的老人、残疾人、未成年人",),
        basis=("《农村五保供养工作条例》", "《四川省农村五保供养工作实施细则》"),
        fees=FREE,
        materials=(original("本人申请"),),
        procedure=(
            ("符合五保条件人员申请", ()),
            (
                "村委会评议同意并公告",
                (("村委会评议同意", "deliberation", "village"), ("公告", "public_notice", "village")),
            ),
            ("街道办事处审核", (("街道办事处审核", "review", "town"),)),
            ("县民政局审批", (("县民政局审批", "approval", "county"),)),
            ("签订供养协议", (("签订供养协议", "agreement", "town"),)),
            ("发放五保供养证", (("发放五保供养证", "certificate", "town"),)),
        ),
        decides=("县民政局审批",),
        after=("签订供养协议", "发放五保供养证"),
        results=("五保供养证",),
    ),
    "MZ-05": Printed(
        name="老年证",
        line="民政",
        limit="30个工作日",
        promised="30 working days",
        conditions=("本人户籍在本街道内年满60周岁以上的老人",),
        basis=("《中华人民共和国老年人权益保障法》", "《四川省保护老年人权益若干规定》"),
        fees=FREE,
        materials=(copy("本人身份证复印件"), original("免冠红底一寸彩照", "一张", size="一寸")),
        procedure=(
            ("持本人身份证明、一寸彩照一张", ()),
            ("户口所在地填写表格", (("户口所在地填写表格", "certificate", "town"),)),
        ),
        decides=("户口所在地填写表格",),
        results=("老年证",),
    ),
    "MZ-06": Printed(
        name="残疾人证",
        line="民政",
        limit="5个工作日",
        promised="5 working days",
        conditions=("经县人民医院鉴定,符合残疾人条件",),
        basis=("《中华人民共和国残疾人保障法》",),
        fees=FREE,
        materials=(original("本人申请", "填写申请表"), original("免冠二寸彩照", number=2, size="二寸")),
        procedure=(
            ("个人申请", ()),
            ("填写申请表", ()),
            ("村(居)委会审核", (("村(居)委会审核", "review", "village"),)),
            ("街道残联审核", (("街道残联审核", "review", "town", "残联"),)),
            ("县人民医院鉴定", (("县人民医院鉴定", "appraisal", "county", "卫生"),)),
            (
                "县残联审批发证",
                (("县残联审批", "approval", "county", "残联"), ("发证", "certificate", "county", "残联")),
            ),
        ),
        decides=("县残联审批",),
        after=("发证",),
        results=("残疾人证",),
    ),
    "MZ-07": Printed(
        name="医疗救助",
        line="民政",
        limit="30个工作日",
        promised="30 working days",
        conditions=("低保、五保人员",),
        basis=(),
        fees=(),
        materials=(
            original("住院发票", "填写申请表"),
            copy("参加新农合或城镇医疗保险报销凭据复印件"),
            copy("低保、五保证复印件"),
        ),
        procedure=(
            ("填写申请表", ()),
            ("村(居)委会审核", (("村(居)委会审核", "review", "village"),)),
            ("街道社事办审核", (("街道社事办审核", "review", "town"),)),
            ("公示", (("公示", "public_notice", "town"),)),
            ("县民政局审批", (("县民政局审批", "approval", "county"),)),
        ),
        decides=("县民政局审批",),
    ),
    "JS-01": Printed(
        name="计划生育服务证",
        line="计生",
        limit="即办",
        promised="on the spot",
        conditions=("已婚无孩夫妇",),
        basis=("《四川省人口与计划生育条例》",),
        fees=FREE,
        materials=(
            original("申请书", "女方本人到街道计生办办理"),
            original("承诺书"),
            original("孕情证明"),
            original("男女双方户口簿原件"),
            original("结婚证原件"),
            original("双方一寸照片", "各一张", number=2, size="一寸"),
        ),
        procedure=(
            ("女方本人到街道计生办办理", ()),
            ("本人申请", ()),
            ("村(居)委会初核", (("村(居)委会初核", "check", "village"),)),
            ("街道办事处审核", (("街道办事处审核", "review", "town"),)),
            ("发放通知书", (("发放通知书", "hand_out", "town"),)),
            ("怀孕三个月时到计生办换取《生育服务证》", (("换取《生育服务证》", "exchange", "town"),)),
        ),
        decides=("街道办事处审核",),
        after=("发放通知书", "换取《生育服务证》"),
        results=("通知书", "生育服务证"),
    ),
    "JS-02": Printed(
        name="独生子女父母光荣证",
        line="计生",
        limit="即办",
        promised="on the spot",
        conditions=(
            "持有《生育服务证》,只有一个未满18周岁的子女,已采取避孕节育措施,自愿不再生育的;"
            "再婚夫妻双方合计只有一个未满18周岁的子女已采取避孕节育措施,自愿不再生育的;"
            "夫妻只有一个依法收养的未满18周岁的子女,已采取避孕节育措施,自愿不再生育的",
        ),
        basis=("《四川省人口与计划生育条例》",),
        fees=FREE,
        materials=(
            original("申请表"),
            original("户口薄"),
            original("生育服务证"),
            original("出生医学证明"),
            original("落实节育措施证明"),
            original("独生子女父母双方一寸照片", "各两张", number=4, size="一寸"),
        ),
        procedure=(
            ("申请", ()),
            ("村(居)委会初核", (("村(居)委会初核", "check", "village"),)),
            ("街道审核", (("街道审核", "review", "town"),)),
            ("符合条件的发证", (("发证", "certificate", "town"),)),
        ),
        decides=("街道审核",),
        after=("发证",),
        results=("独生子女父母光荣证",),
    ),
    "JS-03": Printed(
        name="流动人口计划生育证明",
        line="计生",
        limit="即办",
        promised="on the spot",
        conditions=("户籍在本街道的成年育龄妇女,离开我县行政区域,从事务工、经商等活动",),
        basis=("《四川省流动人口管理办法》",),
        fees=FREE,
        materials=(
            original("申请表"),
            original("身份证"),
            original("户口簿"),
            original("婚育情况证明"),
            original("一寸照片", "一张", size="一寸"),
        ),
        procedure=(("持申报材料直接办理发证", ()),),
        decides=(),
        results=("流动人口计划生育证明",),
    ),
    "JS-04": Printed(
        name="申报农村部分计生家庭奖励扶助",
        line="计生",
        limit="1次/年",
        promised="yearly",
        conditions=("符合省人口计划生育委员会文件确定的条件",),
        basis=(),
        fees=FREE,
        materials=(original("申请表", "填写(确认)"), original("近期免冠照片", number=2, size="一寸")),
        procedure=(
            ("本人申请", ()),
            (
                "村委会审核、评议及公示",
                (
                    ("村委会审核", "review", "village"),
                    ("评议", "deliberation", "village"),
                    ("公示", "public_notice", "village"),
                ),
            ),
            (
                "街道办事处初审并张榜公布",
                (("街道办事处初审", "check", "town"), ("张榜公布", "public_notice", "town")),
            ),
            ("县计生委复审确认", (("县计生委复审确认", "approval", "county"),)),
            ("兑现奖励扶金", (("兑现奖励扶金", "payment", "county"),)),
        ),
        decides=("县计生委复审确认",),
        after=("兑现奖励扶金",),
        results=("奖励扶金",),
    ),
    "LD-01": Printed(
        name="就业失业登记证办理",
        line="劳动保障",
        limit="15个工作日",
        promised="15 working days",
        conditions=("就业失业员持相关证明材料,可申请办理",),
        basis=(),
        fees=FREE,
        materials=(original("失业证明"), original("身份证"), original("1寸照片", "1张", size="1寸")),
        procedure=(),
        decides=(),
        results=("就业失业登记证",),
    ),
    "LD-02": Printed(
        name="灵活就业人员申请社保补贴",
        line="劳动保障",
        limit="15个工作日",
        promised="15 working days",
        conditions=(),
        basis=(),
        fees=FREE,
        materials=(original("申请书"), original("就业登记证明")),
        procedure=(
            ("申请", ()),
            ("村(社区)便民服务站初审", (("村(社区)便民服务站初审", "check", "village"),)),
            ("街道便民服务中心复核", (("街道便民服务中心复核", "review", "town"),)),
            ("县政务服务中心审核", (("县政务服务中心审核", "review", "county"),)),
            ("县财政局审核认定", (("县财政局审核认定", "approval", "county", "财政"),)),
            ("村(社区)便民服务站", (("村(社区)便民服务站发放", "hand_out", "village"),)),
            ("申请人领取", ()),
        ),
        decides=("县财政局审核认定",),
        after=("村(社区)便民服务站发放",),
        results=("社保补贴",),
    ),
    "GT-01": Printed(
        name="农村居民住宅用地审批",
        line="国土",
        limit="30个工作日",
        promised="30 working days",
        conditions=(
            "符合土地利用总体及规划,不得占用基本农田,农村村民一户只能拥有一处不超过规定标准面积的宅基地,"
            "出卖、出租的不得再申请。",
        ),
        basis=("《四川省<土地管理法>实施办法》第52、53条",),
        fees=FREE,
        materials=(
            original("申请表", "村社签署意见"),
            original("耕地占补平衡依据"),
            original("户籍证明"),
            original("原宅基地证"),
            original("城镇规划区规划主管部门审查意见"),
        ),
        procedure=(
            ("提出申请", ()),
            ("受理", ()),
            ("审核及现场勘察", (("审核", "review", "town"), ("现场勘察", "household_visit", "town"))),
            ("审核决定或书面告之不予许可理由", (("审核决定", "approval", "town"),)),
        ),
        decides=("审核决定",),
    ),
    "CG-01": Printed(
        name="乡村建设规划许可证核发",
        line="村镇规划",
        limit="10个工作日",
        promised="10 working days",
        conditions=(NATIONAL,),
        basis=("《行政许可法》第三十二条、第四十二条", NATIONAL),
        fees=FREE,
        materials=(
            original("申请表"),
            original("有关部门批准、核准、备案文件"),
            original("项目规划总平面图"),
            original("建设工程房屋建筑初步设计审查批复"),
            original("设计施工图", "一套"),
            original("土地权属的证明文件"),
        ),
        procedure=(
            ("提出申请", ()),
            ("受理", ()),
            ("核发乡村建设规划许可证", (("核发乡村建设规划许可证", "approval", "town"),)),
        ),
        decides=("核发乡村建设规划许可证",),
        results=("乡村建设规划许可证",),
        inferred=("乡村建设规划许可证核发",),
    ),
    "LY-01": Printed(
        name="林木采伐许可",
        line="林业",
        limit="一个工作日内结办或转报县林业局",
        promised="",
        conditions=("林权所有者",),
        basis=("《中华人民共和国森林法》",),
        fees=(),
        materials=(original("个人申请"), ("林权证", 1, 1, "", ""), original("村组证明")),
        procedure=(
            ("个人申请", ()),
            ("林业站结办(30株以内)", (("林业站结办", "approval", "town"),)),
            ("乡林业站审核(30株以上)", (("乡林业站审核", "review", "town"),)),
            ("送县林业局审批办理", (("县林业局审批办理", "approval", "county"),)),
        ),
        decides=("林业站结办", "县林业局审批办理"),
        inferred=("林木采伐许可",),
    ),
}
