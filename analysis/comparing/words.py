"""Words by which the quotations of two corpora tell themselves apart."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.vocabulary import keyness

__all__ = ["telling_words_of_each"]

# Log-likelihood of p < .0001 (Rayson and Garside 2000): many words are tested.
SIGNIFICANT = 15.13


def telling_words_of_each(notes: Annotations, *, at_most: int = 12) -> pd.DataFrame:
    """Words that are more frequent in the quotations of one corpus than in those of the other (keyness).

    Parameters
    ----------
    notes : Annotations
        Both corpora; its documents have a column ``corpus``.
    at_most : int, default=12
        How many words of each.

    Returns
    -------
    DataFrame
        Columns ``corpus`` and those of :func:`analysis.vocabulary.keyness`, for words with p < .0001.
    """
    corpora = notes.documents.set_index("document_id")["corpus"]
    of_quotes = notes.quotes["document_id"].map(corpora)
    found = []
    for name in dict.fromkeys(notes.documents["corpus"]):
        own = (of_quotes == name).to_numpy(bool)
        words = keyness(notes.quotes.loc[own, "text"], notes.quotes.loc[~own, "text"])
        found.append(words[words["log_likelihood"] >= SIGNIFICANT].head(at_most).assign(corpus=name))
    return pd.concat(found, ignore_index=True)
