"""Candidates: every stretch that some construction allows to be a quotation; its ends are in the module `boundaries`.

Generation is generous on purpose; :mod:`analysis.quotations.ranking` says which candidates are quotations. The order of
the functions is that of a grammar: marks, clauses, infinitives, *selon*, incises, colons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from analysis.quotations.classes import members
from analysis.quotations.cues import lexicon_entries
from analysis.quotations.table import TokenTable

__all__ = ["KINDS", "Block", "find_blocks"]

KINDS = (
    "marked",  # « A » with any cue or none
    "marked-cut",  # the parts of « A, dit-il, B »
    "fragment",  # salue les « progrès » réalisés
    "que",  # affirme que A
    "si",  # demande si A, explique comment A
    "infinitive",  # promet de A
    "source-right",  # selon X, A
    "source-left",  # A, selon X
    "source-relative",  # la rumeur selon laquelle A
    "incise-left",  # A, a indiqué X
    "incise-right",  # …, a indiqué X, A
    "colon",  # il a prévenu : A
    "headline",  # X : A
    "uncued",  # a sentence that holds marks and has no cue
)

# How far a clause, an infinitive, a source or a colon may stand behind its cue, in tokens.
FAR_CLAUSE, FAR_INFINITIVE, FAR_SOURCE, FAR_COLON, FAR_COMMA = 40, 30, 45, 25, 25

# A stretch whose closing mark is missing is a fragment only if it is short.
LONGEST_OPEN_FRAGMENT = 8

# A subject behind the verb of an incise without comma, with the stop, has fewer tokens.
LONGEST_SUBJECT = 12

_CONTENT = frozenset(["VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"])
_QUE = members("que")
_INTERROGATIVES = members("interrogative")
_BEFORE_INFINITIVE = members("before-infinitive")
_CLITICS = members("infinitive-clitic")
_OPENERS = members("opening-mark")
_CLOSERS = members("closing-mark")
_DASHES = members("dash")
_STRIPPED = members("stop", "dash", "opening-bracket")
_AUXILIARIES = members("auxiliary")
_IN_VERB_GROUP = members("verb-group", "auxiliary")
_CLITIC_SUBJECTS = members("clitic-subject")
_RELATIVES_OF_SELON = members("relative-of-selon")
_CLAUSE_OPENERS = members("clause-opener")
_BEFORE_INCISE = members("dash") | {",", "!", "?"}


class Block(NamedTuple):
    """A possible quotation without its end.

    `kind` numbers `KINDS`; `cue`, `complementiser` and `mark` are token and mark numbers of the table or -1; `first` is
    the first token and `start` its code point in the document; `rank` counts the possible starts of one cue from 0.
    """

    kind: int
    cue: int
    first: int
    start: int
    rank: int = 0
    complementiser: int = -1
    mark: int = -1


def find_blocks(table: TokenTable) -> list[Block]:
    """All blocks of the documents of a table.

    Examples
    --------
    >>> from analysis.syntax import parse_texts
    >>> table = TokenTable(list(parse_texts(["Elle promet que la gare rouvrira."])))
    >>> [(KINDS[block.kind], table.forms[block.first]) for block in find_blocks(table)]
    [('que', 'la')]
    """
    blocks = [block for number in range(len(table.marks)) for block in _marked(table, number)]
    kinds = [entry.kind for entry in lexicon_entries()]
    limits = table.stop.tolist()
    firsts = table.first.tolist()
    for cue in np.flatnonzero(table.cue >= 0).tolist():
        low, high = firsts[cue], limits[cue]
        if kinds[table.cue[cue]] == "source":
            blocks.extend(_source(table, cue, low, high))
        elif kinds[table.cue[cue]] == "unknown":
            blocks.extend(_incise(table, cue, low, high))
            blocks.extend(_near_clause(table, cue, high))
        else:
            blocks.extend(_clauses(table, cue, high))
            blocks.extend(_infinitives(table, cue, high))
            blocks.extend(_colon(table, cue, high))
            blocks.extend(_incise(table, cue, low, high))
    blocks.extend(_without_cue(table))
    return blocks


def _marked(table: TokenTable, number: int) -> Iterator[Block]:
    """What stands in marks: as an utterance, as a fragment of a phrase, or cut by an incise inside the marks."""
    _, marked = table.marks[number]
    first, stop = int(table.mark_first[number]), int(table.mark_stop[number])
    if first >= stop:
        return
    yield Block(_MARKED, -1, first, marked.inner_start, mark=number)
    if marked.family != "dash" and (marked.closed or stop - first <= LONGEST_OPEN_FRAGMENT):
        yield Block(_FRAGMENT, -1, first, marked.start, mark=number)
    lowered = table.lowered
    for cue in range(first + 1, stop):
        if table.cue[cue] < 0 or not _has_inverted_subject(table, cue, stop):
            continue
        left = _group_start(table, cue, first)
        right = next((token for token in range(cue + 1, min(stop, cue + 16)) if lowered[token] in ",.!?"), stop)
        if left <= first or lowered[left - 1] not in _BEFORE_INCISE or right - cue > 14:
            continue
        yield Block(_CUT, cue, first, marked.inner_start, complementiser=left - 1, mark=number)
        if right + 1 < stop:
            yield Block(_CUT, cue, right + 1, int(table.start[right + 1]), rank=1, mark=number)


def _has_inverted_subject(table: TokenTable, cue: int, stop: int) -> bool:
    """Whether a clitic subject stands behind the verb or its auxiliary: *dit-elle*, *a-t-il ajouté*."""
    if cue + 1 < stop and table.lowered[cue + 1] in _CLITIC_SUBJECTS:
        return True
    return table.lowered[cue - 1] in _CLITIC_SUBJECTS or (
        table.lowered[cue - 1] in _AUXILIARIES and table.lowered[cue - 2] == ","
    )


def _clauses(table: TokenTable, cue: int, high: int) -> Iterator[Block]:
    """*que*, *si* and other words that open a reported clause behind the cue."""
    lowered = table.lowered
    rank = 0
    for token in range(cue + 1, min(high - 1, cue + FAR_CLAUSE)):
        word = lowered[token]
        after = lowered[token + 1]
        if word in _QUE:
            yield _block(table, _QUE_KIND, cue, token + 1, rank, token)
        elif word == "si" or (word == "s'" and after in ("il", "ils")):
            yield _block(table, _SI, cue, token + 1, rank, token)
        elif word in _INTERROGATIVES or (word == "ce" and after in ("que", "qui", "qu'", "dont")):
            yield _block(table, _SI, cue, token, rank, token)
        else:
            continue
        rank += 1
        if rank == 3:
            return


def _near_clause(table: TokenTable, cue: int, high: int) -> Iterator[Block]:
    """A clause right behind a verb that the lexicon does not know."""
    if cue + 2 < high and table.lowered[cue + 1] in _QUE:
        yield _block(table, _QUE_KIND, cue, cue + 2, 0, cue + 1)


def _infinitives(table: TokenTable, cue: int, high: int) -> Iterator[Block]:
    """An infinitive right behind the cue, or behind *de* or *à* further on; clitics and negation belong to it."""
    lowered, pos, infinitive = table.lowered, table.pos_names, table.infinitive
    rank = 0
    for token in range(cue + 1, min(high - 1, cue + FAR_INFINITIVE)):
        bare = token == cue + 1 and lowered[token] not in _BEFORE_INFINITIVE
        if not bare and lowered[token] not in _BEFORE_INFINITIVE:
            continue
        first = token if bare else token + 1
        verb = first
        while (
            verb < min(high, first + 5)
            and not infinitive[verb]
            and (lowered[verb] in _CLITICS or lowered[verb] in _OPENERS or pos[verb] in ("PRON", "ADV"))
        ):
            verb += 1
        if verb < high and infinitive[verb]:
            if bare:
                while first < verb and pos[first] == "ADV" and lowered[first] not in ("ne", "n'", "pas"):
                    first += 1
            yield _block(table, _INFINITIVE, cue, first, rank, -1 if bare else token)
            rank += 1
            if rank == 3:
                return


def _colon(table: TokenTable, cue: int, high: int) -> Iterator[Block]:
    """A clause without marks behind a cue and a colon."""
    for token in range(cue + 1, min(high - 1, cue + FAR_COLON)):
        if table.lowered[token] == ":":
            if table.lowered[token + 1] not in _OPENERS:
                yield _block(table, _COLON, cue, token + 1, 0, token)
            return


def _source(table: TokenTable, cue: int, low: int, high: int) -> Iterator[Block]:
    """*selon X, A*; *A, selon X*; *la thèse selon laquelle A*."""
    lowered = table.lowered
    first = int(table.cue_first[cue])
    if cue + 2 < high and lowered[cue + 1] in _RELATIVES_OF_SELON:
        yield _block(table, _SOURCE_RELATIVE, cue, cue + 2, 0, cue + 1)
    commas = [token for token in range(cue + 1, min(high, cue + FAR_SOURCE)) if lowered[token] == ","][:4]
    for rank, comma in enumerate(commas):
        if comma + 1 < high:
            yield _block(table, _SOURCE_RIGHT, cue, comma + 1, rank, comma)
    if cue + 2 < high and lowered[cue] != "pour":
        behind = int(table.right[_complement(table, cue, high)]) + 1
        if cue + 1 < behind < high and lowered[behind] not in _STRIPPED and behind - 1 not in commas:
            yield _block(table, _SOURCE_RIGHT, cue, behind, 4, behind - 1)
    left = first
    while left > low and (lowered[left - 1] in _DASHES or lowered[left - 1] in (",", "(", "et", "toujours")):
        left -= 1
    if left > low:
        for rank, start in enumerate(_left_starts(table, low, left)):
            if not _is_marked(table, start, left) and _has_content(table, start, left):
                yield _block(table, _SOURCE_LEFT, cue, start, rank, left)


def _complement(table: TokenTable, cue: int, high: int) -> int:
    """The head of the noun phrase that names the source behind *selon*."""
    head = int(table.head[cue])
    return head if cue < head < high else cue + 1


def _incise(table: TokenTable, cue: int, low: int, high: int) -> Iterator[Block]:
    """*A, a indiqué X* and what follows it: *A, a indiqué X, B*."""
    lowered = table.lowered
    group = _group_start(table, int(table.cue_first[cue]), low)
    before = lowered[group - 1] if group > low else ""
    if not (before in _CLOSERS or before in _DASHES or before in (",", "(")):
        if _closes_sentence(table, cue, group):
            for rank, start in enumerate(_left_starts(table, int(table.sentence_first[cue]), group)):
                yield _block(table, _INCISE_LEFT, cue, start, rank, group)
        return
    for rank, start in enumerate(_left_starts(table, low, group - 1)):
        if not _is_marked(table, start, group - 1) and _has_content(table, start, group - 1):
            yield _block(table, _INCISE_LEFT, cue, start, rank, group - 1)
    commas = [token for token in range(cue + 1, min(high - 1, cue + FAR_COMMA)) if lowered[token] == ","][:2]
    for rank, comma in enumerate(commas):
        yield _block(table, _INCISE_RIGHT, cue, comma + 1, rank, comma)


def _closes_sentence(table: TokenTable, cue: int, group: int) -> bool:
    """Whether a verb and the subject behind it end a sentence, though no comma parts them from it: A indique X."""
    stop = int(table.sentence_stop[cue])
    if not (table.sentence_first[cue] < group - 2 and cue + 1 < stop <= cue + LONGEST_SUBJECT):
        return False
    opens = table.pos_names[cue + 1] in ("DET", "PROPN") or table.capital[cue + 1]
    return bool(opens and not table.finite[cue + 1 : stop].any())


def _has_content(table: TokenTable, first: int, stop: int) -> bool:
    """Whether a stretch holds more than a linking word: not in *Mais, selon X, A*."""
    return any(name in _CONTENT for name in table.pos_names[first:stop])


def _group_start(table: TokenTable, cue: int, low: int) -> int:
    """The first token of the verb group of a cue: auxiliaries, clitics and adverbs before it."""
    token = cue
    while token > low and (table.lowered[token - 1] in _IN_VERB_GROUP or table.pos_names[token - 1] == "AUX"):
        token -= 1
    return token


def _left_starts(table: TokenTable, low: int, high: int) -> list[int]:
    """Tokens at which a clause that ends before `high` may start, the farthest first."""
    starts = {low}
    starts.update(token + 1 for token in range(low, high - 1) if table.lowered[token] in _CLAUSE_OPENERS)
    starts.update((np.flatnonzero(table.misplaced_capital[low + 1 : high - 1]) + low + 1).tolist())
    starts.update(
        token for token in (np.flatnonzero(np.diff(table.sentence[low:high])) + low + 1).tolist() if token < high - 1
    )
    return sorted(starts)


def _is_marked(table: TokenTable, first: int, stop: int) -> bool:
    """Whether the tokens are a stretch in marks, which has a block of its own, or would cut one."""
    opening = first + 1 < table.size and table.lowered[first] in _OPENERS and table.mark[first] < 0
    mark = int(table.mark[first + opening])
    if mark < 0 or not table.marks[mark][1].closed:
        return False
    return int(table.mark_stop[mark]) <= stop and (not opening or int(table.mark_stop[mark]) >= stop - 1)


def _without_cue(table: TokenTable) -> Iterator[Block]:
    """Headlines *X : A*, and sentences that hold marks though nobody is said to speak."""
    for low in _unique(table.first.tolist()):
        high = int(table.stop[low])
        words = table.lowered[low:high]
        colon = next(
            (low + place for place, word in enumerate(words) if word == ":" and 0 < place < high - low - 2), -1
        )
        if colon >= 0:
            yield _block(table, _HEADLINE, -1, colon + 1, 0, colon)
        if words and words[0] not in _OPENERS and any(word in _OPENERS for word in words):
            yield _block(table, _UNCUED, -1, low, 0, -1)


def _unique(values: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(values))


def _block(table: TokenTable, kind: int, cue: int, first: int, rank: int, complementiser: int) -> Block:
    return Block(kind, cue, first, int(table.start[first]), rank, complementiser)


(
    _MARKED,
    _CUT,
    _FRAGMENT,
    _QUE_KIND,
    _SI,
    _INFINITIVE,
    _SOURCE_RIGHT,
    _SOURCE_LEFT,
    _SOURCE_RELATIVE,
    _INCISE_LEFT,
    _INCISE_RIGHT,
    _COLON,
    _HEADLINE,
    _UNCUED,
) = range(len(KINDS))
