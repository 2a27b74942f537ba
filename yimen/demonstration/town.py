"""A small invented town: a sub-district's hall with its windows and offices, its villages, the county's bureaus, and people
in their posts."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from yimen.catalogue import caring, claiming
from yimen.catalogue.models import Item, ItemVersion
from yimen.demonstration import offices
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import (
    Centre,
    Cover,
    Department,
    Division,
    DivisionCode,
    Duty,
    Entrustment,
    Holding,
    Level,
    Lineage,
    OpeningHour,
    Post,
    Role,
    Staff,
    Window,
)
from yimen.office.signing_in import actor_in

BEGAN = date(2026, 1, 1)
PASSWORD = "yimen-demo"  # noqa: S105  # printed at every start of a demonstration; no other database has it
_CHECKED = 115  # days after the hall began: of what is told, the guides of the first post have fallen due
_END = date(2026, 12, 31)
_WEEKDAYS = ((time(8, 30), time(11, 30)), (time(13, 30), time(16, 30)))  # M3
_ON_DUTY = ((time(8, 30), time(11, 30)),)  # Saturdays and Sundays, where people come

_DIVISIONS = (
    ("city", "安宁市", Level.CITY, "", "519900000000"),
    ("county", "新安县", Level.COUNTY, "city", "519921000000"),
    ("town", "德源街道", Level.TOWN, "county", "519921001000"),
    ("changan", "长安社区", Level.VILLAGE, "town", "519921001001"),
    ("liushu", "柳树村", Level.VILLAGE, "town", "519921001201"),
    ("taoyuan", "桃园村", Level.VILLAGE, "town", "519921001202"),
    ("qingxi", "清溪村", Level.VILLAGE, "town", "519921001203"),
)
# code, kind, division, name, short name
_CENTRES = (
    ("PT", Centre.Kind.ROOT, "city", "安宁市政务服务平台", "平台"),
    ("XAMZ", Centre.Kind.BUREAU, "county", "新安县民政局", "县民政局"),
    ("XACL", Centre.Kind.BUREAU, "county", "新安县残疾人联合会", "县残联"),
    ("XAYY", Centre.Kind.BUREAU, "county", "新安县人民医院", "县人民医院"),
    ("XAJS", Centre.Kind.BUREAU, "county", "新安县人口和计划生育委员会", "县计生委"),
    ("XAZW", Centre.Kind.BUREAU, "county", "新安县政务服务中心", "县政务服务中心"),
    ("XACZ", Centre.Kind.BUREAU, "county", "新安县财政局", "县财政局"),
    ("XALY", Centre.Kind.BUREAU, "county", "新安县林业局", "县林业局"),
    ("DY", Centre.Kind.HALL, "town", "新安县德源街道便民服务中心", "德源街道中心"),
    ("DYCA", Centre.Kind.POINT, "changan", "德源街道长安社区便民服务站", "长安社区服务站"),
    ("DYLS", Centre.Kind.POINT, "liushu", "德源街道柳树村便民服务室", "柳树村服务室"),
    ("DYTY", Centre.Kind.POINT, "taoyuan", "德源街道桃园村便民服务室", "桃园村服务室"),
    ("DYQX", Centre.Kind.POINT, "qingxi", "德源街道清溪村便民服务室", "清溪村服务室"),
)
# the hall's windows from number 1 on
_WINDOWS = (
    "民政残联", "住房保障", "计划生育", "民族宗教法律", "社会保障", "就业创业", "党员服务", "综合受理", "办结回复",
)  # fmt: skip
_KINDS = {"综合受理": Window.Kind.GENERAL, "办结回复": Window.Kind.REPLY}
_CIVIL, _COUNTY_CIVIL = ("民政", "社会事务办公室"), ("民政", "社会救助股")
_DISABLED, _HOSPITAL, _REWARDS = ("残联", "组织联络部"), ("卫生", "残疾鉴定科"), ("计生", "奖励扶助股")
_SERVICE, _FINANCE, _FELLING = ("劳动保障", "社会保障科"), ("财政", "社会保障股"), ("林业", "资源林政股")
# key, centre, department (line, name) or None, title, role, lines, username, person's name
_POSTS = (
    ("window", "DY", None, "综合受理窗口", Role.WINDOW, "*", "lin", "林晓燕"),
    ("window2", "DY", None, "民政残联窗口", Role.WINDOW, "民政 残联 优抚 殡葬", "chen", "陈国栋"),
    ("window_housing", "DY", None, "住房保障窗口", Role.WINDOW, "住房保障 国土 村镇规划", "feng", "冯静"),
    ("window_family", "DY", None, "计划生育窗口", Role.WINDOW, "计生 卫健", "jiang", "蒋丽华"),
    ("window_law", "DY", None, "民族宗教法律窗口", Role.WINDOW, "民族宗教 司法 综治信访", "shen", "沈文"),
    ("window_social", "DY", None, "社会保障窗口", Role.WINDOW, "劳动保障 社会保险 医疗保险 社保卡", "han", "韩梅"),
    ("window_jobs", "DY", None, "就业创业窗口", Role.WINDOW, "劳动保障", "yang", "杨帆"),
    ("window_party", "DY", None, "党员服务窗口", Role.WINDOW, "党务", "zhu", "朱红"),
    ("reply", "DY", None, "办结回复窗口", Role.REPLY, "*", "huang", "黄丽"),
    ("town_civil", "DY", _CIVIL, "社会事务办经办", Role.OFFICER, "民政 殡葬", "zhao", "赵敏"),
    ("town_civil_head", "DY", _CIVIL, "社会事务办主任", Role.HEAD, "民政", "fan", "范玉兰"),
    ("town_disabled", "DY", ("残联", "残疾人联合会"), "残联专干", Role.OFFICER, "残联", "xu", "徐明"),
    ("town_family", "DY", ("计生", "计划生育办公室"), "计生办经办", Role.OFFICER, "计生", "qian", "钱芳"),
    ("town_labour", "DY", ("劳动保障", "劳动保障所"), "劳动保障所经办", Role.OFFICER, "劳动保障", "tang", "唐勇"),
    ("town_land", "DY", ("国土", "国土所"), "国土所经办", Role.OFFICER, "国土", "xie", "谢军"),
    ("town_planning", "DY", ("村镇规划", "村镇规划所"), "村镇规划所经办", Role.OFFICER, "村镇规划", "pan", "潘伟"),
    ("town_forestry", "DY", ("林业", "林业站"), "林业站经办", Role.OFFICER, "林业", "lu", "卢青山"),
    ("supervisor", "DY", None, "综合业务主管", Role.SUPERVISOR, "*", "sun", "孙志强"),
    ("leader", "DY", None, "分管领导", Role.LEADER, "*", "li", "李建国"),
    ("director", "DY", None, "中心主任", Role.DIRECTOR, "*", "zhou", "周红梅"),
    ("network", "DY", None, "网络管理员", Role.NETWORK, "*", "wu", "吴磊"),
    ("editor", "DY", None, "事项管理员", Role.EDITOR, "*", "zheng", "郑洁"),
    ("village", "DYLS", ("*", "柳树村村民委员会"), "柳树村便民服务员", Role.OFFICER, "*", "liu", "刘大山"),
    ("village2", "DYTY", ("*", "桃园村村民委员会"), "桃园村便民服务员", Role.OFFICER, "*", "ma", "马桂花"),
    ("village3", "DYQX", ("*", "清溪村村民委员会"), "清溪村便民服务员", Role.OFFICER, "*", "tian", "田桂生"),
    ("community", "DYCA", ("*", "长安社区居民委员会"), "长安社区便民服务员", Role.OFFICER, "*", "bai", "白雪梅"),
    ("desk_liushu", "DYLS", None, "柳树村代办窗口", Role.WINDOW, "*", "guan", "关大勇"),
    ("desk_taoyuan", "DYTY", None, "桃园村受理窗口", Role.WINDOW, "*", "ji", "季秋萍"),
    ("desk_qingxi", "DYQX", None, "清溪村代办窗口", Role.WINDOW, "*", "lang", "郎玉山"),
    ("desk_changan", "DYCA", None, "长安社区代办窗口", Role.WINDOW, "*", "sang", "桑晓月"),
    ("county", "XAMZ", _COUNTY_CIVIL, "社会救助股审批", Role.OFFICER, "民政", "he", "何文斌"),
    ("county_head", "XAMZ", _COUNTY_CIVIL, "社会救助股股长", Role.HEAD, "民政", "gao", "高洪"),
    ("county_disabled", "XACL", _DISABLED, "残疾人证审批", Role.OFFICER, "残联", "peng", "彭志远"),
    ("county_disabled_head", "XACL", _DISABLED, "组织联络部主任", Role.HEAD, "残联", "lei", "雷鸣"),
    ("hospital", "XAYY", _HOSPITAL, "残疾鉴定医师", Role.OFFICER, "卫生", "fang", "方敏"),
    ("hospital_head", "XAYY", _HOSPITAL, "残疾鉴定科主任", Role.HEAD, "卫生", "ren", "任远"),
    ("county_family", "XAJS", _REWARDS, "奖励扶助审核", Role.OFFICER, "计生", "yuan", "袁立"),
    ("county_family_head", "XAJS", _REWARDS, "奖励扶助股股长", Role.HEAD, "计生", "liao", "廖春"),
    ("county_service", "XAZW", _SERVICE, "社保补贴审核", Role.OFFICER, "劳动保障", "dong", "董洁"),
    ("county_service_head", "XAZW", _SERVICE, "社会保障科科长", Role.HEAD, "劳动保障", "ding", "丁山"),
    ("county_finance", "XACZ", _FINANCE, "社保资金认定", Role.OFFICER, "财政", "yu", "余庆"),
    ("county_finance_head", "XACZ", _FINANCE, "社会保障股股长", Role.HEAD, "财政", "pei", "裴川"),
    ("county_forestry", "XALY", _FELLING, "采伐许可审批", Role.OFFICER, "林业", "su", "苏木"),
    ("county_forestry_head", "XALY", _FELLING, "资源林政股股长", Role.HEAD, "林业", "kong", "孔森"),
    ("village_editor", "DYLS", None, "柳树村文书", Role.EDITOR, "*", "shu", "舒文"),
    ("guide", "DY", None, "导办台", Role.GUIDE, "", "qiao", "乔馨"),
)
# AB posts: whose post, and who stands in for them (M2)
_COVERS = (
    ("window_jobs", "window_social"),
    ("town_land", "town_planning"),
    ("town_civil", "town_civil_head"),
    ("county_finance", "county_finance_head"),
)
# item, the body that entrusts its decision to the hall's windows, document, scope (D10)
_ENTRUSTED = (
    ("JS-03", "新安县德源街道办事处", "德街办〔2026〕3号", "流动人口计划生育证明的办理与发证"),
    ("LD-01", "新安县人力资源和社会保障局", "新人社发〔2026〕5号", "就业失业登记证的办理与发证"),
)


# item, village, the body that makes it the receiving point, document, scope (decision 0015)
_RECEIVING = (("MZ-05", "DYTY", "新安县德源街道办事处", "德街办〔2026〕4号", "老年证申请的收件"),)


@dataclass
class Town:
    """What was laid, by short keys."""

    divisions: dict[str, Division] = field(default_factory=dict)
    centres: dict[str, Centre] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """The person of a post, acting in it."""
        return actor_in(self.staff[key], self.posts[key])


def lay(*, password: str = PASSWORD) -> Town:
    """Lay the whole town into an empty database; holdings begin on 1 January 2026, covers last that year."""
    town = Town()
    _lay_divisions(town)
    _lay_centres(town)
    _lay_posts(town, make_password(password))
    _lay_covers(town)
    Entrustment.objects.bulk_create(
        Entrustment(centre=town.centres["DY"], item_code=code, body=body, document=document, scope=scope, from_on=BEGAN)
        for code, body, document, scope in _ENTRUSTED
    )
    Entrustment.objects.bulk_create(
        Entrustment(
            centre=town.centres[village], item_code=code, body=body, document=document, scope=scope, from_on=BEGAN
        )
        for code, village, body, document, scope in _RECEIVING
    )
    return town


def known() -> Town:
    """The town as it was laid, read back; a centre or a post that was closed or renamed since is not in it."""
    centres = {one.code: one for one in Centre.objects.all()}
    town = Town(centres=centres)
    posts = {(one.centre.code, one.title): one for one in Post.objects.filter(is_open=True).select_related("centre")}
    staff = {one.username: one for one in Staff.objects.filter(is_active=True)}
    for key, code, _department, title, _role, _lines, username, _name in (*_POSTS, *offices.posts()):
        if (code, title) in posts and username in staff:
            town.posts[key], town.staff[key] = posts[code, title], staff[username]
    return town


def _lay_divisions(town: Town) -> None:
    for key, name, level, parent, code in _DIVISIONS:
        above = town.divisions.get(parent)
        division = Division.objects.create(name=name, level=level, parent=above)
        DivisionCode.objects.create(division=division, code=code, from_on=BEGAN)
        Lineage.objects.create(division=division, ancestor=division, level=level)
        for row in Lineage.objects.filter(division=above) if above else ():
            Lineage.objects.create(division=division, ancestor_id=row.ancestor_id, level=row.level)
        town.divisions[key] = division


def _lay_centres(town: Town) -> None:
    for code, kind, division, name, short_name in (*_CENTRES, *offices.centres()):
        centre = Centre.objects.create(
            code=code, kind=kind, division=town.divisions[division], name=name, short_name=short_name,
            telephone="0000-6600001", complaint_telephone="0000-6600002",
            address="新安县德源街道长安路24号" if code == "DY" else "",
        )  # fmt: skip
        town.centres[code] = centre
        OpeningHour.objects.bulk_create(
            OpeningHour(centre=centre, weekday=weekday, opens=opens, closes=closes)
            for weekday in range(7)
            for opens, closes in _hours(centre, weekday)
        )


def _hours(centre: Centre, weekday: int) -> tuple[tuple[time, time], ...]:
    if weekday < 5:  # Saturday is 5
        return _WEEKDAYS
    return () if centre.kind == Centre.Kind.BUREAU else _ON_DUTY


def _lay_posts(town: Town, password: str) -> None:
    for key, code, department, title, role, lines, username, name in (*_POSTS, *offices.posts()):
        centre = town.centres[code]
        post = Post.objects.create(
            centre=centre,
            title=title,
            role=role,
            department=_department(centre, department),
            window=_window(centre, title),
        )
        for line in lines.split():
            Duty.objects.create(post=post, line=line)
        staff = Staff.objects.create(username=username, name=name, password=password)
        Holding.objects.create(post=post, staff=staff, from_on=BEGAN)
        town.posts[key], town.staff[key] = post, staff


def _lay_covers(town: Town) -> None:
    Cover.objects.bulk_create(
        Cover(post=town.posts[key], staff=town.staff[by], from_on=BEGAN, until_on=_END, reason="AB岗")
        for key, by in _COVERS
    )


def _department(centre: Centre, named: tuple[str, str] | None) -> Department | None:
    if named is None:
        return None
    return Department.objects.get_or_create(centre=centre, line=named[0], name=named[1])[0]


def _window(centre: Centre, title: str) -> Window | None:
    name = title.removesuffix("窗口")
    if name not in _WINDOWS:
        return None
    number = _WINDOWS.index(name) + 1
    kind = _KINDS.get(name, Window.Kind.DEDICATED)
    return Window.objects.create(centre=centre, number=number, name=f"{number}号{title}", kind=kind)


def claim_all(town: Town, *, at: datetime) -> None:
    """The hall offers every item that it does not offer yet, and 柳树村 its own; those that the hall's window decides, their
    body entrusts to it."""
    hall, village = town.centres["DY"], town.centres["DYLS"]
    unclaimed = list(Item.objects.seen_at(hall.pk).exclude(claims__centre=hall))
    if unclaimed:
        claiming.claim(unclaimed, centre=hall, from_on=BEGAN, by=town.actor("editor"), at=at)
    if own := list(Item.objects.filter(centre=village).exclude(claims__centre=village)):
        claiming.claim(own, centre=village, from_on=BEGAN, by=town.actor("village_editor"), at=at)
    entrusted = Entrustment.objects.filter(centre=hall).values("item_code")
    at_the_window = ItemVersion.objects.filter(decided_at_window=True).exclude(item__code__in=entrusted)
    Entrustment.objects.bulk_create(
        Entrustment(
            centre=hall, item_code=version.item.code, body=_in_full(version.body), document="德街办〔2026〕3号",
            scope=f"{version.name}的受理与办结", from_on=BEGAN,
        )
        for version in at_the_window.select_related("item")
    )  # fmt: skip


def claiming_all(town: Town, *, at: datetime) -> Generator[datetime, None, None]:
    """`claim_all`, told among what else happened; then who answers for which guide, and when it is checked again (A6)."""
    yield at
    claim_all(town, at=at)
    for place, (post, items) in enumerate(_keepers(town).items()):
        day = localdate(at) + timedelta(days=_CHECKED + 3 * place)
        caring.assign(items, post=post, check_on=day, by=town.actor("editor"), at=at)


def _keepers(town: Town) -> dict[Post, list[Item]]:
    """The guides of what is for all: to the hall's officer of the line, the rest to who keeps the items."""
    posts = Post.objects.filter(centre=town.centres["DY"], role=Role.OFFICER).order_by("title")
    by_line = {line: post for post in posts for line in post.duties.values_list("line", flat=True)}
    kept: dict[Post, list[Item]] = {}
    for item in Item.objects.filter(centre=None).order_by("code"):
        kept.setdefault(by_line.get(item.line, town.posts["editor"]), []).append(item)
    return dict(sorted(kept.items(), key=lambda one: len(one[1])))


def _in_full(body: str) -> str:
    """县公安局 is 新安县公安局 here, 街道办事处 is 新安县德源街道办事处; others are named as they are."""
    for short, full in (("县", "新安县"), ("街道", "新安县德源街道")):
        if body.startswith(short):
            return full + body.removeprefix(short)
    return body
