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
