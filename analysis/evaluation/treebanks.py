"""Tokens and sentences measured on Universal Dependencies treebanks (CoNLL 2018 shared task: spans of characters)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError
from analysis.tokenising import segment

__all__ = ["Sentence", "Token", "read_treebank", "running_text", "treebank_figures"]

FINAL_PUNCTUATION = '.!?…»"”)]'


class Token(NamedTuple):
    """A surface token: its span in the sentence, the index of its head's token (itself for a root), label and lemma."""

    start: int
    end: int
    head: int
    label: str
    lemma: str


class Sentence(NamedTuple):
    """Text and surface tokens of one sentence."""

    text: str
    tokens: list[Token]


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
    sentences = read_treebank(path)
    text, starts = running_text(sentences)
    parts = segment(text)
    index = _without_spaces(text)
    found_tokens = {(index[start], index[end]) for start, end in parts.tokens}
    found_sentences = {
        (index[parts.tokens[first][0]], index[parts.tokens[stop - 1][1]]) for first, stop in parts.sentences
    }
    gold_tokens = {
        (index[first + token.start], index[first + token.end])
        for sentence, first in zip(sentences, starts, strict=True)
        for token in sentence.tokens
    }
    gold_sentences = {
        (index[first], index[first + len(sentence.text)]) for sentence, first in zip(sentences, starts, strict=True)
    }
    return {"tokens F1": _f1(gold_tokens, found_tokens), "sentences F1": _f1(gold_sentences, found_sentences)}


def read_treebank(path: Path) -> list[Sentence]:
    """Sentences of a CoNLL-U file; a multiword token (*du*) takes head and label of its first word.

    Raises
    ------
    InputError
        If it is no CoNLL-U, or a token is not in the text of its sentence.
    """
    try:
        return [_sentence(block) for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    except (ValueError, KeyError, IndexError) as error:
        raise InputError(f"no readable CoNLL-U ({error})", where=path, hint="each sentence needs its text") from error


def running_text(sentences: list[Sentence]) -> tuple[str, list[int]]:
    """One text of all sentences and where each begins; what has no final mark stands on a line of its own."""
    text, starts, open_before = "", [], False
    for sentence in sentences:
        is_open = sentence.text[-1] not in FINAL_PUNCTUATION
        if text:
            text += "\n\n" if is_open or open_before else " "
        starts.append(len(text))
        text += sentence.text
        open_before = is_open
    return text, starts


def _sentence(block: str) -> Sentence:
    text, rows = "", []
    for line in block.splitlines():
        if line.startswith("# text ="):
            text = line[8:].strip()
        elif line and line[0] != "#" and "." not in line.split("\t")[0]:
            rows.append(line.split("\t"))
    surface = list(_surface(rows))
    token_of = {word: index for index, (_, words) in enumerate(surface) for word in words}
    by_word = {row[0]: row for row in rows}
    tokens, position = [], 0
    for index, (form, words) in enumerate(surface):
        start = text.index(form, position)
        position = start + len(form)
        row = by_word[words[0]]
        tokens.append(Token(start, position, token_of.get(row[6], index), row[7], row[2]))
    return Sentence(text, tokens)


def _surface(rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Form of each surface token with the numbers of its words."""
    covered = 0
    for number, form, *_ in rows:
        if "-" in number:
            first, covered = (int(part) for part in number.split("-"))
            yield form, [str(word) for word in range(first, covered + 1)]
        elif int(number) > covered:
            yield form, [number]


def _without_spaces(text: str) -> list[int]:
    """Number of characters before each offset that are no spaces."""
    index, count = [0], 0
    for character in text:
        count += not character.isspace()
        index.append(count)
    return index


def _f1(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> float:
    return round(2 * len(gold & found) / max(1, len(gold) + len(found)), 4)
