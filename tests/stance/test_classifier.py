import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from analysis.errors import InputError
from analysis.stance import StanceClassifier, load_classifier

CLASSES = ["against", "favour", "neutral"]


def frame(*rows):
    return pd.DataFrame(rows, columns=["cue", "target", "text"])


@pytest.fixture(scope="module")
def small():
    rows = frame(
        ("dénonce", "la réforme", "une réforme injuste et brutale"),
        ("fustige", "le péage", "un scandale pour les automobilistes"),
        ("salue", "le stade", "un magnifique projet"),
        ("félicite", "l'accord", "un accord courageux"),
        ("indique", "la gare", "la gare ouvrira lundi à 8 heures"),
        ("précise", "le pont", "le pont mesure 300 mètres"),
    )
    return StanceClassifier().fit(rows, ["against", "against", "favour", "favour", "neutral", "neutral"])


class TestShippedClassifier:
    def test_classes(self):
        assert load_classifier().classes_.tolist() == CLASSES

    @pytest.mark.parametrize(
        ("cue", "target", "text", "stance"),
        [
            ("dénoncé", "la fermeture du lycée", "une décision scandaleuse et injuste", "against"),
            ("félicité", "le traité", "« une avancée majeure » pour la région", "favour"),
            ("indiqué", "l'ouverture du musée", "le musée ouvrirait le 3 mars à 10 heures", "neutral"),
        ],
    )
    def test_plain_cases(self, cue, target, text, stance):
        assert load_classifier().predict(frame((cue, target, text))).tolist() == [stance]

    def test_probabilities_are_finite_and_sum_to_one(self):
        odd = frame(("", "", ""), (None, "l'eau", "!!!"), ("dit", "🙂", "«»"), ("dit", "x" * 500, "mot " * 2000))
        probabilities = load_classifier().predict_proba(odd)
        assert np.isfinite(probabilities).all()
        assert np.allclose(probabilities.sum(axis=1), 1)

    def test_text_and_target_suffice(self):
        assert load_classifier().predict(pd.DataFrame({"text": ["Bravo !"], "target": ["le chœur"]})).size == 1

    def test_cue_is_found_in_the_context(self):
        known = frame(("dénoncé", "le projet", "un projet de plus"))
        context = known.drop(columns="cue").assign(context="L'élue a dénoncé un projet de plus.")
        assert np.allclose(load_classifier().predict_proba(known), load_classifier().predict_proba(context))

    def test_rows_do_not_influence_each_other(self):
        rows = frame(("dit", "la loi", "une bonne loi"), ("juge", "la taxe", "une taxe absurde"))
        together = load_classifier().predict_proba(rows)
        apart = np.vstack([load_classifier().predict_proba(rows.iloc[[index]]) for index in range(2)])
        assert np.allclose(together, apart)

    def test_no_rows(self):
        empty = frame()
        assert load_classifier().predict(empty).shape == (0,)
        assert load_classifier().predict_proba(empty).shape == (0, 3)

    def test_missing_column_is_named(self):
        with pytest.raises(InputError, match="target"):
            load_classifier().predict(pd.DataFrame({"text": ["mot"]}))


class TestEstimator:
    def test_learns(self, small):
        assert small.predict(frame(("dénonce", "la taxe", "une taxe injuste"))).tolist() == ["against"]

    def test_clone_keeps_parameters(self):
        assert clone(StanceClassifier(strength=0.3, leaves=4)).get_params()["leaves"] == 4

    def test_unfitted_raises(self):
        with pytest.raises(NotFittedError):
            StanceClassifier().predict_proba(frame(("dit", "la loi", "une loi")))

    def test_saved_and_loaded_is_the_same(self, small, tmp_path):
        small.save(tmp_path / "model.npz")
        loaded = StanceClassifier.load(tmp_path / "model.npz")
        rows = frame(("salue", "le plan", "un plan utile"), ("", "la crue", "l'eau monte"))
        assert np.array_equal(small.predict_proba(rows), loaded.predict_proba(rows))

    def test_same_data_same_bytes(self, small, tmp_path):
        small.save(tmp_path / "one.npz")
        small.save(tmp_path / "two.npz")
        assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()

    def test_two_classes(self):
        rows = frame(("dénonce", "la loi", "une honte"), ("salue", "la loi", "un progrès"), ("loue", "l'idée", "bravo"))
        model = StanceClassifier().fit(rows, ["against", "favour", "favour"])
        assert model.predict_proba(rows).shape == (3, 2)
