"""An item's version as one frozen value, kept in memory: a published version never changes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from yimen.catalogue import conditions, earliest, models, promise
from yimen.catalogue.conditions import Condition
from yimen.catalogue.elements import (
    AfterCompletion,
    Agency,
    Check,
    Content,
    EligibilityDef,
    FeeDef,
    FieldDef,
    FieldKind,
    Keeping,
    Known,
    Necessity,
    Online,
    Phase,
    RequirementDef,
    ResultDef,
    ResultKind,
    Seat,
    SpecialDef,
    SpecialKind,
    State,
    StepDef,
    StepKind,
    VariantDef,
    Visits,
)
from yimen.journal.errors import NotThere
from yimen.journal.kept import kept
from yimen.office.models import Level

__all__ = [
    "Definition",
    "FeeDef",
    "FieldDef",
    "RequirementDef",
    "ResultDef",
    "SpecialDef",
    "StepDef",
    "StepKind",
    "VariantDef",
    "of_version",
    "of_versions",
    "offered",
    "offered_anywhere",
    "published",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Content):
    """What a version says, and its row keys; as `offered`, place, hours and telephone are the centre's. `owner`: of a
    centre's own item its short name."""

    version_id: UUID
    item_id: UUID
    number: int
    owner: str = ""


Statement = tuple[str, tuple[Any, ...]]
_LOCAL = ("place", "telephone", "hours")  # what a claim may say otherwise
_kept: dict[UUID, Definition] = {}  # by version, for ever: published versions only


def of_version(version_id: UUID) -> Definition:
    """The definition of a version; drafts are read afresh each time. Raises NotThere."""
    return _kept.get(version_id) or of_versions([version_id])[0]


def of_versions(version_ids: Iterable[UUID]) -> list[Definition]:
    """Definitions in the given order; those not in memory are read in nine queries together."""
    wanted = list(version_ids)
    found = {one: _kept[one] for one in wanted if one in _kept}
    if missing := [one for one in wanted if one not in found]:
        for version in _rows(missing):
            found[version.pk] = _definition(version)
            if version.is_published:
                _kept[version.pk] = found[version.pk]
    if lost := [one for one in wanted if one not in found]:
        raise NotThere(_("没有这个事项版本：%(id)s。") % {"id": lost[0]}, code="no_such_version")
    return [found[one] for one in wanted]


def as_next(content: Content, latest: models.ItemVersion) -> Definition:
    """What is not stored yet as the version after the newest: to be looked at, never kept."""
    values = {name: getattr(content, name) for name in Content.names()}
    owner = latest.item.centre.short_name if latest.item.centre else ""
    return Definition(**values, version_id=latest.pk, item_id=latest.item_id, number=latest.number + 1, owner=owner)


def published(item_code: str, *, on: date) -> Definition:
    """The version of an item in force on a day. Raises NotThere where there is none."""
    versions = models.ItemVersion.objects.in_force(on).filter(item__code=item_code)
    version_id = versions.values_list("id", flat=True).first()
    if version_id is None:
        raise NotThere(_("没有编码为“%(code)s”的已发布事项。") % {"code": item_code}, code="no_such_item")
    return of_version(version_id)


def offered(centre_id: UUID, *, on: date) -> tuple[Definition, ...]:
    """What a centre has claimed and is in force, by line and code, with its own place and hours."""
    claims = models.Claim.objects.in_force(on).filter(centre_id=centre_id)
    own = {
        said["item_id"]: said for said in claims.exclude(place="", telephone="", hours="").values("item_id", *_LOCAL)
    }
    return tuple(_as_claimed(one, own.get(one.item_id, {})) for one in _answered(_offered_by(centre_id, on)))


def offered_anywhere(*, on: date) -> tuple[Definition, ...]:
    """Every item that some centre offers on that day, by line and code. Usually one query, and always that one: what was
    published, retired or claimed a moment ago counts."""
    return _answered(_offered_by(None, on))


@lru_cache(maxsize=500)
def _offered_by(centre_id: UUID | None, on: date) -> Statement:
    """The statement that asks which versions a centre offers (None: some centre): made once a day, for making it takes
    longer than its answer."""
    claims = models.Claim.objects.in_force(on)
    claimed = (claims.filter(centre_id=centre_id) if centre_id else claims).values("item")
    versions = models.ItemVersion.objects.in_force(on).filter(item__in=claimed).order_by("id")
    statement: Statement = versions.values_list("id").query.sql_with_params()
    return statement


def _answered(statement: Statement) -> tuple[Definition, ...]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return _in_order(tuple(row[0] for row in cursor.fetchall()))


@kept
def _in_order(version_ids: tuple[UUID | str, ...]) -> tuple[Definition, ...]:
    """Versions that are in force, as the database writes their keys, by line and code."""
    found = of_versions(one if isinstance(one, UUID) else UUID(one) for one in version_ids)
    return tuple(sorted(found, key=lambda one: (one.line, one.code)))


