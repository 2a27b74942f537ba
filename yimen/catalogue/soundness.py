"""What `yimen doctor` asks of error reports: numbers have no holes, every move was allowed; and of the states of versions."""

from collections.abc import Iterator

from yimen.catalogue.lifecycle import MOVES
from yimen.catalogue.models import GuideReport, VersionState
from yimen.catalogue.reporting import LETTER
from yimen.journal import doctor
from yimen.journal.models import Counter


@doctor.checks("report numbers")
def _numbers() -> Iterator[str]:
    for series in Counter.objects.filter(series__endswith=f"-{LETTER}").values_list("series", flat=True).distinct():
        pattern = rf"^[A-Z0-9]+{series}[0-9]+$"
        pairs = GuideReport.objects.filter(number__regex=pattern).values_list("centre_id", "number")
        given = ((centre_id, int(number.rpartition(LETTER)[2])) for centre_id, number in pairs.iterator())
        yield from doctor.counted(series, given)


@doctor.checks("report moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("catalogue.guidereport", MOVES)


@doctor.checks("version states")
def _states() -> Iterator[str]:
    """Those that no journal tells of are from before states were journalled: older than all that it tells of."""
    told = (
        VersionState.objects.filter(centre__isnull=False).order_by("recorded_at").values_list("recorded_at", flat=True)
    )
    first = told.first()
    untold = VersionState.objects.filter(centre=None)
    for key in (untold.filter(recorded_at__gt=first) if first else untold.none()).values_list("pk", flat=True):
        yield f"catalogue.versionstate {key}: in no journal, and younger than what the journal tells of"
