"""One page that answers a challenge, and the votes on it that nobody outside sees."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.challenge import ProposalStatus, VoteChoice
from deals.models.challenge import Challenge
from deals.querysets.challenge import ProposalQuerySet
from integration.validators import validate_lengths
from matching.enums import DeclineReason


class Proposal(Stamped):
    """Everything fits on one page: the lengths are part of the rules of the game. ``version`` guards the autosave."""

    TEXTS: ClassVar[tuple[str, ...]] = ("approach", "evidence", "plan", "team")

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("P", "proposal_no")
    )
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="proposals")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    achievement = models.ForeignKey(
        "achievements.Achievement", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals",
        verbose_name=_("built on"),
    )  # fmt: skip
    status = models.CharField(
        _("status"), max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.DRAFT, editable=False
    )
    title = models.CharField(_("in one sentence"), max_length=80, blank=True)
    approach = models.TextField(_("how we solve it"), max_length=1500, blank=True)
    evidence = models.TextField(_("why it will work: data, references"), max_length=800, blank=True)
    plan = models.TextField(_("steps and dates"), max_length=600, blank=True)
    team = models.TextField(_("who does it"), max_length=500, blank=True)
    price = models.DecimalField(
        _("price asked"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    months = models.PositiveSmallIntegerField(
        _("months until the acceptance test"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=20, choices=DeclineReason.choices, blank=True, editable=False)
    feedback = models.TextField(_("answer to the solver"), max_length=2000, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("proposal"), _("proposals")
        ordering = ["-id"]
        indexes = [models.Index(fields=["organization", "-id"], name="proposal_of_solver")]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "organization"], name="proposal_once"),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(status__in=["nominated", "awarded"]), name="proposal_one_winner"
            ),
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="proposal_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="proposal_sent_when",
            ),
            models.CheckConstraint(condition=~Q(status="declined") | ~Q(reason=""), name="proposal_declined_why"),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("deals:proposal", args=[self.no])

    def clean(self) -> None:
        validate_lengths(self)

    @property
    def status_tone(self) -> str:
        return {"awarded": "good", "nominated": "good", "shortlisted": "accent", "submitted": "accent"}.get(
            self.status, ""
        )


class Vote(Stamped):
    """What one reviewer thinks: a choice and two sentences. It is never shown to the solver."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(_("vote"), max_length=8, choices=VoteChoice.choices)
    strength = models.CharField(_("what speaks for it"), max_length=300)
    doubt = models.CharField(_("what speaks against it"), max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = _("vote"), _("votes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_choice_display()}"
