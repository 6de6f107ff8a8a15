"""Sources and speakers: which phrase beside a quotation says who speaks, and who that is in the article.

Where to look:

- a name is cut wrongly: :mod:`analysis.speakers.names`; a phrase: :mod:`analysis.speakers.mentions`;
- two names or roles of one person are not joined: :mod:`analysis.speakers.entities`;
- the wrong phrase is taken for the source: :mod:`analysis.speakers.sources`;
- a pronoun or role noun goes to the wrong speaker: :mod:`analysis.speakers.resolution`.

Words are known from ``analysis/lexicons/speakers-*.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.speakers.article import Article
from analysis.speakers.describing import describe
from analysis.speakers.records import Attribution, Speaker
from analysis.speakers.resolution import resolve_by_rule
from analysis.speakers.sources import source_by_rule

if TYPE_CHECKING:
    from analysis.quotations import Quotation
    from analysis.syntax import ParsedText

__all__ = ["Attribution", "Speaker", "attribute"]


def attribute(
    parsed: Sequence[ParsedText], quotations: Sequence[Sequence[Quotation]]
) -> list[tuple[list[Speaker], list[Attribution]]]:
    """Source and speaker of every quotation of several documents.

    Parameters
    ----------
    parsed : sequence of ParsedText
        Documents.
    quotations : sequence of sequences of Quotation
        Quotations of each document, in text order.

    Returns
    -------
    list of (list of Speaker, list of Attribution)
        For each document its speakers in order of first quotation, and one attribution for each quotation.

    Examples
    --------
    >>> from analysis.quotations import Quotation
    >>> from analysis.syntax import parse_texts
    >>> text = "La maire Awa Koné se réjouit. « Le pont tiendra », a-t-elle assuré."
    >>> start, end = text.index("Le pont"), text.index(" »,")
    >>> cue = text.index("assuré"), text.index("assuré") + 6
    >>> quotation = Quotation(start, end, "direct", cue, "clitic", 1.0)
    >>> [(speakers, [found])] = attribute(list(parse_texts([text])), [[quotation]])
    >>> speakers[found.speaker].name, speakers[found.speaker].gender, text[slice(*found.source)]
    ('Awa Koné', 'female', 'elle')
    """
    return [
        _attribute(Article(text, found)) if found else ([], []) for text, found in zip(parsed, quotations, strict=True)
    ]


def _attribute(article: Article) -> tuple[list[Speaker], list[Attribution]]:
    sources: list[int] = []
    previous = None
    for number, cue in enumerate(article.cues):
        source, _ = source_by_rule(article, number, previous)
        sources.append(source)
        if cue is not None:
            previous = source, cue
    return describe(article, sources, resolve_by_rule(article, sources), [0.8] * len(sources))
