"""What a version says is never changed afterwards, not even by raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.catalogue.cast import load_short
from yimen.catalogue import models
from yimen.journal.source import new_id

pytestmark = pytest.mark.django_db

CONTENT = ["itemversion", "requirement", "step", "fee", "versionstate"]


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "is frozen" in str(error)
    return False


@pytest.mark.parametrize("table", CONTENT)
def test_a_published_version_refuses_update_and_delete(table: str) -> None:
    load_short()

    assert models.ItemVersion.objects.exists()
    assert refused(f"UPDATE catalogue_{table} SET id = id")
    assert refused(f"DELETE FROM catalogue_{table}")


def another_fee(version: models.ItemVersion) -> str:
    names = "id, version_id, position, name, standard, basis"
    key = new_id().hex if connection.vendor == "sqlite" else str(new_id())
    owner = version.id.hex if connection.vendor == "sqlite" else str(version.id)
    return f"INSERT INTO catalogue_fee ({names}) VALUES ('{key}', '{owner}', 9, '工本费', '10元', '')"


def test_a_published_version_takes_no_further_rows() -> None:
    load_short()

    assert refused(another_fee(models.ItemVersion.objects.get()))


def test_a_draft_still_takes_rows() -> None:
    load_short(("state: published\n", ""))

    assert not refused(another_fee(models.ItemVersion.objects.get()))
    assert models.Fee.objects.count() == 2


def test_the_code_of_an_item_is_its_own_for_ever_but_its_line_may_move() -> None:
    load_short()

    assert refused("UPDATE catalogue_item SET code = 'LN-02'")
    assert not refused("UPDATE catalogue_item SET line = '卫健'")
    assert models.Item.objects.get().line == "卫健"


def test_a_later_version_can_be_written_beside_a_frozen_one() -> None:
    load_short()
    load_short(("30 working", "20 working"))

    assert list(models.ItemVersion.objects.order_by("number").values_list("promised", flat=True)) == [
        "30 working days",
        "20 working days",
    ]
