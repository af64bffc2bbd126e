"""Resources as portal forms."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from integration.forms import EntryForm, PlainFormMixin, RowForm, row_formset
from resources.enums import Status
from resources.models import Price, Resource

_TEXTAREAS = {"summary": 5, "summary_other": 5, "conditions": 4, "conditions_other": 4}
_DATES = ("source_date", "valid_from", "valid_until")


class ResourceForm(EntryForm):
    TWIN_FIELDS = ("title", "summary")
    PAST = frozenset({Status.WITHDRAWN})
    SECTIONS = (
        (_("What it is"), ("kind", "title", "summary", "region", "industry", "field", "keywords")),
        (_("How it is used"), ("bookable", "lead_days", "opening", "conditions", "vouchers", "voucher_share")),
        (_("One run: from where to where, for how much"),
         ("trl_in", "trl_out", "mrl_in", "mrl_out", "cost_min", "cost_max", "currency", "days_min", "days_max")),
        (_("Instruments and laboratories"), ("equipment", "year", "national_id", "accreditations")),
        (_("Pilot bases"), ("tier", "sector", "service_types", "scale")),
        (_("Finance, tax and subsidies"),
         ("amount_max", "rate_from", "source_name", "source_url", "source_date", "valid_from", "valid_until")),
        (_("The other language"), ("language", "title_other", "summary_other", "conditions_other")),
        (_("Who may see it"), ("visibility",)),
    )  # fmt: skip

    class Meta:
        model = Resource
        fields = (
            "kind", "title", "summary", "region", "industry", "field", "keywords", "bookable", "lead_days", "opening",
            "conditions", "vouchers", "voucher_share", "trl_in", "trl_out", "mrl_in", "mrl_out", "cost_min", "cost_max",
            "currency", "days_min", "days_max", "equipment", "year", "national_id", "accreditations", "tier", "sector",
            "service_types", "scale", "amount_max", "rate_from", "source_name", "source_url", "source_date",
            "valid_from", "valid_until", "language", "title_other", "summary_other", "conditions_other", "visibility",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in _TEXTAREAS.items()},
            **{name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in _DATES},
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "summary": _("For a firm that has never been there: what can be done, on what scale."),
            "trl_in": _("With both levels, cost and days it takes part in bridge plans."),
            "cost_max": _("The whole amount, not in units of ten thousand."),
            "valid_until": _("After this day it is no longer offered."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = True
        for name in ("lead_days", "voucher_share"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("lead_days", "voucher_share"):
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = 0
        return cleaned


class PriceForm(RowForm):
    class Meta:
        model = Price
        fields = ("user_kind", "amount", "unit", "note")


PriceFormSet = row_formset(PriceForm)
#: relation → (row form, formset, heading, help)
PARTS = {"prices": (PriceForm, PriceFormSet, _("Prices"), _("For whom, how much, for each hour, sample or batch."))}


class SlotForm(forms.Form):
    """Opens the same hours on several units and days."""

    begins_at = forms.DateTimeField(label=_("From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    units = forms.IntegerField(label=_("Units"), min_value=1, max_value=50, initial=1)
    days = forms.IntegerField(label=_("Days in a row"), min_value=1, max_value=60, initial=1)


class NoteForm(PlainFormMixin, forms.Form):
    """A word with a decision."""

    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
