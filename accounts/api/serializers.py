"""Organizations as JSON; contact details never leave here."""

from rest_framework import serializers

from accounts.models import ManagerProfile, Organization


class OrganizationSerializer(serializers.ModelSerializer):
    region = serializers.CharField(source="region_id", allow_null=True, read_only=True)
    industry = serializers.CharField(source="industry_id", allow_null=True, read_only=True)

    class Meta:
        model = Organization
        fields = [
            "no",
            "code",
            "kind",
            "name",
            "name_en",
            "region",
            "industry",
            "size",
            "sme_grades",
            "intro",
            "intro_en",
            "website",
            "verification",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class ManagerSerializer(serializers.ModelSerializer):
    """A registered technology manager; how to reach him is not part of it."""

    name = serializers.CharField(source="user.display_name", read_only=True)
    organization = serializers.SlugRelatedField(slug_field="no", read_only=True)
    region = serializers.CharField(source="region_id", allow_null=True, read_only=True)
    fields_ = serializers.SlugRelatedField(source="fields", slug_field="code", many=True, read_only=True)

    class Meta:
        model = ManagerProfile
        fields = [
            "no", "name", "organization", "level", "jobs", "languages", "region", "fields_", "bio", "bio_en",
            "certificate_issuer", "training_hours", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_fields(self) -> dict[str, serializers.Field]:
        """``fields`` is the name of a class attribute of serializers, so the column is renamed at the end."""
        found = super().get_fields()
        found["technology_fields"] = found.pop("fields_")
        return found
