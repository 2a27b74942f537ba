"""What the pads of a hall are told once something happened to its queue: each window's visit that has just ended (K3)."""

from datetime import datetime, timedelta
from uuid import UUID

from yimen.office.models import Device
from yimen.tickets import announcing
from yimen.tickets.announcing import Place
from yimen.voice import rating


def all_asked(centre_id: UUID, *, at: datetime) -> dict[UUID, str | None]:
    """Of every pad in service the visit that it asks about now; "" where it asks nobody."""
    asked = {one.pk: rating.asked_of(one.window, at=at) for one in _in_service(centre_id)}
    return {key: str(found.pk) if found else "" for key, found in asked.items()}


def newly_asked(centre_id: UUID, *, since: Place, here: Place, at: datetime) -> dict[UUID, str | None]:
    """Of every pad in service the visit that ended at its window between two places of the hall's stream and that nobody
    has rated; None where nothing ended there. Read by what happened, not by what the day holds."""
    done = announcing.done_between(centre_id, since, here)
    fresh = {
        one.window_id: str(one.pk)
        for one in done
        if one.finished_at and timedelta(0) <= at - one.finished_at <= rating.ASKED and not rating.is_rated(one)
    }
    return {one.pk: fresh.get(one.window_id) for one in _in_service(centre_id)}


def _in_service(centre_id: UUID) -> list[Device]:
    pads = Device.objects.filter(centre_id=centre_id, kind=Device.Kind.PAD, is_open=True)
    return list(pads.select_related("window"))
