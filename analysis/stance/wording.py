"""Words as they stand: n-grams of words and letters, for debates in which many quotations share targets and words.

On news, where every article has its own subject, wording teaches the subject rather than the stance; a consultation
with hundreds of contributions to a handful of proposals gains by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from analysis.stance.reading import read

__all__ = ["fit_wording", "score_wording"]

# Hashed n-grams of each kind: few collisions at the size of a consultation, half a megabyte of weights.
BUCKETS = 2**16
OPENING = 3


def fit_wording(texts: Sequence[str], labels: np.ndarray, weight: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Logistic regression over the n-grams of texts.

    Parameters
    ----------
    texts : sequence of str
    labels : ndarray of str
    weight : ndarray, optional
        What each text counts.

    Returns
    -------
    dict of str to ndarray
        ``wording_rarity`` (one number a bucket), ``wording_coef`` and ``wording_intercept``.
    """
    counts = _counts(texts)
    rarity = np.concatenate([TfidfTransformer().fit(part).idf_ for part in counts])
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500)
    model.fit(_weighed(counts, rarity), labels, sample_weight=weight)
    return {
        "wording_rarity": rarity.astype(np.float32),
        "wording_coef": model.coef_.astype(np.float32),
        "wording_intercept": model.intercept_.astype(np.float32),
    }


def score_wording(arrays: dict[str, np.ndarray], texts: Sequence[str]) -> np.ndarray:
    """Scores of texts before the logistic function, shape (n_texts, n_scores)."""
    matrix = _weighed(_counts(texts), arrays["wording_rarity"])
    return np.asarray(matrix @ arrays["wording_coef"].T) + arrays["wording_intercept"]


def _counts(texts: Sequence[str]) -> list[Any]:
    """Logarithmic counts of the word n-grams and of the letter n-grams."""
    words = HashingVectorizer(analyzer=_word_grams, n_features=BUCKETS, alternate_sign=False, norm=None)
    letters = HashingVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), n_features=BUCKETS, alternate_sign=False, norm=None
    )
    counts = [words.transform(texts), letters.transform(texts)]
    for part in counts:
        part.data = 1 + np.log(part.data)
    return counts


def _word_grams(text: str) -> list[str]:
    """Words with their negation, pairs of words, and the words with which the text opens.

    >>> _word_grams("Non merci")
    ['non', '~merci', 'non merci', '^non', '^non merci']
    """
    reading = read(text)
    words = reading.words
    single = [f"~{word}" if negated else word for word, negated in zip(words, reading.negated, strict=True)]
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    openings = ["^" + " ".join(words[:size]) for size in range(1, min(OPENING, len(words)) + 1)]
    return single + pairs + openings


def _weighed(counts: list[Any], rarity: np.ndarray) -> csr_matrix:
    """Counts times rarity; each kind of n-gram has length one in each text."""
    parts = []
    for index, part in enumerate(counts):
        weighed = part.multiply(rarity[index * BUCKETS : (index + 1) * BUCKETS]).tocsr()
        lengths = np.sqrt(weighed.multiply(weighed).sum(axis=1)).A1
        parts.append(weighed.multiply(1 / np.maximum(lengths, 1e-12)[:, None]))
    return hstack(parts, format="csr")
