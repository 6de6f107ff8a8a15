"""Tokens and sentences measured on Universal Dependencies treebanks (CoNLL 2018 shared task: spans of characters)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.tokenising import segment

__all__ = ["treebank_figures"]

FINAL_PUNCTUATION = '.!?…»"”)]'


class _Sentence(NamedTuple):
    text: str
    tokens: list[str]


def treebank_figures(path: Path) -> dict[str, float]:
    """F1 of surface tokens and of sentences on one ``.conllu`` file.

    Sentences are joined by a blank; one without final punctuation stands on a line of its own, as headings do in
    articles. Spans are compared on the characters that are no spaces.

    Parameters
    ----------
    path : Path
        The treebank.

    Returns
    -------
    dict of float
        ``tokens F1`` and ``sentences F1``.
    """
    sentences = list(_read(path))
    text = _joined(sentences)
    parts = segment(text)
    index = _without_spaces(text)
    found_tokens = {(index[start], index[end]) for start, end in parts.tokens}
    found_sentences = {
        (index[parts.tokens[first][0]], index[parts.tokens[stop - 1][1]]) for first, stop in parts.sentences
    }
    gold_tokens, gold_sentences, position = set(), set(), 0
    for sentence in sentences:
        start = position
        for token in sentence.tokens:
            end = position + sum(not character.isspace() for character in token)
            gold_tokens.add((position, end))
            position = end
        gold_sentences.add((start, position))
    return {"tokens F1": _f1(gold_tokens, found_tokens), "sentences F1": _f1(gold_sentences, found_sentences)}


def _read(path: Path) -> Iterator[_Sentence]:
    text, tokens, covered = "", list[str](), 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# text ="):
            text = line[8:].strip()
        elif line and not line.startswith("#"):
            number, form = line.split("\t")[:2]
            if "-" in number:  # a contraction such as « du » counts once
                covered = int(number.split("-")[1])
                tokens.append(form)
            elif "." not in number and int(number) > covered:
                tokens.append(form)
        elif not line and tokens:
            yield _Sentence(text, tokens)
            text, tokens, covered = "", [], 0


def _joined(sentences: list[_Sentence]) -> str:
    pieces: list[str] = []
    open_before = False
    for sentence in sentences:
        is_open = sentence.text[-1] not in FINAL_PUNCTUATION
        if pieces:
            pieces.append("\n\n" if is_open or open_before else " ")
        pieces.append(sentence.text)
        open_before = is_open
    return "".join(pieces)


def _without_spaces(text: str) -> list[int]:
    """Number of characters before each offset that are no spaces."""
    index, count = [0], 0
    for character in text:
        count += not character.isspace()
        index.append(count)
    return index


def _f1(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> float:
    return round(2 * len(gold & found) / max(1, len(gold) + len(found)), 4)
