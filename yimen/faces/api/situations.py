"""我能办吗、要带什么 by HTTP (A5): for everybody, nothing kept; a POST, so that no answer stands in an address or a log."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import P, PathEx, Router

from yimen.cases import form
from yimen.catalogue import definitions, situation
from yimen.catalogue.conditions import Verdict
from yimen.catalogue.definitions import Definition
from yimen.catalogue.situation import Needed
from yimen.faces.api import answers, guide_shapes, schemas
from yimen.faces.api.items import CODE
from yimen.faces.shared import asking
from yimen.faces.shared.now import today
from yimen.journal.errors import Malformed, Sentence

MAY: dict[Verdict, Any] = {Verdict.YES: "may", Verdict.NO: "may_not", Verdict.UNKNOWN: "depends_on"}
router = Router(tags=["事项"])


@router.post(
    "/items/{code}/situation", response=guide_shapes.Situation, summary="我能办吗、要带什么", operation_id="situation"
)
def judged(
    request: HttpRequest, code: PathEx[str, P(pattern=CODE, description="事项编码")], body: schemas.Ask
) -> guide_shapes.Situation:
    """按已知的回答预先判断：能办（may）、不能办和原因（may_not、because）、还要看什么（depends_on），以及要带的材料。

    什么也不保存；无须令牌，无须 Idempotency-Key。
    """
    return _judged(definitions.published(code, on=today()), body)


def _judged(definition: Definition, body: schemas.Ask) -> guide_shapes.Situation:
    given = {key: value for key, value in body.answers.items() if value != ""}
    if wrong := _faults(definition, given, body.variant):
        raise Malformed(_("填写的内容有误，请按 errors 逐项改正。"), fields=wrong)
    said = situation.judge(definition, form.answers(definition.form_fields, given), variant=body.variant)
    return guide_shapes.Situation(
        item=definition.code, number=definition.number, may=MAY[said.may], may_words=str(asking.MAY[said.may]),
        met=list(said.met), because=[str(one) for one in asking.against(said)], depends_on=list(said.open),
        conditions=list(definition.conditions), variants=[one.key for one in said.variants],
        bring=_needed(said.of(Verdict.YES)), perhaps=_needed(said.of(Verdict.UNKNOWN)),
        questions=[answers.FormField.model_validate(one) for one in said.questions],
    )  # fmt: skip


def _faults(definition: Definition, given: dict[str, Any], variant: str) -> dict[str, Sentence]:
    """A sentence for every answer that is none to a question of the item; what was not answered is no fault."""
    asked = tuple(one for one in definition.form_fields if one.key in given)
    wrong: dict[str, Sentence] = {f"answers.{key}": said for key, said in form.faults(asked, given).items()}
    if variant and variant not in asking.variants(definition):
        known = "、".join(f"{one.key}（{one.name}）" for one in definition.variants)
        wrong["variant"] = _("这个事项的情形有：%(known)s。") % {"known": known} if known else _("这个事项不分情形。")
    return wrong


def _needed(rows: Sequence[Needed]) -> list[guide_shapes.Needed]:
    names = guide_shapes.Needed.model_fields.keys() - {"hangs_on"}
    return [
        guide_shapes.Needed(
            **{name: getattr(one.requirement, name) for name in names}, hangs_on=[field.key for field in one.hangs_on]
        )
        for one in rows
    ]
