"""Where each face is mounted."""

from importlib.util import find_spec

from django.urls import include, path

from yimen.faces.shared.health import healthz

_MOUNTS = {
    "yimen.faces.shared": "",
    "yimen.faces.counter": "counter/",
    "yimen.faces.desk": "desk/",
    "yimen.faces.manage": "manage/",
    "yimen.faces.api": "api/v1/",
    "yimen.faces.portal": "",
}

urlpatterns = [
    path("healthz", healthz),
    # Only while the packages are being written: a face enters when it has a urls.py.
    *(
        path(prefix, include(f"{face}.urls"))
        for face, prefix in _MOUNTS.items()
        if find_spec(face) and find_spec(f"{face}.urls")
    ),
]
