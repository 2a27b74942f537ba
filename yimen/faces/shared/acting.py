"""An act on a case as a face offers it: a small form with its word and its key, the verb behind it, its refusal."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy

from yimen.cases import offering, refusals
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.faces.shared.now import today
from yimen.journal import source
from yimen.journal.errors import Refused
from yimen.journal.once import Outcome, once
from yimen.office.actor import Actor


class ActForm(forms.Form):
    """One act: its word, its key on the keyboard, and what is typed for it."""

    use_required_attribute = False
    act: ClassVar[Act]
    title: ClassVar[str | Promise]
    press: ClassVar[str]
    done: ClassVar[str | Promise]
    shows_rows: ClassVar[bool] = False
    is_rare: ClassVar[bool] = False  # kept behind one button with the others that are seldom needed

    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, actor: Actor, **more: Any) -> None:
        more["prefix"] = self.act.value
        super().__init__(*args, **more)
        self.case, self.actor = case, actor
        self.fields["key"].initial = source.new_token

    def do(self, *, by: Actor, at: datetime) -> Case:
        """Call the verb. Raises what the verb raises."""
        raise NotImplementedError

    @property
    def is_onward(self) -> bool:
        """Whether it brings the case on: the one primary button."""
        return self.press == "f8"

    @property
    def word(self) -> str:
        """The act's word in addresses and ids."""
        return self.act.value

    @property
    def typed(self) -> list[forms.BoundField]:
        """The fields that a person fills in, the check list apart."""
        return [field for field in self if not field.is_hidden and field.name != "given"]


def possible(offered: Iterable[type[ActForm]], case: Case, actor: Actor) -> list[type[ActForm]]:
    """Of a face's acts, in its order, those that get a button now."""
    now_possible = offering.acts_now(case, actor, on=today())
    return [one for one in offered if one.act in now_possible]


def perform(form: ActForm, *, face: str, by: Actor, at: datetime) -> Outcome:
    """Do the act once, however often the page is sent. Raises Refused."""
    typed = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    given = {"case": str(form.case.pk), **typed}
    key = form.cleaned_data["key"]
    return once(lambda: form.do(by=by, at=at), by=by, act=f"{face}.{form.word}", key=key, given=given, at=at)


def tell(form: forms.Form, refused: Refused, *, called: Callable[[str], str] = str) -> None:
    """Say a refusal at the fields it names; where it names none of this form, on top.

    `called`: how this form calls a field that the refusal names.
    """
    named = {called(name): said for name, said in refused.fields.items()}
    known = {name: said for name, said in named.items() if name in form.fields}
    for name, said in known.items():
        form.add_error(name, str(said))
    if not known:
        form.add_error(None, str(refused.message))


def numbered_reasons() -> list[tuple[str, Any]]:
    """The reasons of a refusal, each with a figure in front so that one key chooses it."""
    wanted = [(code, words) for code, words in refusals.REASONS.items() if code != "applicant_asked"]
    return [(code, format_lazy("{n} {words}", n=n, words=words)) for n, (code, words) in enumerate(wanted, start=1)]
