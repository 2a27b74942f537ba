"""Intake with the database: receive, accept, refuse, deemed acceptance, on the spot (C2, C4, C5, C6, D10, E3)."""

import dataclasses
from datetime import date

import pytest

from tests.cases.items import changed
from tests.cases.walking import open_steps, taken_in, told
from tests.town import Cast
from yimen.cases import completion, intake, on_the_spot
from yimen.cases.models import Application, Case, CaseMaterial
from yimen.journal import alarms, guards
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Counter, Entry
from yimen.office.models import Entrustment, Holding
from yimen.papers.models import Paper


def nothing_happened() -> bool:
    rows = Case.objects.exists() or Application.objects.exists() or Paper.objects.exists()
    return not rows and not Entry.objects.filter(subject_kind="cases.case").exists() and not Counter.objects.exists()


def test_receiving_gives_a_number_and_starts_no_clock(cast: Cast):
    at = cast.clock.at(3, 2)

    case = intake.receive(cast.handed(at, given=False), by=cast.window, at=at)

    stored = Case.objects.get(pk=case.pk)
    assert (stored.number, stored.state, stored.due_on, stored.accepted_on) == ("DY26-000001", "received", None, None)
    assert stored.answer_by_on == date(2026, 3, 9)
    assert told(case) == ["receive"]


def test_a_seat_outside_the_centre_is_refused(cast: Cast):
    at = cast.clock.at(3, 2)
    outside = dataclasses.replace(cast.handed(at), seat_id=cast.town.divisions["city"].pk)

    with pytest.raises(Malformed) as refused:
        intake.receive(outside, by=cast.window, at=at)

    assert "seat" in refused.value.fields
    assert nothing_happened()


def test_a_seat_above_the_level_that_the_steps_need_is_refused(cast: Cast):
    at = cast.clock.at(3, 2)
    too_high = dataclasses.replace(cast.handed(at), seat_id=cast.town.divisions["town"].pk)

    with pytest.raises(Malformed, match="村（社区）一级"):
        intake.receive(too_high, by=cast.window, at=at)
    assert nothing_happened()


@pytest.mark.parametrize("variant", ["", "no_such"])
def test_one_of_the_items_variants_must_be_chosen(everyone: Cast, variant: str):
    at = everyone.clock.at(3, 2)

    with pytest.raises(Malformed) as refused:
        intake.receive(everyone.handed(at, code="YX-01", variant=variant), by=everyone.window, at=at)

    assert "variant" in refused.value.fields
    assert nothing_happened()


def test_an_item_without_variants_takes_none(cast: Cast):
    at = cast.clock.at(3, 2)

    with pytest.raises(Malformed):
        intake.receive(cast.handed(at, variant="noticed"), by=cast.window, at=at)


@pytest.mark.parametrize(
    ("variant", "names"), [("plain", ["申请书", "说明"]), ("noticed", ["申请书", "四邻图", "说明"])]
)
def test_the_variant_says_what_is_asked(everyone: Cast, variant: str, names: list[str]):
    at = everyone.clock.at(3, 2)
    case = intake.receive(everyone.handed(at, code="YX-01", variant=variant), by=everyone.window, at=at)

    rows = CaseMaterial.objects.filter(case=case, is_given=True).select_related("requirement")
    assert sorted(row.requirement.name for row in rows) == sorted(names)


def test_a_material_of_another_item_is_refused(cast: Cast):
    at = cast.clock.at(3, 2)
    foreign = frozenset(one.id for one in cast.item("JS-03").requirements)

    with pytest.raises(Malformed):
        intake.receive(dataclasses.replace(cast.handed(at), given=foreign), by=cast.window, at=at)
    assert nothing_happened()


def test_the_supervisor_may_receive_and_the_village_officer_may_not(cast: Cast):
    at = cast.clock.at(3, 2)
    intake.receive(cast.handed(at), by=cast.supervisor, at=at)

    for by in (cast.village, cast.reply, cast.network, cast.county):
        with pytest.raises(NotYours):
            intake.receive(cast.handed(at), by=by, at=at)
    assert Case.objects.count() == 1


def test_a_window_of_another_line_may_not_receive(cast: Cast):
    at = cast.clock.at(3, 2)
    narrow = dataclasses.replace(cast.window, lines=frozenset({"计生"}))

    with pytest.raises(NotYours):
        intake.receive(cast.handed(at), by=narrow, at=at)
    assert nothing_happened()


