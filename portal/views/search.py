"""Search over both libraries and the institutions."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.pages import capped_count, keyset_page
from portal.selectors import Library, examples, libraries, show_owners

_FIRST = 3
_PAGE = 20
_CAP = 1000


def search(request: HttpRequest) -> HttpResponse:
    """``q``: the words · ``in``: one of the libraries, or all of them at a glance."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context: dict[str, Any] = {"q": text}
    if not text:
        return render(request, "portal/search.html", context | {"examples": examples()})
    found = libraries(request.user)
    chosen = next((each for each in found if each.name == request.GET.get("in")), None)
    counts = {each.name: capped_count(each.rows.search(text), _CAP) for each in found}
    context |= {"tabs": _tabs(request, text, found, counts, chosen), "chosen": chosen}
    context["sections"] = [
        _section(request, text, each, counts[each.name], chosen) for each in found if _shows(each, counts, chosen)
    ]
    return render(request, "portal/search.html", context)


def _shows(library: Library, counts: dict[str, tuple[int, bool]], chosen: Library | None) -> bool:
    return library is chosen or (chosen is None and counts[library.name][0] > 0)


def _section(
    request: HttpRequest, text: str, library: Library, count: tuple[int, bool], chosen: Library | None
) -> dict[str, Any]:
    """The first rows of one library, or a whole page of it where it is the chosen one."""
    rows, order = library.rows.search(text), library.order
    if library.tone:  # an entry that has the words in its title answers better than one that mentions them
        in_title = Case(When(Q(title__icontains=text) | Q(title_other__icontains=text), then=0), default=1)
        rows, order = rows.annotate(beside_title=in_title), ("beside_title", *order)
    page = keyset_page(rows, request, order, size=_PAGE) if library is chosen else rows.order_by(*order)[:_FIRST]
    shown = list(page)
    if library.name == "demands":
        show_owners(shown, request.user)
    return {
        "library": library,
        "rows": shown,
        "page": page if library is chosen else None,
        "all_url": _url(request, text, library.name) if library is not chosen and (count[0] > len(shown)) else "",
        "filter_url": f"{library.url}?{urlencode({'q': text})}",
    }


def _tabs(
    request: HttpRequest, text: str, found: list[Library], counts: dict[str, tuple[int, bool]], chosen: Library | None
) -> list[dict[str, Any]]:
    tabs = [{"label": _("All"), "url": _url(request, text), "current": chosen is None}]
    for each in found:
        number, more = counts[each.name]
        shown = f"{number}+" if more else number
        tabs.append(
            {"label": each.title, "url": _url(request, text, each.name), "current": each is chosen, "count": shown}
        )
    return tabs


def _url(request: HttpRequest, text: str, name: str = "") -> str:
    return f"{request.path}?{urlencode({'q': text} | ({'in': name} if name else {}))}"
