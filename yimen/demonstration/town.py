"""A small invented town: a sub-district's hall, two villages, a county bureau, and people in their posts."""

from dataclasses import dataclass, field
from datetime import date, time

from django.contrib.auth.hashers import make_password

from yimen.catalogue import claiming
from yimen.catalogue.models import Item
from yimen.office.actor import Actor
from yimen.office.models import (
    Centre,
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
_HOURS = ((time(8, 30), time(11, 30)), (time(13, 30), time(16, 30)))  # M3

_DIVISIONS = (
    ("city", "安宁市", Level.CITY, "", "519900000000"),
    ("county", "新安县", Level.COUNTY, "city", "519921000000"),
    ("town", "德源街道", Level.TOWN, "county", "519921001000"),
    ("liushu", "柳树村", Level.VILLAGE, "town", "519921001201"),
    ("taoyuan", "桃园村", Level.VILLAGE, "town", "519921001202"),
)
# code, kind, division, name, short name
_CENTRES = (
    ("PT", Centre.Kind.ROOT, "city", "安宁市政务服务平台", "平台"),
    ("XAMZ", Centre.Kind.BUREAU, "county", "新安县民政局", "县民政局"),
    ("DY", Centre.Kind.HALL, "town", "新安县德源街道便民服务中心", "德源街道中心"),
    ("DYLS", Centre.Kind.POINT, "liushu", "德源街道柳树村便民服务室", "柳树村服务室"),
    ("DYTY", Centre.Kind.POINT, "taoyuan", "德源街道桃园村便民服务室", "桃园村服务室"),
)
# key, centre, department (line, name) or None, title, role, lines, username, person's name
_POSTS = (
    ("window", "DY", None, "综合窗口1", Role.WINDOW, "*", "lin", "林晓燕"),
    ("window2", "DY", None, "综合窗口2", Role.WINDOW, "*", "chen", "陈国栋"),
    ("reply", "DY", None, "办结回复窗口", Role.REPLY, "*", "huang", "黄丽"),
    ("town_civil", "DY", ("民政", "社会事务办公室"), "社会事务办经办", Role.OFFICER, "民政", "zhao", "赵敏"),
    ("town_family", "DY", ("计生", "计划生育办公室"), "计生办经办", Role.OFFICER, "计生", "qian", "钱芳"),
    ("supervisor", "DY", None, "综合业务主管", Role.SUPERVISOR, "*", "sun", "孙志强"),
    ("leader", "DY", None, "分管领导", Role.LEADER, "*", "li", "李建国"),
    ("director", "DY", None, "中心主任", Role.DIRECTOR, "*", "zhou", "周红梅"),
    ("network", "DY", None, "网络管理员", Role.NETWORK, "*", "wu", "吴磊"),
    ("editor", "DY", None, "事项管理员", Role.EDITOR, "*", "zheng", "郑洁"),
    ("village", "DYLS", ("*", "柳树村村民委员会"), "柳树村便民服务员", Role.OFFICER, "*", "liu", "刘大山"),
    ("village2", "DYTY", ("*", "桃园村村民委员会"), "桃园村便民服务员", Role.OFFICER, "*", "ma", "马桂花"),
    ("county", "XAMZ", ("民政", "社会救助股"), "社会救助股审批", Role.OFFICER, "民政", "he", "何文斌"),
    ("county_head", "XAMZ", ("民政", "社会救助股"), "社会救助股股长", Role.HEAD, "民政", "gao", "高洪"),
)


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
    """Lay the whole town into an empty database; holdings begin on 1 January 2026."""
    town = Town()
    _lay_divisions(town)
    _lay_centres(town)
    _lay_posts(town, make_password(password))
    Entrustment.objects.create(
        centre=town.centres["DY"], item_code="JS-03", body="新安县德源街道办事处", document="德街办〔2026〕3号",
        scope="流动人口计划生育证明的办理与发证", from_on=BEGAN,
    )  # fmt: skip
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
    for code, kind, division, name, short_name in _CENTRES:
        centre = Centre.objects.create(
            code=code, kind=kind, division=town.divisions[division], name=name, short_name=short_name,
            telephone="0000-6600001", complaint_telephone="0000-6600002",
            address="新安县德源街道长安路24号" if code == "DY" else "",
        )  # fmt: skip
        town.centres[code] = centre
        for weekday in range(5):
            for opens, closes in _HOURS:
                OpeningHour.objects.create(centre=centre, weekday=weekday, opens=opens, closes=closes)


def _lay_posts(town: Town, password: str) -> None:
    for key, code, department, title, role, lines, username, name in _POSTS:
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


def _department(centre: Centre, named: tuple[str, str] | None) -> Department | None:
    if named is None:
        return None
    return Department.objects.get_or_create(centre=centre, line=named[0], name=named[1])[0]


def _window(centre: Centre, title: str) -> Window | None:
    if "窗口" not in title:
        return None
    number = Window.objects.filter(centre=centre).count() + 1
    kind = Window.Kind.REPLY if title.startswith("办结") else Window.Kind.GENERAL
    return Window.objects.create(centre=centre, number=number, name=f"{number}号窗口", kind=kind)


def claim_all(town: Town) -> None:
    """The hall offers every item that is loaded."""
    for item in Item.objects.all():
        claiming.claim(item, centre=town.centres["DY"], from_on=BEGAN)
