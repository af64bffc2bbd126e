"""Assigning a technology manager, his notes and the ledger."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from achievements.models import Achievement
from deals.enums.assignment import CommissionKind
from deals.models import Assignment, Deal
from demands.models import Demand
from integration.forms import PlainFormMixin


class NumberField(forms.CharField):
    """A row that this user sees, by its number."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)
        self.model, self.user = model, None

    def clean(self, value: Any) -> Any:
        text = super().clean(value).upper()
        if not text:
            return None
        row = self.model.objects.visible_to(self.user).filter(no=text).first()
        if row is None:
            raise forms.ValidationError(_("There is nothing with this number, or you may not see it."))
        return row


class AssignmentForm(PlainFormMixin, forms.ModelForm):
    demand = NumberField(Demand, label=_("Demand, by number"), help_text=_("Such as D100001."))
    achievement = NumberField(Achievement, label=_("Achievement, by number"), help_text=_("Such as A100001."))
    deal = NumberField(Deal, label=_("Deal, by number"))

    class Meta:
        model = Assignment
        fields = (
            "side", "note", "expected_value", "probability", "currency", "commission_rate", "commission_fixed", "due_on",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "side": forms.RadioSelect,
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "side": _("Whoever works for one side cannot work for the other one as well."),
            "expected_value": _("What the contract may be worth; the workbench ranks by it."),
            "commission_rate": _("Of the contract's price; the manager accepts it together with the work."),
        }

    field_order = ("demand", "achievement", "deal", "side")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("demand", "achievement", "deal"):
            self.fields[name].user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        subjects = [cleaned.get(name) for name in ("demand", "achievement", "deal")]
        if not any(subjects) and not self.errors:
            self.add_error("demand", _("Say what it is about: a demand, an achievement or a deal."))
        here = self.fields["demand"].user.organization_id
        own = Q(organization_id=here)
        mine = any(row is not None and getattr(row, "organization_id", None) == here for row in subjects[:2])
        mine = mine or (subjects[2] is not None and subjects[2].parties.filter(own).exists())
        if any(subjects) and not mine:
            self.add_error(None, _("One of them has to be your own."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        names = (*self._meta.fields, "demand", "achievement", "deal")
        return {name: self.cleaned_data[name] for name in names}


class TouchForm(PlainFormMixin, forms.ModelForm):
    class Meta:
        model = Assignment
        fields = ("next_action", "due_on", "expected_value", "probability")
        widgets: ClassVar[dict[str, Any]] = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class CommissionForm(PlainFormMixin, forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CommissionKind.choices)
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0)
    basis = forms.CharField(label=_("Basis"), max_length=300, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
