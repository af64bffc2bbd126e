"""Programmes and their targets are records that an administrator keeps; events are here to look things up."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.models import Event, Programme, Target


class TargetInline(admin.TabularInline):
    model = Target
    extra = 1
    raw_id_fields = ("region",)


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("name", "starts_on", "ends_on")
    inlines = (TargetInline,)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Read only: an event changes by its actions."""

    list_display = ("no", "title", "organization", "status", "starts_at")
    list_filter = ("status", "type")
    search_fields = ("=no", "title")
    list_select_related = ("organization",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
