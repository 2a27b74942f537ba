"""What the catalogue does that is journalled: claiming items, setting what is local, giving them up (A5)."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared


class Act(StrEnum):
    """Words in entries: never renamed, never reused."""

    CLAIM = "claim"
    CHANGE_CLAIM = "change_claim"
    GIVE_UP = "give_up"


ACTS: dict[str, Declared] = {
    Act.CLAIM: Declared(_("认领事项")),
    Act.CHANGE_CLAIM: Declared(_("调整认领设置")),
    Act.GIVE_UP: Declared(_("取消认领")),
}
