"""Pages of policies: each with its value of today, its basis, what was and what comes; a new value from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import promise
from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, done, insist, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere, Sentence
from yimen.office import installation
from yimen.office import policies as verbs
from yimen.office.acts import Act
from yimen.office.models import Policy, Role

WORDS: dict[str, Sentence] = {
    "term.public_notice": _("公示的天数"),
    "promise.silent": _("事项没有写明时限时，承诺办结"),
    "promise.yearly": _("事项只写“每年1次”时，受理和办结的时段"),
    "intake.answer": _("收件后答复是否受理的时限"),
    "completion.answer": _("等待补正的时限"),
    "guide.check": _("办事指南核对一遍以后，多久再核对"),
    "queue.behind": _("过号的人回来后，排在几位之后"),
    "queue.lapses": _("过号以后又叫了几位就作废"),
    "queue.later": _("窗口兼办的业务，每靠后一位按晚到多久排"),
    "queue.earlier": _("优先的号按早到多久排"),
    "queue.elderly": _("多大年纪的老人优先"),
    "queue.reserve": _("每台取号机为断网、断电每类业务预留多少备用号"),
    "queue.message": _("前面还有几位时，给留了手机号的人发短信"),
    "queue.each": _("还没有办理记录时，预计等候每位按多久算"),
    "queue.limit": _("推算要开几个窗口时，平均等候不超过"),
    "booking.slot": _("预约按多久一段"),
    "booking.share": _("每段的办理能力，有多少可以预约"),
    "booking.ahead": _("可以提前几天预约"),
    "booking.early": _("预约时段开始前多久起可以报到"),
    "booking.late": _("预约时段结束后多久还没到，算爽约"),
    "booking.open": _("一个电话号码同时最多几个未到的预约"),
    "booking.kept": _("预约结束后多久清除姓名和电话"),
    "target.on_the_spot": _("目标：即办率不低于"),
    "target.no_visit": _("目标：不见面率不低于"),
    "target.online": _("目标：网上办理率不低于"),
    "target.shortening": _("目标：时限压缩度不低于"),
    "target.correct": _("目标：办事指南正确率不低于"),
    "target.claimed": _("目标：认领率不低于"),
    "remedy.review_body": _("向谁申请行政复议"),
    "remedy.court": _("向哪个法院起诉"),
}
# Policies that are a number: its unit as it is kept, and as people read it.
_COUNTED: dict[str, tuple[str, Sentence]] = {
    "queue.behind": ("others", _("位")), "queue.later": ("minutes", _("分钟")), "queue.each": ("minutes", _("分钟")),
    "queue.limit": ("minutes", _("分钟")), "queue.message": ("others", _("位")),
    "queue.lapses": ("others", _("位")), "queue.earlier": ("minutes", _("分钟")), "queue.elderly": ("years", _("周岁以上")),
    "booking.slot": ("minutes", _("分钟")), "booking.share": ("percent", "%"), "booking.ahead": ("dates", _("天")),
    "booking.early": ("minutes", _("分钟")), "booking.late": ("minutes", _("分钟")), "booking.open": ("bookings", _("个")),
    "booking.kept": ("dates", _("天")), "target.on_the_spot": ("percent", "%"),
    "queue.reserve": ("numbers", _("个号")),
    "target.no_visit": ("percent", "%"), "target.online": ("percent", "%"), "target.shortening": ("percent", "%"),
    "target.claimed": ("percent", "%"), "target.correct": ("percent", "%"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A value, from a day on; without a day since ever."""

    said: str
    basis: str
    from_on: date | None
    status: str  # "past", "now", "future"


@dataclass(frozen=True, slots=True)
class Shown:
    """A policy and its values, newest first."""

    key: str
    words: Sentence
    lines: tuple[Line, ...]


@require_safe
@staff_only(*KEEPERS)
def policies(request: HttpRequest) -> HttpResponse:
    """All policies."""
    on = today()
    return show(request, "policies", "policies", policies=[_shown(key, on) for key in verbs.DEFAULTS])


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.NETWORK)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """A new value from a day on."""
    if key not in verbs.DEFAULTS:
        raise NotThere
    insist(request, Act.SET_POLICY)
    taken = frozenset(Policy.objects.filter(key=key).values_list("from_on", flat=True))
    value, basis = verbs.value(key, on=today())
    initial = {"new": _said(key, value), "basis": basis, "from_on": today()}
    form = forms.PolicyForm(request.POST or None, initial=initial, kind=kind(key), taken=taken, today=today())
    root, by = installation.root(), actor_of(request)
    if done(form, lambda typed: verbs.set_policy(root, key=key, **typed, by=by, at=now())):
        messages.success(request, _("已登记新的值：%(words)s。") % {"words": WORDS.get(key, key)})
        return redirect("manage:policies")
    intro = _("从所选的日子起适用。登记后不能更改，只能再定下一个值。")
    page = {"title": WORDS.get(key, key), "intro": intro, "words": _("登记新的值"), "back": "manage:policies"}
    return show_form(request, form, "policies", **page)


def kind(key: str) -> str:
    """What the policy's value is: "words", a yearly "window", a number of "others", "numbers", "minutes" or "percent", or a
    span of "days"."""
    if key.startswith("remedy."):
        return "words"
    if key in _COUNTED:
        return _COUNTED[key][0]
    return "window" if key == "promise.yearly" else "days"


def _shown(key: str, on: date) -> Shown:
    return Shown(key, WORDS.get(key, key), tuple(_lines(key, on)))


def _lines(key: str, on: date) -> Iterator[Line]:
    in_force = False
    for row in Policy.objects.filter(key=key).order_by("-from_on"):
        status = "future" if row.from_on > on else "past" if in_force else "now"
        in_force = in_force or status == "now"
        yield Line(_said(key, row.value), row.basis, row.from_on, status)
    value, basis = verbs.DEFAULTS[key]
    yield Line(_said(key, value), basis, None, "past" if in_force else "now")


def _said(key: str, value: str) -> str:
    if key in _COUNTED:
        return value.partition(" ")[0] + str(_COUNTED[key][1])
    return value if kind(key) == "words" else promise.words(promise.parse(value))
