"""What is asked for most: counted from what happened, once, by month and centre; lists and searches put it first."""

from datetime import date

from tests.town import Cast
from yimen.cases import intake, using
from yimen.cases.models import ItemUse
from yimen.catalogue import definitions, finding
from yimen.journal import followers, kept

ON = date(2026, 3, 2)


def receive(cast: Cast, month: int, code: str) -> None:
    at = cast.clock.at(month, 2)
    definition = definitions.published(code, on=at.date())
    intake.receive(cast.handed(at, given=False, definition=definition), by=cast.window, at=at)


def test_what_was_received_is_counted_once_by_month(cast: Cast):
    for month, code in ((2, "MZ-02"), (3, "MZ-02"), (3, "MZ-01")):
        receive(cast, month, code)
    for _time in range(2):
        followers.catch_up(at=cast.clock.now)

    rows = ItemUse.objects.order_by("month", "item_code").values_list("item_code", "month", "times")
    assert list(rows) == [
        ("MZ-02", date(2026, 2, 1), 1),
        ("MZ-01", date(2026, 3, 1), 1),
        ("MZ-02", date(2026, 3, 1), 1),
    ]
    assert dict(using.times(on=ON)) == {"MZ-02": 2, "MZ-01": 1} == dict(using.times(on=ON, centre_id=cast.hall.pk))


def test_what_was_asked_for_a_year_ago_and_elsewhere_does_not_count(cast: Cast):
    receive(cast, 2, "MZ-02")
    followers.catch_up(at=cast.clock.now)
    kept.forget()

    assert dict(using.times(on=date(2027, 1, 31))) == {"MZ-02": 1}
    assert dict(using.times(on=date(2027, 2, 1))) == {}
    assert dict(using.times(on=ON, centre_id=cast.town.centres["PT"].pk)) == {}


def test_the_most_used_comes_first_of_those_that_fit_alike(cast: Cast):
    offered = definitions.offered(cast.hall.pk, on=ON)
    used = {"MZ-04": 5, "MZ-02": 9}

    assert [one.code for one in finding.find("最低生活保障", offered, used=used)][:2] == ["MZ-02", "MZ-01"]
    assert finding.find("农村", offered, used=used)[0].code == "MZ-04"
    assert finding.find("MZ-01", offered, used=used)[0].code == "MZ-01"  # what is named exactly stays first
    assert [one.code for one in finding.most_used_first(offered, used)][:2] == ["MZ-02", "MZ-04"]
