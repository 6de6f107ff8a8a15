"""Stance of a quotation's speaker toward a target: favour, against or neutral.

Where to look:

- a word or expression is judged wrongly: a line in ``analysis/lexicons/stance-*.tsv``;
- negation is read wrongly: :mod:`analysis.stance.reading`;
- a trait is missing: :mod:`analysis.stance.features`;
- a quotation is matched to the wrong target: :mod:`analysis.stance.targets`.
"""

from analysis.stance.classifier import StanceClassifier, load_classifier
from analysis.stance.corrections import Corrected, apply_corrections, doubtful_stances, read_corrections
from analysis.stance.judging import DECIDED, UNDECIDED, find_stances, judge_targets, with_undecided
from analysis.stance.targets import Target, match_targets, propose_targets, propose_targets_over, read_targets

__all__ = [
    "DECIDED",
    "UNDECIDED",
    "Corrected",
    "StanceClassifier",
    "Target",
    "apply_corrections",
    "doubtful_stances",
    "find_stances",
    "judge_targets",
    "load_classifier",
    "match_targets",
    "propose_targets",
    "propose_targets_over",
    "read_corrections",
    "read_targets",
    "with_undecided",
]
