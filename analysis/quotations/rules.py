"""Quotations by rules alone: one small function for each construction, without any learned weight.

It is the fallback where no weights are shipped, and the line that the learned ranking is measured against.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.quotations.boundaries import End
from analysis.quotations.candidates import KINDS, Block
from analysis.quotations.cues import lexicon_entries
from analysis.quotations.options import CueOption, cue_options
from analysis.quotations.table import TokenTable

__all__ = ["Rules"]

# Words of a stretch in marks from which on it is more likely an utterance than a term.
WORDS_OF_AN_UTTERANCE = 6


class Rules:
    """Scores candidates by hand-made rules; the same interface as the learned ranking."""

    threshold = 0.45

    def __init__(self, table: TokenTable) -> None:
        self._table = table

    def blocks(self, blocks: Sequence[Block]) -> np.ndarray:
        """Probability that each block starts a quotation, shape (len(blocks),)."""
        return np.array([_RULES[KINDS[block.kind]](self._table, block) for block in blocks], dtype=float)

    def ends(self, blocks: Sequence[Block], ends: Sequence[Sequence[End]]) -> list[np.ndarray]:
        """Probabilities of the ends of each block."""
        return [_end_weights(self._table, block, options) for block, options in zip(blocks, ends, strict=True)]

    def cues(self, marks: Sequence[int], kinds: Sequence[int]) -> list[CueOption | None]:
        """The cue of each stretch in marks."""
        return [_cue_of_marked(self._table, mark) for mark in marks]

    def probabilities(self, gains: np.ndarray) -> np.ndarray:
        """The gains themselves: rules are not calibrated."""
        return np.minimum(gains, 1.0)


def _strength(table: TokenTable, cue: int, construction: str) -> float:
    return lexicon_entries()[table.cue[cue]].takes(construction)


def _marked(table: TokenTable, block: Block) -> float:
    """« Nous partons demain », a dit X: a clause, or marks beside a cue that takes them."""
    first, stop = int(table.mark_first[block.mark]), int(table.mark_stop[block.mark])
    clause = bool(table.finite[first:stop].any()) and stop - first >= 3
    cue = _cue_of_marked(table, block.mark)
    if cue and cue.place == 1 and not _opens_clause(table, cue.token, first):
        return 0.2
    if clause:
        return 0.95 if cue else 0.6
    if stop - first >= WORDS_OF_AN_UTTERANCE:
        return 0.6 if cue else 0.3
    return 0.3 if cue and cue.place == 0 and cue.distance <= 4 else 0.02


def _opens_clause(table: TokenTable, cue: int, first: int) -> bool:
    """Whether the marks open with the reported clause, not in its middle."""
    between = table.lowered[cue + 1 : first - 1]
    return not any(word in ("que", "qu'") for word in between) or between[-1] in ("que", "qu'")


def _cut(table: TokenTable, block: Block) -> float:
    """« Moi, dit-elle, je reste »: the incise cuts the marks in two."""
    return 0.97


def _fragment(table: TokenTable, block: Block) -> float:
    """X salue les « progrès » de Y: a noun phrase in marks behind a cue that takes one."""
    first, stop = int(table.mark_first[block.mark]), int(table.mark_stop[block.mark])
    if stop - first >= WORDS_OF_AN_UTTERANCE or table.finite[first:stop].any():
        return 0.02
    before = [option for option in cue_options(table, block.mark) if option.place == 1 and option.distance <= 8]
    return (
        0.7
        if any(max(_strength(table, o.token, "np"), _strength(table, o.token, "comme")) == 1 for o in before)
        else 0.02
    )


def _que(table: TokenTable, block: Block) -> float:
    """X affirme que A: the clause stands near its cue."""
    strength = _strength(table, block.cue, "que")
    between = slice(block.cue + 1, block.complementiser)
    if block.rank or table.finite[between].any() or block.complementiser - block.cue > 12:
        return 0.01
    if lexicon_entries()[table.cue[block.cue]].kind == "noun":
        return 0.6 * strength if block.complementiser == block.cue + 1 else 0.01
    return (0.85 if strength == 1 else 0.35 * strength) if strength else 0.01


def _si(table: TokenTable, block: Block) -> float:
    """X demande si A."""
    near = block.rank == 0 and block.complementiser - block.cue <= 6
    return 0.6 if near and _strength(table, block.cue, "si") == 1 else 0.01


def _infinitive(table: TokenTable, block: Block) -> float:
    """X promet de A, exhorte Y à A, assure vouloir A."""
    if block.rank or table.finite[block.cue + 1 : block.first].any():
        return 0.01
    preposition = "inf" if block.complementiser < 0 else table.lowered[block.complementiser]
    strength = _strength(table, block.cue, "à" if preposition == "à" else "inf" if preposition == "inf" else "de")
    verbal = lexicon_entries()[table.cue[block.cue]].kind != "noun"
    return 0.7 if strength == 1 and verbal and block.first - block.cue <= 10 else 0.01


def _source_right(table: TokenTable, block: Block) -> float:
    """Selon X, A: a finite clause behind the first comma."""
    if table.cue_first[block.cue] > table.sentence_first[block.cue] + 1 or block.rank:
        return 0.02
    clause = bool(table.finite[block.first : table.sentence_stop[block.first]].any())
    return (0.85 if _strength(table, block.cue, "source") == 1 else 0.15) if clause else 0.02


def _source_left(table: TokenTable, block: Block) -> float:
    """A, selon X: from the start of the sentence."""
    opening = block.first == table.sentence_first[block.cue]
    clause = bool(table.finite[block.first : block.cue].any())
    return 0.8 if opening and clause and _strength(table, block.cue, "source") == 1 else 0.01


def _source_relative(table: TokenTable, block: Block) -> float:
    """La rumeur selon laquelle A."""
    return 0.7


def _incise_left(table: TokenTable, block: Block) -> float:
    """A, a indiqué X: a clause without marks before an inverted cue."""
    if table.lowered[block.complementiser] != "," or _strength(table, block.cue, "direct") < 1:
        return 0.01
    if table.mark[block.cue] >= 0 or not _inverted(table, block.cue):
        return 0.01
    opening = block.first == table.sentence_first[block.cue]
    clause = bool(table.finite[block.first : block.complementiser].any())
    return 0.6 if opening and clause and table.mark[block.first] < 0 else 0.01


def _inverted(table: TokenTable, cue: int) -> bool:
    """Whether the subject stands behind the cue, as in an incise."""
    before = table.lowered[max(cue - 2, 0) : cue + 2]
    if any(word.startswith("-") and len(word) > 1 for word in before):
        return True
    subjects = np.flatnonzero(table.head[cue : table.stop[cue]] == cue) + cue
    return bool(len(subjects)) and table.pos_names[min(subjects[subjects != cue], default=cue)] in ("NOUN", "PROPN")


def _incise_right(table: TokenTable, block: Block) -> float:
    """…, a indiqué X, A: rare, left to the learned ranking."""
    return 0.01


def _colon(table: TokenTable, block: Block) -> float:
    """X a prévenu : A."""
    return 0.4 if _strength(table, block.cue, "direct") == 1 and block.first - block.cue <= 6 else 0.01


def _headline(table: TokenTable, block: Block) -> float:
    """X : A, without cue."""
    return 0.02


def _uncued(table: TokenTable, block: Block) -> float:
    """A sentence that holds marks and nobody who speaks."""
    return 0.01


_RULES: dict[str, Callable[[TokenTable, Block], float]] = {
    "marked": _marked,
    "marked-cut": _cut,
    "fragment": _fragment,
    "que": _que,
    "si": _si,
    "infinitive": _infinitive,
    "source-right": _source_right,
    "source-left": _source_left,
    "source-relative": _source_relative,
    "incise-left": _incise_left,
    "incise-right": _incise_right,
    "colon": _colon,
    "headline": _headline,
    "uncued": _uncued,
}


def _end_weights(table: TokenTable, block: Block, ends: Sequence[End]) -> np.ndarray:
    """All weight on one end: the closing mark, the noun phrase, or the end of the sentence before another cue."""
    kind = KINDS[block.kind]
    weights = np.zeros(len(ends))
    if kind in ("marked", "marked-cut", "incise-left", "source-left"):
        weights[0] = 1.0
    elif kind == "fragment":
        _, marked = table.marks[block.mark]
        phrase = int(table.right[table.mark_first[block.mark] : table.mark_stop[block.mark]].max())
        target = max(marked.end, int(table.end[phrase]))
        weights[int(np.argmin([abs(end.end - target) for end in ends]))] = 1.0
    else:
        weights[_clause_end(table, block, ends)] = 1.0
    return weights


def _clause_end(table: TokenTable, block: Block, ends: Sequence[End]) -> int:
    """Index of the last end of the sentence, or of the end before a participle or incise with a cue of its own."""
    limit = int(table.sentence_stop[block.first])
    inside = [number for number, end in enumerate(ends) if end.stop <= limit] or [len(ends) - 1]
    for number in inside:
        comma = ends[number].stop
        if comma + 1 < limit and table.lowered[comma] == ",":
            follower = comma + 1
            participle = table.lowered[follower].endswith("ant") and table.cue[follower] >= 0
            selon = table.lowered[follower] == "selon"
            incise = table.cue[follower] >= 0 and follower + 1 < limit and table.lowered[follower + 1].startswith("-")
            if participle or selon or incise:
                return number
        if comma + 2 < table.size and table.lowered[comma] == ":" and table.mark[comma + 2] >= 0:
            return number
    return inside[-1]


def _cue_of_marked(table: TokenTable, mark: int) -> CueOption | None:
    """The verb right behind the marks, else the nearest one before them, else the one that is carried on."""
    options = cue_options(table, mark)
    takes_marks = [
        option
        for option in options
        if max(_strength(table, option.token, name) for name in ("direct", "np", "que", "comme", "de", "source")) == 1
    ]
    for place, reach in ((0, 6), (1, 25), (2, 40)):
        near = [option for option in takes_marks if option.place == place and option.distance <= reach]
        if near:
            return near[0]
    return None
