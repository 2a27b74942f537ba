"""Who acts: one frozen value for a person in a post, an applicant, a device, a program, or the clock."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

NOBODY = UUID(int=0)
ANY_LINE = "*"
DEVICES = frozenset({"kiosk", "display", "pad", "printer", "reader"})


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as seen at the moment of acting; for staff the door still asks the database whether the post is held."""

    kind: str
    id: UUID
    name: str = ""
    post_id: UUID | None = None
    post_title: str = ""
    centre_id: UUID | None = None
    division_id: UUID | None = None
    role: str = ""
    lines: frozenset[str] = frozenset()
    for_id: UUID | None = None
    window_id: UUID | None = None

    @classmethod
    def clock(cls) -> Self:
        """The clock: performs what falls due by law."""
        return cls("clock", NOBODY)

    @classmethod
    def public(cls) -> Self:
        """Anybody, who has not said who they are."""
        return cls("public", NOBODY)

    @classmethod
    def device(cls, kind: str, id: UUID, name: str, centre_id: UUID) -> Self:
        """A machine in the hall, `kind` one of DEVICES: it acts for its centre and is nobody."""
        return cls(kind, id, name, centre_id=centre_id)

    @property
    def ref(self) -> str:
        """As written in the journal: kind and id, never a name."""
        return f"{self.kind}:{self.id}"

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    @property
    def is_device(self) -> bool:
        return self.kind in DEVICES

    def answers_for(self, line: str) -> bool:
        """Whether the post's duty includes this line."""
        return ANY_LINE in self.lines or line in self.lines
