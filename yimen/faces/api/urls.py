"""The addresses of the API, below /api/v1/; what is none of them is a problem as well."""

from django.urls import URLPattern, path, re_path

from yimen.faces.api import document
from yimen.faces.api.problems import guarded, not_there
from yimen.faces.api.whole import api

app_name = "api"


def _operations() -> list[URLPattern]:
    """Ninja's own patterns, guarded, without its root."""
    ours = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    return [URLPattern(one.pattern, guarded(one.callback), one.default_args, one.name) for one in ours]


urlpatterns = [
    path("openapi.json", guarded(document.shown(api)), name="openapi"),
    *_operations(),
    re_path("", guarded(not_there)),
]
