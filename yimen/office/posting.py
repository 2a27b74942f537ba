"""Which posts there are: open one, close one, and the lines it answers for (M1, S4)."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.office._turn import turn
from yimen.office.actor import ANY_LINE, Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Department, Duty, Post, Role, Window

_TITLE, _LINE = 40, 20  # characters, as in the tables
_BACK = {Role.OFFICER, Role.HEAD}  # found by their department when a step looks for its post
_keeping: list[Callable[[Post], Sentence]] = []


def keeps_open(why: Callable[[Post], Sentence]) -> Callable[[Post], Sentence]:
    """Registers what keeps a post from being closed: a sentence, "" where nothing does. Packages above say it, for the
    office does not know them."""
    _keeping.append(why)
    return why


@door.verb
def open_post(  # noqa: PLR0913  # a post is these
    centre: Centre,
    *,
    title: str,
    role: str,
    department: Department | None = None,
    window: Window | None = None,
    lines: Collection[str],
    by: Actor,
    at: datetime,
) -> Post:
    """A new post, which nobody holds yet. Malformed names every field at fault."""
    title, lines = title.strip(), _sorted(lines)
    faults = {
        **_faults_of_title(title),
        **_faults_of_lines(lines),
        **_faults_of_place(centre, role, department, window),
    }
    _refuse(faults)
    with turn(centre, Act.OPEN_POST, by=by, at=at, title=title, role=role, lines=lines) as held:
        if Post.objects.filter(centre=held, title=title).exists():
            _refuse({"title": _("本中心已有这个岗位名称（包括撤销了的），请换一个。")})
        post = door.add(Post(centre=held, title=title, role=role, department=department, window=window))
        _give(post, lines)
        door.note(post=post.pk)
        return post


@door.verb
def close_post(post: Post, *, by: Actor, at: datetime) -> Post:
    """From now on nobody acts in it and no work comes to it; what was done in it stays under its title.

    Raises NotYours for the actor's own post, NotNow where it is closed or something still waits at it.
    """
    if post.pk == by.post_id:
        raise NotYours(_("不能撤销自己现在的岗位，请由另一位有权的人办理。"), code="oneself")
    with turn(post.centre, Act.CLOSE_POST, by=by, at=at, post=post.pk):
        fresh = _open(post)
        for why in _keeping:
            if said := why(fresh):
                raise NotNow(said, code="post_busy")
        fresh.is_open = False
        return fresh


@door.verb
def set_duties(post: Post, *, lines: Collection[str], by: Actor, at: datetime) -> Post:
    """The lines the post answers for, all anew; what waits at it stays. Raises Malformed; NotYours for the own post."""
    lines = _sorted(lines)
    _refuse(_faults_of_lines(lines))
    if post.pk == by.post_id:
        raise NotYours(_("不能调整自己岗位的职责，请由另一位有权的人办理。"), code="oneself")
    with turn(post.centre, Act.SET_DUTIES, by=by, at=at, post=post.pk, lines=lines):
        fresh = _open(post)
        Duty.objects.filter(post=fresh).delete()
        _give(fresh, lines)
        return fresh


def _open(post: Post) -> Post:
    fresh = door.hold(Post.objects.select_related("centre").get(pk=post.pk))
    if not fresh.is_open:
        raise NotNow(_("这个岗位已经撤销。"), code="already_closed")
    return fresh


def _give(post: Post, lines: Collection[str]) -> None:
    for line in lines:
        door.add(Duty(post=post, line=line))


def _sorted(lines: Collection[str]) -> list[str]:
    """Each once; "*" takes every line, so nothing stands beside it."""
    known = sorted({line.strip() for line in lines} - {""})
    return [ANY_LINE] if ANY_LINE in known else known


def _faults_of_title(title: str) -> dict[str, Sentence]:
    return {} if 0 < len(title) <= _TITLE else {"title": _("请填写岗位名称，最多40个字。")}


def _faults_of_lines(lines: Collection[str]) -> dict[str, Sentence]:
    if not lines:
        return {"lines": _("请至少选择一条条线。")}
    return {"lines": _("条线名称最多20个字。")} if max(map(len, lines)) > _LINE else {}


def _faults_of_place(
    centre: Centre, role: str, department: Department | None, window: Window | None
) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if role not in Role.values:
        faults["role"] = _("请选择岗位类型。")
    if department and department.centre_id != centre.pk:
        faults["department"] = _("请选择本中心的部门。")
    elif role in _BACK and not department:
        faults["department"] = _("承办和部门负责人岗位须属于一个部门，办件才能派到。")
    if window and window.centre_id != centre.pk:
        faults["window"] = _("请选择本中心的窗口。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，岗位没有变动。"), fields=faults)
