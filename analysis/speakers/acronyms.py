"""Acronyms and what they stand for: « l'Office des pêches (ODP) », « ODP »."""

from __future__ import annotations

from analysis.speakers.entities import Draft, Entity, Role
from analysis.speakers.vocabulary import plain

__all__ = ["expand_acronyms"]


def expand_acronyms(draft: Draft) -> None:
    """Join « l'Office des pêches (ODP) » and « ODP », by brackets or by the initials."""
    for entity in list(draft.entities):
        if not entity.named or len(entity.keys) != 1 or entity.evidence > 1:
            continue
        acronym = entity.name
        if len(acronym) < 2 or sum(letter.isupper() for letter in acronym) < 2:
            continue
        letters = [plain(letter) for letter in acronym if letter.isalpha()]
        found = _spelt_in_brackets(draft, acronym, letters) or _spelt_by_initials(draft, acronym, letters)
        if found is None:
            continue
        entity.acronym = acronym
        if draft.of_mention[found[0]] is not entity:
            _merge(draft, entity, draft.of_mention[found[0]], *found)


def _spelt_in_brackets(draft: Draft, acronym: str, letters: list[str]) -> tuple[int, int] | None:
    """Mention and end of the phrase before « (OPM) » that begins with the first letter."""
    parsed = draft.parsed
    for number, name in enumerate(draft.names):
        bracket = name.first - 1
        if name.words != (acronym,) or bracket < 1 or parsed.words[bracket] != "(" or draft.of_name[number].person:
            continue
        if parsed.words[name.stop : name.stop + 1] != [")"]:
            continue
        directly = [i for i in _ending_at(draft, bracket) if not draft.of_mention[i].person]
        near = [
            i
            for i, mention in enumerate(draft.mentions)
            if mention.form != "pronoun"
            and bracket - 16 < mention.first < bracket
            and mention.sentence == parsed.sentence_of[bracket]
            and i in draft.of_mention
            and not draft.of_mention[i].person
            and _initials(draft, i, acronym)[:1] == letters[:1]
        ]
        if near:
            return max(near, key=lambda i: _fit(draft, draft.mentions[i].first, bracket, letters)), bracket
        if directly:
            # The acronym may be that of another language: « le Comité international de secours (IRC) ».
            return directly[0], bracket
    return None


def _ending_at(draft: Draft, bracket: int) -> list[int]:
    """Mentions of bodies that end right before a bracket, the longest first."""
    return [
        i
        for i, mention in enumerate(draft.mentions)
        if i in draft.of_mention
        and mention.first < bracket
        and (mention.stop == bracket or mention.stop == bracket + 3)
        and mention.head < bracket
        and mention.noun_class in ("organisation", "group", None)
        and (mention.form == "name" or mention.noun_class is not None)
    ]


def _fit(draft: Draft, first: int, stop: int, letters: list[str]) -> tuple[int, int]:
    """How many letters of an acronym some tokens spell in order by their initials, and how few words are left over."""
    parsed = draft.parsed
    initials = [
        plain(parsed.words[k])[:1]
        for k in range(first, stop)
        if parsed.pos[k] not in ("DET", "ADP", "CCONJ", "PUNCT", "SCONJ")
    ]
    spelt = 0
    for initial in initials:
        spelt += spelt < len(letters) and initial == letters[spelt]
    return spelt, -len(initials)


def _spelt_by_initials(draft: Draft, acronym: str, letters: list[str]) -> tuple[int, int] | None:
    """Mention whose content words begin with the letters, in their order or in that of another language."""
    if len(letters) < 3:
        return None
    for i, mention in enumerate(draft.mentions):
        if mention.form == "pronoun" or mention.stop - mention.first < len(letters) or i not in draft.of_mention:
            continue
        initials = _initials(draft, i, acronym)
        same = initials[: len(letters)] == letters or (len(letters) > 3 and sorted(initials) == sorted(letters))
        if same and not draft.of_mention[i].person:
            return i, mention.stop
    return None


def _initials(draft: Draft, i: int, acronym: str) -> list[str]:
    """First letters of the content words of a mention."""
    parsed, mention = draft.parsed, draft.mentions[i]
    return [
        plain(parsed.words[k])[:1]
        for k in range(mention.first, mention.stop)
        if parsed.pos[k] not in ("DET", "ADP", "CCONJ", "PUNCT") and parsed.words[k] != acronym
    ]


def _merge(draft: Draft, entity: Entity, other: Entity, i: int, stop: int) -> None:
    """Give all mentions of the expansion to the entity of the acronym, and name it by the expansion."""
    mention = draft.mentions[i]
    if draft.parsed.words[stop - 1] == ")":
        stop -= 3
    start, end = draft.parsed.span(mention.first, max(stop, mention.first + 1))
    entity.name = f"{draft.parsed.text[start:end]} ({entity.acronym})"
    entity.keys |= other.keys | set(mention.words)
    entity.evidence = min(entity.evidence, -1.0)
    entity.noun_class = other.noun_class or mention.noun_class
    entity.roles.append(Role(mention.word, mention.words, entity.name, mention.noun_class or "organisation"))
    if not (entity.genders or other.genders) and mention.gender:
        entity.genders[mention.gender] += 1.0
    entity.plural = other.plural
    draft.merge(entity, other)
