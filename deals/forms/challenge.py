"""Challenges, proposals and votes as portal forms."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deals.enums.challenge import ReviewerRole, VoteChoice
from deals.models import Challenge, Proposal
from integration.forms import PlainFormMixin
from matching.enums import DeclineReason


class ChallengeForm(PlainFormMixin, forms.ModelForm):
    class Meta:
        model = Challenge
        fields = (
            "bounty", "currency", "deposit_paid", "acceptance_test", "eligibility", "deadline", "feedback_due",
            "publicity_days",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "acceptance_test": forms.Textarea(attrs={"rows": 4}),
            "eligibility": forms.Textarea(attrs={"rows": 2}),
            "deadline": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "feedback_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "bounty": _("The whole amount, not in units of ten thousand."),
            "acceptance_test": _("Which values, measured where and by whom, over how long."),
            "eligibility": _("Leave it empty for everybody."),
            "feedback_due": _("By this day every solver has an answer. The date is shown and kept."),
            "publicity_days": _("Objections to the award are heard during this time."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        deadline, answer = cleaned.get("deadline"), cleaned.get("feedback_due")
        if deadline and answer and answer < deadline:
            self.add_error("feedback_due", _("The answer comes after the deadline."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ProposalForm(PlainFormMixin, forms.ModelForm):
    """One page. Every field may be empty in a draft; the lengths are the rules of the game."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Proposal
        fields = ("title", "approach", "evidence", "plan", "team", "price", "months")
        widgets: ClassVar[dict[str, Any]] = {
            "title": forms.TextInput(attrs={"data-counter": True}),
            "approach": forms.Textarea(attrs={"rows": 8}),
            "evidence": forms.Textarea(attrs={"rows": 5}),
            "plan": forms.Textarea(attrs={"rows": 4}),
            "team": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class VoteForm(PlainFormMixin, forms.Form):
    choice = forms.ChoiceField(label=_("Vote"), choices=VoteChoice.choices, widget=forms.RadioSelect)
    strength = forms.CharField(label=_("What speaks for it"), max_length=300)
    doubt = forms.CharField(label=_("What speaks against it"), max_length=300)


class DeclineForm(PlainFormMixin, forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=DeclineReason.choices)
    feedback = forms.CharField(
        label=_("Answer to the solver"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppointForm(PlainFormMixin, forms.Form):
    """A reviewer by his e-mail address; an empty role releases him."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=[*ReviewerRole.choices, ("", _("none any more"))], required=False)

    def clean_email(self) -> User:
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True, is_service=False).first()
        if user is None:
            raise forms.ValidationError(_("Nobody is registered under this address."))
        return user
