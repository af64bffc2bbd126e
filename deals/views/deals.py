"""The deal room: list, overview, moves, messages, files, consent."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from common.pages import keyset_page
from deals.actions import consent
from deals.actions import deal as deals
from deals.actions.moves import run_move
from deals.enums.consent import Group
from deals.enums.deal import MOVES, DealStatus
from deals.forms.deal import FileForm, MessageForm, ReasonForm
from deals.forms.interest import StepForm
from deals.models import Deal, DealFile
from deals.selectors.exports import as_json, as_xlsx
from deals.selectors.receipts import ladder_of, receipt_of
from deals.selectors.rooms import STEP_PAGES, files_of, history_of, offers, room, step_of
from deals.views.acting import attempt, label, uploaded
from integration.views.attachments import download


def get_deal(request: HttpRequest, no: str) -> Deal:
    return get_object_or_404(Deal.objects.visible_to(request.user).for_detail(), no=no)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's deals with the next step of each: whose turn, until when."""
    user = request.user
    rows = Deal.objects.visible_to(user).for_list()
    show = request.GET.get("show", "open")
    if show == "mine":
        rows = rows.filter(next_organization_id=user.organization_id)
    elif show != "all":
        rows = rows.open()
    page = keyset_page(rows, request, ("-id",))
    today = timezone.localdate()
    for deal in page:
        deal.step = step_of(deal)
        deal.late = bool(deal.next_due and deal.next_due < today)
        deal.others = [
            party.organization for party in deal.parties.all() if party.organization_id != user.organization_id
        ]
    here = reverse("deals:deals")
    names = {"open": _("Open"), "mine": _("Our turn"), "all": _("All")}
    tabs = [{"label": text, "url": f"{here}?show={key}", "current": show == key} for key, text in names.items()]
    return render(request, "deals/deals.html", {"page": page, "tabs": tabs, "show": show})


@login_required
@require_safe
def detail(request: HttpRequest, no: str) -> HttpResponse:
    deal = get_deal(request, no)
    page = STEP_PAGES.get(deal.next_step)
    context = room(deal, request.user, "deals:deal") | {
        "offers": offers(deal, request.user),
        "chat": list(deal.messages.select_related("author", "organization").order_by("-id")[:100])[::-1],
        "message_form": MessageForm(),
        "reason_form": ReasonForm(),
        "history": history_of(deal),
        "step_url": reverse(page, args=[no]) if page else "",
        "may_export": request.user.has_perm("deals.export_deal", deal),
        "case": getattr(deal, "case", None),
        "may_write_case": deal.signed_at is not None and request.user.has_perm("deals.write_case_deal", deal),
    }
    return render(request, "deals/deal.html", context)


