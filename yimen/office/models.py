"""Who we are: divisions, centres, departments, windows, posts and who holds them, calendars, dated policies."""
# Long: every table of the package stands here, one after the other.

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import guards
from yimen.journal.fields import KeyField

_PROTECT = models.PROTECT


class Level(models.TextChoices):
    """The four levels of the network (Q1)."""

    CITY = "city", _("市")
    COUNTY = "county", _("县（区）")
    TOWN = "town", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")


class Division(models.Model):
    """区划: one tree; the id stays, the 12-digit code is dated (it changes every year)."""

    id = KeyField()
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, on_delete=_PROTECT, related_name="children")

    def __str__(self) -> str:
        return self.name


class DivisionCode(models.Model):
    """A division's statistical code (12 digits) for a span of days."""

    id = KeyField()
    division = models.ForeignKey(Division, on_delete=_PROTECT, related_name="codes")
    code = models.CharField(max_length=12)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="division_code_once_per_start"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{12}$"), name="division_code_has_12_digits"),
        ]


class Lineage(models.Model):
    """A division and each of its ancestors, itself included: routes and supervisors are found by one join."""

    id = KeyField()
    division = models.ForeignKey(Division, on_delete=_PROTECT, related_name="ancestry")
    ancestor = models.ForeignKey(Division, on_delete=_PROTECT, related_name="descent")
    level = models.CharField(max_length=8, choices=Level.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "level"], name="lineage_one_ancestor_per_level")]


class Centre(models.Model):
    """Any place with posts: hall, branch, village point, bureau; and one root per installation."""

    class Kind(models.TextChoices):
        HALL = "hall", _("受理中心")
        BRANCH = "branch", _("分中心")
        POINT = "point", _("村（社区）服务点")
        BUREAU = "bureau", _("机关")
        ROOT = "root", _("平台")

    id = KeyField()
    code = models.CharField(max_length=6, unique=True)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30)
    division = models.ForeignKey(Division, on_delete=_PROTECT, related_name="centres")
    telephone = models.CharField(max_length=40, default="", blank=True)
    complaint_telephone = models.CharField(max_length=40, default="", blank=True)
    address = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9]{2,6}$"), name="centre_code_2_to_6"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="root"), name="centre_one_root"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def centre_id(self) -> UUID:
        """A centre's acts are told in its own stream."""
        return self.pk  # type: ignore[no-any-return]  # a UUID


class Department(models.Model):
    """部门 of a centre, of one line (条线: 民政, 计生 …); "*" takes every line, as a village does."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="departments")
    line = models.CharField(max_length=20)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="department_once_per_centre")]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """窗口 of a hall."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("综合窗口")
        REPLY = "reply", _("办结回复窗口")
        DEDICATED = "dedicated", _("专项窗口")
        CASH = "cash", _("现金窗口")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.GENERAL.value)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="window_once_per_number")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a post is for; rights hang on it (S4)."""

    WINDOW = "window", _("窗口受理")
    REPLY = "reply", _("办结回复")
    GUIDE = "guide", _("导办台")
    OFFICER = "officer", _("承办")
    HEAD = "head", _("部门负责人")
    SUPERVISOR = "supervisor", _("业务主管")
    LEADER = "leader", _("分管领导")
    DIRECTOR = "director", _("中心主任")
    NETWORK = "network", _("网络管理员")
    EDITOR = "editor", _("事项管理员")


class Post(models.Model):
    """岗位: work is addressed to posts, never to persons."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="posts")
    department = models.ForeignKey(Department, null=True, on_delete=_PROTECT, related_name="posts")
    window = models.ForeignKey(Window, null=True, on_delete=_PROTECT, related_name="posts")
    title = models.CharField(max_length=40)
    role = models.CharField(max_length=10, choices=Role.choices)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "title"], name="post_once_per_title")]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """The lines a post answers for; "*" is every line."""

    id = KeyField()
    post = models.ForeignKey(Post, on_delete=_PROTECT, related_name="duties")
    line = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "line"], name="duty_once_per_line")]


