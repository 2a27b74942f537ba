"""The items, centres and moments that the catalogue's tests are about."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from tests import engines
from yimen.catalogue import defining
from yimen.catalogue.loading import Loaded, load, load_texts
from yimen.journal import source
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Holding, Level, Post, Staff
from yimen.office.signing_in import actor_in

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
FOLDER = engines.FOLDER / "printed"  # the sixteen printed items alone, which stand at the top of the catalogue
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # Monday 2 March 2026, 09:30 in the office
ON = date(2026, 3, 2)

SHORT = """\
code: LN-01
name: 老年证
state: published
line: 民政
conditions: [本人户籍在本街道内年满60周岁以上的老人]
basis: [《中华人民共和国老年人权益保障法》]
promised: 30 working days
seat: household
materials:
  - {key: id_card, name: 身份证, originals: 0, copies: 1}
steps:
  - {key: issue, name: 办证, kind: certificate, level: town, decides: true}
fees:
  - {name: 收费, standard: 免费}
"""


ELEMENTS = defining.shipped()


def _beside(_of: str, names: list[str]) -> list[str]:
    return [one for one in names if one != defining.FOLDER and not one.endswith(".yaml")]


shutil.copytree(CATALOGUE, FOLDER, ignore=_beside)


def load_short(*changes: tuple[str, str], at: datetime = MONDAY) -> Loaded:
    """Load 老年证, with pieces of its file replaced."""
    text = SHORT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return bring({"ln.yaml": text}, at=at)


def bring(what: Path | dict[str, str], *, at: datetime = MONDAY) -> Loaded:
    """Load files by the machine's keeper, at a moment of the test's own, into an installation with a root."""
    before = source._clock
    source._clock = lambda: at
    try:
        root()
        if isinstance(what, Path):
            return load(what, by=Actor.clock(), at=at)
        return load_texts(what, by=Actor.clock(), at=at)
    finally:
        source._clock = before


def root() -> Centre:
    """The installation's root, laid where there is none."""
    found = Centre.objects.filter(kind=Centre.Kind.ROOT).first()
    if found is not None:
        return found
    city = Division.objects.create(name="安宁市", level=Level.CITY)
    return Centre.objects.create(code="PT", kind=Centre.Kind.ROOT, name="平台", short_name="平台", division=city)


def hall() -> Centre:
    """A hall of the sub-district."""
    division = Division.objects.create(name="东岳街道", level=Level.TOWN)
    return Centre.objects.create(code="DY", kind="hall", name="东岳街道受理中心", short_name="东岳", division=division)


def editor_of(centre: Centre) -> Actor:
    """Who keeps the items of a centre."""
    post = Post.objects.create(centre=centre, title="事项管理员", role="editor")
    staff = Staff.objects.create(username=f"editor-{centre.code}", name="郑洁", password="!")
    Holding.objects.create(post=post, staff=staff, from_on=date(2026, 1, 1))
    return actor_in(staff, post)
