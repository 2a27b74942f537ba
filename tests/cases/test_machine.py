"""T3: a machine of cases. Whatever anybody does in any order, right or wrong, what must always hold holds.

YIMEN_STEPS says how many steps to walk: 4,000 in `make test`, 20,000 in `make long`. A step, or
attempt, is one call of a real verb by somebody of the town, allowed or not: it either is done or is refused, and what was
refused has changed nothing.
"""

import os
from collections import Counter as Tally
from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.engines import LONG
from tests.town import Cast
from yimen.cases import (
    answerable,
    clock,
    completion,
    corrections,
    decisions,
    delivery,
    endings,
    extending,
    intake,
    on_the_spot,
    pausing,
    proposals,
    refusing,
    steps,
    timing,
)
from yimen.cases.lifecycle import ENDINGS, MOVES
from yimen.cases.models import Case, Completion, Extension, Pause, PublicNotice, Task
from yimen.catalogue import definitions
from yimen.catalogue import promise as promises
from yimen.catalogue.elements import AfterCompletion
from yimen.journal import alarms, doctor, source
from yimen.journal.errors import Refused
from yimen.journal.models import Entry
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.office.models import Role

ENOUGH = 20_000  # from here on every verb must have been both done and refused
STEPS = int(os.environ.get("YIMEN_STEPS", ENOUGH if LONG else 4_000))
if STEPS <= ENOUGH:  # on one engine; `make proof` walks a longer way on both
    pytestmark = pytest.mark.engine("sqlite")
WALK = 50  # rules in one walk; one of them may be several attempts
A_WALK = 60  # attempts in one walk, by experience
MOST_CASES = 6
CODES = (
    ("MZ-01", ""),
    ("JS-03", ""),
    ("PX-01", ""),
    ("YX-01", "plain"),
    ("YX-01", "noticed"),
    ("XM-01", ""),
    ("TX-01", ""),
)
PEOPLE = (
    "window", "window2", "reply", "town_civil", "town_family", "supervisor", "leader", "director", "network", "editor",
    "village", "village2", "county", "county_head",
)  # fmt: skip
BEGINNINGS = (datetime(2026, 3, 2, 9, tzinfo=OFFICE_ZONE), datetime(2026, 9, 24, 9, tzinfo=OFFICE_ZONE),
              datetime(2026, 12, 7, 9, tzinfo=OFFICE_ZONE))  # fmt: skip
WORDS = "经核实情况如此"
NUMBERS, PICKS = st.integers(0, MOST_CASES - 1), st.integers(0, 59)


# What a refused act must have left as it was: every case and task, every number given, every entry.
SIGNATURE = (
    "SELECT id, state, stage, round, due_on, outcome, ended_on, answer_by_on, restarted_on, answerable_id, led_by_id, "
    "wanted_on, joined_on FROM cases_case ORDER BY id",
    "SELECT id, state FROM cases_proposal ORDER BY id",
    "SELECT id, until_on FROM cases_pause ORDER BY id",
    "SELECT id FROM cases_extension ORDER BY id",
    "SELECT id, joint_due_on FROM cases_application ORDER BY id",
    "SELECT id, state, due_on FROM cases_task ORDER BY id",
    "SELECT centre_id, series, value FROM journal_counter ORDER BY id",
    "SELECT centre_id, number FROM journal_stream ORDER BY centre_id",
    "SELECT subject_id, act, due_at FROM journal_alarm ORDER BY id",
)


def _all(cursor: Any, sql: str) -> list[Any]:
    cursor.execute(sql)
    return list(cursor.fetchall())


