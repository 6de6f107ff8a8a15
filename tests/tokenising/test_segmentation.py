"""One pass over a whole text, and what hostile text may cost."""

import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokenising import FrenchSentenceTokenizer, FrenchTokenizer, segment

frenchlike = st.text(st.sampled_from("aMé09 \n\u00a0.,!?…«»\"“”'’-()/\u200b"))


@given(frenchlike)
def test_segment_agrees_with_the_two_tokenizers(text):
    parts = segment(text)
    bounds = list(FrenchSentenceTokenizer().span_tokenize(text))
    tokens = [
        (start + first, start + last)
        for start, end in bounds
        for first, last in FrenchTokenizer().span_tokenize(text[start:end])
    ]
    assert [(parts.tokens[first][0], parts.tokens[stop - 1][1]) for first, stop in parts.sentences] == bounds
    assert parts.tokens == tokens


@given(frenchlike)
def test_views_are_nested_and_complete(text):
    parts = segment(text)
    for view in (parts.sentences, parts.stretches):
        assert [stop for _, stop in view[:-1]] == [first for first, _ in view[1:]]
        assert all(first < stop for first, stop in view)
        assert not view or (view[0][0], view[-1][1]) == (0, len(parts.tokens))
    assert {first for first, _ in parts.stretches} <= {first for first, _ in parts.sentences}


def test_empty_text():
    assert segment("") == segment(" \n\t ") == ([], [], [])


HOSTILE = [
    "(", "«", "» ", '"', "a", "7", "a-", "-je", "l'", "a.", "A.", "A. ", "M. ", "1 000 ", "1/", "a@", "www.", "http://",
    "«. ", '. " ', "?! ", "I/", "a(", "\u200b", "\u0301", "😀\u200d", "etc. ", ".)", "+1 ", "« a. b », c. ", "\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_cost_grows_with_size(unit):
    """Python lines run and characters given to regular expressions, both counted, at most double with the text."""
    small, large = (_count_lines(unit * size) for size in (400, 800))
    assert large <= 2.2 * small + 50


def _count_lines(text):
    counts = Counter()

    def trace(frame, event, argument):
        if "tokenising" not in frame.f_code.co_filename:
            return None
        counts[event] += 1
        return trace

    segment("« Oui. » Non. " + text[:1])  # caches are filled before the count
    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        segment(text)
    finally:
        sys.settrace(previous)
    return counts["line"]
