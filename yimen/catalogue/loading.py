"""Loading: item files into the catalogue, all or nothing; an amended file becomes the item's next version."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models as db
from django.db import transaction
from django.utils.translation import gettext as _

from yimen.catalogue import conditions, defining, models, owning, publishing, signposting, standing
from yimen.catalogue.dictionary import NO_ELEMENTS
from yimen.catalogue.elements import Content, EligibilityDef, State
from yimen.catalogue.form import STATES
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.nodes import Problem
from yimen.catalogue.reading import Unreadable, Written, read
from yimen.catalogue.writing import digest
from yimen.journal.errors import Malformed
from yimen.journal.moments import localdate
from yimen.office.actor import Actor


@dataclass(slots=True)
class Loaded:
    """What a load did: item codes by what became of them, what was new or changed besides, remarks."""

    added: list[str] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    new_materials: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    signposts: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Load:
    by: Actor
    at: datetime
    result: Loaded
    problems: list[Problem]
    materials: dict[str, models.MaterialType] = field(default_factory=dict)


def load(path: Path, *, by: Actor, at: datetime) -> Loaded:
    """Load a file, or every .yaml and .yml below a folder, data elements and signposts too.

    Raises Unreadable; then nothing was loaded.
    """
    texts, problems = texts_of(path)
    signs, unread = _texts(one for one in _files(path) if _is_sign(one))
    elements, unread_too = _texts(one for one in _files(path) if one.parent.name == defining.FOLDER)
    if (signs or elements) and not texts:
        problems = []
    with transaction.atomic():
        if not elements and texts and defining.is_empty():  # a single item, into a new installation
            elements = defining.texts_near(path)
        changed = defining.load(elements)
        result = load_texts(texts, by=by, at=at, problems=problems + unread + unread_too)
        result.elements = changed
        result.signposts = signposting.load(signs)
    return result


def texts_of(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """The texts of an item's file, or of every one below a folder, by file name; and what could not be read."""
    texts, problems = _texts(one for one in _files(path) if not _is_sign(one) and one.parent.name != defining.FOLDER)
    if not texts and not problems:
        problems = [Problem(str(path), 1, _("没有找到事项文件（.yaml）"))]
    return texts, problems


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.suffix in (".yaml", ".yml"))


def _is_sign(file: Path) -> bool:
    return file.parent.name in signposting.FOLDERS


def _texts(files: Iterable[Path]) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems = []
    for one in files:
        try:
            texts[str(one)] = one.read_text("utf-8-sig")
        except OSError:
            problems.append(Problem(str(one), 1, _("文件打不开，请检查是否有读取权限")))
        except UnicodeDecodeError:
            problems.append(Problem(str(one), 1, _("文件不是 UTF-8 编码，请用 UTF-8 另存")))
    return texts, problems


def load_texts(texts: Mapping[str, str], *, by: Actor, at: datetime, problems: Iterable[Problem] = ()) -> Loaded:
    """Load texts by file name; `problems` already found count. Raises Unreadable with all mistakes."""
    found = list(problems)
    written: list[Written] = []
    dictionary = defining.stored() if texts else NO_ELEMENTS
    for file, text in texts.items():
        try:
            written.append(read(text, file=file, dictionary=dictionary))
        except Unreadable as refused:
            found += refused.problems
    found += _twice(written)
    if found:
        raise Unreadable(found)
    result = Loaded(warnings=[remark for one in written for remark in _remarks(one)])
    with transaction.atomic():
        run = _Load(by, at, result, [])
        for one in written:
            _store(one, run)
        if run.problems:
            raise Unreadable(run.problems)
    return result


def _twice(written: Iterable[Written]) -> list[Problem]:
    first: dict[str, str] = {}
    found = []
    for one in written:
        if one.content.code in first:
            message = _("编码 %(code)s 在 %(file)s 里已经有了") % {
                "code": one.content.code,
                "file": first[one.content.code],
            }
            found.append(Problem(one.file, 1, message))
        first.setdefault(one.content.code, one.file)
    return found


def _remarks(written: Written) -> list[Problem]:
    """What is loaded as it stands and has yet to be mended."""
    content = written.content
    if content.as_printed:
        counted = publishing.to_mend(content)
        words = _("照印制文本，%(count)s处待修订")
    else:
        counted = len(errors(examine(content, defining.current())))
        words = _("有%(count)s处错误，改好后才能发布")
    if not counted:
        return []
    more = _("（yimen lint_guides 列出各处）")
    return [Problem(written.file, written.line_of("as_printed"), words % {"count": counted} + more)]


def _store(written: Written, run: _Load) -> None:
    content = written.content
    is_new = not models.Item.objects.select_for_update().filter(code=content.code).exists()
    try:
        item = owning.item_of(content.code, content.line, content.local)
    except Malformed as refused:
        run.problems.append(Problem(written.file, written.line_of("code"), str(refused)))
        return
    latest = item.versions.order_by("-number").first()
    if latest is not None and latest.digest == digest(content):
        moved = _move(latest, written, run)
        (run.result.moved if moved else run.result.unchanged).append(content.code)
        return
    version = _write_draft(item, content, written.from_on or localdate(run.at), run)
    _move(version, written, run)
    (run.result.added if is_new else run.result.amended).append(content.code)


