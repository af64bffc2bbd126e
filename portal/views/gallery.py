"""The living gallery: every component in both themes, for those who build pages. Shown to staff, and to all while debugging."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.views import gallery_samples as samples


class SampleForm(forms.Form):
    """Every kind of control once; bound to bad input, so that the errors show too."""

    title = forms.CharField(
        label=_("Title"),
        max_length=60,
        help_text=_("What should be different afterwards, in one line."),
        widget=forms.TextInput(attrs={"data-counter": True}),
    )
    problem = forms.CharField(label=_("The problem"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    budget = forms.IntegerField(label=_("Budget"), min_value=1, required=False, help_text=_("In 10,000 yuan."))
    deadline = forms.DateField(label=_("Wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    industry = forms.ChoiceField(
        label=_("Industry"),
        required=False,
        choices=[("", "-"), ("C33", _("Metal products")), ("C34", _("General machinery"))],
    )
    route = forms.ChoiceField(
        label=_("Way of cooperation"),
        widget=forms.RadioSelect,
        choices=[("license", _("Licence")), ("joint", _("Joint development")), ("service", _("Technical service"))],
    )
    document = forms.FileField(label=_("Attachment"), required=False)
    agree = forms.BooleanField(label=_("Matched institutions may read the full text"))


class SampleFilter(forms.Form):
    """What a FilterSet's form looks like in the filter bar."""

    q = forms.CharField(label=_("Words"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", _("All")), ("41", _("Henan"))])
    grade = forms.ChoiceField(label=_("Grade"), required=False, choices=[("", _("All")), ("A", "A")])


def gallery(request: HttpRequest) -> HttpResponse:
    """GET /gallery/: 404 for visitors outside of debugging, so that the page is no part of the public site."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    language = "en" if (get_language() or "").startswith("en") else "zh"
    panes = []
    for theme in ("light", "dark"):
        bad = {"title": "", "problem": "x" * 20, "budget": "0", "route": "license"}
        panes.append(
            {
                "theme": theme,
                "prefix": f"{theme}-",  # the two panes share a page: names and ids must differ
                "suffix": f" ({theme})",
                "form": SampleForm(bad, auto_id=f"{theme}_%s"),
                "filter": SampleFilter(auto_id=f"{theme}_filter_%s"),
            }
        )
    context: dict[str, Any] = {
        "panes": panes,
        "cards": samples.match_cards(language),
        "entries": samples.entries(language),
        "funnel": samples.funnel(language),
        "regions": samples.regions(language),
        "history": samples.history(language),
        "columns": samples.COLUMNS,
        "rows": samples.indicator_rows(language),
        "tabs": samples.TABS,
        "icons": samples.ICONS,
        "due": datetime(2026, 12, 4, tzinfo=UTC),
    }
    return render(request, "portal/gallery.html", context)
