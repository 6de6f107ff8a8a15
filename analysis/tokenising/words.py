"""Tokens of French text."""

from __future__ import annotations

from collections.abc import Iterator

from nltk.tokenize.api import TokenizerI

from analysis.lexicons import read_lexicon
from analysis.tokenising.patterns import token_pattern

__all__ = ["FrenchTokenizer"]


class FrenchTokenizer(TokenizerI):
    """Cut French text into tokens as Universal Dependencies does (French-GSD, French-Sequoia).

    An elided word, an inverted pronoun and a mark are tokens of their own; a compound, a number and an abbreviation
    with its full stop are one token. Contractions (*du*, *aux*) are one token each, as they are written.

    Parameters
    ----------
    whole_times : bool, default False
        Whether ``14h30`` is one token, as newswire readers like it, and not ``14|h|30``.
    split_contractions : bool, default False
        Whether :meth:`tokenize` gives *au*, *aux*, *auquel*, *duquel*… as two words. Spans do not change, for the two
        words have none of their own; *du* and *des* stay whole, for only syntax tells them from partitive articles.

    Examples
    --------
    >>> FrenchTokenizer().tokenize("Aujourd'hui, M. Roy l'a-t-il vu à 14h30 ?")
    ["Aujourd'hui", ',', 'M.', 'Roy', "l'", 'a', '-t-il', 'vu', 'à', '14', 'h', '30', '?']
    >>> list(FrenchTokenizer().span_tokenize("L'U.E. agit."))
    [(0, 2), (2, 6), (7, 11), (11, 12)]
    >>> FrenchTokenizer(whole_times=True, split_contractions=True).tokenize("Au port à 14h30")
    ['À', 'le', 'port', 'à', '14h30']
    """

    def __init__(self, *, whole_times: bool = False, split_contractions: bool = False) -> None:
        self.whole_times = whole_times
        self.split_contractions = split_contractions

    def tokenize(self, s: str) -> list[str]:
        """Tokens of a text as strings.

        Parameters
        ----------
        s : str
            Any text.

        Returns
        -------
        list of str
        """
        tokens = token_pattern(whole_times=self.whole_times).findall(s)
        return [word for token in tokens for word in _words_of(token)] if self.split_contractions else tokens

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Offsets of the tokens of a text.

        Parameters
        ----------
        s : str
            Any text.

        Yields
        ------
        (int, int)
            Code points, end exclusive, in order, without overlap; together they hold every character that is no space.
        """
        for match in token_pattern(whole_times=self.whole_times).finditer(s):
            yield match.span()


def _words_of(token: str) -> tuple[str, ...]:
    """Words of a contraction, the first with a capital if the token has one."""
    for contraction, *words in read_lexicon("tokenising-contractions"):
        if token.lower() == contraction:
            first, second = words
            return (first.capitalize() if token[0].isupper() else first, second)
    return (token,)
