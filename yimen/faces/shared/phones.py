"""留手机号, as every face offers it beside the slip of a number; nowhere where there is no gateway."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.exchange import gateway, leaving
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere, Refused, Sentence
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.tickets.lifecycle import ENDINGS, State
from yimen.tickets.models import Ticket


class PhoneForm(forms.Form):
    """One mobile number. What the verb refuses stands at the field, and what was typed in it."""

    use_required_attribute = False  # the page names what is missing, in its own words

    phone = forms.CharField(
        label=_("手机号"), max_length=40, help_text=_("只用来发这两条短信，办完或者今天结束就删掉"),
        error_messages={"required": _("请填写手机号"), "max_length": _("号码太长了，请核对")},
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel", "spellcheck": "false"}),
    )  # fmt: skip


def offered(ticket: Ticket) -> dict[str, Any]:
    """What stands beside a slip: whether a number can be left, which was (masked) and whether it can be corrected or
    taken back, and with how many ahead it is told."""
    if not gateway.is_set():
        return {"can_leave_phone": False, "phone": "", "can_change_phone": False}
    masked = leaving.masked(ticket)
    return {
        "can_leave_phone": not masked and ticket.state == State.WAITING, "phone": masked, "near": near(),
        "can_change_phone": bool(masked) and ticket.state not in ENDINGS,
    }  # fmt: skip


def near() -> int:
    """With how many ahead the first message goes."""
    return policies.number("queue.message", on=today())


def insist() -> None:
    """Raises NotThere where there is no gateway."""
    if not gateway.is_set():
        raise NotThere()


def taken_back(ticket: Ticket, *, by: Actor, at: datetime) -> Refused | None:
    """Take back the number that was left; what it is refused with."""
    try:
        leaving.withdraw(ticket, by=by, at=at)
    except Refused as refused:
        return refused
    return None


def left(form: PhoneForm, ticket: Ticket, *, by: Actor, at: datetime) -> bool:
    """Leave what was typed; what is wrong with it stands in the form."""
    if not form.is_valid():
        return False
    try:
        leaving.leave(ticket, phone=form.cleaned_data["phone"], by=by, at=at)
    except Refused as refused:
        said: dict[str, Sentence] = refused.fields or {"phone": refused.message}
        for name, words in said.items():
            form.add_error(name, str(words))
        return False
    return True
