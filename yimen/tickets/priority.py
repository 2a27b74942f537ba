"""优先: who is called earlier than they came, what they show for it at the window, and by how much (B4)."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Malformed, Sentence
from yimen.office import policies
from yimen.tickets.order import Spans


class Priority(models.TextChoices):
    """A class of people who are called earlier. Words in entries: never renamed, never reused."""

    ELDERLY = "elderly", _("老人")
    DISABLED = "disabled", _("残疾人")
    PREGNANT = "pregnant", _("孕妇")
    INFANT = "infant", _("带婴幼儿的")
    SOLDIER = "soldier", _("军人、退役军人")
    OTHER = "other", _("其他情况")


# What the window asks to see; a pregnant woman and a child in arms are believed.
PROOF: dict[str, Sentence] = {
    Priority.ELDERLY: _("身份证"),
    Priority.DISABLED: _("残疾人证"),
    Priority.SOLDIER: _("军人证件或优待证"),
}
CLAIMED = tuple(one.value for one in Priority if one != Priority.OTHER)  # what people may say of themselves


def word(priority: str, *, on: date) -> str:
    """What a class is called on a day: the age is the policy queue.elderly. Empty for none."""
    if priority == Priority.ELDERLY:
        return str(_("%(age)s周岁以上的老人") % {"age": _number("queue.elderly", on)})
    return str(Priority(priority).label) if priority else ""


def offered(*, on: date) -> list[tuple[str, str]]:
    """The classes that people may choose for themselves, with their words."""
    return [(one, word(one, on=on)) for one in CLAIMED]


def spans(*, on: date) -> Spans:
    """What shifts places in the order on a day: the policies queue.later and queue.earlier."""
    return Spans(
        later=timedelta(minutes=_number("queue.later", on)), earlier=timedelta(minutes=_number("queue.earlier", on))
    )


def insist_claimed(priority: str) -> None:
    """Raises Malformed unless it is none, or a class that people may choose for themselves."""
    if priority and priority not in CLAIMED:
        words = _("没有这一类优先。取号时可以选：%(words)s。")
        chosen = "、".join(str(Priority(one).label) for one in CLAIMED)
        raise Malformed(words % {"words": chosen}, fields={"priority": _("请从所列的优先情形中选。")})


def _number(key: str, on: date) -> int:
    return int(policies.value(key, on=on)[0].split()[0])
