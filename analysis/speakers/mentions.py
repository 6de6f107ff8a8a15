"""Mentions: the phrases of a text that may name a speaker, with number, gender and the class of what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.lexicons import read_words
from analysis.speakers.names import Name
from analysis.speakers.phrases import Phrases
from analysis.speakers.vocabulary import (
    determiners,
    is_civility,
    is_demonym,
    is_generic_body,
    is_place,
    noun_class,
    noun_gender,
    place_gender,
    plain,
    pronouns,
    title_of,
)

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["QUANTITIES", "Mention", "find_mentions"]

# Words that stand for people who are nobody else's antecedent.
QUANTITIES = frozenset(("certains", "certaines", "plusieurs", "beaucoup", "tous", "toutes", "autres", "%"))

_DEMONSTRATIVE = frozenset(("celui", "celle", "ceux", "celles"))
# Adjectives that stand for a person or thing named before: « ce dernier », « la même », « le second ».
_ANAPHORIC = frozenset(
    "dernier dernière derniers dernières même mêmes premier première premiers premières second seconde".split()
)
# « à l'en croire », « à l'entendre », « à ses yeux »: a clitic or possessive is the only trace of the source.
_HEARING = frozenset(("croire", "entendre", "écouter", "lire", "suivre"))
_VIEWS = frozenset(("yeux", "dires", "avis", "sens", "mots", "propos"))
_POSSESSIVES = frozenset(("ses", "leurs", "son", "leur"))
_SOMEONE = frozenset(("l'un", "l'une", "un", "une", "autre", "autres", "uns", "unes"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "expl:subj", "nsubj:caus"))


@dataclass(slots=True, eq=False)
class Mention:
    """A phrase that may name a speaker.

    Attributes
    ----------
    first, stop, head : int
        Token range (end exclusive) and head token.
    start, end : int
        Code points of the phrase.
    form : {"name", "noun", "pronoun"}
        What its head is.
    word : str
        The head in lower case; of a clitic the bare pronoun.
    noun_class : str or None
        human, group, organisation, document or place.
    determiner, definiteness : str
        Determiner in lower case ("" for none) and its kind.
    gender : str or None
        "female" or "male" by grammar, None if open.
    plural : bool
    subject : bool
        Whether it is the subject of a verb.
    names : list of int
        Indices of the proper names within.
    sentence : int
    words : frozenset of str
        Content words, lower case without accents.
    """

    first: int
    stop: int
    head: int
    start: int
    end: int
    form: str
    word: str
    noun_class: str | None
    determiner: str
    definiteness: str
    gender: str | None
    plural: bool
    subject: bool
    names: list[int]
    sentence: int
    words: frozenset[str]

    @property
    def generic(self) -> bool:
        """A body or writing without complement, which has to refer back: « l'organisation », « le document »."""
        vague = is_generic_body(self.word) or self.noun_class == "document"
        return self.form == "noun" and vague and len(self.words) <= 1 and not self.names


def find_mentions(parsed: ParsedText, names: Sequence[Name]) -> list[Mention]:
    """Noun phrases, names and pronouns of a text in order of their first token, longer ones first.

    Examples
    --------
    >>> from analysis.speakers.names import find_names
    >>> from analysis.syntax import parse_texts
    >>> [parsed] = parse_texts(["Selon la ministre Awa Koné, ils mentent."])
    >>> [parsed.text[m.start : m.end] for m in find_mentions(parsed, find_names(parsed))]
    ['la ministre Awa Koné', 'Awa Koné', 'ils']
    """
    builder = _Builder(parsed, names)
    mentions = [m for i in range(len(parsed)) if (m := builder.mention(i)) is not None]
    seen: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        key = mention.first, mention.stop
        if key not in seen or mention.form == "name":
            seen[key] = mention
    return sorted([*seen.values(), *_coordinations(parsed, list(seen.values()))], key=lambda m: (m.first, -m.stop))


def _coordinations(parsed: ParsedText, mentions: Sequence[Mention]) -> list[Mention]:
    """« la maire et le préfet »: two phrases of people or bodies joined by *et*, as one plural mention."""
    ends = {m.stop: m for m in mentions if m.form != "pronoun"}
    pairs = []
    for right in mentions:
        left = ends.get(right.first - 1)
        if left is None or right.form == "pronoun" or parsed.lowered[right.first - 1] != "et":
            continue
        if parsed.deps[right.head] != "conj" or not left.first <= parsed.heads[right.head] < left.stop:
            continue
        if all(m.form == "name" or m.noun_class in ("human", "organisation", "group") for m in (left, right)):
            pairs.append(
                replace(
                    left, stop=right.stop, end=right.end, form="noun", plural=True, words=left.words | right.words,
                    noun_class="human" if left.form == "name" else left.noun_class,
                    gender=left.gender if left.gender == right.gender else "male", names=[],
                )
            )  # fmt: skip
    return pairs


