"""Lines of business (业务类别): add one, rename it, move it, close it for new numbers. The letter stays for good."""

import re
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, Sentence
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets._turn import turn
from yimen.tickets.acts import HallAct
from yimen.tickets.models import Line

_NAME = 20  # characters, as in the table


@door.verb
def add(centre: Centre, *, letter: str, name: str, by: Actor, at: datetime) -> Line:
    """A new line at the end of the kiosk's list, open at once. Malformed names every field at fault."""
    letter, name = letter.strip().upper(), name.strip()
    with turn(centre, HallAct.ADD_LINE, by=by, at=at, letter=letter, name=name) as held:
        here = Line.objects.filter(centre=held)
        faults = _faults(name, here)
        if not re.fullmatch("[A-Z]", letter):
            faults["letter"] = _("请写一个字母，A至Z。")
        elif here.filter(letter=letter).exists():
            faults["letter"] = _("这个字母已经用过，不能再给别的业务。")
        if faults:
            raise Malformed(_("有内容需要改正，没有变动。"), fields=faults)
        return door.add(Line(centre=held, letter=letter, name=name, position=here.count()))


@door.verb
def change(line: Line, *, name: str, position: int, is_open: bool, by: Actor, at: datetime) -> Line:  # a line is these
    """What the line is called, where it stands, whether numbers are given; who waits in it is still called.

    Raises Malformed.
    """
    name = name.strip()
    with turn(line.centre, HallAct.CHANGE_LINE, by=by, at=at, letter=line.letter):
        fresh = door.hold(Line.objects.get(pk=line.pk))
        if faults := _faults(name, Line.objects.filter(centre_id=line.centre_id).exclude(pk=line.pk)):
            raise Malformed(_("有内容需要改正，没有变动。"), fields=faults)
        fresh.name, fresh.position, fresh.is_open = name, max(position, 0), is_open
        return fresh


def _faults(name: str, others: QuerySet[Line]) -> dict[str, Sentence]:
    if not 0 < len(name) <= _NAME:
        return {"name": _("请写业务类别的名称，最多20个字。")}
    if others.filter(name=name).exists():
        return {"name": _("已有同名的业务类别。")}
    return {}
