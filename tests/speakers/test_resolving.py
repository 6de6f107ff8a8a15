"""What joins role nouns to names, where phrases end, and what is said by nobody in the article."""

import numpy as np
import pytest

from analysis.quotations import Quotation
from analysis.speakers import attribute
from analysis.speakers.article import Article
from analysis.speakers.compatibility import FIT_FEATURES, Compatibility
from analysis.speakers.ranking import load_rankers
from analysis.speakers.rivals import RIVAL_FEATURES, rivals
from analysis.speakers.sources import source_by_rule
from analysis.speakers.teasers import in_teaser
from analysis.syntax import parse_texts


def article(text: str, *quotations: Quotation) -> Article:
    [parsed] = parse_texts([text])
    return Article(parsed, quotations)


def names_of(text: str) -> dict[str, list[str]]:
    """Entities by name, with the noun phrases that say what they are."""
    return {entity.name: [role.text for role in entity.roles] for entity in article(text).entities}


def test_coordinated_complements_stay_in_the_phrase() -> None:
    found = names_of("Le ministre zambien des Sports et de la Jeunesse, Paul Banda, a démissionné.")
    assert found["Paul Banda"] == ["Le ministre zambien des Sports et de la Jeunesse"]


def test_second_role_behind_a_comma_names_the_first() -> None:
    found = names_of("Sa secrétaire générale, la sénatrice Awa Koné, est arrivée hier.")
    assert found["Awa Koné"] == ["la sénatrice", "Sa secrétaire générale"]


def test_a_body_within_a_role_does_not_take_it() -> None:
    found = names_of("La gérante de l'auberge Kerdanet Ouest, Awa Koné, a fermé hier.")
    assert found["Awa Koné"] == ["La gérante de l'auberge Kerdanet Ouest"]


def test_a_second_article_begins_another_phrase() -> None:
    view = article("La digue a cédé, a raconté à l'agence de presse Hexapresse une voisine inquiète.")
    assert "une voisine inquiète" in {view.parsed.text[m.start : m.end] for m in view.mentions}
    assert not any("Hexapresse une" in view.parsed.text[m.start : m.end] for m in view.mentions)


def test_superlatives_stay_in_the_phrase() -> None:
    view = article("La ville la plus froide du pays a protesté.")
    assert view.parsed.text[view.mentions[0].start : view.mentions[0].end].startswith("La ville la plus froide")


@pytest.mark.parametrize(
    "text",
    ["La digue tiendra - préfecture de Sor\nLe fleuve monte.", '"Nous tiendrons", préfecture de Sor\nLe fleuve monte.'],
)
def test_the_source_may_end_a_headline_behind_a_mark(text: str) -> None:
    start, end = (1, text.index('",')) if text.startswith('"') else (0, text.index(" -"))
    view = article(text, Quotation(start, end, "direct", None, "headline", 1.0))
    found, rule = source_by_rule(view, 0, None)
    assert (view.parsed.text[view.mentions[found].start : view.mentions[found].end], rule) == (
        "préfecture de Sor",
        "trailing",
    )


def test_names_of_one_known_body_are_joined() -> None:
    [body] = [e for e in article("La RDC a parlé. La République démocratique du Congo attend.").entities if e.known]
    assert len(body.mentions) == 2
    assert "Congo" in body.name


def test_a_common_noun_is_no_known_body() -> None:
    assert not any(entity.known for entity in article("Le village a fermé son kremlin de sable.").entities)


def test_another_person_of_a_known_surname_is_not_the_known_one() -> None:
    [person] = [
        entity for entity in article("Mme Poutine a parlé hier à Sor.").entities if entity.named and entity.title
    ]
    assert person.known is None


def test_who_is_known_fits_a_role_that_the_article_does_not_give() -> None:
    view = article("Vladimir Poutine a parlé. Le dirigeant russe est parti.")
    [person] = [entity for entity in view.entities if entity.named]
    [role] = [mention for mention in view.mentions if mention.word == "dirigeant"]
    features = dict(zip(FIT_FEATURES, Compatibility(view).features(person, role, own=False), strict=True))
    assert (features["known_noun"], features["known_words"]) == (1.0, 1.0)


def test_subject_behind_an_adjunct_is_no_apposition() -> None:
    found = names_of("Dans une lettre adressée à M. Roy, la présidente du tribunal a menacé de partir.")
    assert found["Roy"] == []


@pytest.mark.parametrize("phrase", ["le Comité mondial de secours (WRC)", "l'Office des pêches (ODP)"])
def test_acronym_in_brackets_joins_whatever_its_language(phrase: str) -> None:
    acronym = phrase[-4:-1]
    entities = article(f"Hier, {phrase} a protesté. {acronym} veut partir.").entities
    assert [entity.acronym for entity in entities if entity.acronym] == [acronym]
    assert not any(entity.name == acronym for entity in entities)


def test_ministries_of_two_cities_are_two() -> None:
    text = "Le ministère de la Défense de Lusaka a parlé. Le ministère zambien de la Défense se tait."
    assert sum(name.lower().startswith("le ministère") for name in names_of(text)) == 2


def test_quantities_are_never_joined() -> None:
    assert {"12 %", "30 %"} <= set(names_of("Ici, 12 % ont dit oui. Là, 30 % ont dit non."))


def test_links_to_other_articles_are_seen() -> None:
    text = 'Le pont est fini. Lire aussi : Une ville et son fleuve "Nous avons peur de l\'eau"\nLe maire a dit "oui".'
    first, second = text.index("Nous"), text.index("oui")
    quotations = [Quotation(start, text.index('"', start), "direct", None, "colon", 1.0) for start in (first, second)]
    view = article(text, *quotations)
    assert [in_teaser(view, number) for number in (0, 1)] == [True, False]


def test_rivals_of_one_candidate_offer_nothing() -> None:
    from analysis.speakers.speaker_ranking import FEATURES

    assert rivals(np.zeros((1, len(FEATURES))), FEATURES).shape == (1, len(RIVAL_FEATURES))


def test_weights_may_be_passed_in() -> None:
    text = "La maire Awa Koné se réjouit. « Le pont tiendra », a-t-elle assuré."
    start, cue = text.index("Le pont"), text.index("assuré")
    parsed = list(parse_texts([text]))
    found = [[Quotation(start, text.index(" »,"), "direct", (cue, cue + 6), "clitic", 1.0)]]
    assert attribute(parsed, found, rankers=load_rankers()) == attribute(parsed, found)