def _move(version: models.ItemVersion, written: Written, run: _Load) -> bool:
    """Bring a version into the state its file names; whether anything was to do."""
    last = version.states.order_by("-number").first()
    current = State(last.state) if last else State.DRAFT
    if written.state in (None, current):
        if last and written.state and written.from_on not in (None, last.from_on):
            message = _("这一版自%(day)s起已是“%(state)s”，from 不再改动") % {
                "day": last.from_on,
                "state": STATES[current],
            }
            run.result.warnings.append(Problem(written.file, 1, message))
        return False
    if written.state not in standing.MOVES[current]:
        message = _("这一版已是“%(current)s”，不能改成“%(wanted)s”；内容要改的，改后就是新的一版")
        run.problems.append(
            Problem(written.file, 1, message % {"current": STATES[current], "wanted": STATES[written.state]})
        )
        return False
    from_on = written.from_on or localdate(run.at)
    if written.state is State.PUBLISHED:
        if problems := _kept_back(version, written):
            run.problems.extend(problems)
            return False
        _retire_earlier(version, from_on, written.file, run)
        models.Item.objects.filter(id=version.item_id).update(line=version.line)
    _add_state(version, State(written.state), from_on, run)
    return True


def _kept_back(version: models.ItemVersion, written: Written) -> list[Problem]:
    """Why the version may not be published: the errors of the guide, each at its line."""
    try:
        publishing.insist(version, written.content)
    except publishing.GuideHasErrors as refused:
        words = _("有错误，不能发布：%(says)s（%(place)s）。%(proposal)s。")
        return [
            Problem(
                written.file,
                written.line_of(one.place),
                words % {"says": one.says, "place": one.place, "proposal": one.proposal},
            )
            for one in refused.findings
        ]
    return []


def _retire_earlier(version: models.ItemVersion, from_on: date, file: str, run: _Load) -> None:
    """What was published of the item ends on the day on which this version begins."""
    for earlier in standing.published_besides(version):
        if earlier.from_on > from_on:
            message = _("上一版自%(day)s起才生效，新的一版不能早于它") % {"day": earlier.from_on}
            run.problems.append(Problem(file, 1, message))
        _add_state(earlier.version, State.RETIRED, from_on, run)


def _add_state(version: models.ItemVersion, state: State, from_on: date, run: _Load) -> None:
    standing.next_row(version, state, from_on=from_on, by=run.by, at=run.at).save(force_insert=True)


def write_draft(content: Content, *, by: Actor, at: datetime) -> models.ItemVersion:
    """The next version of an item, known or new, as a draft, even where the content is that of an earlier one. The caller
    sees to it that the item's versions are written one after the other."""
    item = owning.item_of(content.code, content.line, content.local)
    return _write_draft(item, content, localdate(at), _Load(by, at, Loaded(), []))


def _write_draft(item: models.Item, content: Content, from_on: date, run: _Load) -> models.ItemVersion:
    latest = item.versions.order_by("-number").first()
    version = _write_version(item, content, latest.number + 1 if latest else 1, run)
    _add_state(version, State.DRAFT, from_on, run)
    return version


def _write_version(item: models.Item, content: Content, number: int, run: _Load) -> models.ItemVersion:
    columns = {one.name for one in models.ItemVersion._meta.concrete_fields} & set(Content.names())
    values = {name: _column(getattr(content, name)) for name in columns}
    version = models.ItemVersion.objects.create(item=item, number=number, digest=digest(content), **values)
    _write_requirements(version, content, run)
    for model, rows in (
        (models.Variant, content.variants),
        (models.Step, content.steps),
        (models.Special, content.special),
        (models.Fee, content.fees),
        (models.Result, content.results),
        (models.FormField, content.form_fields),
    ):
        _write_rows(model, version, rows)
    return version


def _write_rows(model: type[db.Model], version: models.ItemVersion, rows: Iterable[Any]) -> None:
    columns = [one.name for one in model._meta.concrete_fields if one.name not in ("id", "version", "position")]
    model._default_manager.bulk_create(
        model(version=version, position=index, **{name: _column(getattr(row, name)) for name in columns})
        for index, row in enumerate(rows, 1)
    )


def _write_requirements(version: models.ItemVersion, content: Content, run: _Load) -> None:
    columns = {one.name for one in models.Requirement._meta.concrete_fields} - {"id", "version", "position", "material"}
    models.Requirement.objects.bulk_create(
        models.Requirement(
            version=version,
            position=index,
            material=_material(row.material_code, run),
            **{name: _column(getattr(row, name)) for name in columns},
        )
        for index, row in enumerate(content.requirements, 1)
    )


def _material(code: str, run: _Load) -> models.MaterialType:
    """Its entry in 材料目录, read once a load; a new one is told."""
    if code not in run.materials:
        run.materials[code], is_new = models.MaterialType.objects.get_or_create(code=code, defaults={"name": code})
        if is_new:
            run.result.new_materials.append(code)
    return run.materials[code]


def _column(value: Any) -> Any:
    """An element's value as its column holds it: silence is empty text, promises are their words."""
    if value is None:
        return ""
    if isinstance(value, tuple) and value and isinstance(value[0], EligibilityDef):
        return [{"says": one.says, "when": conditions.plain(one.condition)} for one in value]
    if isinstance(value, (conditions.Test, conditions.Joined)):
        return json.dumps(conditions.plain(value), ensure_ascii=False)
    if isinstance(value, (tuple, frozenset)):
        return list(value) if isinstance(value, tuple) else sorted(value)
    return value if isinstance(value, (bool, int)) else str(value)
