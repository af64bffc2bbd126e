"""What crawlers are told."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

_PRIVATE = ("/workspace/", "/curation/", "/board/", "/accounts/", "/admin/", "/api/", "/o/", "/search/", "/gallery/")


@cache_control(max_age=86_400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """The libraries are public; personal desks, search results and the API are no pages to index."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
