"""Counts of French words by scikit-learn, whose own token pattern makes « qu », « aujourd », « hui » of our words."""

from __future__ import annotations

from typing import Any

from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from analysis.tokenising.forms import content_forms, word_forms

__all__ = ["french_count_vectorizer", "french_tfidf_vectorizer"]


def french_count_vectorizer(*, function_words: bool = False, **options: Any) -> CountVectorizer:
    """Vectoriser that counts the normal forms of French tokens.

    Parameters
    ----------
    function_words : bool, default False
        Whether stop words are counted. Without them, n-grams are made of the words left.
    **options
        Parameters of :class:`sklearn.feature_extraction.text.CountVectorizer`, such as `min_df` and `ngram_range`.

    Returns
    -------
    sklearn.feature_extraction.text.CountVectorizer
        Not yet fitted.

    Examples
    --------
    >>> counter = french_count_vectorizer().fit(["L’école n'ouvre qu'aujourd'hui."])
    >>> counter.get_feature_names_out().tolist()
    ["aujourd'hui", 'ouvre', 'école']
    """
    return CountVectorizer(**_words(function_words), **options)


def french_tfidf_vectorizer(*, function_words: bool = False, **options: Any) -> TfidfVectorizer:
    """Vectoriser that weighs the normal forms of French tokens by TF-IDF.

    Parameters
    ----------
    function_words : bool, default False
        Whether stop words are counted.
    **options
        Parameters of :class:`sklearn.feature_extraction.text.TfidfVectorizer`.

    Returns
    -------
    sklearn.feature_extraction.text.TfidfVectorizer
        Not yet fitted.

    Examples
    --------
    >>> french_tfidf_vectorizer(function_words=True).fit_transform(["Il pleut.", "Elle dort."]).shape
    (2, 4)
    """
    return TfidfVectorizer(**_words(function_words), **options)


def _words(function_words: bool) -> dict[str, Any]:
    # Functions of a module, not closures, so that estimators can be cloned and stored.
    return {
        "tokenizer": word_forms if function_words else content_forms,
        "token_pattern": None,
        "lowercase": False,
    }