@kept
def offered_ids(centre_id: UUID, *, on: date) -> frozenset[UUID]:
    """The versions that a centre offers on a day; a claim made elsewhere is seen within five seconds."""
    items = models.Claim.objects.in_force(on).filter(centre_id=centre_id).values("item_id")
    return frozenset(models.ItemVersion.objects.in_force(on).filter(item_id__in=items).values_list("id", flat=True))


def _as_claimed(definition: Definition, own: Mapping[str, Any]) -> Definition:
    said = {name: own[name] for name in _LOCAL if own.get(name)}
    return replace(definition, **said) if said else definition


def _rows(version_ids: Iterable[UUID]) -> Iterable[Any]:
    ordered = [
        Prefetch(name, model.objects.order_by("position"))
        for name, model in (
            ("variants", models.Variant),
            ("requirements", models.Requirement),
            ("steps", models.Step),
            ("special", models.Special),
            ("fees", models.Fee),
            ("results", models.Result),
            ("form_fields", models.FormField),
        )
    ]
    stated = models.VersionState.objects.filter(version=OuterRef("pk"), state=State.PUBLISHED.value)
    versions = models.ItemVersion.objects.filter(id__in=version_ids).annotate(is_published=Exists(stated))
    return versions.select_related("item__centre").prefetch_related(*ordered, "requirements__material")


def _definition(version: Any) -> Definition:
    columns = {name: getattr(version, name) for name in Content.names() if hasattr(version, name)}
    lists = {name: tuple(columns[name]) for name in ("also", "conditions", "basis", "co_departments")}
    return Definition(
        **columns
        | lists
        | {
            "version_id": version.pk,
            "item_id": version.item_id,
            "number": version.number,
            "code": version.item.code,
            "local": version.item.centre.code if version.item.centre else "",
            "owner": version.item.centre.short_name if version.item.centre else "",
            "promised": _promise(version.promised),
            "statutory": _promise(version.statutory),
            "delivery": promise.parse(version.delivery),
            "eligibility": tuple(
                EligibilityDef(one["says"], conditions.parse(one["when"])) for one in version.eligibility
            ),
            "visits": Visits(version.visits) if version.visits else None,
            "online": Online(version.online) if version.online else None,
            "agent": Agency(version.agent) if version.agent else None,
            "seat": Seat(version.seat),
            "seat_level": Level(version.seat_level),
            "completion": AfterCompletion(version.completion),
            "variants": tuple(_variant(row) for row in version.variants.all()),
            "requirements": tuple(_requirement(row) for row in version.requirements.all()),
            "steps": tuple(_step(row) for row in version.steps.all()),
            "special": tuple(_special(row) for row in version.special.all()),
            "fees": tuple(FeeDef(row.name, row.standard, row.basis) for row in version.fees.all()),
            "results": tuple(ResultDef(ResultKind(row.kind), row.name, row.paper) for row in version.results.all()),
            "form_fields": tuple(_field(row) for row in version.form_fields.all()),
        }
    )


def _promise(text: str) -> promise.Promise | None:
    return promise.parse(text) if text else None


def _condition(text: str) -> Condition | None:
    return conditions.parse(json.loads(text)) if text else None


def _variant(row: models.Variant) -> VariantDef:
    return VariantDef(row.key, row.name, _condition(row.condition), _promise(row.promised))


def _requirement(row: models.Requirement) -> RequirementDef:
    return RequirementDef(
        key=row.key,
        name=row.name,
        material_code=row.material.code,
        originals=row.originals,
        copies=row.copies,
        necessity=Necessity(row.necessity),
        keep_or_inspect=Keeping(row.keep_or_inspect),
        variants=frozenset(row.variants),
        condition=_condition(row.condition),
        size=row.size,
        note=row.note,
        source=row.source,
        blank=row.blank,
        sample=row.sample,
        id=row.id,
    )


def _step(row: models.Step) -> StepDef:
    return StepDef(
        key=row.key,
        name=row.name,
        kind=StepKind(row.kind),
        phase=Phase(row.phase),
        stage=row.stage,
        level=Level(row.level),
        line=row.line,
        limit=_promise(row.limit),
        term=_promise(row.term),
        counts=row.counts,
        variants=frozenset(row.variants),
        is_decision=row.is_decision,
        printed=row.printed,
        basis=row.basis,
        not_before=earliest.parse(row.not_before) if row.not_before else None,
    )


def _special(row: models.Special) -> SpecialDef:
    return SpecialDef(SpecialKind(row.kind), row.name, row.basis, _promise(row.limit))


def _field(row: models.FormField) -> FieldDef:
    return FieldDef(
        key=row.key,
        name=row.name,
        kind=FieldKind(row.kind),
        required=row.required,
        choices=tuple(row.choices),
        note=row.note,
        element=row.element,
        checked=Check(row.checked) if row.checked else None,
        known=Known(row.known) if row.known else None,
    )
