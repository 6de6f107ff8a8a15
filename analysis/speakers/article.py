"""One text with its quotations, mentions and entities: what the rules and features of this stage look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.speakers.entities import Entity
from analysis.speakers.gathering import find_entities
from analysis.speakers.mentions import Mention, find_mentions
from analysis.speakers.names import find_names
from analysis.speakers.vocabulary import plain

if TYPE_CHECKING:
    from analysis.quotations import Quotation
    from analysis.syntax import ParsedText

__all__ = ["Article"]


class Article:
    """One text, its quotations in text order, and on demand its mentions and entities.

    Parameters
    ----------
    parsed : ParsedText
    quotations : sequence of Quotation

    Attributes
    ----------
    mentions : list of Mention
        In text order, longer ones first.
    entities : list of Entity
    entity_of : dict
        Entity by index of a mention; pronouns have none.
    homonyms : dict
        By index of a mention the entities that bear its name, where there are several.
    headline : int
        Code point where the headline ends, 0 if the text has none.
    """

    def __init__(self, parsed: ParsedText, quotations: Sequence[Quotation]) -> None:
        self.parsed = parsed
        self.quotations = list(quotations)
        self.names = find_names(parsed)
        self.mentions: list[Mention] = find_mentions(parsed, self.names)
        self.entities: list[Entity]
        self.homonyms: dict[int, list[Entity]]
        self.entities, self.entity_of, self.homonyms = find_entities(parsed, self.names, self.mentions)
        stop = parsed.text.find("\n")
        self.headline = stop if 0 < stop < 250 else 0

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        """Token range of each quotation."""
        return [self.parsed.token_range(q.start, q.end) for q in self.quotations]

    @cached_property
    def cues(self) -> list[int | None]:
        """Last token of the cue of each quotation."""
        return [None if q.cue is None else max(self.parsed.token_range(*q.cue)[1] - 1, 0) for q in self.quotations]

    @cached_property
    def quotation_at(self) -> np.ndarray:
        """Number of the quotation that holds each token, -1 outside."""
        numbers = np.full(len(self.parsed), -1)
        for number, (first, stop) in enumerate(self.tokens):
            numbers[first:stop] = number
        return numbers

    @cached_property
    def sentence_at(self) -> list[int]:
        """Sentence of each token."""
        return self.parsed.sentence_of.tolist()

    @cached_property
    def by_first(self) -> dict[int, int]:
        """Index of the longest mention that begins at a token."""
        index: dict[int, int] = {}
        for i, mention in enumerate(self.mentions):
            index.setdefault(mention.first, i)
        return index

    @cached_property
    def by_stop(self) -> dict[int, int]:
        """Index of the longest mention that ends before a token."""
        index: dict[int, int] = {}
        for i, mention in enumerate(self.mentions):
            index.setdefault(mention.stop, i)
        return index

    @cached_property
    def by_token(self) -> dict[int, int]:
        """Index of the mention that a token heads: the longest one, coordinations aside."""
        index: dict[int, int] = {}
        for i, mention in enumerate(self.mentions):
            if mention.form == "pronoun":
                index[mention.head] = i
            for token in (mention.head, *([mention.first] if mention.form == "name" else [])):
                known = index.get(token)
                if known is None or (
                    self.mentions[known].first <= mention.first and mention.stop > self.mentions[known].stop
                ):
                    index[token] = i
        return index

    @cached_property
    def by_sentence(self) -> dict[int, list[int]]:
        """Indices of the mentions of each sentence."""
        index: dict[int, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            index.setdefault(mention.sentence, []).append(i)
        return index

    @cached_property
    def plain_words(self) -> list[str]:
        """Tokens in lower case without accents."""
        return [plain(word) for word in self.parsed.words]

    @cached_property
    def pronouns(self) -> list[Mention]:
        """Mentions that are pronouns, outside quotations."""
        return [m for m in self.mentions if m.form == "pronoun" and self.quotation_at[m.head] < 0]
