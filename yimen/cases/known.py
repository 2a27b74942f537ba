"""What the applicant's record already says is not asked again: empty fields of the form are taken from there (H2)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from yimen.catalogue.elements import FieldDef, Known
from yimen.registry import identity, masking
from yimen.registry.identity import Unreadable
from yimen.registry.models import Person


def filled(fields: tuple[FieldDef, ...], given: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """The form with its empty fields taken from the record; what was written stays, what nobody knows stays empty."""
    told = {one.key: _READ[one.known](person) for one in fields if one.known and not given.get(one.key)}
    return dict(given) | {key: text for key, text in told.items() if text}


def carried(fields: tuple[FieldDef, ...], given: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The form with its empty fields taken from what was written for an item with which this one is handled (H2)."""
    told = {one.key: before[one.key] for one in fields if one.key in before and not given.get(one.key)}
    return dict(given) | told


def masked(one: FieldDef, person: Person) -> str:
    """What the record says of a field, as a page may show it without a look; "" where it says nothing."""
    if one.known is None or not (text := _READ[one.known](person)):
        return ""
    return _MASKS[one.known](text)


def _born_on(person: Person) -> str:
    try:
        born_on = identity.read(person.number or "", person.document_kind).born_on
    except Unreadable:
        return ""
    return born_on.isoformat() if born_on else ""


_READ: Final[dict[Known, Callable[[Person], str]]] = {
    Known.NAME: lambda person: person.name,
    Known.IDENTITY_NUMBER: lambda person: person.number or "",
    Known.PHONE: lambda person: person.phone or "",
    Known.ADDRESS: lambda person: person.address or "",
    Known.BIRTH_ON: _born_on,
}
_MASKS: Final[dict[Known, Callable[[str], str]]] = {
    Known.NAME: masking.name,
    Known.IDENTITY_NUMBER: masking.number,
    Known.PHONE: masking.phone,
    Known.ADDRESS: lambda text: masking.STAR * 6,  # a place has no part that would give nothing away
    Known.BIRTH_ON: lambda text: masking.STAR * 4,
}
