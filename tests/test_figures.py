import pandas as pd
import pytest

import analysis
from analysis import figures
from analysis.figures.bars import stacked_bars
from analysis.figures.picture import Picture, shortened


@pytest.mark.parametrize("name", ["20 $", "20 $ et 30 $", "$x^2$", r"a\$b"])
def test_names_with_dollars_are_drawn_as_they_are(name):
    counts = pd.DataFrame({"part": [1]}, index=[name])
    figure = stacked_bars(counts, title="", axis="", names=[""])
    assert f">{name}</text>" in Picture(figure, caption="", data=counts).svg()


def test_a_long_name_is_cut_before_its_dollars_are_escaped():
    assert shortened("a$$$$b", 4) == r"a\$\$…"


@pytest.mark.parametrize(("language", "reason"), [("en", "different words"), ("fr", "mots différents")])
def test_zipf_curve_of_one_word_speaks_of_words(language, reason):
    picture = figures.zipf_curve(analysis.annotate(["Pluie"]), language=language)
    assert picture.empty
    assert reason in picture.caption


@pytest.mark.parametrize(("language", "words"), [("en", "of 1 named speaker,"), ("fr", "de 1 locuteur nommé,")])
def test_one_speaker_is_no_plural(language, words):
    notes = analysis.annotate(["« Le quai attendra », a dit la députée Awa Ndour."])
    assert words in figures.speaker_shares(notes, language=language).caption.replace("\u00a0", " ")


def test_no_law_is_told_where_no_word_repeats():
    assert "Zipf" not in figures.zipf_curve(analysis.annotate(["Le pont attend."])).caption
    assert "Zipf" in figures.zipf_curve(analysis.annotate(["Le pont, le quai, le pont et le bac."])).caption


def test_numbers_of_quotations_have_whole_ticks():
    notes = analysis.annotate(["« Le quai attendra », a dit la députée Awa Ndour."])
    bar = figures.voices_by_topic(notes).figure.axes[-1]
    assert all(float(tick).is_integer() for tick in bar.get_yticks())


def test_numbers_on_axes_are_written_as_the_language_does(seed_notes):
    for language, half in (("en", "0.4"), ("fr", "0,4")):
        figure = figures.quotation_confidence(seed_notes, language=language).figure
        figure.draw_without_rendering()
        assert half in [label.get_text() for label in figure.axes[0].get_xticklabels()]


def test_a_network_of_many_groups_is_as_wide_as_a_page():
    names = [f"{first} {last}" for first in ("Awa", "Iris", "Basile", "Léo") for last in ("Morvan", "Ndour", "Colin")]
    texts = [
        f"« Le port {number} rouvrira », a dit la maire {one}. « Le port {number} fermera », a répondu {other}, élu."
        for number, (one, other) in enumerate(zip(names[::2], names[1::2], strict=True))
    ]
    figure = figures.voices_network(analysis.annotate(texts)).figure
    assert len(figure.axes[0].texts) == len(names)
    assert figure.get_figwidth() < 11


@pytest.mark.parametrize("name", ["quotations_over_time", "stances_over_time"])
def test_the_bar_of_a_single_day_does_not_fill_the_figure(seed_notes, name):
    axes = getattr(figures, name)(seed_notes).figure.axes[0]
    left, right = axes.get_xlim()
    assert axes.patches[0].get_width() < (right - left) / 5
    assert axes.patches[0].get_x() > left
