"""Addresses of the room's pages; each noun has a list of its own."""

from django.urls import URLPattern, path

from deals.views import auction_urls, cases, challenge_urls, deals, interests, licence_urls, work, workbench_urls

app_name = "deals"
_INTERESTS = [
    path("achievements/<str:no>/interest/", interests.for_achievement, name="interest-in-achievement"),
    path("demands/<str:no>/interest/", interests.for_demand, name="interest-in-demand"),
    path("matches/<int:pk>/interest/", interests.for_match, name="interest-in-match"),
    path("achievements/<str:no>/declines/", interests.declines, {"kind": "achievements"}, name="achievement-declines"),
    path("demands/<str:no>/declines/", interests.declines, {"kind": "demands"}, name="demand-declines"),
    path("workspace/interests/", interests.mine, name="interests"),
    path("workspace/interests/<str:no>/", interests.detail, name="interest"),
    path("workspace/interests/<str:no>/receipt/", interests.receipt, name="interest-receipt"),
    path("workspace/interests/<str:no>/<str:verb>/", interests.act, name="interest-act"),
]
_ROOM = "workspace/deals/<str:no>/"
_DEALS = [
    path("workspace/deals/", deals.mine, name="deals"),
    path(_ROOM, deals.detail, name="deal"),
    path(_ROOM + "move/<str:verb>/", deals.move, name="move"),
    path(_ROOM + "messages/", deals.say, name="say"),
    path(_ROOM + "files/", deals.files, name="files"),
    path(_ROOM + "files/<int:pk>/", deals.get_file, name="file"),
    path(_ROOM + "files/<int:pk>/remove/", deals.remove_file, name="remove-file"),
    path(_ROOM + "consent/", deals.consents, name="consent"),
    path(_ROOM + "receipt/", deals.receipt, name="receipt"),
    path(_ROOM + "export/<str:format>/", deals.export, name="export"),
]
_WORK = [
    path(_ROOM + "terms/", work.edit_terms, name="terms"),
    path(_ROOM + "terms/accept/", work.accept_terms, name="accept-terms"),
    path(_ROOM + "contract/", work.show_contract, name="contract"),
    path(_ROOM + "contract/draft/", work.draft_contract, name="draft-contract"),
    path(_ROOM + "contract/sign/", work.sign, name="sign"),
    path(_ROOM + "contract/<int:version>/<str:kind>/", work.get_contract, name="contract-file"),
    path(_ROOM + "registration/<str:verb>/", work.register, name="register"),
    path(_ROOM + "work/", work.show_work, name="work"),
    path(_ROOM + "milestones/<int:position>/<str:verb>/", work.move_milestone, name="milestone"),
    path(_ROOM + "payments/<int:position>/<str:verb>/", work.move_payment, name="payment"),
    path(_ROOM + "royalty/", work.report_royalty, name="royalty"),
    path(_ROOM + "outcomes/<int:days>/", work.answer_outcome, name="outcome"),
]
_CASES = [
    path("cases/", cases.library, name="cases"),
    path("cases/<str:no>/", cases.detail, name="case"),
    path("cases/<str:no>/<str:verb>/", cases.act, name="case-act"),
    path(_ROOM + "case/", cases.edit, name="edit-case"),
]

urlpatterns: list[URLPattern] = [
    *_INTERESTS,
    *_DEALS,
    *_WORK,
    *_CASES,
    *licence_urls.urlpatterns,
    *challenge_urls.urlpatterns,
    *auction_urls.urlpatterns,
    *workbench_urls.urlpatterns,
]
