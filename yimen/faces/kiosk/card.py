"""A card that was read a moment ago, as a form of the kiosk carries it: signed, short-lived, and never its number."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.utils.translation import gettext as _

from yimen.faces.shared.templatetags import look
from yimen.office import policies
from yimen.registry.cards import Card
from yimen.tickets import holding
from yimen.tickets.priority import Priority

_SALT, _STANDS_S = "kiosk.card", 120  # for who stands here now


@dataclass(frozen=True, slots=True)
class Held:
    """Whose card it was, by its blind index alone; the class of priority that goes with the age; what there is to say."""

    holder: bytes | None = None
    priority: str = ""
    words: str = ""


def carried(card: Card, *, on: date) -> str:
    """The card for a form."""
    old = int(policies.value("queue.elderly", on=on)[0].split()[0])
    words = _("已读身份证，请点要办的业务。")
    if card.has_expired(on) and card.valid_until:
        words = _("您的身份证%(day)s到期了。号照样取，请点要办的业务；办事可能要新证，请先问窗口。") % {
            "day": look.day(card.valid_until)
        }
    priority = Priority.ELDERLY.value if card.age(on) >= old else ""
    return signing.dumps([holding.index(card.full).hex(), priority, words], salt=_SALT)


def held(text: str) -> Held:
    """The inverse of `carried`; nobody's for what is not ours, or was read too long ago."""
    try:
        index, priority, words = signing.loads(text, salt=_SALT, max_age=_STANDS_S)
    except signing.BadSignature:
        return Held()
    return Held(bytes.fromhex(index), priority, words)
