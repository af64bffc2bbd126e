"""Addresses of licences."""

from django.urls import path

from deals.views import licences as views

urlpatterns = [
    path("licences/<str:no>/take/", views.take, name="licence-take"),
    path("licences/<str:no>/register/", views.register, name="licence-register"),
    path("workspace/licences/held/", views.held, name="licences"),
    path("workspace/licences/held/export/<str:format>/", views.export, name="licences-export"),
    path("workspace/licences/held/<str:no>/", views.detail, name="licence"),
    *(
        path(f"workspace/licences/held/<str:no>/{verb.replace('_', '-')}/", views.button, {"verb": verb},
             name=f"licence-{verb.replace('_', '-')}")
        for verb in views.BUTTONS
    ),
]  # fmt: skip
