"""Which fields of the catalogue's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.catalogue.models import Claim
from yimen.journal.fold import declare

declare(Claim, "centre_id", "item_id", "from_on", "until_on", "place", "telephone", "hours")