class Attempts:
    """Every verb of a case, called with what the machine drew."""

    cast: ClassVar[Cast]

    def __init__(self, case: Case, task: Task | None, pick: int) -> None:
        self.case, self.pick = case, pick
        self.task_id = task.pk if task else source.new_id()
        self.definition = definitions.of_version(case.version_id)

    def accept(self, by: Actor, at: datetime) -> Case:
        return intake.accept(self.case, by=by, at=at)

    def deem_accepted(self, by: Actor, at: datetime) -> Case:
        return intake.deem_accepted(self.case, by=by, at=at)

    def refuse_intake(self, by: Actor, at: datetime) -> Case:
        basis, words = "《试验办法》第一条", self._words()
        return intake.refuse_intake(self.case, code="not_ours", reason=words, basis=basis, by=by, at=at)

    def ask_completion(self, by: Actor, at: datetime) -> Case:
        remark = "" if self.pick % 3 == 0 else "请补写家庭人数"
        return completion.ask_completion(self.case, remark=remark, by=by, at=at)

    def complete(self, by: Actor, at: datetime) -> Case:
        given = [] if self.pick % 4 == 0 else [one.id for one in self.definition.requirements]
        return completion.complete(self.case, given=given, by=by, at=at)

    def return_unanswered(self, by: Actor, at: datetime) -> Case:
        return completion.return_unanswered(self.case, by=by, at=at)

    def post_notice(self, by: Actor, at: datetime) -> Case:
        return steps.post_notice(self.case, task_id=self.task_id, by=by, at=at)

    def finish(self, by: Actor, at: datetime) -> Case:
        return steps.finish(self.case, task_id=self.task_id, opinion=WORDS, by=by, at=at)

    def send_back(self, by: Actor, at: datetime) -> Case:
        return steps.send_back(self.case, task_id=self.task_id, reason=self._words(), by=by, at=at)

    def decide(self, by: Actor, at: datetime) -> Case:
        outcome = "refused" if self.pick % 4 == 1 else "granted"
        return decisions.decide(self.case, task_id=self.task_id, outcome=outcome, opinion=self._words(), by=by, at=at)

    def deliver(self, by: Actor, at: datetime) -> Case:
        return delivery.deliver(self.case, way="window", receiver="王秀英", by=by, at=at)

    def return_(self, by: Actor, at: datetime) -> Case:
        return endings.return_(self.case, code="examined_not_met", reason=self._words(), by=by, at=at)

    def withdraw(self, by: Actor, at: datetime) -> Case:
        return endings.withdraw(self.case, reason=self._words(), by=by, at=at)

    def terminate(self, by: Actor, at: datetime) -> Case:
        return endings.terminate(self.case, code="other", reason=self._words(), by=by, at=at)

    def ask_extension(self, by: Actor, at: datetime) -> Case:
        return extending.ask_extension(self.case, days=1 + self.pick % 12, reason=self._words(), by=by, at=at)

    def endorse(self, by: Actor, at: datetime) -> Case:
        return extending.endorse(self.case, opinion=WORDS, by=by, at=at)

    def extend(self, by: Actor, at: datetime) -> Case:
        return extending.extend(self.case, by=by, at=at)

    def ask_pause(self, by: Actor, at: datetime) -> Case:
        until_on = localdate(at) + timedelta(days=self.pick % 20 - 1)
        return pausing.ask_pause(self.case, special="听证", until_on=until_on, reason=self._words(), by=by, at=at)

    def pause(self, by: Actor, at: datetime) -> Case:
        return pausing.pause(self.case, by=by, at=at)

    def resume(self, by: Actor, at: datetime) -> Case:
        return pausing.resume(self.case, special="听证", by=by, at=at)

    def ask_refusal(self, by: Actor, at: datetime) -> Case:
        return refusing.ask_refusal(self.case, code="not_ours", reason=self._words(), by=by, at=at)

    def allow_refusal(self, by: Actor, at: datetime) -> Case:
        return refusing.allow_refusal(self.case, by=by, at=at)

    def decline(self, by: Actor, at: datetime) -> Case:
        found = self.case.proposals.order_by("-asked_on", "-id").first()
        key = found.pk if found else source.new_id()
        return proposals.decline(self.case, proposal_id=key, reason=self._words(), by=by, at=at)

    def hand_over(self, by: Actor, at: datetime) -> Case:
        staff = (Attempts.cast.window, Attempts.cast.window2, Attempts.cast.county)[self.pick % 3]
        return answerable.hand_over(self.case, staff_id=staff.id, reason=self._words(), by=by, at=at)

    def mark(self, by: Actor, at: datetime) -> Case:
        staff = (Attempts.cast.leader, Attempts.cast.director, Attempts.cast.window)[self.pick % 3]
        return answerable.mark(self.case, staff_id=staff.id, reason=self._words(), by=by, at=at)

    def hurry(self, by: Actor, at: datetime) -> Case:
        wanted_on = localdate(at) + timedelta(days=self.pick % 9 - 1)
        return answerable.hurry(self.case, wanted_on=wanted_on, reason=self._words(), by=by, at=at)

    def correct_materials(self, by: Actor, at: datetime) -> Case:
        given = [one.id for one in self.definition.requirements][: self.pick % 4]
        return corrections.correct_materials(self.case, given=given, reason=self._words(), by=by, at=at)

    def correct_form(self, by: Actor, at: datetime) -> Case:
        values = {"household": str(self.pick % 7)} if self.definition.form_fields else {}
        return corrections.correct_form(self.case, values=values, reason=self._words(), by=by, at=at)

    def correct_receipt(self, by: Actor, at: datetime) -> Case:
        return corrections.correct_receipt(
            self.case, way="agent", receiver="王小军", reason=self._words(), by=by, at=at
        )

    def _words(self) -> str:
        return "不行" if self.pick % 5 == 4 else WORDS


