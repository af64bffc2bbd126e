"""Achievements in Django's administration: to look things up and correct a text; statuses move by actions only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.enums import Channel
from achievements import actions
from achievements.models import Achievement, AchievementIndicator, IPRight, LicenceRule, Review


class ReadOnlyInline(admin.TabularInline):
    """Rows to read; they are written with their entry, by its action."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class IndicatorInline(ReadOnlyInline):
    model = AchievementIndicator


class RightInline(ReadOnlyInline):
    model = IPRight


class ReviewInline(ReadOnlyInline):
    model = Review


@admin.register(Achievement)
class AchievementAdmin(admin.ModelAdmin):
    list_display = ("no", "title", "organization", "status", "trl", "updated_at")
    list_filter = ("status", "visibility", "language", "kind")
    search_fields = ("=no", "title", "title_other")
    list_select_related = ("organization",)
    show_full_result_count = False
    raw_id_fields = ("organization", "region", "industry", "field")
    readonly_fields = (
        "no", "status", "version", "content_seq", "organization", "published_at", "last_confirmed_at", "review_note",
        "created_by", "updated_by", "created_at", "updated_at",
    )  # fmt: skip
    inlines = (IndicatorInline, RightInline, ReviewInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Achievement, form: Any, change: bool) -> None:
        """Through the same action as every other change: version, audit, matching."""
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.edit(obj, by=request.user, channel=Channel.PORTAL, changes=changes)


@admin.register(LicenceRule)
class LicenceRuleAdmin(admin.ModelAdmin):
    """The legal checks of open licences: a new rule gets a new row, the old one an end."""

    list_display = ("check_code", "severity", "limit", "valid_from", "valid_until", "source")
    list_filter = ("severity",)
