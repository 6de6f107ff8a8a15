import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis.corpus import EMPTY
from analysis.errors import InputError
from analysis.tables import COLUMNS, TABLES

# Pieces that meet in news: words, marks of all kinds, cues, odd spaces, combining and invisible characters.
PIECES = st.sampled_from(
    "« » “ ” \" ' — - : , . ? ! … ( ) dit a-t-il que selon Awa Ndour la ministre M. Kerry il l'homme aujourd’hui 3,5 % "
    "\u00a0 \u202f \n \t \u00ad e\u0301 😀 𝕬 العربية 中文 \x00".split(" ")
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_offsets_hold_in_every_table_for_any_text(texts):
    notes = analysis.annotate(texts)
    text_of = dict(zip(notes.documents["document_id"], notes.documents["text"], strict=True))
    assert list(text_of.values()) == texts
    for row in notes.tokens.itertuples():
        assert text_of[row.document_id][row.start : row.end] == row.text
    for row in notes.sentences.itertuples():
        assert 0 <= row.start < row.end <= len(text_of[row.document_id])
    for row in notes.quotes.to_dict("records"):
        text = text_of[row["document_id"]]
        assert row["start"] < row["end"]
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["type"] in ("direct", "indirect", "mixed")
        for part in ("cue", "source"):
            if pd.notna(row[part]):
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
        assert 0 <= row["confidence"] <= 1
    assert len(notes.topics) == 17 * len(texts)


def test_seed_article_is_john_kerry(seed_notes, shared):
    gold = json.loads((shared / "gold/seed/seed-000.json").read_text(encoding="utf-8"))["quotes"]
    found = {(row.start, row.end): row for row in seed_notes.quotes.itertuples()}
    direct = [quote for quote in gold if quote["type"] == "direct"]
    for quote in direct:
        row = found[(quote["quote"]["start"], quote["quote"]["end"])]
        assert row.type == "direct"
        assert row.speaker == "John Kerry"
        if quote["cue"]:
            assert (row.cue_start, row.cue_end) == (quote["cue"]["start"], quote["cue"]["end"])
    right = [
        quote
        for quote in gold
        if getattr(found.get(tuple(quote["quote"][k] for k in ("start", "end"))), "speaker", None)
    ]
    assert len(right) >= 9


def test_tables_have_the_fixed_columns(seed_notes):
    for name in TABLES:
        assert list(getattr(seed_notes, name).columns) == list(COLUMNS[name])


def test_speaker_ids_join(seed_notes):
    ids = set(seed_notes.speakers["speaker_id"])
    assert seed_notes.speakers["speaker_id"].is_unique
    assert set(seed_notes.quotes["speaker_id"].dropna()) <= ids
    counts = seed_notes.quotes["speaker_id"].value_counts()
    assert seed_notes.speakers.set_index("speaker_id")["n_quotes"].to_dict() == counts.to_dict()


def test_second_run_gives_the_same_bytes(tmp_path, small_corpus):
    articles = analysis.read_corpus(small_corpus)
    for name in ("first", "second"):
        analysis.annotate(articles).save(tmp_path / name)
    for table in TABLES:
        assert (tmp_path / "first" / f"{table}.parquet").read_bytes() == (
            tmp_path / "second" / f"{table}.parquet"
        ).read_bytes()


def test_neighbours_change_nothing(small_corpus, seed_notes):
    together = analysis.annotate(analysis.read_corpus(small_corpus))
    columns = ["start", "end", "text", "type", "cue", "source", "speaker", "confidence", "rule"]
    alone = seed_notes.quotes[columns].reset_index(drop=True)
    among = together.quotes.loc[together.quotes["document_id"] == "seed-000", columns].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among, check_exact=False, rtol=1e-4)


def test_save_and_load(tmp_path, seed_notes):
    seed_notes.save(tmp_path)
    again = analysis.load(tmp_path)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(seed_notes, name))
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["identity"]["analysis"] == analysis.__version__
    assert len(run["identity"]["articles_sha256"]) == 64


def test_load_tells_what_is_missing(tmp_path, seed_notes):
    with pytest.raises(InputError, match="no such folder"):
        analysis.load(tmp_path / "nowhere")
    seed_notes.save(tmp_path)
    (tmp_path / "quotes.parquet").unlink()
    with pytest.raises(InputError, match=r"quotes\.parquet"):
        analysis.load(tmp_path)


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe"])
def test_load_tells_of_a_broken_run(tmp_path, seed_notes, content):
    seed_notes.save(tmp_path)
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(InputError, match=r"run\.json"):
        analysis.load(tmp_path)


def test_annotations_of_reads_what_is_there_and_renews_what_is_old(tmp_path, repository):
    corpus = tmp_path / "a.txt"
    corpus.write_text("Le pont tiendra, a dit la maire.", encoding="utf-8")
    first = analysis.annotations_of(corpus, tmp_path / "tables")
    assert analysis.annotations_of(corpus, tmp_path / "tables").run == first.run
    corpus.write_text("Le pont cédera, a dit la maire.", encoding="utf-8")
    assert analysis.annotations_of(corpus, tmp_path / "tables").run["identity"] != first.run["identity"]


