"""Type of a quotation, which says whether its limits hold the quotation marks: direct, indirect or mixed."""

from __future__ import annotations

import numpy as np

from analysis.quotations.candidates import KINDS, Block
from analysis.quotations.choosing import Hypothesis
from analysis.quotations.classes import members
from analysis.quotations.table import TokenTable

__all__ = ["typed_span"]

# A fragment's marks may leave out so many characters of the span (a stop, a space) and the span still be whole.
SLACK = 2
_ENDS_SUBJECT = frozenset(["NOUN", "PROPN", "PRON", "ADJ"])
_BEFORE_INFINITIVE = members("before-infinitive")
_BEFORE_VERB = members("reflexive") | {"ne", "n'", "y", "en"}


def typed_span(table: TokenTable, block: Block, kept: Hypothesis) -> tuple[int, int, str]:
    """Limits and type: direct if marks hold the whole, mixed if a part, indirect if nothing.

    A clause that stands in marks as a whole is direct, and its marks are outside; a fragment keeps its marks.

    Parameters
    ----------
    table : TokenTable
        The batch.
    block : Block
        Block of the chosen hypothesis.
    kept : Hypothesis
        The chosen limits.

    Returns
    -------
    (int, int, str)
        Start and end in the document, and the type.

    Examples
    --------
    >>> from analysis.quotations.candidates import find_blocks
    >>> from analysis.syntax import parse_texts
    >>> text = "Elle salue les « énormes progrès » du chantier."
    >>> table = TokenTable(list(parse_texts([text])))
    >>> block = next(block for block in find_blocks(table) if block.mark == 0)
    >>> kept = Hypothesis(0, block.start, table.marks[0][1].inner_end, int(table.mark_stop[0]), 1.0)
    >>> start, end, kind = typed_span(table, block, kept)
    >>> text[start:end], kind
    ('« énormes progrès »', 'mixed')
    """
    document = int(table.document[block.first])
    start, end = kept.start, kept.end
    if KINDS[block.kind] == "marked-cut":
        return start, end, "direct"
    if KINDS[block.kind] == "marked":
        _, marked = table.marks[block.mark]
        if end != marked.inner_end or not marked.closed:
            return start, end, "direct"
        if _is_noun_phrase(table, block.mark):
            return marked.start, marked.end, "mixed"
        return start, end, "mixed" if _wants_subject(table, block.mark) else "direct"
    if KINDS[block.kind] == "fragment":
        _, marked = table.marks[block.mark]
        if end == marked.end and marked.closed and _is_utterance(table, block.mark):
            return marked.inner_start, marked.inner_end, "direct"
    inside = [
        marked
        for owner, marked in table.marks[_slice_of_document(table, document)]
        if marked.start < end and marked.end > start and owner == document
    ]
    if not inside:
        return start, end, "indirect"
    whole = inside[0]
    if KINDS[block.kind] != "fragment" and whole.start <= start + SLACK and whole.end >= end - SLACK:
        return whole.inner_start, whole.inner_end, "direct"
    return start, end, "mixed"


def _is_noun_phrase(table: TokenTable, mark: int) -> bool:
    """Whether marks hold the rest of a noun phrase whose article or preposition stands before them."""
    first, stop = int(table.mark_first[mark]), int(table.mark_stop[mark])
    before = _word_before(table, mark)
    if before < 0 or table.forms[first][:1].isupper() or table.finite[first:stop].any():
        return False
    return table.pos_names[before] in ("DET", "ADP") and not table.infinitive[first : first + 3].any()


def _is_utterance(table: TokenTable, mark: int) -> bool:
    """Whether marks hold all of what follows a colon, or an infinitive as a whole: *il promet de « rester »*."""
    first = int(table.mark_first[mark])
    before = _word_before(table, mark)
    if before < 0:
        return False
    opens = table.lowered[before] in _BEFORE_INFINITIVE and table.infinitive[first]
    return bool(table.lowered[before] == ":" or opens)


def _wants_subject(table: TokenTable, mark: int) -> bool:
    """Whether marks open with a finite verb whose subject stands before them: *le chantier « prend du retard »*."""
    first, stop = int(table.mark_first[mark]), int(table.mark_stop[mark])
    before = _word_before(table, mark)
    if (
        before < 0
        or table.forms[first][:1].isupper()
        or table.pos_names[before] not in ("NOUN", "PROPN", "PRON", "ADJ")
    ):
        return False
    verb = first + (table.lowered[first] in _BEFORE_VERB)
    return verb < stop and bool(table.finite[verb])


def _word_before(table: TokenTable, mark: int) -> int:
    """The token before the opening mark in the same sentence (-1: none)."""
    token = int(table.mark_first[mark]) - 2
    return token if token >= table.first[table.mark_first[mark]] and table.mark[token] < 0 else -1


def _slice_of_document(table: TokenTable, document: int) -> slice:
    owners = table.mark_documents
    return slice(int(np.searchsorted(owners, document)), int(np.searchsorted(owners, document, side="right")))
