"""Bookings as portal forms: one for asking, one for each move that needs words or numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from integration.forms import PlainFormMixin
from resources.models import Slot


class SlotChoice(forms.ModelChoiceField):
    def label_from_instance(self, slot: Slot) -> str:
        return f"{slot} · {_('unit')} {slot.unit}"


def moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, help_text=help_text)


class BookingForm(PlainFormMixin, forms.Form):
    """``slot`` names a time; without it the earliest fitting one is reserved, or a place on the waiting list."""

    purpose = forms.CharField(
        label=_("What it is for"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is made or measured, how much of it, what result is wanted."),
    )  # fmt: skip
    samples = forms.CharField(
        label=_("Samples"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    slot = SlotChoice(
        label=_("Time"), queryset=Slot.objects.none(), required=False, empty_label=_("the earliest that fits")
    )
    wanted_from = moment(_("Not before"))
    wanted_until = moment(_("Not after"), _("If nothing is free, you join the waiting list with these limits."))
    demand_no = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    achievement_no = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, slots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].queryset = slots


class QuoteForm(PlainFormMixin, forms.Form):
    quote = forms.DecimalField(label=_("Quote"), max_digits=14, decimal_places=2, min_value=0)
    note = forms.CharField(label=_("What is included"), max_length=500, required=False)


class ReasonForm(PlainFormMixin, forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class CancelForm(PlainFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReportForm(PlainFormMixin, forms.Form):
    use_log = forms.CharField(label=_("Use log"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    file = forms.FileField(label=_("Result file"), required=False)


class SettleForm(PlainFormMixin, forms.Form):
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0)
    voucher_no = forms.CharField(label=_("Number of the voucher"), max_length=40, required=False)
    voucher_amount = forms.DecimalField(
        label=_("Paid by voucher"), max_digits=14, decimal_places=2, min_value=0, required=False
    )


class RateForm(PlainFormMixin, forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Rating"), coerce=int, choices=[(n, n) for n in range(5, 0, -1)], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What you would tell others"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


#: verb → form of what it asks for; verbs that are not here need a click only.
MOVE_FORMS: dict[str, type[forms.Form]] = {
    "quote": QuoteForm,
    "refuse": ReasonForm,
    "call_off": ReasonForm,
    "cancel": CancelForm,
    "report": ReportForm,
    "settle": SettleForm,
    "rate": RateForm,
}
