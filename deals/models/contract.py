"""Contract texts, signatures, and the registration of technology contracts with its rules."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from deals.enums.terms import ContractStatus, RegistrationStatus, Vehicle
from integration.enums import Language


class ContractTemplate(Stamped):
    """A text that operators edit; the newest valid one takes the place of the text that the platform ships.

    ``body``: one paragraph per line, ``# `` begins a clause, ``{{ name }}`` stands for a value of the deal.
    """

    vehicle = models.CharField(_("legal form"), max_length=12, choices=Vehicle.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), max_length=50_000)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("contract template"), _("contract templates")
        ordering = ["vehicle", "language", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["vehicle", "language", "valid_from"], name="contract_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_vehicle_display()} · {self.language} · {self.valid_from}"


class Contract(Stamped):
    """One generated text of a deal: what it says is kept with it, whatever becomes of the template."""

    deal = models.ForeignKey("deals.Deal", on_delete=models.CASCADE, related_name="contracts")
    version = models.PositiveSmallIntegerField()
    terms_version = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=Language.choices)
    template = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField()
    status = models.CharField(max_length=8, choices=ContractStatus.choices, default=ContractStatus.DRAFT)
    docx = models.OneToOneField("integration.Attachment", on_delete=models.PROTECT, related_name="+")
    pdf = models.OneToOneField("integration.Attachment", on_delete=models.PROTECT, related_name="+")
    signed_pdf = models.OneToOneField(
        "integration.Attachment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("contract"), _("contracts")
        ordering = ["deal", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "version"], name="contract_version_once"),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(status__in=["draft", "signing", "signed"]), name="contract_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_pdf__isnull=False), name="contract_signed_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.version}"


class Signature(models.Model):
    """One party's signature under one contract."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="signatures")
    party = models.ForeignKey("deals.DealParty", on_delete=models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signer_name = models.CharField(_("signed by"), max_length=120)
    provider = models.CharField(_("provider"), max_length=20)
    reference = models.CharField(_("reference"), max_length=120)
    signed_at = models.DateTimeField(_("signed"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("signature"), _("signatures")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contract", "party"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.signer_name} · {self.signed_at:%Y-%m-%d}"


class RegistrationRule(Stamped):
    """An operator's own version of a rule for registering technology contracts; see ``deals.documents.checklist``."""

    code = models.SlugField(_("code"), max_length=40)
    vehicles = models.JSONField(_("legal forms"), default=list, blank=True)
    field = models.CharField(_("checked value"), max_length=40)
    text_zh = models.TextField(_("what is needed, in Chinese"))
    text_en = models.TextField(_("what is needed, in English"))
    why_zh = models.TextField(_("why, in Chinese"), blank=True)
    why_en = models.TextField(_("why, in English"), blank=True)
    blocks = models.BooleanField(_("blocks the signature"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("registration rule"), _("registration rules")
        ordering = ["code", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="registration_rule_once")]

    def __str__(self) -> str:
        return f"{self.code} · {self.valid_from}"


class Registration(Stamped):
    """The registration of a signed contract with the office, by the supplying side."""

    deal = models.OneToOneField("deals.Deal", on_delete=models.CASCADE, related_name="registration")
    status = models.CharField(
        _("status"), max_length=10, choices=RegistrationStatus.choices, default=RegistrationStatus.PREPARING
    )
    office = models.CharField(_("registration office"), max_length=200, blank=True)
    number = models.CharField(_("registration number"), max_length=60, blank=True)
    applied_on = models.DateField(_("applied"), null=True, blank=True)
    decide_by = models.DateField(_("decision due"), null=True, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("contract registration"), _("contract registrations")
        constraints = [
            models.CheckConstraint(condition=~Q(status="registered") | ~Q(number=""), name="registration_has_number")
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.get_status_display()}"
