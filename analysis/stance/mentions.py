"""By which words a quotation takes up a target that the user names, and by what link.

From the surest link to the least sure:

========= ============================================================= ==========================================
link      the quotation has                                             example, for *la réforme des retraites*
========= ============================================================= ==========================================
name      the name                                                      « la réforme des retraites »
alias     one of the aliases that the user gives
words     the head of the name and another word of it, or a family name « réformer, ou plutôt les réformes de retraite »
head      the head behind an article, where the article has the rest    « cette réforme »
generic   *ce* and a noun for anything, soon after a mention            « ce projet »
pronoun   a pronoun at its opening, soon after a mention                « elle pèsera sur les ouvriers »
neighbour a noun of nearly the same meaning as the head                 « une refonte des retraites »
========= ============================================================= ==========================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.lexicons import read_lexicon, read_words
from analysis.stance.words import function_words, plain_words
from analysis.vectors import word_vectors

if TYPE_CHECKING:
    import pandas as pd

    from analysis.stance.targets import Target

__all__ = ["Aim", "Mention", "WordedText", "mention_of"]

# Letters by which the forms of a word are recognised, endings left out.
STEM = 5
# A quotation may take up what was named so many words before it.
REACH = 50
# Words at whose head a pronoun takes up what was named before.
OPENING = 6
# Cosine from which two nouns count as neighbours.
NEIGHBOUR = 0.7
# The same for a noun for anything, which need only be of the same kind: *mesure* for *interdiction*, not for *hôpital*.
SAME_KIND = 0.3
DEMONSTRATIVES = frozenset({"ce", "cet", "cette", "ces"})
DETERMINERS = DEMONSTRATIVES | {"le", "la", "les", "l'", "du", "des", "au", "aux", "notre", "votre", "nos", "vos"}
# Determiners and pronouns by the article of the name that they may stand with or for.
AGREEING = {
    "le": frozenset({"le", "un", "ce", "cet", "du", "au", "il", "lui", "celui-ci"}),
    "la": frozenset({"la", "une", "cette", "elle", "celle-ci"}),
    "les": frozenset({"les", "des", "ces", "aux", "ils", "elles", "eux", "ceux-ci", "celles-ci"}),
}
PRONOUNS = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"})
IMPERSONAL = re.compile(r"faut|fau(?:dra|drait)|y|s'|existe|est|était|sera|serait|reste|convient|importe|pleut")
ARTICLE = re.compile(r"(?:l[ae]s? |l['’])", re.IGNORECASE)


class Mention(NamedTuple):
    """How a quotation takes a target up: the link (see the module), and the code points of the words that do it."""

    link: str
    start: int
    end: int


@dataclass(frozen=True)
class Aim:
    """A target as its words are looked for."""

    target: Target

    @cached_property
    def words(self) -> list[str]:
        """Content words of the name, the head first."""
        return [word for word in plain_words(self.target.name) if word not in function_words() and word[0].isalnum()]

    @cached_property
    def head(self) -> str:
        """Stem of the first content word."""
        return self.words[0][:STEM] if self.words else ""

    @cached_property
    def rest(self) -> frozenset[str]:
        """Stems of the other content words."""
        return frozenset(word[:STEM] for word in self.words[1:])

    @cached_property
    def is_name(self) -> bool:
        """Whether the head is a proper name."""
        return ARTICLE.sub("", self.target.name, count=1)[:1].isupper()

    @cached_property
    def agreeing(self) -> frozenset[str]:
        """Determiners and pronouns that agree with the name as far as its article tells."""
        article = plain_words(self.target.name)[0]
        return AGREEING.get(article, AGREEING["le"] | AGREEING["la"])


class WordedText:
    """A document's tokens as mentions are looked for in them.

    Parameters
    ----------
    text : str
    tokens : DataFrame
        Its tokens in order: ``start``, ``end``, ``text``, ``lemma``, ``pos``.
    """

    def __init__(self, text: str, tokens: pd.DataFrame) -> None:
        self.text = text
        self.starts, self.ends = tokens["start"].to_numpy(int), tokens["end"].to_numpy(int)
        self.forms = [form.lower().replace("’", "'") for form in tokens["text"].tolist()]
        self.pos = tokens["pos"].tolist()
        self.lemmas = [
            (lemma or form).lower() for lemma, form in zip(tokens["lemma"].tolist(), self.forms, strict=True)
        ]
        self.stems = [{form[:STEM], lemma[:STEM]} for form, lemma in zip(self.forms, self.lemmas, strict=True)]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Stems of all words."""
        return frozenset().union(*self.stems)

    def range_of(self, start: int, end: int) -> range:
        """Numbers of the tokens that overlap some code points."""
        return range(
            int(np.searchsorted(self.ends, start, side="right")), int(np.searchsorted(self.starts, end, side="left"))
        )

    def places(self, stems: Iterable[str], within: range) -> list[int]:
        """Numbers of the tokens with one of some stems."""
        wanted = set(stems)
        return [index for index in within if self.stems[index] & wanted]


