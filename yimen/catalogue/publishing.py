"""What may be published: a guide without errors, or the printed page as it is until a mended version replaces it (A4)."""

from django.utils.translation import gettext as _

from yimen.catalogue import defining
from yimen.catalogue.elements import Content, State
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.lint.findings import Finding, Severity
from yimen.catalogue.models import ItemVersion
from yimen.journal.errors import NotNow

_NAMED = 3  # faults that the refusal names; the lint shows all


class GuideHasErrors(NotNow):
    """The version is not published before these are mended."""

    code = "guide_has_errors"

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        first = "；".join(one.says for one in findings[:_NAMED])
        more = _("等%(count)s处") % {"count": len(findings)} if len(findings) > _NAMED else ""
        super().__init__(
            _("“%(name)s”的办事指南有错误，改好后才能发布：%(first)s%(more)s。")
            % {"name": name, "first": first, "more": more}
        )


def insist(version: ItemVersion, content: Content) -> None:
    """Refuse (GuideHasErrors) to publish what has errors, unless it is the printed page and no mended version was."""
    found = errors(examine(content, defining.current()))
    if found and not (content.as_printed and not _was_mended(version)):
        raise GuideHasErrors(content.name, found)


def to_mend(content: Content) -> int:
    """How many faults of a guide kept as printed wait to be mended: errors and warnings; 0 of any other."""
    if not content.as_printed:
        return 0
    return sum(one.severity is not Severity.NOTE for one in examine(content))


def _was_mended(version: ItemVersion) -> bool:
    """Whether an earlier version of the item was published that was not as printed."""
    earlier = ItemVersion.objects.filter(item_id=version.item_id, number__lt=version.number, as_printed="")
    return earlier.filter(states__state=State.PUBLISHED.value).exists()
