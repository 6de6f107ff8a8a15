"""Words of a corpus: what tokenisers make of it, frequencies, keyness, collocations and concordance.

Words are the normal forms of our tokens (:mod:`analysis.tokenising.forms`); collocations and concordance are nltk's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain

import numpy as np
import pandas as pd
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures
from nltk.text import ConcordanceIndex
from nltk.tokenize.destructive import NLTKWordTokenizer

from analysis.tokenising import FrenchTokenizer, segment
from analysis.tokenising.forms import normal_form, stop_words, word_forms

__all__ = [
    "collocations",
    "compare_tokenizers",
    "concordance",
    "keyness",
    "token_differences",
    "word_frequencies",
    "zipf_exponent",
]

Span = tuple[int, int]

_SCIKIT_LEARN = re.compile(r"(?u)\b\w\w+\b")
_BETWEEN_SPACES = re.compile(r"\S+")


def compare_tokenizers(texts: Iterable[str]) -> pd.DataFrame:
    """How many tokens and types other tokenisers find, and how many of ours they share.

    Parameters
    ----------
    texts : iterable of str
        Any texts.

    Returns
    -------
    DataFrame
        One row for each tokeniser; columns ``tokenizer``, ``tokens``, ``types`` (different strings), ``shared`` (share
        of our tokens that it cuts at the same two places).

    Examples
    --------
    >>> compare_tokenizers(["Aujourd'hui, M. Roy dit-il vrai ?"]).set_index("tokenizer")["tokens"].to_dict()
    {'Verbatim': 8, 'spaCy': 8, 'nltk': 7, 'scikit-learn': 6, 'spaces': 6}
    """
    texts = list(texts)
    ours = [set(segment(text).tokens) for text in texts]
    n_ours = sum(map(len, ours))
    rows = []
    for name, spans_of in _tokenizers().items():
        found = [spans_of(text) for text in texts]
        types = {text[start:end] for text, spans in zip(texts, found, strict=True) for start, end in spans}
        shared = sum(len(own & set(spans)) for own, spans in zip(ours, found, strict=True))
        rows.append((name, sum(map(len, found)), len(types), shared / n_ours if n_ours else np.nan))
    return pd.DataFrame(rows, columns=["tokenizer", "tokens", "types", "shared"])


def token_differences(texts: Iterable[str], tokenizer: str) -> pd.DataFrame:
    """Passages that another tokeniser cuts differently.

    Parameters
    ----------
    texts : iterable of str
        Any texts.
    tokenizer : {"spaCy", "nltk", "scikit-learn", "spaces"}
        The other one.

    Returns
    -------
    DataFrame
        Columns ``ours``, ``theirs`` (tokens with ``|`` between them) and ``count``, most frequent first.

    Raises
    ------
    KeyError
        If there is no such tokeniser.

    Examples
    --------
    >>> token_differences(["L'an dernier, dit-on."], "scikit-learn").head(2).values.tolist()
    [["L'", '', 1], [',', '', 1]]
    """
    spans_of = _tokenizers()[tokenizer]
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(_differences(text, segment(text).tokens, spans_of(text)))
    rows = [(ours, theirs, count) for (ours, theirs), count in counts.most_common()]
    return pd.DataFrame(rows, columns=["ours", "theirs", "count"])


def word_frequencies(texts: Iterable[str], *, function_words: bool = True) -> pd.DataFrame:
    """Words with their frequency and rank.

    Parameters
    ----------
    texts : iterable of str
        Any texts.
    function_words : bool, default True
        Whether stop words are listed. Shares are of all words in either case.

    Returns
    -------
    DataFrame
        Columns ``word``, ``count``, ``rank`` (from 1, ties in alphabetical order), ``per_million``.

    Examples
    --------
    >>> word_frequencies(["L'eau, l’eau, l'air."], function_words=False)[["word", "count"]].values.tolist()
    [['eau', 2], ['air', 1]]
    """
    counts = _counts(texts)
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    table = pd.DataFrame(ordered, columns=["word", "count"])
    table["rank"] = np.arange(1, len(table) + 1)
    table["per_million"] = table["count"] * (1e6 / total if total else 1.0)
    return table if function_words else table[~table["word"].isin(stop_words())].reset_index(drop=True)


def zipf_exponent(frequencies: pd.DataFrame) -> float:
    """Exponent *s* of Zipf's law, count ∝ rank^-s, by least squares on logarithms; words that occur once are left out.

    Parameters
    ----------
    frequencies : DataFrame
        As :func:`word_frequencies` gives it.

    Returns
    -------
    float
        NaN if fewer than two words occur twice.

    Examples
    --------
    >>> round(zipf_exponent(pd.DataFrame({"count": [1200, 600, 400, 300, 1], "rank": [1, 2, 3, 4, 5]})), 3)
    1.0
    """
    repeated = frequencies[frequencies["count"] > 1]
    if len(repeated) < 2:
        return float("nan")
    slope, _ = np.polyfit(np.log(repeated["rank"]), np.log(repeated["count"]), 1)
    return float(-slope)


def keyness(texts: Iterable[str], reference: Iterable[str], *, min_count: int = 3) -> pd.DataFrame:
    """Words that are more frequent in some texts than in others.

    Log-likelihood after Rayson and Garside (2000), "Comparing corpora using frequency profiling"; log ratio after
    Hardie (2014), with half an occurrence for words that the reference does not have.

    Parameters
    ----------
    texts, reference : iterable of str
        The texts of interest and those they are compared with.
    min_count : int, default 3
        Occurrences in `texts` that a word must have.

    Returns
    -------
    DataFrame
        Columns ``word``, ``count``, ``reference_count``, ``log_likelihood`` (above 15.13: p < .0001), ``log_ratio``
        (binary logarithm of the ratio of relative frequencies); only positive ratios, most significant first.

    Examples
    --------
    >>> keyness(["La mer, la mer, la mer."], ["La terre, la lune, la ville."])["word"].tolist()
    ['mer']
    """
    counts, others = _counts(texts), _counts(reference)
    total, other_total = sum(counts.values()), sum(others.values())
    table = pd.DataFrame(
        [(word, count, others[word]) for word, count in sorted(counts.items()) if count >= min_count],
        columns=["word", "count", "reference_count"],
    )
    if table.empty or not other_total:
        return table.iloc[:0].assign(log_likelihood=[], log_ratio=[])
    a, b = table["count"].to_numpy(float), table["reference_count"].to_numpy(float)
    pooled = (a + b) / (total + other_total)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [observed * np.log(observed / (size * pooled)) for observed, size in ((a, total), (b, other_total))]
    table["log_likelihood"] = 2 * sum(np.nan_to_num(part) for part in parts)
    table["log_ratio"] = np.log2((a / total) / (np.maximum(b, 0.5) / other_total))
    over = table[table["log_ratio"] > 0]
    return over.sort_values(["log_likelihood", "word"], ascending=[False, True]).reset_index(drop=True)


def collocations(texts: Iterable[str], *, window: int = 2, min_count: int = 3) -> pd.DataFrame:
    """Pairs of content words that stand together in sentences more often than chance, by nltk's likelihood ratio.

    Parameters
    ----------
    texts : iterable of str
        Any texts.
    window : int, default 2
        Content words within which the second follows the first; 2 means that they are neighbours once function words
        are left out.
    min_count : int, default 3
        Occurrences that a pair must have.

    Returns
    -------
    DataFrame
        Columns ``first``, ``second``, ``count``, ``likelihood_ratio``, strongest first.

    Examples
    --------
    >>> collocations(["Le prix du pain monte. Le prix du pain baisse. Le prix du pain dort."])["second"].tolist()
    ['pain']
    """
    stops = stop_words()
    # nltk skips None, so that no window reaches from one sentence into the next.
    apart = [None] * (window - 1)
    words = [
        word
        for text in texts
        for sentence in _sentences(text)
        for word in (*(form for form in sentence if form not in stops), *apart)
    ]
    finder = BigramCollocationFinder.from_words(words, window_size=window)
    finder.apply_freq_filter(min_count)
    scored = sorted(finder.score_ngrams(_likelihood_ratio), key=lambda item: (-item[1], item[0]))
    rows = [(first, second, finder.ngram_fd[first, second], score) for (first, second), score in scored]
    return pd.DataFrame(rows, columns=["first", "second", "count", "likelihood_ratio"])


def _likelihood_ratio(pairs: int, with_word: tuple[int, int], words: int) -> float:
    """Nltk's ratio; it takes as many pairs as words, of which a handful of words in short sentences has too few."""
    least = sum(with_word) - pairs
    return float(BigramAssocMeasures.likelihood_ratio(pairs, with_word, max(words, least)))


