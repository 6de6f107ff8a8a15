import gzip
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.errors import InputError
from analysis.exporting import FORMS, article_records, export
from analysis.exporting.brat import read_brat
from analysis.exporting.records import ArticleRecord, QuotationRecord, SpeakerRecord, StanceRecord
from analysis.exporting.tei import NAMESPACE, read_tei
from analysis.exporting.webannotation import read_webannotation

READERS = {"tei": (read_tei, "xml"), "brat": (read_brat, "ann"), "webannotation": (read_webannotation, "jsonld")}
SPEAKERS = (
    SpeakerRecord("awa-ndour", "Awa <Ndour> & Cie", "person", "la ministre", "female"),
    SpeakerRecord("l-office", "l'Office", "organisation", None, None),
)


@st.composite
def articles(draw):
    """Any text with quotations that do not overlap, cues and sources anywhere; spans begin and end with a character."""
    text = draw(st.text(min_size=1, max_size=60))

    def is_trimmed(span):
        return all(not text[offset].isspace() for offset in (span[0], span[1] - 1))

    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [span for span in zip(cuts[::2], cuts[1::2], strict=False) if is_trimmed(span)]
    anywhere = st.one_of(
        st.none(),
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        .map(sorted)
        .map(tuple)
        .filter(lambda span: span[0] < span[1] and is_trimmed(span)),
    )
    quotations = []
    for number, span in enumerate(spans):
        speaker = draw(st.sampled_from([None, *SPEAKERS]))
        stances = (StanceRecord("le pont\n<neuf>", "favour", 0.1 + number / 7),) if draw(st.booleans()) else ()
        quotations.append(
            QuotationRecord(
                quote_id=number,
                span=span,
                type=draw(st.sampled_from(["direct", "indirect", "mixed"])),
                cue=draw(anywhere),
                source=draw(anywhere),
                speaker_id=speaker and speaker.speaker_id,
                speaker=speaker and speaker.name,
                confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
                rule=draw(st.sampled_from([None, "que-clause"])),
                stances=stances,
            )
        )
    used = {quotation.speaker_id for quotation in quotations}
    return ArticleRecord(
        document_id=draw(st.text(min_size=1, max_size=5)),
        title=draw(st.one_of(st.none(), st.text(min_size=1, max_size=5))),
        date=draw(st.one_of(st.none(), st.just("2021-11"))),
        source=draw(st.one_of(st.none(), st.just("Le Fanal"))),
        text=text,
        quotations=tuple(quotations),
        speakers=tuple(speaker for speaker in SPEAKERS if speaker.speaker_id in used),
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=150, deadline=None)
@given(article=articles())
def test_round_trip_of_anything(tmp_path_factory, form, article):
    folder = tmp_path_factory.mktemp("export")
    FORMS[form](article, folder / "a")
    reader, ending = READERS[form]
    assert reader(folder / f"a.{ending}") == article


@pytest.mark.parametrize("form", FORMS)
def test_round_trip_of_the_seed(tmp_path, seed_notes, form):
    assert export(seed_notes, form, tmp_path) == 1
    reader, ending = READERS[form]
    assert [reader(tmp_path / f"seed-000.{ending}")] == list(article_records(seed_notes))


def test_tei_says_who(tmp_path, seed_notes):
    export(seed_notes, "tei", tmp_path)
    root = ElementTree.parse(tmp_path / "seed-000.xml").getroot()
    names = {
        person.get("{http://www.w3.org/XML/1998/namespace}id"): person for person in root.iter(f"{{{NAMESPACE}}}person")
    }
    said = list(root.iter(f"{{{NAMESPACE}}}said"))
    assert len(said) == len(seed_notes.quotes)
    kerry = names[said[0].get("who")[1:]]
    assert kerry.findtext(f"{{{NAMESPACE}}}persName") == "John Kerry"
    assert "".join(root.find(f".//{{{NAMESPACE}}}ab").itertext()) == seed_notes.documents["text"].iloc[0]


def test_tei_is_valid(tmp_path, repository):
    import analysis

    folder = repository / "seeds/depeches"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))[:8]]
    notes = analysis.annotate([*texts, "Rien.", "", "« \x00\r\n », a dit Awa Ndour."])
    export(notes, "tei", tmp_path)
    schema = gzip.decompress((repository / "tests/fixtures/tei_all.rng.gz").read_bytes())
    validator = etree.RelaxNG(etree.fromstring(schema))
    for path in tmp_path.glob("*.xml"):
        assert validator.validate(etree.parse(path)), (path.name, validator.error_log.last_error)


@pytest.mark.parametrize("form", FORMS)
def test_file_names_stay_inside_the_folder(tmp_path, seed_notes, form):
    import dataclasses

    documents = seed_notes.documents.assign(document_id=["../../etc/x\x00"])
    quotes = seed_notes.quotes.assign(document_id="../../etc/x\x00")
    stances = seed_notes.stances.assign(document_id="../../etc/x\x00")
    notes = dataclasses.replace(seed_notes, documents=documents, quotes=quotes, stances=stances)
    target = tmp_path / "out"
    export(notes, form, target)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {target}


def test_unknown_form(tmp_path, seed_notes):
    with pytest.raises(InputError, match="unknown form 'docx'"):
        export(seed_notes, "docx", tmp_path)
