"""HTTP input of the deal room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deals.actions.terms import TERMS
from deals.enums.consent import Level
from deals.models import Case, Deal, Milestone, OutcomeCheck


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class TermsForm(forms.ModelForm):
    """``version`` is the version of the terms that the page was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Deal
        fields = TERMS
        widgets = {
            "scope": forms.Textarea(attrs={"rows": 5}),
            "starts_on": DayInput(), "ends_on": DayInput(), "first_payment_on": DayInput(),
        }  # fmt: skip
        help_texts = {
            "amount_technical": _(
                "The part of the total that pays for technology; equipment and material do not count."
            ),
            "royalty_rate": _("Percent of the base; for pieces the amount for each piece."),
            "trial_days": _("Only for use first, pay later."),
            "instalments": _("Paid every three months from the first date on."),
        }

    #: Legend → fields, in the order of the page.
    SECTIONS = (
        (_("Subject matter"), ("title", "vehicle", "right", "scope", "territory", "field_of_use", "starts_on", "ends_on")),
        (_("Price"), ("price_method", "currency", "amount_total", "amount_technical")),
        (_("Payment"), ("pay_plan", "first_payment_on", "instalments", "entry_fee", "royalty_base", "royalty_rate",
                        "royalty_min", "royalty_cap", "trial_days")),
    )  # fmt: skip

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.SECTIONS]


class MilestoneForm(forms.ModelForm):
    class Meta:
        model = Milestone
        fields = ("title", "test", "due_on", "amount")
        widgets = {"test": forms.Textarea(attrs={"rows": 2}), "due_on": DayInput()}


MilestoneFormSet = forms.formset_factory(MilestoneForm, extra=2, max_num=30, can_delete=True)


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why, in a sentence"), max_length=2000, required=False,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("PDF, Office, picture, drawing or text."))
    level = forms.TypedChoiceField(
        label=_("The other side sees it from the step"), coerce=int, initial=Level.NDA.value,
        choices=[(level.value, level.label) for level in Level if level >= Level.CONSENTED],
    )  # fmt: skip


class DeliverForm(forms.Form):
    note = forms.CharField(label=_("What was delivered"), max_length=2000, required=False,
                           widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    file = forms.FileField(label=_("Evidence"), required=False)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What has to be mended"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class PayForm(forms.Form):
    reference = forms.CharField(label=_("Reference of the transfer"), max_length=80, required=False)


class RoyaltyForm(forms.Form):
    period_start = forms.DateField(label=_("From"), widget=DayInput())
    period_end = forms.DateField(label=_("To"), widget=DayInput())
    base = forms.DecimalField(label=_("Base (money, or pieces)"), max_digits=16, decimal_places=2, min_value=0)


class RegistrationForm(forms.Form):
    office = forms.CharField(label=_("Registration office"), max_length=200, required=False)
    number = forms.CharField(label=_("Registration number"), max_length=60, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OutcomeForm(forms.ModelForm):
    file = forms.FileField(label=_("Evidence"), required=False)

    class Meta:
        model = OutcomeCheck
        fields = ("answer", "revenue", "savings", "jobs", "note")
        widgets = {"answer": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].choices = [pair for pair in self.fields["answer"].choices if pair[0]]


class CaseForm(forms.ModelForm):
    class Meta:
        model = Case
        fields = ("title", "title_en", "problem", "tried", "why", "what_was_done", "results", "did_not_work", "lessons",
                  "names_supply", "names_need", "shows_amount")  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("problem", "tried", "why", "what_was_done", "results", "did_not_work", "lessons")
        }
