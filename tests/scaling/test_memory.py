"""A large corpus brings new names without end; what is remembered of words has an end, and parts are let go."""

import gc
import weakref
from functools import _lru_cache_wrapper as remembering

import pytest

import analysis
from analysis import stance, syntax, vectors
from analysis.speakers import vocabulary
from analysis.topics import articles, keywords

NAMES = [f"Nom{number}" for number in range(60_000)]


@pytest.mark.parametrize("module", [vocabulary, articles])
def test_answers_about_words(module):
    of_words = [function for function in vars(module).values() if isinstance(function, remembering)]
    asked = [function for function in of_words if function.cache_info().maxsize]
    assert asked
    for name in NAMES:
        asked[0](name)
    assert max(function.cache_info().currsize for function in of_words) < len(NAMES)


def test_rows_of_word_vectors():
    known = vectors.WordVectors(vectors.word_vectors().table, {})
    known.rows(NAMES)
    assert 0 < len(known._known) <= vectors.WORDS_REMEMBERED < len(NAMES)


def test_keywords_that_a_word_may_begin():
    known = keywords.Keywords(["pont", "nom*"])
    known.find([name.lower() for name in NAMES])
    assert 0 < len(known._seen) <= keywords.WORDS_REMEMBERED + 1 < len(NAMES)


def test_lemmas_of_new_words(monkeypatch):
    remembered = syntax._pipeline().get_pipe("lemmatizer").cache
    monkeypatch.setattr(syntax, "MOST_LEMMAS", len(remembered) + 5)
    texts = [f"Le chat{chr(97 + n)} dort." for n in range(20)]
    first = [parsed.lemmas for parsed in syntax.parse_texts(texts)]
    assert remembered == {}
    assert [parsed.lemmas for parsed in syntax.parse_texts(texts)] == first


def test_targets_are_proposed_with_one_part_in_memory():
    texts = [f"« Le pont numéro {n} est trop cher », a dit la maire Awa Ndour. Le col est fermé." for n in range(6)]
    notes = analysis.annotate(texts, progress=False)
    tables = (notes.quotes, notes.documents, notes.tokens)
    given = []

    def parts():
        for document_id in notes.documents["document_id"]:
            own = tuple(table[table["document_id"] == document_id] for table in tables)
            given.append(weakref.ref(own[0]))
            yield own
            del own
            gc.collect()
            assert [frame() for frame in given[:-1]] == [None] * (len(given) - 1)

    found = stance.propose_targets_over(parts())
    assert [target.name for target in found] == [target.name for target in stance.propose_targets(*tables)]
    assert found
