"""Addresses of the resources' pages."""

from django.urls import path

from resources.views import bookings, public, rules, staff, workspace

app_name = "resources"
urlpatterns = [
    path("resources/", public.library, name="list"),
    path("resources/new/", workspace.create, name="create"),
    path("resources/export/<str:format>/", public.export, name="export"),
    path("resources/rules/", rules.library, name="rules"),
    path("resources/rules/new/", rules.edit, name="rule-create"),
    path("resources/rules/<int:pk>/", rules.detail, name="rule"),
    path("resources/rules/<int:pk>/edit/", rules.edit, name="rule-edit"),
    path("resources/<str:no>/", public.detail, name="detail"),
    path("resources/<str:no>/edit/", workspace.edit, name="edit"),
    path("resources/<str:no>/submit/", workspace.submit, name="submit"),
    path("resources/<str:no>/withdraw/", workspace.withdraw, name="withdraw"),
    path("resources/<str:no>/slots/", workspace.slots, name="slots"),
    path("resources/<str:no>/slots/<int:pk>/close/", workspace.close_slot, name="slot-close"),
    path("resources/<str:no>/book/", bookings.ask, name="book"),
    path("bookings/<str:no>/", bookings.detail, name="booking"),
    path("bookings/<str:no>/calendar.ics", bookings.calendar, name="booking-calendar"),
    path("bookings/<str:no>/files/", bookings.attach, name="booking-attach"),
    path("bookings/<str:no>/files/<int:pk>/", bookings.file, name="booking-file"),
    path("bookings/<str:no>/lift/", bookings.lift, name="booking-lift"),
    path("bookings/<str:no>/<str:verb>/", bookings.act, name="booking-act"),
    path("workspace/resources/", workspace.mine, name="mine"),
    path("workspace/bookings/", bookings.mine, name="bookings"),
    path("curation/resources/", staff.curation, name="curation"),
    path("curation/resources/<str:no>/", staff.curation, name="review"),
]