@login_required
@require_POST
def move(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    deal = get_deal(request, no)
    if verb not in MOVES or not MOVES[verb].who:
        raise Http404
    if not request.user.has_perm(f"deals.{verb}_deal", deal):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    back = reverse("deals:contract", args=[no]) if verb in {"issue", "recall"} else deal.get_absolute_url()
    return attempt(request, lambda: run_move(deal, verb, by=request.user, channel=Channel.PORTAL, reason=reason), back)


@login_required
@require_POST
def say(request: HttpRequest, no: str) -> HttpResponse:
    deal = get_deal(request, no)
    if not request.user.has_perm("deals.talk_deal", deal):
        raise PermissionDenied
    text, by = request.POST.get("text", ""), request.user
    back = f"{deal.get_absolute_url()}#messages"
    return attempt(request, lambda: deals.say(deal, by=by, channel=Channel.PORTAL, text=text), back, _("Sent"))


@login_required
def files(request: HttpRequest, no: str) -> HttpResponse:
    deal = get_deal(request, no)
    by = request.user
    if request.method == "POST":
        if not by.has_perm("deals.talk_deal", deal):
            raise PermissionDenied
        return attempt(request, lambda: _add_file(request, deal), reverse("deals:files", args=[no]))
    context = room(deal, by, "deals:files") | {"files": files_of(deal, by), "form": FileForm()}
    return render(request, "deals/files.html", context)


def _add_file(request: HttpRequest, deal: Deal) -> None:
    given = uploaded(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ValidationError({label(name): errors for name, errors in form.errors.items()})
    deals.add_file(deal, by=request.user, channel=Channel.PORTAL, level=form.cleaned_data["level"], **given)


@login_required
@require_safe
def get_file(request: HttpRequest, no: str, pk: int) -> HttpResponseBase:
    """A file whose step is open to this reader; the other side's is kept in the log of disclosures."""
    deal = get_deal(request, no)
    row = next((row for row in files_of(deal, request.user) if row.pk == pk and row.may_read), None)
    if row is None:
        raise Http404
    shown = [(Group.DOCUMENTS, row.level, row.attachment.name)]
    consent.log_shown(deal, owner_id=row.organization_id, by=request.user, groups=shown)
    return download(row.attachment)


@login_required
@require_POST
def remove_file(request: HttpRequest, no: str, pk: int) -> HttpResponse:
    deal = get_deal(request, no)
    row = get_object_or_404(DealFile, deal=deal, pk=pk, removed_at=None)
    if row.organization_id != request.user.organization_id or not request.user.has_perm("deals.talk_deal", deal):
        raise PermissionDenied
    return attempt(
        request, lambda: deals.remove_file(row, by=request.user, channel=Channel.PORTAL),
        reverse("deals:files", args=[no]),
    )  # fmt: skip


@login_required
def consents(request: HttpRequest, no: str) -> HttpResponse:
    """The ladder: what we see, what they see now, opening a step, taking it back."""
    deal = get_deal(request, no)
    by, here = request.user, reverse("deals:consent", args=[no])
    if request.method == "POST":
        if not by.has_perm("deals.change_deal", deal):
            raise PermissionDenied
        if "revoke" in request.POST:
            return attempt(request, lambda: consent.revoke(deal, by=by, channel=Channel.PORTAL), here)
        return attempt(request, lambda: _open_step(request, deal), here)
    ladder = ladder_of(deal, by)
    if ladder is not None:
        consent.log_shown(deal, owner_id=ladder.other.pk, by=by, groups=ladder.newly_shown())
    context = room(deal, by, "deals:consent") | {"ladder": ladder, "step_form": StepForm(), "ended": deal.status in
                                                 {DealStatus.CANCELLED, DealStatus.EXITED, DealStatus.CLOSED}}  # fmt: skip
    return render(request, "deals/consent.html", context)


def _open_step(request: HttpRequest, deal: Deal) -> None:
    form = StepForm(request.POST)
    if not form.is_valid():
        raise ValidationError({label(name): errors for name, errors in form.errors.items()})
    ladder = ladder_of(deal, request.user)
    consent.open_step(deal, recipient_id=ladder.other.pk, by=request.user, channel=Channel.PORTAL, **form.cleaned_data)


@login_required
@require_safe
def receipt(request: HttpRequest, no: str) -> HttpResponse:
    deal = get_deal(request, no)
    body = receipt_of(deal, request.user)
    if request.GET.get("format") == "json":
        answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="consent-{deal.no}.json"'
        return answer
    back = reverse("deals:consent", args=[no])
    return render(request, "deals/receipt.html", {"receipt": body, "back_url": back})


@login_required
@require_safe
def export(request: HttpRequest, no: str, format: str) -> HttpResponseBase:
    """Everything of the deal for its parties: XLSX or JSON."""
    deal = get_deal(request, no)
    if not request.user.has_perm("deals.export_deal", deal):
        raise PermissionDenied
    if format == "json":
        answer = JsonResponse(as_json(deal), json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="{deal.no}.json"'
        return answer
    if format == "xlsx":
        return as_xlsx(deal)
    raise Http404
