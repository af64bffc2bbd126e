"""Achievements as portal forms. The lengths in the help texts guide the writer; the database takes far more."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from achievements.enums import ReviewDecision, Status
from achievements.models import Achievement, AchievementIndicator, IPRight, OpenLicence
from integration.forms import EntryForm, PlainFormMixin, RowForm, row_formset

_TEXTAREAS = {"summary": 5, "summary_other": 5, "scenarios": 4, "advantages": 4, "description": 10}


class AchievementForm(EntryForm):
    TWIN_FIELDS = ("title", "summary")
    PAST = frozenset({Status.WITHDRAWN, Status.ARCHIVED})
    SECTIONS = (
        (_("What it is"), ("title", "summary", "one_line", "trl", "transfer_modes")),
        (_("Who needs it and why it is better"), ("scenarios", "advantages", "keywords")),
        (_("For specialists"), ("description", "kind", "forms", "industry", "field", "region")),
        (_("Maturity and next steps"), ("mrl", "commercial_stage", "next_steps", "next_step_note")),
        (_("Price"), ("price_mode", "price_min", "price_max", "currency")),
        (_("The other language"), ("language", "title_other", "summary_other")),
        (_("Who may see it"), ("visibility", "secrecy", "export_control")),
    )

    class Meta:
        model = Achievement
        fields = (
            "title", "summary", "one_line", "trl", "transfer_modes", "scenarios", "advantages", "keywords",
            "description", "kind", "forms", "industry", "field", "region", "mrl", "commercial_stage", "next_steps",
            "next_step_note", "price_mode", "price_min", "price_max", "currency", "language", "title_other",
            "summary_other", "visibility", "secrecy", "export_control",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in _TEXTAREAS.items()
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("What it does for whom, without a brand name. Up to 80 characters read best."),
            "summary": _("For a reader who is no specialist. Up to 500 characters read best."),
            "one_line": _("“With [method] on [object] we reach [effect and number].” Up to 60 characters."),
            "description": _("For specialists: how it works, what was tested where. Up to 3,000 characters read best."),
            "scenarios": _("Which workshop would use it, for which step."),
            "advantages": _("Better than what, by how much, shown by which test."),
            "trl": _("1 is an idea, 4 works in the laboratory, 7 was shown at the user's, 9 is in daily use."),
            "mrl": _("For processes: from 1, the idea of making it, to 10, full production."),
            "price_min": _("The whole amount, not in units of ten thousand."),
            "title_other": _("The translation, where there is one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = True
        for name, highest in (("trl", 9), ("mrl", 10)):
            self.fields[name].widget = forms.NumberInput(attrs={"min": 1, "max": highest, "step": 1})


class AchievementIndicatorForm(RowForm):
    class Meta:
        model = AchievementIndicator
        fields = ("name", "relation", "value_min", "value_max", "unit", "condition", "text")


class IPRightForm(RowForm):
    class Meta:
        model = IPRight
        fields = ("kind", "number", "status", "owner", "filing_date", "expiry_date")
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("filing_date", "expiry_date")
        }


IndicatorFormSet = row_formset(AchievementIndicatorForm)
IPRightFormSet = row_formset(IPRightForm)
#: relation → (row form, formset, heading, help)
PARTS = {
    "indicators": (
        AchievementIndicatorForm,
        IndicatorFormSet,
        _("Indicators"),
        _("Numbers find matches: what is reached, in which unit, under which condition."),
    ),
    "ip_rights": (IPRightForm, IPRightFormSet, _("IP rights"), _("What protects it, and whose it is.")),
}

_SCORES = {
    "innovation": (_("innovation and advantage"), _("What is new, and better than what there is?")),
    "clarity": (_("clarity"), _("Does a workshop owner understand it?")),
    "cooperation": (_("cooperation expectation"), _("Is it clear what kind of partner is wanted?")),
    "wording": (_("language"), _("Is it written well?")),
}


class ReviewForm(PlainFormMixin, forms.Form):
    """The rubric: four scores, a decision, a note; ``version`` is the one the reviewer reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision"), choices=ReviewDecision.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note to the author"),
        help_text=_("What is good, what is missing. Up to 2,000 characters."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = (*_SCORES, "decision", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, question) in _SCORES.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                help_text=question,
                coerce=int,
                choices=[(n, n) for n in range(6)],
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)

    @property
    def score_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _SCORES]

    @property
    def scores(self) -> tuple[int, int, int, int]:
        return tuple(self.cleaned_data[name] for name in _SCORES)


