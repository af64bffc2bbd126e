"""Rules of eligibility: read by everybody, written by officials without code."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from integration.views.library import history
from resources.actions import eligibility
from resources.eligibility import Verdict, evaluate
from resources.forms.rule import ConditionFormSet, RuleForm, conditions_of, rows_of
from resources.models import EligibilityRule
from resources.selectors.eligibility import facts_of, line_of


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    rows = EligibilityRule.objects.visible_to(request.user).select_related("resource")
    today = timezone.localdate()
    page = keyset_page(rows, request, ("-valid_from", "-id"))
    for row in page:
        row.is_over = row.valid_until is not None and row.valid_until < today
    context = {"page": page, "may_add": request.user.has_perm("resources.add_rule")}
    return render(request, "resources/rules.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule in words, and what it says about the reader's own organization."""
    rule = get_object_or_404(EligibilityRule.objects.visible_to(request.user).select_related("resource"), pk=pk)
    user = request.user
    organization = user.membership.organization if user.is_authenticated and user.membership else None
    answer = evaluate(
        rule.conditions, facts_of(organization, rule.resource), today=timezone.localdate(),
        valid_from=rule.valid_from, valid_until=rule.valid_until,
    )  # fmt: skip
    may_change = user.has_perm("resources.change_rule", rule)
    context: dict[str, Any] = {
        "rule": rule,
        "answer": answer,
        "applies": answer.verdict not in {Verdict.EXPIRED, Verdict.NOT_YET} and rule.state == "active",
        "lines": [line_of(item) for item in answer.findings],
        "organization": organization,
        "may_change": may_change,
        "history": history(rule) if may_change else [],
    }
    return render(request, "resources/rule.html", context)


@login_required
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    rule = get_object_or_404(EligibilityRule.objects.visible_to(request.user), pk=pk) if pk else None
    allowed = (
        request.user.has_perm("resources.change_rule", rule) if rule else request.user.has_perm("resources.add_rule")
    )
    if not allowed:
        raise PermissionDenied(_("Rules are written by public authorities."))
    form = RuleForm(request.POST or None, instance=rule)
    initial = rows_of(rule.conditions) if rule else []
    formset = ConditionFormSet(request.POST or None, prefix="conditions", initial=initial)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        values = form.values | {"conditions": conditions_of(formset)}
        version = request.POST.get("version", "")
        expected = int(version) if version.isdigit() else None
        current = EligibilityRule.objects.get(pk=pk) if pk else None
        try:
            saved = eligibility.save(
                current, by=request.user, channel=Channel.PORTAL, values=values, expected_version=expected
            )
        except ValidationError as error:
            add_errors(form, error)
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _("Saved. Answers follow this rule from now on."))
            return redirect(saved)
    context = {"form": form, "formset": formset, "rule": rule}
    return render(request, "resources/rule_form.html", context, status=422 if form.errors else 200)