class _Builder:
    """The columns of one parsed text and the place of its names, at hand for building mentions."""

    def __init__(self, parsed: ParsedText, names: Sequence[Name]) -> None:
        self.parsed = parsed
        self.names = names
        self.phrases = Phrases(parsed, names)
        self.name_at = self.phrases.name_at
        self.sentence_of = self.phrases.sentence_of

    def mention(self, i: int) -> Mention | None:
        """The mention whose head is token `i`, if it heads one."""
        parsed = self.parsed
        number = self.name_at.get(i)
        if number is not None:
            name = self.names[number]
            return self._named(number) if i == name.first else None
        word = parsed.lowered[i]
        pronoun = word.rsplit("-", 1)[-1] if word.startswith("-") else word
        if word in QUANTITIES and i and (word == "%" or self._is_pronoun(i, word)):
            return self._quantity(i, word)
        if pronoun in pronouns() and (word.startswith("-") or self._is_pronoun(i, word)):
            return self._pronoun(i, pronoun)
        if self._is_trace(i, word):
            return self._trace(i, word)
        pos = parsed.pos[i]
        if is_civility(word) or (word in read_words("speakers-circumstances") and not self._has_determiner(i)):
            return None
        if word in _ANAPHORIC and self._is_anaphoric(i):
            return self._anaphor(i)
        if pos in ("NOUN", "PROPN") or (
            pos in ("ADJ", "NUM", "PRON", "VERB", "X", "ADV")
            and self._has_determiner(i)
            and noun_class(parsed.words[i])
        ):
            if word[:1].isalnum() and not parsed.deps[i].startswith("flat"):
                return self._noun(i)
        elif word in ("l'un", "l'une") or (
            word in ("autre", "autres", "un", "une") and pos in ("ADJ", "PRON", "NUM") and self._has_determiner(i)
        ):
            return self._noun(i)
        return None

    def _is_pronoun(self, i: int, word: str) -> bool:
        parsed = self.parsed
        if word in QUANTITIES:
            return parsed.pos[i] in ("PRON", "NOUN", "ADJ", "PROPN") or (parsed.pos[i] == "DET" and parsed.heads[i] < i)
        if word in _DEMONSTRATIVE:
            return True
        if word == "lui" and i + 1 < len(parsed) and parsed.pos[i + 1] in ("AUX", "VERB"):
            return False  # « elle lui a répondu »: to whom it was said
        return parsed.pos[i] != "DET"

    def _has_determiner(self, i: int) -> bool:
        return i > 0 and self.parsed.lowered[i - 1] in determiners()

    def _quantity(self, i: int, word: str) -> Mention:
        """« certains », « d'autres », « 18 % des clients »: people who are nobody else's antecedent."""
        parsed = self.parsed
        joined = word == "%" or (i > 0 and parsed.lowered[i - 1] in ("d'", "les"))
        first, stop = i - 1 if joined else i, i + 1
        start, end = parsed.span(first, stop)
        return Mention(
            first, stop, i, start, end, "noun", word, "human", "", "indefinite",
            pronouns().get(word, (None, True))[0], True, parsed.deps[i] in _SUBJECTS, [], self.sentence_of[i],
            frozenset({word}),
        )  # fmt: skip

    def _is_trace(self, i: int, word: str) -> bool:
        """« à l'en croire », « à ses yeux », « de son propre aveu »."""
        lowered = self.parsed.lowered
        if word == "l'" and i and lowered[i - 1] == "à":
            return any(later in _HEARING for later in lowered[i + 1 : i + 3])
        return (
            word in _POSSESSIVES
            and i > 0
            and lowered[i - 1] in ("à", "selon", "de")
            and (lowered[i + 1 : i + 2] != [] and lowered[i + 1] in _VIEWS)
        )

    def _trace(self, i: int, word: str) -> Mention:
        parsed = self.parsed
        start, end = parsed.span(i, i + 1)
        return Mention(
            i, i + 1, i, start, end, "pronoun", "lui", None, "", "", None, word in ("leurs", "leur"), False, [],
            self.sentence_of[i], frozenset(),
        )  # fmt: skip

    def _is_anaphoric(self, i: int) -> bool:
        """Whether an adjective stands alone behind its article: « cette dernière », not « la dernière réunion »."""
        parsed = self.parsed
        if not i or parsed.lowered[i - 1] not in ("ce", "cette", "ces", "le", "la", "les"):
            return False
        following = parsed.pos[i + 1] if i + 1 < len(parsed) else "PUNCT"
        return following in ("VERB", "AUX", "PUNCT", "ADV", "PRON", "SCONJ") and parsed.words[i + 1 : i + 2] != ["-"]

    def _anaphor(self, i: int) -> Mention:
        parsed = self.parsed
        gender, plural, definiteness = determiners()[parsed.lowered[i - 1]]
        if gender is None:
            gender = "female" if parsed.lowered[i].endswith(("ère", "ères", "onde")) else None
        start, end = parsed.span(i - 1, i + 1)
        return Mention(
            i - 1, i + 1, i, start, end, "pronoun", parsed.lowered[i], None, parsed.lowered[i - 1], definiteness,
            gender, bool(plural), parsed.deps[i] in _SUBJECTS, [], self.sentence_of[i], frozenset(),
        )  # fmt: skip

    def _pronoun(self, i: int, pronoun: str) -> Mention:
        parsed = self.parsed
        first, stop = i, i + 1
        if pronoun in _DEMONSTRATIVE:
            first, stop = self.phrases.limits(i)
        gender, plural = pronouns()[pronoun]
        start, end = parsed.span(first, stop)
        if parsed.lowered[i].startswith("-"):
            start = int(parsed.ends[i]) - len(re.split("[-‑‐]", parsed.words[i])[-1])
        return Mention(
            first, stop, i, start, end, "pronoun", pronoun, None, "", "", gender, plural,
            parsed.deps[i] in _SUBJECTS or parsed.lowered[i].startswith("-") or pronoun in ("il", "ils", "on", "je"),
            [], self.sentence_of[i], frozenset(),
        )  # fmt: skip

    def _named(self, number: int) -> Mention:
        """A bare proper name with its determiner (« l'OMS ») or civility (« Mme Diallo »)."""
        parsed, name = self.parsed, self.names[number]
        outer = [i for i in range(name.first, name.stop) if not name.first <= parsed.heads[i] < name.stop]
        head = outer[0] if outer else name.first
        first, determiner = name.first, ""
        if name.title and is_civility(name.title):
            first -= 1
            while parsed.words[first] != name.title:
                first -= 1
        if (
            first
            and parsed.lowered[first - 1] in ("le", "la", "l'", "les", "cette", "ce")
            and (parsed.pos[first - 1] == "DET" or first == name.first)
        ):
            first -= 1
            determiner = parsed.lowered[first]
        stop = self.phrases.with_acronym(name.stop)
        gender, plural, definiteness = determiners().get(determiner, (None, None, ""))
        title = title_of(name.title) if name.title else None
        if title and title[0]:
            gender = title[0]
        if gender is None and is_place(name.words[0]):
            gender = place_gender(name.words[0])
        start, end = parsed.span(first, stop)
        deps = [parsed.deps[i] for i in range(first, name.stop)]
        return Mention(
            first, stop, head, start, end, "name", parsed.lowered[head], "place" if is_place(name.words[0]) else None,
            determiner, definiteness, gender, bool(plural or (title and title[1])),
            any(dep in _SUBJECTS for dep in deps), [number], self.sentence_of[head], frozenset(name.keys),
        )  # fmt: skip

    def _noun(self, i: int) -> Mention:
        parsed = self.parsed
        first, stop = self.phrases.limits(i)
        determiner = next((parsed.lowered[k] for k in range(first, i) if parsed.lowered[k] in determiners()), "")
        gender, plural, definiteness = determiners().get(determiner, (None, None, ""))
        morph = parsed.morphs[i]
        if gender is None:
            gender = noun_gender(parsed.words[i])
        if gender is None:
            gender = "female" if "Gender=Fem" in morph else "male" if "Gender=Masc" in morph else None
        if plural is None:
            plural = "Number=Plur" in morph
        start, end = parsed.span(first, stop)
        kind = noun_class(parsed.words[i])
        if kind is None and (parsed.lowered[i] in _SOMEONE or (determiner and is_demonym(parsed.words[i]))):
            kind = "human"
        words = frozenset(
            plain(parsed.words[k])
            for k in range(first, stop)
            if parsed.pos[k] in ("NOUN", "PROPN", "ADJ", "NUM", "X", "VERB") and k not in self.name_at
        ) | {plain(parsed.words[i])}
        return Mention(
            first, stop, i, start, end, "noun", parsed.lowered[i], kind, determiner, definiteness, gender, plural,
            parsed.deps[i] in _SUBJECTS, sorted({self.name_at[k] for k in range(first, stop) if k in self.name_at}),
            self.sentence_of[i], words,
        )  # fmt: skip
