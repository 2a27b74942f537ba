"""Sealed columns: text and JSON that lie encrypted in the database and read as plain values in Python.

The associated data is the model's label and the field's name, so a value moved to another column does not
open. The row's key is not in it: a field sees only its value (bulk updates, prepared statements and
values_list pass no row), and who could exchange two rows' values could exchange their keys as well; that is
what the journal's salted digests are for. A sealed column has no lookups but isnull; what must be found has
a blind index beside it. Data migrations see bytes.
"""

import json
from typing import TYPE_CHECKING, Any

import orjson
from django.db import models

from yimen.journal.secrets import open_sealed, seal

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.lookups import Lookup, Transform


_AS_JSON = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS


class Sealed(models.BinaryField[Any, Any]):
    """What both have in common; the field itself is one of the two below."""

    # Left unset, a value is None, which NOT NULL refuses; it never becomes a sealed nothing.
    empty_strings_allowed = False
    _about = b""
    # What django-stubs takes a column of this class to hold; it would say bytes.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        self._about = f"{cls._meta.label_lower}.{name}".encode()

    def deconstruct(self) -> Any:
        """A plain BinaryField without default: migrations import none of our code and hold no clear text."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.BinaryField", args, kwargs

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> "type[Transform] | None":
        return None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self._about.decode()} is sealed and cannot be dumped in clear")

    def get_db_prep_value(self, value: Any, connection: "BaseDatabaseWrapper", prepared: bool = False) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        binary = connection.Database.Binary  # type: ignore[attr-defined]  # every backend has its driver here
        return binary(self.sealed(value))

    def sealed(self, value: Any) -> bytes:
        """What is written of a value that is not None."""
        return seal(self._packed(value), about=self._about)

    def from_db_value(self, value: Any, expression: Any, connection: "BaseDatabaseWrapper") -> Any:
        return None if value is None else self._unpacked(open_sealed(bytes(value), about=self._about))

    def _packed(self, value: Any) -> bytes:
        raise NotImplementedError

    def _unpacked(self, plain: bytes) -> Any:
        raise NotImplementedError


class SealedText(Sealed):
    """str in, str out; AES-256-GCM in the column. None only where null=True."""

    def _packed(self, value: str) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self._about.decode()} takes text, not {type(value).__name__}")
        return value.encode()

    def _unpacked(self, plain: bytes) -> str:
        return plain.decode()


class SealedJson(Sealed):
    """A JSON value in and out (no NaN, keys are text); AES-256-GCM in the column. None is NULL."""

    def _packed(self, value: Any) -> bytes:
        try:
            packed = orjson.dumps(value, option=_AS_JSON)
        except TypeError:  # a whole number of more than 64 bits, or what JSON has not: the slower one tells
            packed = b"null"
        if b"null" not in packed:
            return packed
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()  # NaN is no null

    def _unpacked(self, plain: bytes) -> Any:
        return json.loads(plain)
