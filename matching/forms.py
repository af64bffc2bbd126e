"""What people answer on the pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.enums import ANSWERS, DeclineReason, FeedbackKind, Surface


class AnswerForm(forms.Form):
    """One answer; ``undo`` takes it back."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in FeedbackKind if kind in ANSWERS])
    reason = forms.ChoiceField(choices=[("", ""), *DeclineReason.choices], required=False)
    note = forms.CharField(max_length=500, required=False)
    surface = forms.ChoiceField(choices=[("", ""), *Surface.choices], required=False)
    position = forms.IntegerField(min_value=1, max_value=1000, required=False)
    undo = forms.BooleanField(required=False)


class DeclineForm(forms.Form):
    """Why it does not suit: one of the reasons, and a word if one wishes."""

    reason = forms.ChoiceField(label=_("Reason"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In your own words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
