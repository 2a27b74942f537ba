"""Finds styles, icons and fonts in node_modules; only what is named here is ever served."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIX = "vendor/"
ALLOWED = (
    "@fontsource/noto-sans-sc/400.css",
    "@fontsource/noto-sans-sc/700.css",
    "@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff2",
    "@fontsource/noto-sans-sc/files/noto-sans-sc-*-700-normal.woff2",
)


class NodeModulesFinder(BaseFinder):
    """Serves `node_modules/X` as `/static/vendor/X` when X matches one of ALLOWED."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.NODE_MODULES)
        self.storage.prefix = PREFIX.rstrip("/")  # type: ignore[attr-defined]  # read so by staticfiles and whitenoise

    def find(self, path: str, find_all: bool = False) -> Any:
        """The file behind a static path, or an empty list."""
        name = path.removeprefix(PREFIX)
        if name == path or not _allowed(PurePosixPath(name)):
            return []
        full = settings.NODE_MODULES / name
        if not full.is_file():
            return []
        return [str(full)] if find_all else str(full)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """All files that may be served, and those packed beside them (NAME.gz), which whitenoise prefers."""
        for glob in (*ALLOWED, *(f"{glob}.gz" for glob in ALLOWED)):
            for full in sorted(settings.NODE_MODULES.glob(glob)):
                yield full.relative_to(settings.NODE_MODULES).as_posix(), self.storage


def _allowed(name: PurePosixPath) -> bool:
    """Part by part: `match` alone would let any folder, even `..`, stand in front of what is listed."""
    return any(name.match(glob) and len(name.parts) == len(PurePosixPath(glob).parts) for glob in ALLOWED)
