import pytest

from analysis.lexicons import read_lexicon
from analysis.stance.features import traits
from analysis.stance.inflection import inflect
from analysis.stance.reading import read
from analysis.stance.senses import learn_senses, sense_names, sense_traits
from analysis.stance.words import meanings


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("une mesure injuste", -1),
        ("une mesure qui n'est pas injuste", 1),
        ("ce n'est pas une bonne idée", -1),
        ("nous ne soutiendrons jamais ce texte", -1),
        ("sans courage", -1),
        ("On ne peut que saluer ce geste", 1),
        ("lutter contre la fraude", 1),
        ("mettre fin au gaspillage", 1),
        ("pas hier, mais un vrai progrès", 1),
        ("le port du casque n'est pas un tabou", 1),
        ("loin d'être un échec", 1),
        ("je ne crois pas que ce projet de tunnel soit un danger", 1),
        ("ce n'est pas seulement une erreur", -1),
    ],
)
def test_sign_of_the_last_mark(text, sign):
    marks = [mark for mark in read(text).marks if mark.meaning.sign]
    assert marks[-1].sign * sign > 0


def test_denial_turns_words_that_no_lexicon_names():
    words = ["égratignure"]
    plain, denied = (sense_traits([words], [[turn]], [["pont"]], learn_senses()) for turn in (1.0, -0.7))
    sign = len(sense_names()) - 1
    assert plain[0, sign] * denied[0, sign] < 0


def test_expression_is_one_mark():
    assert [mark.stop - mark.first for mark in read("ils nous tendent la main").marks] == [3]


@pytest.mark.parametrize(
    ("lemma", "part", "form"),
    [("soutenir", "v", "soutiendra"), ("rejeter", "v", "rejette"), ("heureux", "a", "heureuses"), ("mal", "n", "maux")],
)
def test_inflection(lemma, part, form):
    assert form in inflect(lemma, part)


def test_lexicon_entries_are_well_formed():
    for lemma, part, sign, kind in read_lexicon("stance-polarity"):
        assert lemma == lemma.lower()
        assert part in {"a", "n", "r", "v"}
        assert sign in {"-1", "0", "1"}
        assert kind


def test_auxiliaries_are_not_polar():
    assert not {"est", "sont", "avait", "pas"} & meanings().keys()


def test_apostrophes_do_not_matter():
    assert traits("l'accord n'est pas juste", "l'accord", "dit", "direct") == traits(
        "l’accord n’est pas juste", "l’accord", "dit", "direct"
    )


def test_ban_of_a_harm_is_worth_something():
    ban = traits("c'est bien", "l'interdiction de la torture", "dit", "direct")
    harm = traits("c'est bien", "la torture", "dit", "direct")
    assert ban["target=worth"] > 0 > harm["target=worth"]
