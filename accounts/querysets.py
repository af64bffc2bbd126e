"""What may be seen of organizations."""

from typing import Any

from django.db import models
from django.db.models import Q


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "OrganizationQuerySet":
        """Verified organizations are public; unverified ones are seen by their members, officials of the region and reviewers."""
        if user.is_authenticated and (user.is_superuser or user.is_reviewer):
            return self
        rows = Q(verification="verified")
        if user.is_authenticated:
            rows |= Q(pk=user.organization_id)
            if user.is_official:
                rows |= Q(region__code__startswith=user.region_prefix) | (
                    Q(region=None) if not user.region_prefix else Q()
                )
        return self.filter(rows)

    def institutions(self) -> "OrganizationQuerySet":
        """Organizations with a public page as suppliers of achievements or services."""
        return self.filter(kind__in=["university", "institute", "transfer", "evaluation", "finance", "park"])

    def for_list(self) -> "OrganizationQuerySet":
        return self.select_related("region", "industry")

    def search(self, text: str) -> "OrganizationQuerySet":
        return self.filter(Q(name__icontains=text) | Q(name_en__icontains=text) | Q(code=text)) if text else self


class ManagerProfileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ManagerProfileQuerySet":
        """Registered managers are public; one's own profile and, for reviewers, whatever has left the draft."""
        rows = Q(status="registered")
        if user.is_authenticated:
            if user.is_superuser:
                return self
            rows |= Q(user_id=user.pk)
            if user.is_reviewer:
                rows |= ~Q(status="draft")
        return self.filter(rows)

    def registered(self) -> "ManagerProfileQuerySet":
        return self.filter(status="registered", user__is_active=True)

    def for_list(self) -> "ManagerProfileQuerySet":
        return self.select_related("user", "organization", "region").prefetch_related("fields")

    def search(self, text: str) -> "ManagerProfileQuerySet":
        if not text:
            return self
        return self.filter(
            Q(user__name__icontains=text)
            | Q(organization__name__icontains=text)
            | Q(organization__name_en__icontains=text)
            | Q(bio__icontains=text)
            | Q(no=text.upper())
        )
