"""Registering a person at the window, and finding them again (C2, S4).

These acts change no lifecycle, so they write plain rows and keep a Look instead of a journal entry.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.journal.secrets import blind
from yimen.office.actor import Actor
from yimen.office.models import Division
from yimen.registry import grants, identity, looks, pinyin
from yimen.registry.identity import DocumentKind, Identity, Unreadable
from yimen.registry.models import Person, Purpose

BY_NUMBER: Final = "registry.person.number"
BY_NAME: Final = "registry.person.name"
BY_INITIALS: Final = "registry.person.initials"
Read = TypeVar("Read")
MOST_FOUND: Final = 50  # more than a screen shows: the clerk must say more


def register(  # noqa: PLR0913  # the fields of one form
    *,
    name: str,
    document_kind: str,
    number: str,
    phone: str,
    address: str,
    division_id: UUID | None,
    by: Actor,
    at: datetime,
) -> Person:
    """The person with this paper: the one known, with contact brought up to date where given, or a new one.

    The post that registers may see the person for the rest of the day. A newborn without paper is always new.
    Malformed names every wrong field; NotNow: the number has another name already; NotYours: not in a post.
    """
    if by.post_id is None:
        raise NotYours(_("只有在岗的工作人员可以登记办事人。"))
    wrong: dict[str, Unreadable] = {}
    read_name = _reading(wrong, lambda: identity.read_name(name))
    read = _reading(wrong, lambda: _born(identity.read(number, document_kind), localdate(at)))
    contact = _contact(wrong, phone=phone, address=address, division_id=division_id)
    if wrong or read_name is None or read is None:
        raise _malformed(wrong)
    with transaction.atomic():
        person, written = _known_or_new(read_name, read, contact, at)
        grants.grant(person.id, post_id=by.post_id, purpose=Purpose.INTAKE, until_on=localdate(at), at=at)
        looks.keep(person, purpose=Purpose.INTAKE, by=by, at=at, written=written)
    return person


def nobody_yet() -> bool:
    """Whether the installation is new: nobody is registered, so new keys shut nobody out."""
    return not Person.objects.exists()


def find(*, number: str = "", name: str = "", initials: str = "", visible_to: Actor, on: date) -> list[Person]:
    """Whoever matches all that is given, of those the actor may see that day; newest first, at most 50."""
    asked: dict[str, bytes] = {}
    if number:
        full = identity.full_number(identity.plain_number(number))
        asked["number_blind"] = blind(full, scope=BY_NUMBER)
    if name:
        asked["name_blind"] = blind(identity.plain_name(name), scope=BY_NAME)
    if initials:
        asked["initials_blind"] = blind(initials, scope=BY_INITIALS)
    if not asked:
        return []
    found = Person.objects.visible_to(visible_to, on=on).filter(**asked)
    return list(found.order_by("-registered_at")[:MOST_FOUND])


def _known_or_new(name: str, read: Identity, contact: dict[str, Any], at: datetime) -> tuple[Person, tuple[str, ...]]:
    """The person and the names of what was written. Two windows at the same moment make one row."""
    known = _known(read)
    if known is None:
        new = _new(name, read, contact, at)
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            known = _known(read)  # the other window was first
            if known is None:
                raise
        else:
            return new, ("name", "number", *contact)
    if bytes(known.name_blind) != blind(name, scope=BY_NAME):
        sentence = _("该证件号码已用另一个姓名登记，请对照证件核对姓名和号码。")
        raise NotNow(sentence, code="name_differs", fields={"name": sentence})
    if len(known.number or "") < len(read.number):  # the old number of 15 digits, now the card of 18
        contact = {**contact, "number": read.number}
    return known, _write(known, contact, at)


def _known(read: Identity) -> Person | None:
    if read.kind is DocumentKind.NONE:
        return None
    same = {"document_kind": read.kind.value, "number_blind": blind(read.full, scope=BY_NUMBER)}
    return Person.objects.select_for_update().filter(**same).first()


def _new(name: str, read: Identity, contact: dict[str, Any], at: datetime) -> Person:
    return Person(
        document_kind=read.kind.value,
        number=read.number or None,
        number_blind=blind(read.full, scope=BY_NUMBER) if read.full else None,
        registered_at=at,
        changed_at=at,
        **_name_columns(name),
        **contact,
    )


def _name_columns(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_blind": blind(name, scope=BY_NAME),
        "initials_blind": blind(pinyin.initials(name), scope=BY_INITIALS),
    }


def _write(person: Person, columns: dict[str, Any], at: datetime) -> tuple[str, ...]:
    """Save what differs; the names of what was, without the blind indexes that follow from it."""
    changed = [column for column, value in columns.items() if getattr(person, column) != value]
    if not changed:
        return ()
    for column in changed:
        setattr(person, column, columns[column])
    person.changed_at = at
    person.save(update_fields=[*changed, "changed_at"])
    return tuple(column for column in changed if not column.endswith("_blind"))


def _contact(wrong: dict[str, Unreadable], *, phone: str, address: str, division_id: UUID | None) -> dict[str, Any]:
    """The columns that are given, read; what cannot be read goes to `wrong`."""
    contact: dict[str, Any] = {}
    if phone.strip():
        contact["phone"] = _reading(wrong, lambda: identity.read_phone(phone))
    if address.strip():
        contact["address"] = _reading(wrong, lambda: identity.read_address(address))
    if division_id is not None:
        contact["division_id"] = _reading(wrong, lambda: _division(division_id))
    return contact


def _division(division_id: UUID) -> UUID:
    if not Division.objects.filter(pk=division_id).exists():
        raise Unreadable("division_unknown", "division", str(_("没有这个区划，请重新选择")))
    return division_id


def _born(read: Identity, on: date) -> Identity:
    if read.born_on and read.born_on > on:
        raise Unreadable("number_date", "number", str(_("证件号码中的出生日期在今天之后，请核对")))
    return read


def _reading(wrong: dict[str, Unreadable], reader: Callable[[], Read]) -> Read | None:
    try:
        return reader()
    except Unreadable as error:
        wrong[error.field] = error
        return None


def _malformed(wrong: dict[str, Unreadable]) -> Malformed:
    fields = {field: str(error) for field, error in wrong.items()}
    return Malformed("；".join(fields.values()) + "。", code=next(iter(wrong.values())).code, fields=fields)
