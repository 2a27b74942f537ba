"""From the window to the signature: of each line, the item with the longest way, in each of its variants, through the town."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.cases.walking import holder
from tests.catalogue.cast import CATALOGUE
from tests.demonstration.test_whole_catalogue import added
from tests.town import Cast
from yimen.cases import decisions, delivery, intake, on_the_spot, steps
from yimen.cases.intake import Handed
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions, loading
from yimen.catalogue.conditions import Test
from yimen.catalogue.elements import Check, Content, FieldDef, FieldKind, StepKind, VariantDef
from yimen.demonstration import town as towns
from yimen.journal import doctor

CHECKED = {
    Check.NAME: "王秀英", Check.IDENTITY_NUMBER: "510722195203140021", Check.PHONE: "13800000000",
    Check.ADDRESS: "柳树村1组", Check.BANK_ACCOUNT: "6228480000000000000", Check.CREDIT_CODE: "91350211M0000XUF46",
    Check.COUNT: "3", Check.NOT_NEGATIVE: "3",
}  # fmt: skip
ANSWERS = {FieldKind.NUMBER: "3", FieldKind.DATE: "2026-03-01", FieldKind.YES_NO: "否", FieldKind.TEXT: "照实填写"}


def longest() -> Iterator[tuple[str, Content]]:
    """Of each line the item with most steps, and one that is done on the spot; by file."""
    for wanted in (True, False):
        found: dict[str, tuple[int, str, Content]] = {}
        for file, one in sorted(added().items()):
            if one.decided_at_window == wanted:
                found[one.line] = max(
                    found.get(one.line, (-1, file, one)), (len(one.steps), file, one), key=lambda x: x[0]
                )
        yield from ((file, one) for _count, file, one in found.values())


CHOSEN = {file: one for file, one in longest()}
WAYS = [(one.code, variant) for one in CHOSEN.values() for variant in one.variants or [None]]


def answer(field: FieldDef, variant: VariantDef | None) -> str:
    """What is written into a field, so that the variant is the one."""
    condition = variant.condition if variant else None
    if isinstance(condition, Test) and condition.field == field.key:
        value = condition.value[0] if isinstance(condition.value, tuple) else condition.value
        return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
    if field.checked:
        return CHECKED[field.checked]
    return field.choices[0] if field.choices else ANSWERS[field.kind]


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The town with the chosen items besides the printed ones, as the demonstration lays them."""
    at = cast.clock.at(2, 27)
    texts = {file: (CATALOGUE / file).read_text("utf-8") for file in CHOSEN}
    loading.load_texts(texts, by=cast.editor, at=at)
    towns.claim_all(cast.town, at=at)
    return cast


def handed(cast: Cast, code: str, variant: VariantDef | None) -> Handed:
    definition = cast.item(code)
    written: dict[str, Any] = {one.key: answer(one, variant) for one in definition.form_fields}
    return cast.handed(cast.clock.at(3, 2), code=code, variant=variant.key if variant else "", form=written)


def go(cast: Cast, case: Case) -> Case:
    """Every open step is done by who holds its post."""
    kinds = {step.key: step.kind for step in definitions.of_version(case.version_id).steps}
    for one in Task.objects.filter(case=case, state="open"):
        by, at = holder(cast, one), cast.clock.now
        if one.is_decision:
            case = decisions.decide(case, task_id=one.pk, outcome="granted", opinion="同意", by=by, at=at)
            continue
        if kinds[one.step_key] is StepKind.PUBLIC_NOTICE:
            case = steps.post_notice(case, task_id=one.pk, by=by, at=at)
            over = PublicNotice.objects.get(task=one).until_on + timedelta(days=1)
            at = cast.clock.at(over.month, over.day)
        case = steps.finish(case, task_id=one.pk, opinion="属实", by=by, at=at)
    return case


def test_every_chosen_item_goes_its_whole_way_and_keeps_its_promise(town: Cast) -> None:
    late = []
    for code, variant in WAYS:
        paper = handed(town, code, variant)
        if on_the_spot.is_possible(paper.definition):
            case = on_the_spot.handle(paper, by=town.window, at=town.clock.now)
        else:
            case = intake.take_in(paper, by=town.window, at=town.clock.now)
            due = case.due_on
            while case.state in ("in_process", "decided"):
                case = go(town, case)
            if case.decided_on and due and case.decided_on > due:
                late.append((code, case.decided_on, due))
            case = delivery.deliver(case, way="window", receiver="王秀英", by=town.reply, at=town.clock.now)
        assert Case.objects.get(pk=case.pk).state == "closed", code
    assert (late, doctor.examine()) == ([], [])
