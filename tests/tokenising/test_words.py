"""Tokens: every named part by its example, hard cases of newswire, options, properties."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokenising import FrenchTokenizer
from analysis.tokenising.patterns import PARTS, TIME

SHARED = Path(os.environ.get("VERBATIM_SHARED", Path(__file__).parents[3] / "shared"))

# Text in which most parts of the pattern meet: letters of all kinds, marks, numbers, joiners, spaces.
frenchlike = st.text(
    st.sampled_from("abcéœAÉMN019 \n\t\u00a0\u202f.,;:!?…«»\"“”'’-‑–()[]@#/%€°&·_+\u00ad\u200b\ufeff\u0301👍🏽\u200d")
)

# Text → its tokens, with | between them.
HARD_CASES = {
    # elision
    "L’avion qu’elle prend s’envole.": "L’|avion|qu’|elle|prend|s’|envole|.",
    "C'EST L'HEURE QU'IL FAUT": "C'|EST|L'|HEURE|QU'|IL|FAUT",
    "jusqu’ici, lorsqu'on dort, puisqu'il neige": "jusqu’|ici|,|lorsqu'|on|dort|,|puisqu'|il|neige",
    "d'un « oui » ou d'« un non »": "d'|un|«|oui|»|ou|d'|«|un|non|»",
    "l'e\u0301cole, l'A380, l'ONU, d'HLM": "l'|e\u0301cole|,|l'|A380|,|l'|ONU|,|d'|HLM",
    "l' homme, d' « un », d'€": "l'|homme|,|d'|«|un|»|,|d'|€",
    "t'as p'tit ch'ti rock'n'roll": "t'|as|p'tit|ch'ti|rock'n'roll",
    # pronouns after their verb
    "Pense-t-elle, dit-on, puis-je": "Pense|-t-elle|,|dit|-on|,|puis|-je",
    "Qu’y a‑t‑il ? Qu'est-ce que c'est ?": "Qu’|y|a|‑t‑il|?|Qu'|est|-ce|que|c'|est|?",
    "Donnez-le-lui, allez-vous-en, vas-y": "Donnez|-le|-lui|,|allez|-vous|-en|,|vas|-y",
    "va-t'en, donne-m'en": "va|-t'|en|,|donne|-m'|en",
    "ces jours-ci, cet homme-là": "ces|jours|-ci|,|cet|homme|-là",
    "EST-IL LÀ": "EST|-IL|LÀ",
    # words with apostrophes
    "c’est‑à‑dire d’aujourd’hui": "c’est‑à‑dire|d’|aujourd’hui",
    "quelqu’un, presqu’île, prud’hommes, prud'homal": "quelqu’un|,|presqu’île|,|prud’hommes|,|prud'homal",
    "main-d’œuvre, hors-d'œuvre, grand'mère, entr'ouvrir": "main-d’œuvre|,|hors-d'œuvre|,|grand'mère|,|entr'ouvrir",
    # compounds
    "Ceux-là, celle-ci, jusque-là, là-bas": "Ceux-là|,|celle-ci|,|jusque-là|,|là-bas",
    "vis-à-vis, quelques-uns, eux-mêmes, outre-mer": "vis-à-vis|,|quelques-uns|,|eux-mêmes|,|outre-mer",
    "ci-dessous, par-dessus, au-dessus, rendez-vous": "ci-dessous|,|par-dessus|,|au-dessus|,|rendez-vous",
    "Noisy-le-Sec, Aix-en-Provence, Val-d’Oise": "Noisy-le-Sec|,|Aix-en-Provence|,|Val-d’Oise",
    # numbers
    "1.500 puis 2.000.000, 1.234,56": "1.500|puis|2.000.000|,|1.234,56",
    "1 234 567 voix, 3\u202f500 m, 25\u00a0000,50 €": "1 234 567|voix|,|3\u202f500|m|,|25\u00a0000,50|€",
    "en 2010 500 personnes": "en|2010|500|personnes",
    "12,5% et −0,3 %, (+3,2 %), 5‰": "12,5|%|et|−0,3|%|,|(|+3,2|%|)|,|5|‰",
    "1914-1918, le 14/07/1889, 01.02.2003": "1914-1918|,|le|14/07/1889|,|01.02.2003",
    "la 2e, le 1er, 3ème, XIXe, 21es": "la|2e|,|le|1er|,|3ème|,|XIXe|,|21es",
    "3,5km, 20cl, 12m², 90km/h": "3,5|km|,|20|cl|,|12|m²|,|90|km/h",
    "5€, 10 $, 3M€, £3": "5|€|,|10|$|,|3|M€|,|£|3",
    "01 23 45 67 89 ou 01.23.45.67.89": "01 23 45 67 89|ou|01.23.45.67.89",
    # hours
    "8h05, 7h30-9h, 20H45, 22 h 15": "8|h|05|,|7|h|30|-|9|h|,|20|H|45|,|22|h|15",
    "16h-18h, 10h/12h, 18 h30": "16|h|-|18|h|,|10|h|/|12|h|,|18|h|30",
    "à 14:30 ou 2h30min": "à|14:30|ou|2|h|30|min",
    # number signs, references
    "nº 7, N°3, n°s 3 et 4": "nº|7|,|N°|3|,|n°s|3|et|4",
    "art. 3, p. 12, vol. XII, cf. infra": "art.|3|,|p.|12|,|vol.|XII|,|cf.|infra",
    "le 5e arr. de Lyon, etc., env. dix": "le|5e|arr.|de|Lyon|,|etc.|,|env.|dix",
    # titles, initials, acronyms
    "Mme. Roy, Pr. Blanc, Mgr. Noir, M.Gris": "Mme.|Roy|,|Pr.|Blanc|,|Mgr.|Noir|,|M.|Gris",
    "J.-C. Vert, A. B. Roy": "J.-C.|Vert|,|A.|B.|Roy",
    "S.N.C.F., l'O.M.S., P.-D.G., O.T.A.N": "S.N.C.F.|,|l'|O.M.S.|,|P.-D.G.|,|O.T.A.N",
    # addresses
    "www.exemple.fr/a?x=1, http://ex.org/b.": "www.exemple.fr/a?x=1|,|http://ex.org/b|.",
    "a.b+c@ex.co.uk ; @ada_b #COP21 exemple.fr.": "a.b+c@ex.co.uk|;|@ada_b|#COP21|exemple.fr|.",
    # marks
    '“Oui”, "oui", ‹non›, ‘oui’': '“|Oui|”|,|"|oui|"|,|‹|non|›|,|‘|oui|’',
    "[...] et (…) puis... quoi ?!": "[|...|]|et|(|…|)|puis|...|quoi|?!",
    "«\u00a0Oui\u00a0»,dit-il": "«|Oui|»|,|dit|-il",
    # letters
    "Cœur, ŒUVRE, ex æquo, d'Œdipe": "Cœur|,|ŒUVRE|,|ex|æquo|,|d'|Œdipe",
    "extra\u00adordi\u00adnaire zéro\u200blargeur \ufeffLe": "extra\u00adordi\u00adnaire|zéro\u200blargeur|\ufeffLe",
    "te\u0301le\u0301 peut-e\u0302tre c'est-a\u0300-dire": "te\u0301le\u0301|peut-e\u0302tre|c'est-a\u0300-dire",
    # emoji
    "🇫🇷 ❤️ 👩🏽‍💻😀👍🏿 1️⃣": "🇫🇷|❤️|👩🏽‍💻|😀|👍🏿|1️⃣",
    # names
    "que l’on nomme N’Golo, O’Brien, M'Bala": "que|l’on|nomme|N’Golo|,|O’Brien|,|M'Bala",
    "L'Oréal, L'Haÿ-les-Roses, d'Estaing, Côte d’Ivoire": "L'|Oréal|,|L'|Haÿ-les-Roses|,|d'|Estaing|,|Côte|d’|Ivoire",
    # both genders
    "étudiant·e·s, auteur(e)s, élu.e.s": "étudiant·e·s|,|auteur(e)s|,|élu.e.s",
}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_part_finds_its_example(part):
    assert "|".join(FrenchTokenizer().tokenize(part.example)) == part.tokens


@pytest.mark.parametrize("text", HARD_CASES)
def test_hard_case(text):
    assert "|".join(FrenchTokenizer().tokenize(text)) == HARD_CASES[text]


def test_shared_hard_cases():
    path = SHARED / "data" / "ud" / "hard_cases.json"
    if not path.exists():
        pytest.skip("no shared data")
    cases = json.loads(path.read_text(encoding="utf-8"))
    assert [FrenchTokenizer().tokenize(case["text"]) for case in cases] == [case["expected"] for case in cases]


def test_whole_times():
    assert "|".join(FrenchTokenizer(whole_times=True).tokenize(TIME.example)) == TIME.tokens


def test_split_contractions_leaves_partitives():
    tokenizer = FrenchTokenizer(split_contractions=True)
    assert tokenizer.tokenize("Auquel du port aux îles") == ["À", "lequel", "du", "port", "à", "les", "îles"]


def test_tokenize_sents():
    assert FrenchTokenizer().tokenize_sents(["Il dort.", "L'an"]) == [["Il", "dort", "."], ["L'", "an"]]


@given(frenchlike | st.text())
def test_spans_hold_every_visible_character_in_order(text):
    spans = list(FrenchTokenizer().span_tokenize(text))
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
    assert FrenchTokenizer().tokenize(text) == [text[start:end] for start, end in spans]


@given(frenchlike, frenchlike)
def test_paragraphs_do_not_disturb_each_other(one, other):
    tokenizer = FrenchTokenizer()
    assert tokenizer.tokenize(f"{one}\n\n{other}") == tokenizer.tokenize(one) + tokenizer.tokenize(other)
