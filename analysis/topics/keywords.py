"""Keywords of the topics: how often each stands in a list of words.

A term is a word, a beginning of words (``ministre*``) or several of either (``projet* de loi``). Whether a word fits a
single term depends on nothing else, so it is found out once for each distinct word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

from analysis.lexicons import read_lexicon
from analysis.topics.articles import words_of
from analysis.topics.taxonomy import media_topics

__all__ = ["Keywords", "topic_keywords"]

# What follows the first word of a term, and the number of the term.
Phrase = tuple[tuple[str, ...], int]
# Different words whose terms are kept at hand; new names come without end in a large corpus.
WORDS_REMEMBERED = 30_000


class Keywords:
    """A list of terms that can be counted in texts.

    Parameters
    ----------
    terms : sequence of str
        Terms in the notation of the lexicons.

    Examples
    --------
    >>> keywords = Keywords(["ministre*", "projet* de loi", "loi"])
    >>> keywords.find(["les", "projets", "de", "loi", "des", "ministres"])
    [1, 2, 0]
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = tuple(terms)
        self._words: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._phrase_beginnings: dict[str, list[Phrase]] = defaultdict(list)
        for number, term in enumerate(self.terms):
            self._add(_pattern(term), number)
        self._longest_beginning = max(map(len, (*self._beginnings, *self._phrase_beginnings)), default=0)
        self._seen: dict[str, tuple[tuple[int, ...], Phrases]] = {}

    def find(self, words: Sequence[str]) -> list[int]:
        """Numbers of the terms that occur, once for each occurrence, in the order of the text.

        Parameters
        ----------
        words : sequence of str
            Normalised words, see :func:`analysis.topics.articles.words_of`.

        Returns
        -------
        list of int
            Positions in `terms`.
        """
        found: list[int] = []
        for position, word in enumerate(words, 1):
            if (known := self._seen.get(word)) is None:
                if len(self._seen) > WORDS_REMEMBERED:
                    self._seen.clear()
                known = self._seen[word] = self._beginning_with(word)
            singles, phrases = known
            if singles:
                found.extend(singles)
            if phrases and position < len(words):
                for rest, number in phrases.that_may_go_on_with(words[position]):
                    following = words[position : position + len(rest)]
                    if len(following) == len(rest) and all(map(_fits, following, rest)):
                        found.append(number)
        return found

    def count(self, texts: Sequence[Sequence[str]]) -> csr_matrix:
        """How often each term occurs in each text.

        Parameters
        ----------
        texts : sequence of sequence of str
            Normalised words of each text.

        Returns
        -------
        csr_matrix of float32, shape (n_texts, n_terms)
        """
        found = [self.find(words) for words in texts]
        ends = np.cumsum([0, *map(len, found)])
        columns = np.fromiter((number for numbers in found for number in numbers), np.int32, count=ends[-1])
        counts = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), len(self.terms)))
        counts.sum_duplicates()
        return counts

    def _add(self, pattern: tuple[str, ...], number: int) -> None:
        first, *rest = pattern
        if rest:
            phrases = self._phrase_beginnings if first.endswith("*") else self._phrases
            phrases[first.rstrip("*")].append((tuple(rest), number))
        elif first.endswith("*"):
            self._beginnings[first[:-1]] = number
        else:
            self._words[first] = number

    def _beginning_with(self, word: str) -> tuple[tuple[int, ...], Phrases]:
        """Single terms that the word fits, and phrases of which it may be the first word."""
        singles: dict[int, None] = {}
        phrases: list[Phrase] = []
        for form in _spellings(word):
            beginnings = [form[:length] for length in range(2, min(len(form), self._longest_beginning) + 1)]
            if form in self._words:
                singles[self._words[form]] = None
            singles.update({self._beginnings[part]: None for part in beginnings if part in self._beginnings})
            phrases.extend(self._phrases.get(form, ()))
            phrases.extend(phrase for part in beginnings for phrase in self._phrase_beginnings.get(part, ()))
        return tuple(singles), Phrases(phrases)


class Phrases:
    """Phrases that share their first word, found by their second: *le* begins many, *le pape* few."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._open = [phrase for phrase in phrases if phrase[0][0].endswith("*")]
        self._by_second: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if not phrase[0][0].endswith("*"):
                self._by_second[phrase[0][0]].append(phrase)

    def __bool__(self) -> bool:
        return bool(self._open or self._by_second)

    def that_may_go_on_with(self, word: str) -> Sequence[Phrase]:
        """Phrases whose second word may be `word`."""
        return [*self._by_second.get(word, ()), *self._open] if self._open else self._by_second.get(word, ())


@cache
def topic_keywords() -> tuple[Keywords, np.ndarray]:
    """Keywords of all media topics and what each says of each topic.

    Returns
    -------
    keywords : Keywords
    strengths : ndarray of float32, shape (n_terms, n_topics)
        Topics in the order of :func:`~analysis.topics.taxonomy.media_topics`; a term that several topics share
        counts that much less for each.

    Examples
    --------
    >>> keywords, strengths = topic_keywords()
    >>> strengths.shape == (len(keywords.terms), 17)
    True
    """
    lists = [read_lexicon(f"topics-{topic.name}") for topic in media_topics()]
    terms = sorted({term for rows in lists for term, _ in rows})
    numbers = {term: number for number, term in enumerate(terms)}
    strengths = np.zeros((len(terms), len(lists)), np.float32)
    for topic, rows in enumerate(lists):
        for term, strength in rows:
            strengths[numbers[term], topic] = float(strength)
    shared = np.count_nonzero(strengths, axis=1, keepdims=True)
    return Keywords(terms), strengths / shared


def _pattern(term: str) -> tuple[str, ...]:
    """Cut a term into words as the texts are cut, ``*`` kept at the end of the word that has it."""
    words: list[str] = []
    for piece in term.split():
        parts = words_of(piece.rstrip("*"))
        words.extend(parts[:-1])
        words.append(parts[-1] + ("*" if piece.endswith("*") else ""))
    return tuple(words)


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _spellings(word: str) -> tuple[str, ...]:
    """Spellings of the lexicon that a word may stand for: capitals often lose their accent (*Etat*, *Eglise*)."""
    return (word, "é" + word[1:]) if word.startswith("e") else (word,)
