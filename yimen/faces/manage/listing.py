"""Items as files, out and in: one item's YAML, or the 实施清单 of many as an Excel workbook; what comes in is drafts (A1)."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import defining, editing, listing
from yimen.catalogue.inventory.reading import Misread
from yimen.catalogue.models import Item, ItemVersion
from yimen.catalogue.prose import files as guide_files
from yimen.catalogue.prose import refusals
from yimen.catalogue.reading import Unreadable, read
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence

_LARGEST = 10_000_000  # bytes; the workbook of 261 items has 0.3 MB
_LARGEST_FILE = 400_000  # of one item; the longest has 8,000 characters
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_TOLD = 100  # mistakes on the page; who has more mends these first


@require_safe
@staff_only(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The newest versions of every item the actor sees, or of the one that is asked for."""
    seen, code = Item.objects.visible_to(actor_of(request)), request.GET.get("code", "")
    found = seen.filter(code=code) if code else seen
    name = _name(code, today())
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return HttpResponse(listing.written(found), content_type=_EXCEL, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EDITORS)
def upload(request: HttpRequest) -> HttpResponse:
    """Items as drafts: the next versions of those that there are, and new ones; all of them, or none."""
    if request.method != "POST":
        return show(request, "upload_item", "catalogue")
    brought = request.FILES.get("file")
    if brought is None or (brought.size or 0) > _LARGEST:
        return _refused(request, [_("请选一个文件：实施清单（.xlsx），或一个事项的目录文件（.yaml），最大10 MB。")])
    content = brought.read()
    if content.startswith(b"PK"):
        return _listed(request, content)
    for head, words in guide_files.REFUSED:
        if content.startswith(head):
            return _refused(request, [words])
    return _written(request, brought.name or "", content)


def _listed(request: HttpRequest, content: bytes) -> HttpResponse:
    """An 实施清单."""
    by = actor_of(request)
    try:
        kept = listing.keep(listing.read(content, seen=Item.objects.visible_to(by)), by=by, at=now())
    except refusals.Refused as refused:
        return _refused(request, [str(refused)])
    except Misread as misread:
        return _refused(request, [str(one) for one in misread.problems])
    if not kept.drafts:
        messages.success(request, _("%(count)s个事项都和现在的一样，没有要存的修改。") % {"count": kept.unchanged})
        return redirect("manage:upload_item")
    words = _("已存为草稿%(drafts)s个，没有变化%(unchanged)s个。")
    messages.success(request, words % {"drafts": len(kept.drafts), "unchanged": kept.unchanged})
    if len(kept.drafts) > 1:
        return redirect("manage:catalogue")
    return redirect("manage:version", kept.drafts[0].item.code, kept.drafts[0].number)


def _written(request: HttpRequest, name: str, content: bytes) -> HttpResponse:
    """The file of one item."""
    if len(content) > _LARGEST_FILE:
        return _refused(request, [_("一个事项的目录文件（.yaml）最大400 KB。")])
    try:
        text = content.decode("utf-8-sig")
        item = read(text, file=name, dictionary=defining.current()).content
    except UnicodeDecodeError:
        return _refused(request, [_("文件不是 UTF-8 编码，请用 UTF-8 另存")])
    except Unreadable as refused:
        told = [_("第%(line)s行：%(message)s") % {"line": one.line, "message": one.message} for one in refused.problems]
        return _refused(request, told)
    after = ItemVersion.objects.filter(item__code=item.code).order_by("-number").values_list("number", flat=True)
    try:
        version = editing.keep(item, after=after.first() or 0, by=actor_of(request), at=now())
    except (Malformed, NotNow, NotYours) as refused:
        return _refused(request, [refused.message])
    messages.success(
        request, _("已存为草稿：%(name)s第%(number)s版。") % {"name": version.name, "number": version.number}
    )
    return redirect("manage:version", item.code, version.number)


def _name(code: str, on: date) -> str:
    return f"items-{code.lower() or on.isoformat()}.xlsx"


def _refused(request: HttpRequest, problems: Sequence[Sentence]) -> HttpResponse:
    more = len(problems) - _MOST_TOLD
    return show(request, "upload_item", "catalogue", status=422, problems=problems[:_MOST_TOLD], more=max(more, 0))