def test_nobody_acts_in_a_post_that_is_no_longer_held(cast: Cast):
    at = cast.clock.at(3, 2)
    Holding.objects.filter(post=cast.town.posts["window"]).update(until_on=date(2026, 3, 1))

    with pytest.raises(NotYours) as refused:
        intake.receive(cast.handed(at), by=cast.window, at=at)

    assert refused.value.code == "no_authority"
    assert nothing_happened()


def test_acceptance_starts_the_clock_on_the_next_day_and_gives_the_receipt(cast: Cast):
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))

    assert (case.state, case.accepted_on, case.due_on) == ("in_process", date(2026, 3, 2), date(2026, 4, 14))
    assert open_steps(case) == {"village_check"}
    assert Paper.objects.get().number == "DY26-S000001"
    assert (case.accepted_by_id, case.answerable_id) == (cast.window.id, cast.window.id)


def test_a_missing_material_prevents_acceptance_and_an_optional_one_does_not(everyone: Cast):
    at = everyone.clock.at(3, 2)
    item = everyone.item("PX-01")
    optional = frozenset(one.id for one in item.requirements if one.key == "photo")
    incomplete = dataclasses.replace(everyone.handed(at, code="PX-01"), given=optional)
    case = intake.receive(incomplete, by=everyone.window, at=at)

    with pytest.raises(NotNow) as refused:
        intake.accept(case, by=everyone.window, at=at)

    assert refused.value.code == "incomplete"
    required = frozenset(one.id for one in item.requirements if one.key == "application")
    complete = dataclasses.replace(incomplete, given=required)
    assert intake.take_in(complete, by=everyone.window, at=at).state == "in_process"


def test_an_incomplete_intake_in_one_go_leaves_nothing(cast: Cast):
    at = cast.clock.at(3, 2)

    with pytest.raises(NotNow):
        intake.take_in(cast.handed(at, given=False), by=cast.window, at=at)
    assert nothing_happened()


def test_accepting_twice_is_refused(cast: Cast):
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))

    with pytest.raises(NotNow):
        intake.accept(case, by=cast.window, at=cast.clock.at(3, 2, 10))


@pytest.mark.parametrize("post", ["village", "county", "reply", "leader", "network", "town_civil"])
def test_accepting_is_the_fronts_and_nobody_elses(cast: Cast, post: str):
    at = cast.clock.at(3, 2)
    case = intake.receive(cast.handed(at), by=cast.window, at=at)

    with pytest.raises(NotYours):
        intake.accept(case, by=getattr(cast, post), at=at)
    assert intake.accept(case, by=cast.window2, at=at).state == "in_process"


def test_refusing_to_accept_needs_a_listed_reason_and_words(cast: Cast):
    at = cast.clock.at(3, 2)
    case = intake.receive(cast.handed(at), by=cast.window, at=at)

    for code, reason in (("no_such_code", "不属于本中心"), ("not_ours", "不行"), ("not_ours", "    不行    ")):
        with pytest.raises(Malformed):
            intake.refuse_intake(case, code=code, reason=reason, by=cast.window, at=at)
    refused = intake.refuse_intake(case, code="not_ours", reason="应向公安机关申请", by=cast.window, at=at)

    assert (refused.state, refused.reason_code, refused.ended_on) == ("not_accepted", "not_ours", date(2026, 3, 2))


def test_who_is_turned_away_has_a_number_too(cast: Cast):
    at = cast.clock.at(3, 2)

    case = intake.turn_away(cast.handed(at), code="not_ours", reason="应向公安机关申请", by=cast.window, at=at)

    assert (case.number, case.state) == ("DY26-000001", "not_accepted")
    assert told(case) == ["receive", "refuse_intake"]


def test_turning_away_without_words_leaves_nothing(cast: Cast):
    at = cast.clock.at(3, 2)

    with pytest.raises(Malformed):
        intake.turn_away(cast.handed(at), code="not_ours", reason="", by=cast.window, at=at)
    assert nothing_happened()


def unanswered(cast: Cast, *, code: str = "YX-01") -> Case:
    at = cast.clock.at(3, 2)  # a Monday: five working days later is Monday 9 March
    variant = "plain" if code == "YX-01" else ""
    return intake.receive(cast.handed(at, code=code, variant=variant, given=False), by=cast.window, at=at)


def test_without_an_answer_in_five_working_days_the_case_is_accepted_as_of_receipt(everyone: Cast):
    case = unanswered(everyone)

    assert alarms.ring(at=everyone.clock.at(3, 9, 23, 59)) == 0
    assert alarms.ring(at=everyone.clock.at(3, 10, 0, 1)) == 1

    case.refresh_from_db()
    assert (case.state, case.accepted_on, case.due_on) == ("in_process", date(2026, 3, 2), date(2026, 3, 16))
    assert told(case) == ["receive", "deem_accepted"]
    assert replay(everyone.hall.pk) == []


