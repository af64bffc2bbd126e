"""Pages of organizations and people; signing in itself is allauth's."""

from django.urls import path

from accounts.views import managers, public, staff, workspace

app_name = "accounts"
urlpatterns = [
    path("institutions/", public.institutions, name="institutions"),
    path("institutions/<str:no>/", public.institution, name="institution"),
    path("managers/", managers.directory, name="managers"),
    path("managers/<str:no>/", managers.detail, name="manager"),
    path("workspace/manager/", managers.edit, name="manager-edit"),
    path("workspace/manager/apply/", managers.apply, name="manager-apply"),
    path("curation/managers/", managers.desk, name="manager-desk"),
    path("workspace/organization/", workspace.edit, name="organization"),
    path("workspace/organization/new/", workspace.create, name="organization-create"),
    path("workspace/organization/switch/<str:no>/", workspace.switch, name="switch"),
    path("workspace/members/", workspace.members, name="members"),
    path("workspace/members/<int:pk>/", workspace.change_member, name="change-member"),
    path("workspace/api-clients/", workspace.api_clients, name="api-clients"),
    path("workspace/api-clients/<int:pk>/revoke/", workspace.revoke_api_client, name="revoke-api-client"),
    path("workspace/api-clients/<int:pk>/rotate/", workspace.rotate_api_client, name="rotate-api-client"),
    path("workspace/api-clients/<int:pk>/limit/", workspace.limit_api_client, name="limit-api-client"),
    path("workspace/inbox/", workspace.inbox, name="inbox"),
    path("invitations/<str:token>/", workspace.accept_invitation, name="accept-invitation"),
    path("board/verification/", staff.verification, name="verification"),
]
