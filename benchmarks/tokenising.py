"""Figures of tokens and sentences: ``python benchmarks/tokenising.py``.

Prints, for every treebank in ``$VERBATIM_SHARED/data/ud``, F1 of tokens (and of spaCy's) and of sentences (headings on
lines of their own) under several limits for joined quotations; megabytes per processor second; and what hostile texts
cost in comparison with prose.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from shared_data import TREEBANKS

from analysis.evaluation.treebanks import Sentence, read_treebank, running_text
from analysis.tokenising import FrenchSentenceTokenizer, FrenchTokenizer, segment

LIMITS = (0, 60, 100, 150, 250, 600, 1200)
HOSTILE = ("(", "a-", "7", "a", '"', "« ", "»", "« a. ", "M. ", "a.", "l'", "1 000 ", "A. ", "\u200b", "-je-")
MEGABYTE = 1_000_000


def main() -> None:
    treebanks = {path.stem: read_treebank(path) for path in sorted(TREEBANKS.glob("*.conllu"))}
    for name, sentences in treebanks.items():
        _print_scores(name, sentences)
    prose = " ".join(sentence.text for sentences in treebanks.values() for sentence in sentences)
    _print_speed(prose * 3)


def _print_scores(name: str, sentences: list[Sentence]) -> None:
    text, starts = running_text(sentences)
    gold = {
        (start + token.start, start + token.end)
        for start, sentence in zip(starts, sentences, strict=True)
        for token in sentence.tokens
    }
    bounds = {(start, start + len(sentence.text)) for start, sentence in zip(starts, sentences, strict=True)}
    print(f"{name}: {len(sentences)} sentences")
    print(f"  tokens      {f1(gold, set(segment(text).tokens)):6.2f}")
    print(f"  … of spaCy  {f1(gold, _spacy_tokens(sentences, starts)):6.2f}")
    for limit in LIMITS:
        found = FrenchSentenceTokenizer(longest_joined=limit).span_tokenize(text)
        print(f"  sentences, quotations joined up to {limit:4}: {f1(bounds, set(found)):6.2f}")


def _spacy_tokens(sentences: list[Sentence], starts: list[int]) -> set[tuple[int, int]]:
    import spacy

    tokenizer = spacy.blank("fr").tokenizer
    return {
        (start + token.idx, start + token.idx + len(token))
        for start, sentence in zip(starts, sentences, strict=True)
        for token in tokenizer(sentence.text)
        if not token.is_space
    }


def f1(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> float:
    """Per cent."""
    return 200 * len(gold & found) / (len(gold) + len(found))


def _print_speed(prose: str) -> None:
    size = len(prose.encode()) / MEGABYTE
    print(f"speed, {size:.1f} MB of prose, MB per processor second")
    print(f"  segment              {size / _seconds(segment, prose):5.2f}")
    print(f"  the two tokenizers   {size / _seconds(_both, prose):5.2f}")
    basis = _seconds(segment, prose) / size
    print("hostile text, 1 MB, times the cost of prose")
    for unit in HOSTILE:
        text = unit * (MEGABYTE // len(unit.encode()))
        print(f"  {unit!r:10} {_seconds(segment, text) / basis:5.2f}")


def _both(text: str) -> None:
    for start, end in FrenchSentenceTokenizer().span_tokenize(text):
        list(FrenchTokenizer().span_tokenize(text[start:end]))


def _seconds(function: Callable[[str], object], text: str) -> float:
    """Processor seconds, the best of three."""

    def once() -> float:
        started = time.process_time()
        function(text)
        return time.process_time() - started

    return min(once() for _ in range(3))


if __name__ == "__main__":
    main()