class StaffManager(BaseUserManager["Staff"]):
    """Django's sign-in asks for one."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username=username)


class Staff(AbstractBaseUser):
    """工作人员: one account, one person."""

    id = KeyField()
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=30)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = StaffManager()

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """任职: who holds a post from which day to which day. Never overwritten: an end is written, a new row begins."""

    id = KeyField()
    post = models.ForeignKey(Post, on_delete=_PROTECT, related_name="holdings")
    staff = models.ForeignKey(Staff, on_delete=_PROTECT, related_name="holdings")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "staff", "from_on"], name="holding_once_per_start"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="holding_ends_after_start"
            ),
        ]


class Cover(models.Model):
    """AB 岗: B stands in for a post with its powers and duties, for named days (M2)."""

    id = KeyField()
    post = models.ForeignKey(Post, on_delete=_PROTECT, related_name="covers")
    staff = models.ForeignKey(Staff, on_delete=_PROTECT, related_name="covers")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "staff", "from_on"], name="cover_once_per_start"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_start"),
        ]


class CalendarYear(models.Model):
    """A year whose holidays the State Council has published."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    document = models.CharField(max_length=120)
    source = models.CharField(max_length=60)
    published_at = models.DateTimeField()


class LegalDay(models.Model):
    """A day that differs from Monday to Friday: a holiday, or a make-up day; or has a name."""

    day = models.DateField(primary_key=True)
    works = models.BooleanField()
    name = models.CharField(max_length=30, default="", blank=True)
    document = models.CharField(max_length=120, default="", blank=True)


class OpeningHour(models.Model):
    """When a centre serves people on a weekday (0 is Monday): apart from the legal calendar (E6)."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    is_duty = models.BooleanField(
        default=False
    )  # 值班, at noon or at the weekend: numbers are given, nothing is booked (M3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "weekday", "opens"], name="opening_hour_once_per_start"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_hour_closes_later"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hour_weekday"),
        ]


class MarketHour(models.Model):
    """When a centre serves people on market days (逢集), in place of the weekday's hours; see `market` (M3)."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="market_hours")
    figures = models.CharField(max_length=10)
    lunar = models.BooleanField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "opens"], name="market_hour_once_per_start"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="market_hour_closes_later"),
        ]


class OpeningException(models.Model):
    """A day on which a centre opens otherwise; without hours it is closed."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="opening_exceptions")
    day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day", "opens"], name="opening_exception_once")]


class Policy(models.Model):
    """A value that an official may change, from a day on, with its basis: never a setting."""

    id = KeyField()
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "from_on"], name="policy_once_per_start")]


class Entrustment(models.Model):
    """委托: what the body responsible in law lets the window decide (D10); without it the window cannot."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="entrustments")
    item_code = models.CharField(max_length=40)
    body = models.CharField(max_length=80)
    document = models.CharField(max_length=120)
    scope = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        indexes = [
            # may the window decide this item today?
            models.Index(fields=["centre", "item_code"], name="entrustment_of_item"),
        ]


class ApiToken(models.Model):
    """A key for a program that acts in a post: only its digest is kept."""

    id = KeyField()
    staff = models.ForeignKey(Staff, on_delete=_PROTECT, related_name="tokens")
    post = models.ForeignKey(Post, on_delete=_PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60)
    until_at = models.DateTimeField(null=True)


