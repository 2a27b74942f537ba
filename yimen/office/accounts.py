"""Accounts of staff: open one with a first password, change it, close the account. Rules of names and passwords."""

import re
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.journal.moments import localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Cover, Holding, Post, Staff

SHORTEST = 10  # characters; GB/T 22239-2019 8.1.4.1 asks for "complexity" without a number
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_NAME = 30  # characters, as in the table


@door.verb
def open_account(centre: Centre, *, username: str, name: str, password: str, by: Actor, at: datetime) -> Staff:
    """A new account, which can sign in but holds no post yet. Malformed names every field that is at fault."""
    username, name = username.strip(), name.strip()
    faults = _faults_of_names(username, name)
    if fault := password_fault(password, username=username):
        faults["password"] = fault
    _refuse(faults)
    hashed = make_password(password)  # before the turn: it takes long on purpose, and a turn holds locks
    with turn(centre, Act.OPEN_ACCOUNT, by=by, at=at) as held:
        if Staff.objects.filter(username__iexact=username).exists():
            _refuse({"username": _("这个用户名已有人使用，请换一个。")})
        staff = door.add(Staff(username=username, name=name, password=hashed))
        door.note(staff=staff.pk, centre=held.pk)
        return staff


@door.verb
def reset_password(centre: Centre, *, staff: Staff, password: str, by: Actor, at: datetime) -> Staff:
    """Give a new password to someone whose posts are all in this centre, or who has none; open sessions end.

    Raises NotYours for people with a post in another centre, Malformed for a password against the rules.
    """
    if fault := password_fault(password, username=staff.username):
        _refuse({"password": fault})
    hashed = make_password(password)
    with turn(centre, Act.RESET_PASSWORD, by=by, at=at, staff=staff.pk):
        if not belongs(staff, centre, on=localdate(at)):
            raise NotYours(_("此人在别的中心任职，不能由本中心重设密码。"))
        fresh = door.hold(Staff.objects.get(pk=staff.pk))
        fresh.password = hashed
        return fresh


@door.verb
def change_password(staff: Staff, *, old: str, password: str, by: Actor, at: datetime) -> Staff:
    """One's own password, by whoever knows the old one; sessions elsewhere end.

    Raises NotYours for another's, Malformed at `old` where it is wrong, at `password` where the new one is against the
    rules or the same.
    """
    if staff.pk != by.id:
        raise NotYours(_("只能修改自己的密码；别人的密码由网络管理员重设。"))
    faults: dict[str, Sentence] = {}
    if not staff.check_password(old):
        faults["old"] = _("原密码不对，请重新输入。")
    if fault := password_fault(password, username=staff.username):
        faults["password"] = fault
    elif password == old:
        faults["password"] = _("新密码不能和原密码一样。")
    _refuse(faults)
    hashed = make_password(password)
    with turn(_centre_of(by), Act.CHANGE_PASSWORD, by=by, at=at, staff=staff.pk):
        fresh = door.hold(Staff.objects.get(pk=staff.pk))
        fresh.password = hashed
        return fresh


@door.verb
def close_account(centre: Centre, *, staff: Staff, by: Actor, at: datetime) -> Staff:
    """Nobody signs in with it any more, open sessions and keys of programs end; what was done stays under the name.

    Raises NotYours for one's own and for people with a post in another centre, NotNow where it is closed already.
    """
    if staff.pk == by.id:
        raise NotYours(_("不能停用自己的账号，请由另一位有权的人办理。"), code="oneself")
    with turn(centre, Act.CLOSE_ACCOUNT, by=by, at=at, staff=staff.pk):
        if not belongs(staff, centre, on=localdate(at)):
            raise NotYours(_("此人在别的中心任职，不能由本中心停用账号。"))
        fresh = door.hold(Staff.objects.get(pk=staff.pk))
        if not fresh.is_active:
            raise NotNow(_("这个账号已经停用。"), code="already_closed")
        fresh.is_active = False
        return fresh


def belongs(staff: Staff, centre: Centre, *, on: date) -> bool:
    """Whether this centre looks after the account on that day; see `looked_after`."""
    return looked_after(centre, on=on).filter(pk=staff.pk).exists()


def looked_after(centre: Centre, *, on: date) -> QuerySet[Staff]:
    """The accounts this centre looks after: all their posts, held or covered, are here, or they have none.

    Whoever resets a password can act in every post of its owner, so a post elsewhere takes the account out of this
    centre's hands (where posts lie in two centres: `yimen changepassword` on the server). What has ended does not
    count, what begins later does.
    """
    posts = Post.objects.exclude(centre=centre)
    holdings = Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), staff=OuterRef("pk"))
    covers = Cover.objects.filter(until_on__gte=on, staff=OuterRef("pk"))
    return Staff.objects.exclude(Exists(holdings.filter(post__in=posts)) | Exists(covers.filter(post__in=posts)))


def password_fault(password: str, *, username: str) -> Sentence:
    """What is wrong with a password, as a sentence; "" when nothing is."""
    if len(password) < SHORTEST:
        words = {"least": SHORTEST, "length": len(password)}
        return _("密码至少%(least)s个字符，您输入了%(length)s个。") % words
    if not (re.search(r"[A-Za-z]", password) and re.search(r"[0-9]", password)):
        return _("密码要同时有字母和数字。")
    if username and username.lower() in password.lower():
        return _("密码中不能含有用户名。")
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return _("这个密码太常见，容易被猜中，请换一个。")
    return ""


def _centre_of(by: Actor) -> Centre:
    if by.centre_id is None:
        raise NotYours(_("请先选择岗位。"))
    return Centre.objects.get(pk=by.centre_id)


def _faults_of_names(username: str, name: str) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not _USERNAME.fullmatch(username):
        faults["username"] = _("用户名用2至40个小写字母、数字、点、横线，以字母或数字开头。")
    if not 0 < len(name) <= _NAME:
        faults["name"] = _("请填写姓名，最多30个字。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，账号没有变动。"), fields=faults)
