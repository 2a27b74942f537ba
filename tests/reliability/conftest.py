"""What the tests of reliability share: how often each of them is done."""

import os

import pytest


def times(name: str, few: int) -> int:
    """How often: a few in `make test`, more where the environment variable says so (`make proof`)."""
    return int(os.environ.get(name) or few)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests bring both engines along: they run once."""
    for item in items:
        if "reliability" in item.path.parts:
            item.add_marker(pytest.mark.engine("sqlite"))
