"""Topics without labels, and figures of quality."""

import numpy as np
import pytest

from analysis.errors import InputError, InputWarning
from analysis.topics import calibration_error, coverage, find_topics

SPORT = ["match", "stade", "ballon", "joueur", "entraîneur", "finale"]
MONEY = ["banque", "budget", "impôt", "dette", "crédit", "bourse"]


def texts(n_articles):
    draw = np.random.default_rng(0)
    return [
        " ".join(draw.choice(words, size=30)) + "."
        for number in range(n_articles)
        for words in [SPORT if number % 3 else MONEY]
    ]


def test_finds_the_two_topics_that_are_there():
    found = find_topics(texts(45), n_topics=2)
    assert found.topics["articles"].tolist() == [30, 15]
    assert (found.topics["stability"] > 0.9).all()
    assert set(found.words.loc[found.words["topic"] == 1, "word"].head(6)) == set(MONEY)
    assert found.topics["title"][1].split(", ")[0] in MONEY
    assert (found.words.groupby("topic")["keyness"].max() > 10.8).all()


def test_warns_below_thirty_articles():
    with pytest.warns(InputWarning, match="topics of 12 articles are mostly chance"):
        find_topics(texts(12), n_topics=2)


def test_same_seed_same_topics():
    first, second = (find_topics(texts(30), n_topics=2).words for _ in range(2))
    assert first.equals(second)


@pytest.mark.filterwarnings("ignore::analysis.errors.InputWarning")
def test_more_topics_than_articles_are_refused():
    with pytest.raises(InputError, match="ask for fewer topics"):
        find_topics(["un ballon"], n_topics=3)


def test_calibration_error_of_the_extremes():
    assert calibration_error(np.array([1.0, 1.0]), np.array([True, True])) == 0
    assert calibration_error(np.array([1.0, 1.0]), np.array([False, False])) == 1


def test_coverage_falls_from_certain_to_uncertain():
    curve = coverage(np.array([0.6, 0.9, 0.8]), np.array([False, True, True]))
    assert curve["threshold"].tolist() == [0.9, 0.8, 0.6]
    assert curve["accuracy"].tolist() == pytest.approx([1, 1, 2 / 3])
