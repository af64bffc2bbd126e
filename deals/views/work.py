"""The working pages of a room: terms, contract, milestones, payments, outcomes, registration."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.language import is_english
from deals.actions import contract, milestone, outcome, payment, terms
from deals.documents.checklist import blockers, check
from deals.enums.deal import DealStatus
from deals.enums.terms import MILESTONE_MOVES, REGISTRABLE, REGISTRATION_MOVES, RUNNING_PLANS, ContractStatus
from deals.forms.deal import (
    DeliverForm,
    MilestoneFormSet,
    NoteForm,
    OutcomeForm,
    PayForm,
    RegistrationForm,
    RoyaltyForm,
    TermsForm,
)
from deals.models import Deal, Milestone
from deals.selectors.rooms import room
from deals.selectors.steps import current_contract
from deals.validators import missing_terms
from deals.views.acting import attempt, label, uploaded
from deals.views.deals import get_deal
from integration.views.attachments import download

_NEGOTIABLE = frozenset({DealStatus.INTENT, DealStatus.DILIGENCE, DealStatus.PRICING})


@login_required
def edit_terms(request: HttpRequest, no: str) -> HttpResponse:
    """The terms: to read for every party, to change for the two sides while they negotiate."""
    deal = get_deal(request, no)
    context = room(deal, request.user, "deals:terms")
    editable = context["may_change"] and deal.status in _NEGOTIABLE
    form, rows = _terms_forms(request, deal)
    status = 200
    if request.method == "POST":
        if not editable:
            raise PermissionDenied
        if form.is_valid() and rows.is_valid() and _save_terms(request, deal, form, rows):
            return redirect("deals:terms", no=no)
        status, deal = 422, get_deal(request, no)
    own = context["party"]
    context |= {
        "deal": deal, "form": form, "rows": rows, "editable": editable,
        "missing": [label(name) for name in missing_terms(deal)], "milestones": deal.milestones.all(),
        "can_accept": deal.status == DealStatus.PRICING and own is not None and context["may_change"]
        and own.accepted_version != deal.terms_version,
    }  # fmt: skip
    return render(request, "deals/terms.html", context, status=status)


def _terms_forms(request: HttpRequest, deal: Deal) -> tuple[TermsForm, Any]:
    names = ("title", "test", "due_on", "amount")
    initial = [{name: getattr(row, name) for name in names} for row in deal.milestones.all()]
    # The form writes into its instance while it validates, so it gets a copy of its own.
    copy = Deal.objects.get(pk=deal.pk)
    form = TermsForm(request.POST or None, instance=copy, initial={"version": deal.terms_version})
    return form, MilestoneFormSet(request.POST or None, initial=initial, prefix="milestones")


def _save_terms(request: HttpRequest, deal: Deal, form: TermsForm, rows: Any) -> bool:
    """Through the action; its refusals stand on the form."""
    values = dict(form.cleaned_data)
    version = values.pop("version")
    given = [row.cleaned_data for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]
    milestones = [
        Milestone(title=r["title"], test=r["test"], due_on=r["due_on"], amount=r["amount"])
        for r in given
        if r.get("title")
    ]
    try:
        terms.change_terms(
            deal,
            by=request.user,
            channel=Channel.PORTAL,
            changes=values,
            milestones=milestones,
            expected_version=version,
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
        return False
    return True


@login_required
@require_POST
def accept_terms(request: HttpRequest, no: str) -> HttpResponse:
    deal = _allowed(request, no, "accept_terms")
    raw = request.POST.get("version", "")
    version = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
    return attempt(
        request, lambda: terms.accept_terms(deal, by=request.user, channel=Channel.PORTAL, version=version),
        reverse("deals:terms", args=[no]), _("You have accepted these terms."),
    )  # fmt: skip


@login_required
@require_safe
def show_contract(request: HttpRequest, no: str) -> HttpResponse:
    """The text in force, the checklist, signatures, registration."""
    deal = get_deal(request, no)
    user = request.user
    context = room(deal, user, "deals:contract")
    text = current_contract(deal)
    signatures = list(text.signatures.select_related("party__organization")) if text else []
    findings = check(deal, timezone.localdate())
    own = context["party"]
    signed_by_us = any(row.party_id == own.pk for row in signatures) if own else False
    registration = getattr(deal, "registration", None)
    state = registration.status if registration else "preparing"
    may_register = deal.signed_at is not None and user.has_perm("deals.register_deal", deal)
    context |= {
        "contract": text, "signatures": signatures, "findings": findings, "blocked": blockers(findings),
        "can_draft": deal.status == DealStatus.DRAFTING and context["may_change"],
        "can_issue": text is not None and deal.status == DealStatus.DRAFTING and user.has_perm("deals.issue_deal", deal),
        "can_recall": deal.status == DealStatus.SIGNING and user.has_perm("deals.recall_deal", deal),
        "can_sign": deal.status == DealStatus.SIGNING and user.has_perm("deals.sign_deal", deal) and not signed_by_us,
        "older": deal.contracts.filter(status=ContractStatus.VOID), "registration": registration,
        "registrable": deal.vehicle in REGISTRABLE, "registration_form": RegistrationForm(),
        "registration_verbs": [(verb, _verb_label(verb)) for verb, (start, _to) in REGISTRATION_MOVES.items()
                               if may_register and state in start and deal.vehicle in REGISTRABLE],
        "languages": [("zh", "中文"), ("en", "English")] if not is_english() else [("en", "English"), ("zh", "中文")],
    }  # fmt: skip
    return render(request, "deals/contract.html", context)


def _verb_label(verb: str) -> str:
    return {"apply": _("Applied for"), "accept": _("Accepted for examination"), "correct": _("Sent back for correction"),
            "review": _("With experts"), "register": _("Registered"), "refuse": _("Not registered")}[verb]  # fmt: skip


@login_required
@require_POST
def draft_contract(request: HttpRequest, no: str) -> HttpResponse:
    deal = _allowed(request, no, "change")
    language = request.POST.get("language", "zh")
    return attempt(
        request, lambda: contract.draft(deal, by=request.user, channel=Channel.PORTAL, language=language),
        reverse("deals:contract", args=[no]), _("The draft is ready."),
    )  # fmt: skip


@login_required
@require_POST
def sign(request: HttpRequest, no: str) -> HttpResponse:
    deal = _allowed(request, no, "sign")
    raw = request.POST.get("version", "")
    version = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
    return attempt(
        request, lambda: contract.sign(deal, by=request.user, channel=Channel.PORTAL, contract_version=version),
        reverse("deals:contract", args=[no]), _("Signed."),
    )  # fmt: skip


@login_required
@require_safe
def get_contract(request: HttpRequest, no: str, version: int, kind: str) -> HttpResponseBase:
    """The draft as docx or pdf, or the signed pdf, for every party."""
    deal = get_deal(request, no)
    row = get_object_or_404(deal.contracts.select_related("docx", "pdf", "signed_pdf"), version=version)
    attachment = {"docx": row.docx, "pdf": row.pdf, "signed": row.signed_pdf}.get(kind)
    if attachment is None:
        raise Http404
    return download(attachment)


@login_required
@require_POST
def register(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    deal = _allowed(request, no, "register")
    if verb not in REGISTRATION_MOVES:
        raise Http404
    return attempt(request, lambda: _register(request, deal, verb), reverse("deals:contract", args=[no]))


def _register(request: HttpRequest, deal: Deal, verb: str) -> None:
    contract.register(deal, verb, by=request.user, channel=Channel.PORTAL, **_clean(RegistrationForm(request.POST)))


@login_required
@require_safe
def show_work(request: HttpRequest, no: str) -> HttpResponse:
    deal = get_deal(request, no)
    user = request.user
    today = timezone.localdate()
    running = deal.pay_plan in RUNNING_PLANS and deal.status in {"performing", "accepted", "production"}
    judge, deliver = user.has_perm("deals.judge_deal", deal), user.has_perm("deals.deliver_deal", deal)
    payments = list(deal.payments.select_related("milestone", "report"))
    context = room(deal, user, "deals:work") | {
        "milestones": deal.milestones.prefetch_related("evidence__attachment"), "payments": payments,
        "ledger": deal.ledger.select_related("payment", "by"),
        "performing": deal.status == DealStatus.PERFORMING, "may_judge": judge, "may_deliver": deliver,
        "may_pay": user.has_perm("deals.pay_deal", deal), "may_receive": user.has_perm("deals.receive_deal", deal),
        "deliver_form": DeliverForm(), "note_form": NoteForm(), "pay_form": PayForm(),
        "royalty_form": RoyaltyForm() if running and judge else None, "reports": deal.royalty_reports.all(),
        "checks": list(deal.outcome_checks.all()), "today": today,
        "may_answer": user.has_perm("deals.answer_outcome_deal", deal), "outcome_form": OutcomeForm(),
    }  # fmt: skip
    return render(request, "deals/work.html", context)


@login_required
@require_POST
def move_milestone(request: HttpRequest, no: str, position: int, verb: str) -> HttpResponse:
    if verb not in MILESTONE_MOVES:
        raise Http404
    deal = _allowed(request, no, "deliver" if verb == "deliver" else "judge")
    row = get_object_or_404(deal.milestones, position=position)
    by = {"by": request.user, "channel": Channel.PORTAL}
    calls: dict[str, Callable[[], Any]] = {
        "deliver": lambda: milestone.deliver(row, note=request.POST.get("note", "")[:2000], **uploaded(request), **by),
        "accept": lambda: milestone.accept(row, **by),
        "return": lambda: milestone.return_(row, note=request.POST.get("note", "")[:2000], **by),
    }
    return attempt(request, calls[verb], f"{reverse('deals:work', args=[no])}#milestones")


@login_required
@require_POST
def move_payment(request: HttpRequest, no: str, position: int, verb: str) -> HttpResponse:
    if verb not in {"pay", "confirm"}:
        raise Http404
    deal = _allowed(request, no, "pay" if verb == "pay" else "receive")
    row = get_object_or_404(deal.payments, position=position)
    by = {"by": request.user, "channel": Channel.PORTAL}
    call = (
        (lambda: payment.pay(row, reference=request.POST.get("reference", "")[:80], **by))
        if verb == "pay"
        else (lambda: payment.confirm(row, **by))
    )
    return attempt(request, call, f"{reverse('deals:work', args=[no])}#payments")


@login_required
@require_POST
def report_royalty(request: HttpRequest, no: str) -> HttpResponse:
    deal = _allowed(request, no, "pay")
    return attempt(
        request,
        lambda: payment.report_royalty(
            deal, by=request.user, channel=Channel.PORTAL, **_clean(RoyaltyForm(request.POST))
        ),
        f"{reverse('deals:work', args=[no])}#payments",
    )


@login_required
@require_POST
def answer_outcome(request: HttpRequest, no: str, days: int) -> HttpResponse:
    deal = _allowed(request, no, "answer_outcome")
    row = get_object_or_404(deal.outcome_checks, days=days)
    return attempt(
        request, lambda: _answer(request, row), f"{reverse('deals:work', args=[no])}#outcomes", _("Thank you.")
    )


def _answer(request: HttpRequest, row: Any) -> None:
    given = uploaded(request)
    values = _clean(OutcomeForm(request.POST, request.FILES))
    values.pop("file", None)
    outcome.answer(row, by=request.user, channel=Channel.PORTAL, answer=values.pop("answer"), figures=values, **given)


def _allowed(request: HttpRequest, no: str, verb: str) -> Deal:
    deal = get_deal(request, no)
    if not request.user.has_perm(f"deals.{verb}_deal", deal):
        raise PermissionDenied
    return deal


def _clean(form: Any) -> dict[str, Any]:
    """Its values; its errors as one ``ValidationError`` with the fields' labels."""
    if not form.is_valid():
        raise ValidationError({str(form[name].label) if name in form.fields else name: errors
                               for name, errors in form.errors.items()})  # fmt: skip
    return dict(form.cleaned_data)
