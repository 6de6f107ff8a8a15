"""Quotation marks: every kind, nested, forgotten, over paragraphs; and properties that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotations.marks import Marked, find_marked


def inner(text: str, depth: int | None = None) -> list[str]:
    return [
        text[marked.inner_start : marked.inner_end]
        for marked in find_marked(text)
        if depth is None or marked.depth == depth
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Nous partons », dit-elle.", ["Nous partons"]),
        ("«\u00a0Nous partons\u00a0», dit-elle.", ["Nous partons"]),
        ("«\u202fNous partons\u202f», dit-elle.", ["Nous partons"]),
        ('"Nous partons", dit-elle.', ["Nous partons"]),
        ("“Nous partons”, dit-elle.", ["Nous partons"]),
        ("„Nous partons“, dit-elle.", ["Nous partons"]),
        ("‹ Nous partons ›, dit-elle.", ["Nous partons"]),
        ("<<Nous partons>>, dit-elle.", ["Nous partons"]),
        ("''Nous partons'', dit-elle.", ["Nous partons"]),
        ("``Nous partons'', dit-elle.", ["Nous partons"]),
        ("Elle dit 'Nous partons' puis se tait.", ["Nous partons"]),
        ("Elle dit ‘Nous partons’ puis se tait.", ["Nous partons"]),
        ("— Nous partons.", ["Nous partons."]),
        ('" Nous partons ", dit-elle.', ["Nous partons"]),
    ],
)
def test_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L'hiver d'après, l'eau n'a pas gelé aujourd'hui.",
        "L’hiver d’après, l’eau n’a pas gelé aujourd’hui.",
        'Un écran de 15" et un autre de 17" ont été saisis.',
        "Elle a couru le tour en 5' 12'' devant sa rivale.",
        "",
        "Aucune marque ici.",
    ],
)
def test_apostrophes_inches_and_minutes_are_no_marks(text: str) -> None:
    assert find_marked(text) == []


def test_nested_marks_keep_their_depth() -> None:
    text = "« Il m'a dit “ viens ” puis « pars » », raconte-t-elle."
    assert inner(text, 0) == ["Il m'a dit “ viens ” puis « pars »"]
    assert inner(text, 1) == ["viens", "pars"]


def test_straight_marks_may_be_nested() -> None:
    assert inner('Il avait "appelé son "Roméo" dans la rue", dit-on.', 0) == ['appelé son "Roméo" dans la rue']


def test_guillemets_opened_again_at_each_paragraph_are_one_stretch() -> None:
    text = "« Le pont tient.\n« Il tiendra encore.\n» Nous le savons. », dit l'ingénieure.\nEnsuite « rien »."
    assert inner(text, 0)[-1] == "rien"
    assert inner(text, 0)[0].startswith("Le pont tient.")


def test_missing_closing_mark_costs_its_own_stretch_only() -> None:
    text = "« Le pont tient. Il a plu.\nElle a dit : « Nous partons ». Puis « oui »."
    assert inner(text, 0)[1:] == ["Nous partons", "oui"] or inner(text, 0)[-2:] == ["Nous partons", "oui"]


def test_odd_straight_mark_ends_before_the_next_opening_one() -> None:
    text = '"Le pont tient. Il a plu. "Nous partons", dit-elle. "Oui", dit-il.'
    assert inner(text) == ["Le pont tient. Il a plu.", "Nous partons", "Oui"]


MARKS = "«»\"“”„‹›''‘’``<>—-\n .!?aéB5"


@given(st.text(alphabet=MARKS, max_size=80))
def test_stretches_lie_in_the_text_and_never_cross(text: str) -> None:
    found = find_marked(text)
    for marked in found:
        assert 0 <= marked.start <= marked.inner_start < marked.inner_end <= marked.end <= len(text)
        assert not text[marked.inner_start].isspace()
        assert not text[marked.inner_end - 1].isspace()
    for earlier, later in pairwise(found):
        assert earlier.start < later.start
        assert later.start >= earlier.end or later.end <= earlier.end


@given(st.text(alphabet=MARKS, max_size=60))
def test_depth_counts_the_stretches_around(text: str) -> None:
    found = find_marked(text)
    for marked in found:
        around = [other for other in found if other.start < marked.start and marked.end <= other.end]
        assert marked.depth == len(around)


@given(st.text(alphabet=MARKS.replace("\n", ""), max_size=60))
def test_a_paragraph_behind_does_not_change_a_closed_stretch(text: str) -> None:
    def closed(found: list[Marked]) -> set[tuple[int, int]]:
        return {(marked.start, marked.end) for marked in found if marked.closed and marked.family == "double"}

    assert closed(find_marked(text)) <= closed(find_marked(text + "\nFin."))


def test_a_long_text_of_stray_marks_is_read_through() -> None:
    text = '« a " b ‘ c \n' * 50_000
    assert len(find_marked(text)) > 50_000
