"""Who held which post, what was entrusted and what applied stays as it was: the database sees to it."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from tests.town import Cast
from yimen.office.models import Cover, Entrustment, Holding, Policy

DAY = date(2026, 3, 2)


@pytest.fixture
def kept(cast: Cast) -> Cast:
    """A town with one more row of each kind."""
    staff, post = cast.town.staff["window"], cast.town.posts["reply"]
    Cover.objects.create(post=post, staff=staff, from_on=DAY, until_on=DAY, reason="年休假")
    Policy.objects.create(key="intake.answer", value="5 working days", basis="法", from_on=DAY)
    return cast


def refused(rows: Any, **change: Any) -> bool:
    try:
        with transaction.atomic():
            rows.update(**change) if change else rows._raw_delete("default")
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("model", [Holding, Cover, Entrustment, Policy])
def test_nothing_of_it_is_removed(kept: Cast, model: type[models.Model]):
    there = model._default_manager.count()

    assert there
    assert refused(model._default_manager.all())
    assert model._default_manager.count() == there


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Holding, {"from_on": date(2025, 1, 1)}),
        (Holding, {"from_on": date(2025, 1, 1), "until_on": DAY}),
        (Cover, {"until_on": date(2026, 12, 31)}),
        (Cover, {"reason": "别的"}),
        (Entrustment, {"item_code": "MZ-01"}),
        (Entrustment, {"until_on": DAY}),
        (Entrustment, {"scope": "一切", "revoked_on": DAY}),
        (Entrustment, {"until_on": DAY, "revoked_on": DAY}),  # nothing stood there
        (Policy, {"value": "90 working days"}),
        (Policy, {"from_on": date(2025, 1, 1)}),
    ],
)
def test_nothing_of_it_is_rewritten(kept: Cast, model: type[models.Model], change: dict[str, Any]):
    before = list(model._default_manager.order_by("pk").values())

    assert refused(model._default_manager.all(), **change)
    assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize(("model", "column"), [(Holding, "until_on"), (Entrustment, "revoked_on")])
def test_an_end_is_written_once(kept: Cast, model: type[models.Model], column: str):
    rows = model._default_manager.filter(**{f"{column}__isnull": True})
    one = model._default_manager.filter(pk=rows[0].pk)

    assert not refused(one, **{column: DAY})
    assert refused(one, **{column: date(2026, 3, 3)})
    assert refused(one, **{column: None})
    assert getattr(one.get(), column) == DAY


def test_nobody_becomes_the_holder_of_anothers_post(kept: Cast):
    assert refused(Holding.objects.all(), post=kept.town.posts["director"])
    assert refused(Holding.objects.all(), staff=kept.town.staff["window"])
