"""Pages of imports and webhooks."""

from django.urls import path

from integration.views import imports, webhooks

app_name = "integration"
urlpatterns = [
    path("workspace/imports/", imports.imports, name="imports"),
    path("workspace/imports/<uuid:pk>/", imports.job, name="job"),
    path("workspace/imports/<uuid:pk>/start/", imports.start, name="start"),
    path("workspace/imports/<uuid:pk>/columns/", imports.reopen, name="reopen"),
    path("workspace/imports/<uuid:pk>/discard/", imports.discard, name="discard"),
    path("workspace/imports/<uuid:pk>/report/", imports.report, name="report"),
    path("workspace/webhooks/", webhooks.webhooks, name="webhooks"),
    path("workspace/webhooks/<uuid:pk>/", webhooks.webhook, name="webhook"),
    path("workspace/webhooks/<uuid:pk>/do/", webhooks.act, name="webhook-act"),
    path("workspace/webhooks/<uuid:pk>/messages/<uuid:uid>/", webhooks.delivery, name="delivery"),
    path("workspace/webhooks/<uuid:pk>/messages/<uuid:uid>/replay/", webhooks.replay, name="replay"),
]