class NoteForm(PlainFormMixin, forms.Form):
    """A word with a decision."""

    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))


_RIGHT = ("ip_kind", "ip_number", "ip_status", "ip_owner", "ip_expiry")


_ZERO_WHERE_EMPTY = (
    "entry_fee", "royalty_rate", "unit_fee", "minimum", "discount_micro", "discount_small", "know_how_fee",
    "trial_months", "trial_fee",
)  # fmt: skip


class OpenLicenceForm(PlainFormMixin, forms.ModelForm):
    """The statement of one right; the first right of the achievement stands in the fields to begin with."""

    SECTIONS = (
        (_("The right"), (*_RIGHT, "annual_fee_until", "has_report", "exclusive_in_force", "disputed", "pledged",
                          "pledgee_consents", "co_owned", "co_owners_consent")),
        (_("The price"), ("method", "entry_fee", "royalty_base", "royalty_rate", "unit_fee", "minimum", "currency",
                          "discount_micro", "discount_small", "payment")),
        (_("Who may take it, for how long"), ("who", "scenario", "term_until", "slots")),
        (_("Support beyond the right"), ("know_how", "know_how_text", "know_how_fee")),
        (_("The rungs beside it"), ("trial_months", "trial_fee", "exclusive_from")),
    )  # fmt: skip

    class Meta:
        model = OpenLicence
        fields = (
            *_RIGHT, "annual_fee_until", "has_report", "exclusive_in_force", "disputed", "pledged", "pledgee_consents",
            "co_owned", "co_owners_consent", "method", "entry_fee", "royalty_base", "royalty_rate", "unit_fee",
            "minimum", "currency", "discount_micro", "discount_small", "payment", "who", "scenario", "term_until",
            "slots", "know_how", "know_how_text", "know_how_fee", "trial_months", "trial_fee", "exclusive_from",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("ip_expiry", "annual_fee_until", "term_until")
            },
            "scenario": forms.Textarea(attrs={"rows": 3}),
            "know_how_text": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "entry_fee": _("The whole amount, not in units of ten thousand."),
            "who": _("Such as “any manufacturer in the mainland”. Leave it empty for everybody."),
            "scenario": _("A firm has to see at once whether this is for its product."),
            "slots": _("Leave it empty for any number."),
            "know_how_text": _("Drawings, days on site, training: what a firm needs beyond the right to use it."),
            "trial_months": _("0: no trial. A trial ends by itself."),
            "exclusive_from": _("Leave it empty if there is no exclusive licence to be had."),
            "discount_micro": _("Public money often pays for lower fees of small firms."),
        }

    def __init__(self, *args: Any, achievement: Achievement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _ZERO_WHERE_EMPTY:
            self.fields[name].required = False
        if not self.instance.pk and (right := _first_right(achievement)):
            owner = right.owner or achievement.organization.name
            values = (right.kind, right.number, right.status, owner, right.expiry_date)
            self.initial = (
                dict(zip(_RIGHT, values, strict=True)) | {"scenario": achievement.scenarios[:2000]} | self.initial
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in _ZERO_WHERE_EMPTY:
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = 0
        return cleaned

    @property
    def sections(self) -> list[dict[str, Any]]:
        return [{"legend": legend, "fields": [self[name] for name in names]} for legend, names in self.SECTIONS]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def _first_right(achievement: Achievement) -> IPRight | None:
    """A granted right before any other."""
    return min(achievement.ip_rights.all(), key=lambda right: (right.status != "granted", right.pk), default=None)
