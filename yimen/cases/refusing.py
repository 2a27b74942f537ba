"""Before a refusal of intake, where the item demands it or the clerk doubts: the leader is asked (否定报备, C6)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import proposals, refusals, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Proposal
from yimen.catalogue.definitions import Definition
from yimen.journal import door
from yimen.journal.errors import NotNow
from yimen.office.actor import Actor


@door.verb
def ask_refusal(case: Case, *, code: str, reason: str, by: Actor, at: datetime) -> Case:
    """请示不予受理: with the reason that would be given. Raises Malformed, NotNow (asked already)."""
    refusals.check(code, reason)
    with turn(case, Act.ASK_REFUSAL, by=by, at=at, code=code, reason=reason) as case:
        proposals.put(case, Proposal.Kind.REFUSAL, reason, code=code, by=by, at=at)
    return case


@door.verb
def allow_refusal(case: Case, *, opinion: str = "", by: Actor, at: datetime) -> Case:
    """同意不予受理: the leader's word; the window then refuses and hands the notice out. Raises NotYours, NotNow."""
    with turn(case, Act.ALLOW_REFUSAL, by=by, at=at, opinion=opinion) as case:
        asked = proposals.insist_waiting(case, Proposal.Kind.REFUSAL)
        proposals.insist_answers(asked, by)
        proposals.answer(asked, Proposal.State.GRANTED, by=by, at=at)
    return case


def insist_allowed(case: Case, definition: Definition) -> None:
    """Inside the turn that refuses: raises NotNow where the item wants the leader's word and there is none."""
    if not definition.refusal_needs_leader:
        return
    asked = [one for one in timing.of_case(Proposal, case) if one.kind == Proposal.Kind.REFUSAL]
    if not any(one.state == Proposal.State.GRANTED for one in asked):
        raise NotNow(_("该事项不予受理前须请示分管领导；请先请示，领导同意后再办。"), code="leader_first")
