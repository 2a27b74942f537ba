"""Loading: item files into the catalogue, all or nothing; an amended file becomes the item's next version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from yimen.catalogue import defining, models, owning, publishing, signposting, standing
from yimen.catalogue._turn import lock, turn
from yimen.catalogue.acts import Act
from yimen.catalogue.dictionary import NO_ELEMENTS
from yimen.catalogue.elements import Content, State
from yimen.catalogue.form import STATES
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.nodes import Problem
from yimen.catalogue.reading import Unreadable, Written, read
from yimen.catalogue.storing import New, store
from yimen.catalogue.writing import digest
from yimen.journal import door
from yimen.journal.errors import Malformed
from yimen.journal.kept import forget
from yimen.journal.moments import localdate
from yimen.office import installation
from yimen.office.actor import Actor
from yimen.office.models import Centre


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


@door.verb
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
    with door.together():
        run = _Load(by, at, result, [])
        for local in dict.fromkeys(one.content.local for one in written):
            _keep(local, [one for one in written if one.content.local == local], run)
        if run.problems:
            raise Unreadable(run.problems)
        door.after_commit(forget)
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


@dataclass(slots=True)
class _Standing:
    """An item's newest version while it is loaded, where it stands and since when; `version` None: it has none yet."""

    item: models.Item
    version: models.ItemVersion | None
    state: State = State.DRAFT
    from_on: date | None = None

    @property
    def number(self) -> int:
        return self.version.number if self.version else 0


def _keep(local: str, written: list[Written], run: _Load) -> None:
    """The items of one owner, in one turn of their home; where nothing is to do there is none."""
    try:
        home = owning.owner(local) or installation.root_if_any()
    except Malformed as refused:
        run.problems.extend(Problem(one.file, one.line_of("code"), str(refused)) for one in written)
        return
    if home is not None:
        home = lock(home, by=run.by, at=run.at)  # nobody else writes these items meanwhile
    found = _standings(written, run)
    todo = [one for one in written if one.content.code in found and _is_to_do(one, found[one.content.code])]
    run.result.unchanged += [one.content.code for one in written if one not in todo and one.content.code in found]
    for one in written:
        if one not in todo and one.content.code in found:
            _note_day(one, found[one.content.code], run)
    if todo and home is None:  # nobody has set the installation up: there is no journal to tell of it
        _store(None, todo, found, run)
    elif todo and home is not None:
        with turn(home, Act.LOAD, by=run.by, at=run.at, items=[one.content.code for one in todo]):
            _store(home, todo, found, run)


def _standings(written: list[Written], run: _Load) -> dict[str, _Standing]:
    """The items of these files by code; those that are somebody else's are told."""
    codes = [one.content.code for one in written]
    items = {one.code: one for one in models.Item.objects.filter(code__in=codes).select_related("centre")}
    states = models.VersionState.objects.filter(version__item__code__in=codes).order_by("version__number", "number")
    last = {one.version.item_id: one for one in states.select_related("version__item__centre")}
    found = {}
    for one in written:
        try:
            item = owning.insist(items.get(one.content.code), one.content.code, one.content.line, one.content.local)
        except Malformed as refused:
            run.problems.append(Problem(one.file, one.line_of("code"), str(refused)))
            continue
        state = last.get(item.pk)
        found[item.code] = (
            _Standing(item, state.version, State(state.state), state.from_on) if state else _Standing(item, None)
        )
    return found


def _is_to_do(written: Written, known: _Standing) -> bool:
    if known.version is None or known.version.digest != digest(written.content):
        return True
    return written.state not in (None, known.state)


def _note_day(written: Written, known: _Standing, run: _Load) -> None:
    if written.state and written.from_on not in (None, known.from_on):
        message = _("这一版自%(day)s起已是“%(state)s”，from 不再改动") % {
            "day": known.from_on,
            "state": STATES[known.state],
        }
        run.result.warnings.append(Problem(written.file, 1, message))


def _store(home: Centre | None, todo: list[Written], found: Mapping[str, _Standing], run: _Load) -> None:
    """What is new as the next versions; every version in the state that its file names."""
    unknown = [known.item for known in found.values() if known.item._state.adding]
    models.Item.objects.bulk_create(unknown)
    changed = [one for one in todo if _says_else(one, found[one.content.code])]
    wanted = [New(found[c.code].item, found[c.code].number + 1, c) for c in (one.content for one in changed)]
    versions, new_materials = store(wanted)
    run.result.new_materials += new_materials
    for one, version in zip(changed, versions, strict=True):
        known = found[one.content.code]
        (run.result.amended if known.version else run.result.added).append(one.content.code)
        from_on = one.from_on or localdate(run.at)
        standing.begin(version, home=home, from_on=from_on, by=run.by, at=run.at)
        known.version, known.state, known.from_on = version, State.DRAFT, from_on
    run.result.moved += [one.content.code for one in todo if one not in changed]
    for one in todo:
        _move(home, one, found[one.content.code], run)


def _says_else(written: Written, known: _Standing) -> bool:
    return known.version is None or known.version.digest != digest(written.content)


def _move(home: Centre | None, written: Written, known: _Standing, run: _Load) -> None:
    """Bring a version into the state that its file names."""
    version = known.version
    if written.state in (None, known.state) or version is None:
        return
    if written.state not in standing.MOVES[known.state]:
        message = _("这一版已是“%(current)s”，不能改成“%(wanted)s”；内容要改的，改后就是新的一版")
        run.problems.append(
            Problem(written.file, 1, message % {"current": STATES[known.state], "wanted": STATES[written.state]})
        )
        return
    from_on = written.from_on or localdate(run.at)
    if written.state is State.PUBLISHED:
        if problems := _kept_back(version, written):
            run.problems.extend(problems)
            return
        if version.number > 1:
            _retire_earlier(home, version, from_on, written.file, run)
        if known.item.line != version.line:
            models.Item.objects.filter(id=version.item_id).update(line=version.line)
    standing.add(version, written.state, home=home, from_on=from_on, by=run.by, at=run.at)


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


def _retire_earlier(home: Centre | None, version: models.ItemVersion, from_on: date, file: str, run: _Load) -> None:
    """What was published of the item ends on the day on which this version begins."""
    for earlier in standing.published_besides(version):
        if earlier.from_on > from_on:
            message = _("上一版自%(day)s起才生效，新的一版不能早于它") % {"day": earlier.from_on}
            run.problems.append(Problem(file, 1, message))
        standing.add(earlier.version, State.RETIRED, home=home, from_on=from_on, by=run.by, at=run.at)


def write_draft(content: Content, home: Centre, *, by: Actor, at: datetime) -> models.ItemVersion:
    """Inside a turn of the item's home, whose lock has its versions written one after the other: the next version of an item,
    known or new, as a draft, even where the content is that of an earlier one."""
    item = owning.item_of(content.code, content.line, content.local)
    latest = item.versions.order_by("-number").first()
    [version], _new = store([New(item, latest.number + 1 if latest else 1, content)])
    standing.begin(version, home=home, from_on=localdate(at), by=by, at=at)
    return version
