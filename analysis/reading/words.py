"""Words of the corpus: the tables of :mod:`analysis.vocabulary` as readers meet them."""

from __future__ import annotations

import pandas as pd

from analysis import vocabulary
from analysis.annotations import Annotations
from analysis.reading.table import ReaderTable

__all__ = [
    "concordance",
    "frequent_words",
    "telling_words",
    "token_counts",
    "tokenizer_differences",
    "tokenizers",
    "word_pairs",
]

OTHERS = ("spaCy", "nltk", "scikit-learn")


def token_counts(notes: Annotations) -> ReaderTable:
    """Articles, sentences, tokens and different words of the corpus, and the mean length of a sentence in tokens.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.

    Returns
    -------
    ReaderTable
        One row; columns ``articles``, ``sentences``, ``tokens``, ``different words`` (numbers) and ``tokens per
        sentence`` (float, mean).
    """
    words = notes.tokens.loc[~notes.tokens["pos"].isin(["PUNCT", "SYM", "SPACE"]), "text"].str.lower()
    return ReaderTable(
        pd.DataFrame(
            {
                "articles": [len(notes.documents)],
                "sentences": [len(notes.sentences)],
                "tokens": [len(notes.tokens)],
                "different words": [words.nunique()],
                "tokens per sentence": [round(len(notes.tokens) / max(1, len(notes.sentences)), 1)],
            }
        ),
        language=notes.language,
    )


def tokenizers(notes: Annotations, *, articles: int = 50) -> ReaderTable:
    """What five tokenisers make of the first articles: tokens, different tokens, and the share of ours they share.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    articles : int, default=50
        How many articles.

    Returns
    -------
    ReaderTable
        Columns ``tokenizer`` (str), ``tokens``, ``types`` (int, different strings) and ``shared`` (float, share of our
        tokens from 0 to 1).
    """
    return ReaderTable(vocabulary.compare_tokenizers(notes.documents["text"].head(articles)), language=notes.language)


def tokenizer_differences(notes: Annotations, *, articles: int = 50, per_tokenizer: int = 6) -> ReaderTable:
    """The most frequent passages of the first articles that others cut differently, tokens apart by ``|``.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    articles : int, default=50
        How many articles.
    per_tokenizer : int, default=6
        How many passages of each.

    Returns
    -------
    ReaderTable
        Columns ``tokenizer``, ``ours``, ``theirs`` (str) and ``count`` (int, occurrences).
    """
    texts = notes.documents["text"].head(articles).tolist()
    found = [vocabulary.token_differences(texts, other).head(per_tokenizer).assign(tokenizer=other) for other in OTHERS]
    return ReaderTable(pd.concat(found)[["tokenizer", "ours", "theirs", "count"]], language=notes.language)


def frequent_words(notes: Annotations, *, at_most: int = 15) -> ReaderTable:
    """The most frequent words that are no function words.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=15
        How many words.

    Returns
    -------
    ReaderTable
        Columns ``word`` (str), ``count`` (int, occurrences), ``rank`` (int) and ``per_million`` (int, occurrences in
        a million words).
    """
    words = vocabulary.word_frequencies(notes.documents["text"], function_words=False)
    return ReaderTable(
        words.head(at_most).round({"per_million": 0}).astype({"per_million": int}), language=notes.language
    )


def telling_words(notes: Annotations, *, at_most: int = 12) -> ReaderTable:
    """Words more frequent in quotations than in the narration around them: how speakers talk, not newsrooms.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=12
        How many words.

    Returns
    -------
    ReaderTable
        Columns ``word`` (str), ``count`` and ``reference_count`` (int, occurrences in quotations and around them),
        ``log_likelihood`` (float) and ``log_ratio`` (float, binary logarithm of the ratio of the frequencies).
    """
    quoted = notes.quotes["text"].tolist()
    return ReaderTable(vocabulary.keyness(quoted, _narration(notes)).head(at_most), language=notes.language)


def word_pairs(notes: Annotations, *, at_most: int = 12) -> ReaderTable:
    """Content words that stand side by side more often than chance.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=12
        How many pairs.

    Returns
    -------
    ReaderTable
        Columns ``first``, ``second`` (str), ``count`` (int, occurrences) and ``likelihood_ratio`` (float).
    """
    return ReaderTable(vocabulary.collocations(notes.documents["text"]).head(at_most), language=notes.language)


def concordance(notes: Annotations, word: str = "", *, at_most: int = 12) -> ReaderTable:
    """Occurrences of a word between their contexts; by default the most frequent word that is no function word.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    word : str
        The word; by default the most frequent one that is no function word.
    at_most : int, default=12
        How many occurrences.

    Returns
    -------
    ReaderTable
        Columns ``article`` (id), ``left``, ``word`` and ``right`` (str).
    """
    if not word:
        frequent = frequent_words(notes, at_most=1)["word"]
        word = frequent.iloc[0] if len(frequent) else ""
    found = vocabulary.concordance(notes.documents["text"], word).head(at_most)
    ids = [notes.documents["document_id"].iloc[number] for number in found["text"]]
    return ReaderTable(found.assign(article=ids)[["article", "left", "word", "right"]], language=notes.language)


def _narration(notes: Annotations) -> list[str]:
    """Texts without their quotations."""
    spans = {
        str(key): sorted(zip(rows["start"], rows["end"], strict=True))
        for key, rows in notes.quotes.groupby("document_id")
    }
    return [
        piece
        for document_id, text in zip(notes.documents["document_id"], notes.documents["text"], strict=True)
        for piece in _outside(text, spans.get(document_id, []))
    ]


def _outside(text: str, spans: list[tuple[int, int]]) -> list[str]:
    pieces, position = [], 0
    for start, end in spans:
        pieces.append(text[position : max(start, position)])
        position = max(position, end)
    return [*pieces, text[position:]]
