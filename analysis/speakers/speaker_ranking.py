"""Speakers by learning: which entity a pronoun, a role noun or a quotation without source stands for.

Sources that carry a name are settled and never asked about. For the others every entity of the text that agrees in
kind and number is a candidate, described by agreement, recency, salience (subject of the sentence before, headline),
who spoke before and after, and shared role words. Who spoke is taken from the rules, in training as in use, so that the
weights know how far to trust it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.speakers.article import Article
from analysis.speakers.compatibility import FIT_FEATURES, Compatibility
from analysis.speakers.entities import Entity
from analysis.speakers.mentions import QUANTITIES, Mention
from analysis.speakers.resolution import source_kind
from analysis.speakers.rivals import RIVAL_FEATURES, rivals
from analysis.speakers.sources import NO_SOURCE
from analysis.speakers.teasers import in_teaser

__all__ = ["FEATURES", "SpeakerChoice", "speaker_choices"]

_KINDS = ("person", "unnamed", "group", "organisation", "document")
_NEAREST, _FAR = 14, 400

FEATURES = (
    "null", "own", "own_human_definite", "own_generic", "own_demonstrative", "own_indefinite", "own_complement",
    "own_repeated", *(f"is_{kind}" for kind in _KINDS), "named", "acronym", "class_unknown", "evidence", "mentions",
    "share_of_mentions", "first_sentence", "in_headline", "in_first_sentence", "gender_match", "gender_clash",
    "gender_open", "number_match", "number_clash", "distance", "sentences_back", "last_is_subject",
    "last_is_pronounless_name", "last_in_quotation", "last_after_preposition", "seen_before", "in_same_sentence",
    "subject_of_sentence_before", "opens_sentence_before", "next_distance", "next_is_subject", "rank",
    "rank_persons", "rank_subjects", "only_person", "rank_of_kind", "previous", "second_previous", "spoken_before",
    "share_of_history", "previous_gap", "previous_same_paragraph", "next_settled", "settled_after",
    "settled_anywhere", "inside_this_quotation", "in_quotation_before", "context_overlap", "similar_quotation",
    "spoken_after", "previous_source_agrees", "subject_distance", "pronouns_between", "role_head", "role_overlap",
    "same_head", "same_kind_as_source", "shared_words", "role_class_match", "introduced",
    *FIT_FEATURES, *RIVAL_FEATURES, "kind_pronoun", "kind_noun",
    "kind_none", "plural", "first_person", "anaphor", "definite", "source_human", "source_body", "source_document",
    "source_generic", "source_words", "sentence", "quotation_direct", "quotation_indirect", "candidates",
    "headline_quotation", "source_subject", "cue_none", "demonstrative", "possessive", "indefinite", "source_named",
    "impersonal", "teaser",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """The candidates for the speaker of one quotation: entities, None among them, with features."""

    candidates: list[Entity | None]
    rows: np.ndarray


def speaker_choices(
    article: Article, sources: Sequence[int], settled: Sequence[bool], history: Sequence[Entity | None]
) -> list[SpeakerChoice | None]:
    """Candidates with features for the quotations that are not settled.

    Parameters
    ----------
    article : Article
    sources : sequence of int
        Mention of each source, `NO_SOURCE` for none.
    settled : sequence of bool
        Whether the source itself says who speaks.
    history : sequence of Entity or None
        Speaker of each quotation as far as it is known: by rule, or from an earlier round.

    Returns
    -------
    list of SpeakerChoice or None
        None for settled quotations.
    """
    view = _View(article, sources, settled, history)
    return [None if done else view.choice(number) for number, done in enumerate(settled)]


class _View:
    """What the features of one text have in common."""

    def __init__(
        self, article: Article, sources: Sequence[int], settled: Sequence[bool], history: Sequence[Entity | None]
    ) -> None:
        self.article = article
        self.sources = sources
        self.settled = settled
        self.history = history
        self.total = max(sum(len(entity.mentions) for entity in article.entities), 1)
        self.settled_by: dict[int, list[int]] = {}
        for number, (speaker, done) in enumerate(zip(history, settled, strict=True)):
            if done and speaker is not None:
                self.settled_by.setdefault(id(speaker), []).append(number)
        self.firsts = {id(e): np.array([m.first for m in e.mentions]) for e in article.entities}
        self.contexts = {id(e): self._context(e) for e in article.entities}
        self.compatibility = Compatibility(article)
        self.content = [self._content_words(number) for number in range(len(sources))]
        self.speaking = {id(speaker) for speaker in history if speaker is not None}

    def _context(self, entity: Entity) -> frozenset[str]:
        """Words that stand near the mentions of an entity."""
        plains = self.article.plain_words
        near: set[str] = set()
        for mention in entity.mentions[:12]:
            near.update(plains[max(mention.first - 12, 0) : mention.stop + 14])
        return frozenset(near)

    def _content_words(self, number: int) -> frozenset[str]:
        """Longer words of a quotation."""
        first, stop = self.article.tokens[number]
        return frozenset(word for word in self.article.plain_words[first:stop] if len(word) > 3)

    def choice(self, number: int) -> SpeakerChoice:
        """Candidates and features of one quotation."""
        source = self.sources[number]
        mention = None if source == NO_SOURCE else self.article.mentions[source]
        own = self.article.entity_of.get(source)
        position = self.article.tokens[number][0] if mention is None else mention.first
        candidates = self.article.homonyms.get(source) or self._candidates(number, mention, own, position)
        rows = np.zeros((len(candidates) + 1, len(FEATURES)), dtype=np.float32)
        shared = self._shared(number, mention, own, len(candidates))
        ranks = self._ranks(candidates, mention, position)
        rows[0, 0] = 1.0
        described = len(FEATURES) - len(shared) - len(RIVAL_FEATURES)
        for row, entity in zip(rows[1:], candidates, strict=True):
            row[:described] = self._features(number, entity, mention, own, position, ranks[id(entity)])
        if candidates:
            rows[1:, described : described + len(RIVAL_FEATURES)] = rivals(rows[1:, :described], FEATURES[:described])
        rows[:, -len(shared) :] = shared
        return SpeakerChoice([None, *candidates], rows)

    def _candidates(self, number: int, mention: Mention | None, own: Entity | None, position: int) -> list[Entity]:
        found = []
        for entity in self.article.entities:
            if entity is own or id(entity) in self.speaking or self._possible(entity, mention, own):
                firsts = self.firsts[id(entity)]
                before = int(np.searchsorted(firsts, position))
                distance = position - int(firsts[before - 1]) if before else int(firsts[0]) - position + 100
                found.append((entity is not own and id(entity) not in self.speaking, distance, entity))
        found.sort(key=lambda item: item[:2])
        return [
            entity for _, _, entity in found[: _NEAREST + len(self.speaking)] if self._possible(entity, mention, own)
        ]

    def _possible(self, entity: Entity, mention: Mention | None, own: Entity | None) -> bool:
        """Whether an entity may be the speaker at all, by kind and number."""
        if entity is own:
            return True
        if entity.word in QUANTITIES:
            return False
        speaking = id(entity) in self.speaking
        if not (entity.named or entity.noun_class is not None or speaking):
            return False
        if entity.noun_class == "place" and not speaking:
            return False
        if mention is None:
            return True
        if mention.plural:
            return not entity.person and (entity.plural or entity.kind in ("organisation", "group"))
        if entity.plural and not (entity.kind == "organisation" or speaking):
            return False
        if mention.form == "pronoun":
            return True
        if mention.noun_class == "human":
            return entity.person or entity.kind == "unnamed"
        if mention.noun_class == "document":
            return not entity.person
        return mention.noun_class is None or not entity.person

    def _ranks(
        self, candidates: Sequence[Entity], mention: Mention | None, position: int
    ) -> dict[int, tuple[int, int, int, bool, int]]:
        """Places of each agreeing candidate by nearness: among all, persons, last seen as subjects, of its kind."""
        agreeing = []
        for entity in candidates:
            last = self._last(entity, position)
            clash = mention is not None and mention.gender and entity.gender and mention.gender != entity.gender
            if last is not None and not clash:
                agreeing.append((position - last.first, entity, last.subject))
        agreeing.sort(key=lambda item: item[0])
        persons = [e for _, e, _ in agreeing if e.person]
        subjects = [e for _, e, subject in agreeing if subject]
        of_kind: dict[int, int] = {}
        for k, (_, e, _) in enumerate(agreeing):
            of_kind[id(e)] = sum(other.kind == e.kind for _, other, _ in agreeing[:k])
        order = {id(e): k for k, (_, e, _) in enumerate(agreeing)}
        of_persons = {id(e): k for k, e in enumerate(persons)}
        of_subjects = {id(e): k for k, e in enumerate(subjects)}
        return {
            id(e): (
                order.get(id(e), 15),
                of_persons.get(id(e), 8),
                of_subjects.get(id(e), 8),
                len(persons) == 1,
                of_kind.get(id(e), 8),
            )
            for e in candidates
        }

    def _last(self, entity: Entity, position: int) -> Mention | None:
        before = int(np.searchsorted(self.firsts[id(entity)], position))
        return entity.mentions[before - 1] if before else None

    def _features(
        self,
        number: int,
        entity: Entity,
        mention: Mention | None,
        own: Entity | None,
        position: int,
        ranks: tuple[int, int, int, bool, int],
    ) -> list[float]:
        article = self.article
        is_own = entity is own
        sentence = article.sentence_at[min(position, len(article.parsed) - 1)]
        firsts = self.firsts[id(entity)]
        before = int(np.searchsorted(firsts, position))
        last = entity.mentions[before - 1] if before else None
        after_index = before + (
            1 if is_own and before < len(entity.mentions) and entity.mentions[before] is mention else 0
        )
        following = entity.mentions[after_index] if after_index < len(entity.mentions) else None
        quotation = article.quotations[number]
        gender, wanted = entity.gender, mention.gender if mention else None
        spoken = [k for k in range(number) if self.history[k] is entity]
        previous = self.history[number - 1] if number else None
        gap = quotation.start - article.quotations[number - 1].end if number else 999
        between = article.parsed.text[article.quotations[number - 1].end : quotation.start] if number else "\n"
        settled = self.settled_by.get(id(entity), [])
        settled_after = [k for k in settled if k > number]
        next_settled = next((k for k in range(number + 1, len(self.sources)) if self.settled[k]), None)
        subjects = [m.first for m in entity.mentions[:before] if m.subject]
        role_head, role_overlap, role_class = self._roles(entity, mention)
        return [
            0.0,
            float(is_own),
            float(
                is_own and mention is not None and mention.noun_class == "human" and mention.definiteness == "definite"
            ),
            float(is_own and mention is not None and mention.generic),
            float(is_own and mention is not None and mention.definiteness == "demonstrative"),
            float(is_own and mention is not None and mention.definiteness == "indefinite"),
            float(is_own and mention is not None and len(mention.words) > 1),
            float(is_own and before > 0),
            *(float(entity.kind == kind) for kind in _KINDS),
            float(entity.named),
            float(entity.acronym is not None),
            float(not entity.named and entity.noun_class is None),
            float(np.clip(entity.evidence, -4, 8)),
            float(min(len(entity.mentions), 20)),
            len(entity.mentions) / self.total,
            float(min(entity.mentions[0].sentence, 20)),
            float(entity.mentions[0].start < article.headline),
            float(entity.mentions[0].sentence <= 1),
            float(bool(wanted and gender and wanted == gender)),
            float(bool(wanted and gender and wanted != gender)),
            float(not wanted or not gender),
            float(mention is not None and mention.plural == entity.plural),
            float(mention is not None and mention.plural != entity.plural),
            float(min(position - last.first, _FAR)) if last else _FAR + 100.0,
            float(min(sentence - last.sentence, 15)) if last else 20.0,
            float(last is not None and last.subject),
            float(last is not None and last.form == "name"),
            float(last is not None and article.quotation_at[last.head] >= 0),
            float(last is not None and last.first > 0 and article.parsed.pos[last.first - 1] == "ADP"),
            float(last is not None),
            float(last is not None and last.sentence == sentence),
            float(any(m.sentence == sentence - 1 and m.subject for m in entity.mentions[max(before - 4, 0) : before])),
            float(
                any(m.sentence == sentence - 1 and self._opens(m) for m in entity.mentions[max(before - 4, 0) : before])
            ),
            float(min(following.first - position, _FAR)) if following else _FAR + 100.0,
            float(following is not None and following.subject),
            float(ranks[0]),
            float(ranks[1]),
            float(ranks[2]),
            float(ranks[3]),
            float(ranks[4]),
            float(previous is entity),
            float(number > 1 and self.history[number - 2] is entity),
            float(bool(spoken)),
            len(spoken) / max(number, 1),
            float(min(max(gap, 0), 600)) if previous is entity else 700.0,
            float(previous is entity and "\n" not in between),
            float(next_settled is not None and self.history[next_settled] is entity),
            float(len(settled_after)),
            float(bool(settled)),
            float(any(quotation.start <= m.start < quotation.end for m in entity.mentions)),
            float(last is not None and number > 0 and article.quotation_at[last.head] == number - 1),
            self._context_overlap(entity, mention),
            self._similarity(number, entity),
            float(sum(self.history[k] is entity for k in range(number + 1, len(self.sources)))),
            self._previous_source_agrees(number, mention),
            float(min(position - subjects[-1], _FAR)) if subjects else _FAR + 100.0,
            float(min(self._pronouns_between(last, mention, position), 5)),
            role_head,
            role_overlap,
            float(bool(mention is not None and mention.form == "noun" and entity.word == mention.word)),
            float(own is not None and own.kind == entity.kind),
            float(mention is not None and bool(mention.words & entity.keys) and not is_own),
            role_class,
            float(entity.mentions[0].definiteness == "indefinite"),
            *self.compatibility.features(entity, mention, is_own),
        ]

    def _context_overlap(self, entity: Entity, mention: Mention | None) -> float:
        """Share of the words of a role noun and its complements that stand near the entity elsewhere."""
        if mention is None or mention.form != "noun":
            return 0.0
        words = set(mention.words)
        for number in mention.names:
            words.update(self.article.names[number].keys)
        words.discard(mention.word)
        return len(words & self.contexts[id(entity)]) / len(words) if words else 0.0

    def _similarity(self, number: int, entity: Entity) -> float:
        """Greatest share of the quotation's longer words that another quotation of the entity repeats."""
        own = self.content[number]
        others = [self.content[k] for k, speaker in enumerate(self.history) if speaker is entity and k != number]
        return max((len(own & other) / len(own) for other in others), default=0.0) if own else 0.0

    def _previous_source_agrees(self, number: int, mention: Mention | None) -> float:
        """Whether the source before is a pronoun of the same gender and number: « dit-elle … poursuit-elle »."""
        if mention is None or not number or self.sources[number - 1] == NO_SOURCE:
            return 0.0
        before = self.article.mentions[self.sources[number - 1]]
        return float(before.form == "pronoun" and before.gender == mention.gender and before.plural == mention.plural)

    def _pronouns_between(self, last: Mention | None, mention: Mention | None, position: int) -> int:
        """How many agreeing pronouns stand between the last mention of an entity and the source."""
        if last is None or mention is None or mention.form != "pronoun":
            return 0
        return sum(
            last.first < other.first < position and other.gender == mention.gender and other.plural == mention.plural
            for other in self.article.pronouns
        )

    def _opens(self, mention: Mention) -> bool:
        return mention.first == 0 or self.article.sentence_at[mention.first - 1] != mention.sentence

    @staticmethod
    def _roles(entity: Entity, mention: Mention | None) -> tuple[float, float, float]:
        """How well the words of a role noun fit what the text says of an entity."""
        if mention is None or mention.form != "noun":
            return 0.0, 0.0, 0.0
        head = any(role.word == mention.word or mention.word in role.words for role in entity.roles)
        overlap = max((len(mention.words & role.words) / len(mention.words) for role in entity.roles), default=0.0)
        return float(head), overlap, float(any(role.noun_class == mention.noun_class for role in entity.roles))

    def _shared(self, number: int, mention: Mention | None, own: Entity | None, size: int) -> list[float]:
        article, quotation = self.article, self.article.quotations[number]
        kind = source_kind(article, self.sources[number])
        position = article.tokens[number][0] if mention is None else mention.first
        return [
            float(kind == "pronoun"),
            float(kind in ("noun", "name")),
            float(kind == "none"),
            float(mention is not None and mention.plural),
            float(mention is not None and mention.word in ("je", "j'", "nous", "on")),
            float(mention is not None and mention.form == "pronoun" and bool(mention.determiner)),
            float(mention is not None and mention.definiteness == "definite"),
            float(mention is not None and mention.noun_class == "human"),
            float(mention is not None and mention.noun_class == "organisation"),
            float(mention is not None and mention.noun_class == "document"),
            float(mention is not None and mention.generic),
            float(0 if mention is None else min(len(mention.words), 8)),
            float(min(article.sentence_at[min(position, len(article.parsed) - 1)], 20)),
            float(quotation.type == "direct"),
            float(quotation.type == "indirect"),
            float(size),
            float(quotation.end <= article.headline),
            float(mention is not None and mention.subject),
            float(article.cues[number] is None),
            float(mention is not None and mention.definiteness == "demonstrative"),
            float(mention is not None and mention.definiteness == "possessive"),
            float(mention is not None and mention.definiteness == "indefinite"),
            float(mention is not None and bool(mention.names)),
            float(mention is not None and mention.word == "on"),
            float(in_teaser(article, number)),
        ]