VERBS = tuple(name for name, one in vars(Attempts).items() if callable(one) and not name.startswith("_"))
ON_A_TASK = {"post_notice", "finish", "send_back", "decide"}
BY_THE_CLOCK = {"deem_accepted", "return_unanswered"}
WAYS = (
    ("ask_extension", "endorse", "extend"), ("ask_extension", "decline"), ("ask_pause", "pause", "resume"),
    ("ask_pause", "decline"), ("ask_refusal", "allow_refusal", "refuse_intake"), ("hand_over",), ("mark", "hurry"),
    ("correct_materials", "correct_form"),
)  # fmt: skip
BY_WHO_ENTERED = {"correct_materials", "correct_form", "correct_receipt", "ask_refusal", "hurry"}
BY_LEADS = {"extend", "allow_refusal"}
FRONT = {Role.WINDOW, Role.SUPERVISOR}


# Who may, told once more and apart from `access`: by role at the home, or by a task that waits at the post.
RIGHTS = {
    "accept": "front", "refuse_intake": "front", "complete": "front", "withdraw": "front", "hurry": "front",
    "ask_refusal": "front", "deem_accepted": "clock", "return_unanswered": "clock", "post_notice": "held",
    "finish": "held", "send_back": "held", "decide": "held", "ask_completion": "held front", "return_": "held front",
    "deliver": "front reply", "terminate": "supervises", "hand_over": "supervises", "mark": "supervises",
    "ask_extension": "held front answerable", "ask_pause": "held front answerable", "resume": "held front answerable",
    "endorse": "supervises leads", "pause": "supervises leads", "decline": "supervises leads", "extend": "leads",
    "allow_refusal": "leads", "correct_materials": "home", "correct_form": "home", "correct_receipt": "home",
}  # fmt: skip


def may(verb: str, by: Actor, case: Case, held: bool) -> bool:
    """Whether one of the verb's rights is the actor's."""
    home = by.centre_id == case.centre_id
    is_so = {
        "held": held, "home": home, "front": home and by.role in FRONT, "reply": home and by.role == Role.REPLY,
        "supervises": home and by.role in {Role.SUPERVISOR, Role.DIRECTOR}, "clock": by.kind == "clock",
        "leads": home and by.role in {Role.LEADER, Role.DIRECTOR}, "answerable": by.id == case.answerable_id,
    }  # fmt: skip
    return any(is_so[right] for right in RIGHTS[verb].split())


