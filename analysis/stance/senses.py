"""Meanings of words that no lexicon names, carried over from those that it names by their word vectors.

A linear map from word vectors to the classes of ``stance-polarity`` is learned from the lexicon alone; it gives every
word with a vector a score for each class and for its sign. No annotated text takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from analysis.lexicons import read_lexicon
from analysis.vectors import word_vectors

__all__ = ["learn_senses", "sense_names", "sense_traits"]

# Strength of the ridge penalty: vectors have length one, so this is about three words' worth of evidence.
PENALTY = 3.0


@cache
def sense_names() -> tuple[str, ...]:
    """Classes of ``stance-polarity`` in alphabetical order, then ``sign``."""
    return (*sorted({kind for _, _, _, kind in read_lexicon("stance-polarity")}), "sign")


def learn_senses() -> np.ndarray:
    """Weights from a word vector to the score of each sense, by ridge regression over the lexicon.

    Returns
    -------
    ndarray of float32, shape (n_dimensions + 1, n_senses)
        The last row is the intercept. Senses stand in the order of :func:`sense_names`.

    Examples
    --------
    >>> from analysis.vectors import word_vectors
    >>> weights = learn_senses()
    >>> praise, blame = word_vectors().matrix(["épatant", "calamité"]) @ weights[:-1, -1]
    >>> bool(praise > blame)
    True
    """
    entries: dict[str, list[tuple[str, float]]] = {}
    for lemma, _, sign, kind in read_lexicon("stance-polarity"):
        entries.setdefault(lemma, []).append((kind, float(sign)))
    lemmas = sorted(entries)
    names = sense_names()
    scores = np.zeros((len(lemmas), len(names)))
    for row, lemma in enumerate(lemmas):
        for kind, value in entries[lemma]:
            scores[row, names.index(kind)] = 1
            scores[row, -1] += value / len(entries[lemma])
    vectors = word_vectors().matrix(lemmas).astype(np.float64)
    known = np.abs(vectors).sum(axis=1) > 0
    return _ridge(vectors[known], scores[known])


def sense_traits(
    quotations: Sequence[list[str]],
    turns: Sequence[list[float]],
    targets: Sequence[list[str]],
    weights: np.ndarray,
) -> np.ndarray:
    """Scores of quotations and their targets for each sense.

    Parameters
    ----------
    quotations, targets : sequence of list of str, n_quotations each
        Content words; the first word of a target is its head.
    turns : sequence of list of float, n_quotations
        What negation makes of the sign of each word of the quotations (see
        :meth:`analysis.stance.reading.Reading.turns`).
    weights : ndarray, shape (n_dimensions + 1, n_senses)
        As :func:`learn_senses` gives them.

    Returns
    -------
    ndarray of float, shape (n_quotations, 4 * n_senses + 4)
        Mean and maximum over the quotation's words, its lowest sign, means over the target and its head, and the
        products of the sign of the quotation with those of target and head.
    """
    table = word_vectors().table @ weights[:-1] + weights[-1]
    mean, highest, lowest = _summaries(quotations, table, turns)
    aim, _, _ = _summaries(targets, table)
    head, _, _ = _summaries([words[:1] for words in targets], table)
    sign, extremes = mean[:, -1], highest[:, -1] + lowest[:, -1]
    products = np.column_stack([sign * aim[:, -1], sign * head[:, -1], extremes * head[:, -1]])
    return np.hstack([mean, highest, lowest[:, -1:], aim, head, products])


def _summaries(
    texts: Sequence[list[str]], table: np.ndarray, turns: Sequence[list[float]] | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, maximum and minimum of the scores of each text's words; zero where none has a vector.

    The last score of a word, its sign, is multiplied by its turn.
    """
    vectors = word_vectors()
    summaries = np.zeros((3, len(texts), table.shape[1]))
    for index, words in enumerate(texts):
        rows = vectors.rows(words)
        known = rows >= 0
        if known.any():
            scores = table[rows[known]]
            if turns is not None:
                scores[:, -1] *= np.asarray(turns[index])[known]
            summaries[:, index] = scores.mean(axis=0), scores.max(axis=0), scores.min(axis=0)
    return summaries[0], summaries[1], summaries[2]


def _ridge(inputs: np.ndarray, outputs: np.ndarray) -> np.ndarray:
    centre, mean = inputs.mean(axis=0), outputs.mean(axis=0)
    centred = inputs - centre
    slopes = np.linalg.solve(centred.T @ centred + PENALTY * np.eye(inputs.shape[1]), centred.T @ (outputs - mean))
    return np.vstack([slopes, mean - centre @ slopes]).astype(np.float32)
