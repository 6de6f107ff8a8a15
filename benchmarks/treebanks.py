"""CoNLL-U treebanks as the benchmarks read them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(os.environ.get("VERBATIM_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "ud"
FINAL = '.!?…»"”)]'


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


def read_treebank(path: Path) -> list[Sentence]:
    """Sentences of a CoNLL-U file; a multiword token (*du*) takes head and label of its first word."""
    return [_sentence(block) for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]


def running_text(sentences: list[Sentence]) -> tuple[str, list[int]]:
    """One text of all sentences and where each begins; what has no final mark stands on a line of its own."""
    text, starts, open_before = "", [], False
    for sentence in sentences:
        is_open = sentence.text[-1] not in FINAL
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
