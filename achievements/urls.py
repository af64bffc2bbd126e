"""Addresses of the achievements' pages."""

from django.urls import path

from achievements.views import licences, public, staff, workspace

app_name = "achievements"
urlpatterns = [
    path("achievements/", public.library, name="list"),
    path("achievements/new/", workspace.create, name="create"),
    path("achievements/export/<str:format>/", public.export, name="export"),
    path("achievements/<str:no>/", public.detail, name="detail"),
    path("achievements/<str:no>/edit/", workspace.edit, name="edit"),
    path("achievements/<str:no>/submit/", workspace.submit, name="submit"),
    path("achievements/<str:no>/withdraw/", workspace.withdraw, name="withdraw"),
    path("achievements/<str:no>/archive/", workspace.archive, name="archive"),
    path("achievements/<str:no>/confirm/", workspace.confirm, name="confirm"),
    path("achievements/<str:no>/licences/new/", licences.create, name="licence-create"),
    path("licences/", licences.library, name="licences"),
    path("licences/<str:no>/", licences.detail, name="licence"),
    path("licences/<str:no>/edit/", licences.edit, name="licence-edit"),
    *(
        path(f"licences/<str:no>/{address}/", licences.owner_move, {"verb": verb}, name=f"licence-{address}")
        for address, verb in (
            ("hand-in", "hand_in"),
            ("approve", "approve"),
            ("recall", "recall"),
            ("submit", "submit"),
            ("withdraw", "withdraw"),
        )
    ),
    path("workspace/licences/", licences.mine, name="my-licences"),
    path("curation/licences/", licences.curation, name="licence-curation"),
    path("curation/licences/<str:no>/", licences.curation, name="licence-review"),
    path("workspace/achievements/", workspace.mine, name="mine"),
    path("curation/", staff.curation, name="curation"),
    path("curation/achievements/<str:no>/", staff.review, name="review"),
]
