"""Foreign keys and migrations keep to the layers; import-linter cannot see either."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.reading import PACKAGES, ROOT, Source, imports, read, sources

OPERATIONS = ("yimen.journal.guards", "yimen.journal.migrating", "yimen.journal.tables")  # what a migration is made of


def package(model: type[models.Model]) -> str:
    """The package of ours a model belongs to, or an empty string."""
    first, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if first == "yimen" else ""


def upward(source: str, target: str) -> bool:
    """Whether a key from one package to another points up."""
    return target in PACKAGES and PACKAGES.index(target) > PACKAGES.index(source)


def our_imports(source: Source) -> list[str]:
    """What of our own code a migration imports, but for its operations."""
    names = (name for _, name in imports(source.tree) if name.split(".")[0] == "yimen")
    return [name for name in names if not any(f"{name}.".startswith(f"{one}.") for one in OPERATIONS)]


def test_every_package_is_in_the_order():
    found = {path.parent.name for path in (ROOT / "yimen").glob("*/__init__.py")}

    assert found <= set(PACKAGES), "a new package needs its place in the order"


def test_foreign_keys_point_down():
    for model in apps.get_models():
        source = package(model)
        if not source:
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete) or not isinstance(field.related_model, type):
                continue
            assert not upward(source, package(field.related_model)), f"{model.__name__}.{field.name} points up"


@pytest.mark.parametrize(("source", "target", "up"), [("journal", "office", True), ("cases", "office", False)])
def test_up_and_down_are_told_apart(source: str, target: str, up: bool):
    assert upward(source, target) is up


def test_faces_have_no_models():
    faces = [model.__name__ for model in apps.get_models() if package(model) in ("faces", "demonstration")]

    assert faces == []


def test_migrations_import_none_of_our_code():
    for source in sources("yimen", migrations=True):
        assert our_imports(source) == [], source.path


def test_an_import_of_our_code_is_seen_and_the_operations_are_allowed():
    assert our_imports(read("import yimen.office.models")) == ["yimen.office.models"]
    assert our_imports(read("from yimen.office.models import Level")) == ["yimen.office.models.Level"]
    assert our_imports(read("from yimen.journal import guards\nfrom django.db import models")) == []
