"""Sentences: where a stop ends one and where it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokenising import FrenchSentenceTokenizer

# Sentences with ‖ between them.
CASES = [
    # plain stops
    "Il pleut.‖On part !‖Où ?‖Loin…‖Très loin.",
    "Il vint.‖(...) Il vécut.",
    "Trop tard...‖Il est parti.",
    "Cela coûte... 30 francs.",
    "Il y va (parfois).‖on l'a vu.",
    "Un mot.‖iPhone en main, il part.",
    # titles, initials, acronyms, units
    "M. Roy et MM. Blanc et Noir ont vu Mme. Vert.‖Ils rient.",
    "J.-P. Roy, de l'O.M.S., a écrit à A. B. Gris.",
    "C'est le plan B.‖Il est prêt.",
    "J.-M. Le Goff parle.",
    "Il fait 9 °C.‖Ne sortez pas.",
    # references, abbreviations
    "Voir art. 5, p. 12 et vol. XII.‖Fin.",
    "Il avait cap.‖Le voilà.",
    "Des pommes, etc. et des poires, etc.‖Il mange.",
    "Vers 52 av. J.-C. ou cf. Le Monde.",
    "1. Le climat change.‖2. La mer monte.",
    "Ils sont sept.‖Puis ils se taisent.",
    # closing marks
    "« Je pars. »‖Il part.",
    "« Je pars ».‖Il part.",
    '"Je pars."‖Il part.',
    "(Il part.)‖Il revient.",
    "Il crie : « Non ! »‖Elle rit.",
    '" Je pars ! "‖Il part.',
    "(« Il part ! »)‖Il rit.",
    '(Il dit "non.")‖Il rit.',
    "“Il crie ‘non !’”‖Il rit.",
    "Il part.[2]‖Il rit.",
    'Il dort.‖Il crie " Non ! "',
    # quotations in a longer sentence
    '"Non. Jamais.", a-t-il dit.‖Il part.',
    "« Non. Jamais ! » répond-elle.‖Il part.",
    "Il dit : « Non. Jamais. »‖Il part.",
    "“Qui ? Moi ?”, dit Ada.",
    # quotations of their own
    "« Je pars.‖Je ne reviens pas. »‖Il part.",
    '"Je pars.‖Je ne reviens pas."‖Il part.',
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case):
    assert FrenchSentenceTokenizer().tokenize(case.replace("‖", " ")) == case.split("‖")


def test_headings_and_list_items_are_sentences():
    text = "La mer monte\n\nElle monte. Vite.\n- un mètre\n- deux mètres\r\nPar Ada Roy"
    expected = ["La mer monte", "Elle monte.", "Vite.", "- un mètre", "- deux mètres", "Par Ada Roy"]
    assert FrenchSentenceTokenizer().tokenize(text) == expected


def test_missing_space_ends_a_sentence_but_no_address():
    assert FrenchSentenceTokenizer().tokenize("Il part.Elle reste.") == ["Il part.", "Elle reste."]
    for text in ("Sur Exemple.Com ou exemple.fr/Page.Html", "M.Roy et Mme.Roy", "le R.I.Ma", "à Ada.Roy@exemple.fr"):
        assert FrenchSentenceTokenizer().tokenize(text) == [text]


def test_long_quotation_is_cut_as_in_treebanks():
    text = f"« {'Nous irons au bois. ' * 6}», a-t-il dit."
    assert len(FrenchSentenceTokenizer().tokenize(text)) == 6
    assert FrenchSentenceTokenizer(longest_joined=1000).tokenize(text) == [text]


@given(st.text(st.sampled_from('aM.!?…«»" "\n()1')) | st.text())
def test_spans_hold_every_visible_character_in_order(text):
    position = 0
    for start, end in FrenchSentenceTokenizer().span_tokenize(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(st.text(st.sampled_from('aM.!?…«»" "\n')), st.text(st.sampled_from('aM.!?…«»" "\n')))
def test_paragraphs_do_not_disturb_each_other(one, other):
    tokenizer = FrenchSentenceTokenizer()
    assert tokenizer.tokenize(f"{one}\n\n{other}") == tokenizer.tokenize(one) + tokenizer.tokenize(other)
