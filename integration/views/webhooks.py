"""Pages of webhooks: which addresses are called for what, what became of each message, test, secret, replay."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from integration.actions import webhooks as actions
from integration.enums import DeliveryState, EndpointState
from integration.filters import DeliveryFilter
from integration.forms import WebhookForm
from integration.models import WebhookEndpoint

#: What one button on the page of a webhook sets its state to.
_STATES = {"pause": EndpointState.PAUSED, "resume": EndpointState.ACTIVE}


def _own(request: HttpRequest, pk: Any) -> WebhookEndpoint:
    endpoint = get_object_or_404(WebhookEndpoint.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("integration.change_webhook", endpoint):
        raise PermissionDenied(_("Only people who may write for this organization can do this."))
    return endpoint


def _secretly(response: HttpResponse) -> HttpResponse:
    """A page that may show a secret is kept nowhere."""
    response["Cache-Control"] = "no-store"
    return response


@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """The organization's webhooks, and the form for another one."""
    if request.user.membership is None or not request.user.has_perm("integration.add_webhook"):
        raise PermissionDenied(_("Only people who may write for an organization can manage webhooks."))
    organization = request.user.membership.organization
    form = WebhookForm(request.POST or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = actions.create_endpoint(
                organization=organization, by=request.user, channel=Channel.PORTAL, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            context |= {"endpoint": endpoint, "secret": secret}
            form = WebhookForm()
    rows = WebhookEndpoint.objects.filter(organization=organization)
    return _secretly(render(request, "integration/webhooks.html", {"form": form, "rows": rows, **context}))


@login_required
def webhook(request: HttpRequest, pk: Any) -> HttpResponse:
    """One webhook with its messages; the form changes address, events and description."""
    endpoint = _own(request, pk)
    given = {"url": endpoint.url, "events": endpoint.events, "description": endpoint.description}
    form = WebhookForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_endpoint(endpoint, by=request.user, channel=Channel.PORTAL, changes=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("integration:webhook", pk)
    return _page(request, endpoint, form=form)


def _page(request: HttpRequest, endpoint: WebhookEndpoint, **more: Any) -> HttpResponse:
    given = {"url": endpoint.url, "events": endpoint.events, "description": endpoint.description}
    chosen = DeliveryFilter(request.GET, endpoint.deliveries.defer("payload"))
    context = {
        "endpoint": endpoint,
        "page": keyset_page(chosen.qs if chosen.is_valid() else endpoint.deliveries.none(), request, ("-id",)),
        "dead": endpoint.deliveries.filter(state=DeliveryState.DEAD, is_test=False).count(),
        "state": request.GET.get("state", ""),
        "states": [("", _("all")), *DeliveryState.choices],
        "form": more.pop("form", None) or WebhookForm(initial=given),
        **more,
    }
    return _secretly(render(request, "integration/webhook.html", context))


@login_required
@require_POST
def act(request: HttpRequest, pk: Any) -> HttpResponse:
    """The buttons of the page: test, pause, resume, rotate, replay, delete."""
    endpoint, do = _own(request, pk), request.POST.get("do", "")
    who = {"by": request.user, "channel": Channel.PORTAL}
    try:
        if do == "rotate":
            endpoint, secret = actions.rotate_secret(endpoint, **who)
            return _page(request, endpoint, secret=secret)
        if do == "delete":
            actions.delete_endpoint(endpoint, **who)
            messages.success(request, _("The webhook is deleted."))
            return redirect("integration:webhooks")
        if do == "test":
            actions.queue_test(endpoint)
            messages.success(request, _("A test message is on its way; its result appears below in a moment."))
        elif do == "replay":
            dead = endpoint.deliveries.filter(state=DeliveryState.DEAD, is_test=False).order_by("seq")[:10_000]
            count = actions.replay(dead, **who)
            messages.success(request, _("%(count)s messages are sent again.") % {"count": count})
        elif do in _STATES:
            actions.change_endpoint(endpoint, changes={"state": _STATES[do]}, **who)
            messages.success(request, _("Saved."))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("integration:webhook", pk)


@login_required
@require_GET
def delivery(request: HttpRequest, pk: Any, uid: Any) -> HttpResponse:
    """One message: what was sent, and what each attempt came to."""
    endpoint = _own(request, pk)
    row = get_object_or_404(endpoint.deliveries.prefetch_related("log"), uid=uid)
    payload = json.dumps(row.payload, ensure_ascii=False)
    return render(request, "integration/delivery.html", {"endpoint": endpoint, "delivery": row, "payload": payload})


@login_required
@require_POST
def replay(request: HttpRequest, pk: Any, uid: Any) -> HttpResponse:
    """Send one message again."""
    endpoint = _own(request, pk)
    row = get_object_or_404(endpoint.deliveries, uid=uid)
    try:
        actions.replay([row], by=request.user, channel=Channel.PORTAL)
        messages.success(request, _("The message is sent again."))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("integration:delivery", pk, uid)
