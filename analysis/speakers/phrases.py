"""Phrases: where the noun phrase that a token heads begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.speakers.names import Name
from analysis.speakers.vocabulary import is_civility, is_media, noun_class

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["Phrases"]

# Dependents that do not belong to the phrase of a source.
_OUTSIDE = frozenset(
    (
        "acl:relcl", "punct", "cc", "parataxis", "advcl", "cop", "nsubj", "nsubj:pass", "expl:subj", "expl:comp",
        "aux:tense", "aux:pass", "mark", "ccomp", "xcomp", "dep", "dislocated", "obj", "iobj", "vocative", "ROOT",
    )
)  # fmt: skip
_LOOSE = frozenset(("appos", "acl", "obl:mod", "obl:arg", "nmod", "conj", "nummod", "amod"))
_ARTICLES = frozenset(("le", "la", "l'", "les", "un", "une"))
_BREAKS = frozenset((",", ":", ";", "«", '"', "“", "»", "”", "(", ")", "–", "—", "-", ".", "?", "!", "…"))


class Phrases:
    """Limits of the noun phrases of one text, by the parse and mended where a name, clause or acronym tells better.

    Parameters
    ----------
    parsed : ParsedText
    names : sequence of Name
        Proper names of the text.

    Attributes
    ----------
    name_at : dict
        Number of the name that holds a token.
    sentence_of : list of int
        Sentence of each token.
    """

    def __init__(self, parsed: ParsedText, names: Sequence[Name]) -> None:
        self.parsed = parsed
        self.names = names
        self.name_at = {i: number for number, name in enumerate(names) for i in range(name.first, name.stop)}
        self.sentence_of = parsed.sentence_of.tolist()

    def limits(self, head: int) -> tuple[int, int]:
        """Token range of the noun phrase of a head: what depends on it without clause, comma or coordination."""
        parsed = self.parsed
        children, words, deps, pos = parsed.children, parsed.words, parsed.deps, parsed.pos
        inside, stack = {head}, [head]
        while stack:
            token = stack.pop()
            for child in children[token]:
                dep = deps[child]
                if dep == "cc" and token != head and deps[token] == "conj":
                    inside.add(child)  # « le ministre des Sports et de la Jeunesse »
                    continue
                if dep in _OUTSIDE or pos[child] in ("AUX", "SCONJ"):
                    continue
                if dep == "conj" and (child < head or (token == head and not self._is_second_role(head, child))):
                    continue
                if pos[child] == "VERB" and "VerbForm=Part" not in parsed.morphs[child]:
                    continue
                if dep == "advmod" and token == head and child > head:
                    continue
                if child > head and dep in _LOOSE and any(words[k] in _BREAKS for k in range(head + 1, child)):
                    continue
                if pos[child] == "VERB" and any(deps[k].startswith("aux") for k in children[child]):
                    continue
                inside.add(child)
                stack.append(child)
        first = head
        while first - 1 in inside:
            first -= 1
        stop = head + 1
        while stop in inside:
            stop += 1
        return self._trimmed(first, head, stop)

    def _is_second_role(self, head: int, other: int) -> bool:
        """« la députée et militante »: a second noun for the same person, since it has no determiner of its own."""
        parsed = self.parsed
        if noun_class(parsed.words[head]) != "human" or noun_class(parsed.words[other]) != "human":
            return False
        singular = "Number=Plur" not in parsed.morphs[head] and "Number=Plur" not in parsed.morphs[other]
        return singular and parsed.lowered[other - 1] in ("et", "ancien", "ancienne", "ex")

    def _trimmed(self, first: int, head: int, stop: int) -> tuple[int, int]:
        """Mend the borders: whole names, a name right after a role, an acronym, no preposition."""
        parsed = self.parsed
        for k in range(head + 1, stop):
            if self._opens_another(head, k):
                stop = k
                break
            finite = "VerbForm=Fin" in parsed.morphs[k] or parsed.words[k].endswith("ant")
            if k not in self.name_at and (parsed.pos[k] == "AUX" or (parsed.pos[k] == "VERB" and finite)):
                stop = k
                break
        if stop - 1 in self.name_at:
            stop = max(stop, self.names[self.name_at[stop - 1]].stop)
        if (
            stop < len(parsed)
            and self.sentence_of[stop] == self.sentence_of[head]
            and noun_class(parsed.words[head]) == "human"
        ):
            after = stop + 1 if is_civility(parsed.lowered[stop]) and stop + 1 in self.name_at else stop
            if after in self.name_at and self.names[self.name_at[after]].first == after:
                stop = self.names[self.name_at[after]].stop
        stop = self._without_addressee(head, self.with_acronym(stop))
        while first < head and (
            parsed.pos[first] in ("ADP", "ADV", "CCONJ", "PUNCT", "SCONJ")
            and parsed.lowered[first] not in ("des", "du")
        ):
            first += 1
        return first, stop

    def _opens_another(self, head: int, k: int) -> bool:
        """Whether a token betrays a sentence that was glued on without a stop: « … des joueurs Selon Me Roy »."""
        parsed = self.parsed
        if k in self.name_at or (parsed.pos[k] == "DET" and k + 1 in self.name_at):
            return False  # « le journal La Vigie »
        if is_civility(parsed.lowered[k]) and "Number=Plur" in parsed.morphs[head]:
            return not parsed.lowered[k].startswith(("mm", "mes"))
        if parsed.lowered[k] in _ARTICLES and parsed.pos[k - 1] in ("NOUN", "PROPN"):
            # « à l'agence Hexapresse une voisine »; but « la ville la plus froide ».
            return parsed.lowered[k + 1 : k + 2] not in (["plus"], ["moins"], ["mieux"])
        return parsed.words[k][:1].isupper() and parsed.pos[k] in ("ADP", "DET", "PRON", "SCONJ", "ADV")

    def _without_addressee(self, head: int, stop: int) -> int:
        """« son avocat à la BBC »: to whom something was said is no part of who said it."""
        parsed = self.parsed
        for k in range(head + 1, stop - 1):
            if parsed.lowered[k] in ("à", "sur", "au") and any(is_media(word) for word in parsed.words[k + 1 : k + 3]):
                return k
        return stop

    def with_acronym(self, stop: int) -> int:
        """Over « (OPM) » behind a phrase."""
        parsed = self.parsed
        if (
            stop + 2 < len(parsed)
            and parsed.words[stop] == "("
            and parsed.words[stop + 2] == ")"
            and sum(letter.isupper() for letter in parsed.words[stop + 1]) > 1
        ):
            return stop + 3
        return stop
