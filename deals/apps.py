from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "deals"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from deals import receivers  # noqa: F401
        from integration.codes import register_events

        register_events(
            {
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
