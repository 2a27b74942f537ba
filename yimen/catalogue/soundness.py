"""What `yimen doctor` asks of error reports: numbers have no holes, every move was allowed."""

from collections.abc import Iterator

from yimen.catalogue.lifecycle import MOVES
from yimen.catalogue.models import GuideReport
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
