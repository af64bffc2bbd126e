"""What crawlers are told: where not to go, and which public pages there are."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control, cache_page

from accounts.models import Organization
from achievements.models import Achievement
from demands.models import Demand

_PRIVATE = ("/workspace/", "/curation/", "/board/", "/accounts/", "/admin/", "/api/", "/o/", "/search/", "/gallery/")
_DAY = 86_400


class _Rows(Sitemap):
    """Public rows of one model, in chunks that a database reads without effort."""

    limit = 5000

    def lastmod(self, row: Any) -> Any:
        return row.updated_at

    def get_latest_lastmod(self) -> None:
        """Unknown: the base class would read every row for it."""


class Achievements(_Rows):
    def items(self) -> QuerySet[Achievement]:
        return Achievement.objects.visible_to(AnonymousUser()).only("no", "updated_at").order_by("pk")


class Demands(_Rows):
    def items(self) -> QuerySet[Demand]:
        return Demand.objects.visible_to(AnonymousUser()).only("no", "updated_at").order_by("pk")


class Institutions(_Rows):
    def items(self) -> QuerySet[Organization]:
        rows = Organization.objects.visible_to(AnonymousUser()).institutions()
        return rows.only("no", "updated_at").order_by("pk")


class Pages(Sitemap):
    def items(self) -> list[str]:
        return ["portal:home", "achievements:list", "demands:list", "accounts:institutions"]

    def location(self, name: str) -> str:
        return reverse(name)


SECTIONS = {"pages": Pages, "achievements": Achievements, "demands": Demands, "institutions": Institutions}


@cache_control(max_age=_DAY, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """The libraries are public; personal desks, search results and the API are no pages to index."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_page(3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, SECTIONS, sitemap_url_name="portal:sitemap-section")


@cache_page(3600)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, SECTIONS, section=section)
