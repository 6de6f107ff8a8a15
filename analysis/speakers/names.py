"""Proper names: runs of capitalised words, cut where one name ends and another begins.

No entity recogniser is asked: it costs as much as the rest of the parse, and on news it errs where it matters most
(names at the head of a sentence, African names, a medium glued to a person). What a run is, is decided by the whole
article in :mod:`analysis.speakers.entities`; here only its limits are found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.lexicons import read_words
from analysis.speakers.vocabulary import (
    first_name_gender,
    is_civility,
    is_demonym,
    is_first_name,
    is_media,
    is_organisation_word,
    is_place,
    noun_class,
    plain,
    pronouns,
    title_of,
)

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["Name", "find_names", "key_words", "person_evidence"]

# Between the parts of a name; the first group only after a first name or in the name of a body.
_LINKS = frozenset(("de", "du", "d'", "des", "la", "le", "les"))
_PARTICLES = frozenset(
    (
        "el",
        "al",
        "ben",
        "bin",
        "ibn",
        "bint",
        "ould",
        "ag",
        "von",
        "van",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "del",
        "y",
        "e",
        "ter",
    )
)
# Inside English names of bodies: « Partners in Trade », « Centre for Peace ».
_ENGLISH = frozenset(("of", "for", "in", "and", "the"))
_CONNECTORS = _LINKS | _PARTICLES | _ENGLISH
_ARTICLES = frozenset(("le", "la", "l'", "les", "un", "une", "des", "ce", "cette"))
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-[^\W\d_]\.?)?")
_OPENERS = frozenset('"«“:-–—(•*')


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a proper name: token range, its words, the title before it."""

    first: int
    stop: int
    words: tuple[str, ...]
    title: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The words that tell the name apart, in lower case without accents."""
        return key_words(self.words)


def key_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words that tell a name apart, in lower case without accents.

    >>> key_words(["Ligue", "des", "Marais"]), key_words(["B.", "Sorel"])
    (('ligue', 'marais'), ('sorel',))
    """
    own = [plain(word) for word in words if word.lower() not in _CONNECTORS]
    # « B. Sorel » is told apart by its surname, as « M. Sorel » is.
    return tuple(word for word in own if not _INITIAL.fullmatch(word)) or tuple(own or map(plain, words))


def find_names(parsed: ParsedText) -> list[Name]:
    """Proper names of a text, in text order, without overlap.

    Examples
    --------
    >>> from analysis.syntax import parse_texts
    >>> [parsed] = parse_texts(["Selon la ministre Awa Koné, Mme de Brécourt a menti à l'Union des pêcheurs."])
    >>> [" ".join(name.words) for name in find_names(parsed)]
    ['Awa Koné', 'Brécourt']
    """
    capital = _capitals(parsed)
    runs = [part for run in _runs(parsed, capital) for part in _cut(parsed, *run)]
    runs = _resplit(parsed, runs)
    return [Name(first, stop, tuple(parsed.words[first:stop]), _title(parsed, first)) for first, stop in runs]


def person_evidence(name: Name) -> float:
    """How much the form of a name alone speaks for a person (above 0) or against it (below 0)."""
    words = [word for word in name.words if word.lower() not in _CONNECTORS]
    if not words:
        return -1.0
    score = 0.0
    if name.title:
        score += 3.0
    if len(words) > 1 and is_first_name(words[0]):
        score += 2.0
    elif len(words) > 1 and any(is_first_name(word) for word in words[1:-1]):
        score += 1.0
    elif 2 <= len(words) <= 4 and all(word[:1].isupper() and not word.isupper() for word in words):
        score += 0.6
    elif len(words) == 1 and first_name_gender(words[0]) is not None:
        score += 0.5
    if len(words) == 1 and (words[0].isupper() or re.search(r"[a-zà-ÿ][A-Z]|\d|\.", words[0])):
        score -= 1.5
    if any(is_media(word) for word in words):
        score -= 2.5
    if is_place(words[0]) and not (len(words) > 1 and is_first_name(words[0])):
        score -= 2.0
    if any(is_organisation_word(word) for word in words) and not name.title:
        score -= 2.0
    if noun_class(words[0].lower()) is not None and not name.title and not is_first_name(words[0]):
        score -= 1.5
    return score


