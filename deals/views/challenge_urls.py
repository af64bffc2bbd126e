"""Addresses of challenges and proposals."""

from django.urls import path

from deals.views import challenges, proposals

urlpatterns = [
    path("challenges/", challenges.library, name="challenges"),
    path("demands/<str:no>/challenge/", challenges.create, name="challenge-create"),
    path("challenges/<str:no>/", challenges.detail, name="challenge"),
    path("challenges/<str:no>/edit/", challenges.edit, name="challenge-edit"),
    path("challenges/<str:no>/reviewers/", challenges.appoint, name="challenge-appoint"),
    path("challenges/<str:no>/proposals/", challenges.proposals, name="challenge-proposals"),
    path("challenges/<str:no>/proposals/export/<str:format>/", challenges.export, name="challenge-export"),
    path("challenges/<str:no>/propose/", proposals.start, name="propose"),
    *(
        path(f"challenges/<str:no>/{verb}/", challenges.button, {"verb": verb}, name=f"challenge-{verb}")
        for verb in challenges.ACTIONS
    ),
    path("workspace/proposals/", proposals.mine, name="my-proposals"),
    path("proposals/<str:no>/", proposals.detail, name="proposal"),
    path("proposals/<str:no>/edit/", proposals.edit, name="proposal-edit"),
    path("proposals/<str:no>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
    path("proposals/<str:no>/vote/", proposals.vote, name="proposal-vote"),
    path("proposals/<str:no>/shortlist/", proposals.shortlist, name="proposal-shortlist"),
    path("proposals/<str:no>/decline/", proposals.decline, name="proposal-decline"),
]
