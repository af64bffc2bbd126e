"""Addresses of auctions."""

from django.urls import path

from deals.views import auctions as views

urlpatterns = [
    path("auctions/", views.library, name="auctions"),
    path("achievements/<str:no>/auction/", views.create, name="auction-create"),
    path("auctions/<str:no>/", views.detail, name="auction"),
    path("auctions/<str:no>/edit/", views.edit, name="auction-edit"),
    path("auctions/<str:no>/announce/", views.announce, name="auction-announce"),
    path("auctions/<str:no>/cancel/", views.cancel, name="auction-cancel"),
    path("auctions/<str:no>/admit/", views.admit, name="auction-admit"),
    path("auctions/<str:no>/register/", views.register, name="auction-register"),
    path("auctions/<str:no>/bid/", views.bid, name="auction-bid"),
]
