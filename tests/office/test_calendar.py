"""The legal calendar in the database: seeding, publishing a year, setting a day, and what is refused (E6)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from yimen.journal.errors import Malformed, NotYours
from yimen.journal.models import Entry
from yimen.office import calendar as legal
from yimen.office.actor import Actor
from yimen.office.models import CalendarYear, Centre, Division, Holding, LegalDay, Post, Role, Staff
from yimen.office.seed_calendar import seed_calendar

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 10, 1, 30, tzinfo=UTC)
POST, ROOT = UUID(int=8), UUID(int=9)
EDITOR = Actor("staff", UUID(int=7), post_id=POST, centre_id=ROOT, role=Role.NETWORK)
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
DAYS_OFF = {
    date(2027, 1, 1): "元旦",
    date(2027, 2, 5): "春节",
    date(2027, 2, 8): "春节",
    date(2027, 5, 1): "劳动节",
    date(2027, 5, 2): "劳动节",
    date(2027, 10, 1): "国庆节",
    date(2027, 10, 2): "国庆节",
    date(2027, 10, 3): "国庆节",
}
MAKE_UP = [date(2027, 2, 20)]


@pytest.fixture(autouse=True)
def _seeded(clock):
    clock.now = AT
    city = Division.objects.create(name="安宁市", level="city")
    root = Centre.objects.create(id=ROOT, code="PT", kind=Centre.Kind.ROOT, name="平台", division=city)
    post = Post.objects.create(id=POST, centre=root, title="网络管理员", role=Role.NETWORK)
    staff = Staff.objects.create(id=EDITOR.id, username="wu", name="吴磊")
    Holding.objects.create(post=post, staff=staff, from_on=date(2026, 1, 1))
    legal.forget()
    legal.seed(at=AT)
    yield
    legal.forget()


def publish(year=2027, days_off=DAYS_OFF, make_up_days=MAKE_UP, document=NOTICE, at=AT):
    return legal.publish_year(year, days_off, make_up_days, document=document, by=EDITOR, at=at)


def let_time_pass():
    legal._seen[0].looked -= legal.SEEN_WITHIN.total_seconds()


def refusal(**change):
    with pytest.raises(Malformed) as refused:
        publish(**change)
    return refused.value


def test_the_seeded_calendar_is_the_package_to_the_day():
    seeded, pure = legal.current(), seed_calendar()

    assert (seeded.published_from, seeded.published_until) == (date(2004, 1, 1), date(2026, 12, 31))
    assert seeded.open_days == pure.open_days
    assert seeded.names == pure.names


def test_each_seeded_year_names_its_document_and_source():
    year = CalendarYear.objects.get(year=2026)

    assert "2026" in year.document
    assert year.source.startswith("chinesecalendar 1.")
    assert LegalDay.objects.get(day=date(2026, 2, 17)).document == year.document


def test_seeding_again_changes_nothing_that_was_set_by_hand():
    legal.set_day(date(2026, 3, 3), works=False, name="台风停工", document="通告", by=EDITOR, at=AT)
    legal.seed(at=AT)

    assert not legal.current().works_on(date(2026, 3, 3))


def test_without_any_year_every_day_is_unpublished():
    LegalDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    legal.forget()

    assert not legal.current().is_published(date(2026, 3, 3))
    assert not legal.current().works_on(date(2026, 10, 1))


def test_a_published_year_is_seen_at_once_in_this_process():
    before = legal.current()
    publish()
    after = legal.current()

    assert (before.is_published(date(2027, 2, 5)), after.is_published(date(2027, 2, 5))) == (False, True)
    assert (before.works_on(date(2027, 2, 5)), after.works_on(date(2027, 2, 5))) == (True, False)
    assert after.works_on(date(2027, 2, 20))
    assert after.name_of(date(2027, 2, 5)) == "春节"


def test_a_year_published_by_another_process_is_seen_when_the_time_is_over():
    legal.current()
    CalendarYear.objects.create(year=2027, document=NOTICE, source="elsewhere", published_at=AT)
    LegalDay.objects.create(day=date(2027, 2, 5), works=False, name="春节", document=NOTICE)
    assert not legal.current().is_published(date(2027, 2, 5))

    let_time_pass()
    assert legal.current().is_published(date(2027, 2, 5))
    assert not legal.current().works_on(date(2027, 2, 5))


def test_the_calendar_is_not_read_again_while_it_is_fresh(django_assert_num_queries):
    legal.current()

    with django_assert_num_queries(0):
        legal.current()


def test_a_calendar_that_did_not_change_costs_one_small_query(django_assert_num_queries):
    same = legal.current()
    let_time_pass()

    with django_assert_num_queries(1):
        assert legal.current() is same


def test_a_correction_drops_what_the_earlier_notice_said_but_keeps_days_set_by_hand():
    publish()
    legal.set_day(date(2027, 7, 7), works=False, name="台风停工", document="通告", by=EDITOR, at=AT)
    fewer = {day: name for day, name in DAYS_OFF.items() if day != date(2027, 2, 8)}
    publish(days_off=fewer, document="更正通知")
    calendar = legal.current()

    assert calendar.works_on(date(2027, 2, 8))
    assert not calendar.works_on(date(2027, 2, 5))
    assert not calendar.works_on(date(2027, 7, 7))


def test_two_changes_at_the_same_moment_look_like_two():
    publish()
    first = CalendarYear.objects.get(year=2027).published_at
    publish(document="更正通知")

    assert CalendarYear.objects.get(year=2027).published_at > first


def test_a_notice_may_name_days_of_the_december_before_but_not_of_november():
    publish(days_off={**DAYS_OFF, date(2026, 12, 31): "元旦"})
    assert not legal.current().works_on(date(2026, 12, 31))

    assert "2026年11月30日不属于2027年" in refusal(days_off={**DAYS_OFF, date(2026, 11, 30): "元旦"}).fields["days_off"]


def test_publishing_and_setting_are_told_in_the_journal_of_the_root():
    publish()
    legal.set_day(date(2027, 7, 7), works=False, name="台风停工", document="通告", by=EDITOR, at=AT)

    told = list(Entry.objects.filter(centre_id=ROOT).order_by("number").values_list("act", flat=True))
    assert told == ["office.publish_year", "office.set_day"]


def test_who_is_not_the_network_clerk_may_neither_publish_nor_set_a_day():
    other = replace(EDITOR, role=Role.DIRECTOR)

    with pytest.raises(NotYours):
        legal.publish_year(2027, DAYS_OFF, MAKE_UP, document=NOTICE, by=other, at=AT)
    with pytest.raises(NotYours):
        legal.set_day(date(2026, 7, 7), works=False, name="台风停工", document="通告", by=other, at=AT)
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert legal.current().works_on(date(2026, 7, 7))


def test_what_is_proposed_is_what_publishing_makes_and_writes_nothing():
    proposed = legal.proposed(2027, DAYS_OFF, MAKE_UP, document=NOTICE)
    assert not CalendarYear.objects.filter(year=2027).exists()

    publish()
    made = legal.current()
    assert (proposed.open_days, proposed.names) == (made.open_days, made.names)
    assert proposed.published_until == made.published_until == date(2027, 12, 31)


def test_a_proposed_correction_drops_what_the_earlier_notice_said():
    publish()
    fewer = {day: name for day, name in DAYS_OFF.items() if day != date(2027, 2, 8)}
    proposed = legal.proposed(2027, fewer, MAKE_UP, document="更正通知")

    assert proposed.works_on(date(2027, 2, 8))
    assert not legal.current().works_on(date(2027, 2, 8))


def test_years_are_published_in_order():
    days = {day.replace(year=2028): name for day, name in DAYS_OFF.items()}

    assert "还没有公布2027年" in refusal(year=2028, days_off=days, make_up_days=[]).fields["year"]
    publish()
    publish(year=2028, days_off=days, make_up_days=[], document="2028年通知")
    assert legal.current().published_until == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"document": " "}, "document", "请填写国务院办公厅通知"),
        ({"document": "长" * 121}, "document", "最多120个字，您填写了121个字"),
        ({"year": 1880}, "year", "您填写的是1880"),
        ({"days_off": {}}, "days_off", "缺少2027年1月1日（元旦）"),
        ({"days_off": {**DAYS_OFF, date(2028, 1, 1): "元旦"}}, "days_off", "2028年1月1日不属于2027年"),
        ({"days_off": {**DAYS_OFF, date(2027, 6, 9): " "}}, "days_off", "2027年6月9日：请填写节日名称"),
        ({"make_up_days": [date(2027, 2, 22)]}, "make_up_days", "2027年2月22日是星期一，本来就上班"),
        ({"make_up_days": [date(2027, 10, 2)]}, "make_up_days", "既是放假日又是调休上班日"),
        ({"make_up_days": [date(2028, 2, 20)]}, "make_up_days", "不属于2027年"),
    ],
)
def test_a_faulty_notice_is_refused_whole_with_a_sentence_at_the_field(change, field, sentence):
    refused = refusal(**change)

    assert sentence in refused.fields[field]
    assert sentence in str(refused)
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert not LegalDay.objects.filter(day__year=2027).exists()


def test_a_day_may_be_set_and_set_back():
    storm = date(2026, 9, 8)
    legal.set_day(storm, works=False, name="台风停工", document="市政府通告", by=EDITOR, at=AT)
    assert (legal.current().works_on(storm), legal.current().name_of(storm)) == (False, "台风停工")

    legal.set_day(storm, works=True, name="恢复上班", document="市政府通告", by=EDITOR, at=AT)
    assert legal.current().works_on(storm)


@pytest.mark.parametrize(
    ("day", "name", "document", "field"),
    [
        (date(2027, 3, 3), "台风停工", "通告", "day"),
        (date(2026, 3, 3), " ", "通告", "name"),
        (date(2026, 3, 3), "台" * 31, "通告", "name"),
        (date(2026, 3, 3), "台风停工", "", "document"),
    ],
)
def test_a_day_without_name_or_document_or_of_an_unpublished_year_may_not_be_set(day, name, document, field):
    with pytest.raises(Malformed) as refused:
        legal.set_day(day, works=False, name=name, document=document, by=EDITOR, at=AT)

    assert list(refused.value.fields) == [field]
    assert not LegalDay.objects.filter(day=day).exists()
