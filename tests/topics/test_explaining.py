"""The words that made a decision."""

import pytest

from analysis import topics
from analysis.errors import InputError

TEXT = "Grève à l'usine\nLes syndicats réclament une hausse des salaires avant le tournoi."


def test_names_words_of_the_article_heaviest_first():
    table = topics.explain(topics.load_classifier(), TEXT)
    assert list(table.columns) == ["label", "word", "count", "weight"]
    assert set(table["label"]) == {"medtop:09000000"}
    assert {"grève", "syndicats"} & set(table["word"].head(4))
    assert table["weight"].abs().is_monotonic_decreasing


def test_explains_another_label_than_the_best():
    table = topics.explain(topics.load_classifier(), TEXT, "medtop:15000000")
    assert table.set_index("word")["weight"]["tournoi"] > 0


def test_explains_a_label_over_articles():
    table = topics.explain_label(topics.load_classifier(), [TEXT, TEXT], "medtop:09000000", n_words=3)
    assert table["articles"].tolist() == [2, 2, 2]


def test_unknown_label_is_refused():
    with pytest.raises(InputError, match="no class"):
        topics.explain(topics.load_classifier(), TEXT, "sport")


def test_text_without_words_has_no_reasons():
    assert topics.explain(topics.load_classifier(), "?").empty
