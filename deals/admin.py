"""What operators edit: rules with dates, special days, contract texts. Deals themselves move by their actions alone."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from deals.documents.checklist import CHECK_NAMES
from deals.documents.texts import places_of, shipped
from deals.models import CalendarDay, ContractTemplate, Deal, DealPolicy, Interest, RegistrationRule


class ContractTemplateForm(forms.ModelForm):
    class Meta:
        model = ContractTemplate
        fields = ("vehicle", "language", "title", "body", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """A name that stands for nothing would be a blank in every contract."""
        values = super().clean()
        if values.get("vehicle") and values.get("language") and values.get("body"):
            known = places_of(shipped(values["vehicle"], values["language"]).body) | {
                "trial_days",
                "right",
                "territory",
            }
            if unknown := sorted(places_of(values["body"]) - known):
                text = _("There are no values named %(names)s.") % {"names": ", ".join(unknown)}
                raise ValidationError({"body": text})
        return values


@admin.register(ContractTemplate)
class ContractTemplateAdmin(admin.ModelAdmin):
    form = ContractTemplateForm
    list_display = ("vehicle", "language", "title", "valid_from", "valid_to")
    list_filter = ("vehicle", "language")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new text begins as the shipped one: ``?vehicle=licence&language=zh``."""
        initial = super().get_changeform_initial_data(request)
        try:
            text = shipped(initial.get("vehicle", "licence"), initial.get("language", "zh"))
        except (KeyError, OSError):
            return initial
        return {"vehicle": "licence", "language": "zh", "title": text.title, "body": text.body} | initial


class RegistrationRuleForm(forms.ModelForm):
    field = forms.ChoiceField(choices=[(name, name) for name in CHECK_NAMES])

    class Meta:
        model = RegistrationRule
        fields = ("code", "vehicles", "field", "text_zh", "text_en", "why_zh", "why_en", "blocks", "active", "valid_from",
                  "valid_to")  # fmt: skip


@admin.register(RegistrationRule)
class RegistrationRuleAdmin(admin.ModelAdmin):
    form = RegistrationRuleForm
    list_display = ("code", "valid_from", "valid_to", "blocks", "active")


@admin.register(DealPolicy)
class DealPolicyAdmin(admin.ModelAdmin):
    list_display = ("valid_from", "remind_after", "release_after", "publicity_days")


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ("day", "is_working", "name")
    list_filter = ("is_working",)


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look things up; nothing is changed past the actions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Deal)
class DealAdmin(ReadOnlyAdmin):
    list_display = ("no", "title", "status", "origin", "amount_total", "currency", "next_due")
    list_filter = ("status", "vehicle", "origin")
    search_fields = ("no", "title")


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    list_display = ("no", "organization", "recipient", "status", "respond_by")
    list_filter = ("status", "side")
    list_select_related = ("organization", "recipient")
    search_fields = ("no",)
