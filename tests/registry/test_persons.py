"""Registering and finding persons: one paper, one person, seen by whom they concern alone."""

import threading
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, connections
from django.db.models.deletion import ProtectedError

from tests.registry.conftest import MORNING
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division
from yimen.registry import grants, persons
from yimen.registry.models import Look, Person, Purpose

TODAY = date(2026, 3, 2)
WANG = {
    "name": "王秀英",
    "document_kind": "resident",
    "number": "11010519491231002X",
    "phone": "13800138000",
    "address": "长风路1号",
    "division_id": None,
}
OLD_CARD = "110105491231002"


def _register(by: Actor, **other: Any) -> Person:
    return persons.register(**{**WANG, **other}, by=by, at=MORNING)


def test_a_person_is_kept_as_read(lin: Actor) -> None:
    _register(lin, name=" 王 秀英", number="１１０１０５ 19491231002x", phone="138 0013 8000")

    person = Person.objects.get()
    assert (person.name, person.number, person.phone) == ("王秀英", "11010519491231002X", "13800138000")
    assert (person.address, person.kind_word) == ("长风路1号", "居民身份证")


def test_the_same_paper_is_the_same_person_with_contact_brought_up_to_date(lin: Actor, zhou: Actor) -> None:
    first = _register(lin)

    again = _register(zhou, phone="13900139000", address="")

    assert again.id == first.id
    assert (again.phone, again.address) == ("13900139000", "长风路1号")
    assert Person.objects.get().phone == "13900139000"


def test_an_old_and_a_new_card_are_one_person_and_the_new_number_stays(lin: Actor) -> None:
    old = _register(lin, number=OLD_CARD)
    assert old.number == OLD_CARD

    new = _register(lin)
    assert (new.id, new.number) == (old.id, "11010519491231002X")

    old_again = _register(lin, number=OLD_CARD)
    assert (old_again.id, old_again.number) == (old.id, "11010519491231002X")


def test_another_name_on_a_known_number_changes_nothing(lin: Actor) -> None:
    _register(lin)

    with pytest.raises(NotNow) as refusal:
        _register(lin, name="李建国", phone="13900139000")
    assert refusal.value.code == "name_differs"
    assert Person.objects.get().phone == "13800138000"


def test_another_kind_of_paper_is_another_person(lin: Actor) -> None:
    _register(lin, document_kind="passport", number="E12345678")
    _register(lin)

    assert Person.objects.count() == 2


def test_newborns_without_paper_are_each_a_person(lin: Actor) -> None:
    first = _register(lin, document_kind="none", number="")
    second = _register(lin, document_kind="none", number="")

    assert first.id != second.id
    assert (first.number, first.masked_number) == (None, "")


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(lin: Actor) -> None:
    with pytest.raises(Malformed) as refusal:
        _register(lin, name="", number="1101051949123100", phone="1380013800", division_id=UUID(int=9))

    assert refusal.value.fields == {
        "name": "请填写姓名",
        "number": "身份证号应为18位，您输入了16位",
        "phone": "手机号应为11位，您输入了10位",
        "division": "没有这个区划，请重新选择",
    }
    assert not Person.objects.exists()
    assert not Look.objects.exists()


def test_nobody_is_born_tomorrow(lin: Actor) -> None:
    with pytest.raises(Malformed, match="出生日期在今天之后"):
        _register(lin, number="110105202603030011")

    assert _register(lin, number="110105202603020011").number == "110105202603020011"


def test_only_who_stands_in_a_post_registers(db: None) -> None:
    with pytest.raises(NotYours):
        _register(Actor("staff", UUID(int=1)))


def test_a_division_is_kept(lin: Actor, hall: Centre) -> None:
    person = _register(lin, division_id=hall.division_id)

    assert person.division == Division.objects.get()


def test_the_database_refuses_a_second_row_for_a_number(lin: Actor) -> None:
    person = _register(lin)
    person.pk = UUID(int=5)

    with pytest.raises(IntegrityError):
        person.save(force_insert=True)


def test_the_database_refuses_a_paper_without_number(lin: Actor) -> None:
    person = _register(lin)
    person.number_blind = None

    with pytest.raises(IntegrityError):
        person.save(update_fields=["number_blind"])


def test_a_registering_post_sees_the_person_that_day_and_other_posts_do_not(lin: Actor, zhou: Actor) -> None:
    _register(lin)

    assert Person.objects.visible_to(lin, on=TODAY).count() == 1
    assert Person.objects.visible_to(lin, on=TODAY + timedelta(days=1)).count() == 0
    assert Person.objects.visible_to(zhou, on=TODAY).count() == 0


