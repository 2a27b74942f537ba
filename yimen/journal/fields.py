"""The key every row has."""

from typing import Any

from django.db import models

from yimen.journal import source


class KeyField(models.UUIDField[Any, Any]):
    """A UUIDv7 primary key from the seedable source. In migrations it is a plain UUIDField: they import none of our code."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {"primary_key": True, "default": source.new_id, "editable": False}
        super().__init__(**(defaults | options))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.UUIDField", list(args), options
