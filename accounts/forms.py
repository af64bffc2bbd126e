"""Forms of people and organizations."""

import ipaddress
from typing import Any

from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions import SELF_SERVICE_KINDS, register_organization
from accounts.enums import OrganizationKind, Role
from accounts.models import ManagerProfile, Organization
from accounts.scopes import SCOPES
from accounts.validators import validate_credit_code
from taxonomy.models import Industry, Region, TechnologyField

_KINDS = [(kind.value, kind.label) for kind in SELF_SERVICE_KINDS]


class CreditCodeField(forms.CharField):
    """Takes the code as people type it: small letters and blanks are mended before it is checked."""

    default_validators = [validate_credit_code]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Unified social credit code"), max_length=18, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(super().to_python(value).split()).upper()


def region_field(**kwargs: Any) -> forms.ModelChoiceField:
    """Provinces and cities; counties would make the list too long to choose from."""
    rows = Region.objects.filter(valid=True, level__in=["province", "city"]).order_by("code")
    return forms.ModelChoiceField(rows, label=_("Region"), required=False, **kwargs)


class SignupForm(BaseSignupForm):
    """One page: address, password and, where one is given, the organization he signs up for."""

    name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    organization_name = forms.CharField(
        label=_("Your organization"),
        max_length=120,
        required=False,
        help_text=_("Leave this empty if you were invited; you join through the link in the invitation."),
    )
    kind = forms.ChoiceField(label=_("It is a"), choices=_KINDS, initial=OrganizationKind.FIRM, required=False)
    code = CreditCodeField(
        help_text=_("18 characters on the business licence. It can be added later; verification needs it."),
    )
    region = region_field()
    field_order = ["email", "password1", "name", "organization_name", "kind", "region", "code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code and Organization.objects.filter(code=code).exists():
            raise forms.ValidationError(
                _("This organization is registered already. Ask its administrator for an invitation."), code="taken"
            )
        return code

    def save(self, request: Any) -> Any:
        user = super().save(request)
        if user is None:  # the address is taken; allauth answers without saying so
            return user
        user.name = self.cleaned_data.get("name", "")
        user.save(update_fields=["name"])
        if name := self.cleaned_data.get("organization_name", "").strip():
            kind = self.cleaned_data.get("kind") or OrganizationKind.FIRM
            organization = Organization(name=name, kind=kind, code=self.cleaned_data.get("code") or None)
            organization.region = self.cleaned_data.get("region")
            register_organization(organization, by=user)
        return user


class OrganizationForm(forms.ModelForm):
    """What an organization says of itself."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    code = CreditCodeField()
    region = region_field()
    industry = forms.ModelChoiceField(Industry.objects.filter(level__lte=2), label=_("Industry"), required=False)

    class Meta:
        model = Organization
        fields = [
            "name",
            "name_en",
            "kind",
            "code",
            "region",
            "industry",
            "size",
            "intro",
            "intro_en",
            "website",
            "contact_name",
            "contact_phone",
            "contact_email",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.kind not in SELF_SERVICE_KINDS:
            self.fields["kind"].choices = [(self.instance.kind, self.instance.get_kind_display())]

    def clean_code(self) -> str | None:
        return self.cleaned_data["code"] or None


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDITOR)


class MembershipForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, required=False)
    active = forms.BooleanField(label=_("active"), required=False)


class ApiClientForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as the system that will connect."))
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        choices=[(scope, f"{scope} · {label}") for scope, label in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class NetworksForm(forms.Form):
    """One address or network a line."""

    networks = forms.CharField(
        label=_("Allowed addresses"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One address or network a line, such as 203.0.113.7 or 203.0.113.0/24. Empty: from everywhere."),
    )

    def clean_networks(self) -> list[str]:
        found = []
        for line in self.cleaned_data["networks"].split():
            try:
                found.append(str(ipaddress.ip_network(line.strip(","), strict=False)))
            except ValueError as error:
                raise forms.ValidationError(_("%(line)s is no address or network."), params={"line": line}) from error
        if len(found) > 50:
            raise forms.ValidationError(_("At most 50 addresses or networks."))
        return found


class VerificationForm(forms.Form):
    decision = forms.ChoiceField(choices=[("verified", _("verify")), ("rejected", _("reject"))])
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ManagerProfileForm(forms.ModelForm):
    """What a technology manager says of himself."""

    region = region_field()
    fields_ = forms.ModelMultipleChoiceField(
        TechnologyField.objects.none(),
        label=_("technology fields"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ManagerProfile
        fields = [
            "bio", "bio_en", "level", "jobs", "languages", "region", "certificate_no", "certificate_issuer",
            "certificate_on", "training_hours", "capacity",
        ]  # fmt: skip
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 5}),
            "bio_en": forms.Textarea(attrs={"rows": 3}),
            "certificate_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "bio": _("Which transfers you have brought to an end, for whom, in which field."),
            "capacity": _("From this number on nobody assigns you anything new."),
            "level": _("As your certificate says; a change is verified again."),
        }

    field_order = ["bio", "bio_en", "level", "fields_", "jobs", "languages", "region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_"].queryset = TechnologyField.objects.offered()
        if self.instance.pk:
            self.initial["fields_"] = list(self.instance.fields.values_list("pk", flat=True))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ManagerDecisionForm(forms.Form):
    """What the desk decides about a technology manager."""

    verb = forms.ChoiceField(choices=[("register", ""), ("return", ""), ("suspend", "")])
    note = forms.CharField(label=_("Note"), max_length=2000, required=False)
