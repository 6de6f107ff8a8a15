"""Frequencies, keyness, collocations, concordance, comparison of tokenisers."""

import math

import pytest

from analysis.vocabulary import (
    collocations,
    compare_tokenizers,
    concordance,
    keyness,
    token_differences,
    word_frequencies,
    zipf_exponent,
)

SEA = ["La mer monte, dit-on. Aujourd’hui, la mer monte vite.", "La mer monte encore."]
LAND = ["La terre tourne. La terre dort, et la lune veille."]


def test_comparison_counts_and_shares():
    table = compare_tokenizers(SEA).set_index("tokenizer")
    assert table.loc["Verbatim", "shared"] == 1
    assert table.loc["scikit-learn", "shared"] < table.loc["spaCy", "shared"] <= 1


def test_differences_show_both_sides():
    table = token_differences(["Aujourd’hui, on part."], "scikit-learn")
    assert table.values.tolist()[0] == ["Aujourd’hui", "Aujourd|hui", 1]
    assert token_differences(SEA, "spaCy").columns.tolist() == ["ours", "theirs", "count"]


def test_unknown_tokenizer():
    with pytest.raises(KeyError):
        token_differences(SEA, "none")


def test_frequencies():
    table = word_frequencies(SEA)
    assert table.loc[table["word"] == "mer", "count"].item() == 3
    assert table["per_million"].sum() == pytest.approx(1e6)
    assert "la" not in set(word_frequencies(SEA, function_words=False)["word"])


def test_zipf_of_little_text_is_unknown():
    assert math.isnan(zipf_exponent(word_frequencies(["Un mot."])))


def test_keyness_is_signed_and_sorted():
    table = keyness(SEA, LAND)
    assert set(table["word"]) == {"mer", "monte"}
    assert (table["log_ratio"] > 0).all()
    assert keyness(SEA, []).empty


def test_collocations_stay_within_sentences():
    assert collocations(SEA).iloc[0, :3].tolist() == ["mer", "monte", 3]
    wide = collocations(["Le vent tourne. La mer dort."] * 3, window=5)
    assert {("vent", "tourne"), ("mer", "dort")} == set(zip(wide["first"], wide["second"], strict=True))


def test_concordance_keeps_offsets():
    table = concordance(SEA, "AUJOURD'HUI", width=5)
    assert len(table) == 1
    row = table.iloc[0]
    assert SEA[row["text"]][row["start"] : row["end"]] == row["word"] == "Aujourd’hui"


def test_empty_corpus():
    assert word_frequencies([]).empty
    assert collocations([]).empty
    assert concordance([], "mot").empty
    assert compare_tokenizers([])["tokens"].sum() == 0
