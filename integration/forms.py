"""What the portal's forms of both libraries share: plain text, codes, rows of parts, two people at once."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.language import listed
from common.plain import plain_line, plain_text
from integration.codes import EVENT_TYPES
from integration.models import LibraryEntry
from taxonomy.models import Industry, Region, TechnologyField

_SEPARATORS = re.compile(r"[,，、;；\n]+")


class KeywordsField(forms.CharField):
    """Words separated by commas, Chinese or Latin."""

    def prepare_value(self, value: Any) -> Any:
        return listed(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        words = (plain_line(word) for word in _SEPARATORS.split(value or ""))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)

    def run_validators(self, value: list[str]) -> None:
        return

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > 50:
            raise forms.ValidationError(_("Give at most 50 keywords."), code="too_many")
        for word in value:
            if len(word) > 60:
                raise forms.ValidationError(_("“%(word)s…” is longer than 60 characters."), params={"word": word[:20]})


class PlainFormMixin:
    """Control characters never reach a field: what a person cannot see, nobody can correct."""

    def _clean_fields(self) -> None:
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            text = isinstance(field, forms.CharField) and key in data
            if text and isinstance(data[key], str):
                data[key] = plain_text(data[key]) if isinstance(field.widget, forms.Textarea) else plain_line(data[key])
        self.data = data
        super()._clean_fields()


class RegionChoice(forms.ModelChoiceField):
    def label_from_instance(self, region: Region) -> str:
        return str(region) if region.level in {"province", "nation"} else f"\u3000{region}"


class IndustryChoice(forms.ModelChoiceField):
    def label_from_instance(self, industry: Industry) -> str:
        return f"{industry.code} {industry}"


class EntryForm(PlainFormMixin, forms.ModelForm):
    """Base of the two libraries' forms. ``version`` says which version the editor started from."""

    #: The two texts that make an entry the same as another.
    TWIN_FIELDS: ClassVar[tuple[str, ...]] = ()
    #: Statuses of entries that may be written once more.
    PAST: ClassVar[frozenset[str]] = frozenset()
    #: legend → names of its fields, in the order of the page; subclasses fill it.
    SECTIONS: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    keywords = KeywordsField(
        label=gettext_lazy("keywords"), required=False, help_text=gettext_lazy("Separated by commas.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.instance
        self.fields["region"] = RegionChoice(
            label=self.fields["region"].label,
            required=False,
            # Provinces and cities; a county that came in by an import stays.
            queryset=Region.objects.offered().filter(Q(level__in=["province", "city"]) | Q(pk=entry.region_id)),
        )
        self.fields["industry"] = IndustryChoice(
            label=self.fields["industry"].label,
            required=False,
            queryset=Industry.objects.offered().filter(Q(level__lte=2) | Q(pk=entry.industry_id)),
        )
        self.fields["field"].queryset = TechnologyField.objects.offered()
        if entry.pk:
            self.initial["version"] = entry.version

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields by section, as the template shows them; ``open`` where something stands in it or is wrong."""
        found = []
        for number, (legend, names) in enumerate(self.SECTIONS):
            fields = [self[name] for name in names]
            is_open = number == 0 or any(field.errors or (self.instance.pk and field.value()) for field in fields)
            found.append({"legend": legend, "fields": fields, "open": is_open})
        return found

    def find_twin(self, organization: Any) -> LibraryEntry | None:
        """An entry of the same organization with the same texts that is still in use; says so on the form."""
        same = {name: self.cleaned_data[name] for name in self.TWIN_FIELDS}
        rows = self._meta.model.objects.filter(organization=organization, **same)
        twin = rows.exclude(pk=self.instance.pk).exclude(status__in=self.PAST).first()
        if twin is not None:
            detail = _("You already have this entry: %(no)s. Open it, or change title or text.")
            self.add_error("title", forms.ValidationError(detail, code="duplicate", params={"no": twin.no}))
        return twin

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes; valid forms only."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RowForm(PlainFormMixin, forms.ModelForm):
    """One row of a part; its controls stand in a table whose head labels them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)


class RowFormSet(forms.BaseFormSet):
    """Rows that are written anew on every save: a row that is empty or ticked for removal is left out."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def get_deletion_widget(self) -> forms.Widget:
        return forms.CheckboxInput(attrs={"aria-label": _("Remove this row")})

    @property
    def rows(self) -> list[models.Model]:
        """Unsaved rows; valid formsets only."""
        return [form.instance for form in self.forms if form.has_changed() and not self._should_delete_form(form)]


def row_formset(form: type[RowForm]) -> type[RowFormSet]:
    """Three empty rows below those there are; the next three come with the next save."""
    return forms.formset_factory(
        form, formset=RowFormSet, extra=3, can_delete=True, max_num=100, absolute_max=110, validate_max=True
    )


def row_values(form: type[RowForm], rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Rows as the initial data of their formset."""
    return [{name: _without_zeros(getattr(row, name)) for name in form._meta.fields} for row in rows]


def _without_zeros(value: Any) -> Any:
    """``10`` instead of the column's ``10.000000``."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def rows_digest(form: type[RowForm], rows: Iterable[models.Model]) -> str:
    """Equal for rows that say the same; kept in the page to know who changed the rows when two people edit at once."""
    values = [[_normal(row.__dict__.get(name)) for name in form._meta.fields] for row in rows]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]


def _normal(value: Any) -> str:
    return "" if value is None else str(_without_zeros(value))


@dataclass(frozen=True)
class Clash:
    """A field that two people changed to different values."""

    label: str
    theirs: str
    yours: str


def merge(form: EntryForm, current: LibraryEntry) -> tuple[QueryDict, list[Clash], list[str]]:
    """Three-way merge of a posted form into ``current``, the row as somebody else has saved it meanwhile.

    Returns the data to show (theirs where only they changed a field, yours everywhere else, and the new version), the
    fields that both changed, and the labels of what was taken over from them.
    """
    base = current.events.filter(version=form.data.get("version") or 0).order_by("-pgh_id").first()
    names = form._meta.fields
    started = {name: getattr(base or current, current._meta.get_field(name).attname) for name in names}
    now = {name: getattr(current, current._meta.get_field(name).attname) for name in names}
    yours = type(form)(form.data, instance=current, initial=started)
    shown = type(form)(instance=current)
    data, clashes, taken = form.data.copy(), [], []
    for name in names:
        you_changed = name in yours.changed_data
        if base is not None and now[name] != started[name] and not you_changed:
            _set(data, name, shown[name].value())
            taken.append(str(shown[name].label))
            continue
        both_changed = you_changed and (base is None or now[name] != started[name])
        if both_changed and yours.fields[name].has_changed(shown.initial.get(name), yours[name].data):
            clashes.append(Clash(str(shown[name].label), readable(shown[name]), readable(yours[name])))
    data["version"] = str(current.version)
    return data, clashes, taken


def _set(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, (list, tuple)):
        data.setlist(name, [str(item) for item in value])
    else:
        data[name] = "" if value is None else str(value)


def readable(field: forms.BoundField) -> str:
    """The value of a bound field as a person reads it."""
    value = field.value()
    if value in (None, "", []):
        return "—"
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return str(value)
    labels = {str(code): str(label) for code, label in choices if not isinstance(label, (list, tuple))}
    return listed(labels.get(str(item), str(item)) for item in (value if isinstance(value, list) else [value]))


class ImportForm(forms.Form):
    """The first step of an import: what is in the file, and the file."""

    kind = forms.ChoiceField(label=gettext_lazy("The file holds"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX, JSON or JSONL, as it comes; also packed as .gz. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.json,.jsonl,.ndjson,.gz"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = kinds[0][0]


class WebhookForm(forms.Form):
    """An address and the events it is called for."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        help_text=gettext_lazy("An https address of your system that takes POST requests."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Event types"), choices=list, widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(label=gettext_lazy("Description"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(EVENT_TYPES.values(), key=lambda kind: kind.name)
        self.fields["events"].choices = [(kind.name, f"{kind.name} · {kind.label}") for kind in kinds]
