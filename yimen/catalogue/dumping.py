"""Dumping: the catalogue as files or as a list for programs."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from yimen.catalogue import defining, signposting, signposts
from yimen.catalogue.definitions import Definition, of_versions
from yimen.catalogue.elements import State
from yimen.catalogue.models import ItemVersion, VersionState
from yimen.catalogue.writing import sign, write


def current(on: date) -> list[Definition]:
    """Per item the version in force on that day, else the newest; by code."""
    versions: dict[UUID, UUID] = {}
    for item, version in ItemVersion.objects.order_by("item__code", "number").values_list("item_id", "id"):
        versions[item] = version
    versions |= dict(ItemVersion.objects.in_force(on).values_list("item_id", "id"))
    return of_versions(versions.values())


def as_files(on: date) -> Iterator[tuple[str, str]]:
    """File names and texts: the dictionary, every item as it stands on that day, every bundle, what is done elsewhere;
    `load_catalogue` reads them back."""
    dictionary = defining.stored()
    if dictionary.elements:
        yield f"{defining.FOLDER}/{defining.FOLDER}.yaml", defining.write(dictionary)
    for definition in current(on):
        state = _state(definition.version_id, on)
        text = write(definition, state=State(state.state), from_on=state.from_on, dictionary=dictionary)
        yield f"{definition.code}.yaml", text
    for folder, signs in (
        (signposting.BUNDLES, signposting.bundles()),
        (signposting.ELSEWHERE, signposting.elsewhere()),
    ):
        for one in signs:
            yield f"{folder}/{one.code}.yaml", sign(one)


def signs_as_list() -> dict[str, list[dict[str, Any]]]:
    """Bundles, and what is done elsewhere, as their files hold them, for programs."""
    return {
        signposting.BUNDLES: [signposts.written(one) for one in signposting.bundles()],
        signposting.ELSEWHERE: [signposts.written(one) for one in signposting.elsewhere()],
    }


def as_list(on: date) -> list[dict[str, Any]]:
    """Every item in short, for programs."""
    return [_short(one, _state(one.version_id, on)) for one in current(on)]


def _state(version_id: UUID, on: date) -> VersionState:
    states = VersionState.objects.filter(version_id=version_id).order_by("number")
    return states.filter(from_on__lte=on).last() or states.get(number=1)


def _short(definition: Definition, state: VersionState) -> dict[str, Any]:
    decides = [step.level.value for step in definition.steps if step.is_decision]
    return {
        "code": definition.code,
        "name": definition.name,
        "department": definition.line,
        "version": definition.number,
        "state": state.state,
        "from": state.from_on.isoformat(),
        "body": definition.body,
        "decided_by": decides or ["window"],
        "promised": str(definition.promised) if definition.promised else None,
        "statutory": str(definition.statutory) if definition.statutory else None,
        "materials": [requirement.name for requirement in definition.requirements],
        "steps": [step.name for step in definition.steps],
        "fees": [fee.standard for fee in definition.fees],
    }
