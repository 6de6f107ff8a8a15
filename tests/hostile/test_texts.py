"""Texts that try to break what reads them: none hangs, none stops the run, and what is found has right offsets."""

import warnings

import pytest

import analysis
from analysis.errors import InputWarning
from analysis.screening import language_of, well_formed, why_unfit

MARKS = 100_000
TEXTS = {
    "open marks": "« " * 20_000,
    "straight marks": '" ' * 20_000,
    "straight marks without a space": '"' * 9_000,
    "nested marks": "« " * 10_000 + "mot" + " »" * 10_000,
    "marks of all kinds": "«“\"'‘„ " * 2_000,
    "brackets": "( " * 10_000 + ") " * 10_000,
    "stops": ". " * 20_000,
    "initials": "J.-P. " * 5_000,
    "titles": "M. " * 10_000,
    "dashes": "— Oui.\n" * 5_000,
    "sources without end": "selon " * 5_000,
    "cues without end": "a-t-il dit, " * 500,
    "quotations without end": "« Oui », a-t-il dit, " * 200,
    "empty lines": "\n" * 200_000 + "Fin.",
    "spaces": " " * 200_000 + "Fin.",
    "right to left": "قال الوزير « سنعود غدا » للصحافة. " * 200,
    "no alphabet": "大臣は「橋は持ちこたえる」と述べた。" * 200,
    "turned round": "\u202e« Le pont tiendra », a dit la maire.\u202c " * 20,
    "null characters": "« Le pont\x00 tiendra », a dit\x00 Awa Ndour.",
    "markup": "« <script>alert(1)</script> », a dit Awa <b>Ndour</b>. <!-- ]]> &nbsp; {{ 7*7 }} ${7*7}",
}


@pytest.fixture(autouse=True)
def all_warnings():
    warnings.simplefilter("ignore", InputWarning)


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_is_annotated_with_right_offsets(name):
    text = TEXTS[name]
    notes = analysis.annotate([text, "« Le pont tiendra », a dit la maire Awa Ndour."], progress=False)
    assert notes.documents["text"].tolist()[0] == text
    assert notes.quotes["speaker"].eq("Awa Ndour").any()
    for row in notes.tokens.itertuples():
        if row.document_id == "text-1":
            assert text[row.start : row.end] == row.text
    for row in notes.quotes.itertuples():
        if row.document_id == "text-1":
            assert text[row.start : row.end] == row.text


def test_a_hundred_thousand_marks():
    from analysis.quotations.marks import find_marked

    for text in ("« " * MARKS, '" ' * MARKS, "« a » " * (MARKS // 2), "« " * (MARKS // 2) + "» " * (MARKS // 2)):
        assert isinstance(find_marked(text), list)


def test_half_characters_in_memory():
    notes = analysis.annotate("Le caf\ud83d tiendra, a dit la maire.", progress=False)
    assert notes.documents["text"][0] == "Le caf\ufffd tiendra, a dit la maire."
    assert well_formed("\ud800\udfff") == "\ufffd\ufffd"


def test_what_no_person_writes_is_set_aside():
    assert why_unfit("mot " * 300_000) == "longer than 1,000,000 characters"
    assert why_unfit("Titre\n" + "A" * 10_001) == "more than 10,000 characters without a space"
    assert why_unfit("mot " * 200_000) is None
    warnings.simplefilter("always", InputWarning)
    with pytest.warns(InputWarning, match="set aside"):
        notes = analysis.annotate(["A" * 50_000, "Le pont tiendra, a dit la maire."], progress=False)
    assert notes.documents["document_id"].tolist() == ["text-2"]


@pytest.mark.parametrize(
    "text",
    [
        "El alcalde anunció el lunes que el puente quedará cerrado hasta el verano, y los vecinos piden explicaciones.",
        "Il sindaco ha annunciato lunedì che il ponte resterà chiuso fino all'estate, e gli abitanti chiedono perché.",
        "L'alcalde va anunciar dilluns que el pont quedarà tancat fins a l'estiu, i els veïns demanen una explicació.",
        "Der Bürgermeister sagte am Montag, dass die Brücke bis zum Sommer gesperrt bleibt, weil sie zu schwach ist.",
        "De burgemeester zei maandag dat de brug tot de zomer gesloten blijft, omdat zij te zwak is voor het verkeer.",
        "O prefeito anunciou na segunda-feira que a ponte ficará fechada até o verão, e os moradores pedem respostas.",
        "市长星期一宣布大桥将关闭至夏季而居民则要求对工程和议会批准的预算作出更明确的解释" * 6,
    ],
)
def test_other_languages_are_told_from_french(text):
    assert language_of(2 * (text + " ")) == "other"


def test_french_is_told_and_short_texts_are_left_open(repository):
    for path in (repository / "seeds" / "depeches").glob("*.txt"):
        assert language_of(path.read_text(encoding="utf-8")) == "fr"
    assert language_of("Le pont tiendra.") is None
