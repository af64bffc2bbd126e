"""The review desk: queue, entry, rubric."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.enums import Channel
from achievements import actions
from achievements.enums import Status
from achievements.forms import ReviewForm
from achievements.models import Achievement
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import capped_count
from integration.exceptions import EditConflict

_SHOWN = 30


@login_required
@permission_required("achievements.curate", raise_exception=True)
def curation(request: HttpRequest) -> HttpResponse:
    """The oldest waiting entry opens at once."""
    first = _queue(request).first()
    if first is not None:
        return redirect("achievements:review", no=first.no)
    return render(request, "achievements/curation.html", {"queue": [], "waiting": 0})


@login_required
@permission_required("achievements.curate", raise_exception=True)
def review(request: HttpRequest, no: str) -> HttpResponse:
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user).for_detail(), no=no)
    form = ReviewForm(request.POST or None, initial={"version": achievement.version})
    if request.method == "POST" and form.is_valid() and _give(request, achievement, form):
        return redirect("achievements:curation")
    waiting, more = capped_count(_queue(request))
    context: dict[str, Any] = {
        "achievement": achievement,
        "form": form,
        "queue": _queue(request)[:_SHOWN],
        "waiting": waiting,
        "waiting_is_capped": more,
        "reviews": achievement.reviews.select_related("reviewer")[:5],
        "is_open": achievement.status == Status.SUBMITTED,
        "is_allowed": request.user.has_perm("achievements.review_achievement", achievement),
    }
    return render(request, "achievements/curation.html", context, status=422 if form.errors else 200)


def _queue(request: HttpRequest) -> Any:
    """What waits, longest first."""
    rows = Achievement.objects.visible_to(request.user).filter(status=Status.SUBMITTED)
    return rows.for_list().order_by("updated_at", "pk")


def _give(request: HttpRequest, achievement: Achievement, form: ReviewForm) -> bool:
    """Whether the review was given; what stood against it is on the form."""
    if not request.user.has_perm("achievements.review_achievement", achievement):
        form.add_error(None, _("Nobody reviews his own entry. A colleague does it."))
        return False
    try:
        row = actions.review(
            achievement, by=request.user, channel=Channel.PORTAL, scores=form.scores,
            decision=form.cleaned_data["decision"], note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )  # fmt: skip
    except EditConflict as conflict:
        form.data = form.data.copy()
        form.data["version"] = str(conflict.current.version)
        form.add_error(
            None, _("The author saved a newer version while you were reading. It is shown now; your notes are kept.")
        )
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, f"{achievement.no} · {row.get_decision_display()}")
        return True
    return False
