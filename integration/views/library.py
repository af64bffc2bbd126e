"""What the pages of both libraries share: the filtered list, the editor with its rows, the moves of a status."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Channel
from accounts.models import AuditEntry
from common.exceptions import Refusal
from common.forms import add_errors
from common.language import listed
from common.pages import capped_count, keyset_page, query_without
from integration.exceptions import EditConflict
from integration.exports import FORMATS, ROW_LIMIT, file_response
from integration.filters import EntryFilter
from integration.forms import Clash, merge, row_values, rows_digest
from integration.models import LibraryEntry
from taxonomy.models import Industry, Region, TechnologyField


# --- lists ----------------------------------------------------------------------------------------------------------
def portal_form(filterset: EntryFilter, offered: Sequence[str], default: str) -> forms.Form:
    """The filters that the page offers; others that the address holds go along unseen."""
    form = filterset.form
    given = [name for name in form.fields if name not in offered and filterset.data.get(name)]
    form.fields = {name: form.fields[name] for name in (*offered, *given)}
    for name in given:
        form.fields[name].widget = forms.HiddenInput()
    orders = dict(form.fields["ordering"].choices)
    form.fields["ordering"].widget.choices = list((orders | {"": orders[default]}).items())
    _offer(form, "region", Region.objects.offered().provinces())
    _offer(form, "industry", Industry.objects.offered().filter(level=1))
    _offer(form, "field", TechnologyField.objects.offered())
    return form


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    """A select of the usual codes, and of the one in the address if it is another."""
    if name not in form.fields or form.fields[name].widget.is_hidden:
        return
    choices = [("", _("all")), *((row.pk, str(row)) for row in rows)]
    chosen = form.data.get(name)
    if chosen and chosen not in {code for code, _label in choices}:
        found = form.cleaned_data.get(name) if form.is_valid() else None
        choices.append((chosen, str(found or chosen)))
    form.fields[name].widget = forms.Select(choices=choices)


def active_filters(request: HttpRequest, form: forms.Form) -> list[dict[str, str]]:
    """One chip for each filter that is on, with the address of the list without it."""
    chips = []
    for name, field in form.fields.items():
        value = getattr(form, "cleaned_data", {}).get(name)
        if name == "ordering" or value in (None, "", []):
            continue
        labels = dict(getattr(field, "choices", None) or ())
        shown = value if not isinstance(value, list) else listed(labels.get(v, v) for v in value)
        if isinstance(value, str):
            shown = labels.get(value, value)
        label = str(shown) if name in {"q", "search"} else f"{field.label}: {shown}"
        chips.append({"label": label, "remove_url": query_without(request, name)})
    return chips


def list_context(
    request: HttpRequest,
    filterset: EntryFilter,
    orderings: Mapping[str, tuple[str, str]],
    *,
    default: str,
    size: int = 20,
    offered: Sequence[str] = (),
) -> dict[str, Any]:
    """What a list page shows. ``filterset`` holds the rows before filtering; they carry the keys of ``orderings``."""
    rows = filterset.qs
    wanted = filterset.form.cleaned_data.get("ordering") or default
    key, sign = orderings[wanted]
    count, more = capped_count(rows)
    page = keyset_page(rows, request, (f"{sign}{key}", f"{sign}id"), size=size)
    form = portal_form(filterset, offered or filterset.PORTAL, default)
    return {
        "page": page,
        "count": count,
        "count_is_capped": more,
        "filter_form": form,
        "active": active_filters(request, form),
        "query": request.GET.urlencode(),
    }


def status_tabs(request: HttpRequest, statuses: type[models.TextChoices]) -> list[dict[str, Any]]:
    """One tab for everything and one for each status."""
    now = request.GET.get("status", "")
    found = [{"label": _("all"), "url": request.path, "current": not now}]
    found += [{"label": s.label, "url": f"{request.path}?status={s}", "current": now == s} for s in statuses]
    return found


def export(
    request: HttpRequest, format_: str, filterset: EntryFilter, columns: Mapping[str, Callable[[Any], Any]], name: str
) -> HttpResponseBase:
    """The filtered list as a file, for people who are signed in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if format_ not in FORMATS:
        raise Http404
    rows = filterset.qs.order_by("-id")[:ROW_LIMIT]
    cells = ([read(row) for read in columns.values()] for row in rows.iterator(chunk_size=500))
    return file_response(format_, name, list(columns), cells)


