"""Looks into the chain: once a day and centre, the digest of the looks of each day that is over (S4, L4).

The owner of the database can lift a guard and remove a look; the digest in the journal then no longer agrees.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.doctor import checks
from yimen.journal.errors import NotNow
from yimen.journal.moments import localdate
from yimen.journal.working import chore
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.registry import looks
from yimen.registry._turn import turn
from yimen.registry.acts import Act
from yimen.registry.models import Look, LooksOfDay

SETTLED = timedelta(hours=1)  # after midnight: by then no look of the day before is still being written


@chore
def catch_up(*, at: datetime) -> int:
    """Vouch for every day that is over and not vouched for, in each centre since its first look; how many days."""
    done = 0
    seen_in = Look.objects.filter(centre__isnull=False).values("centre")
    for centre in Centre.objects.filter(pk__in=seen_in).order_by("pk"):
        for day in _missing(centre, until=localdate(at - SETTLED)):
            try:
                vouch(centre, day=day, at=at)
            except NotNow:  # another worker was quicker
                continue
            done += 1
    return done


@door.verb
def vouch(centre: Centre, *, day: date, at: datetime) -> LooksOfDay:
    """Tell the digest of the centre's looks of a day in its stream. NotNow for a day not over, or told already."""
    if day >= localdate(at - SETTLED):
        raise NotNow(_("这一天还没有结束，不能封存查看记录。"), code="not_over")
    with turn(centre, Act.VOUCH, by=Actor.clock(), at=at, day=day) as centre:
        if LooksOfDay.objects.filter(centre=centre, day=day).exists():
            raise NotNow(_("这一天的查看记录已经封存。"), code="already_vouched")
        digest = looks.digest_of_day(day, centre_id=centre.pk)
        count = looks.of_day(day, centre_id=centre.pk).count()
        return door.add(LooksOfDay(centre=centre, day=day, count=count, digest=digest))


@checks("looks")
def _agree() -> Iterator[str]:
    for told in LooksOfDay.objects.order_by("day", "centre_id").iterator(chunk_size=500):
        if looks.digest_of_day(told.day, centre_id=told.centre_id) != told.digest:
            yield f"looks of {told.day} in centre {told.centre_id}: they are not the {told.count} the journal tells of"


def _missing(centre: Centre, *, until: date) -> Iterator[date]:
    """The days before `until` that nothing is told of, from the centre's first look on."""
    last = LooksOfDay.objects.filter(centre=centre).order_by("-day").values_list("day", flat=True).first()
    first = Look.objects.filter(centre=centre).order_by("at").values_list("at", flat=True).first()
    day = last + timedelta(days=1) if last else localdate(first) if first else until
    while day < until:
        yield day
        day += timedelta(days=1)
