"""Gold and found quotations paired one to one, and what counts as agreement.

The conventions are those of the Radar de parité evaluation: spans are paired, best overlap first, where their
intersection over union exceeds a threshold; two names agree if the words of one are among the words of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["EXACT", "LOOSE", "STRICT", "overlap", "pair_spans", "same_speaker", "spans_agree"]

Span = tuple[int, int]

# Thresholds of the overlap, exclusive.
EXACT, STRICT, LOOSE = 0.9999, 0.8, 0.3
# Articles, prepositions and titles tell no names apart.
WEAK_WORDS = frozenset("le la les l un une des de du d m mm mme mlle me dr pr mgr".split())


def overlap(a: Span, b: Span) -> float:
    """Intersection over union of two spans.

    Examples
    --------
    >>> overlap((0, 10), (5, 10))
    0.5
    """
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    union = (a[1] - a[0]) + (b[1] - b[0]) - shared
    return shared / union if union else 0.0


def pair_spans(gold: Sequence[Span], found: Sequence[Span], threshold: float) -> list[tuple[int, int]]:
    """Pairs of indices of spans that overlap more than a threshold, each index once, best overlap first.

    Examples
    --------
    >>> pair_spans([(0, 10), (20, 30)], [(21, 30), (0, 4)], 0.3)
    [(1, 0), (0, 1)]
    """
    ranked = sorted(
        (
            (score, i, j)
            for i, a in enumerate(gold)
            for j, b in enumerate(found)
            if (score := overlap(a, b)) > threshold
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def spans_agree(a: Span | None, b: Span | None) -> bool:
    """Whether two spans overlap, or both are missing."""
    if a is None or b is None:
        return a is b
    return overlap(a, b) > 0


def same_speaker(a: str | None, b: str | None) -> bool:
    """Whether two names agree: case, accents, titles and articles aside, the words of one are among the other's.

    Examples
    --------
    >>> same_speaker("Mme Ndour", "Awa Ndour"), same_speaker("Awa Ndour", None)
    (True, False)
    """
    words_a, words_b = _name_words(a), _name_words(b)
    if words_a is None or words_b is None:
        return words_a is words_b
    return words_a <= words_b or words_b <= words_a


def _name_words(name: str | None) -> frozenset[str] | None:
    if not name or not name.strip():
        return None
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = frozenset(re.findall(r"\w+", plain))
    return words - WEAK_WORDS or words