# --- who may enter --------------------------------------------------------------------------------------------------
def enter(request: HttpRequest, permission: str) -> HttpResponse | None:
    """None where the person may go on; otherwise the page that lets him: sign-in, or registering his organization.

    Raises ``PermissionDenied`` where neither would help.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.user.has_perm(permission):
        return None
    if request.user.membership is None:
        messages.info(request, _("Tell us first for which organization you write."))
        return redirect(f"{reverse('accounts:organization-create')}?{urlencode({'next': request.get_full_path()})}")
    raise PermissionDenied(_("Your role in this organization reads only. Ask an administrator of it for another role."))


def require(request: HttpRequest, permission: str, entry: Any) -> None:
    """Raise ``PermissionDenied`` unless the person may do this with ``entry``."""
    if not request.user.has_perm(permission, entry):
        raise PermissionDenied(_("You may not do this with this entry."))


# --- moves ----------------------------------------------------------------------------------------------------------
def move(
    request: HttpRequest, action: Callable[..., Any], entry: LibraryEntry, done: str, **values: Any
) -> HttpResponse:
    """Run a status action and go back to the entry, with a word on how it went."""
    try:
        action(entry, by=request.user, channel=Channel.PORTAL, **values)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(entry)


def history(entry: LibraryEntry) -> list[dict[str, Any]]:
    """The audit trail of an entry as a timeline, newest first."""
    rows = AuditEntry.objects.filter(object_type=entry._meta.label_lower, object_id=str(entry.pk))
    return [
        {"when": row.at, "title": _past_tense(row.verb), "text": row.reason, "actor": row.actor}
        for row in rows.select_related("actor")[:30]
    ]


def _past_tense(verb: str) -> str:
    labels = {
        "create": _("written"),
        "edit": _("changed"),
        "submit": _("submitted for review"),
        "review": _("reviewed"),
        "publish": _("published"),
        "return": _("returned with a note"),
        "withdraw": _("withdrawn"),
        "archive": _("archived"),
        "confirm": _("confirmed as current"),
        "approve": _("approved"),
        "pause": _("paused"),
        "solve": _("solved"),
        "expire": _("expired"),
        "import": _("imported"),
        "hand_in": _("handed in for approval"),
        "recall": _("taken back into the draft"),
        "take": _("taken"),
        "confirm_payment": _("payment confirmed"),
        "record_filing": _("recordal noted"),
        "terminate": _("given up"),
        "cancel_unpaid": _("cancelled, not paid"),
        "announce": _("announced"),
        "close": _("closed for proposals"),
        "nominate": _("named for the award"),
        "object": _("objection upheld"),
        "award": _("awarded"),
        "finish": _("passed and paid out"),
        "fail": _("ended without an award"),
        "cancel": _("cancelled"),
        "appoint": _("reviewers changed"),
        "register_bidder": _("bidder registered"),
        "admit_bidder": _("bidder admitted"),
        "bid": _("bid placed"),
        "sell": _("sold"),
        "pass_in": _("not sold"),
        "offer": _("offered"),
        "accept": _("accepted"),
        "decline": _("declined"),
        "touch": _("step noted"),
        "end": _("ended"),
        "commission_earned": _("commission earned"),
        "commission_paid": _("commission paid"),
        "commission_reversed": _("commission reversed"),
    }
    return labels.get(verb, verb)


# --- the editor -----------------------------------------------------------------------------------------------------
class Editor:
    """A form with its rows of parts: reads what was posted, saves it by an action, and settles two people at once.

    ``parts``: relation → (row form, formset, heading, help).
    """

    template: str
    form_class: type[Any]
    parts: Mapping[str, tuple[Any, Any, Any, Any]]

    def __init__(self, request: HttpRequest, entry: LibraryEntry | None = None, data: Any = None) -> None:
        self.request, self.entry = request, entry
        self.data = data if data is not None else (request.POST if request.method == "POST" else None)
        self.clashes: list[Clash] = []
        self.taken: list[str] = []
        self.newer: Any = None
        self.form = self._form(self.data)
        self.formsets = {relation: self._formset(relation, self.data) for relation in self.parts}

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(formset.is_valid() for formset in self._posted.values())])

    @property
    def _posted(self) -> dict[str, Any]:
        """The parts that the form holds; a form posted without a part leaves it as it is."""
        return {relation: formset for relation, formset in self.formsets.items() if formset.is_bound}

    @property
    def rows(self) -> dict[str, list[models.Model]]:
        """The posted rows of each part, for the action."""
        return {relation: formset.rows for relation, formset in self._posted.items()}

    @property
    def expected_version(self) -> int | None:
        """The version the editor started from; what says none is older than everything."""
        return self.form.cleaned_data.get("version") or -1

    def save(self, action: Callable[..., Any], *args: Any, **values: Any) -> Any | None:
        """The saved entry, or None where it was refused; the reason then stands on the form."""
        try:
            return action(*args, by=self.request.user, channel=Channel.PORTAL, **values, **self.rows)
        except EditConflict as conflict:
            self.settle(conflict.current)
        except Refusal as refusal:
            self.form.add_error(None, refusal.detail)
        except ValidationError as error:
            add_errors(self.form, error)
        return None

    def settle(self, current: Any) -> None:
        """Somebody saved meanwhile: show what is theirs and what is yours, and keep both."""
        posted = self.data
        self.newer = current
        data, self.clashes, self.taken = merge(self.form, current)
        self.entry = current
        self.form = self._form(data)
        for relation in self._posted:
            row_form, _formset, heading, _help = self.parts[relation]
            self._settle_rows(relation, row_form, str(heading), posted)

    def _settle_rows(self, relation: str, row_form: Any, heading: str, posted: Any) -> None:
        theirs = list(getattr(self.entry, relation).all())
        yours = self.formsets[relation].rows
        started = posted.get(f"{relation}-base", "")
        your_digest, their_digest = rows_digest(row_form, yours), rows_digest(row_form, theirs)
        if their_digest in {your_digest, started}:
            return
        if your_digest == started:
            self.formsets[relation] = self._formset(relation, None)
            self.taken.append(heading)
        else:
            joined = ("；".join(str(row) for row in rows) or "—" for rows in (theirs, yours))
            self.clashes.append(Clash(heading, *joined))

    def _form(self, data: Any) -> Any:
        return self.form_class(data, instance=self.entry) if self.entry else self.form_class(data)

    def _formset(self, relation: str, data: Any) -> Any:
        row_form, formset, _heading, _help = self.parts[relation]
        there = list(getattr(self.entry, relation).all()) if self.entry else []
        bound = data if data is not None and f"{relation}-TOTAL_FORMS" in data else None
        # Posted rows are all new ones: measured against the old ones, an untouched row would count as an empty one.
        return formset(bound, prefix=relation, initial=None if bound is not None else row_values(row_form, there))

    @property
    def part_tables(self) -> list[dict[str, Any]]:
        """The formsets as the template shows them."""
        tables = []
        for relation, (row_form, _formset, heading, help_text) in self.parts.items():
            there = list(getattr(self.entry, relation).all()) if self.entry else []
            formset = self.formsets[relation]
            tables.append(
                {
                    "relation": relation,
                    "heading": heading,
                    "help": help_text,
                    "formset": formset,
                    "columns": [field.label for name, field in formset.empty_form.fields.items() if name != "DELETE"],
                    "base": rows_digest(row_form, there),
                    "open": bool(there) or (formset.is_bound and not formset.is_valid()),
                }
            )
        return tables

    def render(self, **context: Any) -> HttpResponse:
        wrong = self.form.is_bound and (bool(self.form.errors) or self.newer is not None)
        wrong = wrong or any(not formset.is_valid() for formset in self._posted.values())
        values = {"editor": self, "form": self.form, "entry": self.entry} | context
        return render(self.request, self.template, values, status=422 if wrong else 200)
