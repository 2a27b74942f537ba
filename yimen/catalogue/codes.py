"""Codes of items: its own where the item is known, else the letters of its line and the next number."""

import re

from yimen.catalogue.models import Item, ItemVersion


class Codes:
    """What is taken, read once; each code that is given is taken. `local`: of a centre's own items, under its code."""

    def __init__(self, local: str = "") -> None:
        self._local = local
        self._taken = set(Item.objects.values_list("code", flat=True))
        ours = {"item__centre__code": local} if local else {"item__centre": None}
        rows = ItemVersion.objects.filter(**ours).order_by("number").values_list("name", "line", "item__code")
        self._known = {(known, of): code for known, of, code in rows}
        self._letters = {
            of: code.rpartition("-")[0] for (_known, of), code in sorted(self._known.items()) if "-" in code
        }

    def known(self, name: str, line: str) -> str:
        """The code of the item of that name and line; "" where there is none."""
        return self._known.get((name, line), "")

    def of(self, name: str, line: str) -> str:
        """The code of the item of that name and line, else the next of the line, which is that item's from now on."""
        code = self.known(name, line) or self.next(line)
        self._known[name, line] = code
        return code

    def next(self, line: str) -> str:
        """A code that no item has."""
        letters = self._local or self._letters.get(line) or _initials(line)
        numbers = (f"{letters}-{number:02d}" for number in range(1, 10_000))
        code = next(code for code in numbers if code not in self._taken)
        self._taken.add(code)
        return code


def _initials(words: str) -> str:
    """Up to four capital letters: the first of each syllable; X where there is none."""
    from pypinyin import Style, lazy_pinyin  # half a second of dictionaries: not at every start

    letters = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER, errors="ignore")).upper()
    return re.sub("[^A-Z0-9]", "", letters)[:4] or "X"
