import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.stance import apply_corrections, doubtful_stances, read_corrections


@pytest.fixture
def stances():
    return pd.DataFrame(
        {
            "document_id": ["a", "a", "b"],
            "quote_id": [0, 1, 0],
            "target": ["le port", "le port", "la loi"],
            "stance": ["favour", "neutral", "against"],
            "probability": [0.9, 0.4, 0.6],
        }
    )


def test_there_and_back(stances, tmp_path):
    quotes = stances[["document_id", "quote_id"]].assign(text=["un", "deux", "trois"], speaker="Aya Roy")
    table = doubtful_stances(stances, quotes, limit=2)
    assert table["text"].tolist() == ["deux", "trois"]
    table["correction"] = ["against", ""]
    table.to_csv(tmp_path / "checked.csv", index=False)
    corrected = apply_corrections(stances, read_corrections(tmp_path / "checked.csv"))
    assert corrected.stances["stance"].tolist() == ["favour", "against", "against"]
    assert corrected.stances["corrected"].tolist() == [False, True, False]
    assert corrected.counts.loc["neutral", "against"] == 1
    assert (corrected.checked, corrected.confirmed) == (1, 0.0)


def test_nothing_checked(stances):
    none = stances.head(0).assign(correction="")[["document_id", "quote_id", "target", "correction"]]
    corrected = apply_corrections(stances, none)
    assert corrected.stances["stance"].tolist() == stances["stance"].tolist()
    assert (corrected.checked, corrected.confirmed) == (0, 1.0)


@pytest.mark.parametrize(
    "content", ["document_id,quote_id,target\na,0,x\n", "document_id,quote_id,target,correction\na,0,x,maybe\n"]
)
def test_bad_file_is_an_input_error(tmp_path, content):
    (tmp_path / "checked.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_corrections(tmp_path / "checked.csv")


def test_semicolons_of_a_french_spreadsheet(tmp_path):
    (tmp_path / "checked.csv").write_text(
        "document_id;quote_id;target;correction\na;0;le port;Favour\n", encoding="utf-8-sig"
    )
    assert read_corrections(tmp_path / "checked.csv")["correction"].tolist() == ["favour"]
