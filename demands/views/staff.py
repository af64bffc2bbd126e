"""The demands' side of the review desk: unverified firms' demands wait, verified firms' are read after publication."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import capped_count
from demands import actions
from demands.enums import Status
from demands.forms import ReviewForm
from demands.models import Demand

_SHOWN = 30


@login_required
@permission_required("demands.curate", raise_exception=True)
def curation(request: HttpRequest) -> HttpResponse:
    """The oldest waiting demand opens at once."""
    first = _queue(request).first()
    if first is not None:
        return redirect("demands:review", no=first.no)
    return render(request, "demands/curation.html", {"queue": [], "waiting": 0})


@login_required
@permission_required("demands.curate", raise_exception=True)
def review(request: HttpRequest, no: str) -> HttpResponse:
    demand = get_object_or_404(Demand.objects.visible_to(request.user).for_detail(), no=no)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _give(request, demand, form):
        return redirect("demands:curation")
    waiting, more = capped_count(_queue(request))
    context: dict[str, Any] = {
        "demand": demand,
        "form": form,
        "queue": _queue(request)[:_SHOWN],
        "waiting": waiting,
        "waiting_is_capped": more,
        "is_open": demand.status in {Status.IN_REVIEW, Status.PUBLISHED},
        "is_allowed": request.user.has_perm("demands.approve_demand", demand),
    }
    return render(request, "demands/curation.html", context, status=422 if form.errors else 200)


def _queue(request: HttpRequest) -> Any:
    """Waiting demands, then published ones that nobody has read, longest first."""
    waiting = Q(status=Status.IN_REVIEW) | Q(status=Status.PUBLISHED, reviewed_at=None)
    return Demand.objects.visible_to(request.user).filter(waiting).for_list().order_by("status", "updated_at", "pk")


def _give(request: HttpRequest, demand: Demand, form: ReviewForm) -> bool:
    """Whether the decision was taken; what stood against it is on the form."""
    if not request.user.has_perm("demands.approve_demand", demand):
        form.add_error(None, _("Nobody reviews his own entry. A colleague does it."))
        return False
    action = actions.approve if form.cleaned_data["decision"] == "approve" else actions.return_
    try:
        moved = action(demand, by=request.user, channel=Channel.PORTAL, note=form.cleaned_data["note"])
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, f"{moved.no} · {moved.get_status_display()}")
        return True
    return False
