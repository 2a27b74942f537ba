"""Replay: the fold of the journal gives every row back, for every model the journal answers for."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.cases.items import PARALLEL, SPECIAL, load
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases import completion, extending, intake, steps
from yimen.cases.models import Case, Task
from yimen.catalogue import attaching, reporting
from yimen.catalogue.elements import FileKind
from yimen.catalogue.models import Item
from yimen.exchange import leaving, sending
from yimen.journal import fold, guards, source
from yimen.journal.models import Entry
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.registry import vouching
from yimen.tickets import booking, helping, reserving, serving, unplaced
from yimen.voice import consulting, rating
from yimen.voice.consulting import Asked
from yimen.voice.grades import Grade


@pytest.fixture
def walked(cast: Cast, settings: Any) -> Case:
    """A queue with all that happens around it; cases with everything: completed in process, with a running public notice,
    lengthened, paused; an error reported in a guide, and a blank form fastened to it."""
    clock, settings.MESSAGES_URL = cast.clock, "http://127.0.0.1:9/"
    queue = lay(cast)
    queue.take("A", queue.at(9))
    _around_the_queue(queue)
    queue.cut(queue.at(9, 3), window="AB", window2="C")
    load(cast, clock.at(3, 2), px=PARALLEL, tx=SPECIAL)
    case = intake.take_in(cast.handed(clock.at(3, 2)), by=cast.window, at=clock.at(3, 2))
    case = steps.finish(case, task_id=cast.task(case).pk, opinion="属实", by=cast.village, at=clock.at(3, 5))
    steps.post_notice(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 5, 10))
    other = intake.take_in(
        cast.handed(clock.at(3, 6), definition=cast.item("PX-01")), by=cast.window, at=clock.at(3, 6)
    )
    completion.ask_completion(other, remark="请补充近期照片", by=cast.supervisor, at=clock.at(3, 9))
    case = extending.ask_extension(case, days=3, reason="户籍正在核对", by=cast.village, at=clock.at(3, 9))
    case = extending.endorse(case, by=cast.supervisor, at=clock.at(3, 9))
    case = extending.extend(case, by=cast.leader, at=clock.at(3, 9))
    handed = cast.handed(clock.at(3, 9), definition=cast.item("TX-01"), form={"household": "3"})
    paused = intake.take_in(handed, by=cast.window, at=clock.at(3, 9))
    finished = cast.task(paused)
    steps.finish(paused, task_id=finished.pk, opinion="属实", by=cast.town_civil, at=clock.at(3, 10))
    said = {"about": "materials", "says": "照片要两张", "contact": "", "channel": "counter"}
    item = Item.objects.get(code="MZ-01")
    reporting.report(item, **said, by=cast.window, at=clock.at(3, 10))
    blank = attaching.Kept(source.new_id(), "0" * 64, 1, "application/pdf")
    attaching.attach(
        item,
        material="application",
        kind=FileKind.BLANK,
        name="申请表.pdf",
        kept=blank,
        by=cast.editor,
        at=clock.at(3, 10),
    )
    vouching.catch_up(at=clock.at(3, 10))
    return case


def _around_the_queue(queue: Queue) -> None:
    """A service rated at the pad, a reserve at a kiosk, a booking, a call for help, a caller registered."""
    served = serving.finish(queue.next("window", queue.at(9, 1)), by=queue.by("window"), at=queue.at(9, 2))
    pad = devices.add(
        queue.cast.hall, kind=Device.Kind.PAD, name="评价器", window=queue.window("window"), by=queue.by("network"),
        at=queue.at(9, 2),
    )  # fmt: skip
    rating.rate(served, grade=Grade.GOOD, by=devices.actor(pad), at=queue.at(9, 2))
    reserving.reserve(queue.lines["A"], by=queue.kiosk, at=queue.at(9, 3))
    booking.book(
        queue.lines["A"], starts_at=queue.at(9) + timedelta(days=1), name="王秀英", phone="13800001234",
        channel="portal", by=Actor.public(), at=queue.at(9, 3),
    )  # fmt: skip
    helping.call(Device.objects.get(pk=queue.kiosk.id), by=queue.kiosk, at=queue.at(9, 3))
    unplaced.note(unplaced.LeftOut("r", 1, unplaced.UNREADABLE), by=queue.kiosk, at=queue.at(9, 3))
    waits = queue.take("A", queue.at(9, 3))
    leaving.leave(waits, phone="13800001234", by=queue.kiosk, at=queue.at(9, 3))
    sending.ask(
        waits, kind="ticket_near", phone="13800001234", words="快到了", lapses_at=queue.at(9, 3), by=Actor.clock(),
        at=queue.at(9, 3),
    )  # fmt: skip
    asked = Asked(kind="ask", how="answered", about="问低保怎么申请", answer="带身份证和户口簿", name="", phone="")
    consulting.register(asked, by=queue.cast.guide, at=queue.at(9, 3))


def test_every_model_with_a_life_is_told_and_gives_its_rows_back(cast: Cast, walked: Case) -> None:
    told = {
        kind for body in Entry.objects.values_list("body", flat=True) for kind, _key, _new in json.loads(body)["rows"]
    }

    assert told == {fold.label(model) for model in fold.LIFE}
    assert fold.replay(cast.hall.pk) == []


def test_what_the_journal_answers_for_is_a_field_of_its_model() -> None:
    for model, names in fold.LIFE.items():
        assert set(names) <= {field.attname for field in model._meta.concrete_fields}, model


def test_no_field_the_journal_answers_for_is_sealed() -> None:
    for model, names in fold.LIFE.items():
        for name in names:
            found = next(one for one in model._meta.concrete_fields if one.attname == name)
            assert found.get_internal_type() != "BinaryField", (model, name)


def test_any_field_that_differs_is_named(cast: Cast, walked: Case) -> None:
    """Compared in memory, so that what the table's own constraints would refuse is compared too."""
    told = fold.folded(iter(Entry.objects.order_by("number").values_list("body", flat=True)))
    for model in fold.LIFE:
        row, names = model._default_manager.all()[0], fold.LIFE[model]
        said = fold._before(model) | told[fold.label(model), str(row.pk)]
        here = {name: getattr(row, name) for name in names}
        assert fold._compare("it", here, said) == []
        for name in names:
            (found,) = fold._compare("it", here | {name: "another"}, said)
            assert found.startswith(f"it.{name}: the row says")


