"""Gathering entities: which mentions of one text stand for the same person, body or writing by what they say.

Names are joined by their words, spelling, title and gender (:mod:`analysis.speakers.naming`); roles by apposition and
by standing before a name (:mod:`analysis.speakers.roles`); acronyms by their expansion
(:mod:`analysis.speakers.acronyms`); noun phrases by their head and words. Pronouns and bare role nouns are left to
:mod:`analysis.speakers.resolution`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.speakers.acronyms import expand_acronyms
from analysis.speakers.entities import Draft, Entity
from analysis.speakers.known import recognise
from analysis.speakers.mentions import QUANTITIES, Mention
from analysis.speakers.names import Name
from analysis.speakers.naming import join_names
from analysis.speakers.roles import attach_appositions, attach_roles

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["find_entities"]


def find_entities(
    parsed: ParsedText, names: Sequence[Name], mentions: Sequence[Mention]
) -> tuple[list[Entity], dict[int, Entity], dict[int, list[Entity]]]:
    """Entities of a text, and the entity of each mention that is no pronoun.

    Parameters
    ----------
    parsed : ParsedText
    names : sequence of Name
    mentions : sequence of Mention

    Returns
    -------
    entities : list of Entity
        Named ones first, each group in order of first mention.
    entity_of : dict
        Entity by index of the mention.
    homonyms : dict
        By index of the mention the entities that share its name, where there are several.
    """
    draft = Draft(parsed, names, mentions)
    join_names(draft)
    attach_roles(draft)
    attach_appositions(draft)
    group_nouns(draft)
    expand_acronyms(draft)
    recognise(draft)
    return draft.finish()


def group_nouns(draft: Draft) -> None:
    """Noun phrases with one head and number where the words of one hold those of the other."""
    groups: dict[tuple[str, bool], list[Entity]] = {}
    for i, mention in enumerate(draft.mentions):
        if mention.form != "noun" or i in draft.of_mention:
            continue
        siblings = groups.setdefault((mention.word, mention.plural), [])
        words = _telling_words(draft, mention)
        vague = mention.definiteness in ("indefinite", "")
        match = next((e for e in reversed(siblings) if _same_noun(mention, words, e)), None)
        if match is None or mention.word in QUANTITIES or (vague and words != match.keys):
            match = Entity(
                draft.parsed.text[mention.start : mention.end],
                set(words),
                named=False,
                word=mention.word,
                noun_class=mention.noun_class,
                plural=mention.plural,
                possessed=mention.definiteness == "possessive",
            )
            siblings.append(match)
            draft.entities.append(match)
        elif len(words) > len(match.keys) and mention.stop - mention.first < 14:
            match.name = draft.parsed.text[mention.start : mention.end]
            match.keys |= words
        if mention.gender:
            match.genders[mention.gender] += 1.0
        draft.of_mention[i] = match


def _telling_words(draft: Draft, mention: Mention) -> frozenset[str]:
    """Content words of a phrase, the names in it included: « le ministère de Lusaka » is not any ministry."""
    return mention.words.union(*(draft.names[number].keys for number in mention.names))


def _same_noun(mention: Mention, words: frozenset[str], entity: Entity) -> bool:
    """Whether a noun phrase repeats one that was grouped before; « ses avocats » are those of somebody else."""
    if (mention.definiteness == "possessive") is not entity.possessed:
        return False
    return words <= entity.keys or entity.keys <= words
