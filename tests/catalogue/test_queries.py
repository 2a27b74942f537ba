"""The search against a written list of 200 queries of at most four keys: everyday words, initials, pinyin, codes."""

import csv
from functools import cache
from pathlib import Path

from tests.catalogue.cast import CATALOGUE, ELEMENTS
from yimen.catalogue import defining
from yimen.catalogue.elements import Content
from yimen.catalogue.finding import find
from yimen.catalogue.reading import read
from yimen.catalogue.signposting import FOLDERS

LIST = Path(__file__).with_name("queries.csv")


@cache
def items() -> tuple[Content, ...]:
    """The whole catalogue; signposts are no items."""
    files = [one for one in sorted(CATALOGUE.rglob("*.yaml")) if one.parent.name not in FOLDERS | {defining.FOLDER}]
    return tuple(read(one.read_text("utf-8"), file=one.name, dictionary=ELEMENTS).content for one in files)


def asked() -> list[tuple[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["code"]) for row in csv.DictReader(file)]


def test_the_list_has_two_hundred_queries_of_at_most_four_keys_for_items_that_there_are() -> None:
    known = {one.code for one in items()}

    assert len({query for query, _code in asked()}) == 200
    assert [query for query, code in asked() if len(query) > 4 or code not in known] == []


def test_in_ninety_five_of_a_hundred_the_item_is_among_the_first_three() -> None:
    missed = [(query, code) for query, code in asked() if code not in [one.code for one in find(query, items())[:3]]]

    assert len(missed) <= 10, missed


def test_a_sentence_finds_what_it_speaks_of() -> None:
    for sentence, code in (("我想给孩子办低保", "MZ-01"), ("老人要办优待证", "YF-01"), ("家里要交电费", "GY-01")):
        assert code in [one.code for one in find(sentence, items())[:3]], sentence
