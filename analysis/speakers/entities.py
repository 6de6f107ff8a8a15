"""Entities: what a text says of somebody or something that it mentions, and the draft in which they are gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.speakers.mentions import Mention
from analysis.speakers.names import Name

if TYPE_CHECKING:
    from analysis.speakers.known import Known
    from analysis.syntax import ParsedText

__all__ = ["Draft", "Entity", "Role"]


@dataclass(frozen=True, slots=True)
class Role:
    """A noun phrase that says what an entity is."""

    word: str
    words: frozenset[str]
    text: str
    noun_class: str | None


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that a text mentions.

    Attributes
    ----------
    name : str
        Fullest name or noun phrase.
    keys : set of str
        Words that tell it apart, in lower case without accents.
    named : bool
        Whether it has a proper name.
    evidence : float
        Above 0 if its name is one of a person.
    word, noun_class : str or None
        Head and class of the noun phrase of an entity without a name.
    plural, possessed : bool
    acronym : str or None
    title : str or None
    genders : dict
        Weight of the clues for "female" and "male".
    mentions : list of Mention
        In text order, pronouns left out.
    roles : list of Role
    known : Known or None
        What the world knows of it; see :mod:`analysis.speakers.known`.
    """

    name: str
    keys: set[str]
    named: bool
    evidence: float = 0.0
    word: str = ""
    noun_class: str | None = None
    plural: bool = False
    possessed: bool = False
    acronym: str | None = None
    title: str | None = None
    genders: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    known: Known | None = None

    @property
    def person(self) -> bool:
        """Whether it is a person with a name."""
        return self.named and self.evidence > 0 and not self.plural

    @property
    def gender(self) -> str | None:
        """The gender that the weightiest clues tell; the ending of an unknown first name alone tells none."""
        if not self.genders:
            return None
        female, male = self.genders["female"], self.genders["male"]
        return None if female == male or max(female, male) < 1.0 else "female" if female > male else "male"

    @property
    def kind(self) -> str:
        """person, unnamed, group, organisation or document."""
        if self.person:
            return "person"
        if self.named:
            if any(role.noun_class == "document" for role in self.roles):
                return "document"
            return "group" if self.plural else "organisation"
        if self.noun_class == "document":
            return "document"
        if self.plural or self.noun_class == "group":
            return "group"
        return "organisation" if self.noun_class in ("organisation", "place") else "unnamed"


class Draft:
    """The entities of one text while they are gathered.

    Attributes
    ----------
    of_name, of_mention : dict
        Entity by number of a name, and by index of a mention that is no pronoun.
    homonyms : dict
        By number of a name the entities that it may shorten, where there are several.
    name_from, name_until : dict
        Number of a name by its first token, and by the token behind it.
    """

    def __init__(self, parsed: ParsedText, names: Sequence[Name], mentions: Sequence[Mention]) -> None:
        self.parsed = parsed
        self.names = names
        self.mentions = mentions
        self.of_name: dict[int, Entity] = {}
        self.homonyms: dict[int, list[Entity]] = {}
        self.of_mention: dict[int, Entity] = {}
        self.entities: list[Entity] = []
        self.name_from = {name.first: number for number, name in enumerate(names)}
        self.name_until = {name.stop: number for number, name in enumerate(names)}

    def merge(self, entity: Entity, other: Entity) -> None:
        """Give an entity all names, mentions, roles and genders of another one, which is dropped."""
        entity.roles.extend(other.roles)
        for gender, weight in other.genders.items():
            entity.genders[gender] += weight
        for owners in (self.of_mention, self.of_name):
            owners.update({k: entity for k, owner in owners.items() if owner is other})
        self.entities.remove(other)

    def has_article(self, name: Name) -> bool:
        """Whether an article stands right before a name, as before the names of bodies (« la Frégate »)."""
        before = name.first - 1
        return before >= 0 and self.parsed.lowered[before] in ("le", "la", "l'", "les", "du", "au", "des", "aux")

    def finish(self) -> tuple[list[Entity], dict[int, Entity], dict[int, list[Entity]]]:
        """Give every entity its mentions; leave out those that only stand inside another mention."""
        for i, entity in sorted(self.of_mention.items()):
            entity.mentions.append(self.mentions[i])
        homonyms = {
            i: self.homonyms[number]
            for i, mention in enumerate(self.mentions)
            for number in mention.names
            if number in self.homonyms and self.of_mention.get(i) is self.of_name[number]
        }
        return [entity for entity in self.entities if entity.mentions], self.of_mention, homonyms
