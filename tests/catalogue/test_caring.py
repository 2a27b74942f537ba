"""A guide has a post that answers for it and a day by which it is checked; errors are reported, answered, counted (A6)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.town import Cast
from yimen.catalogue import caring, definitions, loading, reporting
from yimen.catalogue.models import Care, GuideReport, Item
from yimen.catalogue.writing import write
from yimen.journal import alarms, doctor, fold
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry, Fact
from yimen.office.actor import Actor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 9)


@pytest.fixture
def cared(cast: Cast) -> Cast:
    """社会事务办经办 answers for 农村低保 and checks its guide by Monday 9 March 2026."""
    at = cast.clock.at(3, 2)
    post = cast.town.posts["town_civil"]
    caring.assign(Item.objects.filter(code="MZ-01"), post=post, check_on=DAY, by=cast.editor, at=at)
    return cast


def care() -> Care:
    return Care.objects.select_related("item", "centre").get(item__code="MZ-01")


def report(cast: Cast, by: Actor | None = None, **more: Any) -> GuideReport:
    said = {"about": "materials", "says": "照片要两张", "contact": "13900001111", "channel": "portal"} | more
    by = by or Actor.public()
    return reporting.report(Item.objects.get(code="MZ-01"), **said, by=by, at=cast.clock.now)


def mended(cast: Cast) -> None:
    """The next version of the guide comes into force."""
    text = write(definitions.published("MZ-01", on=DAY)).replace("农村低保", "农低保", 1)
    loading.load_texts({"a.yaml": text + "state: published\n"}, by=cast.editor, at=cast.clock.now)


def test_on_its_day_an_alarm_says_that_a_guide_is_to_be_checked(cared: Cast):
    alarms.ring(at=cared.clock.at(3, 8, 23))
    assert not care().is_due
    alarms.ring(at=cared.clock.at(3, 9, 0, 1))

    assert care().is_due
    assert Entry.objects.filter(act="catalogue.check_due").get().actor.startswith("clock:")


def test_who_answers_for_it_confirms_it_and_the_next_day_is_the_policys(cared: Cast):
    at = cared.clock.at(3, 9, 10)  # the alarm that nobody rang is settled first
    fresh = caring.confirm(care(), by=cared.town_civil, at=at)

    assert (fresh.checked_on, fresh.check_on, fresh.is_due) == (DAY, DAY + timedelta(days=90), False)
    for stranger in (cared.town_disabled, cared.village, cared.window):
        with pytest.raises(NotYours):
            caring.confirm(care(), by=stranger, at=at)
    caring.confirm(care(), by=cared.editor, at=at)
    assert fold.replay(care().centre_id) == [] and doctor.examine() == []


@pytest.mark.parametrize("who", ["director", "town_civil", "village_editor"])
def test_only_who_keeps_the_items_says_who_answers_for_them(cared: Cast, who: str):
    items, post = Item.objects.filter(code="MZ-01"), cared.town.posts["village"]

    with pytest.raises(NotYours):
        caring.assign(items, post=post, check_on=DAY, by=getattr(cared, who), at=cared.clock.now)
    with pytest.raises(Malformed) as refused:
        caring.assign([], post=post, check_on=date(2026, 3, 1), by=cared.editor, at=cared.clock.now)
    assert set(refused.value.fields) == {"codes", "check_on"}


def test_anybody_reports_an_error_and_has_a_number_for_it(cared: Cast):
    first, second = report(cared), report(cared, by=cared.window, channel="counter")

    assert (first.number, second.number) == ("PT26-K000001", "PT26-K000002")
    assert (care().reports, care().adopted) == (2, 0)
    assert reporting.by_number("PT26-K000001").says == "照片要两张"
    assert GuideReport.objects.visible_to(cared.town_civil).count() == 2
    assert GuideReport.objects.visible_to(cared.editor).count() == 2
    assert GuideReport.objects.visible_to(cared.village_editor).count() == 0
    with pytest.raises(NotThere):
        reporting.by_number("PT26-K000003")


def test_an_item_for_which_nobody_answers_yet_can_be_wrong_too(cast: Cast):
    cast.clock.at(3, 2)
    made = report(cast)

    assert made.care.post is None and GuideReport.objects.visible_to(cast.editor).get() == made
    assert fold.replay(made.centre_id) == [] and doctor.examine() == []


def test_words_are_sealed_and_the_contact_is_no_part_of_the_journal(cared: Cast):
    report(cared)
    told = Entry.objects.get(act="catalogue.report_guide")

    assert "照片" not in told.body and "139" not in told.body
    assert list(Fact.objects.filter(entry=told).values_list("name", "value")) == [("says", "照片要两张")]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"about": "everything"}, "about"), ({"says": " "}, "says"), ({"says": "长" * 501}, "says"),
        ({"contact": "1\x072"}, "contact"),
    ],
)  # fmt: skip
def test_a_report_says_what_is_wrong_in_few_words(cared: Cast, more: Any, field: str):
    with pytest.raises(Malformed) as refused:
        report(cared, **more)
    assert set(refused.value.fields) == {field}
    assert report(cared, says="", channel="kiosk").says == ""
    assert report(cared, says="要两张　不是一张").says == "要两张　不是一张"  # a wide blank is no fault


def test_what_is_adopted_stands_as_an_error_until_a_later_version_is_in_force(cared: Cast):
    at = cared.clock.at(3, 3)
    made = report(cared)
    with pytest.raises(NotNow):  # it waits for an answer
        caring.confirm(care(), by=cared.town_civil, at=at)
    reporting.adopt(made, answer="确实是两张，已改", by=cared.town_civil, at=at)

    assert (care().adopted, care().wrong_in) == (1, made.version.number)
    assert reporting.by_number(made.number).contact == ""
    with pytest.raises(NotNow):
        caring.confirm(care(), by=cared.town_civil, at=at)
    mended(cared)
    assert caring.confirm(care(), by=cared.town_civil, at=at).checked_on == date(2026, 3, 3)


def test_a_report_is_answered_once_with_words_by_who_answers_for_the_guide(cared: Cast):
    made, at = report(cared), cared.clock.now
    with pytest.raises(Malformed):
        reporting.decline(made, answer="否", by=cared.town_civil, at=at)
    with pytest.raises(NotYours):
        reporting.decline(made, answer="指南没有错", by=cared.window, at=at)
    reporting.decline(made, answer="指南没有错", by=cared.town_civil, at=at)

    assert reporting.by_number(made.number).answer == "指南没有错"
    assert (care().adopted, care().wrong_in) == (0, 0)
    with pytest.raises(NotNow):
        reporting.adopt(made, answer="指南有错的", by=cared.town_civil, at=at)
    assert fold.replay(made.centre_id) == [] and doctor.examine() == []
