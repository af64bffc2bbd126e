"""The contract: drafting it from the terms, sending it out, signing it, registering it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.audit import record
from common.events import publish
from deals.actions import outcome, payment
from deals.actions.deal import lock, move, refresh_step, require, step_to
from deals.documents.blocks import blocks_of, plain
from deals.documents.checklist import blockers, check
from deals.documents.texts import text_for
from deals.enums.deal import DealStatus
from deals.enums.terms import (
    REGISTRABLE,
    REGISTRATION_MOVES,
    SIGNING_ROLES,
    ContractStatus,
    PartyRole,
    RegistrationStatus,
    Vehicle,
)
from deals.exceptions import AlreadyThere, IllegalStep, NotReady
from deals.inbox import tell
from deals.models import Contract, Deal, Registration, Signature
from deals.selectors.clock import working_day
from deals.selectors.steps import current_contract, signers
from deals.signals import deal_signed
from deals.signing import Signer, provider
from integration.actions.attachments import store
from integration.actions.outbox import record as to_outbox
from matching.enums import Outcome

#: Working days in which an office decides, with and without experts; shown as a date, never as a right.
_DECIDES_IN, _EXPERTS_IN, _EXPERTS_FROM = 15, 30, 5_000_000


@transaction.atomic
def draft(deal: Deal, *, by: Any, channel: str, language: str = "zh") -> Contract:
    """Generate the text anew from the accepted terms; an earlier draft becomes void."""
    current = lock(deal)
    require(current, by, SIGNING_ROLES)
    if current.status != DealStatus.DRAFTING:
        raise IllegalStep(current)
    if language not in {"zh", "en"}:
        raise ValidationError({"language": ValidationError(_("There is no such language."), code="invalid_choice")})
    from deals.documents.files import as_docx, as_pdf  # two libraries that only this moment needs

    text = text_for(current.vehicle, language, timezone.localdate())
    blocks = blocks_of(current, text, language)
    with override("zh-hans" if language == "zh" else "en"):
        words = (_("Signed by: "), _("Date: "))
    current.contracts.filter(status=ContractStatus.DRAFT).update(status=ContractStatus.VOID)
    version = (current.contracts.aggregate(last=Max("version"))["last"] or 0) + 1
    keep = {"organization": by.organization, "by": by, "channel": channel}
    name = f"{current.no}-v{version}-{language}"
    contract = Contract.objects.create(
        deal=current, version=version, terms_version=current.terms_version, language=language, template=text.source,
        title=text.title, text=plain(blocks), created_by=by if by.pk else None,
        docx=store(content=as_docx(text.title, blocks, *words), name=f"{name}.docx", **keep),
        pdf=store(content=as_pdf(text.title, blocks, *words), name=f"{name}.pdf", **keep),
    )  # fmt: skip
    record("draft_contract", current, by=by, channel=channel, after={"version": version, "template": text.source})
    refresh_step(current)
    return contract


def issue(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    """Send the draft out for signature, unless it is of older terms or a rule that blocks is not met."""

    def ready(current: Deal) -> dict[str, Any]:
        contract = current_contract(current)
        if contract is None or contract.terms_version != current.terms_version:
            raise NotReady(_("Generate the draft from the present terms first."))
        if missing := blockers(check(current, timezone.localdate())):
            raise NotReady(_("Before the signature: %(rules)s.") % {"rules": "; ".join(rule.text for rule in missing)})
        if current.status == DealStatus.DRAFTING:
            contract.status = ContractStatus.SIGNING
            contract.save(update_fields=["status", "updated_at"])
        return {}

    return move(deal, "issue", by=by, channel=channel, reason=reason, prepare=ready)


def recall(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    """Back to the draft; signatures given so far are void with the text they stand under."""

    def void(current: Deal) -> dict[str, Any]:
        current.contracts.filter(status=ContractStatus.SIGNING).update(status=ContractStatus.VOID)
        return {}

    return move(deal, "recall", by=by, channel=channel, reason=reason, prepare=void)


@transaction.atomic
def sign(deal: Deal, *, by: Any, channel: str, contract_version: int) -> Contract:
    """Sign for one's organization, once. The last signature begins the trial or the performance."""
    current = lock(deal)
    require(current, by, SIGNING_ROLES)
    if current.status != DealStatus.SIGNING:
        raise IllegalStep(current)
    contract = Contract.objects.select_for_update(of=("self",)).get(deal=current, status=ContractStatus.SIGNING)
    if contract.version != contract_version:
        raise NotReady(_("Another text is out for signature now. Read it first."))
    party = next(row for row in current.parties.all() if row.organization_id == by.organization_id)
    if contract.signatures.filter(party=party).exists():
        raise AlreadyThere(_("Your organization has signed already."))
    before = contract.signed_pdf or contract.pdf
    with before.file.open("rb") as file:
        content = file.read()
    who = Signer(by.display_name, party.organization.name, party.organization.no, f"{current.no} v{contract.version}")
    signed = provider().sign(content, who, f"Signature{party.pk}")
    contract.signed_pdf = store(
        content=signed.pdf, name=before.name.replace(".pdf", "-signed.pdf").replace("-signed-signed", "-signed"),
        organization=party.organization, by=by, channel=channel,
    )  # fmt: skip
    Signature.objects.create(
        contract=contract, party=party, signer=by if by.pk else None, signer_name=who.person[:120],
        provider=provider().name, reference=signed.reference,
    )  # fmt: skip
    record("sign", current, by=by, channel=channel, after={"version": contract.version, "reference": signed.reference})
    complete = contract.signatures.count() == len(signers(current))
    contract.status = ContractStatus.SIGNED if complete else ContractStatus.SIGNING
    contract.save(update_fields=["signed_pdf", "status", "updated_at"])
    if complete:
        _begin(current, by, channel)
    else:
        refresh_step(current)
    return contract


