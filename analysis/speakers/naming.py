"""Names of one text that stand for one entity: long and short forms, slips of spelling, titles, homonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.speakers.entities import Draft, Entity
from analysis.speakers.names import Name, person_evidence
from analysis.speakers.vocabulary import first_name_gender, gender_by_ending, is_civility, plain, title_of

__all__ = ["join_names"]

# Weight of the clues to a gender: a title, and the ending of an unknown first name.
_STRONG, _WEAK = 3.0, 0.4


def join_names(draft: Draft) -> None:
    """One entity for all occurrences of a name, long forms first so that short ones find theirs."""
    order = sorted(range(len(draft.names)), key=lambda k: (-len(draft.names[k].keys), draft.names[k].first))
    introduced: dict[int, int] = {}
    spellings: dict[int, Counter[str]] = {}
    for number in order:
        name = draft.names[number]
        keys = set(name.keys)
        gender = _gender(name)
        fitting = _fitting(draft, name, keys, gender)
        entity = _earliest(name, keys, fitting, introduced)
        if len(fitting) > 1 and all(keys < other.keys for other in fitting):
            draft.homonyms[number] = fitting
        if entity is None:
            entity = Entity(" ".join(name.words), keys, named=True)
            draft.entities.append(entity)
            introduced[id(entity)] = name.first
        introduced[id(entity)] = min(introduced[id(entity)], name.first)
        entity.evidence += person_evidence(name) - (1.2 if draft.has_article(name) else 0.0)
        if gender:
            entity.genders[gender] += _STRONG if name.title else 1.0
        elif len(name.words) > 1 and (guess := gender_by_ending(name.words[0])) and not name.title:
            entity.genders[guess] += _WEAK
        if name.title and entity.title is None and is_civility(name.title):
            entity.title = name.title
        if len(keys) == len(entity.keys):
            spellings.setdefault(id(entity), Counter())[" ".join(name.words)] += 1
        draft.of_name[number] = entity
    for entity in draft.entities:
        if len({plain(spelling) for spelling in spellings.get(id(entity), ())}) > 1:
            entity.name = spellings[id(entity)].most_common(1)[0][0]
    for i, mention in enumerate(draft.mentions):
        if mention.form == "name":
            draft.of_mention[i] = draft.of_name[mention.names[0]]


def _fitting(draft: Draft, name: Name, keys: set[str], gender: str | None) -> list[Entity]:
    """The entities with a longer or equal name that this name may shorten; a title of the other sex bars one."""
    fitting = [
        entity
        for entity in draft.entities
        if keys <= entity.keys and (len(keys) > 1 or keys == entity.keys or entity.evidence > 0)
    ]
    if not fitting:
        fitting = [e for e in draft.entities if e.evidence > 0 and _misspells(keys, e.keys)]
    agreeing = [e for e in fitting if not (gender and e.gender and gender != e.gender)]
    if name.title and is_civility(name.title):
        return agreeing
    return agreeing or fitting


def _earliest(name: Name, keys: set[str], fitting: Sequence[Entity], introduced: dict[int, int]) -> Entity | None:
    """Of the fitting entities the one with the same words or last word, introduced before and first."""

    def rank(entity: Entity) -> tuple[bool, bool, bool, int]:
        last = plain(name.words[-1]) == plain(entity.name.split()[-1])
        return keys != entity.keys, not last, introduced[id(entity)] > name.first, introduced[id(entity)]

    return min(fitting, key=rank, default=None)


def _gender(name: Name) -> str | None:
    """Gender by title, by the role noun before the name, by the first name."""
    title = title_of(name.title) if name.title else None
    if title and title[0]:
        return title[0]
    return first_name_gender(name.words[0]) if len(name.words) > 1 else None


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
