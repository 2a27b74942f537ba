"""The offices behind the hall, for the whole catalogue: bureaus of county and city, the sub-district's own, who sits there."""

from collections.abc import Iterator
from typing import Final

from yimen.office.models import Centre, Role

Row = tuple[str, Centre.Kind, str, str, str]
Seat = tuple[str, str, tuple[str, str], str, Role, str, str, str]

# code, division, name, short name, line, department, title of its one post, username, person's name
BUREAUS: Final = (
    ("XATY", "county", "新安县退役军人事务局", "县退役军人局", "优抚", "优抚股", "优抚审批", "hou", "侯卫国"),
    (
        "XARS",
        "county",
        "新安县人力资源和社会保障局",
        "县人社局",
        "人社",
        "社会保障经办股",
        "社保就业审批",
        "qin",
        "秦岚",
    ),
    ("XAYB", "county", "新安县医疗保障局", "县医保局", "医疗保险", "经办中心", "医保审核", "xue", "薛敏"),
    ("XAWJ", "county", "新安县卫生健康局", "县卫健局", "卫健", "家庭发展股", "卫健审批", "yan", "严芳"),
    ("XAZJ", "county", "新安县住房和城乡建设局", "县住建局", "住房保障", "住房保障股", "住房保障审批", "dai", "戴军"),
    ("XAGA", "county", "新安县公安局", "县公安局", "居住证", "人口管理大队", "居住证审核", "cui", "崔刚"),
    ("XASW", "county", "国家税务总局新安县税务局", "县税务局", "税务", "税政股", "税务审批", "jin", "金慧"),
    ("XAFL", "county", "新安县妇女联合会", "县妇联", "妇联", "权益部", "妇女救助审批", "wei", "魏红"),
    ("XAGH", "county", "新安县总工会", "县总工会", "工会", "保障工作部", "帮扶审批", "jia", "贾明"),
    ("XAZB", "county", "新安县人民政府征兵办公室", "县征兵办", "征兵", "征集科", "征集审批", "xia", "夏雷"),
    ("XAMJ", "county", "新安县民族宗教事务局", "县民宗局", "民族宗教", "民族宗教股", "民族宗教审批", "fu", "傅安"),
    ("XACG", "county", "新安县综合行政执法局", "县执法局", "城建", "行政审批股", "城市管理审批", "shi", "施展"),
    ("XAZR", "county", "新安县自然资源局", "县自然资源局", "国土", "用途管制股", "用地规划审批", "hong", "洪波"),
    ("XANY", "county", "新安县农业农村局", "县农业农村局", "农业", "政策改革股", "农业审批", "gu", "顾春耕"),
    ("XASF", "county", "新安县司法局", "县司法局", "司法", "公共法律服务股", "法律援助审批", "mao", "毛正"),
    ("XAXF", "county", "新安县信访局", "县信访局", "综治信访", "复查复核股", "信访复查", "qiu", "邱平"),
    ("XAZZ", "county", "中共新安县委组织部", "县委组织部", "党务", "组织股", "党员关系转接", "shao", "邵华"),
    ("XASC", "county", "新安县市场监督管理局", "县市监局", "工商", "注册股", "登记许可审批", "wan", "万里"),
    ("ANRS", "city", "安宁市人力资源和社会保障局", "市人社局", "人社", "工伤保险科", "劳动能力鉴定", "duan", "段宏"),
    ("ANTY", "city", "安宁市退役军人事务局", "市退役军人局", "优抚", "优抚科", "优抚审定", "hao", "郝建军"),
    ("ANWJ", "city", "安宁市卫生健康委员会", "市卫健委", "卫健", "医政医管科", "医学鉴定", "tao", "陶然"),
    ("ANMJ", "city", "安宁市民族宗教事务委员会", "市民宗委", "民族宗教", "民族宗教科", "民族宗教审定", "wen", "温良"),
)
# key, lines, department, title, username, person's name; several lines: the department is there for every line
OWN: Final = (
    ("town_veterans", "优抚", "退役军人服务站", "退役军人服务站站长", "niu", "牛奋"),
    ("town_public", "医疗保险 社会保险 社保卡", "公共服务办公室", "医保社保经办", "pang", "庞丽"),
    ("town_housing", "住房保障", "住房保障办公室", "住房保障经办", "yin", "殷实"),
    ("town_health", "卫健", "社区卫生服务中心", "社区卫生服务中心经办", "lai", "赖医明"),
    ("town_party", "党务", "党建工作办公室", "党建办经办", "qi", "齐心"),
    ("town_office", "党政 档案", "党政办公室", "党政办经办", "kang", "康文"),
    ("town_women", "妇联", "妇女联合会", "妇联专干", "mo", "莫兰"),
    ("town_union", "工会", "总工会", "工会专干", "jian", "简工"),
    ("town_arms", "征兵", "人民武装部", "武装部干事", "ou", "欧阳锐"),
    ("town_faith", "民族宗教", "统战工作办公室", "统战干事", "geng", "耿和"),
    ("town_safety", "综治信访", "社会治理办公室", "综治信访经办", "ning", "宁安"),
    ("town_justice", "司法", "司法所", "司法所经办", "nie", "聂法正"),
    ("town_building", "城建", "城市建设管理办公室", "城建办经办", "bi", "毕城"),
    ("town_farming", "农业", "农业服务中心", "农业服务中心经办", "mei", "梅丰"),
    ("town_finance", "财政 粮食", "财政所", "财政所经办", "cao", "曹金"),
    ("town_accounts", "村级财务", "村级会计委托代理服务中心", "代理会计", "zeng", "曾细"),
    ("town_police", "居住证", "派出所", "派出所户籍民警", "jing", "景卫"),
    ("town_tax", "税务", "税务所", "税务所经办", "ying", "应税明"),
    ("town_market", "工商", "市场监督管理所", "市场监管所经办", "shang", "尚平"),
    ("town_utilities", "公用事业", "水电气网服务点", "公用事业驻点专员", "dian", "典亮"),
)  # fmt: skip


def centres() -> Iterator[Row]:
    """The bureaus: code, kind, division, name, short name."""
    for code, division, name, short_name, *_who in BUREAUS:
        yield code, Centre.Kind.BUREAU, division, name, short_name


def posts() -> Iterator[Seat]:
    """Key, centre, department (line, name), title, role, lines, username, person's name."""
    for key, lines, department, title, username, name in OWN:
        yield key, "DY", ("*" if " " in lines else lines, department), title, Role.OFFICER, lines, username, name
    for code, _division, _full, _short, line, department, title, username, name in BUREAUS:
        yield code.lower(), code, (line, department), title, Role.OFFICER, line, username, name
