"""Pages of organizations and people; signing in itself is allauth's."""

from django.urls import path

from accounts.views import public, staff, workspace

app_name = "accounts"
urlpatterns = [
    path("institutions/", public.institutions, name="institutions"),
    path("institutions/<str:no>/", public.institution, name="institution"),
    path("workspace/organization/", workspace.edit, name="organization"),
    path("workspace/organization/new/", workspace.create, name="organization-create"),
    path("workspace/organization/switch/<str:no>/", workspace.switch, name="switch"),
    path("workspace/members/", workspace.members, name="members"),
    path("workspace/members/<int:pk>/", workspace.change_member, name="change-member"),
    path("workspace/api-clients/", workspace.api_clients, name="api-clients"),
    path("workspace/api-clients/<int:pk>/revoke/", workspace.revoke_api_client, name="revoke-api-client"),
    path("workspace/inbox/", workspace.inbox, name="inbox"),
    path("invitations/<str:token>/", workspace.accept_invitation, name="accept-invitation"),
    path("board/verification/", staff.verification, name="verification"),
]
