"""The stances of a corpus: every quotation with the targets that it addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.stance.classifier import StanceClassifier, load_classifier
from analysis.stance.targets import Target, match_targets, propose_targets, read_targets

__all__ = ["DECIDED", "UNDECIDED", "find_stances", "judge_targets", "with_undecided"]

UNDECIDED = "undecided"
# Lowest probability at which a stance is told.
DECIDED = 0.5
COLUMNS = ["document_id", "quote_id", "target", "stance", "probability", "link", "words"]
# Characters of the article on either side of a quotation that the classifier sees.
CONTEXT = 300


def find_stances(
    quotes: pd.DataFrame,
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    targets: Path | str | Iterable[str | Mapping[str, Any]] | None = None,
    *,
    classifier: StanceClassifier | None = None,
) -> pd.DataFrame:
    """Stance of each quotation toward the targets that it addresses.

    Parameters
    ----------
    quotes, documents, tokens : DataFrame
        Tables of one corpus.
    targets : path or iterable, optional
        What the user asks about, as :func:`analysis.stance.targets.read_targets` takes it. By default the corpus
        proposes targets, and every quotation gets the one that it is most about.
    classifier : StanceClassifier, optional
        By default the shipped one.

    Returns
    -------
    DataFrame
        ``document_id``, ``quote_id``, ``target``, ``stance``, ``probability`` (of that stance), ``link`` and ``words``
        (how and by which words the quotation takes the target up, see :func:`analysis.stance.targets.match_targets`).
    """
    named: Sequence[Target] = propose_targets(quotes, documents, tokens) if targets is None else read_targets(targets)
    return judge_targets(quotes, documents, tokens, named, classifier=classifier)


def judge_targets(
    quotes: pd.DataFrame,
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    targets: Sequence[Target],
    *,
    classifier: StanceClassifier | None = None,
) -> pd.DataFrame:
    """Stance of each quotation toward those of some targets that it addresses.

    Parameters
    ----------
    quotes, documents, tokens : DataFrame
        Tables of one corpus, or of some of its articles.
    targets : sequence of Target
        If there is none, every quotation gets the target that it is most about.
    classifier : StanceClassifier, optional
        By default the shipped one.

    Returns
    -------
    DataFrame
        As :func:`find_stances` gives it.
    """
    matched = match_targets(quotes, documents, tokens, targets or None)
    if matched.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows = matched.merge(quotes, on=["document_id", "quote_id"], how="left", validate="m:1")
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    rows["context"] = [
        texts[document_id][max(start - CONTEXT, 0) : end + CONTEXT]
        for document_id, start, end in zip(rows["document_id"], rows["start"], rows["end"], strict=True)
    ]
    model = classifier or load_classifier()
    probabilities = model.predict_proba(rows)
    best = probabilities.argmax(axis=1)
    return rows.assign(stance=model.classes_[best], probability=probabilities.max(axis=1))[COLUMNS]


def with_undecided(stances: pd.DataFrame, *, threshold: float = DECIDED) -> pd.DataFrame:
    """Stances of which those below a probability are called undecided.

    Parameters
    ----------
    stances : DataFrame
        Columns ``stance`` and ``probability``.
    threshold : float, default=0.5
        Lowest probability at which a stance is told.

    Returns
    -------
    DataFrame
        A copy; ``attrs["coverage"]`` is the share of rows that are told.

    Examples
    --------
    >>> table = pd.DataFrame({"stance": ["favour", "against"], "probability": [0.9, 0.4]})
    >>> told = with_undecided(table)
    >>> told["stance"].tolist(), told.attrs["coverage"]
    (['favour', 'undecided'], 0.5)
    """
    told = stances["probability"] >= threshold
    result = stances.assign(stance=stances["stance"].where(told, UNDECIDED))
    result.attrs["coverage"] = float(told.mean()) if len(stances) else 0.0
    return result
