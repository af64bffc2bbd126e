"""HTTP input of the events' pages."""

import datetime
from itertools import combinations_with_replacement
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization
from achievements.models import Achievement
from demands.models import Demand
from events.enums import FollowUpStep, Outcome, ParticipantKind, Wish
from events.models import AgendaItem, Event, Meeting, Registration, Slot, Table
from events.rules import HOSTS
from events.selectors.templates import SessionPlan
from integration.forms import IndustryChoice, PlainFormMixin, RegionChoice
from taxonomy.models import Industry, Region


def moment(**kwargs: Any) -> forms.DateTimeField:
    """A date with a time, as browsers write it."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)


class IndustriesChoice(forms.ModelMultipleChoiceField):
    label_from_instance = IndustryChoice.label_from_instance


class EventForm(PlainFormMixin, forms.ModelForm):
    starts_at = moment(label=gettext_lazy("Begins"))
    ends_at = moment(label=gettext_lazy("Ends"))
    sign_up_until = moment(label=gettext_lazy("Sign-up until"), required=False)
    preferences_until = moment(label=gettext_lazy("Wishes until"), required=False)
    may_meet = forms.MultipleChoiceField(
        label=gettext_lazy("Who may meet whom"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Event
        fields = (
            "type", "title", "title_other", "summary", "summary_other", "starts_at", "ends_at", "region", "industries",
            "venue", "access", "online_url", "capacity", "sign_up_until", "preferences_until", "programme", "co_hosts",
            "budget", "mode", "floor", "meeting_cap", "rest_window", "may_meet", "cost", "report_note",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "summary": forms.Textarea(attrs={"rows": 5}), "summary_other": forms.Textarea(attrs={"rows": 3}),
            "access": forms.Textarea(attrs={"rows": 3}), "report_note": forms.Textarea(attrs={"rows": 4}),
        }  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "floor": gettext_lazy("The schedule gives nobody fewer while it can be helped."),
            "rest_window": gettext_lazy("5 keeps one free slot in any five; 0 keeps none."),
            "industries": gettext_lazy("Invitations are computed from demands of these industries; none means all."),
        }

    #: legend → fields; what is not named for a new event comes from the template of its form.
    SECTIONS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (gettext_lazy("What and when"), ("type", "title", "summary", "starts_at", "ends_at", "venue", "region")),
        (
            gettext_lazy("Who"),
            ("industries", "co_hosts", "programme", "capacity", "sign_up_until", "preferences_until"),
        ),
        (gettext_lazy("Meetings"), ("mode", "floor", "meeting_cap", "rest_window", "may_meet")),
        (
            gettext_lazy("More"),
            ("title_other", "summary_other", "access", "online_url", "budget", "cost", "report_note"),
        ),
    )
    _NEW: ClassVar[frozenset[str]] = frozenset(
        {"cost", "report_note", "may_meet", "mode", "floor", "meeting_cap", "rest_window"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        self.fields["region"] = RegionChoice(
            label=self.fields["region"].label, required=False,
            queryset=Region.objects.offered().filter(Q(level__in=["province", "city"]) | Q(pk=event.region_id)),
        )  # fmt: skip
        self.fields["industries"] = IndustriesChoice(
            label=self.fields["industries"].label, required=False, help_text=self.fields["industries"].help_text,
            queryset=Industry.objects.offered().filter(level__lte=2),
        )  # fmt: skip
        hosts = Organization.objects.filter(kind__in=HOSTS, verification="verified")
        self.fields["co_hosts"].queryset = hosts.exclude(pk=event.organization_id or 0)
        kinds = [kind for kind in ParticipantKind if kind not in {"government", "media"}]
        self.fields["may_meet"].choices = [
            (f"{a.value}-{b.value}", f"{a.label} – {b.label}") for a, b in combinations_with_replacement(kinds, 2)
        ]
        known = {value for value, _label in self.fields["may_meet"].choices}
        both = (f"{a}-{b}" for pair in event.may_meet for a, b in (pair, pair[::-1]))
        self.initial["may_meet"] = [value for value in both if value in known]
        if not event.pk:
            for name in self._NEW:
                del self.fields[name]
            self.fields["capacity"].required = False
            self.initial.pop("capacity", None)

    def clean_may_meet(self) -> list[list[str]]:
        return [value.split("-") for value in self.cleaned_data["may_meet"]]

    @property
    def sections(self) -> list[dict[str, Any]]:
        found = []
        for number, (legend, names) in enumerate(self.SECTIONS):
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                is_open = number == 0 or any(field.errors for field in fields)
                found.append({"legend": legend, "fields": fields, "open": is_open})
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes; a number of places left empty comes from the template."""
        return {n: v for n, v in self.cleaned_data.items() if not (n == "capacity" and v is None)}


