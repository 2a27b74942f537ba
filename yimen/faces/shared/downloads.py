"""Blank forms and samples as every face offers them: what they are, how large, where they are fetched."""

from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import attaching
from yimen.catalogue.elements import FileKind

KINDS: dict[str, str | Lazy] = {FileKind.BLANK.value: _("空白表"), FileKind.SAMPLE.value: _("样表")}


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a material: `href` is open to everybody."""

    key: UUID
    material: str
    kind: str | Lazy
    name: str
    size: str
    href: str


def of(item_id: UUID, code: str) -> list[Download]:
    """What can be taken along with an item's guide, in the order of the materials' keys."""
    return [
        Download(
            one.pk, one.material, KINDS[one.kind], one.name, filesizeformat(one.size_bytes),
            reverse("portal:file", args=[code, one.pk]),
        )
        for one in attaching.of(item_id)
    ]  # fmt: skip
