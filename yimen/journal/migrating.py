"""What migrations need beyond the framework's own operations."""

from typing import Any

from django.db.migrations import AlterField


class AlterFieldOnPostgres(AlterField):
    """A change of a field that PostgreSQL alone must be told of; SQLite, which would build the whole table anew, keeps what it
    has. E.g. a number that need not be checked to be positive any more (docs/decisions/0019): there the check costs nothing."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.database_forwards(app_label, schema_editor, from_state, to_state)