class Device(models.Model):
    """设备 of a hall, known by name and place (S5): displays, kiosks, pads, printers, readers. Whoever opens the address with
    a device's token is this device, so the address gives no more than what stands in the hall for everybody."""

    class Kind(models.TextChoices):
        KIOSK = "kiosk", _("取号机")
        BOARD = "board", _("显示屏")
        PAD = "pad", _("评价器")
        PRINTER = "printer", _("打印机")
        READER = "reader", _("读卡器")

    class Shows(models.TextChoices):
        HALL = "hall", _("大厅叫号")
        WINDOW = "window", _("一个窗口")
        WAITING = "waiting", _("等候区叫号和公告")

    class Part(models.TextChoices):
        BULLETINS = "bulletins", _("通知和政策")
        LISTS = "lists", _("正在公示的名单")
        WINDOWS = "windows", _("各类业务在哪个窗口")
        HOURS = "hours", _("开放时间和电话")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="devices")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    shows = models.CharField(max_length=7, choices=Shows.choices, default="", blank=True)  # of a display
    name = models.CharField(max_length=30)
    place = models.CharField(max_length=40, default="", blank=True)  # where in the hall it stands or hangs
    window = models.ForeignKey(Window, null=True, on_delete=_PROTECT, related_name="+")  # at or over which it is
    notice = models.CharField(max_length=60, default="", blank=True)  # the line at the foot of a display
    speaks = models.BooleanField(default=True)  # whether a display says its calls aloud
    address = models.CharField(max_length=60, default="", blank=True)  # of a printer on the network: host and port
    printer = models.ForeignKey(
        "self", null=True, on_delete=_PROTECT, related_name="+", db_index=False
    )  # on which a kiosk's slips come out; none: its browser's own
    parts = models.CharField(max_length=60, default=" ".join(Part.values))  # what a waiting-area display shows in turn
    token = models.CharField(max_length=26, unique=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], condition=Q(is_open=True), name="device_once_per_name_while_open"
            ),
            models.CheckConstraint(
                condition=Q(window__isnull=True) | ~Q(kind="kiosk"), name="device_kiosk_has_no_window"
            ),
            models.CheckConstraint(
                condition=Q(shows="") & ~Q(kind="board") | ~Q(shows="") & Q(kind="board"), name="device_board_shows"
            ),
            models.CheckConstraint(
                condition=~Q(kind="board")
                | Q(shows="window", window__isnull=False)
                | ~Q(shows="window") & Q(window__isnull=True),
                name="device_over_a_window_shows_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Bulletin(models.Model):
    """公告 on the waiting-area displays of a centre from a day to a day; without displays of its own on all of them (B9)."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("通知")
        POLICY = "policy", _("政策")
        SERVICE = "service", _("便民服务")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="bulletins")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    title = models.CharField(max_length=18)
    text = models.CharField(max_length=120)
    from_on = models.DateField()
    until_on = models.DateField()
    is_up = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="bulletin_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title


class BulletinDisplay(models.Model):
    """That a bulletin hangs on a display, and on no others but those that are named so."""

    id = KeyField()
    bulletin = models.ForeignKey(Bulletin, on_delete=_PROTECT, related_name="displays")
    device = models.ForeignKey(Device, on_delete=_PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "device"], name="bulletin_once_per_display")]


class Beat(models.Model):
    """When a device was last heard of, and what it said of itself. A plain row outside the journal: nobody decided it."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE, primary_key=True, related_name="beat")
    at = models.DateTimeField()
    trouble = models.CharField(max_length=10, default="", blank=True)  # a word of `presence.Trouble`


class Pairing(models.Model):
    """The code that a browser without an address shows for some minutes, and the device that it then becomes."""

    id = KeyField()
    code = models.CharField(max_length=6, unique=True)
    secret = models.CharField(max_length=26, unique=True)  # stands in the address of the browser that shows the code
    until_at = models.DateTimeField()
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")


def _frozen_but(model: type[models.Model], column: str) -> None:
    """Rows of the model stay as they are, except that `column` is written once, where nothing stood."""
    others = [field.column for field in model._meta.concrete_fields if field.column != column]
    same = [f"COALESCE(OLD.{one} = NEW.{one}, OLD.{one} IS NULL AND NEW.{one} IS NULL)" for one in others]
    written = f"OLD.{column} IS NULL AND NEW.{column} IS NOT NULL"
    guards.freeze(model._meta.db_table, unless_update=" AND ".join([*same, written]))


# Who held which post, what was entrusted and what applied is what acts were valid by: never rewritten, never removed.
_frozen_but(Holding, "until_on")
_frozen_but(Entrustment, "revoked_on")
guards.freeze(Cover._meta.db_table)
guards.freeze(Policy._meta.db_table)
