from hypothesis import given
from hypothesis import strategies as st

from common.text import clauses, content_hash, detect_language, fold, normalize, sentences, stem, terms


def test_folding_unifies_width_case_signs_and_control_characters():
    assert normalize("ＡＢＣ　１２３\x00℃ ⩾ ㎡") == "abc 123 °c ≥ m2"


def test_folded_positions_lead_back_to_what_was_typed():
    folded = fold("耐温≥180℃")
    start = folded.text.index("180")
    assert folded.text[start:] == "180°c"
    span = folded.span(start, start + 5)
    assert folded.original[span.start : span.end] == "180℃"


def test_terms_are_han_uni_and_bigrams_and_english_stems():
    assert terms(normalize("激光焊接Welding 304")) == ["激", "光", "焊", "接", "激光", "光焊", "焊接", "weld", "304"]


def test_stems_only_touch_english_words():
    assert (stem("coatings"), stem("5g"), stem("涂层")) == ("coat", "5g", "涂层")


def test_content_hash_ignores_width_case_and_blanks_but_not_the_border_of_its_parts():
    assert content_hash("ＡB  c") == content_hash("ab c")
    assert content_hash("ab", "c") != content_hash("a", "bc")


def test_language_by_share_of_han_characters():
    assert (detect_language("基于CNN的缺陷检测"), detect_language("Defect detection 检测 by networks")) == ("zh", "en")


def test_sentences_and_clauses():
    text = "耐磨，耐热。成本低；Works at 3.5 V. It is cheap"
    assert [text[a:b] for a, b in sentences(text)] == ["耐磨，耐热", "成本低", "Works at 3.5 V", "It is cheap"]
    assert [text[a:b] for a, b in clauses(text)][:2] == ["耐磨", "耐热"]


@given(st.text(max_size=80))
def test_any_text_folds_and_every_folded_character_has_a_place(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert all(0 <= offset < max(1, len(text)) for offset in folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(st.text(max_size=80))
def test_spans_of_sentences_are_inside_and_in_order(text):
    last = 0
    for span in sentences(text):
        assert last <= span.start < span.end <= len(text)
        last = span.end
