"""What achievements and demands have in common: owner, texts, provenance, versions, search."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NextValue
from common.language import localized
from common.models import Stamped
from common.search import index_terms
from integration.enums import DataRights, Language, Visibility
from integration.validators import validate_lengths

CONTENT_SEQUENCE = "content_seq"


class LibraryEntry(Stamped):
    """A row of one of the two libraries.

    ``version`` counts saved edits and guards against two people overwriting each other. ``content_seq`` comes from one
    database sequence and moves whenever something changes that a match depends on: it is the dirty mark of matching.
    """

    #: Fields whose change makes stored matches stale.
    MATCHED_FIELDS: ClassVar[tuple[str, ...]] = ()
    #: (field or part, how much it sharpens the matches), heaviest first; the weights add up to 100.
    DETAILS: ClassVar[tuple[tuple[str, int], ...]] = ()
    #: Fields whose text is found by the search box.
    SEARCHED_FIELDS: ClassVar[tuple[str, ...]] = ("title", "title_other")

    #: Relations that ``hidden_organizations`` reads, for those who load many rows.
    HIDDEN_BY: ClassVar[tuple[str, ...]] = ()

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("organization")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.CHINESE)
    title = models.CharField(_("title"), max_length=500)
    title_other = models.CharField(_("title in the other language"), max_length=500, blank=True)
    visibility = models.CharField(_("visible to"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    region = models.ForeignKey(
        "taxonomy.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    industry = models.ForeignKey(
        "taxonomy.Industry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("industry"),
    )
    field = models.ForeignKey(
        "taxonomy.TechnologyField",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("technology field"),
    )
    keywords = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("keywords"))

    source_system = models.CharField(_("source system"), max_length=60, blank=True)
    source_id = models.CharField(_("identifier in the source"), max_length=200, blank=True)
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    data_rights = models.CharField(_("data rights"), max_length=12, choices=DataRights.choices, default=DataRights.OWN)

    version = models.PositiveIntegerField(default=1, editable=False)
    content_seq = models.BigIntegerField(db_default=NextValue(CONTENT_SEQUENCE), editable=False)
    search_terms = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.display_title

    def clean(self) -> None:
        validate_lengths(self)

    @property
    def display_title(self) -> str:
        """The title in the active language, or in the one there is."""
        return self.in_active_language(self.title, self.title_other)

    def in_active_language(self, own: str, other: str) -> str:
        """``own`` is written in the entry's language, ``other`` is its translation; either may be empty."""
        chinese, english = (other, own) if self.language == Language.ENGLISH else (own, other)
        return localized(chinese, english)

    def set_search_terms(self) -> None:
        """Recompute ``search_terms`` from the searched fields and the keywords."""
        texts = [getattr(self, name) or "" for name in self.SEARCHED_FIELDS]
        self.search_terms = index_terms(*texts, *self.keywords)

    @property
    def completeness(self) -> int:
        """How much of what matching uses is there, 0-100."""
        return sum(weight for name, weight in self.DETAILS if self._has(name))

    @property
    def next_detail(self) -> str:
        """The name of the missing detail that would sharpen the matches most; empty where nothing is missing."""
        for name, _weight in self.DETAILS:
            if not self._has(name):
                field = self._meta.get_field(name)
                return str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)
        return ""

    @property
    def is_listed(self) -> bool:
        """Whether every signed-in organization finds it in the library."""
        return self.status in {"published", "solved"} and self.visibility != Visibility.MATCHED

    @property
    def hidden_organizations(self) -> list[int]:
        """Organizations (primary keys) that must not hear of it even while it is listed."""
        return []

    def _has(self, name: str) -> bool:
        field = self._meta.get_field(name)
        return bool(getattr(self, name).all() if field.one_to_many else getattr(self, field.attname))

    @property
    def status_tone(self) -> str:
        """The colour of the status in the portal: good is public, warn asks the owner for something."""
        return {"published": "good", "solved": "good", "returned": "warn", "expired": "warn"}.get(self.status, "")
