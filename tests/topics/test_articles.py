"""Headline and body told apart, words normalised without a change to the text."""

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.topics.articles import Article, read_articles, split_title, words_of


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Crue de la Vesle\n\nL'eau monte.", "Crue de la Vesle", "L'eau monte."),
        ("\n  Crue de la Vesle \nL'eau monte.", "Crue de la Vesle", "L'eau monte."),
        ("L'eau monte.\nElle baisse.", "", "L'eau monte.\nElle baisse."),
        ("Crue de la Vesle", "Crue de la Vesle", ""),
        ("", "", ""),
        ("mot " * 60 + "\nSuite.", "", ("mot " * 60).rstrip(" ") + " \nSuite."),
    ],
)
def test_first_line_is_title_only_if_short_and_without_stop(text, title, body):
    assert split_title(text) == (title, body)


def test_title_column_repeated_in_the_text_counts_once():
    table = pd.DataFrame({"title": ["Crue"], "text": ["Crue\nL'eau monte."]})
    assert read_articles(table) == [Article(("crue",), ("l'", "eau", "monte"))]


def test_missing_title_is_read_from_the_text():
    table = pd.DataFrame({"title": [None], "text": ["Crue\nL'eau monte."]})
    assert read_articles(table)[0].title == ("crue",)


def test_one_string_is_refused_for_it_would_be_read_letter_by_letter():
    with pytest.raises(InputError, match=r"write \[text\]"):
        read_articles("Crue")


def test_table_without_text_is_refused():
    with pytest.raises(InputError, match="no column text"):
        read_articles(pd.DataFrame({"texte": ["Crue"]}))


def test_invisible_and_decomposed_characters_do_not_split_words():
    assert words_of("Minis\u00adtère de l’E\u0301cole") == ["ministère", "de", "l'", "école"]
