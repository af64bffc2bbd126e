"""What may be seen of events, registrations and meetings."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from common.search import query_terms


class EventQuerySet(models.QuerySet):
    def organised_by(self, user: Any) -> Self:
        """Events of one's own organization, as host or co-host."""
        if not user.is_authenticated or not user.membership:
            return self.none()
        cohosted = self.model.co_hosts.through.objects.filter(organization_id=user.organization_id)
        return self.filter(Q(organization_id=user.organization_id) | Q(pk__in=cohosted.values("event_id")))

    def visible_to(self, user: Any) -> Self:
        """Everybody sees what was published; hosts and co-hosts also their plans; reviewers and administrators all; officials
        plans of their region."""
        if not user.is_authenticated:
            return self.filter(published_at__isnull=False)
        if user.is_superuser or user.is_reviewer:
            return self
        seen = Q(published_at__isnull=False)
        if user.membership:
            cohosted = self.model.co_hosts.through.objects.filter(organization_id=user.organization_id)
            seen |= Q(organization_id=user.organization_id) | Q(pk__in=cohosted.values("event_id"))
        if user.is_official:
            seen |= Q(region__code__startswith=user.region_prefix) if user.region_prefix else ~Q(pk=None)
        return self.filter(seen)

    def for_list(self) -> Self:
        return self.select_related("organization", "region", "programme").defer("summary", "summary_other", "access")

    def for_detail(self) -> Self:
        rows = self.select_related("organization", "region", "programme", "created_by")
        return rows.prefetch_related("co_hosts", "industries")

    def search(self, text: str) -> Self:
        """Rows whose title holds every word of ``text``, or whose number it is."""
        text = (text or "").strip()
        if not text:
            return self
        words = text.split() or query_terms(text)
        rows = Q()
        for word in words:
            rows &= Q(title__icontains=word) | Q(title_other__icontains=word) | Q(venue__icontains=word)
        return self.filter(rows | Q(no=text.upper()))


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own organization's; all of an event for its hosts; all for administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        own = Q(user_id=user.pk)
        if user.membership:
            events = self.model._meta.get_field("event").related_model.objects.organised_by(user)
            own |= Q(organization_id=user.organization_id) | Q(event__in=events)
        return self.filter(own)

    def coming(self) -> Self:
        return self.filter(status__in=["registered", "checked_in"])

    def in_directory(self) -> Self:
        """Those who agreed to be named to the other participants."""
        return self.coming().filter(in_directory=True)

    def for_list(self) -> Self:
        return self.select_related("organization__region", "user", "event")


class MeetingQuerySet(models.QuerySet):
    def occupying(self) -> Self:
        """Meetings that hold their slot, table and people."""
        return self.filter(status__in=["scheduled", "held", "no_show"])

    def of(self, registration: Any) -> Self:
        return self.filter(Q(a=registration) | Q(b=registration))

    def visible_to(self, user: Any) -> Self:
        """Both sides see their own meetings once the schedule is shown; hosts all of their events."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        sides = Q(a__user_id=user.pk) | Q(b__user_id=user.pk)
        seen = sides
        if user.membership:
            seen |= Q(a__organization_id=user.organization_id) | Q(b__organization_id=user.organization_id)
        shown = Q(event__status__in=["provisional", "final", "live", "finished", "reported"]) | Q(origin="requested")
        rows = seen & shown
        if user.membership:
            events = self.model._meta.get_field("event").related_model.objects.organised_by(user)
            rows |= Q(event__in=events)
        return self.filter(rows)

    def for_list(self) -> Self:
        return self.select_related(
            "event", "slot", "table__hall", "a__organization", "a__user", "b__organization", "b__user",
            "demand", "achievement",
        ).defer("demand__problem", "demand__problem_other", "achievement__summary", "achievement__description")  # fmt: skip


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Both sides of the meeting and the hosts."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if not user.membership:
            return self.filter(Q(meeting__a__user_id=user.pk) | Q(meeting__b__user_id=user.pk))
        own = user.organization_id
        events = self.model._meta.get_field("meeting").related_model._meta.get_field("event").related_model
        return self.filter(
            Q(meeting__a__organization_id=own)
            | Q(meeting__b__organization_id=own)
            | Q(meeting__event__in=events.objects.organised_by(user))
        )
