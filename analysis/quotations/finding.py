"""The way from parsed texts to quotations: candidates, their probabilities, the choice among them, type and rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from analysis.quotations import Quotation, Span
from analysis.quotations.boundaries import Boundaries, End
from analysis.quotations.candidates import KINDS, Block, find_blocks
from analysis.quotations.choosing import Hypothesis, choose
from analysis.quotations.cues import lexicon_entries
from analysis.quotations.options import PLACES, CueOption
from analysis.quotations.ranking import Ranking
from analysis.quotations.rules import Rules
from analysis.quotations.table import DEPENDENCIES, TokenTable
from analysis.quotations.types import typed_span
from analysis.quotations.weights import load_weights
from analysis.syntax import ParsedText

__all__ = ["Scorer", "find_quotations"]

# Blocks and spans below these probabilities have no part in the choice.
LEAST_BLOCK, LEAST_SPAN = 0.03, 0.004

# Constructions whose name follows from the kind of candidate alone.
_FIXED = {
    "marked-cut": "mid-quotation-cue",
    "source-right": "selon-before",
    "source-left": "selon-after",
    "source-relative": "noun-cue",
    "incise-left": "free-incise",
    "incise-right": "free-incise",
    "colon": "colon",
    "headline": "headline",
    "uncued": "uncued",
}
_PASSIVE = [DEPENDENCIES.index(name) for name in ("aux:pass", "obl:agent")]


class Scorer(Protocol):
    """What gives candidates their probabilities: rules or learned weights."""

    threshold: float

    def blocks(self, blocks: Sequence[Block]) -> np.ndarray:
        """Probability that each block starts a quotation."""

    def ends(self, blocks: Sequence[Block], ends: Sequence[Sequence[End]]) -> list[np.ndarray]:
        """Probabilities of the ends of each block."""

    def cues(self, marks: Sequence[int], kinds: Sequence[int]) -> Sequence[CueOption | None]:
        """The cue of each chosen stretch in marks."""

    def probabilities(self, gains: np.ndarray) -> np.ndarray:
        """Probabilities of spans with these expected gains."""


def find_quotations(
    parsed: Sequence[ParsedText], *, scorer: Callable[[TokenTable], Scorer] | None = None
) -> list[list[Quotation]]:
    """Find the quotations of documents.

    Parameters
    ----------
    parsed : sequence of ParsedText
        Parsed documents; they are handled together, which is several times faster than one by one.
    scorer : Scorer, optional
        What ranks the candidates; by default the learned ranking that is shipped. `Rules` does without weights.

    Returns
    -------
    list of list of Quotation
        For each document its quotations in text order, without overlap.

    Examples
    --------
    >>> from analysis.syntax import parse_texts
    >>> text = "« La digue tiendra », a assuré la maire. Elle promet de la surveiller."
    >>> [[first, second]] = find_quotations(list(parse_texts([text])), scorer=Rules)
    >>> text[first.start : first.end], first.type, first.rule
    ('La digue tiendra', 'direct', 'direct-inverted-cue')
    >>> text[second.start : second.end], text[slice(*second.cue)], second.rule
    ('la surveiller', 'promet', 'infinitive')
    """
    table = TokenTable(parsed)
    scores = scorer(table) if scorer else _default_scores(table)
    blocks = find_blocks(table)
    chosen = _choose(table, blocks, scores)
    by_mark = [kept for kept in chosen if blocks[kept[0].block].cue < 0 and blocks[kept[0].block].mark >= 0]
    options = scores.cues(
        [blocks[kept.block].mark for kept, _ in by_mark], [blocks[kept.block].kind for kept, _ in by_mark]
    )
    cues = {kept.block: option for (kept, _), option in zip(by_mark, options, strict=True)}
    quotations: list[list[Quotation]] = [[] for _ in parsed]
    probabilities = scores.probabilities(np.array([gain for _, gain in chosen])).tolist()
    for (kept, _), probability in zip(chosen, probabilities, strict=True):
        block = blocks[kept.block]
        quotations[int(table.document[block.first])].append(
            _quotation(table, block, kept, probability, cues.get(kept.block))
        )
    return quotations


def _default_scores(table: TokenTable) -> Scorer:
    weights = load_weights()
    return Ranking(table, weights) if weights else Rules(table)


def _choose(table: TokenTable, blocks: list[Block], scorer: Scorer) -> list[tuple[Hypothesis, float]]:
    """The chosen hypotheses of all documents with their gains."""
    if not blocks:
        return []
    probabilities = scorer.blocks(blocks)
    boundaries = Boundaries(table)
    kept: list[int] = []
    ends: list[list[End]] = []
    for number in np.flatnonzero(probabilities > LEAST_BLOCK).tolist():
        options = boundaries.ends(blocks[number])
        if options:
            kept.append(number)
            ends.append(options)
    weights = scorer.ends([blocks[number] for number in kept], ends)
    hypotheses: list[list[Hypothesis]] = [[] for _ in table.texts]
    for number, options, shares in zip(kept, ends, weights, strict=True):
        block = blocks[number]
        here = hypotheses[int(table.document[block.first])]
        for option, share in zip(options, shares.tolist(), strict=True):
            probability = float(probabilities[number]) * share
            if probability > LEAST_SPAN:
                here.append(Hypothesis(number, block.start, option.end, option.stop, probability))
    return [kept for own in hypotheses for kept in choose(own, threshold=scorer.threshold)]


def _quotation(
    table: TokenTable, block: Block, kept: Hypothesis, probability: float, option: CueOption | None
) -> Quotation:
    start, end, kind = typed_span(table, block, kept)
    token = block.cue if block.cue >= 0 else option.token if option else -1
    return Quotation(
        start=start,
        end=end,
        type=kind,
        cue=_cue_span(table, token) if token >= 0 else None,
        rule=_rule(table, block, kind, option, token),
        probability=round(probability, 4),
    )


def _cue_span(table: TokenTable, token: int) -> Span:
    """Code points of a cue: one token, and with *d'après* both."""
    source = lexicon_entries()[table.cue[token]].kind == "source" if table.cue[token] >= 0 else False
    first = token - 1 if source and table.lowered[token] == "après" else token
    return int(table.start[first]), int(table.end[token])


