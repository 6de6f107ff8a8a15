"""Compatibility: how well the words of a role noun fit what the text says of an entity.

« le dirigeant zambien » fits somebody near whose name *Zambie* or *président* stands; « le procureur » does not fit a
man who is called *maire*. Words are compared by form, by their first letters (*zambien*, *Zambie*) and by vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.lexicons import read_lexicon
from analysis.speakers.article import Article
from analysis.speakers.entities import Entity
from analysis.speakers.known import Known
from analysis.speakers.mentions import Mention
from analysis.speakers.vocabulary import plain
from analysis.vectors import word_vectors

__all__ = ["FIT_FEATURES", "Compatibility"]

FIT_FEATURES = (
    "fit_role", "fit_other_role", "fit_context", "fit_stems", "roles_known", "stands_for_place",
    "known", "known_noun", "known_words",
)  # fmt: skip
# Letters that a demonym shares with its country, and words too short to tell anything.
_STEM, _SHORT = 5, 4
_NO_FIT = (0.0,) * 3
# Tokens before and after a mention that tell about it, and mentions of an entity that are looked at.
_BEFORE, _AFTER, _MOST = 10, 12, 10


class Compatibility:
    """Words and vectors around the entities of one text, found once for all sources.

    Parameters
    ----------
    article : Article
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self._contexts: dict[int, tuple[frozenset[str], np.ndarray]] = {}
        self._roles: dict[int, np.ndarray] = {}

    def features(self, entity: Entity, mention: Mention | None, own: bool) -> list[float]:
        """Values of `FIT_FEATURES` for an entity and the source that may stand for it."""
        known = float(min(len({role.word for role in entity.roles} | _title_roles(entity.title)), 3))
        place = float(entity.named and not entity.person and any(m.noun_class == "place" for m in entity.mentions[:2]))
        record = float(entity.known is not None)
        if mention is None or mention.form != "noun":
            return [*_NO_FIT, 0.0, known, place, record, 0.0, 0.0]
        if own:
            return [*_NO_FIT, 1.0, known, place, record, 0.0, 0.0]
        [head] = _unit(word_vectors().matrix([mention.word]))
        roles = self._role_vectors(entity)
        closeness = roles @ head if len(roles) else np.zeros(1)
        words, centre = self._context(entity)
        phrase = self._words_of(mention)
        context = float(_mean(phrase) @ centre) if phrase else 0.0
        telling = [word for word in phrase if len(word) >= _SHORT and word != mention.word]
        stems = sum(word[:_STEM] in words for word in telling) / len(telling) if telling else 0.0
        farthest = float(closeness.max()) if len(roles) else 0.5
        return [
            float(closeness.max()), 1.0 - farthest, context, stems, known, place, record,
            *_known_fit(entity.known, plain(mention.word), telling),
        ]  # fmt: skip

    def _role_vectors(self, entity: Entity) -> np.ndarray:
        """Vectors of the head words of what the entity is called, shape (n roles, 300)."""
        if id(entity) not in self._roles:
            known = {role.word for role in entity.roles} | {entity.word} | _title_roles(entity.title)
            words = sorted(known - {""})
            self._roles[id(entity)] = _unit(word_vectors().matrix(words)) if words else np.zeros((0, 300), np.float32)
        return self._roles[id(entity)]

    def _context(self, entity: Entity) -> tuple[frozenset[str], np.ndarray]:
        """First letters of the words near an entity, and the mean vector of these words."""
        if id(entity) not in self._contexts:
            plains, pos = self.article.plain_words, self.article.parsed.pos
            near = {
                k
                for m in entity.mentions[:_MOST]
                for k in range(max(m.first - _BEFORE, 0), min(m.stop + _AFTER, len(plains)))
                if pos[k] in ("NOUN", "PROPN", "ADJ") and len(plains[k]) >= _SHORT
            }
            roles = {word for role in entity.roles for word in role.words}
            stems = frozenset(plains[k][:_STEM] for k in near) | {word[:_STEM] for word in roles}
            self._contexts[id(entity)] = stems, _mean([self.article.parsed.lowered[k] for k in sorted(near)])
        return self._contexts[id(entity)]

    def _words_of(self, mention: Mention) -> list[str]:
        """Content words of a phrase, without accents, the names in it included."""
        names = [key for number in mention.names for key in self.article.names[number].keys]
        return sorted({*mention.words, *names})


def _known_fit(known: Known | None, noun: str, others: Sequence[str]) -> tuple[float, float]:
    """Whether articles refer to somebody known by a noun, and the share of its other words that stand beside it."""
    if known is None:
        return 0.0, 0.0
    stems = {word[:_STEM] for word in known.words}
    beside = sum(word[:_STEM] in stems for word in others) / len(others) if others else 0.0
    return float(noun in known.nouns), beside


def _title_roles(title: str | None) -> frozenset[str]:
    """Role nouns that a title implies.

    >>> sorted(_title_roles("Me"))
    ['avocat', 'avocate']
    """
    return frozenset(role for known, role in read_lexicon("speakers-title-roles") if title and known == title.lower())


def _mean(words: Iterable[str]) -> np.ndarray:
    """Mean vector of words, of length one (zero if none is known), shape (300,)."""
    matrix = word_vectors().matrix(list(words))
    return _unit(matrix.mean(axis=0, keepdims=True))[0] if len(matrix) else np.zeros(300, np.float32)


def _unit(matrix: np.ndarray) -> np.ndarray:
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
