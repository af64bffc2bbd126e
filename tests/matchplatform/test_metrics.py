"""``/metrics`` is for whoever knows the token."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        ("", "", 404),
        ("", "Bearer ", 404),
        ("secret", "", 404),
        ("secret", "Bearer wrong", 404),
        ("secret", "Bearer secret", 200),
    ],
)
def test_metrics_need_the_token(client, settings, token, given, status):
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == status
    assert (b"django_http_requests_total" in answer.content) is (status == 200)