class Town(RuleBasedStateMachine):
    """Several cases of several items, everybody, and time that passes."""

    cast: ClassVar[Cast]
    items: ClassVar[dict[str, definitions.Definition]]
    tally: ClassVar[Tally[str]] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = BEGINNINGS[0].astimezone(UTC)
        self.cast.clock.now = self.now
        source.seed(7, lambda: self.cast.clock.now)
        self.cases: list[Case] = []
        self.asked = 0
        self.everybody = [getattr(self.cast, key) for key in PEOPLE] + [Actor.clock()]
        self._unchanged: object = None
        self._read: dict[UUID, Case] = {}
        self.person = self.cast.mrs_wang(self.now)

    def teardown(self) -> None:
        try:
            assert doctor.examine() == []  # replay is one of its checks
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(beginning=st.sampled_from(BEGINNINGS), first=st.sampled_from(CODES))
    def begin(self, beginning: datetime, first: tuple[str, str]) -> None:
        self.now = self.cast.clock.now = beginning.astimezone(UTC)
        self._receive(*first, given=True, how=0, by=self.cast.window)

    @rule(item=st.sampled_from(CODES), given=st.booleans(), how=st.integers(0, 5), person=st.integers(0, 40))
    def somebody_comes(self, item: tuple[str, str], given: bool, how: int, person: int) -> None:
        if len(self.cases) < MOST_CASES:
            by = self.everybody[person] if person < len(self.everybody) else self.cast.window
            self._receive(*item, given=given, how=how, by=by)

    @rule(number=NUMBERS, picks=st.lists(PICKS, min_size=1, max_size=12))
    def what_is_next_is_done(self, number: int, picks: list[int]) -> None:
        for pick in picks if self.cases else ():
            case = self._case(number)
            if case.state in ENDINGS:
                break
            self._do_what_is_next(case, pick)

    def _do_what_is_next(self, case: Case, pick: int) -> None:
        waiting = list(Task.objects.filter(case=case, state="open").order_by("step_key"))
        if case.state in ("received", "completing", "ready") or not waiting:
            verb = {"received": "accept", "completing": "complete"}.get(case.state, "deliver")
            self._attempt(case, None, "ask_completion" if verb == "accept" and pick % 4 == 3 else verb,
                          self.cast.window, pick)  # fmt: skip
            return
        task = waiting[pick % len(waiting)]
        by = self._holder(task)
        notice = PublicNotice.objects.filter(task=task).first()
        if notice is not None and pick % 3:
            self._advance(max(timedelta(0), timing.end_of(notice.until_on) - self.now))
        self._attempt(case, task, self._next_of(case, task, pick), by, pick)

    @rule(tries=st.lists(st.tuples(NUMBERS, st.sampled_from(VERBS), st.integers(0, 14), PICKS), min_size=1, max_size=6))
    def somebody_does_anything(self, tries: list[tuple[int, str, int, int]]) -> None:
        tasks = list(Task.objects.order_by("opened_at", "step_key"))  # also closed ones, also of other cases
        for number, verb, person, pick in tries if self.cases else ():
            task = tasks[pick % len(tasks)] if tasks else None
            self._attempt(self._case(number), task, verb, self.everybody[person], pick)

    @rule(number=NUMBERS, tries=st.lists(st.tuples(st.sampled_from(VERBS), PICKS), min_size=1, max_size=6))
    def the_right_one_does_anything(self, number: int, tries: list[tuple[str, int]]) -> None:
        for verb, pick in tries if self.cases else ():
            case = self._case(number)
            now = sorted(name for name in VERBS if (case.state, name.rstrip("_")) in MOVES)
            self._the_right_one(case, now[pick % len(now)] if now and pick > 9 else verb, pick)

    def _the_right_one(self, case: Case, verb: str, pick: int) -> None:
        task = Task.objects.filter(case=case, state="open").order_by("-stage", "step_key").first()
        by = (
            self.cast.leader
            if verb in BY_LEADS
            else self.cast.window
            if verb in BY_WHO_ENTERED
            else self.cast.supervisor
        )
        if verb.startswith("ask_") and task is not None:
            by = self._holder(task)
        if verb in ON_A_TASK and task is not None:
            by = self._holder(task)
            if verb == "send_back" and task.stage == 1 and not task.is_decision:
                verb = self._next_of(case, task, pick)
        if verb in BY_THE_CLOCK:
            by = Actor.clock()
        self._attempt(case, task, verb, by, pick)

    @rule(number=NUMBERS, picks=st.lists(PICKS, min_size=1, max_size=4))
    def something_is_asked_and_answered(self, number: int, picks: list[int]) -> None:
        for pick in picks if self.cases else ():
            case, self.asked = self._case(number), self.asked + 1
            special = bool(definitions.of_version(case.version_id).special)
            ways = [way for way in WAYS if (case.state, way[0]) in MOVES and (special or way[0] != "ask_pause")] or WAYS
            for verb in ways[(pick + self.asked) % len(ways)]:
                self._the_right_one(self._case(number), verb, pick)

    @rule(number=NUMBERS, pick=PICKS)
    def more_days_are_asked_and_given(self, number: int, pick: int) -> None:
        """The longest of the ways, which chance alone takes too rarely."""
        running = [one for one in range(len(self.cases)) if self._is_running(self._case(one))]
        for verb in WAYS[0] if running else ():
            self._the_right_one(self._case(running[number % len(running)]), verb, pick)

    def _is_running(self, case: Case) -> bool:
        return case.state == "in_process" and case.due_on is not None and case.due_on >= localdate(self.now)

    @rule(days=st.sampled_from((1, 1, 1, 2, 3, 5, 8, 13, 40, 95)), rings=st.booleans())
    def time_passes(self, days: int, rings: bool) -> None:
        self._advance(timedelta(days=days))
        if rings:
            self._ring()

    @rule()
    def nobody_answers(self) -> None:
        if any(self._case(number).state == "completing" for number in range(len(self.cases))):
            self._advance(timedelta(days=130))
            self._ring()

    def _ring(self) -> None:
        self._changed()
        entries = Entry.objects.filter(subject_kind="cases.case").order_by("number").values_list("act", flat=True)
        before = len(entries)
        alarms.ring(at=self.now)
        for act in entries.all()[before:]:
            self.tally[f"{act.removeprefix('cases.')}: done"] += 1
        for case in self.cases:
            self._holds(Case.objects.get(pk=case.pk))

    def _receive(self, code: str, variant: str, *, given: bool, how: int, by: Actor) -> None:
        self._advance(timedelta(minutes=1))
        form = {"household": "3"} if code == "TX-01" else None
        joins = self.cases[-1] if how == 4 and self.cases else None
        handed = self.cast.handed(
            self.now,
            definition=self.items[code],
            variant=variant,
            given=given,
            applicant=self.person,
            form=form,
            joins=joins,
        )
        doing = {
            0: intake.receive, 1: intake.take_in, 2: on_the_spot.handle, 3: completion.receive_and_ask,
        }.get(how, intake.receive)  # fmt: skip
        before = self._before()
        try:
            case = doing(handed, by=by, at=self.now)
        except Refused as refused:
            self._was_refused(refused, before, "receive")
            return
        assert by.role in FRONT
        self._changed()
        self.tally["receive: done"] += 1
        self.cases.append(case)
        self._holds(Case.objects.get(pk=case.pk))

    def _attempt(self, case: Case, task: Task | None, verb: str, by: Actor, pick: int) -> None:
        self._advance(timedelta(minutes=1))
        before, state = self._before(), case.state
        try:
            getattr(Attempts(case, task, pick), verb)(by, self.now)
        except Refused as refused:
            self._was_refused(refused, before, verb)
            return
        self._changed()
        self.tally[f"{verb}: done"] += 1
        stored = Case.objects.get(pk=case.pk)
        mine = Task.objects.filter(case=stored, post=by.post_id, opened_at__lte=self.now)
        held = mine.filter(state="open").exists() or mine.filter(closed_at=self.now).exists()
        assert may(verb, by, stored, held), f"{by.post_title} did {verb}"
        assert any(stored.state in MOVES.get((origin, verb.rstrip("_")), ()) for origin in self._states(stored, state))
        self._holds(stored)

    def _states(self, case: Case, before: str) -> set[str]:
        """The state before, and the one in which the clock's own act may have left it a moment earlier."""
        acts = Entry.objects.filter(subject_id=case.pk).order_by("-number").values_list("act", flat=True)[:2]
        return {before} | ({"in_process"} if "cases.deem_accepted" in acts else set())

    def _was_refused(self, refused: Refused, before: object, verb: str) -> None:
        self.tally[f"{verb}: refused"] += 1
        assert refused.status < 500, refused
        assert str(refused), "a refusal says why"
        self._unchanged = self._signature()
        assert self._unchanged == before, "what was refused has changed something"

    def _case(self, number: int) -> Case:
        """A case as it stands, to be handed to one verb only; read anew when something was done since."""
        key = self.cases[number % len(self.cases)].pk
        if key not in self._read:
            self._read[key] = Case.objects.get(pk=key)
        return copy(self._read[key])

    def _holder(self, task: Task) -> Actor:
        found: Actor = next(one for one in self.everybody if one.post_id == task.post_id)
        return found

    def _advance(self, by: timedelta) -> None:
        self.now = self.cast.clock.now = self.now + by

    def _next_of(self, case: Case, task: Task, pick: int) -> str:
        if pick % 5 == 3:
            return "send_back" if task.stage > 1 and case.state == "in_process" else "ask_completion"
        if task.is_decision:
            return "decide"
        if "notice" in task.step_key and not PublicNotice.objects.filter(task=task).exists():
            return "post_notice"
        return "finish"

    def _before(self) -> object:
        """How everything stands before an attempt: as it was read after a refusal, if nothing was done since."""
        known, self._unchanged = self._unchanged, None
        return known if known is not None else self._signature()

    def _changed(self) -> None:
        """Something was done: what was read of before is old."""
        self._unchanged = None
        self._read.clear()

    def _signature(self) -> object:
        with connection.cursor() as cursor:
            return [_all(cursor, sql) for sql in SIGNATURE]

    def _holds(self, case: Case) -> None:
        """What must hold for a case at any moment."""
        waiting = list(Task.objects.filter(case=case, state="open").values_list("step_key", flat=True))
        asked = Completion.objects.filter(case=case, answered_on__isnull=True).exists()
        assert len(waiting) == len(set(waiting)), "two open tasks of one step"
        if case.state in ENDINGS or case.state == "ready":
            assert not waiting, "an ended case has an open task"
        if case.state in ("in_process", "decided"):
            assert waiting, "a case stands for ever"
        assert (case.state == "completing") <= asked
        assert (case.due_on, case.due_provisional) == self._due(case)

    def _due(self, case: Case) -> tuple[date | None, bool]:
        """The day by which it is due, reckoned anew from rows."""
        if case.accepted_on is None:
            return None, False
        definition = definitions.of_version(case.version_id)
        asked = list(Completion.objects.filter(case=case, while_in_process=True).order_by("round"))
        if any(one.answered_on is None for one in asked):
            return None, False
        restarts = definition.completion is AfterCompletion.RESTART
        stopped = [] if restarts else [clock.Pause(one.asked_on, one.answered_on, "") for one in asked]
        stopped += [clock.Pause(one.from_on, one.until_on, "") for one in Pause.objects.filter(case=case)]
        added = Extension.objects.filter(case=case).values_list("added", flat=True)
        restarted_on = asked[-1].answered_on if asked and restarts else None
        promise = timing.promise_of(definition, case.variant, on=case.accepted_on)
        return clock.due_on(
            promise,
            clock.History(case.accepted_on, tuple(stopped), restarted_on, tuple(promises.parse(one) for one in added)),
            calendar.current(),
        )


def test_whatever_anybody_does_what_must_always_hold_holds(everyone: Cast, capsys: pytest.CaptureFixture[str]):
    Town.cast = Attempts.cast = everyone
    Town.items = {code: everyone.item(code) for code, _variant in CODES}
    Town.tally.clear()

    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=max(1, STEPS // A_WALK), stateful_step_count=WALK, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

    with capsys.disabled():
        print(f"\n{sum(Town.tally.values())} attempts: {dict(sorted(Town.tally.items()))}")
    if STEPS >= ENOUGH:
        assert not [verb for verb in VERBS if not Town.tally[f"{verb}: done"]], (
            "a verb that never succeeds tests nothing"
        )
        assert not [verb for verb in VERBS if not Town.tally[f"{verb}: refused"]]
