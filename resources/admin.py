"""Resources in Django's administration: to look things up, to issue vouchers and to date the rules of booking."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from resources.models import Booking, BookingPolicy, Breach, EligibilityRule, Resource, Voucher


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to read: they are written by their own actions."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Resource)
class ResourceAdmin(ReadOnlyAdmin):
    list_display = ("no", "title", "kind", "organization", "status", "updated_at")
    list_filter = ("status", "kind")
    search_fields = ("=no", "title", "title_other")
    list_select_related = ("organization",)


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ("no", "resource", "organization", "status", "begins_at")
    list_filter = ("status",)
    search_fields = ("=no",)
    list_select_related = ("organization", "resource")


@admin.register(Breach)
class BreachAdmin(ReadOnlyAdmin):
    list_display = ("organization", "owner", "at", "lifted_at")
    list_select_related = ("organization", "owner")


@admin.register(EligibilityRule)
class RuleAdmin(ReadOnlyAdmin):
    list_display = ("title", "state", "valid_from", "valid_until", "source_name")
    list_filter = ("state",)


@admin.register(Voucher)
class VoucherAdmin(admin.ModelAdmin):
    list_display = ("no", "organization", "value", "remaining", "valid_until")
    raw_id_fields = ("organization",)
    search_fields = ("=no",)


@admin.register(BookingPolicy)
class BookingPolicyAdmin(admin.ModelAdmin):
    """A new rule gets a new row with the day from which it holds."""

    list_display = ("valid_from", "organization", "cancel_days", "late_minutes", "breaches", "window_days")
    raw_id_fields = ("organization",)
