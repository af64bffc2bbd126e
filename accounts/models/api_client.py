"""Machine clients of the API."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication


class ApiClient(AbstractApplication):
    """An OAuth2 client of one organization; it acts as the organization's service account, within its stored scopes."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="api_clients")
    service_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_clients")
    scopes = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("scopes"))
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractApplication.Meta):
        verbose_name, verbose_name_plural = _("API client"), _("API clients")

    def __str__(self) -> str:
        return f"{self.name} · {self.organization}"
