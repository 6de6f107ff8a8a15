"""Labels of one's own: honest splits, baselines and curves."""

import warnings

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError, InputWarning
from analysis.topics import NewsClassifier, train_labels
from analysis.topics.articles import read_articles
from analysis.topics.duplicates import near_duplicates
from analysis.topics.labels import _split
from analysis.topics.ridge import fit_ridge

PLACES = ["Aubreville", "Belmont", "Corsac", "Dourges", "Estrel", "Fontane", "Gimont", "Havry", "Ivraie", "Jonchy"]


@pytest.fixture(scope="module")
def frame():
    sport = [f"Victoire des joueuses de {place} au tournoi régional" for place in PLACES]
    money = [f"La banque de {place} relève ses taux" for place in PLACES]
    return pd.DataFrame({"article": sport + money, "rubrique": ["sport"] * 10 + ["argent"] * 10})


def test_report_beats_the_majority_and_says_how_sure_it_is(frame):
    report = train_labels(frame, "article", "rubrique", n_resamples=50)
    scores = report.scores.set_index("measure")
    assert scores.loc["accuracy", "model"] == 1.0 > scores.loc["accuracy", "majority"]
    assert (scores["low"] <= scores["model"]).all()
    assert (scores["model"] <= scores["high"]).all()
    assert report.learning_curve["articles"].is_monotonic_increasing
    assert len(report.predictions) == report.confusion.to_numpy().sum()
    assert "<table" in report._repr_html_()


def test_same_seed_same_report(frame):
    first, second = (train_labels(frame, "article", "rubrique", n_resamples=20) for _ in range(2))
    pd.testing.assert_frame_equal(first.predictions, second.predictions)


def test_copies_stay_on_one_side():
    words = np.random.default_rng(0).permuted(np.tile(np.arange(400), (20, 1)), axis=1)[:, :60]
    originals = [" ".join(f"mot{number}" for number in row) for row in words]
    copies = [f"Bref. {text}" for text in originals]
    groups = near_duplicates(read_articles([f"{text}." for text in originals + copies]))
    np.testing.assert_array_equal(groups[:20], groups[20:])
    assert len(set(groups)) == 20
    rest, test = _split(np.array(["a", "b"] * 20), groups, 0.2, 0)
    assert not set(groups[rest]) & set(groups[test])


def test_rare_label_is_warned_about(frame):
    rare = pd.concat([frame, pd.DataFrame({"article": ["Une comète"], "rubrique": ["science"]})])
    with pytest.warns(InputWarning, match="only 1 articles of « science »"):
        train_labels(rare.reset_index(drop=True), "article", "rubrique", curve=(1.0,), n_resamples=5)


def test_missing_column_and_too_few_articles_are_refused(frame):
    with pytest.raises(InputError, match="no column « thème »"):
        train_labels(frame, "article", "thème")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputWarning)
        with pytest.raises(InputError, match="at least 10"):
            train_labels(frame.iloc[8:12], "article", "rubrique")


def test_one_label_is_no_classifier():
    with pytest.raises(InputError, match="only one label"):
        NewsClassifier().fit(["a", "b"], ["x", "x"])


def test_held_out_predictions_equal_refitting_without_the_group():
    from scipy.sparse import csr_matrix

    draw = np.random.default_rng(0)
    features, targets = csr_matrix(draw.normal(size=(12, 30))), draw.normal(size=(12, 2))
    weights, groups = draw.uniform(0.5, 2, size=12), np.repeat(np.arange(6), 2)
    ridge, held_out = fit_ridge(features, targets, sample_weight=weights, groups=groups)
    kept = groups != 3
    dense = features.toarray()
    scale = np.sqrt(weights[kept])[:, None]
    inner = (dense[kept] * scale).T @ (dense[kept] * scale) + np.eye(30)
    centred = targets[kept] - ridge.intercepts
    coefficients = np.linalg.solve(inner, (dense[kept] * weights[kept, None]).T @ centred)
    np.testing.assert_allclose(held_out[~kept], dense[~kept] @ coefficients + ridge.intercepts, atol=1e-6)
