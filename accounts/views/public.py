"""Public pages of institutions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.filters import InstitutionFilter
from accounts.models import Organization
from common.pages import keyset_page


def institutions(request: HttpRequest) -> HttpResponse:
    """Verified suppliers of achievements and services."""
    rows = Organization.objects.visible_to(request.user).institutions().filter(verification="verified").for_list()
    found = InstitutionFilter(request.GET, rows)
    page = keyset_page(found.qs.order_by("sort_key", "id"), request, ("sort_key", "id"), size=24)
    template = "accounts/institutions.html#results" if request.htmx else "accounts/institutions.html"
    return render(request, template, {"filter": found, "page": page})


def institution(request: HttpRequest, no: str) -> HttpResponse:
    rows = Organization.objects.visible_to(request.user).for_list()
    organization: Any = get_object_or_404(rows, no=no)
    return render(request, "accounts/institution.html", {"organization": organization})
