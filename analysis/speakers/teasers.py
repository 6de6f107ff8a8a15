"""Teasers: links to other articles that stand in the text (« Lire aussi : … »); what they quote, nobody here says."""

from __future__ import annotations

from functools import cache

from analysis.lexicons import read_lexicon
from analysis.speakers.article import Article

__all__ = ["in_teaser"]

# How many tokens before a quotation a teaser may begin.
_REACH = 30


def in_teaser(article: Article, number: int) -> bool:
    """Whether a quotation stands in a link to another article: a marker before it, with no line break between.

    Parameters
    ----------
    article : Article
    number : int
        Number of the quotation.
    """
    first = article.tokens[number][0]
    parsed = article.parsed
    for k in range(first - 1, max(first - _REACH, 0) - 1, -1):
        if "\n" in parsed.text[parsed.ends[k] : parsed.starts[k + 1]] if k + 1 < len(parsed) else False:
            return False
        for marker in _markers():
            if tuple(article.plain_words[k : k + len(marker)]) == marker and parsed.words[k][:1].isupper():
                return True
    return False


@cache
def _markers() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[0].split()) for row in read_lexicon("speakers-teasers"))
