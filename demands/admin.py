"""Demands in Django's administration: to look things up and correct a text; statuses move by actions only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.enums import Channel
from demands import actions
from demands.models import Demand, DemandExclusion, DemandIndicator


class ReadOnlyInline(admin.TabularInline):
    """Rows to read; they are written with their entry, by its action."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class IndicatorInline(ReadOnlyInline):
    model = DemandIndicator


class ExclusionInline(ReadOnlyInline):
    model = DemandExclusion


@admin.register(Demand)
class DemandAdmin(admin.ModelAdmin):
    list_display = ("no", "title", "organization", "status", "deadline", "updated_at")
    list_filter = ("status", "visibility", "language", "demand_type", "publish_as")
    search_fields = ("=no", "title", "title_other")
    list_select_related = ("organization",)
    show_full_result_count = False
    raw_id_fields = ("organization", "region", "industry", "field")
    readonly_fields = (
        "no", "status", "version", "content_seq", "organization", "published_at", "reviewed_at", "reviewed_by",
        "review_note", "closing_note", "created_by", "updated_by", "created_at", "updated_at",
    )  # fmt: skip
    inlines = (IndicatorInline, ExclusionInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Demand, form: Any, change: bool) -> None:
        """Through the same action as every other change: version, audit, matching."""
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.edit(obj, by=request.user, channel=Channel.PORTAL, changes=changes)
