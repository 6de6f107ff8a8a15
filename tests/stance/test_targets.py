import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.stance import Target, find_stances, match_targets, propose_targets, read_targets, with_undecided
from analysis.syntax import parse_texts

ARTICLE = (
    "Le tunnel divise la vallée. Le tunnel coûtera cher, a prévenu le maire. "
    "« Elle empoisonnera la rivière », a dit une riveraine de la carrière voisine. "
    "Selon la région, le chantier durera trois ans."
)


@pytest.fixture(scope="module")
def corpus():
    quotations = ["Le tunnel coûtera cher", "Elle empoisonnera la rivière", "le chantier durera trois ans"]
    [parsed] = parse_texts([ARTICLE])
    documents = pd.DataFrame({"document_id": ["vallée"], "text": [ARTICLE]})
    tokens = pd.DataFrame(
        {
            "document_id": "vallée",
            "start": parsed.starts,
            "end": parsed.ends,
            "text": parsed.words,
            "lemma": parsed.lemmas,
            "pos": parsed.pos,
        }
    )
    starts = [ARTICLE.index(text) for text in quotations]
    quotes = pd.DataFrame(
        {
            "document_id": "vallée",
            "quote_id": range(3),
            "start": starts,
            "end": [start + len(text) for start, text in zip(starts, quotations, strict=True)],
            "text": quotations,
            "cue": ["prévenu", "dit", "Selon"],
            "type": ["indirect", "direct", "indirect"],
        }
    )
    return quotes, documents, tokens


class TestReadTargets:
    def test_file(self, tmp_path):
        path = tmp_path / "targets.yaml"
        path.write_text("targets:\n  - le tunnel\n  - name: la carrière\n    aliases: [sablière*]\n", encoding="utf-8")
        assert [target.name for target in read_targets(path)] == ["le tunnel", "la carrière"]

    @pytest.mark.parametrize(
        "content", ["", "targets: []", "targets: [{aliases: [x]}]", "a: [b", "- name: x\n  aliases: ['/(/']"]
    )
    def test_bad_file_is_an_input_error(self, tmp_path, content):
        path = tmp_path / "targets.yaml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError):
            read_targets(path)


class TestTarget:
    @pytest.mark.parametrize("text", ["Les tunnels", "du tunnel,", "TUNNEL"])
    def test_mentions(self, text):
        assert Target("le tunnel").is_mentioned(text)

    def test_inside_a_word_is_no_mention(self):
        assert not Target("l'or").is_mentioned("le port d'Oran")

    def test_acronym_keeps_its_capitals(self):
        assert not Target("la hausse", aliases=("PIB",)).is_mentioned("pib")

    def test_apostrophes(self):
        assert Target("l'appel d'air").is_mentioned("cet appel d’air")


class TestMatchTargets:
    def test_named(self, corpus):
        found = match_targets(*corpus, [Target("le tunnel"), Target("la carrière", aliases=("chantier",))])
        assert found[["quote_id", "target"]].to_numpy().tolist() == [[0, "le tunnel"], [2, "la carrière"]]

    def test_pronoun(self, corpus):
        found = match_targets(*corpus, [Target("la vallée")])
        assert found.loc[found["quote_id"] == 1, ["link", "words"]].to_numpy().tolist() == [["pronoun", "Elle"]]

    def test_without_targets_every_quotation_has_one(self, corpus):
        found = match_targets(*corpus)
        assert found["quote_id"].tolist() == [0, 1, 2]
        assert found.loc[0, "target"] == "le tunnel"

    def test_no_quotations(self, corpus):
        quotes, documents, tokens = corpus
        assert match_targets(quotes.head(0), documents, tokens).empty
        assert propose_targets(quotes.head(0), documents, tokens) == []


class TestFindStances:
    def test_columns(self, corpus):
        stances = find_stances(*corpus)
        assert list(stances.columns[:5]) == ["document_id", "quote_id", "target", "stance", "probability"]
        assert stances["probability"].between(1 / 3, 1).all()

    def test_named_target(self, corpus):
        assert set(find_stances(*corpus, ["le tunnel"])["target"]) == {"le tunnel"}

    def test_target_that_nobody_mentions(self, corpus):
        assert find_stances(*corpus, ["la monarchie"]).empty

    def test_undecided(self, corpus):
        told = with_undecided(find_stances(*corpus), threshold=1.1)
        assert set(told["stance"]) == {"undecided"}
        assert told.attrs["coverage"] == 0
