"""Large print and high contrast: a reader's choice, kept in a cookie, switched by a plain link."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

COOKIE = "yimen_look"
LOOKS = ("large", "contrast")
_YEAR_S = 365 * 24 * 60 * 60


def chosen(request: HttpRequest | None) -> tuple[str, ...]:
    """The looks the reader has switched on, in fixed order; anything else in the cookie is ignored."""
    words = request.COOKIES.get(COOKIE, "").split(".") if request else []
    return tuple(look for look in LOOKS if look in words)


@require_safe
def switch(request: HttpRequest) -> HttpResponse:
    """Switches looks by `?large=1&contrast=0` and goes back to `next`, which must be a page of ours."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    before = chosen(request)
    wanted = [look for look in LOOKS if request.GET.get(look, "1" if look in before else "0") == "1"]
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        COOKIE, ".".join(wanted), max_age=_YEAR_S, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer
