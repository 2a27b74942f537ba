"""Which fields of the catalogue's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.catalogue.models import Care, Claim, GuideFile, GuideReport, VersionState
from yimen.journal.fold import declare

declare(Claim, "centre_id", "item_id", "from_on", "until_on", "place", "telephone", "hours")
declare(
    Care, "centre_id", "item_id", "post_id", "check_on", "checked_on", "is_due", "wrong_in", "reports", "adopted",
)  # fmt: skip
declare(
    GuideReport, "centre_id", "care_id", "version_id", "number", "state", "channel", "about", "reported_at", "answered_at",
)  # fmt: skip
declare(GuideFile, "centre_id", "item_id", "material", "kind", "name", "digest", "stored_id", "added_on", "removed_on")
declare(VersionState, "centre_id", "version_id", "number", "state", "from_on", "minute")
