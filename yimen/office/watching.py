"""The devices of a hall, watched: when each was last heard of, and how it stands now (S5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yimen.office import opening, presence
from yimen.office.models import Beat, Device
from yimen.office.presence import Presence, Trouble

TROUBLES = frozenset(str(one) for one in Trouble)


@dataclass(frozen=True, slots=True)
class Standing:
    """A device in service and how it stands; `heard_at` is None where it was never heard of."""

    device: Device
    presence: Presence
    heard_at: datetime | None
    trouble: str

    @property
    def is_wrong(self) -> bool:
        """Whether somebody should go and look now."""
        return self.presence in presence.WRONG


def heard(device: Device, *, trouble: str = "", at: datetime) -> None:
    """The device, or whoever uses it, says that it is there, and what is wrong with it. A word that is none counts as
    nothing wrong. Written only where it says anything new: at most once in 15 seconds."""
    trouble = trouble if trouble in TROUBLES else ""
    known = Beat.objects.filter(device=device).values_list("at", "trouble").first()
    if presence.is_worth_writing(known, trouble=trouble, at=at):
        heard_all({device.pk: trouble}, at=at)


def heard_all(troubles: Mapping[UUID, str], *, at: datetime) -> None:
    """Many devices at once, in one statement; one that is no more is passed over."""
    known = Device.objects.filter(pk__in=list(troubles)).values_list("pk", flat=True)
    beats = [Beat(device_id=key, at=at, trouble=troubles[key] if troubles[key] in TROUBLES else "") for key in known]
    if beats:
        Beat.objects.bulk_create(
            beats, update_conflicts=True, unique_fields=["device"], update_fields=["at", "trouble"]
        )


def of_centre(centre_id: UUID, *, at: datetime) -> list[Standing]:
    """The devices in service of a hall, the worst first, then by kind and name."""
    return _standing(Device.objects.filter(centre_id=centre_id), at)


def all_wrong(*, at: datetime) -> list[Standing]:
    """Of the whole installation those that are lost, in trouble or lacking something, the worst first."""
    wanted = (Presence.LOST, Presence.BROKEN, Presence.LACKING)
    return [one for one in _standing(Device.objects.all(), at) if one.presence in wanted]


def _standing(devices: Iterable[Device], at: datetime) -> list[Standing]:
    rows = devices.filter(is_open=True).select_related("beat", "window", "centre")  # type: ignore[attr-defined]  # a queryset
    found = [_of(one, at) for one in rows]
    return sorted(found, key=lambda one: (presence.ORDER[one.presence], one.device.kind, one.device.name))


def _of(device: Device, at: datetime) -> Standing:
    beat: Beat | None = getattr(device, "beat", None)
    heard_at, trouble = (beat.at, beat.trouble) if beat else (None, "")
    is_open = opening.is_open(device.centre_id, at=at)
    stands = presence.presence(device.kind, heard_at=heard_at, trouble=trouble, at=at, is_open=is_open)
    return Standing(device, stands, heard_at, trouble)
