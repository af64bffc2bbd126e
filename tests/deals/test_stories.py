"""Whole deals from terms to the end: contract, money, trial, outcome, case."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document

from accounts.models import Notification
from deals.actions import case as cases
from deals.actions import clock, contract, milestone, outcome, payment, terms
from deals.actions import deal as deals
from deals.documents.checklist import blockers, check
from deals.enums.terms import Vehicle
from deals.exceptions import AlreadyThere, IllegalStep, NotAllowed, NotReady
from deals.models import Case, ContractTemplate, Deal, LedgerEntry, OutcomeCheck, RegistrationRule
from deals.signing import provider
from integration.models import Change
from matching.models import Feedback
from tests.factories.deals import Sides, drafted, good_terms, issued, milestones, priced, signed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


def fresh(deal: Deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


# --- terms -----------------------------------------------------------------------------------------------------------
def test_a_change_makes_acceptances_void_and_both_are_needed(sides):
    deal = priced(sides)
    version = deal.terms_version
    assert (deal.next_step, deal.next_organization) == ("accept_terms", sides.need.organization)
    deal = terms.accept_terms(deal, by=sides.need, channel="portal", version=version)
    assert (deal.status, deal.next_organization) == ("pricing", sides.supply.organization)
    deal = terms.change_terms(deal, by=sides.supply, channel="portal", changes={"amount_total": Decimal("130000.00")})
    with pytest.raises(NotReady):
        terms.accept_terms(deal, by=sides.supply, channel="portal", version=version)
    deal = terms.accept_terms(deal, by=sides.supply, channel="portal", version=version + 1)
    assert deal.status == "pricing"
    deal = terms.accept_terms(deal, by=sides.need, channel="portal", version=version + 1)
    assert (deal.status, deal.next_step) == ("drafting", "draft")


def test_nothing_changed_is_no_new_version(sides):
    deal = priced(sides)
    again = terms.change_terms(deal, by=sides.need, channel="portal", changes=good_terms())
    assert again.terms_version == deal.terms_version


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"amount_technical": Decimal("120000.01")}, "amount_technical"), ({"amount_total": Decimal(-1)}, "amount_total"),
     ({"currency": "JPY", "amount_total": Decimal("1.50")}, "amount_total"), ({"currency": "yuan"}, "currency"),
     ({"royalty_rate": Decimal(101)}, "royalty_rate"), ({"ends_on": datetime.date(2020, 1, 1)}, "ends_on"),
     ({"entry_fee": Decimal("120000.01")}, "entry_fee"), ({"vehicle": "loan"}, "vehicle")],
)  # fmt: skip
def test_wrong_terms_change_nothing(sides, changes, field):
    deal = priced(sides)
    with pytest.raises(ValidationError) as refused:
        terms.change_terms(deal, by=sides.supply, channel="portal", changes=changes)
    assert field in refused.value.message_dict
    assert fresh(deal).terms_version == deal.terms_version


def test_milestones_have_to_add_up(sides):
    deal = priced(sides, ("50000.00", "60000.00"), pay_plan="milestone")
    with pytest.raises(ValidationError) as refused:
        terms.accept_terms(deal, by=sides.need, channel="portal", version=deal.terms_version)
    assert "110000.00" in refused.value.message_dict["milestones"][0]
    deal = terms.change_terms(deal, by=sides.supply, channel="portal", changes={},
                              milestones=milestones("60000.00", "60000.00"))  # fmt: skip
    assert terms.accept_terms(deal, by=sides.need, channel="portal", version=deal.terms_version).status == "pricing"


def test_a_public_owner_gives_public_notice_first(db):
    sides = Sides("university")
    deal = drafted(sides)
    until = timezone.localdate() + datetime.timedelta(days=15)
    assert (deal.status, deal.publicity_until, deal.next_due) == ("publicity", until, until)
    with pytest.raises(NotReady):
        deals.clear_publicity(deal, by=sides.supply, channel="portal")
    deal = deals.clear_publicity(deal, by=sides.supply, channel="portal", today=until)
    assert deal.status == "drafting"


def test_strangers_and_viewers_change_nothing(sides):
    deal = priced(sides)
    for user in (sides.need_viewer, Sides().need):
        with pytest.raises(NotAllowed):
            terms.change_terms(deal, by=user, channel="portal", changes={"title": "别的"})
        with pytest.raises(NotAllowed):
            deals.say(deal, by=user, channel="portal", text="你好")


# --- contract --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("vehicle", Vehicle.values)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_legal_form_has_its_text_in_both_files(sides, vehicle, language):
    deal = drafted(sides, ("20000.00", "100000.00"), vehicle=vehicle, pay_plan="milestone", trial_days=60)
    made = contract.draft(deal, by=sides.supply, channel="portal", language=language)
    with made.docx.file.open("rb") as file:
        document = Document(io.BytesIO(file.read()))
    text = "\n".join(p.text for p in document.paragraphs)
    assert sides.need.organization.name in text or sides.need.organization.name_en in text
    assert "120,000.00" in text
    assert "100,000.00" in text
    assert "{{" not in text
    assert "[vehicle" not in text
    assert [len(table.rows) for table in document.tables] == [3, 3]
    with made.pdf.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    assert made.template == f"{vehicle}.{language}.shipped-1"


def test_an_operators_template_takes_the_place_of_the_shipped_text(sides):
    today = timezone.localdate()
    for days, body in ((10, "旧"), (0, "# 约定\n总价 {{ amount_total }},另行 {{ unknown }}。"), (-10, "将来")):
        ContractTemplate.objects.create(vehicle="licence", language="zh", title="本地许可合同", body=body,
                                        valid_from=today - datetime.timedelta(days=days))  # fmt: skip
    made = contract.draft(drafted(sides), by=sides.need, channel="portal")
    assert made.title == "本地许可合同"
    assert "1. 约定\n总价 CNY 120,000.00,另行 ________。" in made.text


def test_rules_are_records_with_dates(sides):
    deal, today = drafted(sides), timezone.localdate()
    findings = {f.rule.code: f.met for f in check(deal, today)}
    assert findings["amounts-apart"]
    assert findings["subject-described"]
    assert not findings["rights-listed"]
    assert "acceptance-stated" not in findings
    texts = {"text_zh": "需附权利清单", "text_en": "A list of rights is annexed"}
    RegistrationRule.objects.create(code="rights-listed", field="ip_rights", blocks=True, valid_from=today, **texts)
    RegistrationRule.objects.create(code="parties-named", field="codes", active=False, valid_from=today, **texts)
    codes = {f.rule.code for f in check(deal, today)}
    assert "parties-named" not in codes
    assert "parties-named" in {f.rule.code for f in check(deal, today - datetime.timedelta(days=1))}
    assert [rule.code for rule in blockers(check(deal, today))] == ["rights-listed"]
    contract.draft(deal, by=sides.supply, channel="portal")
    with pytest.raises(NotReady):
        contract.issue(deal, by=sides.need, channel="portal")
    assert fresh(deal).status == "drafting"


def test_both_signatures_stand_in_one_file_that_cannot_be_changed(sides):
    deal = issued(sides)
    with pytest.raises(NotReady):
        contract.sign(deal, by=sides.need, channel="portal", contract_version=9)
    contract.sign(deal, by=sides.supply, channel="portal", contract_version=1)
    with pytest.raises(AlreadyThere):
        contract.sign(deal, by=sides.supply, channel="portal", contract_version=1)
    assert (fresh(deal).status, fresh(deal).next_organization) == ("signing", sides.need.organization)
    made = contract.sign(deal, by=sides.need, channel="portal", contract_version=1)
    with made.signed_pdf.file.open("rb") as file:
        content = file.read()
    found = provider().verify(content)
    assert [(f.organization, f.intact, f.trusted) for f in found] == [
        (sides.supply.organization.name, True, True), (sides.need.organization.name, True, True)]  # fmt: skip
    assert [f.reference for f in found] == list(made.signatures.values_list("reference", flat=True))
    forged = content.replace(b"/Title", b"/Titel", 1)
    assert forged != content
    assert not all(f.intact for f in provider().verify(forged))
    deal = fresh(deal)
    assert (deal.status, made.status, deal.signed_at is not None) == ("performing", "signed", True)
    assert Change.objects.filter(event="deal.signed").count() == 1
    assert Feedback.objects.get(kind="outcome").outcome == "contract"


def test_a_recalled_text_loses_its_signatures(sides):
    deal = issued(sides)
    contract.sign(deal, by=sides.supply, channel="portal", contract_version=1)
    deal = contract.recall(deal, by=sides.need, channel="portal", reason="金额有误")
    assert (deal.status, deal.next_step) == ("drafting", "draft")
    contract.draft(deal, by=sides.supply, channel="portal", language="en")
    contract.issue(deal, by=sides.supply, channel="portal")
    for user in (sides.supply, sides.need):
        made = contract.sign(deal, by=user, channel="portal", contract_version=2)
    assert made.signatures.count() == 2
    assert fresh(deal).status == "performing"


def test_registration_goes_its_way(sides):
    deal = signed(sides)
    with pytest.raises(NotAllowed):
        contract.register(deal, "apply", by=sides.need, channel="portal")
    row = contract.register(deal, "apply", by=sides.supply, channel="portal", office="洛阳市技术市场")
    assert row.decide_by > row.applied_on
    with pytest.raises(IllegalStep):
        contract.register(deal, "register", by=sides.supply, channel="portal", number="1")
    contract.register(deal, "accept", by=sides.supply, channel="portal")
    with pytest.raises(ValidationError):
        contract.register(deal, "register", by=sides.supply, channel="portal")
    row = contract.register(deal, "register", by=sides.supply, channel="portal", number="2026410300000001")
    assert (row.status, row.office) == ("registered", "洛阳市技术市场")


# --- money -----------------------------------------------------------------------------------------------------------
def test_milestones_release_their_payments_and_the_ledger_adds_up(sides):
    deal = signed(sides, ("20000.00", "100000.00"), pay_plan="milestone")
    first, second = deal.milestones.all()
    assert [(p.amount, p.status) for p in deal.payments.all()] == [(20000, "planned"), (100000, "planned")]
    assert (deal.next_step, deal.next_due) == ("deliver", first.due_on)
    with pytest.raises(ValidationError):
        milestone.deliver(first, by=sides.supply, channel="portal")
    milestone.deliver(first, by=sides.supply, channel="portal", content=PDF, name="小试报告.pdf")
    assert fresh(deal).next_step == "judge"
    milestone.return_(first, by=sides.need, channel="portal", note="缺少第三方检测")
    milestone.deliver(first, by=sides.supply, channel="portal", note="已补检测")
    milestone.accept(first, by=sides.need, channel="portal")
    owed = deal.payments.get(milestone=first)
    assert (owed.status, owed.due_on) == ("due", timezone.localdate())
    with pytest.raises(NotAllowed):
        payment.pay(owed, by=sides.supply, channel="portal")
    payment.pay(owed, by=sides.need, channel="portal", reference="电汇8812")
    payment.confirm(owed, by=sides.supply, channel="portal")
    for wrong in (payment.pay, payment.confirm):
        with pytest.raises((IllegalStep, NotAllowed)):
            wrong(owed, by=sides.need, channel="portal")
    assert [(e.kind, e.amount, e.reference) for e in LedgerEntry.objects.all()] == [
        ("paid", 20000, "电汇8812"), ("received", 20000, "电汇8812")]  # fmt: skip
    with pytest.raises(NotReady):
        deals.accept_work(deal, by=sides.need, channel="portal")
    milestone.deliver(second, by=sides.supply, channel="portal", note="全部资料")
    milestone.accept(second, by=sides.need, channel="portal")
    deals.accept_work(deal, by=sides.need, channel="portal")
    with pytest.raises(NotReady):
        deals.close(deal, by=sides.need, channel="portal")
    rest = deal.payments.get(milestone=second)
    payment.pay(rest, by=sides.need, channel="portal")
    payment.confirm(rest, by=sides.supply, channel="portal")
    assert deals.close(deal, by=sides.supply, channel="portal").status == "closed"
    assert sum(e.amount for e in deal.ledger.filter(kind="received")) == deal.amount_total


def test_royalties_are_computed_up_to_their_cap(sides):
    deal = signed(sides, pay_plan="entry_royalty", entry_fee=Decimal("20000.00"), royalty_base="net_sales",
                  royalty_rate=Decimal("5"), royalty_cap=Decimal("30000.00"))  # fmt: skip
    assert [(p.kind, p.amount) for p in deal.payments.all()] == [("entry", 20000)]
    day = timezone.localdate()
    report = lambda start, base: payment.report_royalty(  # noqa: E731
        deal, by=sides.need, channel="portal", period_start=day + datetime.timedelta(days=start),
        period_end=day + datetime.timedelta(days=start + 89), base=Decimal(base),
    )  # fmt: skip
    assert report(0, "333333.33").royalty == Decimal("16666.67")
    with pytest.raises(ValidationError):
        report(60, "1.00")
    assert report(90, "900000.00").royalty == Decimal("13333.33")
    assert report(180, "900000.00").royalty == 0
    assert [(p.kind, p.amount) for p in deal.payments.all()][1:] == [
        ("royalty", Decimal("16666.67")), ("royalty", Decimal("13333.33"))]  # fmt: skip


# --- use first, pay later --------------------------------------------------------------------------------------------
USE_FIRST = {"vehicle": "use_first", "trial_days": 90, "pay_plan": "instalments", "instalments": 3}


def test_a_trial_that_fails_owes_nothing_and_ends_with_a_proof(sides):
    deal = signed(sides, **USE_FIRST)
    until = timezone.localdate() + datetime.timedelta(days=90)
    assert (deal.status, deal.trial_until, deal.next_step, deal.next_due) == ("trial", until, "report_trial", until)
    assert {p.status for p in deal.payments.all()} == {"planned"}
    with pytest.raises(IllegalStep):
        payment.pay(deal.payments.first(), by=sides.need, channel="portal")
    with pytest.raises(NotAllowed):
        contract.fail_trial(deal, by=sides.supply, channel="portal", reason="不行")
    deal = contract.fail_trial(deal, by=sides.need, channel="portal", reason="出水COD仍高于800")
    assert (deal.status, deal.next_step) == ("exiting", "destroy")
    assert {p.status for p in deal.payments.all()} == {"cancelled"}
    deal = contract.confirm_destruction(deal, by=sides.need, channel="portal")
    assert (deal.status, deal.closing_note, deal.next_step) == ("exited", "出水COD仍高于800", "")
    assert deal.destroyed_at is not None
    assert not LedgerEntry.objects.exists()
    assert Feedback.objects.get(kind="outcome").outcome == "trial"


def test_a_trial_that_works_is_paid_from_that_day(sides):
    deal = signed(sides, **USE_FIRST)
    deal = contract.take_on(deal, by=sides.need, channel="portal")
    assert (deal.status, deal.next_step) == ("performing", "pay")
    rows = list(deal.payments.all())
    assert [p.amount for p in rows] == [Decimal("40000.00")] * 3
    assert rows[0].due_on == timezone.localdate()


# --- what became of it -----------------------------------------------------------------------------------------------
def test_outcomes_are_asked_once_reminded_once_and_answered(sides):
    deal = signed(sides)
    assert [c.days for c in deal.outcome_checks.all()] == [90, 180, 365]
    check_90 = deal.outcome_checks.get(days=90)
    with pytest.raises(NotReady):
        outcome.answer(check_90, by=sides.need, channel="portal", answer="in_use")
    OutcomeCheck.objects.filter(pk=check_90.pk).update(due_on=timezone.localdate())
    day = timezone.localdate()
    assert [clock.run(day)["asked"] for _time in range(2)] == [1, 0]
    OutcomeCheck.objects.filter(pk=check_90.pk).update(asked_at=timezone.now() - datetime.timedelta(days=15))
    assert [clock.run(timezone.localdate())["asked"] for _time in range(2)] == [1, 0]
    kinds = Notification.objects.filter(user=sides.need, kind__startswith="outcome_").values_list("kind", flat=True)
    assert sorted(kinds) == ["outcome_question", "outcome_reminder"]
    with pytest.raises(NotAllowed):
        outcome.answer(check_90, by=sides.supply, channel="portal", answer="in_use")
    figures = {"revenue": Decimal("500000.00"), "jobs": 3, "note": "出水稳定"}
    outcome.answer(
        check_90, by=sides.need, channel="portal", answer="in_use", figures=figures, content=PDF, name="a.pdf"
    )
    check_90.refresh_from_db()
    assert (check_90.revenue, check_90.jobs, check_90.evidence.name) == (Decimal("500000.00"), 3, "a.pdf")
    assert Feedback.objects.get(kind="outcome").outcome == "production"


def test_a_case_is_public_with_both_consents_to_one_text(sides):
    deal = signed(sides)
    text = {"title": "切削液废水的膜法处理", "problem": "COD 8000", "did_not_work": "初期膜污染快"}
    row = cases.write(deal, by=sides.need, channel="portal", values=text)
    assert row.no.startswith("C")
    cases.consent(row, by=sides.need, channel="portal", version=1)
    assert not Case.objects.published().exists()
    row = cases.write(deal, by=sides.supply, channel="portal", values=text | {"lessons": "先做预处理"})
    with pytest.raises(NotReady):
        cases.consent(row, by=sides.need, channel="portal", version=1)
    for user in (sides.need, sides.supply):
        row = cases.consent(row, by=user, channel="portal", version=2)
    assert (row.status, Change.objects.filter(event="case.published").count()) == ("published", 1)
    row = cases.withdraw(row, by=sides.need, channel="portal")
    assert not Case.objects.published().exists()
    with pytest.raises(NotAllowed):
        cases.consent(row, by=Sides().need, channel="portal", version=2)


def test_late_steps_are_told_once(sides):
    deal = sides.room()
    day = deal.next_due + datetime.timedelta(days=1)
    assert [clock.run(day)["late"] for _time in range(2)] == [1, 0]
    assert Notification.objects.filter(kind="deal_step_late", user=sides.need).count() == 1
