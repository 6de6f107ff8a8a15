"""Sources and speakers on invented dispatches: one construction or chain a test."""

import re

import pytest

from analysis.quotations import Quotation
from analysis.speakers import attribute
from analysis.syntax import parse_texts


def attributed(marked):
    """Speakers' names and sources of the quotations of a text written with [quotation|cue] marks.

    « [La digue tiendra|assuré] », a assuré la maire. The nearest such word is the cue.
    """
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            words, _, cue = part[1:-1].partition("|")
            spans.append((len(text), len(text) + len(words), cue))
            text += words
        else:
            text += part
    quotations = []
    for start, end, cue in spans:
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", text)] if cue else []
        outside = [span for span in places if span[1] <= start or span[0] >= end]
        near = min(outside, key=lambda span: max(start - span[1], span[0] - end), default=None)
        kind = "direct" if text[:start].rstrip().endswith(("«", '"', "“")) else "indirect"
        quotations.append(Quotation(start, end, kind, near, "test", 0.9))
    [(speakers, found)] = attribute(list(parse_texts([text])), [quotations])
    names = [None if one.speaker is None else speakers[one.speaker].name for one in found]
    sources = [None if one.source is None else text[slice(*one.source)] for one in found]
    return names, sources, speakers, found


@pytest.mark.parametrize(
    ("marked", "source", "speaker"),
    [
        ("« [La digue tiendra|assuré] », a assuré mardi la maire Awa Sorel.", "la maire Awa Sorel", "Awa Sorel"),
        ("Selon le préfet Luc Tassin, [la route rouvrira|Selon].", "le préfet Luc Tassin", "Luc Tassin"),
        ("Le député Noé Varga affirme que [le pont est sûr|affirme].", "Le député Noé Varga", "Noé Varga"),
        (
            "Le plan a été jugé [« excessif »|jugé] par la sénatrice Ida Montel.",
            "la sénatrice Ida Montel",
            "Ida Montel",
        ),
        ("Ida Montel, la présidente du club, a promis de [revenir|promis].", "Ida Montel", "Ida Montel"),
        ("Ali Benar, qui affirme que [tout est prêt|affirme], partira lundi.", "Ali Benar", "Ali Benar"),
        ("Ida Montel : « [Nous irons au bout] »\nLe club joue samedi.", "Ida Montel", "Ida Montel"),
        ("Awa Sorel a salué l'accord, ajoutant que [rien n'est signé|ajoutant].", "Awa Sorel", "Awa Sorel"),
    ],
)
def test_source_and_speaker_by_construction(marked, source, speaker):
    names, sources, _, _ = attributed(marked)
    assert names == [speaker]
    assert sources == [source]


def test_pronouns_and_role_nouns_go_to_the_person_named_before():
    names, sources, speakers, _ = attributed(
        "La ministre de la Pêche, Awa Sorel, s'est exprimée mardi. « [Le port vivra|assuré] », a-t-elle assuré. "
        "Elle a ajouté que [les quais seraient refaits|ajouté]. La ministre a promis de [revenir|promis]."
    )
    assert names == ["Awa Sorel"] * 3
    assert sources == ["elle", "Elle", "La ministre"]
    assert speakers[0].kind == "person"
    assert speakers[0].gender == "female"
    assert "ministre" in speakers[0].role


def test_a_woman_and_a_man_of_one_family_stay_apart():
    names, _, speakers, _ = attributed(
        "M. Tassin estime que [la loi est juste|estime]. Mme Tassin juge que [la loi est injuste|juge]."
    )
    assert len(speakers) == 2
    assert {speaker.gender for speaker in speakers} == {"male", "female"}
    assert names[0] == names[1] == "Tassin"


def test_a_surname_and_a_civility_find_the_full_name():
    names, _, speakers, _ = attributed(
        "Le juge Bastien Morvan a parlé. M. Morvan a indiqué que [le procès commencerait|indiqué]."
    )
    assert names == ["Bastien Morvan"]
    assert "M. Morvan" in speakers[0].aliases


def test_an_acronym_finds_its_expansion():
    names, _, speakers, _ = attributed(
        "L'Office des pêches du Nord (OPN) siège à Port-Lannic. L'OPN affirme que [les stocks baissent|affirme]."
    )
    assert names == ["l'Office des pêches du Nord (OPN)"]
    assert speakers[0].kind == "organisation"


def test_what_has_no_name_keeps_its_phrase():
    names, _, speakers, _ = attributed("« [On a eu peur|raconté] », a raconté un habitant du quartier.")
    assert names == ["un habitant du quartier"]
    assert speakers[0].kind == "unnamed"
    assert speakers[0].role is None


def test_a_medium_glued_to_a_name_is_cut_off():
    names, _, _, _ = attributed("« [Tout va bien|déclaré] », a déclaré à la BBC Awa Sorel.")
    assert names == ["Awa Sorel"]


@pytest.mark.parametrize("text", ["", " ", "Rien n'a été dit.", "« » : « »"])
def test_texts_without_quotations_cost_nothing(text):
    assert attribute(list(parse_texts([text])), [[]]) == [([], [])]


def test_documents_do_not_influence_each_other():
    texts = ["La maire Awa Sorel a dit que oui.", "Le préfet Luc Tassin a dit que non."]
    parsed = list(parse_texts(texts))
    quotations = [
        [
            Quotation(
                text.index("que") + 4, len(text) - 1, "indirect", (text.index("dit"), text.index("dit") + 3), "", 0.8
            )
        ]
        for text in texts
    ]
    together = attribute(parsed, quotations)
    apart = [attribute([one], [own])[0] for one, own in zip(parsed, quotations, strict=True)]
    assert together == apart


def test_offsets_fit_and_probabilities_are_probabilities():
    marked = "Awa Sorel a dit que [oui|dit]. « [Non|dit] », a dit Luc\u00a0Tassin. Selon lui, [peut-être|Selon]."
    _, sources, speakers, found = attributed(marked)
    assert all(0 <= one.probability <= 1 for one in found)
    assert all(one.speaker is None or 0 <= one.speaker < len(speakers) for one in found)
    assert None not in sources
