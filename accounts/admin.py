"""People and organizations in the administration pages; the audit trail is read-only there as everywhere."""

from typing import Any

from django.contrib import admin

from accounts.models import AuditEntry, Invitation, Membership, Notification, Organization, User


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["no", "name", "kind", "region", "verification"]
    list_filter = ["kind", "verification"]
    search_fields = ["no", "name", "name_en", "code"]
    autocomplete_fields = ["region", "industry"]
    readonly_fields = ["no", "verification", "verified_by", "verified_at"]
    inlines = [MembershipInline]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "organization", "is_active", "is_staff", "is_service"]
    list_filter = ["is_active", "is_staff", "is_service"]
    search_fields = ["email", "name"]
    exclude = ["password"]
    autocomplete_fields = ["organization"]
    readonly_fields = ["last_login", "date_joined"]


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "channel", "verb", "object_type", "object_no"]
    list_filter = ["channel", "object_type"]
    search_fields = ["object_no"]
    list_select_related = ["actor"]
    show_full_result_count = False


@admin.register(Invitation, Notification)
class MessageAdmin(ReadOnlyAdmin):
    pass


class ApiClientAdmin(ReadOnlyAdmin):
    """Registered by django-oauth-toolkit through the setting APPLICATION_ADMIN_CLASS; shows no secret, not even hashed."""

    list_display = ["name", "organization", "scopes", "last_used_at"]
    exclude = ["client_secret"]
