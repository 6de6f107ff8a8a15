"""What holds for any input of the public functions; quotations and offsets have such tests beside them."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis import figures, highlighting, stance, topics, vocabulary
from analysis.calibration import calibration_error
from analysis.comparing import names_of
from analysis.corpus import iso_date
from analysis.errors import InputError
from analysis.evaluation.intervals import bootstrap_interval
from analysis.evaluation.matching import overlap, pair_spans, same_speaker
from analysis.gold import read_gold
from analysis.querying import query_folder
from analysis.screening import language_of, well_formed, why_unfit
from analysis.speakers import linking
from analysis.speakers import vocabulary as speaker_words
from analysis.stance.context import find_cue, guess_type
from analysis.stance.inflection import inflect
from analysis.stance.reading import read
from analysis.tokenising.forms import content_forms, word_forms
from analysis.tokenising.vectorising import french_count_vectorizer, french_tfidf_vectorizer
from analysis.topics.articles import read_articles, split_title, words_of
from analysis.topics.duplicates import near_duplicates
from analysis.wording import wording

cheap = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
few = settings(cheap, max_examples=10)

PIECES = st.sampled_from(
    "« » “ \" ' — : , . ? ! ( ) dit a-t-il que selon Awa Ndour la ministre M. Kerry il l'homme ne pas pont refuse "
    "scandaleux soutient \u00a0 \n \t \u00ad e\u0301 😀 العربية 中文 \x00 $x$ <b> &amp;".split(" ")
)
WORDS = st.one_of(st.text(max_size=12), PIECES)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map(" ".join))
# With halves of characters, which JSON can write and no table hold.
CODES = st.text(st.characters(exclude_categories=[]), max_size=40)
# Without the control characters by which a file is known to be no text.
PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), max_size=80)
SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (pair[0], pair[0] + pair[1]))
BYTES = st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode()))
YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["targets", "name", "aliases", "speaker_id", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def answer_of(function, *arguments):
    """What a function gives, or None if it refuses its input in one line."""
    try:
        return function(*arguments)
    except InputError as error:
        message = str(error)
    assert "\n" not in message
    return None


@cheap
@given(st.lists(st.fixed_dictionaries({"id": CODES, "text": CODES, "title": CODES}), min_size=1, max_size=4))
def test_rows_of_json_come_back_well_formed_and_with_ids_of_their_own(tmp_path, rows):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    kept = [well_formed(row["text"]) for row in rows if row["text"].strip()]
    if not kept:
        with pytest.raises(InputError):
            analysis.read_corpus(tmp_path / "a.jsonl")
        return
    articles = analysis.read_corpus(tmp_path / "a.jsonl")
    assert articles["text"].tolist() == kept
    assert articles["document_id"].is_unique


@cheap
@given(st.lists(PRINTED.filter(str.strip), min_size=1, max_size=4))
@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet"])
def test_tables_keep_every_code_point(tmp_path, ending, texts):
    frame, path = pd.DataFrame({"texte": texts}), tmp_path / f"a.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="\t" if ending == "tsv" else ",", quoting=1)
    assert analysis.read_corpus(path)["text"].tolist() == texts


@cheap
@given(BYTES)
@pytest.mark.parametrize("ending", [".txt", ".csv", ".tsv", ".jsonl", ".xml", ".parquet"])
def test_any_bytes_are_articles_or_one_line(tmp_path, ending, content):
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    articles = answer_of(analysis.read_corpus, path)
    assert articles is None or len(articles)


@cheap
@given(TEXTS)
def test_dates_stay_what_they_are_once_read(text):
    found = iso_date(text)
    assert found is None or iso_date(found) == found


@cheap
@given(CODES)
def test_screening_takes_any_text(text):
    mended = well_formed(text)
    mended.encode("utf-8")
    assert len(mended) == len(text)
    assert well_formed(mended) == mended
    assert language_of(text) in ("fr", "other", None)
    assert why_unfit(text) is None


@cheap
@given(st.lists(PRINTED.filter(lambda name: name and "/" not in name), min_size=1, max_size=2))
def test_names_of_corpora_differ(paths):
    names = answer_of(names_of, paths)
    assert names is None or len(set(names)) == len(paths)


@cheap
@given(YAML)
def test_any_targets_are_read_or_refused_in_one_line(tmp_path, content):
    (tmp_path / "targets.yaml").write_text(json.dumps(content), encoding="utf-8")
    for target in answer_of(stance.read_targets, tmp_path / "targets.yaml") or []:
        assert target.is_mentioned(target.name)
        assert not target.is_mentioned("")


@cheap
@given(st.one_of(BYTES, YAML.map(lambda content: json.dumps(content).encode())))
@pytest.mark.parametrize("ending", [".csv", ".yaml"])
@pytest.mark.parametrize("reader", [linking.read_corrections, stance.read_corrections])
def test_any_corrections_are_read_or_refused_in_one_line(tmp_path, reader, ending, content):
    path = tmp_path / f"corrections{ending}"
    path.write_bytes(content)
    answer_of(reader, path)


@cheap
@given(st.one_of(BYTES, YAML.map(lambda content: json.dumps(content).encode())), TEXTS)
def test_any_gold_is_read_or_refused_in_one_line(tmp_path, content, text):
    (tmp_path / "a.json").write_bytes(content)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    answer_of(read_gold, tmp_path)


@cheap
@given(TEXTS)
def test_any_question_is_answered_or_refused_in_one_line(tables, sql):
    answer_of(query_folder, tables, sql)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return analysis.annotate("Selon le préfet, la route rouvrira lundi.", progress=False).save(
        tmp_path_factory.mktemp("tables")
    )


@few
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_what_is_saved_is_what_is_loaded(tmp_path, texts):
    notes = analysis.annotate(texts, progress=False)
    loaded = analysis.load(notes.save(tmp_path))
    for name in analysis.tables.TABLES:
        pd.testing.assert_frame_equal(getattr(notes, name), getattr(loaded, name))


class Words(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.words = ""
        self.feed(html)

    def handle_data(self, data):
        self.words += data


@few
@given(TEXTS.filter(lambda text: "\r" not in text))
def test_an_article_in_html_holds_its_words(text):
    notes = analysis.annotate([text], progress=False)
    shown = Words(highlighting.article_html(text, notes.quotes)).words
    letters = [letter for letter in text if letter.isalnum()]
    rest = iter(shown)
    assert all(letter in rest for letter in letters)


@few
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_figures_draw_anything(texts):
    notes = analysis.annotate(texts, progress=False)
    for name in figures.__all__:
        if name not in ("Picture", "voices_together"):
            assert getattr(figures, name)(notes)._repr_html_()


@cheap
@given(st.lists(TEXTS, max_size=4), WORDS)
def test_counts_of_words_add_up(texts, word):
    counts = vocabulary.word_frequencies(texts)
    assert counts["count"].sum() == sum(len(word_forms(text)) for text in texts)
    assert all(set(content_forms(text)) <= set(word_forms(text)) for text in texts)
    assert (vocabulary.collocations(texts, min_count=1)["count"] > 0).all()
    assert len(vocabulary.keyness(texts, texts, min_count=1)) <= len(counts)
    if word.strip():
        assert len(vocabulary.concordance(texts, word)) >= 0
    assert len(vocabulary.compare_tokenizers(texts))


@cheap
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_vectorizers_count_word_forms(texts):
    texts = [*texts, "Le pont tiendra."]
    counts = french_count_vectorizer(function_words=True).fit_transform(texts)
    assert counts.sum() == sum(len(word_forms(text)) for text in texts)
    norms = np.sqrt(french_tfidf_vectorizer().fit_transform(texts).power(2).sum(axis=1))
    assert np.all(np.isclose(norms, 1) | np.isclose(norms, 0))


@cheap
@given(WORDS)
def test_questions_about_a_word_have_one_answer(word):
    for name in speaker_words.__all__:
        if name not in ("pronouns", "determiners"):
            ask = getattr(speaker_words, name)
            assert ask(word) == ask(word)
    assert speaker_words.plain(speaker_words.plain(word)) == speaker_words.plain(word)
    assert all(inflect(word.lower(), part) for part in ("verb", "noun", "adjective"))
    assert re.fullmatch(r"[\w-]+", linking.slug(word))


@cheap
@given(st.lists(WORDS, max_size=4), st.integers(0, 10**9), st.floats(-1, 1))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_interface_words_anything(language, words, number, share):
    say = wording(language)
    assert all(word in say.list(words) for word in words)
    assert "".join(filter(str.isdigit, say.number(number))) == str(number)
    assert say.percent(share)
    assert say.signed(share)


@few
@given(st.lists(TEXTS, min_size=1, max_size=4))
@pytest.mark.parametrize("load", [topics.load_classifier, topics.load_news_classifier])
def test_topics_of_any_text_are_probabilities(load, texts):
    model = load()
    probabilities = model.predict_proba(texts)
    assert probabilities.shape == (len(texts), len(model.classes_))
    assert np.isfinite(probabilities).all()
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-4)
    assert topics.explain(model, texts[0]).shape[1]


@cheap
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_articles_are_read_as_words(texts):
    articles = read_articles(texts)
    assert len(articles) == len(texts)
    for text in texts:
        title, body = split_title(text)
        assert title in text
        assert body in text
        assert all(words_of(text))
    assert near_duplicates(articles).shape == (len(texts),)


@cheap
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_stances_of_any_text_are_probabilities(rows):
    frame = pd.DataFrame(rows, columns=["text", "target", "context"])
    model = stance.load_classifier()
    probabilities = model.predict_proba(frame)
    assert np.isfinite(probabilities).all()
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert set(model.predict(frame)) <= {"favour", "against", "neutral"}


@cheap
@given(TEXTS, TEXTS)
def test_reading_a_quotation_stays_in_its_words(text, context):
    reading = read(text)
    assert all(0 <= mark.first < mark.stop <= len(reading.words) for mark in reading.marks)
    assert len(reading.negated) == len(reading.words)
    assert guess_type(text) in ("direct", "indirect", "mixed")
    assert isinstance(find_cue(text, context), str)


@cheap
@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6), st.floats(0, 0.99))
def test_pairs_of_spans_are_one_to_one(gold, found, threshold):
    pairs = pair_spans(gold, found, threshold)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert all(overlap(gold[one], found[other]) > threshold for one, other in pairs)
    assert all(0 <= overlap(one, other) == overlap(other, one) <= 1 for one in gold for other in found)
    assert len(pair_spans(gold, gold, threshold)) == len(gold)


@cheap
@given(TEXTS)
def test_every_speaker_is_the_same_as_oneself(name):
    assert same_speaker(name, name)


@cheap
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_errors_and_intervals_are_shares(pairs):
    values, right = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert 0 <= calibration_error(values, right > 0) <= 1
    counts = np.column_stack([right, np.ones_like(right)])
    interval = bootstrap_interval(counts, lambda sums: {"share": sums[..., 0] / sums[..., 1]})
    assert 0 <= interval["share"][0] <= interval["share"][1] <= 1
