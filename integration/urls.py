"""Pages of imports."""

from django.urls import path

from integration.views import imports

app_name = "integration"
urlpatterns = [
    path("workspace/imports/", imports.imports, name="imports"),
    path("workspace/imports/<uuid:pk>/", imports.job, name="job"),
    path("workspace/imports/<uuid:pk>/start/", imports.start, name="start"),
    path("workspace/imports/<uuid:pk>/columns/", imports.reopen, name="reopen"),
    path("workspace/imports/<uuid:pk>/discard/", imports.discard, name="discard"),
    path("workspace/imports/<uuid:pk>/report/", imports.report, name="report"),
]
