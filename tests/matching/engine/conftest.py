"""A small world for the kernel: no Django, no encoder; vectors come from a seeded projection of the words."""

from functools import cache

import numpy as np
import pytest

from common.text import normalize, terms
from matching.engine import Profile
from matching.engine.lexical import bucket
from matching.weights import load_model


@cache
def _direction(seed, dimension):
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)


def toy_vectors(profiles, dimension=384):
    """Unit vectors that are close when texts share terms: each term owns one seeded random direction."""
    rows = np.zeros((len(profiles), dimension), dtype=np.float32)
    for place, profile in enumerate(profiles):
        for term in terms(normalize(profile.full_text)):
            rows[place] += _direction(bucket(term), dimension)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9)


@pytest.fixture(scope="session")
def model():
    return load_model()


@pytest.fixture(scope="session")
def achievements():
    return [
        Profile("无抗饲料添加剂制备技术", "以益生菌替代抗生素，用于反刍动物，成本不超过3000元/吨。", id="feed"),
        Profile("双层升降式立体车库", "占地56平方米，存取时间不超过90秒。", id="garage"),
        Profile("耐高温密封材料", "耐温200℃，抗压强度达到1.2GPa。", id="seal"),
        Profile("Antibiotic-free feed additive", "Probiotics replace antibiotics in ruminant feed.", id="feed-en"),
        Profile("High temperature seal", "The seal withstands 230 °C for 2000 hours.", id="seal-en"),
    ]
