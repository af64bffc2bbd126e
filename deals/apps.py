from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DealsConfig(AppConfig):
    name = "deals"

    def ready(self) -> None:
        from accounts import inbox
        from deals import receivers  # noqa: F401
        from deals.inbox import TEXTS
        from integration.codes import register_events

        inbox.TEXTS.update(TEXTS)
        register_events(
            {
                "interest.expressed": _("interest was expressed"),
                "interest.accepted": _("interest was accepted"),
                "interest.declined": _("interest was declined"),
                "interest.released": _("interest was released without an answer"),
                "interest.withdrawn": _("interest was withdrawn"),
                "deal.opened": _("a deal room was opened"),
                "deal.moved": _("a deal moved on"),
                "deal.signed": _("a deal was signed by everybody"),
                "deal.trial_failed": _("a trial failed"),
                "deal.exited": _("a deal ended after its trial"),
                "deal.disputed": _("a dispute was declared"),
                "deal.closed": _("a deal was closed"),
                "deal.cancelled": _("a deal was cancelled"),
                "deal.payment_changed": _("a payment was made or received"),
                "contract.signed": _("a contract was signed by everybody"),
                "milestone.delivered": _("a milestone was delivered"),
                "milestone.accepted": _("a milestone was accepted"),
                "milestone.returned": _("a milestone was returned"),
                "outcome.reported": _("an outcome was reported"),
                "case.published": _("a case was published"),
                "case.withdrawn": _("a case was withdrawn"),
                "licence.taken": _("a licence was taken"),
                "licence.in_force": _("a licence came into force"),
                "licence.ended": _("a licence ended"),
                "challenge.opened": _("a challenge was opened for proposals"),
                "challenge.closed": _("a challenge was closed for proposals"),
                "challenge.awarded": _("a challenge was awarded"),
                "challenge.ended": _("a challenge ended without an award"),
                "proposal.submitted": _("a proposal was handed in"),
                "proposal.decided": _("a proposal was decided on"),
                "auction.announced": _("an auction was announced"),
                "auction.bid": _("a bid was placed"),
                "auction.ended": _("an auction ended"),
                "assignment.changed": _("a technology manager was assigned or released"),
            }
        )
