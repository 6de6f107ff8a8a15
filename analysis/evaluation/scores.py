"""Counts of agreement per article, and the figures that follow from their sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.evaluation.matching import EXACT, LOOSE, STRICT, pair_spans, same_speaker, spans_agree
from analysis.gold import GoldQuotation

__all__ = ["COUNTS", "FoundQuotation", "count_agreement", "figures_of_counts"]

TYPES = ("direct", "indirect", "mixed")
COUNTS = (
    "gold",
    "found",
    "exact",
    "strict",
    "loose",
    "type",
    "cue",
    "source",
    "speaker",
    *(f"{part}_{kind}" for kind in TYPES for part in ("gold", "loose")),
)
Span = tuple[int, int]


class FoundQuotation(NamedTuple):
    """A quotation as the system gives it."""

    span: Span
    type: str
    cue: Span | None
    source: Span | None
    speaker: str | None
    confidence: float | None = None


def count_agreement(gold: Sequence[GoldQuotation], found: Sequence[FoundQuotation]) -> tuple[np.ndarray, list[bool]]:
    """Counts of one article.

    Parameters
    ----------
    gold : sequence of GoldQuotation
        Its annotated quotations.
    found : sequence of FoundQuotation
        Its quotations as found.

    Returns
    -------
    counts : ndarray of int, shape (len(COUNTS),)
        In the order of :data:`COUNTS`.
    right : list of bool
        For each found quotation whether it is one and its speaker is right.
    """
    counts = dict.fromkeys(COUNTS, 0)
    counts["gold"], counts["found"] = len(gold), len(found)
    spans_gold, spans_found = [quotation.span for quotation in gold], [quotation.span for quotation in found]
    counts["exact"] = len(pair_spans(spans_gold, spans_found, EXACT))
    counts["strict"] = len(pair_spans(spans_gold, spans_found, STRICT))
    for quotation in gold:
        counts[f"gold_{quotation.type}"] += 1
    right = [False] * len(found)
    for i, j in pair_spans(spans_gold, spans_found, LOOSE):
        wanted, given = gold[i], found[j]
        counts["loose"] += 1
        counts[f"loose_{wanted.type}"] += 1
        counts["type"] += wanted.type == given.type
        counts["cue"] += spans_agree(wanted.cue, given.cue)
        counts["source"] += spans_agree(wanted.source, given.source)
        right[j] = same_speaker(wanted.speaker, given.speaker)
        counts["speaker"] += right[j]
    return np.array([counts[name] for name in COUNTS]), right


def figures_of_counts(counts: np.ndarray) -> dict[str, np.ndarray]:
    """Figures that follow from counts.

    Parameters
    ----------
    counts : ndarray of int, shape (..., len(COUNTS))
        Sums over articles; leading axes are kept, so that bootstrap samples are computed at once.

    Returns
    -------
    dict of ndarray, shape (...)
        F1, precision and recall of the quotations at three overlaps, recall by type, agreement of type, cue, source and
        speaker among the pairs of the loose overlap, and F1 of quotations whose speaker is right as well.
    """
    column = {name: counts[..., number] for number, name in enumerate(COUNTS)}

    def share(hits: np.ndarray, of: np.ndarray) -> np.ndarray:
        return hits / np.maximum(of, 1)

    figures = {}
    for name, hits in (("exact", "exact"), ("overlap > 0.8", "strict"), ("overlap > 0.3", "loose")):
        figures[f"{name}: precision"] = share(column[hits], column["found"])
        figures[f"{name}: recall"] = share(column[hits], column["gold"])
        figures[f"{name}: F1"] = share(2 * column[hits], column["gold"] + column["found"])
    for kind in TYPES:
        figures[f"recall of {kind}"] = share(column[f"loose_{kind}"], column[f"gold_{kind}"])
    for part in ("type", "cue", "source", "speaker"):
        figures[f"{part} of paired"] = share(column[part], column["loose"])
    figures["quotation and speaker: F1"] = share(2 * column["speaker"], column["gold"] + column["found"])
    return figures
