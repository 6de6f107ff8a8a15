"""Roles: noun phrases that say what a named person or body is, before the name, beside it or by the copula."""

from __future__ import annotations

from analysis.speakers.entities import Draft, Entity, Role
from analysis.speakers.mentions import Mention
from analysis.speakers.names import Name
from analysis.speakers.vocabulary import (
    is_civility,
    is_first_name,
    is_organisation_word,
    is_place,
    noun_class,
    title_of,
)

__all__ = ["attach_appositions", "attach_roles"]

_PARTICIPLES = ("ant", "é", "ée")
# Tokens that a participle with its complements may take between a noun and its apposition.
_LONGEST_PARTICIPLE = 14


def attach_roles(draft: Draft) -> None:
    """« la ministre Awa Koné », « l'agence Hexapresse »: the phrase says what the name right behind it is."""
    for i, mention in enumerate(draft.mentions):
        if mention.form != "noun" or not mention.names or mention.plural:
            continue
        number = mention.names[-1]
        name, entity = draft.names[number], draft.of_name[mention.names[-1]]
        if name.first <= mention.head or name.stop < mention.stop - 3 or is_place(name.words[0]):
            continue
        if draft.parsed.words[name.first - 1] == "(":
            continue
        bare, direct = _stands_before(draft, mention, name)
        if not bare and mention.noun_class == "human" and _is_apposed_to_person(draft, mention):
            continue  # « la gérante de l'auberge Kerdanet, Awa Koné, »: left to the appositions
        if mention.noun_class == "human" and (bare or (direct and len(name.words) > 1)):
            if bare and (len(name.words) > 1 or not is_organisation_word(name.words[0])):
                entity.evidence += 1.5
            if entity.evidence > 0:
                _add_role(draft, entity, i)
        elif mention.noun_class is None and bare and entity.evidence >= 1.5 and mention.determiner:
            _add_role(draft, entity, i)
        elif mention.noun_class in ("organisation", "document") and bare and entity.evidence < 1.5:
            entity.evidence -= 1.0
            _add_role(draft, entity, i)


def _is_apposed_to_person(draft: Draft, mention: Mention) -> bool:
    """Whether a person's full name stands between commas behind a phrase."""
    parsed, number = draft.parsed, draft.name_from.get(mention.stop + 1)
    if number is None or parsed.words[mention.stop] != ",":
        return False
    name = draft.names[number]
    ends = name.stop < len(parsed) and parsed.words[name.stop] == ","
    return ends and len(name.words) > 1 and draft.of_name[number].evidence > 0


def _stands_before(draft: Draft, mention: Mention, name: Name) -> tuple[bool, bool]:
    """Whether a noun stands right before a name, and whether over a complement (« le ministre des Mines Ali »)."""
    parsed = draft.parsed
    between = range(mention.head + 1, name.first)
    prepositions = [k for k in between if parsed.pos[k] == "ADP" or parsed.lowered[k] in ("de", "du", "des", "à", "d'")]
    if any(parsed.lowered[k] in ("et", "ou", ",") for k in between):
        return False, False
    if not prepositions:
        return name.first - mention.head <= 4, True
    inner = [k for k in between if parsed.pos[k] in ("NOUN", "PROPN", "ADJ") and k > prepositions[-1]]
    if not inner or parsed.pos[name.first - 1] in ("ADP", "DET"):
        return False, False
    last = noun_class(parsed.words[inner[-1]])
    return False, last not in ("human", "organisation") or is_first_name(name.words[0])


def _add_role(draft: Draft, entity: Entity, i: int) -> None:
    mention = draft.mentions[i]
    stop = next((draft.names[n].first for n in mention.names if draft.of_name[n] is entity), mention.stop)
    while stop > mention.head + 1 and is_civility(draft.parsed.lowered[stop - 1]):
        stop -= 1
    start, end = draft.parsed.span(mention.first, max(stop, mention.head + 1))
    draft.of_mention[i] = entity
    entity.roles.append(Role(mention.word, mention.words, draft.parsed.text[start:end], mention.noun_class))
    if mention.gender and mention.noun_class == "human":
        entity.genders[mention.gender] += 1.0


def attach_appositions(draft: Draft) -> None:
    """« le maire, Paul Roy, », « Paul Roy, maire de X, », « Paul Roy est le maire »."""
    words = draft.parsed.words
    for i, mention in enumerate(draft.mentions):
        if mention.form != "noun" or mention.plural or i in draft.of_mention:
            continue
        if mention.noun_class not in ("human", "organisation"):
            continue
        number = _apposed_after(draft, mention)
        if number is None:
            number = _apposed_before(draft, mention)
        if number is None:
            number = _copula(draft, mention)
        if number is None:
            continue
        entity, name = draft.of_name[number], draft.names[number]
        if _is_subject_behind_adjunct(draft, min(mention.first, name.first), max(mention.stop, name.stop)):
            continue
        if mention.noun_class == "human" and not is_place(name.words[0]):
            if entity.evidence > -2 and (len(name.words) > 1 or _is_plain_word(draft, name)):
                entity.evidence += 1.5 if len(name.words) > 1 else 0.8
            if entity.evidence > 0:
                _add_role(draft, entity, i)
        elif mention.definiteness == "possessive" and entity.title and name.title:
            _add_role(draft, entity, i)  # « son conseil, Me Koné »: nouns for bodies may stand for persons
        elif (
            mention.noun_class == "organisation"
            and entity.evidence < 1
            and words[mention.stop : mention.stop + 1] == [","]
            and not is_place(name.words[0])
        ):
            _add_role(draft, entity, i)