def test_an_applicant_sees_only_themselves_and_devices_see_nobody(lin: Actor) -> None:
    wang = _register(lin)
    other = _register(lin, number="E1234567", document_kind="passport")

    seen = Person.objects.visible_to(Actor("applicant", wang.id), on=TODAY)
    assert list(seen) == [wang]
    assert other not in seen
    for kind in ("kiosk", "display", "clock", "agent"):
        assert not Person.objects.visible_to(Actor(kind, wang.id), on=TODAY).exists()


def test_a_grant_given_again_lasts_longer_and_never_shorter(lin: Actor, zhou: Actor) -> None:
    wang = _register(lin)
    assert zhou.post_id
    for day in (5, 9, 7):
        grants.grant(wang.id, post_id=zhou.post_id, purpose=Purpose.CASE, until_on=date(2026, 3, day), at=MORNING)

    assert Person.objects.visible_to(zhou, on=date(2026, 3, 9)).count() == 1
    assert Person.objects.visible_to(zhou, on=date(2026, 3, 10)).count() == 0


def test_an_ended_grant_leaves_those_for_other_purposes(lin: Actor) -> None:
    wang = _register(lin)
    assert lin.post_id
    until = date(2026, 3, 31)
    grants.grant(wang.id, post_id=lin.post_id, purpose=Purpose.CASE, until_on=until, at=MORNING)

    grants.end(wang.id, post_id=lin.post_id, purpose=Purpose.CASE, last_on=date(2026, 3, 1))

    assert Person.objects.visible_to(lin, on=TODAY).count() == 1  # for intake, until the evening
    assert Person.objects.visible_to(lin, on=TODAY + timedelta(days=1)).count() == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"number": "110105 19491231 002x"},
        {"number": OLD_CARD},
        {"name": "王 秀英"},
        {"initials": "WXY"},
        {"initials": "wxy", "name": "王秀英"},
    ],
)
def test_a_person_is_found_by_number_name_or_initials(lin: Actor, asked: dict[str, str]) -> None:
    wang = _register(lin)

    assert persons.find(**asked, visible_to=lin, on=TODAY) == [wang]


@pytest.mark.parametrize("asked", [{"name": "李建国"}, {"initials": "wx"}, {"name": "王秀英", "initials": "ljg"}, {}])
def test_whoever_does_not_match_all_that_is_asked_is_not_found(lin: Actor, asked: dict[str, str]) -> None:
    _register(lin)

    assert persons.find(**asked, visible_to=lin, on=TODAY) == []


def test_what_another_post_registered_is_not_found(lin: Actor, zhou: Actor) -> None:
    _register(lin)

    assert persons.find(number="11010519491231002X", visible_to=zhou, on=TODAY) == []


def test_a_person_shows_masked_in_lists_and_logs(lin: Actor) -> None:
    wang = _register(lin)

    assert (str(wang), wang.masked_number, wang.masked_phone) == ("王**", "**************002X", "138****8000")
    assert "秀英" not in repr(wang)


def test_a_sealed_column_cannot_be_searched_and_is_never_in_clear(lin: Actor) -> None:
    wang = _register(lin)

    with pytest.raises(FieldError):
        Person.objects.filter(name="王秀英").exists()
    assert Person.objects.filter(address__isnull=False).get() == wang
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number, phone, address, name_blind FROM registry_person")
        raw = b"".join(bytes(column) for column in cursor.fetchone())
    for clear in ("王秀英", "11010519491231002X", "13800138000", "长风路"):
        assert clear.encode() not in raw


def test_sealed_values_pass_bulk_writes(lin: Actor) -> None:
    wang = _register(lin)
    wang.address = "长风路2号"

    Person.objects.bulk_update([wang], ["address"])
    assert Person.objects.values_list("address", flat=True).get() == "长风路2号"

    Person.objects.update(phone="13700137000", address=None)
    assert Person.objects.values_list("phone", "address").get() == ("13700137000", None)


def test_a_person_who_was_seen_cannot_vanish(lin: Actor) -> None:
    wang = _register(lin)

    with pytest.raises(ProtectedError):
        wang.delete()


@pytest.mark.django_db(transaction=True)
def test_two_windows_registering_one_paper_at_the_same_moment_make_one_person(lin: Actor, zhou: Actor) -> None:
    start, made, failed = threading.Barrier(2), [], []

    def at_window(by: Actor) -> None:
        try:
            start.wait()
            made.append(_register(by).id)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    for _ in range(5):
        windows = [threading.Thread(target=at_window, args=(by,)) for by in (lin, zhou)]
        for window in windows:
            window.start()
        for window in windows:
            window.join()

    assert failed == []
    assert len(set(made)) == 1
    assert Person.objects.count() == 1
