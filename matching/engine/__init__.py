"""The pure matching kernel: frozen profiles in, scored and explained matches out.

No Django, no settings, no files, no clock: model weights, corpus statistics and vectors come in as arguments.

Shortest complete use::

    from matching.encoders import default_encoder, encode_passages, encode_profiles
    from matching.engine import LibraryIndex, Profile, Scorer, assess_input, explain
    from matching.weights import load_model

    model = load_model()                                  # shipped ranker, statistics, mean vectors
    encoder = default_encoder()                           # None-safe: everything below also runs without vectors
    vectors = encode_profiles(encoder, achievements)      # float32 [n, d], raw: the index centres them
    index = LibraryIndex.build(achievements, vectors, model=model)
    scorer = Scorer(model, index)

    question = assess_input(demand)                       # InputQuality: .matchable, .questions
    vectors, passages = encode_profiles(encoder, [demand]), encode_passages(encoder, [demand])
    [matches] = scorer.match([demand], vectors, passages, top=20)    # list[Scored], best first
    card = explain(demand, achievements[matches[0].row], matches[0], model=model)

Names

* ``Profile``, ``Indicator`` (profile.py): title, text, language, indicators, trl, trl_wanted_min, modes, price, budget
  (yuan), industries, fields, region, id. Spans count characters of ``profile.full_text`` (title, line end, text);
  ``profile.locate(span)`` turns one into ``("title" | "text", start, end)``.
* ``LibraryIndex`` (library.py): immutable; ``build(profiles, vectors=None, *, model)``,
  ``changed(added, vectors, removed)`` -> new index with rows replaced by ``Profile.id`` (the delta),
  ``search(profiles, vectors, k, mask=None)`` -> ``list[Candidates]`` (rows and fused scores, best first, ties by row),
  ``ids`` (array, row -> ``Profile.id``), ``to_arrays()`` / ``from_arrays(arrays)`` for memory-mapped snapshots.
  ``mask`` is bool[n] or bool[queries, n]; the answer always holds min(k, eligible rows) rows.
* ``Scorer(model, index, library="achievements")`` (pipeline.py): ``match(profiles, vectors, passages=None, *, top,
  depth=300, mask=None)`` searches and scores; ``score_block(profiles, vectors, candidates, rows=None, passages=None)``
  scores given candidates. ``passages`` are vectors of the demand's single sentences: optional, about +0.003 pair
  accuracy and +0.01 recall for about as much encoding again; without them other weights are used.
  ``library="demands"`` for an index of demands searched by achievements (the pair is always scored demand first).
* ``score_pairs(model, demands, achievements, pairs, ...)``: grades given pairs without an index.
* ``Scored``: row, id, score 0-100, level 1-4, expected_level, grade S/A/B/C/D, probabilities (4), parts (sub-scores).
* ``explain(demand, achievement, scored=None, *, model=None, encode=None)`` -> ``Explanation``: reasons, gaps, uncertainty; every
  reason quotes both texts by span. ``Explanation.as_dict()`` is the JSON shape of the interface.
* ``similar`` / ``duplicates`` (pipeline.py): demand -> common needs, achievement -> near duplicates.
* ``assess_input(profile, model=model)`` -> ``InputQuality(matchable, level, questions)`` (quality.py).
* ``metrics``: nDCG, MRR, recall, 1/(1+MAE), Spearman, pair accuracy, calibration error.

Texts made for people (reasons, gaps, questions) are given as a ``code`` with ``params`` and as a ready sentence in the
language of the demand, so a page may translate and a command may print.
"""

from matching.engine.explain import Explanation, Gap, Reason, explain
from matching.engine.pipeline import Candidates, LibraryIndex, Scored, Scorer, duplicates, score_pairs, similar
from matching.engine.profile import Indicator, Profile
from matching.engine.quality import InputQuality, assess_input

__all__ = [
    "Candidates",
    "Explanation",
    "Gap",
    "Indicator",
    "InputQuality",
    "LibraryIndex",
    "Profile",
    "Reason",
    "Scored",
    "Scorer",
    "assess_input",
    "duplicates",
    "explain",
    "score_pairs",
    "similar",
]