def _capitals(parsed: ParsedText) -> list[bool]:
    """Which tokens may be a part of a name."""
    lowered, words = parsed.lowered, parsed.words
    ordinary = {word for word in words if word[:1].islower()}
    barred = read_words("speakers-not-names")
    initial = _sentence_initial(parsed)
    upper = [_is_capitalised(word) for word in words]
    inside = {words[i] for i, is_upper in enumerate(upper) if is_upper and not initial[i] and len(words[i]) > 1}
    capital = []
    for i, is_upper in enumerate(upper):
        lower = lowered[i]
        after_first_name = i > 0 and upper[i - 1] and is_first_name(words[i - 1])
        a_title = title_of(lower) is not None and not (is_first_name(words[i]) and _is_known_in_name(i, upper, words))
        if (
            not is_upper
            or lower in barred
            or lower.endswith("'")
            or a_title
            or (is_demonym(lower) and not after_first_name)
        ):
            capital.append(False)
        elif initial[i] and is_first_name(words[i]) and i + 1 < len(upper) and upper[i + 1]:
            capital.append(True)
        elif noun_class(lower) == "organisation" and not (i + 1 < len(upper) and upper[i + 1] and not initial[i]):
            # « la Cour constitutionnelle » is a noun phrase that the parse limits better than capitals do.
            capital.append(bool(i and upper[i - 1] and not initial[i - 1]))
        elif initial[i]:
            capital.append(_initial_is_name(parsed, i, upper, ordinary, inside))
        elif noun_class(lower) == "human" and not (i and upper[i - 1] and not initial[i - 1]):
            # « le Président Salif Diarra »: the office is no part of the name; « Paul Berger » is one.
            capital.append(False)
        else:
            # A foreign surname is often taken for a pronoun; real ones are barred or stand in lower case elsewhere.
            function = parsed.pos[i] in ("DET", "ADP", "SCONJ", "CCONJ") or lower in pronouns()
            capital.append(not function or is_first_name(words[i]))
    return capital


def _is_capitalised(word: str) -> bool:
    """A capital at the head, or behind an Arabic article: « Diop », « al-Nour ».

    >>> [_is_capitalised(word) for word in ("Diop", "al-Nour", "porte-parole", "X")]
    [True, True, False, True]
    """
    if word[:1].isupper():
        return True
    return word[2:3] == "-" and word[:2] in ("al", "el", "as", "ad", "an", "ar", "at", "az") and word[3:4].isupper()


def _is_known_in_name(index: int, upper: Sequence[bool], words: Sequence[str]) -> bool:
    """« Prince Dossou », « Major Sanon »: a title that is also a first name, right before a capital."""
    return index + 1 < len(words) and upper[index + 1] and title_of(words[index]) == (None, False)


def _initial_is_name(
    parsed: ParsedText, index: int, upper: Sequence[bool], ordinary: set[str], inside: set[str]
) -> bool:
    """Whether the capitalised first word of a sentence is a name and not just the first word."""
    word, lower = parsed.words[index], parsed.lowered[index]
    follows_capital = index + 1 < len(upper) and upper[index + 1]
    if word.isupper() and len(word) > 1:
        return True
    if lower in ordinary and not (is_first_name(word) and follows_capital):
        return False
    if word in inside or is_first_name(word) or is_place(word) or is_media(word):
        return True
    if noun_class(lower) is not None:
        return follows_capital and noun_class(lower) == "organisation" and not parsed.words[index + 1].isupper()
    if parsed.pos[index] in ("PROPN", "X"):
        return True
    return follows_capital and parsed.pos[index] in ("NOUN", "ADJ", "VERB") and lower not in ordinary


def _sentence_initial(parsed: ParsedText) -> list[bool]:
    starts = {first for first, _ in parsed.sentences}
    return [i in starts or (i > 0 and parsed.words[i - 1] in _OPENERS) for i in range(len(parsed))]


