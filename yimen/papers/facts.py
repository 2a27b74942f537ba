"""Facts that are kept: frozen values that go into JSON and come back equal. Pure."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

_AS_THEY_ARE = {str, int, bool, type(None)}


class Facts:
    """Frozen facts that go into JSON and come back equal."""

    def to_json(self) -> dict[str, Any]:
        """Strings, integers, booleans, null, lists and mappings only; days as ISO text."""
        names = _names(type(self))  # type: ignore[arg-type]  # a class has its hash
        return {name: _plain(getattr(self, name)) for name in names}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; TypeError or ValueError where a fact is missing or of a wrong kind."""
        hints = get_type_hints(cls)
        known = _names(cls)  # type: ignore[arg-type]  # the same
        return cls(**{name: _revived(hints[name], inner) for name, inner in value.items() if name in known})


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Facts):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _revived(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type) and issubclass(hint, Facts):
        return hint.from_json(value)
    if get_origin(hint) is tuple:
        return tuple(_revived(get_args(hint)[0], inner) for inner in value)
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint), value)
    if isinstance(hint, UnionType):  # X | None
        return None if value is None else _revived(get_args(hint)[0], value)
    if hint is date:
        return date.fromisoformat(value)
    return _checked(hint, value)


def _one_of(choices: tuple[str, ...], value: Any) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value


def _checked(hint: type, value: Any) -> Any:
    if type(value) is not hint:
        raise ValueError(f"{value!r} is not a {hint.__name__}")
    return value
