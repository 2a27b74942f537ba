"""Taken in at a village for the hall (J5, C3 代理件): as its agent (代收转送), or as its receiving point where that is on
record (D10); and the day on which the originals come over (交接, D5). Decision 0015."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, intake, tasks
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, CaseMaterial
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

LONGEST = 30  # characters of a carrier's name


@door.verb
def take_over(case: Case, *, here: Collection[UUID], brought_by: str, by: Actor, at: datetime) -> Case:
    """材料交接: exactly these papers came over from the village, brought by whom. The slip is issued; of a case that the
    village took in as an agent this is the day of receipt, so the office's term to answer begins and the person gets the
    hall's receipt.

    Raises Malformed (nobody brought them, papers of another item), NotNow (they are here already, or never travelled).
    """
    brought_by = _carrier(brought_by)
    with turn(case, Act.TAKE_OVER, by=by, at=at, brought_by=brought_by) as case:
        _insist_travels(case)
        definition, on = definitions.of_version(case.version_id), localdate(at)
        held = intake.materials_of(case)
        if set(here) - {row.requirement_id for row in held}:
            words = _("所勾选的材料不属于这个办件。")
            raise Malformed(words, fields={"given": words})
        lacking = [row for row in held if row.is_given and row.requirement_id not in here]
        _note(definition, held, here)
        case.arrived_on, case.answerable_id = on, by.id  # the office answers for it from here on; the receipt names it
        if case.accepted_on is None:
            _mend(held, here, on)
        if by.post_id:
            tasks.show_to(case, by.post_id, on=on, at=at)
        announcing.taken_over(case, definition, lacking=lacking, brought_by=brought_by, by=by, at=at)
        if case.taken_as == Case.TakenAs.AGENT and case.state == State.RECEIVED:
            intake.await_answer(case, definition, since=on)
            announcing.receipt(case, definition, by=by, at=at)
    return case


def _carrier(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Malformed(_("请写明材料由谁送来。"), fields={"brought_by": _("请写明送件人姓名。")})
    if len(words) > LONGEST:
        said = _("送件人姓名最多%(n)s个字。") % {"n": LONGEST}
        raise Malformed(said, fields={"brought_by": said})
    return words


def _insist_travels(case: Case) -> None:
    if not case.taken_as:
        raise NotNow(_("这个办件不是村（社区）代收的，没有材料要交接。"), code="not_from_a_village")
    if case.arrived_on:
        raise NotNow(_("材料已经交接过了。"), code="taken_over_already")


def _note(definition: Definition, held: Iterable[CaseMaterial], here: Collection[UUID]) -> None:
    """Which papers came over, which did not though the village noted them, and which it had not noted."""
    keys = {one.id: one.key for one in definition.requirements}
    there = {row.requirement_id for row in held if row.is_given}
    door.note(
        papers=sorted(keys[one] for one in here), lacking=sorted(keys[one] for one in there - set(here)),
        more=sorted(keys[one] for one in set(here) - there),
    )  # fmt: skip


def _mend(held: Iterable[CaseMaterial], here: Collection[UUID], on: date) -> None:
    """What the village noted and did not send is not there; what it sent and did not note is."""
    for row in held:
        is_here = row.requirement_id in here
        if row.is_given != is_here:
            row.is_given, row.given_on = is_here, on if is_here else None
