"""Reads an application as sent into what the window would have handed over: codes and keys become rows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.cases import form as forms
from yimen.cases import intake, reading, villages
from yimen.cases.models import Case
from yimen.catalogue.definitions import Definition
from yimen.faces.api.schemas import Applicant, Apply
from yimen.journal.errors import Malformed
from yimen.journal.moments import localdate
from yimen.office import centres
from yimen.office.actor import Actor
from yimen.office.models import Division, DivisionCode, Post
from yimen.registry import persons
from yimen.registry.models import Person


def received(body: Apply, by: Actor, at: datetime) -> Case:
    """Register the applicant and receive the application at the actor's centre. Raises Malformed and what verbs raise."""
    assert by.centre_id and by.post_id  # noqa: S101  # a token is of a post
    on = localdate(at)
    definition = _offered(body.item, by.centre_id, on)
    home = centres.known(centres.home_of(by.centre_id))
    handed = intake.Handed(
        definition=definition, centre=home, seat_id=division(body.seat, "seat", on),
        applicant=_applicant(body.applicant, by, at), given=requirement_ids(definition, body.given), channel="api",
        variant=body.variant, form=_form(definition, body.form), window_id=_window_id(by.post_id),
        joins=reading.case_for(by, number=body.joins) if body.joins else None,
    )  # fmt: skip
    return intake.receive(handed, by=by, at=at)


def requirement_ids(definition: Definition, keys: Iterable[str], field: str = "given") -> frozenset[UUID]:
    """The rows of the materials with these keys. Raises Malformed, naming the first that the item does not ask for."""
    known = {one.key: one.id for one in definition.requirements}
    for key in keys:
        if key not in known:
            words = _("事项不要求材料“%(key)s”；材料的 key 见 items/%(item)s。") % {"key": key, "item": definition.code}
            raise Malformed(words, fields={field: words})
    return frozenset(known[key] for key in keys)


def division(text: str, field: str, on: date) -> UUID:
    """A division by its 12-digit code in force that day, or by its id. Raises Malformed."""
    codes = DivisionCode.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on, code=text)
    found: UUID | None = codes.values_list("division_id", flat=True).first()
    if found is None and (key := _uuid(text)):
        found = Division.objects.filter(pk=key).values_list("pk", flat=True).first()
    if found is None:
        words = _("没有这个区划，请写12位区划代码或区划编号。")
        raise Malformed(words, fields={field: words})
    return found


def _offered(code: str, centre_id: UUID, on: date) -> Definition:
    found = next((one for one in villages.offered(centre_id, on=on) if one.code == code), None)
    if found is None:
        words = _("本中心没有编码为“%(code)s”的事项。") % {"code": code}
        raise Malformed(words, fields={"item": words})
    return found


def _applicant(given: Applicant, by: Actor, at: datetime) -> Person:
    lives_in = division(given.division, "applicant.division", localdate(at)) if given.division else None
    try:
        return persons.register(
            name=given.name, document_kind=given.document_kind, number=given.number, phone=given.phone,
            address=given.address, division_id=lives_in, by=by, at=at,
        )  # fmt: skip
    except Malformed as error:
        fields = {f"applicant.{name}": words for name, words in error.fields.items()}
        raise Malformed(error.message, code=error.code, fields=fields) from None


def _form(definition: Definition, form: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(form.keys() - {one.key for one in definition.form_fields}):
        words = _("事项的表单没有“%(key)s”这一项。") % {"key": unknown[0]}
        raise Malformed(words, fields={f"form.{unknown[0]}": words})
    return forms.written(definition.form_fields, form)


def _window_id(post_id: UUID) -> UUID | None:
    found: UUID | None = Post.objects.filter(pk=post_id).values_list("window_id", flat=True).first()
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
