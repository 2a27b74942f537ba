"""写明数据元: why a fact is asked, by which law, how long it is kept, in the words of the site."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.catalogue._turn import turn
from yimen.catalogue.acts import Act
from yimen.catalogue.dictionary import Sensitivity
from yimen.catalogue.models import DataElement
from yimen.journal import door
from yimen.journal.errors import Malformed, NotThere, Sentence
from yimen.journal.kept import forget
from yimen.office import installation
from yimen.office.actor import Actor

LONGEST_PURPOSE, LONGEST_BASIS, MOST_YEARS = 200, 400, 100  # characters, as in the table; years


@dataclass(frozen=True, slots=True)
class Ground:
    """All that may be said anew; what an element is (its kind, its check) is the files', for programs go by it."""

    sensitivity: Sensitivity
    purpose: str
    basis: str
    retention_years: int


@door.verb
def describe(key: str, ground: Ground, *, by: Actor, at: datetime) -> DataElement:
    """From now on the element is asked on this ground, and no longer waits to be confirmed. Versions stand as they are.

    Raises NotThere; Malformed where a personal fact has no purpose or basis (PIPL 13, 17), or a number makes no sense.
    """
    said = {"purpose": ground.purpose.strip(), "basis": ground.basis.strip()}
    _check(ground.sensitivity, **said, years=ground.retention_years)
    facts = {**said, "sensitivity": ground.sensitivity.value, "retention_years": ground.retention_years}
    with turn(installation.root(), Act.DESCRIBE_ELEMENT, by=by, at=at, element=key, **facts):
        row = DataElement.objects.filter(key=key).first()
        if row is None:
            raise NotThere()
        row = door.hold(row)
        for name, value in {**facts, "to_confirm": False}.items():
            setattr(row, name, value)
        door.after_commit(forget)
        return row


def _check(sensitivity: Sensitivity, *, purpose: str, basis: str, years: int) -> None:
    faults: dict[str, Sentence] = {}
    if sensitivity is not Sensitivity.GENERAL and not purpose:
        faults["purpose"] = _("个人信息要写明为什么填；说不出来的，就不要填。")
    if sensitivity is not Sensitivity.GENERAL and not basis:
        faults["basis"] = _("个人信息要写明依据哪部法律、哪一条可以要求填。")
    for name, words, longest in (("purpose", purpose, LONGEST_PURPOSE), ("basis", basis, LONGEST_BASIS)):
        if len(words) > longest or not (words or " ").isprintable():
            faults[name] = _("请写在一行里，最多%(most)s字。") % {"most": longest}
    if not 0 <= years <= MOST_YEARS:
        faults["retention_years"] = _("保存年限请填0至%(most)s的整数，0为不载明。") % {"most": MOST_YEARS}
    if faults:
        raise Malformed(_("数据元没有写好，请改正标出的栏目。"), fields=faults)