def concordance(texts: Iterable[str], word: str, *, width: int = 60) -> pd.DataFrame:
    """Every occurrence of a word with what stands around it.

    Parameters
    ----------
    texts : iterable of str
        Any texts.
    word : str
        A word in any spelling (capitals, kind of apostrophe).
    width : int, default 60
        Code points of context on each side.

    Returns
    -------
    DataFrame
        Columns ``text`` (index of the text), ``start``, ``end`` (code points in it), ``left``, ``word``, ``right``.

    Examples
    --------
    >>> concordance(["L’eau monte."], "eau")[["left", "word", "right"]].values.tolist()
    [['L’', 'eau', ' monte.']]
    """
    rows = []
    for number, text in enumerate(texts):
        spans = segment(text).tokens
        index = ConcordanceIndex([text[start:end] for start, end in spans], key=normal_form)
        for position in index.offsets(word):
            start, end = spans[position]
            left, right = text[max(start - width, 0) : start], text[end : end + width]
            rows.append((number, start, end, left, text[start:end], right))
    return pd.DataFrame(rows, columns=["text", "start", "end", "left", "word", "right"])


def _tokenizers() -> dict[str, Callable[[str], list[Span]]]:
    import spacy

    spacy_tokenizer = spacy.blank("fr").tokenizer
    return {
        "Verbatim": lambda text: list(FrenchTokenizer().span_tokenize(text)),
        "spaCy": lambda text: [(t.idx, t.idx + len(t)) for t in spacy_tokenizer(text) if not t.is_space],
        "nltk": lambda text: list(NLTKWordTokenizer().span_tokenize(text)),
        "scikit-learn": lambda text: [match.span() for match in _SCIKIT_LEARN.finditer(text)],
        "spaces": lambda text: [match.span() for match in _BETWEEN_SPACES.finditer(text)],
    }


