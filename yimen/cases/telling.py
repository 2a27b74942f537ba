"""The papers a case issues: what each says, numbered and issued inside the turn, made by a job after it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from yimen.cases import awaiting, timing
from yimen.cases.models import Case
from yimen.catalogue import promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import RequirementDef
from yimen.catalogue.promise import Unit
from yimen.journal import demonstration, door, rows
from yimen.journal.fold import declare
from yimen.journal.moments import localdate
from yimen.office import centres, policies
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role, Staff
from yimen.papers import issuing, kinds, phrases, rendering, verifying
from yimen.papers.models import Paper
from yimen.registry.models import Person

AT_WINDOWS = (Role.WINDOW, Role.REPLY)
declare(Paper, "number", "kind", "subject_id", "issued_on")


def issue(case: Case, kind: str, data: kinds.PaperData, *, at: datetime, parts: Sequence[Case] = ()) -> Paper:
    """Inside a turn on the case: a numbered paper, and the job that makes it; `parts`: the cases of a joint one."""
    paper = issuing.prepare(
        kind, centre_id=case.centre_id, subject=("cases.case", case.id), data=data, entry_id=door.entry_id(), at=at
    )
    letter, year = kinds.KINDS[kind].letter, f"{localdate(at):%y}"
    code = centre_of(case).code

    def number(value: int) -> None:
        issuing.give_number(
            paper,
            f"{code}{year}-{letter}{value:06d}",
            case_number=case.number,
            part_numbers=[one.number for one in parts],
        )

    door.number(case.centre_id, f"{year}-{letter}", number)
    door.add(paper)
    # By its id: one act may issue several, as the acceptance of the last part of a joint matter does.
    door.finish(lambda: {verifying.hash_name(paper.id): issuing.sealed_hash(paper)})
    rendering.ask(paper, at=at)
    return paper


def acceptance(
    case: Case, definition: Definition, given: Sequence[RequirementDef], *, by: Actor
) -> kinds.AcceptanceData:
    """受理通知书: what was received, by which day, who answers for it."""
    assert case.accepted_on is not None  # noqa: S101  # it is issued with acceptance
    promised = timing.promise_of(definition, case.variant, on=case.accepted_on)
    return kinds.AcceptanceData(
        issuer=issuer(centre_of(case), definition), matter=matter(case, definition), proof=proof(case),
        received_on=case.handed_in_on, accepted_on=case.accepted_on, promised=promise.words(promised),
        materials=material_lines(given), special=_special(definition, case.variant),
        due_on=case.due_on, provisional=case.due_provisional, answerable=_answerable(case, by), clerk=clerk(case, by),
        statutory=promise.words(definition.statutory) if definition.statutory else "",
        limit_basis=timing.basis_of(promised, definition, on=case.accepted_on),
        fee="；".join(fee.standard for fee in definition.fees),
        counts_days=promised.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS),
        collect_at=centre_of(case).address or centre_of(case).name, window=window(case),
    )  # fmt: skip


def material_lines(given: Sequence[RequirementDef]) -> tuple[kinds.MaterialLine, ...]:
    """Materials as papers list them."""
    return tuple(
        kinds.MaterialLine(one.name, one.originals, one.copies, one.keep_or_inspect.value, one.size) for one in given
    )


def completion(
    case: Case, definition: Definition, needed: Sequence[str], *, by: Actor, answer_by: tuple[date, bool]
) -> kinds.CompletionData:
    """补办件通知书: everything that is missing, told at one time."""
    began = "not_begun" if case.accepted_on is None else definition.completion.value
    return kinds.CompletionData(
        issuer=issuer(centre_of(case), definition), matter=matter(case, definition), proof=proof(case),
        applied_on=case.received_on, needed=tuple(needed), answer_by=answer_by[0], provisional=answer_by[1],
        **at_window(case, by), clock=began,  # type: ignore[arg-type]  # its words
    )  # fmt: skip


def result(case: Case, definition: Definition, *, reason: str, by: Actor, collect_by: date | None) -> kinds.ResultData:
    """办理结果通知书: granted, or refused with reasons and remedies."""
    assert case.accepted_on is not None and case.decided_on is not None  # noqa: S101  # it is issued with the decision
    names = [one.name for one in definition.results]
    granted = case.outcome == Case.Outcome.GRANTED
    return kinds.ResultData(
        issuer=issuer(centre_of(case), definition), matter=matter(case, definition), proof=proof(case),
        decision="granted" if granted else "refused", accepted_on=case.accepted_on, decided_on=case.decided_on,
        result_name="、".join(names) or definition.name, clerk=clerk(case, by), basis=definition.basis,
        reasons=(reason,) if reason else (), collect=_collected(case, definition, names) if granted else (),
        review_body=policies.value("remedy.review_body", on=case.decided_on)[0],
        court=policies.value("remedy.court", on=case.decided_on)[0],
        collect_at=centre_of(case).address or centre_of(case).name, collect_by=collect_by,
        later=_later(case, definition) if granted else (),
    )  # fmt: skip


def _collected(case: Case, definition: Definition, names: Sequence[str]) -> tuple[str, ...]:
    """What is handed out now: all results, but for one that a step with a later day hands out by its name."""
    later = [step.name for step, _day in awaiting.to_come(case, definition)]
    return tuple(name for name in names if not any(name in step for step in later))


def _later(case: Case, definition: Definition) -> tuple[str, ...]:
    return tuple(f"{phrases.day(day)}起可来办：{step.name}。" for step, day in awaiting.to_come(case, definition))


def issuer(centre: Centre, definition: Definition) -> kinds.Issuer:
    """In whose name: the body responsible in law; where the item names none, the centre itself."""
    return kinds.Issuer(
        body=definition.body or centre.name, centre=centre.name, telephone=definition.telephone or centre.telephone,
        complaint_telephone=definition.complaint_telephone or centre.complaint_telephone,
        address=definition.place or centre.address, hours=definition.hours,
        demonstration=demonstration.is_one(),
    )  # fmt: skip


def matter(case: Case, definition: Definition) -> kinds.Matter:
    """Which case the paper is about; the number joins it when it is given."""
    person = applicant_of(case)
    return kinds.Matter(
        case_number=case.number, item_code=definition.code, item_name=definition.name, applicant=person.name,
        applicant_document=f"{person.kind_word} {person.masked_number}".strip(),
        variant=next((one.name for one in definition.variants if one.key == case.variant), ""),
    )  # fmt: skip


def proof(case: Case) -> kinds.Proof:
    """The address that the QR opens, and those to type."""
    base = settings.PUBLIC_URL
    return kinds.Proof(link=f"{base}/progress/{case.token}/", lookup=f"{base}/progress/", verify=f"{base}/verify/")


def centre_of(case: Case) -> Centre:
    """The case's home, as it is called now."""
    return centres.known(case.centre_id)


