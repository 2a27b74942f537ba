"""What was asked of this post, each as a card with the answer one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from yimen.cases import extending
from yimen.cases.consenting import Asked
from yimen.faces.lead.acts import BY_WORD, Decline
from yimen.faces.shared import lights
from yimen.faces.shared.acting import ActForm
from yimen.faces.shared.lights import Light
from yimen.office.actor import Actor


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown: the form that grants it (None where it cannot be granted now) and the one that does not.

    `day`: by which the case would be due with the days asked for. `has_keys`: the first card answers to the keys;
    `is_open`: it was just declined in vain.
    """

    asked: Asked
    light: Light | None
    day: date | None
    grant: ActForm | None
    decline: ActForm
    has_keys: bool
    is_open: bool


def listed(found: Sequence[Asked], by: Actor) -> list[Card]:
    """The cards of a list of cases."""
    return [_card(asked, by, n) for n, asked in enumerate(found)]


def of_case(found: Sequence[Asked], by: Actor, *, sent: ActForm | None) -> list[Card]:
    """The cards of one case, with the day that would be; the one that was sent and refused keeps what was typed."""
    return [replace(_card(asked, by, n, sent), day=_day(asked)) for n, asked in enumerate(found)]


def _day(asked: Asked) -> date | None:
    return extending.day_with(asked.case, asked.added) if asked.added else None


def _card(asked: Asked, by: Actor, n: int, sent: ActForm | None = None) -> Card:
    grant, decline = _grant(asked, by, n), _decline(asked, by, n)
    is_granted = sent is not None and grant is not None and sent.act == grant.act
    is_declined = sent is not None and sent.act == decline.act and sent["proposal"].value() == str(asked.proposal_id)
    return Card(
        asked=asked, light=lights.shown(asked.light, asked.light_words), day=None,
        grant=sent if is_granted else grant,
        decline=sent if is_declined and sent else decline, has_keys=n == 0, is_open=is_declined,
    )  # fmt: skip


def _grant(asked: Asked, by: Actor, n: int) -> ActForm | None:
    return BY_WORD[asked.grant](case=asked.case, actor=by, auto_id=f"id_{n}_%s") if asked.grant else None


def _decline(asked: Asked, by: Actor, n: int) -> ActForm:
    return Decline(case=asked.case, actor=by, auto_id=f"id_{n}_%s", initial={"proposal": asked.proposal_id})
