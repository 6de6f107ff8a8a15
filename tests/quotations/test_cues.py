"""The cue lexicon: forms of verbs, ambiguous words, locutions."""

import pytest

from analysis.lexicons import read_lexicon
from analysis.quotations.conjugation import conjugate
from analysis.quotations.cues import find_cues, lexicon_entries


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("annoncer", "annonçait annonce annoncé annonçant"),
        ("juger", "jugeait juge jugé jugent"),
        ("rappeler", "rappelle rappelait rappelé"),
        ("répéter", "répète répétait répétera"),
        ("avertir", "avertit avertissent averti avertissant"),
        ("prévenir", "prévient prévenu préviennent prévint"),
        ("admettre", "admet admis admettant"),
        ("prétendre", "prétend prétendu prétendent"),
        ("craindre", "craint craignent craignait"),
        ("écrire", "écrit écrivent écrivait"),
        ("prédire", "prédit prédisent"),
        ("reconnaître", "reconnaît reconnu reconnaissent"),
        ("conclure", "conclut conclu concluait"),
        ("poursuivre", "poursuit poursuivi"),
        ("croire", "croit croient croyait"),
    ],
)
def test_forms(infinitive: str, forms: str) -> None:
    assert set(forms.split()) <= conjugate(infinitive)


def names(sentence: str, pos: str | None = None) -> list[str]:
    words = sentence.split()
    entries = lexicon_entries()
    return [entries[cue.entry].name for cue in find_cues(words, pos.split() if pos else ["X"] * len(words))]


def test_a_form_of_verb_and_noun_goes_by_its_context() -> None:
    assert names("la demande tient", "DET NOUN VERB")[0] == "demande"
    assert names("elle demande si", "PRON VERB SCONJ") == ["demander"]


def test_locutions_may_be_interrupted_behind_their_first_word() -> None:
    assert names("elle a fait aussi valoir que") == ["faire valoir"]
    assert names("il laisse clairement entendre que") == ["laisser entendre"]
    assert names("selon la police") == ["selon"]


def test_every_entry_has_known_constructions_and_no_entry_stands_twice() -> None:
    entries = lexicon_entries()
    assert len({(entry.kind, entry.name) for entry in entries}) == len(entries)
    assert all(max(entry.strength) > 0 for entry in entries)
    assert len(read_lexicon("quotations-verbs")) > 500
