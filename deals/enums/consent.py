"""The ladder of consent: what the other side may see, step by step."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Each step includes the ones before it."""

    PUBLIC = 0, _("public")
    MATCHED = 1, _("matched")
    CONSENTED = 2, _("both sides agreed")
    NDA = 3, _("under confidentiality")
    FULL = 4, _("full")


class Group(models.TextChoices):
    """Groups of fields that are disclosed together."""

    SUMMARY = "summary", _("title and summary")
    IDENTITY = "identity", _("who the organization is")
    DETAILS = "details", _("specialist description and conditions")
    PRICE = "price", _("price and budget")
    CONTACT = "contact", _("contact person, phone and e-mail")
    DOCUMENTS = "documents", _("documents")
    KNOW_HOW = "know_how", _("know-how")


#: What a group needs unless its owner asks for more; contact needs two yeses whatever the owner says.
DEFAULT_LEVELS: dict[str, Level] = {
    Group.SUMMARY: Level.PUBLIC,
    Group.IDENTITY: Level.PUBLIC,
    Group.DETAILS: Level.MATCHED,
    Group.PRICE: Level.MATCHED,
    Group.CONTACT: Level.CONSENTED,
    Group.DOCUMENTS: Level.NDA,
    Group.KNOW_HOW: Level.FULL,
}
