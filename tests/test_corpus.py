import warnings

import pandas as pd
import pytest

import analysis
from analysis.errors import InputError, InputWarning

ARTICLE = "Le pont fermera à l'été, a annoncé la préfète. « Rien n'est décidé », réplique le maire."


@pytest.fixture(autouse=True)
def all_warnings():
    warnings.simplefilter("always", InputWarning)


def test_seed_keeps_its_bytes_and_gives_its_month(repository):
    articles = analysis.read_corpus(repository / "seeds" / "seed-000.txt")
    raw = (repository / "seeds" / "seed-000.txt").read_bytes().decode("utf-8")
    assert articles["text"].tolist() == [raw]
    assert articles["date"].tolist() == ["2021-11"]
    assert articles["title"].isna().all()
    assert list(articles.columns) == ["document_id", "title", "date", "source", "text"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_without_a_word(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode(encoding))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert analysis.read_corpus(path)["text"][0] == ARTICLE


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_detected_and_reported(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes((ARTICLE * 3).encode(encoding))
    with pytest.warns(InputWarning, match="not UTF-8"):
        assert analysis.read_corpus(path)["text"][0] == ARTICLE * 3


def test_line_ends_are_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Titre\r\n\r\nUn.\rDeux.\n")
    assert analysis.read_corpus(path)["text"][0] == "Titre\r\n\r\nUn.\rDeux.\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Un pont fermé\n\nLe pont est fermé.", "Un pont fermé"),
        ("Le pont est fermé.\nIl rouvrira.", None),
        ("Le pont est fermé", None),
        ("mot " * 80 + "\nSuite.", None),
    ],
)
def test_title_is_a_first_line_that_looks_like_one(tmp_path, text, title):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = analysis.read_corpus(tmp_path)["title"][0]
    assert found == title or (title is None and pd.isna(found))


def test_folder_is_read_recursively_in_a_stable_natural_order(tmp_path):
    (tmp_path / "sous").mkdir()
    for name in ["b.txt", "a10.txt", "a2.txt", "sous/c.txt", ".cache.txt", "notes.md"]:
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    assert analysis.read_corpus(tmp_path)["document_id"].tolist() == ["a2", "a10", "b", "c"]


def test_metadata_beside_text_files(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "document_id,title,date,source\na,Un pont,3/11/2021,Le Fanal\n", encoding="utf-8"
    )
    row = analysis.read_corpus(tmp_path).iloc[0]
    assert (row["title"], row["date"], row["source"]) == ("Un pont", "2021-11-03", "Le Fanal")


