"""Keyword lists: every term is well formed and can be found in text."""

import numpy as np
import pytest

from analysis.lexicons import read_lexicon
from analysis.topics.articles import words_of
from analysis.topics.keywords import Keywords, topic_keywords
from analysis.topics.taxonomy import code_of, media_topics


def test_there_are_17_topics_with_codes_and_labels():
    codes = [topic.code for topic in media_topics()]
    assert len(codes) == 17
    assert codes == sorted(f"medtop:{number:02}000000" for number in range(1, 18))
    assert all(code_of(topic.english) == code_of(topic.french) == topic.code for topic in media_topics())


@pytest.mark.parametrize("name", [topic.name for topic in media_topics()])
def test_keyword_list_has_several_hundred_distinct_terms_with_strengths(name):
    rows = read_lexicon(f"topics-{name}")
    terms = [term for term, _ in rows]
    assert len(terms) >= 300
    assert len(set(terms)) == len(terms)
    assert {strength for _, strength in rows} <= {"1", "2"}
    assert all(term == term.lower() and "œ" not in term for term in terms)


def test_every_term_is_found_in_its_own_text():
    keywords, _ = topic_keywords()
    lost = [
        term
        for number, term in enumerate(keywords.terms)
        if number not in keywords.find(words_of(term.replace("*", "")))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Etat d'urgence", ["état d'urgence"]),
        ("les projets de loi", ["projet* de loi", "loi"]),
        ("la loi", ["loi"]),
        ("projet de", []),
        ("l’œuvre", ["oeuvre*"]),
    ],
)
def test_finds_phrases_capitals_without_accents_and_ligatures(text, found):
    keywords = Keywords(["état d'urgence", "projet* de loi", "loi", "oeuvre*"])
    assert [keywords.terms[number] for number in keywords.find(words_of(text))] == found


def test_count_adds_up_occurrences():
    counts = Keywords(["loi"]).count([["loi", "et", "loi"], []])
    np.testing.assert_array_equal(counts.toarray(), [[2.0], [0.0]])
