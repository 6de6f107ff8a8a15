"""Normal forms, stop words and the vectorisers of scikit-learn."""

import numpy as np
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from analysis.tokenising.forms import content_forms, normal_form, stop_words, word_forms
from analysis.tokenising.vectorising import french_count_vectorizer, french_tfidf_vectorizer

TEXTS = ["L’école n’ouvre qu’aujourd’hui.", "A-t-elle rouvert l'école, celle-là ?"]


def test_normal_form_hides_spelling():
    assert normal_form("Aujourd’hui") == normal_form("aujourd\u00ad'hui") == "aujourd'hui"
    assert normal_form("10\u202f000") == "10 000"
    assert normal_form("E\u0301COLE") == "école"


def test_word_forms_leave_marks_out():
    assert word_forms("« 3,5 % », dit-il 👍") == ["3,5", "dit", "-il"]


def test_stop_words_are_normal_forms():
    assert all(form == normal_form(form) for form in stop_words())


def test_content_forms_leave_function_words_out():
    text = "S'il n'y a que ceux-là, l'on dira-t-elle : c'est jusqu'à lui qu'est venu ce vent."
    assert content_forms(text) == ["dira", "venu", "vent"]


def test_vectorizer_counts_our_words():
    counter = french_count_vectorizer()
    counts = counter.fit_transform(TEXTS)
    assert counter.get_feature_names_out().tolist() == ["aujourd'hui", "ouvre", "rouvert", "école"]
    assert np.array_equal(counts.toarray(), [[1, 1, 0, 1], [0, 0, 1, 1]])


def test_vectorizers_work_as_estimators():
    pipeline = clone(make_pipeline(french_tfidf_vectorizer(ngram_range=(1, 2))))
    assert pipeline.fit_transform(TEXTS).shape[0] == 2


def test_function_words_may_be_counted():
    assert "qu'" in french_count_vectorizer(function_words=True).fit(TEXTS).vocabulary_