def test_repeated_ids_are_made_unique_and_reported(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "x" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.warns(InputWarning, match="'a-2'"):
        assert analysis.read_corpus(tmp_path)["document_id"].tolist() == ["a", "a-2"]


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet"])
def test_tables(tmp_path, ending):
    frame = pd.DataFrame(
        {"id": ["u", "v"], "titre": ["T", None], "texte": [ARTICLE, "Deux."], "date": ["2021-11-03", None]}
    )
    path = tmp_path / f"articles.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
    elif ending == "jsonl":
        frame.to_json(path, orient="records", lines=True, force_ascii=False)
    else:
        frame.to_csv(path, sep="\t" if ending == "tsv" else ",", index=False)
    articles = analysis.read_corpus(path)
    assert articles["document_id"].tolist() == ["u", "v"]
    assert articles["text"].tolist() == [ARTICLE, "Deux."]
    assert articles["title"][0] == "T"
    assert pd.isna(articles["title"][1])
    assert pd.isna(articles["date"][1])


def test_a_large_table_in_utf8_is_never_held_as_a_whole(tmp_path, monkeypatch):
    from analysis.corpus import _decoding

    monkeypatch.setattr(_decoding, "SMALL", 1000)
    monkeypatch.setattr(_decoding, "BLOCK", 7)  # ends within characters
    path = tmp_path / "a.jsonl"
    path.write_bytes("".join(f'{{"text": "{ARTICLE} {n}"}}\n' for n in range(50)).encode("utf-8-sig"))
    with monkeypatch.context() as patch:
        patch.setattr(_decoding, "read_text", None)
        assert analysis.read_corpus(path)["text"].tolist() == [f"{ARTICLE} {n}" for n in range(50)]


def test_a_large_table_in_another_encoding_is_read_as_long_as_it_can_be_guessed(tmp_path, monkeypatch):
    from analysis.corpus import _decoding

    monkeypatch.setattr(_decoding, "SMALL", 1000)
    path = tmp_path / "a.csv"
    path.write_text("texte\n" + f'"{ARTICLE}"\n' * 50, encoding="cp1252")
    with pytest.warns(InputWarning, match="not UTF-8"):
        assert analysis.read_corpus(path)["text"].tolist() == [ARTICLE] * 50
    monkeypatch.setattr(_decoding, "LARGEST_GUESSED", 2000)
    with pytest.raises(InputError, match="not text in UTF-8"):
        analysis.read_corpus(path)


def test_columns_named_by_the_user_and_semicolons(tmp_path):
    path = tmp_path / "articles.csv"
    path.write_text(f'clé;corpus\n1;"{ARTICLE}"\n', encoding="utf-8")
    articles = analysis.read_corpus(path, text_column="corpus", id_column="clé")
    assert articles.loc[0, ["document_id", "text"]].tolist() == ["1", ARTICLE]


def test_broken_json_line_costs_one_row(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Un."}\n{oups\n{"text": "Deux."}\n', encoding="utf-8")
    with pytest.warns(InputWarning, match="line 2"):
        assert len(analysis.read_corpus(path)) == 2


NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:n:1"><itemMeta><provider literal="Hexapresse"/>
<versionCreated>2021-11-03T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Un pont</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Le pont  ferme.</p><p>Il rouvrira.</p></body>
</html></inlineXML></contentSet></newsItem>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader>
<fileDesc><titleStmt><title>Un pont</title></titleStmt>
<publicationStmt><publisher>Le Fanal</publisher><date when="2021-11-03"/></publicationStmt></fileDesc></teiHeader>
<text><body><div><head>Un pont</head><p>Le pont <hi>ferme</hi>.</p></div></body></text></TEI>"""


@pytest.mark.parametrize(
    ("xml", "row"),
    [
        (NEWSML, ["urn:n:1", "Un pont", "2021-11-03", "Hexapresse", "Le pont ferme.\nIl rouvrira."]),
        (TEI, ["t1", "Un pont", "2021-11-03", "Le Fanal", "Un pont\nLe pont ferme."]),
    ],
)
def test_xml(tmp_path, xml, row):
    (tmp_path / "a.xml").write_text(xml, encoding="utf-8")
    assert analysis.read_corpus(tmp_path).iloc[0].tolist() == row


BOMB = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><TEI>&b;</TEI>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not a text file"),
        ("empty.txt", b"  \n", "empty"),
        ("table.csv", b"a,b\n1,2\n", "no column of texts among a, b"),
        ("broken.parquet", b"PAR1 not really", "no readable table"),
        ("bomb.xml", BOMB.encode(), "document type"),
        ("broken.xml", b"<TEI><p>", "not well-formed"),
        ("other.xml", b"<html/>", "neither NewsML-G2 nor TEI"),
    ],
)
def test_bad_file_is_an_error_alone_and_a_warning_among_good_ones(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        analysis.read_corpus(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.warns(InputWarning, match=message):
        assert analysis.read_corpus(tmp_path)["document_id"].tolist() == ["good"]


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        analysis.read_corpus(tmp_path / "missing")
    with pytest.raises(InputError, match="no articles"):
        analysis.read_corpus(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.warns(InputWarning), pytest.raises(InputError, match="none of the 2 files"):
        analysis.read_corpus(tmp_path)


def test_unknown_column(tmp_path):
    (tmp_path / "a.csv").write_text("texte\nUn.\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'corps'"):
        analysis.read_corpus(tmp_path / "a.csv", text_column="corps")


def test_a_lone_file_in_a_folder_is_told_of_once(tmp_path, recwarn):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column of texts"):
        analysis.read_corpus(tmp_path)
    assert not recwarn.list


def test_an_empty_row_of_a_lone_table_is_told_of(tmp_path):
    (tmp_path / "a.csv").write_text(f'text,id\n"{ARTICLE}",a\n"",b\n', encoding="utf-8")
    with pytest.warns(InputWarning, match="'b' is empty"):
        assert len(analysis.read_corpus(tmp_path)) == 1


def test_metadata_as_a_french_spreadsheet_writes_it(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "metadata.csv"
    path.write_text('document_id;title;date;source\r\na.txt;"Un\nPont";3/11/2021;Le Fanal\r\n', encoding="utf-8")
    row = analysis.read_corpus(tmp_path).iloc[0]
    assert (row["title"], row["date"], row["source"]) == ("Un\nPont", "2021-11-03", "Le Fanal")


def test_metadata_without_ids_is_reported(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("nom,date\na,2021\n", encoding="utf-8")
    with pytest.warns(InputWarning, match="no column 'document_id'"):
        analysis.read_corpus(tmp_path)