def _is_subject_behind_adjunct(draft: Draft, first: int, stop: int) -> bool:
    """« Selon M. Roy, la maire a menti »: the first hangs on a preposition, the second is the subject of a verb."""
    parsed = draft.parsed
    while first and (is_civility(parsed.lowered[first - 1]) or parsed.lowered[first - 1] in ("le", "la", "l'")):
        first -= 1
    if not first or stop >= len(parsed):
        return False
    if parsed.pos[first - 1] != "ADP" and parsed.words[first - 1] not in ("A", "À"):
        return False
    return parsed.pos[stop] in ("AUX", "VERB") and not parsed.lowered[stop].endswith(("ant", "é", "ée", "és", "ées"))


def _is_plain_word(draft: Draft, name: Name) -> bool:
    """A single name that is neither acronym nor body nor preceded by an article: « le défenseur, Dalmat »."""
    return not (name.words[0].isupper() or is_organisation_word(name.words[0]) or draft.has_article(name))


def _apposed_after(draft: Draft, mention: Mention) -> int | None:
    """Number of the name behind « NP , » or « NP ( », over a title and article."""
    parsed, j = draft.parsed, _behind_participle(draft, mention)
    if j + 1 >= len(parsed) or parsed.words[j] not in (",", "(") or parsed.sentence_of[j + 1] != mention.sentence:
        return None
    k = j + 1
    while (
        k < len(parsed) - 1
        and k < j + 4
        and k not in draft.name_from
        and (title_of(parsed.lowered[k]) is not None or parsed.lowered[k] in ("le", "la", "l'"))
    ):
        k += 1
    number = draft.name_from.get(k)
    return _titled_behind(draft, mention, j + 1) if number is None else number


def _titled_behind(draft: Draft, mention: Mention, first: int) -> int | None:
    """« la gagnante, la Dakaroise Awa Koné, »: the name of a second role noun behind the comma, unless it is a list."""
    parsed = draft.parsed
    for number, name in enumerate(draft.names):
        if name.first <= first:
            continue
        if name.first > first + 4:
            return None
        roles = [role for role in draft.of_name[number].roles if role.noun_class == "human"]
        begins = " ".join(parsed.text[parsed.starts[first] : parsed.starts[name.first]].split())
        ends = name.stop >= len(parsed) or parsed.words[name.stop] in (",", ".", ")", ";", "!", "?")
        if not ends or not any(" ".join(role.text.split()) == begins for role in roles):
            return None
        gender = draft.of_name[number].gender
        return None if mention.gender and gender and gender != mention.gender else number
    return None


def _behind_participle(draft: Draft, mention: Mention) -> int:
    """Token behind a mention; over a participle with its complements if a name between commas follows.

    « une avocate défendant les pêcheurs, Awa Koné, »: the parse leaves the participle out of the phrase.
    """
    parsed, j = draft.parsed, mention.stop
    if j >= len(parsed) or parsed.pos[j] not in ("VERB", "ADJ") or not parsed.lowered[j].endswith(_PARTICIPLES):
        return mention.stop
    while j < min(mention.stop + _LONGEST_PARTICIPLE, len(parsed) - 1) and parsed.words[j] != ",":
        if parsed.pos[j] == "AUX" or "VerbForm=Fin" in parsed.morphs[j]:
            return mention.stop
        j += 1
    number = draft.name_from.get(j + 1, draft.name_from.get(j + 2))
    if number is None or parsed.words[draft.names[number].stop : draft.names[number].stop + 1] != [","]:
        return mention.stop
    return j


def _apposed_before(draft: Draft, mention: Mention) -> int | None:
    """Number of the name before « , NP »; an age may stand between (« Paul Roy, 51 ans, maire »)."""
    parsed, k = draft.parsed, mention.first
    if k < 2 or parsed.words[k - 1] not in (",", "(", "-", "–"):
        return None
    k -= 1
    if k >= 3 and parsed.lowered[k - 1] == "ans" and parsed.words[k - 3] == ",":
        k -= 3
    return draft.name_until.get(k)


def _copula(draft: Draft, mention: Mention) -> int | None:
    """Number of the name that is the subject of « est NP »."""
    parsed = draft.parsed
    children = parsed.children[mention.head]
    if not any(parsed.deps[k] == "cop" for k in children):
        return None
    for k in children:
        if parsed.deps[k] == "nsubj":
            return next((n for n, name in enumerate(draft.names) if name.first <= k < name.stop), None)
    return None
