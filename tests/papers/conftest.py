"""Keys and a folder of their own for the tests that keep papers."""

import pytest

from yimen.journal import secrets


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where this test keeps its files."""
    secrets.ready(create=True)
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR
