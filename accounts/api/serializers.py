"""Organizations as JSON; contact details never leave here."""

from rest_framework import serializers

from accounts.models import Organization


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
