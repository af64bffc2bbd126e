"""Machine clients of the API."""

import ipaddress

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication


class ApiClient(AbstractApplication):
    """An OAuth2 client of one organization; it acts as the organization's service account, within its stored scopes."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="api_clients")
    service_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_clients")
    scopes = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("scopes"))
    last_used_at = models.DateTimeField(null=True, blank=True)
    #: The hash of the secret that was replaced; it still opens until ``previous_secret_until``.
    previous_secret = models.CharField(max_length=255, blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, blank=True, editable=False)
    #: Networks in CIDR notation from which its tokens may be used; empty means from everywhere.
    allowed_networks = ArrayField(
        models.CharField(max_length=50), default=list, blank=True, verbose_name=_("allowed addresses")
    )

    class Meta(AbstractApplication.Meta):
        verbose_name, verbose_name_plural = _("API client"), _("API clients")

    def __str__(self) -> str:
        return f"{self.name} · {self.organization}"

    @property
    def has_previous_secret(self) -> bool:
        return bool(self.previous_secret and self.previous_secret_until and self.previous_secret_until > timezone.now())

    def is_allowed_from(self, address: str) -> bool:
        """Whether a request from this address may use its tokens; an unreadable address is none of them."""
        if not self.allowed_networks:
            return True
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in ipaddress.ip_network(network) for network in self.allowed_networks)


class ClientUsage(models.Model):
    """How many requests a client made on one day, and how many of them were refused for being too many."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="usage")
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)
    throttled = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("usage of a client"), _("usage of clients")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["client", "day"], name="client_usage_once")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.day}"
