"""What may be seen of jobs and library entries."""

from typing import Any, Self

from django.db import models

from common.search import query_terms

#: What a list of entries does not need of the organization that it joins.
OWNER_TEXTS = tuple(
    f"organization__{name}"
    for name in ("intro", "intro_en", "verification_note", "website", "contact_name", "contact_phone", "contact_email")
)


class OwnedQuerySet(models.QuerySet):
    #: Path to the organization whose rows these are.
    OWNER = "organization_id"

    def visible_to(self, user: Any) -> Self:
        """Rows of one's own organization; the platform's administrators see all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(**{self.OWNER: user.organization_id or 0})


class JobQuerySet(OwnedQuerySet):
    pass


class DeliveryQuerySet(OwnedQuerySet):
    OWNER = "endpoint__organization_id"


class ChangeQuerySet(models.QuerySet):
    def placed(self) -> Self:
        """Rows that have their place in the feed."""
        return self.filter(seq__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is public, unless hidden from one's organization, and what concerns it."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.for_organization(user.organization_id) if user.membership else self.none()

    def for_organization(self, organization_id: int) -> Self:
        hidden = models.Q(hidden_from__contains=[organization_id])
        return self.filter((models.Q(public=True) & ~hidden) | models.Q(organizations__contains=[organization_id]))


class EntryQuerySet(models.QuerySet):
    """Shared by the two libraries."""

    def search(self, text: str) -> Self:
        """Rows that hold every term of ``text`` in title, summary or keywords; a number such as A100001 finds its row."""
        text = (text or "").strip()
        if not text:
            return self
        terms = query_terms(text)
        rows = models.Q(search_terms__contains=terms) if terms else models.Q(pk=None)
        return self.filter(rows | models.Q(no=text.upper()))
