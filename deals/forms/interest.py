"""The three questions, the answer to them, and one's own demand or achievement beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deals.enums.consent import Level
from deals.enums.interest import Side
from deals.models import Interest
from matching.enums import DeclineReason


class InterestForm(forms.ModelForm):
    """``own`` are the asker's published entries of the other kind: naming one puts the pair on both desks."""

    class Meta:
        model = Interest
        fields = ("wanted", "unclear", "about")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("wanted", "unclear", "about")}
        help_texts = {
            "wanted": _("A licence, a trial, joint development, advice … One or two sentences are enough."),
            "unclear": _("What would you have to know before you decide?"),
            "about": _("What you make, how many you are, and who would work on it."),
        }

    def __init__(self, *args: Any, side: str, own: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own is not None:
            name, label = (
                ("demand", _("For which of your demands?")) if side == Side.NEED else
                ("achievement", _("With which of your achievements?"))
            )  # fmt: skip
            self.fields[name] = forms.ModelChoiceField(
                own, label=label, required=side == Side.SUPPLY, empty_label=_("none in particular")
            )
            self.order_fields([name, "wanted", "unclear", "about"])


class DeclineInterestForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=DeclineReason.choices, widget=forms.RadioSelect)


class StepForm(forms.Form):
    """Opening a step to the other side for some time."""

    level = forms.TypedChoiceField(
        label=_("Open up to"),
        coerce=int,
        choices=[(level.value, level.label) for level in Level if level >= Level.CONSENTED],
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=1095, initial=180)
