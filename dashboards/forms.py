"""What narrows a list of rows on the board."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dashboards.metrics.bases import Base


class RowsForm(forms.Form):
    """``region`` is checked against the scope by the view; ``none`` asks for rows that name no region or industry."""

    region = forms.CharField(label=_("Region"), max_length=6, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=6, required=False)
    month = forms.CharField(
        label=_("Month"),
        required=False,
        validators=[RegexValidator(r"\A\d{4}-(0[1-9]|1[0-2])\Z", _("Write it as 2025-03."))],
    )

    def narrow(self, rows: QuerySet[Any], base: Base) -> QuerySet[Any]:
        """``rows`` of ``base`` that fit; the region is left to the scope."""
        industry, month = self.cleaned_data["industry"], self.cleaned_data["month"]
        if industry:
            key = f"{base.industry}__isnull" if industry == "none" else f"{base.industry}__code__startswith"
            rows = rows.filter(**{key: True if industry == "none" else industry})
        if self.cleaned_data["region"] == "none":
            rows = rows.filter(**{f"{base.region}__isnull": True})
        if month:
            year, number = month.split("-")
            rows = rows.filter(**{f"{base.at}__year": int(year), f"{base.at}__month": int(number)})
        return rows
