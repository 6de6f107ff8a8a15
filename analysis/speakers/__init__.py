"""Sources and speakers: which phrase beside a quotation says who speaks, and who that is in the article.

Where to look:

- a name is cut wrongly: :mod:`analysis.speakers.names`; a phrase: :mod:`analysis.speakers.phrases`; one is missing:
  :mod:`analysis.speakers.mentions`;
- two names or roles of one person are not joined: :mod:`analysis.speakers.gathering` and the modules it names;
- the wrong phrase is taken for the source: :mod:`analysis.speakers.sources` (rules) and
  :mod:`analysis.speakers.source_ranking` (what the learned choice looks at);
- a pronoun or role noun goes to the wrong speaker: :mod:`analysis.speakers.resolution` (rules) and
  :mod:`analysis.speakers.speaker_ranking` (what the learned choice looks at, with
  :mod:`analysis.speakers.compatibility` of role nouns and :mod:`analysis.speakers.rivals`);
- a probability is off: :mod:`analysis.speakers.confidence`;
- two documents share a speaker, or should: :mod:`analysis.speakers.linking`.

Words are known from ``analysis/lexicons/speakers-*.tsv``; the learned weights are described in
``analysis/models/speakers.md``, and without them the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.speakers.article import Article
from analysis.speakers.choosing import choose
from analysis.speakers.confidence import confidences
from analysis.speakers.describing import describe
from analysis.speakers.ranking import Rankers, load_rankers
from analysis.speakers.records import Attribution, Speaker

if TYPE_CHECKING:
    from analysis.quotations import Quotation
    from analysis.syntax import ParsedText

__all__ = ["Attribution", "Speaker", "attribute"]


def attribute(
    parsed: Sequence[ParsedText], quotations: Sequence[Sequence[Quotation]], *, rankers: Rankers | None = None
) -> list[tuple[list[Speaker], list[Attribution]]]:
    """Source and speaker of every quotation of several documents.

    Parameters
    ----------
    parsed : sequence of ParsedText
        Documents.
    quotations : sequence of sequences of Quotation
        Quotations of each document, in text order.
    rankers : Rankers, optional
        Learned weights; by default those that are shipped.

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
    found = [(number, own) for number, own in enumerate(quotations) if own]
    rankers = rankers or load_rankers()
    choices = choose([Article(parsed[number], own) for number, own in found], rankers)
    results: list[tuple[list[Speaker], list[Attribution]]] = [([], []) for _ in parsed]
    for (number, _), choice in zip(found, choices, strict=True):
        results[number] = describe(
            choice.article, choice.sources, choice.speakers, confidences(choice, rankers).tolist()
        )
    return results
