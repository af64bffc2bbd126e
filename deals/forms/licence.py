"""Taking a licence, as the page asks for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from achievements.enums import KnowHow
from achievements.models import OpenLicence
from deals.enums.licence import Tier
from integration.forms import PlainFormMixin


class TakeForm(PlainFormMixin, forms.Form):
    """Which rung, with or without support, and a yes to the terms."""

    tier = forms.ChoiceField(label=_("Rung"), widget=forms.RadioSelect)
    know_how = forms.BooleanField(label=_("With know-how support"), required=False)
    product = forms.CharField(label=_("Product it is used for"), max_length=300, required=False)
    agreed = forms.BooleanField(label=_("We have read the terms and agree to them."))

    def __init__(self, *args: Any, statement: OpenLicence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = [Tier.TRIAL, Tier.OPEN] if statement.trial_months else [Tier.OPEN]
        self.fields["tier"].choices = [(tier.value, tier.label) for tier in tiers]
        self.fields["tier"].initial = Tier.OPEN
        if statement.know_how != KnowHow.OPTIONAL:
            del self.fields["know_how"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "agreed"}


class FilingForm(PlainFormMixin, forms.Form):
    filing_no = forms.CharField(label=_("Number of the recordal"), max_length=60)


class ReasonForm(PlainFormMixin, forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)
