"""Consents in force and what was disclosed."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ConsentQuerySet(models.QuerySet):
    def in_force(self, now: datetime.datetime | None = None) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def about(self, thread: Any) -> Self:
        """Of one interest or deal; what was agreed about the interest holds for the deal that came of it."""
        if thread._meta.model_name == "interest":
            return self.filter(Q(interest=thread) | Q(deal__interest=thread))
        return self.filter(Q(deal=thread) | Q(interest=thread.interest_id) if thread.interest_id else Q(deal=thread))


class DisclosureQuerySet(models.QuerySet):
    def about(self, thread: Any) -> Self:
        if thread._meta.model_name == "interest":
            return self.filter(Q(interest=thread) | Q(deal__interest=thread))
        return self.filter(Q(deal=thread) | Q(interest=thread.interest_id) if thread.interest_id else Q(deal=thread))
