"""Rules of eligibility as a form that needs no code: groups of alternatives, all groups required."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration.forms import PlainFormMixin
from resources.eligibility import FACTS, OPERATORS, groups_of, tree_of
from resources.models import EligibilityRule, Resource
from resources.selectors.eligibility import FACT_LABELS, OPERATOR_LABELS

_DATES = ("source_date", "valid_from", "valid_until")
_LISTED = {"in", "not_in", "begins", "has", "has_not"}
EXTRA = 3


class RuleForm(PlainFormMixin, forms.ModelForm):
    about = forms.ModelChoiceField(
        label=_("only for this resource"), required=False, queryset=Resource.objects.none(), to_field_name="no"
    )

    class Meta:
        model = EligibilityRule
        fields = (
            "title", "title_en", "who", "who_en", "kind", "source_name", "source_url", "source_date", "valid_from",
            "valid_until", "state",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in _DATES
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ("finance", "tax_subsidy", "first_trial")
        self.fields["about"].queryset = Resource.objects.published().filter(kind__in=kinds).order_by("title")
        if self.instance.resource_id:
            self.initial["about"] = self.instance.resource.no

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("kind") and not cleaned.get("about"):
            self.add_error("kind", _("Choose a kind of resource, or one resource."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"resource": self.cleaned_data["about"]}


class ConditionForm(PlainFormMixin, forms.Form):
    """One condition; several with the same number are alternatives."""

    group = forms.IntegerField(label=_("Group"), min_value=1, max_value=20, required=False)
    fact = forms.ChoiceField(label=_("What"), required=False)
    op = forms.ChoiceField(label=_("Condition"), required=False)
    value = forms.CharField(label=_("Value"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [("", "—"), *FACT_LABELS.items()]
        self.fields["op"].choices = [("", "—"), *OPERATOR_LABELS.items()]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        fact, op, raw = cleaned.get("fact"), cleaned.get("op"), (cleaned.get("value") or "").strip()
        if not fact and not op and not raw:
            return {}
        if not (fact and op and raw):
            raise ValidationError(_("A condition needs all three: what, condition and value."))
        if FACTS[fact] not in OPERATORS[op]:
            self.add_error("op", _("This condition does not fit what is asked."))
            return cleaned
        cleaned["leaf"] = {"fact": fact, "op": op, "value": self._value(FACTS[fact], op, raw)}
        return cleaned

    def _value(self, kind: str, op: str, raw: str) -> Any:
        if op in _LISTED:
            return [part for part in raw.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if part]
        if kind == "number":
            try:
                number = float(raw.replace(",", ""))
            except ValueError:
                self.add_error("value", _("Enter a number."))
                return 0
            return int(number) if number.is_integer() else number
        if kind == "flag":
            return raw.lower() in {"yes", "true", "1", "是"}
        return raw


ConditionFormSet = forms.formset_factory(ConditionForm, extra=EXTRA, max_num=60, absolute_max=70)


def rows_of(conditions: Any) -> list[dict[str, Any]]:
    """Conditions as the initial data of the form."""
    rows = []
    for number, group in enumerate(groups_of(conditions) or [], start=1):
        for leaf in group:
            value = leaf["value"]
            shown = (
                ", ".join(value) if isinstance(value, list) else str(value).lower() if value in (True, False) else value
            )
            rows.append({"group": number, "fact": leaf["fact"], "op": leaf["op"], "value": shown})
    return rows


def conditions_of(formset: Any) -> dict[str, Any]:
    """The conditions that were posted; a row without a number stands alone."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for place, form in enumerate(formset.forms):
        if leaf := form.cleaned_data.get("leaf"):
            groups.setdefault(form.cleaned_data.get("group") or f"row {place}", []).append(leaf)
    return tree_of(list(groups.values()))
