"""The life of an error report: where it stands, and which act leads where (A6). Pure."""

from enum import StrEnum

from yimen.catalogue.acts import Act


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    ADOPTED = "adopted"
    DECLINED = "declined"


MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", Act.REPORT_GUIDE): (ReportState.OPEN,),
    (ReportState.OPEN, Act.ADOPT_REPORT): (ReportState.ADOPTED,),
    (ReportState.OPEN, Act.DECLINE_REPORT): (ReportState.DECLINED,),
}
