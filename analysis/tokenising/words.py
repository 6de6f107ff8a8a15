"""Tokens of French text."""

from __future__ import annotations

from collections.abc import Iterator

from nltk.tokenize.api import TokenizerI

from analysis.tokenising.patterns import token_pattern

__all__ = ["FrenchTokenizer"]


class FrenchTokenizer(TokenizerI):
    """Cut French text into tokens as Universal Dependencies does.

    Surface tokens: a contraction (*du*) is one token, an elided word and an inverted pronoun are tokens of their own.

    Examples
    --------
    >>> FrenchTokenizer().tokenize("Aujourd'hui, M. Roy l'a-t-il vu à 14h30 ?")
    ["Aujourd'hui", ',', 'M.', 'Roy', "l'", 'a', '-t-il', 'vu', 'à', '14', 'h', '30', '?']
    """

    def tokenize(self, s: str) -> list[str]:
        """Return the tokens of a text as strings."""
        return token_pattern().findall(s)

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Yield the code-point offsets of the tokens, end exclusive."""
        for match in token_pattern().finditer(s):
            yield match.span()