def _rule(table: TokenTable, block: Block, kind: str, option: CueOption | None, token: int) -> str:
    """Name of the construction."""
    name = KINDS[block.kind]
    if name not in _FIXED and token >= 0 and _is_passive(table, token):
        return "passive"
    if name in ("marked", "fragment"):
        return _rule_of_marks(table, block, option, "marked" if kind == "direct" else "fragment")
    entry = lexicon_entries()[table.cue[token]] if token >= 0 else None
    if name in ("que", "si", "infinitive"):
        return _rule_of_clause(table, name, entry.kind if entry else "", token)
    if name == "incise-left" and kind == "direct":
        return "direct-inverted-cue"
    return _FIXED[name]


def _is_passive(table: TokenTable, cue: int) -> bool:
    """Whether a verb is in the passive: « a été jugé "excessif" », « accusé par le syndicat de mentir »."""
    near = slice(int(table.sentence_first[cue]), int(table.sentence_stop[cue]))
    own = table.dependency[near][table.head[near] == cue]
    return table.pos_names[cue] == "VERB" and bool(np.isin(own, _PASSIVE).any())


def _rule_of_clause(table: TokenTable, name: str, kind: str, token: int) -> str:
    if kind == "noun":
        return "noun-cue"
    if table.lowered[token].endswith("ant") and table.has("VerbForm=Part")[token]:
        return "participle"
    return {"que": "que-clause", "si": "si-clause", "infinitive": "infinitive"}[name]


def _rule_of_marks(table: TokenTable, block: Block, option: CueOption | None, name: str) -> str:
    first = int(table.mark_first[block.mark])
    if name == "fragment":
        return "fragment"
    if option is None:
        colon = first >= 2 and ":" in table.lowered[max(first - 2, 0) : first]
        return (
            "headline"
            if colon and table.start[first] < _first_line(table, block)
            else "colon"
            if colon
            else "continued"
        )
    entry = lexicon_entries()[table.cue[option.token]]
    place = PLACES[option.place]
    if place == "behind":
        return "selon-after" if entry.kind == "source" else "direct-inverted-cue"
    if place in ("carried", "earlier"):
        return "continued"
    between = table.lowered[option.token + 1 : first]
    if entry.kind == "source":
        return "selon-before"
    if entry.kind == "noun":
        return "noun-cue"
    if ":" in between:
        return "colon"
    if "que" in between or "qu'" in between:
        return "que-clause"
    return "direct-cue-before"


def _first_line(table: TokenTable, block: Block) -> int:
    """Where the title ends: the first line, if there are others (0 if not)."""
    text = table.texts[int(table.document[block.first])]
    title = len(text) - len(text.lstrip()) + len(text.lstrip().split("\n", 1)[0])
    return title if text[title:].strip() else 0
