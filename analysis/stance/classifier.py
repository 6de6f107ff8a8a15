"""The stance classifier: a scikit-learn estimator over quotations and their targets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from analysis.errors import InputError
from analysis.model_files import read_arrays
from analysis.stance.calibration import heat
from analysis.stance.context import find_cue, guess_type
from analysis.stance.features import Traits, traits
from analysis.stance.reading import read
from analysis.stance.senses import learn_senses, sense_traits
from analysis.stance.trees import TREE_ARRAYS, fit_trees, score_trees
from analysis.stance.wording import fit_wording, score_wording
from analysis.stance.words import function_words

__all__ = ["StanceClassifier", "load_classifier"]

MODEL = "stance.npz"
# Share of the senses in the regression: they are dense, and would drown the words at full weight.
SENSE_WEIGHT = 0.1
# Traits rarer than this in the training rows are kept from the trees, which would learn them by heart.
LEAST_ROWS = 15
SEED = 0
FITTED = (
    "classes_",
    "trait_names_",
    "trait_scales_",
    "senses_",
    "sense_means_",
    "sense_scales_",
    "coef_",
    "intercept_",
    "tree_columns_",
)


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Stance of a quotation's speaker toward a target.

    The mean of a logistic regression and of boosted trees over traits that hold for any target (see
    :mod:`analysis.stance.features`): the regression weighs many rare traits, the trees find which go together.

    Parameters
    ----------
    strength : float, default=0.1
        Inverse of the regularisation (``C`` of the logistic regression).
    rounds : int, default=150
        Boosting rounds.
    leaves : int, default=6
        Leaves of each tree.
    temperature : float, default=1.0
        By what the logarithms of the probabilities are divided; below one it makes them more certain. See
        :func:`analysis.stance.calibration.fit_temperature`.
    wording : float, default=0.0
        Share of a third member that reads words as they stand (see :mod:`analysis.stance.wording`).

    Attributes
    ----------
    classes_ : ndarray of str
        Labels in alphabetical order: ``against``, ``favour``, ``neutral``, or those seen by `fit`.

    See Also
    --------
    load_classifier : the classifier that is shipped with the project.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {
    ...         "text": ["une mesure injuste", "un beau projet", "elle ouvrira lundi", "une honte"],
    ...         "target": ["la réforme", "le stade", "la gare", "la taxe"],
    ...         "cue": ["dénonce", "salue", "indique", "dénonce"],
    ...     }
    ... )
    >>> classifier = StanceClassifier().fit(frame, ["against", "favour", "neutral", "against"])
    >>> classifier.predict(pd.DataFrame({"text": ["un scandale"], "target": ["le péage"], "cue": ["dénonce"]}))
    array(['against'], dtype='<U7')
    """

    def __init__(
        self,
        *,
        strength: float = 0.1,
        rounds: int = 150,
        leaves: int = 6,
        temperature: float = 1.0,
        wording: float = 0.0,
    ) -> None:
        self.strength = strength
        self.rounds = rounds
        self.leaves = leaves
        self.temperature = temperature
        self.wording = wording

    def fit(
        self, frame: pd.DataFrame, labels: Sequence[str], sample_weight: np.ndarray | None = None
    ) -> StanceClassifier:
        """Learn from quotations with known stance.

        Parameters
        ----------
        frame : DataFrame
            Columns ``text`` and ``target``; ``cue``, ``type`` and ``context`` if they are known.
        labels : sequence of str
            Stance of each row.
        sample_weight : ndarray, optional
            What each row counts.

        Returns
        -------
        StanceClassifier
            Itself.
        """
        rows = _rows(frame)
        found = [traits(*row) for row in rows]
        self.trait_names_ = np.array(sorted({name for part in found for name in part}))
        self.trait_scales_ = np.ones(len(self.trait_names_))
        largest = abs(self._traits(found)).max(axis=0).toarray().ravel()
        self.trait_scales_ = 1 / np.maximum(largest, np.finfo(float).tiny)
        self.senses_ = learn_senses()
        senses = self._senses(rows, scaled=False)
        self.sense_means_, self.sense_scales_ = senses.mean(axis=0), SENSE_WEIGHT / (senses.std(axis=0) + 1e-9)
        matrix, answers = self._matrix(rows, found), np.asarray(labels)
        model = LogisticRegression(C=self.strength, class_weight="balanced", max_iter=3000)
        model.fit(matrix, answers, sample_weight=sample_weight)
        self.classes_, self.coef_, self.intercept_ = model.classes_, model.coef_, model.intercept_
        least = min(LEAST_ROWS, 1 + len(rows) // LEAST_ROWS)
        self.tree_columns_ = np.flatnonzero((matrix != 0).sum(axis=0) >= least)
        self.trees_ = fit_trees(
            self._dense(matrix), answers, rounds=self.rounds, leaves=self.leaves, seed=SEED, weight=sample_weight
        )
        self.wording_ = fit_wording([row[0] for row in rows], answers, sample_weight) if self.wording else {}
        return self

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """Most probable stance of each row.

        Parameters
        ----------
        frame : DataFrame
            As for :meth:`fit`.

        Returns
        -------
        ndarray of str, shape (n_rows,)
        """
        return self.classes_[self.predict_proba(frame).argmax(axis=1)] if len(frame) else self.classes_[:0]

    def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
        """Probability of each stance.

        Parameters
        ----------
        frame : DataFrame
            As for :meth:`fit`.

        Returns
        -------
        ndarray of float, shape (n_rows, n_classes)
            In the order of `classes_`; rows sum to one.

        Raises
        ------
        InputError
            If a needed column is missing.
        """
        check_is_fitted(self, "coef_")
        rows = _rows(frame)
        if not rows:
            return np.zeros((0, len(self.classes_)))
        matrix = self._matrix(rows, [traits(*row) for row in rows])
        linear = _probabilities(np.asarray(matrix @ self.coef_.T) + self.intercept_)
        boosted = _probabilities(score_trees(self.trees_, self._dense(matrix)))
        mean = (linear + boosted) / 2
        if self.wording:
            worded = _probabilities(score_wording(self.wording_, [row[0] for row in rows]))
            mean = (1 - self.wording) * mean + self.wording * worded
        return heat(mean, self.temperature)

    def save(self, path: Path | str) -> None:
        """Write the fitted classifier to a file of plain arrays (npz, no pickle)."""
        check_is_fitted(self, "coef_")
        arrays: dict[str, Any] = {name: getattr(self, name) for name in FITTED}
        np.savez_compressed(path, allow_pickle=False, **(arrays | self.get_params() | self.trees_ | self.wording_))

    @classmethod
    def load(cls, path: Path | str) -> StanceClassifier:
        """Read a classifier that :meth:`save` has written."""
        arrays = read_arrays(path)
        classifier = cls(**{name: arrays[name].item() for name in cls().get_params()})
        for name in FITTED:
            setattr(classifier, name, arrays[name])
        classifier.trees_ = {name: arrays[name] for name in TREE_ARRAYS}
        classifier.wording_ = {name: values for name, values in arrays.items() if name.startswith("wording_")}
        return classifier

    def _matrix(self, rows: list[tuple[str, str, str, str]], found: list[Traits]) -> Any:
        return hstack([self._traits(found), csr_matrix(self._senses(rows, scaled=True))], format="csr")

    def _dense(self, matrix: Any) -> np.ndarray:
        return matrix[:, self.tree_columns_].toarray().astype(np.float32)

    def _traits(self, found: list[Traits]) -> csr_matrix:
        columns = {name: column for column, name in enumerate(self.trait_names_.tolist())}
        cells = [
            (row, columns[name], value)
            for row, part in enumerate(found)
            for name, value in part.items()
            if name in columns
        ]
        row, column, value = zip(*cells, strict=True) if cells else ((), (), ())
        scaled = np.asarray(value, dtype=float) * self.trait_scales_[list(column)]
        return csr_matrix((scaled, (row, column)), shape=(len(found), len(columns)))

    def _senses(self, rows: list[tuple[str, str, str, str]], *, scaled: bool) -> np.ndarray:
        quotations, turns = zip(*(_content_words(row[0]) for row in rows), strict=True)
        targets = [_content_words(row[1])[0] for row in rows]
        scores = sense_traits(quotations, turns, targets, self.senses_)
        return (scores - self.sense_means_) * self.sense_scales_ if scaled else scores


@cache
def load_classifier() -> StanceClassifier:
    """Load the stance classifier that is shipped with the project.

    Returns
    -------
    StanceClassifier
        Trained on news; its card is ``analysis/models/stance.md``. Shared by all callers: do not fit it again.

    Examples
    --------
    >>> frame = pd.DataFrame({"text": ["une décision scandaleuse"], "target": ["la décision"], "cue": ["dénonce"]})
    >>> load_classifier().predict(frame).tolist()
    ['against']
    """
    return StanceClassifier.load(Path(str(files("analysis") / "models" / MODEL)))


def _probabilities(scores: np.ndarray) -> np.ndarray:
    """Probabilities from one score a class, or from one score for the second of two."""
    if scores.shape[1] == 1:
        scores = np.hstack([np.zeros_like(scores), scores])
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _rows(frame: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Text, target, cue and type of each row; a cue that is not given is looked for in the context, a type guessed."""
    if missing := {"text", "target"} - set(frame.columns):
        raise InputError(f"no column {sorted(missing)[0]!r}", where="stance", hint="columns text and target are needed")
    texts, targets = _strings(frame, "text"), _strings(frame, "target")
    kinds = [kind or guess_type(text) for kind, text in zip(_strings(frame, "type"), texts, strict=True)]
    if "cue" in frame.columns or "context" not in frame.columns:
        cues = _strings(frame, "cue")
    else:
        cues = [find_cue(text, context) for text, context in zip(texts, _strings(frame, "context"), strict=True)]
    return list(zip(texts, targets, cues, kinds, strict=True))


def _strings(frame: pd.DataFrame, column: str) -> list[str]:
    if column not in frame.columns:
        return [""] * len(frame)
    return [value if isinstance(value, str) else "" for value in frame[column].tolist()]


def _content_words(text: str) -> tuple[list[str], list[float]]:
    """Words of a text that are no function words, and what negation makes of their sign."""
    reading = read(text)
    pairs = [
        (word, turn)
        for word, turn in zip(reading.words, reading.turns(), strict=True)
        if word not in function_words() and word[0].isalpha()
    ]
    return [word for word, _ in pairs], [turn for _, turn in pairs]
