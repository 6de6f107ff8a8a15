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