def take_on(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    """The trial worked: payments are counted from today."""

    def start(current: Deal) -> dict[str, Any]:
        if current.status == DealStatus.TRIAL:
            payment.start_dates(current, timezone.localdate())
        return {}

    return move(deal, "take_on", by=by, channel=channel, reason=reason, prepare=start)


def fail_trial(deal: Deal, *, by: Any, channel: str, reason: str) -> Deal:
    """The trial did not work: nothing is owed, and all material has to go."""

    def nothing_owed(current: Deal) -> dict[str, Any]:
        if current.status == DealStatus.TRIAL:
            payment.cancel_open(current)
        return {"closing_note": reason.strip()}

    return move(deal, "fail", by=by, channel=channel, reason=reason, prepare=nothing_owed)


def confirm_destruction(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    """All documents and samples are destroyed or returned; with this the deal ends."""
    return move(
        deal, "destroy", by=by, channel=channel, reason=reason or deal.closing_note,
        prepare=lambda current: {"destroyed_at": timezone.now()},
    )  # fmt: skip


@transaction.atomic
def register(
    deal: Deal, verb: str, *, by: Any, channel: str, office: str = "", number: str = "", note: str = ""
) -> Registration:
    """Keep where the registration with the office stands; the supplying side leads it."""
    current = lock(deal)
    require(current, by, {PartyRole.SUPPLY})
    if current.signed_at is None:
        raise NotReady(_("Only a signed contract is registered."))
    if current.vehicle not in REGISTRABLE:
        raise NotReady(_("This legal form is not registered as a technology contract."))
    row = Registration.objects.select_for_update().get_or_create(deal=current)[0]
    start, target = REGISTRATION_MOVES[verb]
    if row.status not in start:
        raise IllegalStep(row)
    if target == RegistrationStatus.REGISTERED and not number.strip():
        raise ValidationError({"number": ValidationError(_("Give the registration number."), code="required")})
    before, today = row.status, timezone.localdate()
    row.status, row.note = target, note.strip()
    row.office, row.number = office.strip() or row.office, number.strip() or row.number
    if verb == "apply":
        experts = (current.amount_total or 0) >= _EXPERTS_FROM
        row.applied_on = today
        row.decide_by = working_day(today, _EXPERTS_IN if experts else _DECIDES_IN)
    if target in {RegistrationStatus.REGISTERED, RegistrationStatus.REFUSED}:
        row.decided_on = today
    row.full_clean(validate_constraints=False, validate_unique=False)
    row.save()
    record(f"registration_{verb}", current, by=by, channel=channel, before={"status": before},
           after={"status": target, "number": row.number}, reason=row.note)  # fmt: skip
    return row


def _begin(deal: Deal, by: Any, channel: str) -> None:
    """Everything that follows from the last signature."""
    today = timezone.localdate()
    trial = deal.vehicle == Vehicle.USE_FIRST
    extra: dict[str, Any] = {"signed_at": timezone.now()}
    if trial:
        extra["trial_until"] = today + datetime.timedelta(days=deal.trial_days)
    payment.schedule(deal, None if trial else deal.first_payment_on)
    outcome.plan_checks(deal, today)
    step_to(deal, "begin_trial" if trial else "begin", by=by, channel=channel, extra=extra)
    outcome.tell_matching(deal, Outcome.TRIAL if trial else Outcome.CONTRACT, by=by, channel=channel)
    to_outbox(event="contract.signed", subject=deal, organizations=deal.organizations)
    for pk in deal.organizations:
        tell(pk, "deal_signed", key=deal.no, url=deal.get_absolute_url(), title=deal.title[:80])
    publish(deal_signed, deal_id=deal.pk)
