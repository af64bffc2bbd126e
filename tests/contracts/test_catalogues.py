"""Chinese and English are equal: every text is in both catalogues, translated and compiled."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from matchplatform import catalogues

ROOT = Path(settings.BASE_DIR)
LANGUAGES = sorted(catalogues.LANGUAGES)


@pytest.fixture(scope="module")
def wanted():
    return {(message.id, message.context) for message in catalogues.template(ROOT) if message.id}


def stored(language):
    return catalogues.load(catalogues.catalogue_path(ROOT, language), catalogues.LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_the_catalogue_and_none_too_many(language, wanted):
    there = {(message.id, message.context) for message in stored(language) if message.id}
    assert (sorted(map(str, wanted - there)), sorted(map(str, there - wanted))) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    assert catalogues.untranslated(stored(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language):
    problems = [(str(message.id), str(error)) for message, errors in stored(language).check() for error in errors]
    assert problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language):
    compiled = catalogues.catalogue_path(ROOT, language).with_suffix(".mo").read_bytes()
    assert compiled == catalogues.mo_bytes(stored(language))


def test_chinese_texts_are_chinese():
    """A text without one Chinese character is a word left in English; names of formats and units may stay."""
    allowed = {"REST", "API", "ID", "TRL", "MRL", "CSV", "XLSX", "JSON", "≥", "≤", "=", "client_id", "client_secret"}
    english = []
    for message in stored("zh_Hans"):
        text = message.string if isinstance(message.string, str) else "".join(message.string)
        words = re.sub(r"%\(\w+\)[sd]|\{\w*\}", "", text)
        letters = sum(character.isascii() and character.isalpha() for character in words)
        if message.id and letters > 3 and not any("\u4e00" <= c <= "\u9fff" for c in text) and text not in allowed:
            english.append(str(message.id))
    assert english == []
