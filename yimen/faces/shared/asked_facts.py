"""Which facts an item asks of a person, and why: what the law has a person told before they tell anything (PIPL 17)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue.definitions import Definition
from yimen.catalogue.dictionary import OF_EVERYBODY, DataElement, Dictionary, Sensitivity
from yimen.catalogue.elements import FieldDef
from yimen.journal.errors import Sentence


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact, and in sentences: whether it must be told, what for, how long it is kept."""

    name: str
    is_sensitive: bool
    is_to_confirm: bool  # the ground is the demonstration's
    words: tuple[Sentence, ...]


def of(one: Definition, dictionary: Dictionary) -> tuple[AskedFact, ...]:
    """What is asked of everybody, then what the form of this item asks; nothing where there is no dictionary."""
    return tuple(_asked(one, dictionary)) if dictionary.elements or one.form_fields else ()


def _asked(one: Definition, dictionary: Dictionary) -> Iterator[AskedFact]:
    own = {field.key for field in one.form_fields}
    for key in OF_EVERYBODY:
        element = dictionary.element(key)
        if element and key not in own:
            yield AskedFact(element.name, _is_sensitive(element), element.to_confirm, (_ONCE, *grounds(element)))
    for field in one.form_fields:
        element = dictionary.element(field.element)
        told = grounds(element) if element else ()
        is_sensitive, is_open = (_is_sensitive(element), element.to_confirm) if element else (False, False)
        yield AskedFact(field.name, is_sensitive, is_open, (*_how(field), *told))


_ONCE = _("收件时登记，登记过的不再填")


def _how(field: FieldDef) -> tuple[Sentence, ...]:
    if field.known:
        return (_ONCE,)
    return () if field.required else (_("可以不填"),)


def bases(one: Definition, dictionary: Dictionary) -> tuple[tuple[str, str], ...]:
    """By which law it may be asked: each basis once, with the names of what is asked by it."""
    own = {field.element or field.key: field.name for field in one.form_fields}
    named = {key: own.get(key) for key in (*OF_EVERYBODY, *own)}
    found: dict[str, list[str]] = {}
    for key, name in named.items():
        element = dictionary.element(key)
        if element and element.basis:
            found.setdefault(element.basis, []).append(name or element.name)
    return tuple(("、".join(names), basis) for basis, names in found.items())


def grounds(element: DataElement) -> tuple[Sentence, ...]:
    """What for, how long."""
    return tuple(
        format_lazy(words, said=said)
        for words, said in (
            (_("用途：{said}"), element.purpose),
            (_("保存{said}年"), element.retention_years),
        )
        if said
    )


def _is_sensitive(element: DataElement) -> bool:
    return element.sensitivity is Sensitivity.SENSITIVE