def mention_of(aim: Aim, text: WordedText, start: int, end: int) -> Mention | None:
    """The surest way in which a quotation takes a target up.

    Parameters
    ----------
    aim : Aim
    text : WordedText
        The document.
    start, end : int
        Code points of the quotation in it.

    Returns
    -------
    Mention or None
        None if the quotation does not take it up.
    """
    quotation = text.text[start:end]
    for link, pattern in (("name", aim.target.name_pattern), ("alias", aim.target.pattern)):
        if found := pattern.search(quotation):
            return Mention(link, start + found.start(), start + found.end())
    # An article that has neither the head nor an alias says nothing of the target.
    named = aim.head in text.vocabulary
    if not aim.head or not (named or aim.rest & text.vocabulary or aim.target.pattern.search(text.text)):
        return None
    within = text.range_of(start, end)
    for link, finder in FINDERS.items():
        if (place := next(finder(aim, text, within), None)) is not None:
            first, last = place
            return Mention(link, int(text.starts[first]), int(text.ends[last]))
    return None


Places = Iterator[tuple[int, int]]


def _words(aim: Aim, text: WordedText, within: range) -> Places:
    """*les réformes que les retraites exigent*; of a person the family name alone."""
    heads, others = text.places([aim.head], within), text.places(aim.rest, within)
    if aim.is_name and others:
        family = [index for index in others if text.forms[index] == aim.words[-1]]
        yield from ((index, index) for index in family)
    yield from ((min(pair), max(pair)) for pair in ((head, other) for head in heads for other in others))


def _head(aim: Aim, text: WordedText, within: range) -> Places:
    """*cette réforme*, *la grande réforme*."""
    if aim.is_name or not aim.rest & text.vocabulary:
        return
    for index in text.places([aim.head], within):
        first = next((before for before in (index - 1, index - 2) if text.forms[max(before, 0)] in DETERMINERS), None)
        if text.pos[index] == "NOUN" and first is not None:
            yield first, index


def _generic(aim: Aim, text: WordedText, within: range) -> Places:
    """*ce projet* soon after a mention."""
    for index in within:
        noun = min(index + 1, len(text.forms) - 1)
        if text.forms[index] not in DEMONSTRATIVES or text.lemmas[noun] not in read_words("stance-anaphors"):
            continue
        if _likeness(aim, [text.lemmas[noun]])[0] >= SAME_KIND and _last_mention(aim, text, index) is not None:
            yield index, noun


def _pronoun(aim: Aim, text: WordedText, within: range) -> Places:
    """*elle* at the opening soon after a mention, with nothing in between that it may stand for as well."""
    for index in within[:OPENING]:
        following = text.forms[min(index + 1, len(text.forms) - 1)]
        impersonal = text.forms[index] == "il" and IMPERSONAL.match(following)
        if impersonal or text.forms[index] not in PRONOUNS & aim.agreeing:
            continue
        mention = _last_mention(aim, text, index)
        if mention is not None and not any(
            text.pos[between] == "PROPN" or text.forms[between] in aim.agreeing for between in range(mention + 1, index)
        ):
            yield index, index
        return


def _neighbour(aim: Aim, text: WordedText, within: range) -> Places:
    """*refonte* for *réforme*, where the words that go with it are near."""
    avoided = _opposites().get(aim.words[0], frozenset())
    nouns = [index for index in within if text.pos[index] == "NOUN" and text.lemmas[index] not in avoided]
    if aim.is_name or not nouns or not text.places(aim.rest, range(max(within.start - REACH, 0), within.stop)):
        return
    likeness = _likeness(aim, [text.lemmas[index] for index in nouns])
    best = int(likeness.argmax())
    if likeness[best] >= NEIGHBOUR:
        yield nouns[best], nouns[best]


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Nouns of the opposite meaning of each noun."""
    found: dict[str, frozenset[str]] = {}
    for sides in read_lexicon("stance-opposites"):
        one, other = (frozenset(side.split()) for side in sides)
        for nouns, against in ((one, other), (other, one)):
            found.update((noun, found.get(noun, frozenset()) | against) for noun in nouns)
    return found


def _likeness(aim: Aim, words: Sequence[str]) -> np.ndarray:
    """Cosine of the vectors of words and of the head of a name."""
    vectors = word_vectors()
    return vectors.matrix(words) @ vectors.matrix(aim.words[:1])[0]


FINDERS = {"words": _words, "head": _head, "generic": _generic, "pronoun": _pronoun, "neighbour": _neighbour}


def _last_mention(aim: Aim, text: WordedText, before: int) -> int | None:
    """The last token before another, within reach, that is the head of the name or opens an alias."""
    first = max(before - REACH, 0)
    heads = [index for index in text.places([aim.head], range(first, before)) if text.pos[index] in ("NOUN", "PROPN")]
    if before > first:
        offset, stop = int(text.starts[first]), int(text.ends[before - 1])
        named = [offset + found.start() for found in aim.target.pattern.finditer(text.text[offset:stop])]
        heads += [text.range_of(place, place + 1).start for place in named]
    return max(heads, default=None)
