"""What the registry does that is journalled: vouching for the looks of a day."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared


class Act(StrEnum):
    """Words in entries: never renamed, never reused."""

    VOUCH = "vouch"


# Late: after weeks without a worker the round that makes up for them takes its time.
ACTS: dict[str, Declared] = {Act.VOUCH: Declared(_("封存查看记录"), late=True)}
