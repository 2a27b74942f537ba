"""What people asked and how they rated in the demonstration's hall today: a register with answers, and the pads' figures."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yimen.catalogue.models import Item
from yimen.demonstration import people
from yimen.demonstration.town import Town
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets.models import Ticket
from yimen.voice import consulting, rating
from yimen.voice.consulting import Asked
from yimen.voice.grades import Grade
from yimen.voice.models import Consultation

Telling = Generator[datetime, None, None]
_ASK, _HELP, _TELL = Consultation.Kind.ASK, Consultation.Kind.HELP, Consultation.Kind.TELL
_ANSWERED, _LISTED = Consultation.How.ANSWERED, Consultation.How.LISTED
_GUIDED, _LATER = Consultation.How.GUIDED, Consultation.How.LATER


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who came to the guide desk or called it, so many minutes ago."""

    ago: int
    kind: str
    how: str
    about: str
    answer: str = ""
    item: str = ""
    who: str = ""  # a name of `people.PEOPLE`; empty: they did not say
    way: str = Consultation.Way.VISIT.value
    post: str = "guide"


CALLERS: Final = (
    Caller(83, _ASK, _LISTED, "问要带什么", "已打印告知单，逐项讲清", item="MZ-05", who="黄世明"),
    Caller(71, _ASK, _ANSWERED, "问今天下午几点开门", "已告知今天的服务时间", way=Consultation.Way.CALL.value),
    Caller(52, _HELP, _GUIDED, "老人行动不便，不知道去哪个窗口", "已代取号，陪同到等候区", who="郑桂芳"),
    Caller(38, _ASK, _LISTED, "替父亲问怎么申请", "已打印告知单，讲清谁可以办", item="MZ-01", who="游洪亮"),
    Caller(25, _TELL, _LATER, "反映小区门口路灯不亮", who="文静"),
    Caller(14, _ASK, _ANSWERED, "问办件到哪一步了", "已告知凭受理通知书上的二维码查询", post="window"),
)  # fmt: skip
# How the visits at a window with a pad are rated, in turn; nobody must.
_RATED: Final = (
    (Grade.VERY_GOOD, ("510", "517")), (Grade.GOOD, ("413",)), None, (Grade.VERY_GOOD, ("517",)), (Grade.FAIR, ("309",)), None,
    (Grade.GOOD, ()), (Grade.BAD, ("208",)),
)  # fmt: skip
_SOON = timedelta(seconds=9)


def hears(town: Town, caller: Caller, at: datetime) -> Telling:
    """The caller is registered, with the answer where one was given."""
    yield at
    neighbour = people.BY_NAME.get(caller.who)
    asked = Asked(
        kind=caller.kind, way=caller.way, how=caller.how, about=caller.about, answer=caller.answer, name=caller.who,
        phone=people.phone(neighbour) if neighbour else "",
        item=Item.objects.filter(code=caller.item).first() if caller.item else None,
    )  # fmt: skip
    consulting.register(asked, by=town.actor(caller.post), at=at)


def rates(ticket: Ticket, at: datetime) -> Telling:
    """Some seconds after the visit the person rates it, where a pad stands at the window; or does not."""
    pad = Device.objects.filter(window_id=ticket.window_id, kind=Device.Kind.PAD, is_open=True).first()
    given = _RATED[(ticket.number * 3 + ord(ticket.code[0])) % len(_RATED)]
    if pad is None or given is None:
        return
    yield (at := at + _SOON)
    grade, reasons = given
    rating.rate(ticket, grade=grade, reasons=reasons, by=devices.actor(pad), at=at)
