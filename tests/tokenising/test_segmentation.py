"""One pass over a whole text, and what hostile text may cost."""

import time

import pytest
from hypothesis import given, settings
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
def test_hostile_text_costs_linear_time(unit):
    assert growth(unit) < QUADRATIC / 2


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("aMé09 \n\u00a0.,!?…«»\"“”'’-()/@\u200b"), min_size=1, max_size=6))
def test_any_repeated_text_costs_linear_time(unit):
    assert growth(unit) < QUADRATIC / 2


# Of two texts one is 16 times as long: linear cost grows by 16, quadratic by 256.
SHORT, LONG = 2_000, 32_000
QUADRATIC = (LONG / SHORT) ** 2


def growth(unit):
    """Ratio of processor times, each the best of three, so that a busy machine does not matter."""

    def cost(size):
        text = (unit * size)[:size]
        return min(_seconds(text) for _ in range(3))

    return cost(LONG) / cost(SHORT)


def _seconds(text):
    started = time.process_time()
    segment(text)
    return time.process_time() - started
