from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis import figures, reading
from analysis.topics import topic_labels
from analysis.wording import wording

TEXTS = [
    "Le maire Jean Morvan a parlé. « Le quai sera refait », a-t-il dit. « Nous paierons », a ajouté M. Morvan.",
    "La députée Awa Ndour était là. « Le quai attendra », a-t-elle dit.",
]


def test_corrections_of_speakers_reach_tables_and_figures(tmp_path):
    corrections = tmp_path / "speakers.csv"
    corrections.write_text("document_id,name,speaker_id\n,Jean Morvan,morvan\n,Awa Ndour,morvan\n", encoding="utf-8")
    notes = analysis.annotate(TEXTS, speaker_corrections=corrections)
    assert set(notes.quotes["speaker_id"]) == {"morvan"}
    assert reading.named_quotes(notes)["speaker"].nunique() == 1
    assert len(figures.speaker_shares(notes).data) == 1


def test_namesakes_are_told_apart(tmp_path):
    corrections = tmp_path / "speakers.csv"
    rows = "document_id,name,speaker_id\ntext-1,Jean Morvan,morvan-maire\ntext-2,Jean Morvan,morvan-fils\n"
    corrections.write_text(rows, encoding="utf-8")
    notes = analysis.annotate([TEXTS[0], TEXTS[0]], speaker_corrections=corrections)
    names = set(reading.named_quotes(notes)["speaker"])
    assert names == {"Jean Morvan (morvan-maire)", "Jean Morvan (morvan-fils)"}


@pytest.fixture
def doubtful_notes():
    """Two speakers on two targets; two stances are so weakly neutral that nobody can tell."""
    notes = analysis.annotate(TEXTS)
    rows = [
        ("text-1", 0, "le quai", "favour", 0.9),
        ("text-1", 1, "le quai", "neutral", 0.4),
        ("text-1", 1, "la taxe", "favour", 0.7),
        ("text-2", 0, "la taxe", "neutral", 0.4),
        ("text-2", 0, "le quai", "against", 0.8),
    ]
    documents = notes.documents.assign(date=["2023-05-01", "2023-05-02"])
    columns = ["document_id", "quote_id", "target", "stance", "probability"]
    stances = pd.DataFrame(rows, columns=columns).reindex(columns=notes.stances.columns)
    return replace(notes, documents=documents, stances=stances)


def test_undecided_is_not_neutral(doubtful_notes):
    counts = reading.decided_stances(doubtful_notes)
    assert dict(zip(counts["stance"], counts["stances"], strict=True)) == {"favour": 2, "undecided": 2, "against": 1}
    assert set(reading.decided_stances(doubtful_notes, threshold=0.3)["stance"]) == {"favour", "neutral", "against"}
    assert reading.telling_stances(doubtful_notes)["stance"].tolist() == ["against", "favour", "favour"]
    assert reading.voices(doubtful_notes, threshold=0.75)["stance"].tolist() == ["favour", "undecided", "against"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Decided: 3 of 5 stances (60%)"), ("fr", "Déterminées : 3 sur 5 positions (60 %)")]
)
def test_figures_tell_undecided_from_neutral_and_say_the_coverage(doubtful_notes, language, words):
    matrix = figures.stance_matrix(doubtful_notes, language=language)
    cells = matrix.data.set_index(["speaker", "target"])
    assert cells["signs"].to_dict() == {
        ("Awa Ndour", "la taxe"): "?",
        ("Awa Ndour", "le quai"): "−",
        ("Jean Morvan", "la taxe"): "+",
        ("Jean Morvan", "le quai"): "+?",
    }
    assert cells["stance"].isna().tolist() == [True, False, False, False], "what is undecided has no shade"
    assert "?" in {text.get_text() for text in matrix.figure.axes[0].texts}
    over_time = figures.stances_over_time(doubtful_notes, language=language)
    counts = over_time.data[["favour", "against", "neutral", "undecided"]]
    assert counts.to_numpy().tolist() == [[2, 0, 0, 1], [0, 1, 0, 1]]
    for picture in (matrix, over_time):
        assert words in picture.caption.replace("\u00a0", " ")


def test_tables_are_shown_in_the_language_of_the_annotations(doubtful_notes):
    table = reading.voices(replace(doubtful_notes, language="fr"))
    assert list(table.columns) == ["document_id", "speaker", "stance", "target", "text"]
    html = table.head(2)._repr_html_()
    assert "<th>locuteur</th>" in html
    assert "<td>pour</td>" in html
    assert "<td>favour</td>" in reading.voices(doubtful_notes)._repr_html_()
    assert "Aucune ligne." in table.head(0)._repr_html_()
    assert "0,90" in reading.doubtful_stances(replace(doubtful_notes, language="fr"))._repr_html_()


def tables(notes, folder):
    """Every table that a notebook shows."""
    others = {
        "ReaderTable",
        "changes",
        "corrected_stances",
        "stances_to_correct",
        "cue_lemmas",
        "named_speakers",
        "named_quotes",
    }
    shown = {name: getattr(reading, name)(notes) for name in reading.__all__ if name not in others}
    shown["stances_to_correct"] = reading.stances_to_correct(notes, folder)
    shown["changes"] = reading.changes(reading.corrected_stances(notes, folder), language=notes.language)
    return shown


def test_every_heading_has_a_french_name(doubtful_notes, tmp_path):
    headings = wording("fr")._phrases
    for name, table in tables(replace(doubtful_notes, language="fr"), tmp_path).items():
        assert table.language == "fr", name
        for column in table.columns:
            assert f"column {column}" in headings, f"{column} of {name}"


def test_every_column_is_in_the_docstring(doubtful_notes, tmp_path):
    for name, table in tables(doubtful_notes, tmp_path).items():
        for column in table.columns:
            assert f"``{column}``" in " ".join(getattr(reading, name).__doc__.split()), f"{column} of {name}"


def test_quotations_of_nobody_are_counted(doubtful_notes):
    quotes = doubtful_notes.quotes.copy()
    quotes.loc[quotes.index[0], ["speaker", "speaker_id"]] = None
    notes = replace(doubtful_notes, quotes=quotes, language="fr")
    kinds = reading.kinds_of_speakers(notes).set_index("kind")
    assert kinds.loc["nobody", ["speakers", "quotations"]].tolist() == [0, 1]
    assert "<td>sans locuteur</td>" in reading.kinds_of_speakers(notes)._repr_html_()
    assert "<td>—</td>" in reading.quotations(notes)._repr_html_()
    assert "nobody" not in set(reading.kinds_of_speakers(doubtful_notes)["kind"])


def test_line_breaks_are_no_backslashes():
    table = reading.concordance(analysis.annotate(["Le pont\n\nLe quai attend."]), "quai")
    assert "pont Le" in table._repr_html_()


def test_articles_that_are_all_alike_show_neither_topics_nor_labels_of_their_own():
    alike = "Les marins, les dockers et les pilotes attendent devant les silos que les grues du bassin nord rouvrent."
    sources = ["Le Phare", "L'Écluse"] * 10
    notes = analysis.annotate(pd.DataFrame({"text": [alike] * 20, "source": sources}), progress=False)
    assert list(reading.own_labels(notes).columns) == ["measure", "model", "low", "high", "majority"]
    assert reading.own_labels(notes).empty
    assert reading.found_topics(analysis.annotate([alike] * 40, progress=False)).empty


def test_main_topics_are_in_the_language_of_the_annotations(doubtful_notes):
    for language in ("en", "fr"):
        table = reading.main_topics(replace(doubtful_notes, language=language))
        assert set(table["first topic"]) <= set(topic_labels(language).values())
