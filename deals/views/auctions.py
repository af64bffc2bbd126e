"""Auctions: the public list and page, the seller's editor, bidding."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from achievements.models import Achievement
from common.exceptions import Refusal
from common.pages import keyset_page
from deals.actions import auction as actions
from deals.enums.auction import AUCTION_MOVES, AuctionStatus
from deals.filters.trading import AuctionFilter
from deals.forms.auction import AuctionForm, BidForm
from deals.models import Auction
from deals.views.challenges import attempt, form_page
from integration.views.library import enter, history, move, require

_SHOWN = 30


def library(request: HttpRequest) -> HttpResponse:
    rows = Auction.objects.visible_to(request.user).for_list().exclude(status="draft")
    found = AuctionFilter(request.GET, rows)
    page = keyset_page(found.qs, request, ("-id",), size=20)
    template = "deals/auctions.html#results" if request.htmx else "deals/auctions.html"
    return render(request, template, {"filter": found, "page": page})


def detail(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    context = _state(request, auction)
    if request.htmx:
        return render(request, "deals/auction.html#state", context)
    context["history"] = history(auction) if context["own"] else []
    return render(request, "deals/auction.html", context)


def _state(request: HttpRequest, auction: Auction) -> dict[str, Any]:
    user = request.user
    bids = list(auction.bids.select_related("organization", "auction").order_by("-amount")[:_SHOWN])
    numbers: dict[int, int] = {}
    for row in reversed(bids):
        numbers.setdefault(row.organization_id, len(numbers) + 1)
    for row in bids:
        row.shown_as = row.label_for(user) or _("bidder %(n)s") % {"n": numbers[row.organization_id]}
        row.is_mine = row.organization_id == getattr(user, "organization_id", None)
    own = bool(user.is_authenticated and user.membership and auction.organization_id == user.organization_id)
    signed_in = user.is_authenticated and user.organization_id is not None
    can = {verb: auction.status in AUCTION_MOVES[verb][0] and user.has_perm(f"deals.{verb}_auction", auction)
           for verb in ("announce", "cancel")}  # fmt: skip
    can |= {"change": auction.status == AuctionStatus.DRAFT and user.has_perm("deals.change_auction", auction),
            "bid": user.has_perm("deals.bid_auction", auction)}  # fmt: skip
    return {
        "auction": auction,
        "bids": bids,
        "own": own,
        "can": can,
        "bidders": list(auction.bidders.select_related("organization")) if own else [],
        "bidder": auction.bidders.filter(organization_id=user.organization_id).first() if signed_in else None,
        "form": BidForm(initial={"amount": auction.lowest_next}),
    }


@login_required
def create(request: HttpRequest, no: str) -> HttpResponse:
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user), no=no)
    require(request, "deals.add_auction", achievement)
    form = AuctionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"by": request.user, "channel": Channel.PORTAL, "values": form.values}
        if saved := attempt(form, actions.create, achievement, **values):
            messages.success(request, _("Saved as a draft. Announce it when it is ready."))
            return redirect(saved)
    return form_page(request, form, _("Auction"), achievement.display_title, achievement.get_absolute_url())


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    require(request, "deals.change_auction", auction)
    form = AuctionForm(request.POST or None, instance=_visible(request, no))
    if request.method == "POST" and form.is_valid():
        values = {"by": request.user, "channel": Channel.PORTAL, "changes": form.values}
        if attempt(form, actions.edit, auction, **values):
            messages.success(request, _("Saved."))
            return redirect(auction)
    return form_page(request, form, _("Auction"), auction.title, auction.get_absolute_url())


@login_required
@require_POST
def announce(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    require(request, "deals.announce_auction", auction)
    return move(request, actions.announce, auction, _("Announced."))


@login_required
@require_POST
def cancel(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    require(request, "deals.cancel_auction", auction)
    return move(request, actions.cancel, auction, _("Cancelled."), reason=request.POST.get("note", "")[:500])


@login_required
@require_POST
def admit(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    require(request, "deals.admit_auction", auction)
    number = request.POST.get("organization", "")
    return move(request, actions.confirm_deposit, auction, _("Admitted."), organization_no=number)


@require_POST
def register(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    if elsewhere := enter(request, "deals.take_licence"):
        return elsewhere
    require(request, "deals.bid_auction", auction)
    return move(request, actions.register, auction, _("Registered."))


@login_required
@require_POST
def bid(request: HttpRequest, no: str) -> HttpResponse:
    auction = _visible(request, no)
    require(request, "deals.bid_auction", auction)
    form = BidForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(auction)
    try:
        actions.bid(auction, by=request.user, channel=Channel.PORTAL, amount=form.cleaned_data["amount"])
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your bid counts."))
    return redirect(auction)


def _visible(request: HttpRequest, no: str) -> Auction:
    return get_object_or_404(Auction.objects.visible_to(request.user).for_list(), no=no)