def applicant_of(case: Case) -> Person:
    """The case's applicant, whole: a paper is handed to them."""
    if "applicant" in case._state.fields_cache:
        return case.applicant
    [person] = rows.select(*_person_of(case))
    case.applicant = person
    return case.applicant


def applicant_foreseen(case: Case) -> rows.Statement:
    """The statement by which `applicant_of` reads, for an act whose paper names the applicant."""
    return rows.asked(*_person_of(case))


def _person_of(case: Case) -> tuple[type[Person], str, list[Any]]:
    return Person, "id = %s", [rows.key(case.applicant_id)]


def clerk(case: Case, by: Actor) -> str:
    """Who signs a paper: whoever acted, else whoever answers for the case."""
    return by.name or _name(case.answerable_id)


def _answerable(case: Case, by: Actor) -> str:
    return by.name if by.id == case.answerable_id else _name(case.answerable_id)


def _name(staff_id: UUID | None) -> str:
    return Staff.objects.values_list("name", flat=True).filter(pk=staff_id).first() or "" if staff_id else ""


def window(case: Case) -> str:
    """The window that took the case in; empty where none did."""
    window_id = case.application.window_id
    return centres.window_name(window_id) if window_id else ""


def at_window(case: Case, by: Actor) -> dict[str, str]:
    """The window that the person can turn to, and who is there: who did it, where that was done at a window; else the
    window that took the case in, and who accepted it there."""
    if by.window_id:
        return {"window": centres.window_name(by.window_id), "clerk": by.name}
    accepted = "" if by.role in AT_WINDOWS else _name(case.accepted_by_id)
    return {"window": window(case), "clerk": accepted or clerk(case, by)}


def _special(definition: Definition, variant: str) -> tuple[str, ...]:
    """Steps and procedures whose time is not counted, and how long they may take (行政许可法 45)."""
    steps = [one for one in definition.steps if not one.counts and (not one.variants or variant in one.variants)]
    named = [(one.name, one.limit) for one in steps] + [(one.name, one.limit) for one in definition.special]
    return tuple(name + (f"（{promise.words(limit)}）" if limit else "") for name, limit in named)
