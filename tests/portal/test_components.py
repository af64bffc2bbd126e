"""The components render exactly what their heads promise, and escape what people typed."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

HOSTILE = '"><script>alert(1)</script>'
HOSTILE_ROWS = [{"relation": "meets", "need": HOSTILE, "supply": HOSTILE, "aspect": HOSTILE}]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(component: str, **context) -> str:
    return render_to_string(f"components/{component}.html", context)


def words(html: str) -> str:
    """The visible and read-aloud words, one space between elements."""
    return " ".join(strip_tags(html.replace("<", " <")).split())


def card(**changes) -> dict:
    rows = [
        {"relation": "meets", "aspect": "Cost", "need": "no more than 15 yuan a tonne", "supply": "9-12 yuan a tonne"},
        {"relation": "near", "aspect": "Object", "need": "oily wastewater", "supply": "spent cutting fluid"},
        {"relation": "missing", "aspect": "Throughput", "need": "20 tonnes a day", "supply": "", "ask_url": "/ask/"},
        {"relation": "conflicts", "aspect": "Region", "need": "in Henan", "supply": "only in Jiangsu"},
    ]
    return {
        "rank": 2, "grade": "A", "score": 81.6, "title": "Membrane line", "url": "/achievements/A1/", "owner": "A university",
        "facts": ["TRL 7", "licence"], "rows": rows, "gaps": [{"text": "Scale-up", "url": "/b/", "link_text": "2 bases"}],
        "evidence_count": 4, "model_version": "2026.1", "why_url": "/why/", **changes,
    }  # fmt: skip


def test_match_card_sets_need_left_relation_between_supply_right():
    html = render("match_card", card=card())
    assert re.findall(r'<li class="pair (\w+)">', html) == ["meets", "near", "missing", "conflicts"]
    assert [words(pair) for pair in re.findall(r'<li class="pair.*?</li>', html, re.S)] == [
        "Needed: no more than 15 yuan a tonne Cost fits Offered: 9-12 yuan a tonne",
        "Needed: oily wastewater Object comes close Offered: spent cutting fluid",
        "Needed: 20 tonnes a day Throughput not stated Offered: Not stated Ask them",
        "Needed: in Henan Region does not fit Offered: only in Jiangsu",
    ]
    for pair in re.findall(r'<li class="pair.*?</li>', html, re.S):
        assert pair.index("pair-need") < pair.index("pair-rel") < pair.index("pair-supply")
    assert re.findall(r"#(check|approx|question|conflict)\"", html) == ["check", "approx", "question", "conflict"]
    assert html.count("<q>") == 7
    assert '<a href="/ask/">Ask them</a>' in html


def test_match_card_names_grade_number_gap_and_basis():
    html = render("match_card", card=card())
    assert "<b>A</b><i>82</i>" in html
    assert words(re.search(r'<p class="match-gap">.*?</p>', html, re.S)[0]) == "Gap Scale-up 2 bases"
    assert (
        words(re.search(r'<p class="match-basis dots">.*?</p>', html, re.S)[0])
        == "4 pieces of evidence model 2026.1 Why?"
    )


def test_match_card_without_gap_evidence_or_actions_shows_none():
    html = render("match_card", card=card(gaps=[], evidence_count=None, model_version="", why_url="", owner=""))
    assert "match-gap" not in html
    assert words(re.search(r"<footer.*?</footer>", html, re.S)[0]) == ""


@pytest.mark.parametrize(
    ("grade", "label"),
    [("S", "Ready to use"), ("A", "Strong"), ("B", "Needs adaptation"), ("C", "Related"), ("D", "Weak")],
)
def test_grade_carries_its_plain_label(grade, label):
    assert render("badge_grade", grade=grade, score=70) == (
        f'<span class="grade {grade.lower()}" title="{label}"><b>{grade}</b><i>70</i><span class="vh">{label}</span></span>\n'
    )


def test_disabled_button_says_why_and_leads_to_the_cure():
    html = render(
        "button",
        label="Publish",
        kind="primary",
        disabled_reason="The title is missing.",
        cure_url="/e/",
        cure_label="Add it",
    )
    assert words(html) == "Publish The title is missing. Add it"
    assert 'type="button" disabled' in html
    assert '<a href="/e/">Add it</a>' in html
    assert "primary" not in html


def test_button_is_a_link_with_url_and_asks_first_with_confirm():
    assert render("button", label="Open", url="/x/", kind="need") == '<a class="btn need" href="/x/">Open</a>\n'
    assert render("button", label="Go", confirm="Sure?", confirm_label="Yes") == (
        '<button class="btn" type="submit" data-confirm="Sure?" data-confirm-label="Yes">Go</button>\n'
    )


@pytest.mark.parametrize(
    ("component", "context"),
    [
        ("match_card", {"card": card(title=HOSTILE, owner=HOSTILE, facts=[HOSTILE], rows=HOSTILE_ROWS)}),
        ("card", {"title": HOSTILE, "url": HOSTILE, "text": HOSTILE, "meta": [HOSTILE], "chips": [{"label": HOSTILE, "tone": HOSTILE}]}),
        ("chip", {"label": HOSTILE, "remove_url": HOSTILE}),
        ("note", {"title": HOSTILE, "text": HOSTILE, "url": HOSTILE, "link_text": HOSTILE}),
        ("table", {"caption": HOSTILE, "columns": [{"label": HOSTILE}], "rows": [[HOSTILE, {"text": HOSTILE, "url": HOSTILE}]]}),
        ("timeline", {"items": [{"when": HOSTILE, "title": HOSTILE, "text": HOSTILE, "actor": HOSTILE}]}),
        ("empty_state", {"title": HOSTILE, "text": HOSTILE, "action_url": HOSTILE, "action_label": HOSTILE}),
        ("search_box", {"action": HOSTILE, "value": HOSTILE, "label": HOSTILE}),
        ("progress", {"label": HOSTILE, "value": 1, "max": 2, "text": HOSTILE}),
        ("bar_list", {"caption": HOSTILE, "rows": [{"label": HOSTILE, "value": 1, "url": HOSTILE}], "max": 1}),
        ("breadcrumb", {"items": [{"label": HOSTILE, "url": HOSTILE}], "current": HOSTILE}),
        ("tabs", {"label": HOSTILE, "items": [{"label": HOSTILE, "url": HOSTILE, "count": 1}]}),
    ],
)  # fmt: skip
def test_components_escape_what_people_typed(component, context):
    html = render(component, **context)
    assert "<script" not in html
    assert '"><' + "script" not in html
    assert "&lt;script&gt;" in html


def test_bars_are_shares_of_the_largest_and_survive_nothing():
    rows = [
        {"label": "Zhengzhou", "value": 1084, "url": "/r/"},
        {"label": "Luoyang", "value": 613},
        {"label": "Nanyang", "value": 0},
    ]
    html = render("bar_list", caption="By region", rows=rows, max=1084, tone="need")
    assert re.findall(r'width="(\d+)%"', html) == ["100", "57", "0"]
    assert re.findall(r'<td class="num">([\d,]+)</td>', html) == ["1,084", "613", "0"]
    assert re.findall(r'width="(\d+)%"', render("bar_list", caption="c", rows=[{"label": "x", "value": 0}], max=0)) == [
        "0"
    ]


def test_funnel_steps_are_shares_of_the_first():
    steps = [{"label": "Demands", "value": 230, "url": "/d/"}, {"label": "Meeting", "value": 41, "note": "18 %"}]
    html = render("funnel", caption="Way", steps=steps)
    assert re.findall(r'width="(\d+)%"', html) == ["100", "18"]
    assert '<a href="/d/">230</a>' in html


def test_pages_show_only_the_ways_that_exist():
    assert render("pagination", previous_url="", next_url="").strip() == ""
    html = render("pagination", previous_url="", next_url="?cursor=b&q=x")
    assert 'rel="next" href="?cursor=b&amp;q=x"' in html
    assert 'rel="prev"' not in html


def test_scale_marks_the_level_reached():
    html = render("scale", name="TRL", value=7)
    assert re.findall(r'<li class="(\w*)">(\d+)</li>', html) == [
        *[("on", str(n)) for n in range(1, 7)], ("here", "7"), ("", "8"), ("", "9"),
    ]  # fmt: skip
    assert len(re.findall(r"<li", render("scale", name="MRL", value=0, max=10))) == 10


def test_progress_says_what_is_done():
    assert words(render("progress", label="Scoring", value=214, max=300)) == "Scoring 214 of 300"
    html = render("progress", label="Reading")
    assert words(html) == "Reading under way"
    assert " value=" not in html


class DemandForm(forms.Form):
    title = forms.CharField(label="Title", max_length=60, help_text="In one line.")
    problem = forms.CharField(label="Problem", max_length=200, widget=forms.Textarea)
    route = forms.ChoiceField(label="Route", choices=[("a", "Licence"), ("b", "Joint")], widget=forms.RadioSelect)
    budget = forms.IntegerField(
        label="Budget", required=False, min_value=1, error_messages={"min_value": "Give at least 1, or leave it empty."}
    )
    agree = forms.BooleanField(label="Agree")

    def clean(self):
        if self.data.get("budget") == "0":
            raise forms.ValidationError("The budget and the deadline contradict each other.")


def test_form_names_every_error_above_and_beside_its_field():
    html = DemandForm({"title": HOSTILE, "problem": "", "budget": "0"}).render()
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.S)[0]
    assert words(summary) == (
        "5 things to put right The budget and the deadline contradict each other. Problem: This field is required. "
        "Route: This field is required. Budget: Give at least 1, or leave it empty. Agree: This field is required."
    )
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in html, target
    assert re.findall(r'<ul class="errors" id="(\w+)">', html) == [
        "id_problem_error",
        "id_route_error",
        "id_budget_error",
        "id_agree_error",
    ]
    assert html.count('aria-invalid="true"') >= 3
    assert "<script>" not in html


def test_form_marks_optional_fields_and_counts_long_ones():
    html = DemandForm().render()
    assert "error-summary" not in html
    assert re.findall(r'<label for="(\w+)">[^<]*<span class="optional">', html) == ["id_budget"]
    assert re.findall(r'data-counter-for="(\w+)" data-limit="(\d+)"', html) == [("id_problem", "200")]
    assert 'aria-describedby="id_title_helptext"' in html
    assert '<div class="help" id="id_title_helptext">In one line.</div>' in html
    assert re.search(r"<legend>Route</legend>", html)
    assert html.index('id="id_agree"') < html.index('<label for="id_agree">Agree</label>')
