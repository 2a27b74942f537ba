"""The page of an item's blank forms and samples: an editor fastens a file to a material, or takes it off (A2)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.catalogue import attaching, definitions
from yimen.catalogue.access import may
from yimen.catalogue.acts import Act
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import FileKind
from yimen.catalogue.models import GuideFile, Item, ItemVersion
from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, done, show
from yimen.faces.shared import downloads
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.papers import guide_files


class FileForm(ActForm):
    """A file, the material it belongs to, and what it is."""

    material = forms.ChoiceField(label=_("属于哪样材料"), error_messages={"invalid_choice": _("请从列表中选择材料")})
    kind = forms.ChoiceField(
        label=_("是什么"), choices=list(downloads.KINDS.items()), widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("请选空白表或样表")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word（.docx）、PNG 或 JPG，最大5MB。谁都可以下载，不要传填了真人信息的表。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
        error_messages={"empty": _("文件是空的，请重新选一个。")},
    )  # fmt: skip

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [("", _("请选择")), *((one.key, one.name) for one in definition.requirements)]
        self.fields["material"].choices = asked  # type: ignore[attr-defined]  # a choice field has them


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*READERS)
def files(request: HttpRequest, code: str) -> HttpResponse:
    """What is fastened to the item's materials; and a form for one more."""
    item = _item(request, code)
    definition = _definition(item)
    form = FileForm(request.POST or None, request.FILES or None, definition=definition, initial={"kind": "blank"})

    def bring(typed: dict[str, Any]) -> object:
        brought = typed["file"]
        return guide_files.bring(
            item, material=typed["material"], kind=FileKind(typed["kind"]), name=brought.name,
            content=brought.read(guide_files.MOST_BYTES + 1), by=actor_of(request), at=now(),
        )  # fmt: skip

    if done(form, bring):
        messages.success(request, _("已发布，马上可以下载。"))
        return redirect("manage:files", code)
    names = {one.key: one.name for one in definition.requirements}
    rows = [(names.get(one.material, one.material), one) for one in downloads.of(item.pk, code)]
    page = {"definition": definition, "form": form, "rows": rows, "may_attach": _may(request, item)}
    return show(request, "files", "catalogue", status=422 if form.errors else 200, **page)


@require_POST
@staff_only(*EDITORS)
def remove(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A file taken off: nobody can download it any more."""
    found = GuideFile.objects.filter(pk=file_id, item=_item(request, code)).first()
    if found is None:
        raise NotThere()
    attaching.remove(found, by=actor_of(request), at=now())
    messages.success(request, _("已撤下。"))
    return redirect("manage:files", code)


def _may(request: HttpRequest, item: Item) -> bool:
    return may(actor_of(request), Act.ATTACH_FILE, attaching.home(item))


def _item(request: HttpRequest, code: str) -> Item:
    found: Item | None = Item.objects.visible_to(actor_of(request)).select_related("centre").filter(code=code).first()
    if found is None:
        raise NotThere()
    return found


def _definition(item: Item) -> Definition:
    """As it is in force, else as it was written last."""
    versions = ItemVersion.objects.filter(item=item)
    key = versions.in_force(today()).values_list("pk", flat=True).first() or versions.latest("number").pk
    return definitions.of_version(key)
