"""Files that try to break the readers: none hangs, none stops the run, none reaches what it should not."""

import json
import warnings

import pytest

import analysis
from analysis.errors import InputError, InputWarning

ARTICLE = "« Le pont tiendra », a dit la maire Awa Ndour."


@pytest.fixture(autouse=True)
def all_warnings():
    warnings.simplefilter("always", InputWarning)


def test_csv_with_a_million_columns(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(
        ",".join(f"c{number}" for number in range(1_000_000)) + ",texte\n" + "1," * 1_000_000 + f'"{ARTICLE}"' + "\n"
    )
    assert analysis.read_corpus(path)["text"].tolist() == [ARTICLE]


def test_csv_whose_cells_are_longer_than_the_reader_expects(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("texte\n" + "mot " * 100_000 + "\n", encoding="utf-8")
    assert len(analysis.read_corpus(path)["text"][0]) == 400_000


def test_rows_that_do_not_fit_cost_themselves(tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text("id,texte\n1,Un.\n2\n3,Trois.,de trop\n4,Quatre.,,\n", encoding="utf-8")
    with pytest.warns(InputWarning, match="left out"):
        assert analysis.read_corpus(path)["text"].tolist() == ["Un.", "Quatre."]


def test_open_quote_in_a_csv_costs_what_follows_and_no_more(tmp_path):
    (tmp_path / "open.csv").write_text('texte\n"Un.\n' + "Deux.\n" * 1000, encoding="utf-8")
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    assert analysis.read_corpus(tmp_path)["document_id"].tolist()[0] == "good"


def test_null_characters_are_kept(tmp_path):
    (tmp_path / "a.txt").write_text("Le pont\x00 tiendra, a dit la maire. " + ARTICLE * 5, encoding="utf-8")
    (tmp_path / "b.csv").write_text("texte\nLe pont\x00 tiendra.\n" + "Un pont.\n" * 20, encoding="utf-8")
    texts = analysis.read_corpus(tmp_path)["text"]
    assert "pont\x00 tiendra" in texts[0]
    assert texts[1] == "Le pont\x00 tiendra."


def test_half_characters_are_replaced_one_for_one_and_reported(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "x\\udfff", "text": "Le caf\\ud800 ferme."}\n', encoding="utf-8")
    with pytest.warns(InputWarning, match="halves of characters"):
        row = analysis.read_corpus(tmp_path).iloc[0]
    assert (row["document_id"], row["text"]) == ("x\ufffd", "Le caf\ufffd ferme.")


def test_json_nested_beyond_reason_costs_one_line(tmp_path):
    lines = ['{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", json.dumps({"text": ARTICLE})]
    (tmp_path / "deep.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.warns(InputWarning, match="line 1"):
        assert analysis.read_corpus(tmp_path)["text"].tolist() == [ARTICLE]


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><TEI><text><body><p>&l9;</p></body></text></TEI>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    "<TEI><text><body><p>&e;</p></body></text></TEI>"
)


@pytest.mark.parametrize("xml", [BILLION_LAUGHS, EXTERNAL])
def test_xml_entities_are_refused(tmp_path, xml):
    (tmp_path / "a.xml").write_text(xml, encoding="utf-8")
    with pytest.raises(InputError, match="document type or entities"):
        analysis.read_corpus(tmp_path / "a.xml")


@pytest.mark.parametrize("element", ["div", "p"])
def test_deeply_nested_xml(tmp_path, element):
    depth = 50_000
    body = f"<{element}>" * depth + "Bon." + f"</{element}>" * depth
    (tmp_path / "a.xml").write_text(f"<TEI><text><body>{body}</body></text></TEI>", encoding="utf-8")
    assert analysis.read_corpus(tmp_path)["text"].tolist() == ["Bon."]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "nul\x00", "con", ".", "x" * 5000, "\u202egpj.exe"])
def test_ids_never_become_paths(tmp_path, name):
    from analysis import exporting

    (tmp_path / "a.jsonl").write_text(json.dumps({"id": name, "text": ARTICLE}), encoding="utf-8")
    notes = analysis.annotate(analysis.read_corpus(tmp_path / "a.jsonl"))
    assert notes.documents["document_id"].tolist() == [name]
    target = tmp_path / "deep" / "deeper" / "out"
    for form in exporting.FORMS:
        exporting.export(notes, form, target / form)
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and target not in path.parents]
    assert outside == [tmp_path / "a.jsonl"]


def test_links_that_run_in_circles_are_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(analysis.read_corpus(tmp_path)) == 1


def test_other_file_systems(tmp_path):
    import fsspec

    fsspec.filesystem("memory").pipe("/hostile/a.txt", ARTICLE.encode())
    assert analysis.read_corpus("memory://hostile")["text"].tolist() == [ARTICLE]
    with pytest.raises(InputError, match="cannot be read"):
        analysis.read_corpus("nothing://news")
