"""Auctions and bids as portal forms."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from deals.models import Auction
from integration.forms import PlainFormMixin

_MOMENT = {"type": "datetime-local"}


class AuctionForm(PlainFormMixin, forms.ModelForm):
    class Meta:
        model = Auction
        fields = (
            "mode", "right", "terms", "start_price", "step", "reserve", "deposit", "currency", "starts_at", "ends_at",
            "window_minutes", "extension_minutes",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "mode": forms.RadioSelect,
            "terms": forms.Textarea(attrs={"rows": 5}),
            "starts_at": forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"),
            "ends_at": forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "start_price": _("The whole amount, not in units of ten thousand."),
            "reserve": _("Below it nothing is sold. Only you see it; whether it is reached is shown."),
            "deposit": _("0: everybody verified may bid at once. Otherwise you confirm each deposit."),
            "window_minutes": _("A bid in these last minutes extends the auction."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end lies before the beginning."))
        if cleaned.get("step") is not None and cleaned["step"] <= 0:
            self.add_error("step", _("Enter an amount above zero."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class BidForm(PlainFormMixin, forms.Form):
    amount = forms.DecimalField(label=_("Your bid"), max_digits=14, decimal_places=2, min_value=0)
