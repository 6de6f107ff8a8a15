"""What each quotation is about, where the user names no targets."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.stance.phrases import Phrase

__all__ = ["Addressee", "main_phrases", "proposals"]

# A corpus proposes no more targets than a person reads at a glance.
MOST_PROPOSALS = 20
FEWEST_QUOTATIONS = 2
# A title says what its article is about.
TITLE = re.compile(r"\S[^\n]*")
FEMININE, MASCULINE, PLURAL = {"la", "une", "cette", "sa"}, {"le", "un", "ce", "du", "au"}, {"les", "des", "ces", "ses"}
# Pronoun subjects that a quotation opens with, and the determiners of what they may stand for.
PRONOUNS = {"elle": FEMININE, "il": MASCULINE, "ils": PLURAL, "elles": PLURAL}
OPENING = re.compile(r"^\W*(?:(?P<agreeing>elles?|ils?)|c['’]|cela|ça)\b|^\W*c['’]", re.IGNORECASE)


@dataclass(frozen=True)
class Addressee:
    """A document with its quotations (id, start, end) and noun phrases."""

    document_id: str
    text: str
    quotations: list[tuple[int, int, int]]
    phrases: list[Phrase]


def main_phrases(document: Addressee, known: Sequence[str] = ()) -> Iterator[tuple[int, str]]:
    """For each quotation the noun phrase that it is most about.

    Parameters
    ----------
    document : Addressee
    known : sequence of str
        Names that the corpus proposed; a quotation that is about one of them takes it.

    Yields
    ------
    (int, str)
        Id of the quotation and name of the phrase. A quotation without any phrase, in a document without any,
        is left out.
    """
    salience = _salience(document)
    full_names = _full_names(document.phrases)
    favourites = set(known)
    for quote_id, start, end in document.quotations:
        inside = [phrase for phrase in document.phrases if start <= phrase.start and phrase.end <= end]
        if not inside:
            antecedent = _antecedent(document, start, end, salience)
            inside = [antecedent] if antecedent else _around(document.phrases, start)
        if inside:
            names = [
                full_names.get(phrase.head, phrase.name) if _is_short(phrase) else phrase.name for phrase in inside
            ]
            scores = [
                _weight(phrase, salience) / (2 + order) + (name in favourites)
                for order, (phrase, name) in enumerate(zip(inside, names, strict=True))
            ]
            yield quote_id, names[scores.index(max(scores))]


def proposals(documents: Iterable[Addressee]) -> list[str]:
    """Names of the phrases that quotations use more than the narration around them, the most telling first.

    The measure is the log-likelihood ratio of a phrase's head inside and outside quotations, times the logarithm of
    the number of quotations that use it.
    """
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for document in documents:
        full_names = _full_names(document.phrases)
        for phrase in document.phrases:
            name = full_names.get(phrase.head, phrase.name)
            key = name.casefold()
            quoted = any(start <= phrase.start < end for _, start, end in document.quotations)
            (inside if quoted else outside)[key] += 1
            names.setdefault(key, Counter())[name] += 1
    totals = sum(inside.values()), sum(outside.values())
    scores = {
        key: _keyness(count, outside[key], *totals) * math.log1p(count)
        for key, count in inside.items()
        if count >= FEWEST_QUOTATIONS
    }
    best = sorted(scores, key=lambda key: (-scores[key], key))[:MOST_PROPOSALS]
    return [names[key].most_common(1)[0][0] for key in best]


def _salience(document: Addressee) -> Counter[str]:
    """How much the document speaks of each word of its phrases: its mentions, those in the title three times."""
    title = TITLE.search(document.text)
    title_end = title.end() if title else 0
    salience: Counter[str] = Counter()
    for phrase in document.phrases:
        for word in phrase.words:
            salience[word] += 3 if phrase.end <= title_end else 1
    return salience


def _weight(phrase: Phrase, salience: Counter[str]) -> float:
    """Salience of a phrase: that of its words, tempered so that long phrases do not win by length alone."""
    return sum(salience[word] for word in phrase.words) / math.sqrt(max(len(phrase.words), 1))


def _full_names(phrases: Iterable[Phrase]) -> dict[str, str]:
    """The fullest name that a document gives to each head (*la réforme* is *la réforme des retraites*)."""
    longest: dict[str, Phrase] = {}
    for phrase in phrases:
        known = longest.get(phrase.head)
        if known is None or len(known.words) < len(phrase.words) <= 4:
            longest[phrase.head] = phrase
    return {head: phrase.name for head, phrase in longest.items()}


def _is_short(phrase: Phrase) -> bool:
    return len(phrase.words) == 1 and phrase.determiner not in {"un", "une", "des"}


def _antecedent(document: Addressee, start: int, end: int, salience: Counter[str]) -> Phrase | None:
    """What a pronoun at the opening of a quotation stands for: the last agreeing phrase, or the most salient one."""
    opening = OPENING.match(document.text[start:end])
    if not opening:
        return None
    before = [phrase for phrase in document.phrases if phrase.end <= start and not phrase.is_name]
    if opening["agreeing"]:
        determiners = PRONOUNS[opening["agreeing"].lower()]
        return next((phrase for phrase in reversed(before) if phrase.determiner in determiners), None)
    return max(before, key=lambda phrase: (_weight(phrase, salience), phrase.start), default=None)


def _around(phrases: Sequence[Phrase], start: int) -> list[Phrase]:
    """Phrases before a quotation that has none, the nearest first."""
    return [phrase for phrase in reversed(phrases) if phrase.end <= start][:3] or list(phrases[:1])


def _keyness(inside: int, outside: int, total_inside: int, total_outside: int) -> float:
    """Log-likelihood ratio of a count inside and outside quotations, zero if it is rarer inside.

    >>> round(_keyness(10, 2, 100, 100), 2)
    5.82
    """
    rate = (inside + outside) / max(total_inside + total_outside, 1)
    if inside <= rate * total_inside:
        return 0.0
    expected = rate * total_inside, rate * total_outside
    parts = ((count, mean) for count, mean in zip((inside, outside), expected, strict=True) if count)
    return 2 * sum(count * math.log(count / mean) for count, mean in parts)
