"""Speakers by rule: for which entity a source stands, by agreement, recency and who spoke before.

A source that names its speaker is never overruled. Pronouns and bare role nouns look back for an entity that agrees;
these rules are the fallback of :mod:`analysis.speakers.speaker_ranking` and give it the history it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.speakers.article import Article
from analysis.speakers.entities import Entity
from analysis.speakers.mentions import QUANTITIES, Mention
from analysis.speakers.sources import NO_SOURCE

__all__ = ["agrees", "is_settled", "resolve_by_rule", "source_kind"]

# An indefinite phrase in the first sentences may stand for somebody whom the next ones name.
_LEAD = 2
_NUMERALS = frozenset(("deux", "trois", "quatre", "cinq"))
# How far back, in tokens, a pronoun or a role noun looks.
_REACH = 400
_FIRST_PERSON = frozenset(("je", "j'", "nous", "on"))


def source_kind(article: Article, i: int) -> str:
    """What a source is: none, pronoun, name (it names its speaker) or noun (it may refer to somebody named)."""
    if i == NO_SOURCE:
        return "none"
    if article.mentions[i].form == "pronoun":
        return "pronoun"
    return "name" if article.entity_of[i].named else "noun"


def is_settled(article: Article, i: int) -> bool:
    """Whether the source itself says who speaks, so that nothing may overrule it."""
    if i == NO_SOURCE or article.mentions[i].form == "pronoun":
        return False
    mention, entity = article.mentions[i], article.entity_of[i]
    if entity.named:
        return i not in article.homonyms
    if mention.definiteness == "indefinite" and mention.sentence > _LEAD:
        return True
    if mention.plural:
        return mention.definiteness != "demonstrative" and not mention.words & _NUMERALS
    settling = mention.noun_class in ("group", "place") and not mention.generic
    return settling and mention.definiteness != "demonstrative"


def resolve_by_rule(article: Article, sources: Sequence[int]) -> list[Entity | None]:
    """The speaker of every quotation of a text by rule.

    Parameters
    ----------
    article : Article
    sources : sequence of int
        Index of the source's mention for each quotation, `NO_SOURCE` for none.

    Returns
    -------
    list of Entity or None
    """
    speakers: list[Entity | None] = []
    for number, source in enumerate(sources):
        history = [speaker for speaker in speakers if speaker is not None]
        if source in article.homonyms:
            speakers.append(_namesake(article, source, history))
        elif is_settled(article, source):
            speakers.append(article.entity_of[source])
        elif source == NO_SOURCE:
            speakers.append(_without_source(article, number, sources, history))
        elif article.mentions[source].form == "pronoun":
            speakers.append(_pronoun(article, source, history))
        else:
            speakers.append(_noun(article, source, history))
    return speakers


def agrees(mention: Mention, entity: Entity) -> bool:
    """Whether number and gender of a mention fit an entity; what is unknown fits, « certains » is no antecedent."""
    if entity.word in QUANTITIES:
        return False
    body = not entity.person and entity.kind in ("organisation", "group")
    if mention.plural != entity.plural and not (mention.plural and body):
        return False
    if mention.form == "pronoun" and mention.plural and entity.person:
        return False
    return mention.gender is None or entity.gender is None or mention.gender == entity.gender or mention.plural


def _candidates(article: Article, position: int, mention: Mention) -> list[tuple[Entity, Mention]]:
    """Agreeing entities with their last mention before a token, within reach, latest first."""
    found = []
    for entity in article.entities:
        before = [m for m in entity.mentions if m.first < position and m is not mention]
        if before and position - before[-1].first <= _REACH and agrees(mention, entity):
            found.append((entity, before[-1]))
    return sorted(found, key=lambda pair: -pair[1].first)


def _pronoun(article: Article, source: int, history: Sequence[Entity]) -> Entity | None:
    mention = article.mentions[source]
    if mention.word in _FIRST_PERSON:
        return history[-1] if history else None
    best, best_score = None, -1e9
    for entity, last in _candidates(article, mention.first, mention):
        if not (entity.person or entity.kind in ("unnamed", "group", "organisation", "document")):
            continue
        score = -0.02 * (mention.first - last.first)
        score += 2.0 * last.subject + 2.5 * entity.person + 1.0 * (entity.noun_class is not None)
        score += 3.0 * bool(history and history[-1] is entity) + 0.5 * (entity in history)
        score -= 6.0 * (entity.noun_class is None and not entity.named and entity not in history)
        score -= 4.0 * (entity.noun_class == "document" and entity not in history)
        score -= 1.5 * (entity.noun_class == "place" or (entity.named and not entity.person and entity not in history))
        if score > best_score:
            best, best_score = entity, score
    return best


def _namesake(article: Article, source: int, history: Sequence[Entity]) -> Entity:
    """Of several bearers of a name the one who spoke last, else the one introduced first."""
    bearers = article.homonyms[source]
    return next((entity for entity in reversed(history) if entity in bearers), article.entity_of[source])


def _noun(article: Article, source: int, history: Sequence[Entity]) -> Entity:
    mention, own = article.mentions[source], article.entity_of[source]
    vague = mention.generic or mention.definiteness == "demonstrative" or mention.noun_class in ("human", "document")
    if mention.definiteness in ("indefinite", "possessive", "") or mention.plural or not vague:
        return own
    candidates = _candidates(article, mention.first, mention)
    if mention.noun_class == "human":
        people = [(entity, last) for entity, last in candidates if entity.person]
        for entity, _ in people:
            if any(role.word == mention.word or mention.word in role.words for role in entity.roles):
                return entity
        near = [entity for entity, last in people if mention.sentence - last.sentence <= 4]
        return next((entity for entity in near if entity in history), near[0]) if near else own
    if mention.noun_class == "document" and (len(mention.words) > 1 or mention.names):
        return own
    same_kind = [
        entity
        for entity, _ in candidates
        if entity is not own and entity.kind == own.kind and (entity.named or entity in history or len(entity.keys) > 1)
    ]
    if any(m.first < mention.first for m in own.mentions) and len(own.keys) > 1:
        return own
    return next((entity for entity in same_kind if entity in history), same_kind[0] if same_kind else own)


def _without_source(article: Article, number: int, sources: Sequence[int], history: Sequence[Entity]) -> Entity | None:
    """The speaker of the quotation before; of a headline, the one who is first named in the body as a source."""
    if article.quotations[number].end <= article.headline or not history:
        for source in sources[number + 1 :]:
            if source != NO_SOURCE and source in article.entity_of and article.entity_of[source].person:
                return article.entity_of[source]
        return history[-1] if history else None
    return history[-1]
