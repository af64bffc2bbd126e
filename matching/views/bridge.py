"""The bridge plan of a match: a panel of its page, and a page of its own without script."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from common.exceptions import Refusal
from matching.actions.bridge import request_plan
from matching.models import Match
from matching.selectors.bridge import bridge_of
from resources.models import Resource


class BridgeForm(forms.Form):
    """What the plan has to keep; empty fields take what demand and achievement say."""

    budget = forms.IntegerField(label=gettext_lazy("Budget, yuan"), required=False, min_value=0, max_value=10**11)
    months = forms.IntegerField(label=gettext_lazy("Months"), required=False, min_value=1, max_value=240)
    trl = forms.IntegerField(label=gettext_lazy("TRL wanted"), required=False, min_value=1, max_value=9)
    certificate = forms.NullBooleanField(
        label=gettext_lazy("with certification"), required=False,
        widget=forms.Select(choices=[("", "—"), ("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]),
    )  # fmt: skip


@login_required
@require_safe
def bridge(request: HttpRequest, pk: int) -> HttpResponse:
    match = get_object_or_404(Match.objects.visible_to(request.user).for_detail(), pk=pk)
    form = BridgeForm(request.GET)
    found = bridge_of(match, request.user, form.cleaned_data if form.is_valid() else None)
    values: dict[str, Any] = {"match": match, "bridge": found, "form": form}
    values["may_book"] = request.user.has_perm("resources.add_booking")
    template = "matching/bridge.html#panel" if request.htmx else "matching/bridge.html"
    return render(request, template, values)


@login_required
@require_POST
def ask_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a request at every step of the chosen plan."""
    match = get_object_or_404(Match.objects.visible_to(request.user).for_detail(), pk=pk)
    if not request.user.has_perm("resources.add_booking"):
        raise PermissionDenied
    numbers = request.POST.getlist("resource")[:10]
    rows = Resource.objects.visible_to(request.user).published().filter(no__in=numbers)
    try:
        made = request_plan(match, rows, by=request.user, channel=Channel.PORTAL)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect("matching:bridge", pk=pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("matching:bridge", pk=pk)
    if not made:
        messages.error(request, _("None of these steps can be booked here. Call their owners."))
        return redirect("matching:bridge", pk=pk)
    messages.success(request, _("Every owner has your request. They answer with quotes."))
    return redirect(made[0]) if len(made) == 1 else redirect("resources:bookings")
