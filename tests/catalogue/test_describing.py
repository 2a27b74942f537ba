"""写明数据元: the site says why a fact is asked; the demonstration's words do not come back (PIPL 13, 17)."""

from dataclasses import replace

import pytest

from tests.catalogue.cast import CATALOGUE
from tests.town import Cast
from yimen.catalogue import defining, describing, models
from yimen.catalogue.describing import Ground
from yimen.catalogue.dictionary import Sensitivity
from yimen.catalogue.loading import load
from yimen.journal.errors import Malformed, NotThere, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry

OURS = Ground(Sensitivity.SENSITIVE, "发放补贴", "《某办法》第3条", 5)


def account() -> models.DataElement:
    return models.DataElement.objects.get(key="account")


def test_what_the_site_says_stands_is_told_in_the_journal_and_survives_the_next_load(cast: Cast):
    describing.describe("account", OURS, by=cast.editor, at=cast.clock.at(3, 2))
    load(CATALOGUE / "elements", by=cast.editor, at=cast.clock.at(3, 3))

    row = account()
    assert (row.purpose, row.basis, row.retention_years, row.to_confirm) == ("发放补贴", "《某办法》第3条", 5, False)
    assert (row.checked, row.name) == ("bank_account", "收款账号")
    assert Entry.objects.filter(act="catalogue.describe_element").count() == 1
    assert replay(cast.hall.pk) == []
    assert "account" in {one.key for one in defining.stored().elements if not one.to_confirm}


@pytest.mark.parametrize(
    ("ground", "field"),
    [
        (replace(OURS, purpose=" "), "purpose"),
        (replace(OURS, basis=""), "basis"),
        (replace(OURS, sensitivity=Sensitivity.PERSONAL, basis=""), "basis"),
        (replace(OURS, purpose="字" * 201), "purpose"),
        (replace(OURS, basis="第一条\n第二条"), "basis"),
        (replace(OURS, retention_years=-1), "retention_years"),
    ],
)
def test_a_personal_fact_needs_a_purpose_and_a_basis_that_can_be_read(cast: Cast, ground: Ground, field: str):
    with pytest.raises(Malformed) as refused:
        describing.describe("account", ground, by=cast.editor, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == [field]
    assert account().to_confirm


def test_what_is_about_nobody_needs_neither(cast: Cast):
    describing.describe("area", Ground(Sensitivity.GENERAL, "", "", 0), by=cast.editor, at=cast.clock.at(3, 2))

    assert not models.DataElement.objects.get(key="area").to_confirm


def test_who_does_not_keep_the_catalogue_says_nothing_and_what_is_not_there_is_not_there(cast: Cast):
    with pytest.raises(NotYours):
        describing.describe("account", OURS, by=cast.window, at=cast.clock.at(3, 2))
    with pytest.raises(NotThere):
        describing.describe("nobody", OURS, by=cast.editor, at=cast.clock.at(3, 2))