def test_a_row_without_an_entry_and_an_entry_without_a_row_are_named(cast: Cast, walked: Case) -> None:
    task = Task.objects.filter(case=walked, state="open").get()
    key, task.pk = task.pk, cast.hall.pk
    with guards.lifted():
        Task.objects.filter(pk=key).update(state="done")
        task.save(force_insert=True)

    wrong = fold.replay(cast.hall.pk)
    assert f"cases.task {cast.hall.pk}: in the table, not in the journal" in wrong
    assert f'cases.task {key}.state: the row says "done", the journal "open"' in wrong


def test_the_last_word_on_a_field_holds() -> None:
    bodies = ['{"rows":[["a","1",{"x":1,"y":1}]]}', '{"rows":[["b","1",{"x":7}],["a","1",{"x":2}]]}']

    assert fold.folded(iter(bodies)) == {("a", "1"): {"x": 2, "y": 1}, ("b", "1"): {"x": 7}}


def test_a_field_that_came_later_holds_its_default_in_rows_from_before(cast: Cast, walked: Case) -> None:
    """Entries of an older version do not name it; whoever changed it since told so."""
    bodies = list(Entry.objects.filter(centre_id=cast.hall.pk).order_by("number").values_list("body", flat=True))
    told = fold.folded(iter(bodies))[fold.label(Case), str(walked.pk)]
    del told["taken_as"]
    walked.refresh_from_db()
    here = {"taken_as": walked.taken_as, "number": walked.number}

    assert fold._compare("it", here, fold._before(Case) | told) == []
    assert len(fold._compare("it", here | {"taken_as": "agent"}, fold._before(Case) | told)) == 1
