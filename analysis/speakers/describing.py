"""From entities to the speakers and attributions that a reader of the tables sees."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.speakers.article import Article
from analysis.speakers.entities import Entity
from analysis.speakers.records import Attribution, Speaker
from analysis.speakers.sources import NO_SOURCE

__all__ = ["describe", "tidy"]

_DETERMINERS = frozenset(
    (
        "Le",
        "La",
        "L'",
        "L’",
        "Les",
        "Un",
        "Une",
        "Des",
        "Du",
        "Ce",
        "Cet",
        "Cette",
        "Ces",
        "Son",
        "Sa",
        "Ses",
        "Leur",
        "Leurs",
    )
)
# « des » may as well be the plural of « un ».
_CONTRACTED = {"du": "le", "au": "le", "aux": "les"}


def describe(
    article: Article, sources: Sequence[int], speakers: Sequence[Entity | None], probabilities: Sequence[float]
) -> tuple[list[Speaker], list[Attribution]]:
    """Speakers of a text in order of their first quotation, and the attribution of each quotation.

    Parameters
    ----------
    article : Article
    sources : sequence of int
        Mention of each quotation's source, `NO_SOURCE` for none.
    speakers : sequence of Entity or None
        Entity of each quotation's speaker.
    probabilities : sequence of float
        How sure each speaker is.
    """
    numbers: dict[int, int] = {}
    described: list[Speaker] = []
    attributions = []
    for source, entity, probability in zip(sources, speakers, probabilities, strict=True):
        if entity is not None and id(entity) not in numbers:
            numbers[id(entity)] = len(described)
            described.append(_speaker(article, entity))
        mention = None if source == NO_SOURCE else article.mentions[source]
        attributions.append(
            Attribution(
                source=None if mention is None else (mention.start, mention.end),
                speaker=None if entity is None else numbers[id(entity)],
                # How sums of many terms are rounded depends on what else is in the batch; four places do not.
                probability=round(float(probability), 4),
            )
        )
    return described, attributions


def tidy(phrase: str) -> str:
    r"""A phrase as a name: one blank between words, no soft hyphens, its article without capital and preposition.

    >>> tidy("Le  gouver\xadnement"), tidy("du syndicat")
    ('le gouvernement', 'le syndicat')
    """
    words = phrase.replace("\u00ad", "").split()
    if words and words[0].lower() in _CONTRACTED:
        words[0] = _CONTRACTED[words[0].lower()]
    elif words and words[0] in _DETERMINERS:
        words[0] = words[0].lower()
    elif words and words[0][:2] in ("L'", "L’", "D'", "D’"):
        words[0] = words[0][0].lower() + words[0][1:]
    return " ".join(words)


def _speaker(article: Article, entity: Entity) -> Speaker:
    name = tidy(entity.name)
    forms: dict[str, None] = {}
    for mention in entity.mentions:
        if entity.person and mention.plural:
            continue  # « MM. Roy et Diop » is the name of neither
        forms.setdefault(tidy(article.parsed.text[mention.start : mention.end]))
    if entity.acronym:
        forms.setdefault(entity.acronym)
    roles = [tidy(role.text) for role in entity.roles if role.noun_class == "human"] if entity.person else []
    return Speaker(
        name=name,
        kind=entity.kind,
        title=entity.title if entity.person else None,
        role=max(roles, key=len) if roles else None,
        gender=entity.gender if entity.kind in ("person", "unnamed") else None,
        aliases=tuple(form for form in forms if form != name),
    )