def test_display(seed_notes):
    page = seed_notes.show("seed-000")._repr_html_()
    assert "John Kerry" in page
    assert page.count("<mark") > len(seed_notes.quotes)
    assert "conflict, war and peace" in seed_notes._repr_html_()
    assert "Conflit, guerre et paix" in replace(seed_notes, language="fr")._repr_html_()
    assert "quotations" in repr(seed_notes)
    with pytest.raises(InputError, match="no such article"):
        seed_notes.show("nobody")


def test_texts_are_escaped():
    notes = analysis.annotate("« <script>alert(1)</script> », a dit Awa <b>Ndour</b>.")
    page = notes.show("text-1")._repr_html_() + notes._repr_html_()
    assert "<script>" not in page
    assert "<b>Ndour" not in page


def test_bad_articles():
    with pytest.raises(InputError, match="no column 'text'"):
        analysis.annotate(pd.DataFrame({"body": ["x"]}))
    with pytest.raises(InputError, match="'a' stands more than once"):
        analysis.annotate(pd.DataFrame({"document_id": ["a", "a"], "text": ["x", "y"]}))


def test_no_articles():
    notes = analysis.annotate([])
    assert all(getattr(notes, name).empty for name in TABLES)


def test_paths_and_other_things_are_no_articles(tmp_path):
    with pytest.raises(InputError, match="read_corpus"):
        analysis.annotate(str(tmp_path))
    with pytest.raises(InputError, match="cannot be a int"):
        analysis.annotate(3)
    with pytest.raises(InputError, match="the text of row 1 is missing"):
        analysis.annotate(pd.DataFrame({"text": ["Un.", None]}))


def test_ids_and_dates_as_pandas_has_them():
    dates = [pd.Timestamp("2021-11-03"), None]
    notes = analysis.annotate(pd.DataFrame({"document_id": [7, 8], "date": dates, "text": ["Un.", "Deux."]}))
    assert notes.documents["document_id"].tolist() == ["7", "8"]
    assert notes.documents["date"].fillna("").tolist() == ["2021-11-03", ""]


@pytest.fixture
def mixed_corpus(tmp_path):
    """An article, one that is too long in one piece, one without words, and a file that is no text."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("« Le pont tiendra », a dit la maire Awa Ndour.", encoding="utf-8")
    (folder / "endless.txt").write_text("=" * 20_000, encoding="utf-8")
    (folder / "empty.txt").write_text("\n", encoding="utf-8")
    (folder / "image.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "table.jsonl").write_text('{"text": "Le port rouvrira, a dit le préfet."}\n{broken\n', encoding="utf-8")
    return folder


@pytest.mark.filterwarnings("ignore::analysis.errors.InputWarning")
def test_what_is_set_aside_is_kept_with_its_reason(tmp_path, mixed_corpus):
    notes = analysis.annotate(analysis.read_corpus(mixed_corpus))
    reasons = dict(zip(notes.failed["document_id"], notes.failed["reason"], strict=True))
    assert reasons.keys() == {"endless", "empty", "image.txt", "table.jsonl"}
    assert reasons["empty"] == EMPTY
    assert reasons["table.jsonl"] == "line 2 is no JSON object"
    assert "without a space" in reasons["endless"]
    again = analysis.load(notes.save(tmp_path / "tables"))
    pd.testing.assert_frame_equal(again.failed, notes.failed)
    analysis.annotate("Le pont tiendra, a dit la maire.").save(tmp_path / "tables")
    assert analysis.load(tmp_path / "tables").failed.empty


def test_only_sure_quotations_stay(seed_notes):
    middle = float(seed_notes.quotes["confidence"].median())
    sure = seed_notes.with_confidence(middle)
    assert 0 < len(sure.quotes) < len(seed_notes.quotes)
    assert sure.quotes["confidence"].min() >= middle
    assert set(sure.stances["quote_id"]) == set(seed_notes.stances["quote_id"]) & set(sure.quotes["quote_id"])
    assert sure.speakers["n_quotes"].sum() == sure.quotes["speaker_id"].notna().sum()
    assert len(sure.speakers) == len(seed_notes.speakers)
    assert sure.with_confidence(0.0) is sure
    surest = sure.with_confidence(1.0)
    assert surest.run["confidence"] == {"at_least": 1.0, "kept": 0, "of": len(seed_notes.quotes)}
    for name in TABLES:
        assert getattr(surest, name).dtypes.equals(getattr(seed_notes, name).dtypes)
    with pytest.raises(InputError, match="between 0 and 1"):
        seed_notes.with_confidence(60)


def test_tables_stand_for_their_corpus(tmp_path, monkeypatch):
    notes = analysis.annotate("« Le pont tiendra », a dit la maire Awa Ndour.", targets=["le pont"])
    folder = notes.save(tmp_path / "tables")
    monkeypatch.setattr("analysis.annotating.annotate", lambda *_, **__: pytest.fail("annotated anew"))
    monkeypatch.setattr("analysis.annotating.knowledge_checksum", lambda: "of a later version")
    assert analysis.annotations_of(folder, folder).run == notes.run
    assert analysis.annotations_of(folder, folder, targets=["le pont"]).run == notes.run
    with pytest.raises(InputError, match="other targets; give the articles"):
        analysis.annotations_of(folder, folder, targets=["la digue"])
