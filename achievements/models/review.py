"""Reviews of submitted achievements."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from achievements.enums import ReviewDecision
from achievements.models.achievement import Achievement


def score_field(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MaxValueValidator(5)])


class Review(models.Model):
    """Four criteria, 0-5 each; any 0 blocks, the sum decides: 10 and more may be published, below it is returned."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    innovation = score_field(_("innovation and advantage"))
    clarity = score_field(_("clarity"))
    cooperation = score_field(_("cooperation expectation"))
    wording = score_field(_("language"))
    decision = models.CharField(_("decision"), max_length=10, choices=ReviewDecision.choices)
    note = models.TextField(_("note to the author"), blank=True, max_length=2000)
    entry_version = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("review"), _("reviews")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.achievement} · {self.get_decision_display()}"

    @property
    def scores(self) -> tuple[int, int, int, int]:
        return self.innovation, self.clarity, self.cooperation, self.wording

    @property
    def total(self) -> int:
        """Sum of the four scores, 0-20."""
        return sum(self.scores)
