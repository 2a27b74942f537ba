"""An application carries the number with which the person came."""

import pytest

from tests.tickets.queue import lay
from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Application
from yimen.journal import doctor
from yimen.journal.errors import NotThere
from yimen.journal.fold import replay
from yimen.office.models import Centre
from yimen.tickets.models import Line, Ticket


def test_the_application_made_in_a_visit_carries_its_ticket(cast: Cast):
    queue = lay(cast)
    ticket = queue.take("A", queue.at())
    queue.next("window", queue.at(9, 1))

    intake.take_in(cast.handed(queue.at(9, 5), ticket_id=ticket.pk), by=cast.window, at=queue.at(9, 5))

    assert Application.objects.get().ticket == ticket
    assert replay(cast.hall.pk) == []
    assert doctor.examine() == []


def test_a_ticket_of_another_hall_is_not_there(cast: Cast):
    elsewhere = Centre.objects.get(code="DYLS")
    line = Line.objects.create(centre=elsewhere, letter="A", name="民政", position=0)
    at = cast.clock.at(3, 2)
    strange = Ticket.objects.create(centre=elsewhere, line=line, taken_on=at.date(), number=1, code="A001", place=1,
                                    state="waiting", taken_at=at, token="t" * 26)  # fmt: skip

    with pytest.raises(NotThere):
        intake.receive(cast.handed(at, ticket_id=strange.pk), by=cast.window, at=at)
    assert not Application.objects.exists()