class SessionForm(forms.Form):
    """One stretch of slots."""

    title = forms.CharField(label=gettext_lazy("Session"), max_length=120)
    at = forms.TimeField(label=gettext_lazy("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    slots = forms.IntegerField(label=gettext_lazy("Slots"), min_value=1, max_value=40, initial=6)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=120, initial=20)
    is_online = forms.BooleanField(label=gettext_lazy("Online"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)

    @property
    def plan(self) -> SessionPlan:
        return SessionPlan(
            **{name: self.cleaned_data[name] for name in ("title", "at", "slots", "minutes", "is_online")}
        )


class SessionRows(forms.BaseFormSet):
    def get_deletion_widget(self) -> forms.Widget:
        return forms.CheckboxInput(attrs={"aria-label": _("Remove this row")})


SessionFormSet = forms.formset_factory(
    SessionForm, formset=SessionRows, extra=1, can_delete=True, max_num=12, validate_max=True
)


class LayoutForm(forms.Form):
    tables = forms.IntegerField(label=gettext_lazy("Common tables"), min_value=0, max_value=1000)


class AgendaItemForm(PlainFormMixin, forms.ModelForm):
    starts_at = moment(label=gettext_lazy("Begins"))
    ends_at = moment(label=gettext_lazy("Ends"))

    class Meta:
        model = AgendaItem
        fields = ("starts_at", "ends_at", "title", "speakers", "hall", "link")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        self.fields["hall"].queryset = event.halls.all()


class SignUpForm(PlainFormMixin, forms.ModelForm):
    """Name and role are enough; what one brings makes the meetings better."""

    class Meta:
        model = Registration
        fields = (
            "name", "kind", "demands", "achievements", "cap", "delegates", "exclusive", "shared_with", "away",
            "in_directory", "share_matches", "photo_allowed", "is_standby",
        )  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "cap": gettext_lazy("Empty: as many as the organiser allows."),
            "shared_with": gettext_lazy(
                "The same word at another institution means that one person sits there for both."
            ),
            "in_directory": gettext_lazy("Without it nobody can choose you; the organiser still sees you."),
            "photo_allowed": gettext_lazy("You can change this at any time."),
        }

    BASIC: ClassVar[tuple[str, ...]] = ("name", "kind", "demands", "achievements")
    CONSENTS: ClassVar[tuple[str, ...]] = ("in_directory", "share_matches", "photo_allowed")
    MEETINGS: ClassVar[tuple[str, ...]] = ("cap", "delegates", "away", "exclusive", "shared_with", "is_standby")

    def __init__(self, *args: Any, event: Event, organization_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"organization_id": organization_id or 0}
        for name, model in (("demands", Demand), ("achievements", Achievement)):
            rows = model.objects.filter(**own, status="published").order_by("-published_at")
            label = self.fields[name].label
            self.fields[name] = EntriesField(
                label=label, queryset=rows, required=False, widget=forms.CheckboxSelectMultiple
            )
            if not rows.exists():
                del self.fields[name]
        slots = [(slot.number, str(slot)) for slot in event.slots.order_by("number")]
        self.fields["away"] = forms.TypedMultipleChoiceField(
            label=_("We are not there at"), choices=slots, coerce=int, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        if not slots:
            del self.fields["away"]

    def group(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    @property
    def basic(self) -> list[Any]:
        return self.group(self.BASIC)

    @property
    def consents(self) -> list[Any]:
        return self.group(self.CONSENTS)

    @property
    def meetings(self) -> list[Any]:
        return self.group(self.MEETINGS)


class EntriesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, entry: Any) -> str:
        return f"{entry.display_title} ({entry.no})"


class WishForm(forms.Form):
    other = forms.IntegerField()
    wish = forms.ChoiceField(choices=[("", ""), *Wish.choices], required=False)
    reason = forms.CharField(max_length=300, required=False)


class AskForm(PlainFormMixin, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What you want to talk about"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences; the other side reads them before it answers."),
    )  # fmt: skip


class CloseForm(PlainFormMixin, forms.ModelForm):
    """What came of a meeting; the next step is the condition."""

    note = forms.CharField(
        label=gettext_lazy("Your own note"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only your side reads it."),
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ("outcome", "next_step", "next_step_by", "next_step_due")
        widgets: ClassVar[dict[str, Any]] = {
            "outcome": forms.RadioSelect,
            "next_step_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "next_step": gettext_lazy("For example: send two samples with the test report."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Outcome.choices
        for name in ("outcome", "next_step", "next_step_by", "next_step_due"):
            self.fields[name].required = True
        if not self.initial.get("next_step_due"):
            self.initial["next_step_due"] = timezone.localdate() + datetime.timedelta(days=14)

    def _post_clean(self) -> None:
        """The action writes; the instance stays as it is."""


class FollowUpForm(PlainFormMixin, forms.Form):
    step = forms.ChoiceField(
        label=gettext_lazy("Where it stands"), choices=FollowUpStep.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=gettext_lazy("In a sentence"), required=False, max_length=500)


class WalkInForm(PlainFormMixin, forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    company = forms.CharField(label=gettext_lazy("Organization"), max_length=160, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Takes part as"), choices=ParticipantKind.choices)


class SetMeetingForm(forms.Form):
    """Two participants, a slot and perhaps a table."""

    one = forms.ModelChoiceField(Registration.objects.none(), label=gettext_lazy("First side"))
    other = forms.ModelChoiceField(Registration.objects.none(), label=gettext_lazy("Second side"))
    slot = forms.ModelChoiceField(Slot.objects.none(), label=gettext_lazy("Time"))
    table = forms.ModelChoiceField(
        Table.objects.none(), label=gettext_lazy("Table"), required=False, empty_label=gettext_lazy("any that is free")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = event.registrations.coming().select_related("organization")
        self.fields["one"].queryset = self.fields["other"].queryset = people
        self.fields["slot"].queryset = event.slots.select_related("session")
        self.fields["table"].queryset = event.tables.select_related("hall")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different participants."))
        return data
