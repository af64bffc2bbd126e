"""Demands as portal forms. The lengths in the help texts guide the writer; the database takes far more."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.language import listed
from common.plain import plain_line
from demands.enums import Status
from demands.models import Demand, DemandExclusion, DemandIndicator
from demands.validators import validate_future_deadline
from integration.forms import EntryForm, KeywordsField, PlainFormMixin, RowForm, row_formset


class OrganizationsField(forms.CharField):
    """Organizations by number or full name, separated by commas; the value is a list of rows."""

    def prepare_value(self, value: Any) -> Any:
        return listed(row.name for row in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Organization]:
        words = KeywordsField(required=False).clean(value)
        found = {word: self._find(word) for word in words}
        if missing := [word for word, row in found.items() if row is None]:
            detail = _(
                "No single organization is called %(names)s. Write its full name or its number, such as O100001."
            )
            raise forms.ValidationError(detail, code="unknown", params={"names": listed(missing)})
        return list(dict.fromkeys(found.values()))

    def _find(self, word: str) -> Organization | None:
        rows = Organization.objects.filter(Q(no=word.upper()) | Q(name=word) | Q(name_en__iexact=word))[:2]
        return rows[0] if len(rows) == 1 else None


class DemandForm(EntryForm):
    TWIN_FIELDS = ("title", "problem")
    PAST = frozenset({Status.WITHDRAWN, Status.SOLVED})
    SECTIONS = (
        (_("What hurts"), ("title", "problem")),
        (_("What was tried, what is fixed"), ("tried_before", "requirements", "acceptance_test")),
        (_("What you look for"), ("demand_type", "industry", "field", "region", "trl_wanted_min", "modes_wanted", "keywords")),
        (_("Time and money"), ("deadline", "budget_min", "budget_max", "currency")),
        (_("Who may see what"), ("publish_as", "visibility", "excluded", "contact_name", "contact_phone", "contact_email")),
        (_("The other language"), ("language", "title_other", "problem_other")),
    )  # fmt: skip

    excluded = OrganizationsField(
        label=_("Must not see it"),
        required=False,
        help_text=_(
            "Organizations, by full name or number, separated by commas. They neither see it nor are matched to it."
        ),
    )

    class Meta:
        model = Demand
        fields = (
            "title", "problem", "tried_before", "requirements", "acceptance_test", "demand_type", "industry", "field",
            "region", "trl_wanted_min", "modes_wanted", "keywords", "deadline", "budget_min", "budget_max", "currency",
            "publish_as", "visibility", "contact_name", "contact_phone", "contact_email", "language", "title_other",
            "problem_other",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "problem": forms.Textarea(attrs={"rows": 9}),
            "deadline": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("tried_before", "requirements", "acceptance_test", "problem_other")
            },
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("One sentence. Up to 80 characters read best."),
            "problem": _(
                "Say it as you would to a colleague: what you make, what goes wrong, how often, which numbers you want. "
                "Up to 1,000 characters read best."
            ),
            "tried_before": _("This saves the experts' time."),
            "requirements": _("Equipment, material, cost or safety that cannot change."),
            "acceptance_test": _("How will you know that it works?"),
            "budget_min": _("Only you and the reviewers see the budget."),
            "contact_name": _("Shown to nobody before both sides agree."),
            "publish_as": _("An anonymous demand shows industry, size and city only."),
            "trl_wanted_min": _("1 to 9; leave it empty if any maturity will do."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problem"].required = True
        if self.instance.pk:
            self.initial["excluded"] = self.instance.excluded
        self.fields["trl_wanted_min"].widget = forms.NumberInput(attrs={"min": 1, "max": 9, "step": 1})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "deadline" in self.changed_data:
            validate_future_deadline(cleaned.get("deadline"), timezone.localdate())
        return cleaned

    @property
    def exclusions(self) -> list[DemandExclusion] | None:
        """Rows for the action; None where the form was posted without the field."""
        if self.add_prefix("excluded") not in self.data:
            return None
        return [DemandExclusion(organization=row) for row in self.cleaned_data["excluded"]]


class DemandIndicatorForm(RowForm):
    class Meta:
        model = DemandIndicator
        fields = ("name", "now", "relation", "value_min", "value_max", "unit", "condition", "priority", "text")


IndicatorFormSet = row_formset(DemandIndicatorForm)
#: relation → (row form, formset, heading, help)
PARTS = {
    "indicators": (
        DemandIndicatorForm,
        IndicatorFormSet,
        _("Wanted values"),
        _("Where it stands today and where it should get: the more numbers, the sharper the matches."),
    )
}


class NoteForm(PlainFormMixin, forms.Form):
    """A word with a move."""

    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))


class ReviewForm(NoteForm):
    """What a reviewer decides about a demand."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("approve")), ("return", _("return with a note"))],
        widget=forms.RadioSelect,
    )
    field_order = ("decision", "note")

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if self.data.get("decision") == "return" and not plain_line(note):
            raise forms.ValidationError(_("Tell the firm what is missing."), code="required")
        return note
