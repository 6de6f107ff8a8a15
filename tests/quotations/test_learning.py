"""The learned parts: models as arrays, calibration, choice, training that repeats itself."""

from pathlib import Path

import numpy as np

from analysis.gold import GoldArticle, GoldQuotation
from analysis.quotations.blends import fit_blend
from analysis.quotations.choosing import Hypothesis, choose
from analysis.quotations.features.columns import Columns
from analysis.quotations.training import train_parsed
from analysis.quotations.weights import read_weights, save_weights
from analysis.syntax import parse_texts


def columns(size: int = 400) -> tuple[Columns, np.ndarray]:
    random = np.random.RandomState(0)
    built = Columns(size)
    first, second = random.rand(size), random.randint(0, 3, size)
    built.number("first", first)
    built.category("second", second, ["a", "b", "c"])
    return built, ((first > 0.5) & (second != 1)).astype(int)


def test_a_blend_learns_and_predicts_from_arrays_alone() -> None:
    built, target = columns()
    probability = fit_blend(built, target, seed=1, rounds=30).predict(built)
    assert ((probability > 0.5) == target).mean() > 0.98


def test_a_blend_holds_the_matrix_of_few_rows_at_once(monkeypatch) -> None:
    from analysis.quotations import blends

    built, target = columns()
    blend = fit_blend(built, target, seed=1, rounds=30)
    whole = blend.predict(built)
    matrix, sizes = Columns.matrix, []

    def recorded(self, names):
        sizes.append(self.size)
        return matrix(self, names)

    monkeypatch.setattr(Columns, "matrix", recorded)
    monkeypatch.setattr(blends, "ROWS_OF_MATRIX", 150)
    assert np.allclose(blend.predict(built), whole)
    assert sizes == [150, 150, 100]


def test_trees_as_arrays_give_what_scikit_learn_gives() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    from analysis.quotations.blends import Blend
    from analysis.trees import flatten_trees

    built, target = columns()
    names = built.names(least=1)
    matrix = built.matrix(names)
    model = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(matrix, target)
    blend = Blend(
        {
            "names": np.array(names),
            "scale": np.ones(len(names), np.float32),
            "weights": np.zeros(len(names), np.float32),
            "bias": np.zeros(1, np.float32),
            "base": model._baseline_prediction.ravel(),
            **flatten_trees([predictor.nodes for [predictor] in model._predictors]),
        }
    )
    assert np.allclose(blend._boosted(matrix), model.decision_function(matrix), atol=1e-4)


def test_the_best_set_has_no_overlap() -> None:
    kept = choose(
        [Hypothesis(0, 0, 10, 2, 0.9), Hypothesis(1, 8, 20, 4, 0.6), Hypothesis(2, 20, 30, 6, 0.8)], threshold=0.3
    )
    assert [hypothesis.block for hypothesis, _ in kept] == [0, 2]


def articles() -> list[GoldArticle]:
    made = []
    for number, (name, verb) in enumerate(
        (name, verb) for name in ("Anna", "Bruno", "Chloé", "David") for verb in ("affirme", "assure", "répète")
    ):
        said = "la rivière monte encore dans la vallée"
        text = f"{name} {verb} que {said}. Il pleut. « Nous restons ici », a dit {name}. Le soir tombe."
        start, direct = text.index(said), text.index("Nous restons")
        made.append(
            GoldArticle(
                f"invented-{number}",
                text,
                (),
                (
                    quotation(text, start, start + len(said), "indirect", verb),
                    quotation(text, direct, direct + len("Nous restons ici"), "direct", "dit"),
                ),
            )
        )
    return made


def quotation(text: str, start: int, end: int, kind: str, cue: str) -> GoldQuotation:
    place = text.index(cue)
    return GoldQuotation(start, end, kind, (place, place + len(cue)), None, None, None, "", "neutral")


def test_training_repeats_itself_byte_for_byte_and_survives_the_file(tmp_path: Path) -> None:
    made = articles()
    parsed = list(parse_texts(article.text for article in made))
    for name in ("one.npz", "two.npz"):
        save_weights(train_parsed(made, parsed, seed=3), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    weights = read_weights(tmp_path / "one.npz")
    assert set(weights.blends) == {"cue", "block", "end", "option"}
