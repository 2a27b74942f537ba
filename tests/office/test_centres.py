"""Where a centre is reached: set by its own people, on every page and paper from then on (A1)."""

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotYours
from yimen.journal.models import Entry
from yimen.office import centres
from yimen.office.models import Centre

NEW = {"telephone": "0000-1234567", "complaint_telephone": " 0000-12345 ", "address": "长安路 26号"}


@pytest.mark.parametrize("who", ["network", "director"])
def test_telephones_and_address_are_set_and_told(cast: Cast, who: str):
    centres.known(cast.hall.pk)  # kept in memory
    centres.set_contact(cast.hall, **NEW, by=cast.town.actor(who), at=cast.clock.at(3, 2))

    centre = Centre.objects.get(pk=cast.hall.pk)
    assert (centre.telephone, centre.complaint_telephone, centre.address) == (
        "0000-1234567",
        "0000-12345",
        "长安路 26号",
    )
    entry = Entry.objects.latest("recorded_at")
    assert entry.act == "office.set_centre" and "0000-1234567" in entry.body


def test_what_is_too_long_is_refused_at_its_field(cast: Cast):
    long = {"telephone": "0" * 41, "complaint_telephone": "", "address": "长" * 121}

    with pytest.raises(Malformed) as refused:
        centres.set_contact(cast.hall, **long, by=cast.network, at=cast.clock.at(3, 2))
    assert set(refused.value.fields) == {"telephone", "address"}


@pytest.mark.parametrize("who", ["window", "supervisor", "leader", "editor", "village"])
def test_other_roles_and_other_centres_may_not(cast: Cast, who: str):
    with pytest.raises(NotYours):
        centres.set_contact(cast.hall, **NEW, by=cast.town.actor(who), at=cast.clock.at(3, 2))
    assert Centre.objects.get(pk=cast.hall.pk).telephone == "0000-6600001"
