"""Promises about the whole look: strict CSP, contrast, weight, icons, the frame of every page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from portal.views.gallery import gallery
from portal.views.gallery_samples import ICONS

BASE = Path(settings.BASE_DIR)
TEMPLATES = sorted(BASE.glob("*/templates/**/*.html")) + sorted((BASE / "templates").glob("**/*.html"))
CSS = (BASE / "static/css/site.css").read_text(encoding="utf-8")
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.I),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
    "htmx that needs eval": re.compile(r"hx-on|hx-(?:vals|headers)=['\"]?js:", re.I),
    "foreign asset": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I),
}


def _token_block(start: str) -> dict[str, str]:
    block = CSS[CSS.index(start) :]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[: block.index("}")]))


LIGHT, DARK = _token_block(":root, [data-theme"), _token_block('[data-theme="dark"] {')


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_template_breaks_the_content_security_policy(kind):
    found = [
        f"{path.relative_to(BASE)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in TEMPLATES
        for text in [path.read_text(encoding="utf-8")]
        for match in FORBIDDEN[kind].finditer(text)
        if "emails" not in path.parts
    ]
    assert found == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_read(tokens):
    grounds = ("paper", "raised", "sunken")
    texts = [
        (ink, ground)
        for ink in ("ink", "muted", "accent", "need-ink", "supply-ink", "good-ink", "warn-ink", "bad-ink")
        for ground in grounds
    ]
    texts += [(f"{tone}-ink", f"{tone}-tint") for tone in ("need", "supply", "good", "warn", "bad")]
    texts += [
        ("accent-strong", "accent-tint"),
        ("on-accent", "accent"),
        ("on-need", "need"),
        ("on-supply", "supply"),
        ("on-bad", "bad"),
        ("raised", "good"),
        ("raised", "muted"),
    ]
    parts = [
        (part, ground)
        for part in ("edge", "need", "supply", "accent", "good", "warn", "bad")
        for ground in ("paper", "raised")
    ]
    weak = [pair for pair in texts if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    weak += [pair for pair in parts if contrast(tokens[pair[0]], tokens[pair[1]]) < 3]
    assert weak == []


def test_system_dark_and_chosen_dark_are_the_same_colours():
    assert _token_block(":root:not([data-theme]) {") == DARK
    assert LIGHT.keys() == DARK.keys()


def test_stylesheet_is_light_and_asks_nobody():
    assert len(CSS.encode()) <= 44 * 1024
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_every_icon_named_exists():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (BASE / "static/icons.svg").read_text(encoding="utf-8")))
    assert sprite == set(ICONS)
    source = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    named = set(re.findall(r'components/icon\.html" with name="([\w-]+)"', source)) | set(
        re.findall(r"sprite \}\}#([\w-]+)\"", source)
    )
    assert named - sprite == set()


def _page(language: str = "en", cookies: dict[str, str] | None = None, path: str = "/x/?q=%E8%86%9C&page=2") -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.COOKIES.update(cookies or {})
    with translation.override(language):
        return render_to_string("404.html", request=request)


def test_page_frame_names_its_language_and_the_switch_keeps_the_page():
    html = _page()
    assert '<html lang="en">' in html
    assert '<html lang="zh-hans">' in _page("zh-hans")
    assert '<input type="hidden" name="next" value="/x/?q=%E8%86%9C&amp;page=2">' in html
    assert 'name="language" value="zh-hans" lang="zh-Hans"' in html
    assert 'name="language" value="en" lang="en"' in _page("zh-hans")
    assert html.index('class="skip" href="#main"') < html.index("<header")
    assert '"allowEval":false,"includeIndicatorStyles":false' in html


@pytest.mark.parametrize(
    ("cookie", "attribute"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ('"><b>', "")]
)
def test_theme_cookie_sets_only_the_two_known_themes(cookie, attribute):
    assert f'<html lang="en"{attribute}>' in _page(cookies={"theme": cookie})


@pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500"])
def test_errors_without_a_request_need_no_context_and_no_manifest(name):
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages), translation.override("en"):
        html = render_to_string(f"{name}.html")
    assert f'<p class="code">{name[:3]}</p>' in html
    assert 'href="/static/css/site.css"' in html


def test_gallery_is_no_part_of_the_public_site(rf, settings):
    request = rf.get("/gallery/")
    request.user = AnonymousUser()
    settings.DEBUG = False
    with pytest.raises(Http404):
        gallery(request)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_gallery_shows_staff_every_component_in_both_themes(client, django_user_model, language):
    client.force_login(django_user_model.objects.create_user("staff@example.org", "Correct-horse-9", is_staff=True))
    response = client.get("/gallery/", headers={"accept-language": language})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count('<article class="match"') == 4
    assert html.count('data-theme="light"') == html.count('data-theme="dark"') == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
