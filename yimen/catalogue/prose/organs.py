"""Who acts in a step, and on which level of the network that is. Pure."""

import re
from dataclasses import dataclass

_APPLICANT = re.compile(
    r"(?:符合\S{0,12}?条件的?)?(?:申请人|申办人|申领人|办事人|申报人|当事人|本人|户主|个人|群众|居民|村民|农户"
    r"|住户|企业|用人单位|申请单位|单位|办事群众|服务对象|办件人|家属|亲属|监护人|"
    r"法定监护人|代理人|受托人|女方本人|男方本人|女方|男方|夫妻双方|夫妻一方|夫妻|双方|一方|老人|残疾人|毕业生"
    r"|学生|参保人|失业人员|人员|家庭|对象|业主|职工|居民户|经营者|"
    r"申请者|投资人|困难群众|灾民|受灾户|林权所有者|权利人|建房户|户)(?:本人)?(?:或其?(?:委托人|代理人|监护人"
    r"|家属|委托代理人))?(?:和|及|、)?(?:家属|监护人)?"
)
_UNIT = (
    r"(?:村[(]社区[)]|村[(]居[)]|社区[(]村[)]|村居|村社|村组|村级|村|居|社区|乡镇[(]街道[)]|镇[(]街道[)]"
    r"|街道[(]乡镇[)]|街道[(]镇[)]|乡[(]镇[)]|镇[(]乡[)]|乡镇街道|乡镇|镇街|街道|镇|乡|县[(]市、区[)]|县[(]市区[)]"
    r"|县[(]区[)]|县[(]市[)]|区[(]县[)]|市[(]区[)]|区县|乡级|镇级|街道级|县级|区级|市级|省级|县|区|旗|自治区|州|盟|市|省|国家)"
)
_HAN = "(?:(?![到向在持由经对将时凭])[\u4e00-\u9fff])"
_BODY = (
    r"(?:居委会|村委会|委员会|委会|人民政府|政府|办事处|办公室|社事办|便民服务(?:中心|站|室|点)|政务服务(?:中心"
    r"|大厅|局|站|管理局|办)|服务(?:中心|站|室|大厅|所)|"
    r"受理(?:中心|窗口)|行政审批局|窗口|大厅|中心|卫生院|医院|派出所|事务所|司法所|财政所|"
    rf"{_HAN}{{1,10}}?(?:局|委|办|站|所|会|会议|大会|联|院|处|科|股|厅|队|社|部|窗口|部门|机关|机构|中心|小组"
    rf"|银行|信用社|公司|学校|人员|民警|干部|网格员|专干|协理员|代表|代办员|协办员|协管员|办事员|信息员|管理员|经办人|负责人))"
)
_ORGAN = re.compile(rf"{_HAN}{{0,6}}?{_UNIT}(?:{_BODY})?(?:{_BODY})?(?:{_BODY})?(?:[(][^()]{{1,12}}[)])?")
_BARE = re.compile(
    rf"(?:综合|民政|社保|人社|计生|受理|办事|便民|业务|前台|后台|审批|首席|经办|工作|代办|责任|主管|各|相关|有关"
    rf"|职能|户口|户籍|居住|所在)?{_HAN}{{0,8}}?{_BODY}|(?:户口|户籍|居住"
    rf"|经常居住)所在地(?:[\u4e00-\u9fff]{{0,4}})|(?:工作|窗口|审核|经办|受理|审批|代办)人员|代办员|窗口|部门"
    rf"|相关部门|主管部门|林业站|计生办|专家组|评审组|领导小组"
)
ACTS = (
    "初审|初核|审核|审批|审查|审定|复审|复核|核查|核实|核对|核准|核定|核发|批准|批复|评议|评审|评定|评估|公示"
    "|公告|公布|张榜|受理|收件|接件|登记|调查|入户|走访|勘察|勘查|勘验|踏勘|"
    "查验|验收|验证|检查|检验|检测|鉴定|认定|确认|确定|决定|签署|签字|签发|签订|签章|盖章|出具|出证|出件|开具"
    "|发放|发证|颁发|制证|制作|打印|办结|办理|办证|结办|上报|呈报|报送|报请|报批|转报|转送|"
    "送达|通知|告知|反馈|备案|录入|汇总|拨付|兑现|支付|发给|送审|讨论|研究|民主|集体|组织|安排|派员|进行|提出"
    "|提交|填写|填报|申请|申报|申办|申领|递交|领取|领证|缴费|缴纳|携带|持|到|向|将|对|在|"
    "根据|按照|经|凭|补正|受审|实地|现场|张贴|归档|存档|咨询|回访|查询|换取|换发|补发|注销|变更|录用|推荐|协调"
    "|转交|移交|派发|交|报|给予|予以|落实|会审(?![查核批])|联审|证明|公证|资格|材料|统一|依法|当场|即时|书面|下达"
    "|作出|做出|邮寄|通过|负责|同意|代办|帮办|指导|引导|调解|处理|答复|宣传"
)
_ACT = re.compile(f"(?:{ACTS}|$)")
_LEADS = re.compile(
    r"(?:然后|再|最后|之后|并)?(?:上?报(?:请|送|经|至|到)?|呈报|转报|转送|送(?:交|至|到)?|递交|提交|交由|交"
    r"|经(?:过)?|由|提请)(?:至|到|由)?(?=[\u4e00-\u9fff(]{2})"
)
_VILLAGE = re.compile("村|居委|居民委|社区|小组|网格")
_TOWN = re.compile("街道|镇|乡|办事处|站|所$|所(?=窗口)|社事办|计生办|民政办|便民服务中心|社会事务|党政办")
_PROVINCE = re.compile("^(?:省|自治区|国家|国务院)|[\u4e00-\u9fff]{2,3}省")
_COUNTY = re.compile("县|区(?!域)|旗")
_CITY = re.compile("市(?!民(?!政)|场)")
_AT = re.compile(
    r"(?:到|在|向|至|赴)(?P<organ>[\u4e00-\u9fff()]{2,16}?(?:办|站|所|局|中心|处|委会|窗口|大厅|派出所|社区|街道|政府))"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: words from `start` to `end`, the level of the network, "" of an applicant or where nothing says it."""

    start: int
    end: int
    level: str
    is_applicant: bool = False


def actor(folded: str) -> Actor | None:
    """Who acts in this part of a procedure; None where only an act is printed."""
    start = lead.end() if (lead := _LEADS.match(folded)) and _organ(folded, lead.end()) else 0
    if not start and (person := _APPLICANT.match(folded)) and _begins_act(folded, person.end()):
        return Actor(0, person.end(), "", is_applicant=True)
    end = _organ(folded, start)
    return Actor(start, end, level(folded[start:end])) if end else None


def level(organ: str) -> str:
    """village, town, county, city or province of a body's name; "" where the name does not tell."""
    own = re.sub(r"[(](?:社区|居|村|街道|乡镇|镇|乡|市、区|市区|区|市)[)]", "", organ)
    if _PROVINCE.search(own):
        return "province"
    for name, pattern in (("village", _VILLAGE), ("town", _TOWN), ("county", _COUNTY), ("city", _CITY)):
        if pattern.search(own) and not (
            name == "town" and re.match(r"[\u4e00-\u9fff]{0,6}?(?:县|区|市)(?!.*(?:街道|镇|乡))", own)
        ):
            return name
    return ""


def place_level(folded: str) -> str:
    """The level of the place somebody goes to: 到计生办换取."""
    found = _AT.search(folded)
    return level(found["organ"]) if found else ""


def _organ(folded: str, start: int) -> int:
    """Where the body that begins at `start` ends, with an act or nothing behind it; 0 if none begins there."""
    for stop in range(start + 1, min(len(folded), start + 30) + 1):
        name = folded[start:stop]
        if not _begins_act(folded, stop) or folded[stop - 1 : stop + 1] == "所在":
            continue
        if _ORGAN.fullmatch(name) or _BARE.fullmatch(name):
            return stop
    return 0


def _begins_act(folded: str, at: int) -> bool:
    return bool(_ACT.match(folded.lstrip(",、 ") if not at else folded[at:].lstrip(",、: (")))
