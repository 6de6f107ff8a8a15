"""One id across a corpus: equal names, acronyms, homonyms, a user's corrections."""

import pytest

from analysis.errors import InputError
from analysis.speakers import Speaker
from analysis.speakers.linking import link, read_corrections

AWA = Speaker("Awa Sorel", "person", gender="female")


def test_case_and_accents_do_not_matter():
    other = Speaker("Äwa SOREL", "person", gender="female")
    assert link([("a", [AWA]), ("b", [other])]) == [["awa-sorel"], ["awa-sorel"]]


def test_a_surname_alone_links_nothing():
    assert link([("a", [AWA]), ("b", [Speaker("Sorel", "person")])]) == [["awa-sorel"], ["sorel"]]


def test_a_woman_and_a_man_of_one_name_stay_apart():
    both = [Speaker("Sorel", "person", gender="female"), Speaker("Sorel", "person", gender="male")]
    assert link([("a", both)]) == [["sorel-female", "sorel-male"]]


def test_the_unnamed_and_writings_stay_with_their_document():
    someone = Speaker("un habitant", "unnamed")
    assert link([("a", [someone]), ("b", [someone])]) == [["habitant--a"], ["habitant--b"]]


def test_the_order_of_documents_does_not_matter():
    spelt = Speaker("l'Office des pêches (ODP)", "organisation")
    short = Speaker("ODP", "organisation")
    forward = link([("a", [spelt, AWA]), ("b", [short])])
    backward = link([("b", [short]), ("a", [spelt, AWA])])
    assert forward == backward[::-1] == [["office-des-peches", "awa-sorel"], ["office-des-peches"]]


def test_an_acronym_spelt_in_two_ways_links_neither():
    spelt = [Speaker("Office des pêches (ODP)", "organisation"), Speaker("Ordre des pharmaciens (ODP)", "organisation")]
    assert link([("a", spelt), ("b", [Speaker("ODP", "organisation")])])[1] == ["odp"]


@pytest.mark.parametrize("ending", ["csv", "yaml"])
def test_a_users_file_merges_and_splits(tmp_path, ending):
    path = tmp_path / f"speakers.{ending}"
    contents = {
        "csv": "document_id,name,speaker_id\n,A. Sorel,awa-sorel\nb,Awa Sorel,awa-sorel-skipper\n",
        "yaml": "- {name: A. Sorel, speaker_id: awa-sorel}\n"
        "- {document_id: b, name: Awa Sorel, speaker_id: awa-sorel-skipper}\n",
    }
    path.write_text(contents[ending], encoding="utf-8")
    ids = link([("a", [AWA, Speaker("A. Sorel", "person")]), ("b", [AWA])], corrections=read_corrections(path))
    assert ids == [["awa-sorel", "awa-sorel"], ["awa-sorel-skipper"]]


@pytest.mark.parametrize("content", ["name\nAwa\n", "name,speaker_id\nAwa,a\nawa,b\n", "name,speaker_id\n,x\n"])
def test_a_faulty_file_is_refused(tmp_path, content):
    path = tmp_path / "speakers.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_corrections(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="unreadable"):
        read_corrections(tmp_path / "none.csv")
