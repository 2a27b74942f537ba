"""Dated policies: values an official may change, each from a day on and with its basis."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.kept import forget, kept
from yimen.journal.moments import localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Policy

# What holds where the installation has set nothing: (value, basis).
DEFAULTS: dict[str, tuple[str, str]] = {
    "term.public_notice": ("7 calendar days", "《社会救助暂行办法》第十一条：公示7日"),
    "promise.silent": ("10 working days", "普陀区限时办结制度三：未有明确时限的一般10个工作日"),
    "promise.yearly": ("yearly 01-01..12-31", "办事指南只写“1次/年”的，按自然年计：当年申请，当年办结"),
    "intake.answer": ("5 working days", "《行政许可法》第三十二条：五日内一次告知，逾期即为受理"),
    "completion.answer": ("90 calendar days", "受理中心通行规则：逾期不补正按退件处理"),
    "guide.check": ("90 calendar days", "系统默认，中心可另定：办事指南每季度核对一遍"),
    "queue.behind": ("3 others", "系统默认，中心可另定：过号的回来后，排在同一业务的3位之后"),
    "queue.lapses": ("20 others", "系统默认，中心可另定：过号以后同一业务又叫了20个号的，须重新取号"),
    "queue.later": ("10 minutes", "系统默认，中心可另定：窗口兼办的业务，每靠后一位按晚到10分钟排"),
    "queue.earlier": ("30 minutes", "系统默认，中心可另定：优先的号按早到30分钟排，等得更久的人不会被越过"),
    "queue.elderly": ("70 years", "系统默认，中心可另定：70周岁以上的老人优先"),
    "queue.reserve": ("20 numbers", "系统默认，中心可另定：每台取号机为断网、断电每类业务预留20个备用号"),
    "queue.limit": ("15 minutes", "系统默认，中心可另定：按平均等候不超过15分钟推算要开几个窗口"),
    "queue.message": ("3 others", "系统默认，中心可另定：前面还有3位时，给留了手机号的人发短信"),
    "queue.each": ("10 minutes", "系统默认，中心可另定：还没有办理记录时，预计等候每位按10分钟算"),
    "booking.slot": ("30 minutes", "系统默认，中心可另定：预约按半小时一段"),
    "booking.share": ("50 percent", "系统默认，中心可另定：每段一半的办理能力可以预约，另一半留给现场取号的人"),
    "booking.ahead": ("7 dates", "系统默认，中心可另定：可以预约今天和以后7天"),
    "booking.early": ("15 minutes", "系统默认，中心可另定：预约时段开始前15分钟起可以报到"),
    "booking.late": ("10 minutes", "系统默认，中心可另定：预约时段结束后10分钟还没有到场，算爽约"),
    "booking.open": ("3 bookings", "系统默认，中心可另定：一个电话号码同时最多3个未到的预约"),
    "booking.kept": ("30 dates", "系统默认，中心可另定：预约结束30天后清除预约人的姓名和电话"),
    "target.on_the_spot": ("45 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：即办件事项45%以上"),
    "target.no_visit": ("90 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：不见面办理90%"),
    "target.online": ("95 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：在线服务提供95%"),
    "target.shortening": ("75 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：办理时限压缩度75%"),
    "target.correct": ("100 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：办事指南维护正确率100%"),
    "target.claimed": ("100 percent", "《墟沟街道全科政务服务实施方案》（2021）三（四）1：事项认领率100%"),
    "remedy.review_body": ("作出决定机关的本级人民政府或上一级主管部门", "《行政复议法》第二十条：60日"),
    "remedy.court": ("作出决定机关所在地的基层人民法院", "《行政诉讼法》第四十六条：6个月"),
}


def value(key: str, *, on: date) -> tuple[str, str]:
    """The value and basis of a policy on a day. KeyError for a key nobody declared."""
    found: tuple[str, str] = DEFAULTS[key]
    for row in _set():
        if row.key == key and row.from_on <= on:
            found = (row.value, row.basis)
    return found


def number(key: str, *, on: date) -> int:
    """The number with which a policy's value begins: 10 of "10 minutes"."""
    return int(value(key, on=on)[0].split()[0])


@kept
def _set() -> list[Policy]:
    return list(Policy.objects.order_by("from_on"))


@door.verb
def set_policy(root: Centre, *, key: str, new: str, basis: str, from_on: date, by: Actor, at: datetime) -> Policy:  # noqa: PLR0913  # a policy is these
    """From a day on the policy has a new value, or the same on another basis."""
    if key not in DEFAULTS:
        raise KeyError(key)
    if from_on < localdate(at):
        raise Malformed(_("政策参数不能从过去的日子起调整。"), fields={"from_on": _("请填今天或以后的日子。")})
    with turn(root, Act.SET_POLICY, by=by, at=at, key=key, value=new, basis=basis, from_on=from_on):
        if Policy.objects.filter(key=key, from_on=from_on).exists():
            raise NotNow(_("这一天起的值已经登记，请另选一天。"), code="already_set")
        before = Policy.objects.filter(key=key, from_on__lt=from_on).order_by("-from_on").first()
        if (new, basis) == ((before.value, before.basis) if before else DEFAULTS[key]):
            raise NotNow(_("这一天适用的就是这个值和这个依据，不需要登记。"), code="already_so")
        door.after_commit(forget)
        return door.add(Policy(key=key, value=new, basis=basis, from_on=from_on))
