"""Rules alone, learned weights, and the confidence of both."""

import numpy as np
import pytest

from analysis.calibration import calibration_error
from analysis.quotations import Quotation
from analysis.speakers.article import Article
from analysis.speakers.choosing import choose
from analysis.speakers.confidence import INPUTS, confidences, fit_logistic
from analysis.speakers.ranking import load_rankers, save_rankers
from analysis.speakers.training import folds_of, same_name
from analysis.syntax import parse_texts

TEXT = "La préfète Ida Montel a rassuré. « La route rouvrira », a-t-elle promis."


@pytest.fixture(scope="module")
def article():
    start, end = TEXT.index("La route"), TEXT.index(" »")
    cue = TEXT.index("promis"), TEXT.index("promis") + 6
    return Article(next(parse_texts([TEXT])), [Quotation(start, end, "direct", cue, "test", 0.9)])


@pytest.mark.parametrize("rankers", [None, load_rankers()], ids=["rules", "learned"])
def test_rules_and_weights_agree_on_a_plain_case(article, rankers):
    [choice] = choose([article], rankers)
    assert [speaker.name for speaker in choice.speakers] == ["Ida Montel"]
    assert 0 < confidences(choice, rankers)[0] < 1


def test_weights_survive_a_file_and_give_the_same_bytes(tmp_path):
    rankers = load_rankers()
    save_rankers(rankers, tmp_path / "a.npz")
    save_rankers(rankers, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_confidence_has_a_weight_for_each_input_or_none():
    assert len(load_rankers().confidence) in (0, len(INPUTS) + 1)


def test_logistic_weights_follow_what_is_right():
    rows = np.linspace(0, 1, 50)[:, None]
    weights = fit_logistic(rows, rows[:, 0] > 0.5)
    assert weights.shape == (2,)
    assert weights[0] > 0


def test_calibration_error_of_certain_errors_is_one():
    assert calibration_error(np.ones(4), np.zeros(4, dtype=bool)) == 1.0


def test_each_article_is_applied_to_once():
    applied = [k for _, apply in folds_of(12) for k in apply]
    assert sorted(applied) == list(range(12))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("M. Tassin", "Luc Tassin", True), ("Luc Tassin", "Noé Tassin", False), (None, None, True), (None, "Luc", False)],
)
def test_names_of_one_speaker(left, right, same):
    assert same_name(left, right) is same
