"""Quotations of invented sentences, one for each construction, by the shipped ranking; what must hold of any text."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quotations import Quotation, find_quotations
from analysis.quotations.rules import Rules
from analysis.syntax import parse_texts

SHARED = Path(os.environ.get("VERBATIM_SHARED", Path(__file__).parents[2].parent / "shared"))


def found(text: str) -> list[Quotation]:
    [quotations] = find_quotations(list(parse_texts([text])))
    return quotations


# text, words of the quotation, type, cue, rules that name the construction
CONSTRUCTIONS = [
    (
        "« La digue tiendra tout l'hiver », a assuré la maire de Valmont.",
        "La digue tiendra tout l'hiver",
        "direct",
        "assuré",
        {"direct-inverted-cue"},
    ),
    (
        "Interrogée mardi, la ministre a répondu : « Nous n'avons rien à cacher. »",
        "Nous n'avons rien à cacher.",
        "direct",
        "répondu",
        {"colon"},
    ),
    (
        "« Je ne partirai pas », a-t-elle déclaré lundi soir devant ses partisans.",
        "Je ne partirai pas",
        "direct",
        "déclaré",
        {"direct-inverted-cue"},
    ),
    (
        "Le syndicat affirme que la direction a refusé toute rencontre.",
        "la direction a refusé toute rencontre",
        "indirect",
        "affirme",
        {"que-clause"},
    ),
    (
        "Le projet a été jugé « excessif et dangereux » par la sénatrice Ida Montel.",
        "« excessif et dangereux »",
        "mixed",
        "jugé",
        {"passive"},
    ),
    (
        "L'ancien trésorier est accusé par le parquet d'avoir détourné des fonds publics.",
        "avoir détourné des fonds publics",
        "indirect",
        "accusé",
        {"passive"},
    ),
    (
        "Le maire a promis de rouvrir la piscine avant l'été.",
        "rouvrir la piscine avant l'été",
        "indirect",
        "promis",
        {"infinitive"},
    ),
    (
        "Selon la préfète, les routes seront dégagées dans la nuit.",
        "les routes seront dégagées dans la nuit",
        "indirect",
        "Selon",
        {"selon-before"},
    ),
    (
        "Trois hangars ont brûlé dans la nuit, selon les pompiers.",
        "Trois hangars ont brûlé dans la nuit",
        "indirect",
        "selon",
        {"selon-after"},
    ),
    (
        "Le suspect a été arrêté près de la gare, a indiqué la police.",
        "Le suspect a été arrêté près de la gare",
        "indirect",
        "indiqué",
        {"free-incise"},
    ),
    (
        "Le directeur a ajouté que l'usine resterait « ouverte coûte que coûte » cette année.",
        "l'usine resterait « ouverte coûte que coûte » cette année",
        "mixed",
        "ajouté",
        {"que-clause"},
    ),
]


@pytest.mark.parametrize(("text", "words", "kind", "cue", "rules"), CONSTRUCTIONS)
def test_constructions(text: str, words: str, kind: str, cue: str, rules: set[str]) -> None:
    [quotation] = found(text)
    assert text[quotation.start : quotation.end] == words
    assert quotation.type == kind
    assert quotation.cue is not None
    assert text[slice(*quotation.cue)] == cue
    assert quotation.rule in rules
    assert 0 < quotation.probability <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Le film « Les Marées » sort mercredi dans vingt salles.",
        "La réunion a duré deux heures et personne n'a parlé à la presse.",
        "Il faut que la pluie cesse avant la moisson.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert found(text) == []


def test_a_batch_gives_what_each_text_gives_alone() -> None:
    texts = [text for text, *_ in CONSTRUCTIONS]
    parsed = list(parse_texts(texts))
    together = find_quotations(parsed)
    assert [len(own) for own in together] == [len(find_quotations([one])[0]) for one in parsed]
    assert find_quotations([]) == []


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="« »\"'aeil. ,:—\nditquéX", max_size=120))
def test_any_text_gives_spans_in_order_without_overlap(text: str) -> None:
    for scorer in (None, Rules):
        [quotations] = find_quotations(list(parse_texts([text])), scorer=scorer)
        position = 0
        for quotation in quotations:
            assert position <= quotation.start < quotation.end <= len(text)
            assert quotation.type in ("direct", "indirect", "mixed")
            position = quotation.end


@pytest.mark.skipif(not (SHARED / "gold" / "seed").is_dir(), reason="needs the shared gold")
def test_seed_article_is_found_whole() -> None:
    [path] = (SHARED / "gold" / "seed").glob("*.json")
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    gold = {(q["quote"]["start"], q["quote"]["end"]) for q in json.loads(path.read_text("utf-8"))["quotes"]}
    spans = {(quotation.start, quotation.end) for quotation in found(text)}
    near = {
        g for g in gold for s in spans if min(g[1], s[1]) - max(g[0], s[0]) > 0.3 * (max(g[1], s[1]) - min(g[0], s[0]))
    }
    assert near == gold
