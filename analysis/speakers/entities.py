"""Entities: which mentions of one text stand for the same person, body or writing by what they say.

Names are joined by their words, spelling, title and gender; roles by apposition (« Awa Koné, la ministre »), by
standing before the name (« la ministre Awa Koné ») and by the copula; acronyms by their expansion. Pronouns and bare
role nouns (« la ministre ») are left to :mod:`analysis.speakers.resolution`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.speakers.mentions import Mention
from analysis.speakers.names import Name, person_evidence
from analysis.speakers.vocabulary import (
    first_name_gender,
    gender_by_ending,
    is_civility,
    is_first_name,
    is_organisation_word,
    is_place,
    noun_class,
    plain,
    title_of,
)

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["Entity", "Role", "find_entities"]

_STRONG, _WEAK = 3.0, 0.4


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
    linker = _Linker(parsed, names, mentions)
    linker.join_names()
    linker.attach_roles()
    linker.attach_appositions()
    linker.group_nouns()
    linker.expand_acronyms()
    return linker.finish()


class _Linker:
    """Builds the entities of one text step by step."""

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

    # Names

    def join_names(self) -> None:
        """One entity for all occurrences of a name, long forms first so that short ones find theirs."""
        order = sorted(range(len(self.names)), key=lambda k: (-len(self.names[k].keys), self.names[k].first))
        introduced: dict[int, int] = {}
        for number in order:
            name = self.names[number]
            keys = set(name.keys)
            gender = self._gender(name)
            fitting = self._fitting(name, keys, gender)
            entity = self._earliest(name, keys, fitting, introduced)
            if len(fitting) > 1 and all(keys < other.keys for other in fitting):
                self.homonyms[number] = fitting
            if entity is None:
                entity = Entity(" ".join(name.words), keys, named=True)
                self.entities.append(entity)
                introduced[id(entity)] = name.first
            introduced[id(entity)] = min(introduced[id(entity)], name.first)
            entity.evidence += person_evidence(name) - (1.2 if self._has_article(name) else 0.0)
            if gender:
                entity.genders[gender] += _STRONG if name.title else 1.0
            elif len(name.words) > 1 and (guess := gender_by_ending(name.words[0])) and not name.title:
                entity.genders[guess] += _WEAK
            if name.title and entity.title is None and is_civility(name.title):
                entity.title = name.title
            self.of_name[number] = entity
        for i, mention in enumerate(self.mentions):
            if mention.form == "name":
                self.of_mention[i] = self.of_name[mention.names[0]]

    def _fitting(self, name: Name, keys: set[str], gender: str | None) -> list[Entity]:
        """The entities with a longer or equal name that this name may shorten; a title of the other sex bars one."""
        fitting = [
            entity
            for entity in self.entities
            if keys <= entity.keys and (len(keys) > 1 or keys == entity.keys or entity.evidence > 0)
        ]
        if not fitting:
            fitting = [e for e in self.entities if e.evidence > 0 and _misspells(keys, e.keys)]
        agreeing = [e for e in fitting if not (gender and e.gender and gender != e.gender)]
        if name.title and is_civility(name.title):
            return agreeing
        return agreeing or fitting

    def _earliest(
        self, name: Name, keys: set[str], fitting: Sequence[Entity], introduced: dict[int, int]
    ) -> Entity | None:
        """Of the fitting entities the one with the same words or last word, introduced before and first."""

        def rank(entity: Entity) -> tuple[bool, bool, bool, int]:
            last = plain(name.words[-1]) == plain(entity.name.split()[-1])
            return keys != entity.keys, not last, introduced[id(entity)] > name.first, introduced[id(entity)]

        return min(fitting, key=rank, default=None)

    def _gender(self, name: Name) -> str | None:
        """Gender by title, by the role noun before the name, by the first name."""
        title = title_of(name.title) if name.title else None
        if title and title[0]:
            return title[0]
        return first_name_gender(name.words[0]) if len(name.words) > 1 else None

    def _has_article(self, name: Name) -> bool:
        before = name.first - 1
        return before >= 0 and self.parsed.lowered[before] in ("le", "la", "l'", "les", "du", "au", "des", "aux")

    # Roles

    def attach_roles(self) -> None:
        """« la ministre Awa Koné », « l'agence Hexapresse »: the phrase says what the name right behind it is."""
        for i, mention in enumerate(self.mentions):
            if mention.form != "noun" or not mention.names or mention.plural:
                continue
            number = mention.names[-1]
            name, entity = self.names[number], self.of_name[mention.names[-1]]
            if name.first <= mention.head or name.stop < mention.stop - 3 or is_place(name.words[0]):
                continue
            if self.parsed.words[name.first - 1] == "(":
                continue
            bare, direct = self._stands_before(mention, name)
            if mention.noun_class == "human" and (bare or (direct and len(name.words) > 1)):
                if bare and (len(name.words) > 1 or not is_organisation_word(name.words[0])):
                    entity.evidence += 1.5
                if entity.evidence > 0:
                    self._add_role(entity, i)
            elif mention.noun_class is None and bare and entity.evidence >= 1.5 and mention.determiner:
                self._add_role(entity, i)
            elif mention.noun_class in ("organisation", "document") and bare and entity.evidence < 1.5:
                entity.evidence -= 1.0
                self._add_role(entity, i)

    def _stands_before(self, mention: Mention, name: Name) -> tuple[bool, bool]:
        """Whether a noun stands right before a name, and whether over a complement (« le ministre des Mines Ali »)."""
        parsed = self.parsed
        between = range(mention.head + 1, name.first)
        prepositions = [
            k for k in between if parsed.pos[k] == "ADP" or parsed.lowered[k] in ("de", "du", "des", "à", "d'")
        ]
        if any(parsed.lowered[k] in ("et", "ou", ",") for k in between):
            return False, False
        if not prepositions:
            return name.first - mention.head <= 4, True
        inner = [k for k in between if parsed.pos[k] in ("NOUN", "PROPN", "ADJ") and k > prepositions[-1]]
        if not inner or parsed.pos[name.first - 1] in ("ADP", "DET"):
            return False, False
        last = noun_class(parsed.words[inner[-1]])
        return False, last not in ("human", "organisation") or is_first_name(name.words[0])

    def _add_role(self, entity: Entity, i: int) -> None:
        mention = self.mentions[i]
        stop = next((self.names[n].first for n in mention.names if self.of_name[n] is entity), mention.stop)
        while stop > mention.head + 1 and is_civility(self.parsed.lowered[stop - 1]):
            stop -= 1
        start, end = self.parsed.span(mention.first, max(stop, mention.head + 1))
        self.of_mention[i] = entity
        entity.roles.append(Role(mention.word, mention.words, self.parsed.text[start:end], mention.noun_class))
        if mention.gender and mention.noun_class == "human":
            entity.genders[mention.gender] += 1.0

    def attach_appositions(self) -> None:
        """« le maire, Paul Roy, », « Paul Roy, maire de X, », « Paul Roy est le maire »."""
        words = self.parsed.words
        for i, mention in enumerate(self.mentions):
            if mention.form != "noun" or mention.plural or i in self.of_mention:
                continue
            if mention.noun_class not in ("human", "organisation"):
                continue
            number = self._apposed_after(mention)
            if number is None:
                number = self._apposed_before(mention)
            if number is None:
                number = self._copula(mention)
            if number is None:
                continue
            entity, name = self.of_name[number], self.names[number]
            if mention.noun_class == "human" and not is_place(name.words[0]):
                if entity.evidence > -2 and (len(name.words) > 1 or self._is_plain_word(name)):
                    entity.evidence += 1.5 if len(name.words) > 1 else 0.8
                if entity.evidence > 0:
                    self._add_role(entity, i)
            elif (
                mention.noun_class == "organisation"
                and entity.evidence < 1
                and words[mention.stop : mention.stop + 1] == [","]
                and not is_place(name.words[0])
            ):
                self._add_role(entity, i)

    def _is_plain_word(self, name: Name) -> bool:
        """A single name that is neither acronym nor body nor preceded by an article: « le défenseur, Dalmat »."""
        return not (name.words[0].isupper() or is_organisation_word(name.words[0]) or self._has_article(name))

    def _apposed_after(self, mention: Mention) -> int | None:
        """Number of the name behind « NP , » or « NP ( », over a title and article."""
        parsed, j = self.parsed, mention.stop
        if j + 1 >= len(parsed) or parsed.words[j] not in (",", "(") or parsed.sentence_of[j + 1] != mention.sentence:
            return None
        k = j + 1
        while (
            k < len(parsed) - 1
            and k < j + 4
            and k not in self.name_from
            and (title_of(parsed.lowered[k]) is not None or parsed.lowered[k] in ("le", "la", "l'"))
        ):
            k += 1
        return self.name_from.get(k)

    def _apposed_before(self, mention: Mention) -> int | None:
        """Number of the name before « , NP »; an age may stand between (« Paul Roy, 51 ans, maire »)."""
        parsed, k = self.parsed, mention.first
        if k < 2 or parsed.words[k - 1] not in (",", "(", "-", "–"):
            return None
        k -= 1
        if k >= 3 and parsed.lowered[k - 1] == "ans" and parsed.words[k - 3] == ",":
            k -= 3
        return self.name_until.get(k)

    def _copula(self, mention: Mention) -> int | None:
        """Number of the name that is the subject of « est NP »."""
        parsed = self.parsed
        children = parsed.children[mention.head]
        if not any(parsed.deps[k] == "cop" for k in children):
            return None
        for k in children:
            if parsed.deps[k] == "nsubj":
                return next((n for n, name in enumerate(self.names) if name.first <= k < name.stop), None)
        return None

    # Nouns

    def group_nouns(self) -> None:
        """Noun phrases with one head and number where the words of one hold those of the other."""
        groups: dict[tuple[str, bool], list[Entity]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.form != "noun" or i in self.of_mention:
                continue
            siblings = groups.setdefault((mention.word, mention.plural), [])
            match = next((e for e in reversed(siblings) if self._same_noun(mention, e)), None)
            if match is None or (mention.definiteness == "indefinite" and mention.words != match.keys):
                match = Entity(
                    self.parsed.text[mention.start : mention.end],
                    set(mention.words),
                    named=False,
                    word=mention.word,
                    noun_class=mention.noun_class,
                    plural=mention.plural,
                    possessed=mention.definiteness == "possessive",
                )
                siblings.append(match)
                self.entities.append(match)
            elif len(mention.words) > len(match.keys) and mention.stop - mention.first < 14:
                match.name = self.parsed.text[mention.start : mention.end]
                match.keys |= mention.words
            if mention.gender:
                match.genders[mention.gender] += 1.0
            self.of_mention[i] = match

    @staticmethod
    def _same_noun(mention: Mention, entity: Entity) -> bool:
        """Whether a noun phrase repeats one that was grouped before; « ses avocats » are those of somebody else."""
        if (mention.definiteness == "possessive") is not entity.possessed:
            return False
        return mention.words <= entity.keys or entity.keys <= mention.words

    # Acronyms

    def expand_acronyms(self) -> None:
        """Join « l'Office des pêches (ODP) » and « ODP », by brackets or by the initials."""
        for entity in list(self.entities):
            if not entity.named or len(entity.keys) != 1 or entity.evidence > 1:
                continue
            acronym = entity.name
            if len(acronym) < 2 or sum(letter.isupper() for letter in acronym) < 2:
                continue
            letters = [plain(letter) for letter in acronym if letter.isalpha()]
            found = self._spelt_in_brackets(acronym, letters) or self._spelt_by_initials(acronym, letters)
            if found is None:
                continue
            entity.acronym = acronym
            if self.of_mention[found[0]] is not entity:
                self._merge(entity, self.of_mention[found[0]], *found)

    def _spelt_in_brackets(self, acronym: str, letters: list[str]) -> tuple[int, int] | None:
        """Mention and end of the phrase before « (OPM) » that begins with the first letter."""
        parsed = self.parsed
        for number, name in enumerate(self.names):
            bracket = name.first - 1
            if name.words != (acronym,) or bracket < 1 or parsed.words[bracket] != "(" or self.of_name[number].person:
                continue
            if parsed.words[name.stop : name.stop + 1] != [")"]:
                continue
            near = [
                i
                for i, mention in enumerate(self.mentions)
                if mention.form != "pronoun"
                and bracket - 16 < mention.first < bracket
                and mention.sentence == parsed.sentence_of[bracket]
                and i in self.of_mention
                and not self.of_mention[i].person
                and self._initials(i, acronym)[:1] == letters[:1]
            ]
            if near:
                whole = [i for i in near if self.mentions[i].stop in (bracket, name.stop + 1)]
                return (whole or near)[-1 if not whole else 0], bracket
        return None

    def _spelt_by_initials(self, acronym: str, letters: list[str]) -> tuple[int, int] | None:
        """Mention whose content words begin with the letters, in their order or in that of another language."""
        if len(letters) < 3:
            return None
        for i, mention in enumerate(self.mentions):
            if mention.form == "pronoun" or mention.stop - mention.first < len(letters) or i not in self.of_mention:
                continue
            initials = self._initials(i, acronym)
            same = initials[: len(letters)] == letters or (len(letters) > 3 and sorted(initials) == sorted(letters))
            if same and not self.of_mention[i].person:
                return i, mention.stop
        return None

    def _initials(self, i: int, acronym: str) -> list[str]:
        """First letters of the content words of a mention."""
        parsed, mention = self.parsed, self.mentions[i]
        return [
            plain(parsed.words[k])[:1]
            for k in range(mention.first, mention.stop)
            if parsed.pos[k] not in ("DET", "ADP", "CCONJ", "PUNCT") and parsed.words[k] != acronym
        ]

    def _merge(self, entity: Entity, other: Entity, i: int, stop: int) -> None:
        """Give all mentions of the expansion to the entity of the acronym, and name it by the expansion."""
        mention = self.mentions[i]
        if self.parsed.words[stop - 1] == ")":
            stop -= 3
        start, end = self.parsed.span(mention.first, max(stop, mention.first + 1))
        entity.name = f"{self.parsed.text[start:end]} ({entity.acronym})"
        entity.keys |= other.keys | set(mention.words)
        entity.evidence = min(entity.evidence, -1.0)
        entity.noun_class = other.noun_class or mention.noun_class
        entity.roles.append(Role(mention.word, mention.words, entity.name, mention.noun_class or "organisation"))
        entity.roles.extend(other.roles)
        for gender, weight in other.genders.items():
            entity.genders[gender] += weight
        if not entity.genders and mention.gender:
            entity.genders[mention.gender] += 1.0
        entity.plural = other.plural
        for k, owner in self.of_mention.items():
            if owner is other:
                self.of_mention[k] = entity
        for number, owner in self.of_name.items():
            if owner is other:
                self.of_name[number] = entity
        self.entities.remove(other)

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


def _misspells(keys: set[str], known: set[str]) -> bool:
    """Whether a name is a known one but for one letter in one long word: « Cheryl Nouma » and « Cheril Nouma ».

    >>> _misspells({"cheril", "nouma"}, {"cheryl", "nouma"}), _misspells({"dupond"}, {"jean", "dupont"})
    (True, True)
    """
    new = keys - known
    if len(new) != 1 or (len(keys) > 1 and len(keys) != len(known)):
        return False
    [key] = new
    return len(key) > 5 and any(_differ_by_a_slip(key, other) for other in known - keys)


def _differ_by_a_slip(left: str, right: str) -> bool:
    """Whether two spellings differ by one letter changed, left out, added or swapped with its neighbour.

    >>> _differ_by_a_slip("hernandez", "hernandes"), _differ_by_a_slip("dupond", "duval")
    (True, False)
    """
    if abs(len(left) - len(right)) > 1 or left == right:
        return left == right
    i = 0
    while i < min(len(left), len(right)) and left[i] == right[i]:
        i += 1
    return (
        left[i + 1 :] == right[i + 1 :]
        or left[i:] == right[i + 1 :]
        or left[i + 1 :] == right[i:]
        or (left[i : i + 2] == right[i : i + 2][::-1] and left[i + 2 :] == right[i + 2 :])
    )
