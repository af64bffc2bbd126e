import pytest
from accounts.models import Organization
from achievements.models import Achievement


@pytest.mark.django_db
def test_numbers_come_from_the_database():
    organization = Organization.objects.create(kind="firm", name="甲")
    achievement = Achievement.objects.create(organization=organization, title="乙")
    assert organization.no.startswith("O1") and achievement.no.startswith("A1") and achievement.content_seq > 0
