import analysis
from analysis import figures, reading

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
