"""The light of a case or task as people see it: a colour, always with a word and a sign. Pure."""

from dataclasses import dataclass

SIGNS = {"grey": "pause", "green": "clock", "amber": "due", "red": "over"}


@dataclass(frozen=True, slots=True)
class Light:
    """What `shared/_light.html` shows."""

    colour: str
    words: str
    icon: str


def shown(colour: str, words: str) -> Light | None:
    """A light from the clock's colour and words; None where there is none. KeyError for any other colour."""
    return Light(colour, words, SIGNS[colour]) if colour else None
