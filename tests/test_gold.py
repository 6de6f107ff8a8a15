import hashlib
import json

import pytest

from analysis.errors import InputError
from analysis.gold import read_gold, read_standoff, read_training_gold

TEXT = "Le pont\n« Il tiendra », a dit Awa Ndour."


def write_standoff(folder, *, text=TEXT):
    (folder / "news.tsv").write_text("headline\ttext\nLe pont\t« Il tiendra », a dit Awa Ndour.\n", encoding="utf-8")
    quote = {"quote": [10, 20], "type": "direct", "cue": [26, 29], "source": [30, 39], "speaker": [30, 39]}
    rest = {"speaker_kind": "person", "target": "le pont", "stance": "favour", "construction": "inverted-cue-after"}
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = {
        "id": "n0",
        "file": "news.tsv",
        "row": 0,
        "sha256": digest,
        "topics": ["society"],
        "quotes": [quote | rest],
    }
    path = folder / "annotations.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    return path


def test_standoff_joins_offsets_and_text(tmp_path):
    [article] = read_standoff(write_standoff(tmp_path), tmp_path)
    [quotation] = article.quotations
    assert article.text == TEXT
    assert [article.text[slice(*span)] for span in (quotation.span, quotation.cue, quotation.source)] == [
        "Il tiendra",
        "dit",
        "Awa Ndour",
    ]
    assert quotation.speaker == "Awa Ndour"


def test_standoff_refuses_another_text(tmp_path):
    with pytest.raises(InputError, match="not the text that was annotated"):
        read_standoff(write_standoff(tmp_path, text="Un autre"), tmp_path)


def test_standoff_without_its_texts(tmp_path):
    with pytest.raises(InputError, match="not here"):
        read_standoff(write_standoff(tmp_path), tmp_path / "nowhere")


def test_training_gold_is_whole(shared, repository):
    articles = read_training_gold(shared, repository / "seeds")
    assert len({article.document_id for article in articles}) == len(articles) == 120 + 44 + 114 + 261
    for article in articles:
        for quotation in article.quotations:
            assert 0 <= quotation.start < quotation.end <= len(article.text)


def test_own_gold_is_in_order(repository):
    articles = read_gold(repository / "seeds/depeches")
    assert len(articles) >= 100
    for article in articles:
        for earlier, later in zip(article.quotations, article.quotations[1:], strict=False):
            assert earlier.end <= later.start, article.document_id
        for quotation in article.quotations:
            assert quotation.stance in ("favour", "against", "neutral")
            assert quotation.type in ("direct", "indirect", "mixed")


QUOTE = {
    "quote": {"start": 10, "end": 20, "text": "Il tiendra"},
    "type": "direct",
    "cue": None,
    "source": None,
    "speaker": "Awa Ndour",
    "speaker_kind": "person",
    "target": "le pont",
    "stance": "favour",
}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"quotes": []}, "lacks 'id'"),
        ({"id": "a", "quotes": [QUOTE | {"quote": {"start": 10, "end": 20}}]}, "lacks 'text'"),
        ({"id": "a", "quotes": [QUOTE | {"type": "sung"}]}, "unknown type 'sung'"),
        ({"id": "a", "quotes": [QUOTE | {"speaker_kind": "robot"}]}, "unknown speaker_kind 'robot'"),
        ({"id": "a", "quotes": [QUOTE | {"stance": "pro"}]}, "unknown stance 'pro'"),
        ({"id": "a", "quotes": [QUOTE | {"cue": {"start": 26, "end": 999}}]}, "26 to 999 are not in the text"),
        ({"id": "a", "quotes": [QUOTE | {"quote": {"start": 9, "end": 20, "text": "Il tiendra"}}]}, "not in the text"),
        ([], "annotation is unreadable"),
    ],
)
def test_gold_that_does_not_fit_is_one_line(tmp_path, record, message):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(tmp_path)


def test_standoff_offsets_outside_the_text(tmp_path):
    path = write_standoff(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("[26, 29]", "[26, 999]"), encoding="utf-8")
    with pytest.raises(InputError, match="26 to 999 are not in the text"):
        read_standoff(path, tmp_path)


def without(record, name):
    return {key: value for key, value in record.items() if key != name}


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda record: without(record, "row"), "record 1 lacks 'row'"),
        (lambda record: record | {"quotes": [without(record["quotes"][0], "stance")]}, "record 1 lacks 'stance'"),
        (lambda record: record | {"quotes": [record["quotes"][0] | {"quote": 7}]}, "record 1 is unreadable"),
        (lambda record: record | {"quotes": [record["quotes"][0] | {"cue": [26]}]}, "record 1 is unreadable"),
        (lambda record: record | {"quotes": [record["quotes"][0] | {"speaker": ["30", 39]}]}, "record 1 is unreadable"),
        (lambda record: record | {"row": 4}, "there is no row 4 among 1"),
        (lambda record: record | {"row": "first"}, "there is no row 'first'"),
        (lambda record: [], "record 1 is unreadable"),
    ],
)
def test_broken_standoff_records_are_one_line(tmp_path, broken, message):
    path = write_standoff(tmp_path)
    [record] = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([record, broken(record)]), encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        read_standoff(path, tmp_path)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("content", ["[{", "7", "\udcff"])
def test_standoff_that_is_no_list_of_records(tmp_path, content):
    path = write_standoff(tmp_path)
    path.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(InputError, match="the annotation is unreadable"):
        read_standoff(path, tmp_path)


def test_standoff_texts_without_their_columns(tmp_path):
    path = write_standoff(tmp_path)
    (tmp_path / "news.tsv").write_text("headline\tbody\nLe pont\tIl tiendra.\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 0 has no text"):
        read_standoff(path, tmp_path)
