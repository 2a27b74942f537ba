"""A migration's operation that makes many tables at once."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class Tables(Operation):
    """All new tables of a package. They may point at each other in a circle.

    Django renders every model that is related to a new one anew, for each new one: of tables that nearly all belong to a
    centre, that is nearly all of them, a hundred times over. Here they are rendered once, which is half of what a first
    start spends on its database.
    """

    def __init__(self, operations: list[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what is rendered so far; it is rendered again, once, when it is asked for
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For who watches a migration."""
        return "Create " + ", ".join(one.name for one in self.operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it down."""
        return type(self).__name__, [self.operations], {}