def _differences(text: str, ours: list[Span], theirs: list[Span]) -> Iterable[tuple[str, str]]:
    """Shortest passages at whose ends both agree and inside which they do not."""
    cuts = sorted({0, len(text)} | (_free_cuts(ours, len(text)) & _free_cuts(theirs, len(text))))
    common = set(ours) & set(theirs)
    sides: list[dict[int, list[str]]] = [{}, {}]
    for side, spans in zip(sides, (ours, theirs), strict=True):
        passages = np.searchsorted(cuts, [start for start, _ in spans], side="right")
        for span, passage in zip(spans, passages.tolist(), strict=True):
            if span not in common:
                side.setdefault(passage, []).append(text[slice(*span)])
    for passage in sorted(sides[0].keys() | sides[1].keys()):
        yield tuple("|".join(side.get(passage, [])) for side in sides)  # type: ignore[misc]


def _free_cuts(spans: list[Span], size: int) -> set[int]:
    """Offsets that lie inside no token."""
    inside = {offset for start, end in spans for offset in range(start + 1, end)}
    return set(range(size + 1)) - inside


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(chain.from_iterable(map(word_forms, texts)))


def _sentences(text: str) -> list[list[str]]:
    parts = segment(text)
    return [word_forms(text[parts.tokens[first][0] : parts.tokens[stop - 1][1]]) for first, stop in parts.sentences]