def _runs(parsed: ParsedText, capital: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Maximal runs of capitals, over particles where a name may hold one."""
    sentence_of, lowered, words = parsed.sentence_of, parsed.lowered, parsed.words
    size, i = len(words), 0
    while i < size:
        if not capital[i]:
            i += 1
            continue
        j = i + 1
        while j < size and sentence_of[j] == sentence_of[i]:
            if capital[j]:
                j += 1
                continue
            k = j
            while k < size and k < j + 2 and lowered[k] in _CONNECTORS:
                k += 1
            if k == j or k >= size or not capital[k] or sentence_of[k] != sentence_of[i]:
                break
            if lowered[j] in _LINKS and not _links(words[i:j], words[k]):
                break
            j = k + 1
        yield i, j
        i = j


def _links(before: Sequence[str], after: str) -> bool:
    """Whether « de », « la » … join what stands before to the capital after it.

    >>> _links(["Hélène"], "Montfort"), _links(["Ouganda"], "Paul"), _links(["Ligue"], "Savoie")
    (True, False, True)
    """
    if is_organisation_word(before[0]):
        return not is_first_name(after) and not is_place(after)
    return is_first_name(before[0]) and not is_first_name(after) and not is_place(before[0])


def _cut(parsed: ParsedText, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a run after the name of a medium or a place that stands glued to a person's name."""
    words = parsed.words
    tails = read_words("speakers-media-tails")
    border = first
    if is_media(words[first]):
        border = first + 1
        while border < stop and words[border] in tails:
            border += 1
    elif words[first].lower() in read_words("speakers-portfolios") and stop - first > 1:
        border = first + _portfolio(words, first, stop)
    elif (
        is_place(words[first])
        and stop - first > 2
        and is_first_name(words[first + 1])
        and not is_first_name(words[first])
    ):
        border = first + 1
    if border < stop and words[border].lower() in _CONNECTORS:
        border = first
    if first < border < stop:
        yield first, border
    yield (border if border < stop else first), stop


def _portfolio(words: Sequence[str], first: int, stop: int) -> int:
    """How many words of a run name the office before the name of its holder: « (le ministre des) Mines | Ali Diop ».

    >>> _portfolio(["Mines", "Ali", "Diop"], 0, 3), _portfolio(["Santé", "Plus"], 0, 2)
    (1, 0)
    """
    portfolios = read_words("speakers-portfolios")
    count = 1
    while first + count < stop and words[first + count].lower() in portfolios:
        count += 1
    return count if stop - first - count >= 2 or (first + count < stop and is_first_name(words[first + count])) else 0


def _resplit(parsed: ParsedText, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a run where both its halves are names elsewhere: subheadings glued before a sentence."""
    words = parsed.words
    counts = Counter(tuple(words[first:stop]) for first, stop in runs)
    surnames = {key[-1] for key in counts if len(key) > 1}
    result = []
    for first, stop in runs:
        border = 0
        for middle in range(first + 1, stop):
            head, tail = tuple(words[first:middle]), tuple(words[middle:stop])
            if words[middle].lower() in _CONNECTORS or words[middle - 1].lower() in _CONNECTORS:
                continue
            if counts[tail] and len(tail) > 1 and (counts[head] or stop - first > 3 or counts[tail] > 1):
                border = middle
                break
            if counts[head] and len(head) > 1 and (counts[tail] or (len(tail) == 1 and tail[0] in surnames)):
                border = middle
                break
        result += [(first, border), (border, stop)] if border else [(first, stop)]
    return result


def _title(parsed: ParsedText, first: int) -> str | None:
    """The title right before a name (« Mme », « le Dr »), as it stands in the text; over « de » too."""
    lowered, i = parsed.lowered, first - 1
    while i > first - 3 and i > 0 and lowered[i] in _CONNECTORS:
        i -= 1
    if i < 0 or title_of(lowered[i]) is None or (i < first - 1 and not is_civility(lowered[i])):
        return None
    return parsed.words[i]
