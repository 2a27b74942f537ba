"""The page /healthz: 200 when the server can answer people, 503 when its database cannot."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 `{"ready": true}` when the database answers and holds its tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            ready = cursor.fetchone() is not None
    except DatabaseError:
        ready = False
    return JsonResponse({"ready": ready}, status=200 if ready else 503)