def test_an_item_that_the_law_does_not_deem_accepted_waits(everyone: Cast):
    case = unanswered(everyone, code="PX-01")

    assert alarms.ring(at=everyone.clock.at(6, 1)) == 0
    case.refresh_from_db()
    assert case.state == "received"


def test_a_late_worker_changes_nothing_for_the_turn_that_comes_first(everyone: Cast):
    case = unanswered(everyone)

    with pytest.raises(NotNow):  # it is accepted already when the clerk comes to refuse
        intake.refuse_intake(
            case, code="not_ours", reason="应向公安机关申请", by=everyone.window, at=everyone.clock.at(3, 10)
        )
    asked = completion.ask_completion(case, by=everyone.window, at=everyone.clock.at(3, 10))

    assert (asked.state, asked.came_from, asked.accepted_on) == ("completing", "in_process", date(2026, 3, 2))
    assert told(case) == ["receive", "deem_accepted", "ask_completion"]


def test_answered_on_the_last_day_it_is_not_deemed_accepted(everyone: Cast):
    case = unanswered(everyone)
    completion.ask_completion(case, by=everyone.window, at=everyone.clock.at(3, 9, 16))

    assert alarms.ring(at=everyone.clock.at(3, 11)) == 0
    case.refresh_from_db()
    assert case.state == "completing"


def test_only_the_clock_deems_a_case_accepted(everyone: Cast):
    case = unanswered(everyone)

    with pytest.raises(NotYours):
        intake.deem_accepted(case, by=everyone.supervisor, at=everyone.clock.at(3, 3))


def test_an_item_decided_at_the_window_can_be_deemed_accepted_too(everyone: Cast):
    load_window_item(everyone, deemed_acceptance="true")
    case = unanswered(everyone, code="JS-09")

    assert alarms.ring(at=everyone.clock.at(3, 10, 0, 1)) == 1
    case.refresh_from_db()
    assert (case.state, case.accepted_on) == ("in_process", date(2026, 3, 2))
    assert open_steps(case)


def test_on_the_spot_all_four_acts_happen_or_none(cast: Cast):
    at = cast.clock.at(3, 2)
    case = on_the_spot.handle(cast.handed(at, code="JS-03"), receiver="王建军", by=cast.window, at=at)
    assert told(case) == ["receive", "accept", "decide", "deliver"]

    with pytest.raises(NotNow):
        on_the_spot.handle(cast.handed(at, code="JS-03", given=False), by=cast.window, at=at)
    assert Case.objects.count() == 1
    assert Counter.objects.get(series="26").value == 1


def test_an_item_with_steps_of_others_is_not_done_on_the_spot(everyone: Cast):
    at = everyone.clock.at(3, 2)

    with pytest.raises(NotNow) as refused:
        on_the_spot.handle(everyone.handed(at, code="PX-01"), by=everyone.window, at=at)
    assert refused.value.code == "not_on_the_spot"


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_on": date(2026, 3, 2)},
        {"until_on": date(2026, 3, 1)},
        {"from_on": date(2026, 3, 3)},
        {"item_code": "JS-04"},
    ],
)
def test_without_an_entrustment_in_force_the_window_does_not_decide(cast: Cast, change: dict[str, object]):
    with guards.lifted():
        Entrustment.objects.update(**change)
    at = cast.clock.at(3, 2)

    with pytest.raises(NotYours) as refused:
        on_the_spot.handle(cast.handed(at, code="JS-03"), by=cast.window, at=at)

    assert refused.value.code == "not_entrusted"
    assert nothing_happened()


@pytest.mark.parametrize("change", [{"revoked_on": date(2026, 3, 3)}, {"until_on": date(2026, 3, 2)}])
def test_on_its_last_day_the_entrustment_holds(cast: Cast, change: dict[str, object]):
    with guards.lifted():
        Entrustment.objects.update(**change)
    at = cast.clock.at(3, 2)

    assert on_the_spot.handle(cast.handed(at, code="JS-03"), by=cast.window, at=at).state == "closed"


def load_window_item(cast: Cast, **lines: str) -> None:
    from tests.cases import items
    from tests.town import CATALOGUE

    text = (CATALOGUE / "ldry.yaml").read_text("utf-8")
    items.load(cast, cast.clock.at(1, 6), js=changed(text, code="JS-09", **lines))
