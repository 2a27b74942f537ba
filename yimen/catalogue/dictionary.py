"""数据元: the facts that forms ask for, each once for all items: what it is, why it is asked, how long it is kept. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from yimen.catalogue.elements import Check, FieldDef, FieldKind, Known

# Asked of everybody who hands something in, whatever the item (C2): the fields of the person at intake.
OF_EVERYBODY = ("name", "identity_number", "contact_phone", "address")


class Sensitivity(StrEnum):
    """Whether it is about a person, and whether its leak would do harm (PIPL 4, 28)."""

    GENERAL = "general"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


SENSITIVITIES = {"general": "一般信息", "personal": "个人信息", "sensitive": "敏感个人信息"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataElement:
    """A fact that forms ask for. `also`: other words for it. `retention_years` 0: not said.

    `purpose`, `basis`: why it is asked and by which law it may be (PIPL 6, 13, 17, 29). `standard`: where its form is laid
    down, "" where no standard is named.
    """

    key: str
    name: str
    also: tuple[str, ...] = ()
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    note: str = ""
    checked: Check | None = None
    known: Known | None = None
    sensitivity: Sensitivity
    purpose: str = ""
    basis: str = ""
    retention_years: int = 0
    standard: str = ""
    to_confirm: bool = False

    @property
    def lacks_a_ground(self) -> bool:
        """Whether a sensitive fact is asked without a purpose or a basis in law (PIPL 28: a specific purpose, needed)."""
        return self.sensitivity is Sensitivity.SENSITIVE and not (self.purpose and self.basis)

    def asked(self, *, name: str, required: bool, note: str) -> FieldDef:
        """The field of a form that asks for it."""
        return FieldDef(
            key=self.key, name=name, kind=self.kind, required=required, choices=self.choices, note=note,
            element=self.key, checked=self.checked, known=self.known,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)  # looked up by identity: what the lint found with it is remembered
class Dictionary:
    """All data elements, in their order."""

    elements: tuple[DataElement, ...] = field(default=())

    @classmethod
    def of(cls, elements: Iterable[DataElement]) -> "Dictionary":
        """From elements; of two with one key the later."""
        return cls(tuple({one.key: one for one in elements}.values()))

    def element(self, key: str) -> DataElement | None:
        """The element with this key."""
        return self._by_key.get(key)

    def meant(self, one: FieldDef) -> DataElement | None:
        """The element that a field of an item's own repeats: by its key, its name, or another word for it."""
        return self._by_key.get(one.key) or self._by_word.get(one.name)

    @cached_property
    def _by_key(self) -> dict[str, DataElement]:
        return {one.key: one for one in self.elements}

    @cached_property
    def _by_word(self) -> dict[str, DataElement]:
        return {word: one for one in self.elements for word in (one.name, *one.also)}


NO_ELEMENTS = Dictionary()
