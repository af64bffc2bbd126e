"""Files and keys of this room's tests go to a folder of their own."""

import pytest

from deals.signing import provider


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SIGNING_DIR = tmp_path / "signing"
    provider.cache_clear()
    yield
    provider.cache_clear()


@pytest.fixture
def sides(db):
    from tests.factories.deals import Sides

    return Sides()
