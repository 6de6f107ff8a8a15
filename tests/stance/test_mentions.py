import pandas as pd
import pytest

from analysis.stance import Target
from analysis.stance.mentions import Aim, WordedText, mention_of
from analysis.syntax import parse_texts

TUNNEL = "Le tunnel de la Virelle ouvrira en mars. "


def found(target, before, quotation, aliases=()):
    """Link and words by which a quotation takes a target up."""
    [parsed] = parse_texts([f"{before}« {quotation} », a dit la maire."])
    tokens = pd.DataFrame(
        {
            "start": parsed.starts,
            "end": parsed.ends,
            "text": parsed.words,
            "lemma": parsed.lemmas,
            "pos": parsed.pos,
        }
    )
    start = parsed.text.index("« ") + 2
    mention = mention_of(Aim(Target(target, aliases)), WordedText(parsed.text, tokens), start, start + len(quotation))
    return mention and (mention.link, parsed.text[mention.start : mention.end])


@pytest.mark.parametrize(
    ("target", "before", "quotation", "expected"),
    [
        ("le tunnel de la Virelle", "", "Nous voulons le tunnel de la Virelle", ("name", "tunnel de la Virelle")),
        ("la réforme des retraites", "", "Les réformes de la retraite pèsent", ("words", "réformes de la retraite")),
        ("Awa Ndour", "", "Madame Ndour a menti", ("words", "Ndour")),
        ("le tunnel de la Virelle", TUNNEL, "Ce tunnel coûtera cher", ("head", "Ce tunnel")),
        (
            "l'interdiction des visites",
            "L'interdiction dure. ",
            "Cette mesure isole",
            ("generic", "Cette mesure"),
        ),
        ("la grève des ferries", "La grève des ferries continue. ", "Elle ruine les îles", ("pronoun", "Elle")),
        ("la hausse des péages", "", "L'augmentation des péages nous ruine", ("neighbour", "augmentation")),
    ],
)
def test_link(target, before, quotation, expected):
    assert found(target, before, quotation) == expected


def test_alias():
    assert found("le tunnel", "", "Cette galerie coûtera cher", ("galerie",)) == ("alias", "galerie")


@pytest.mark.parametrize(
    ("target", "before", "quotation"),
    [
        ("la grève des ferries", "La grève des ferries continue. ", "Il pleut sur les îles"),
        ("le tunnel de la Virelle", TUNNEL, "Il faut attendre mars"),
        ("la grève des ferries", "La grève des ferries gêne la commune. ", "Elle paie les autocars"),
        ("le tunnel de la Virelle", TUNNEL, "La fête commencera dimanche"),
        ("la hausse des péages", "", "La baisse des péages nous aidera"),
        ("la monarchie", TUNNEL, "Ce projet coûtera cher"),
    ],
)
def test_no_link(target, before, quotation):
    assert found(target, before, quotation) is None
