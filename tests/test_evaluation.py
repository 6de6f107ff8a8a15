import numpy as np
import pytest

from analysis.calibration import calibration_error
from analysis.errors import InputError
from analysis.evaluation import Evaluation, evaluate_gold, format_figures, showing
from analysis.evaluation.intervals import bootstrap_interval, paired_difference
from analysis.evaluation.matching import LOOSE, overlap, pair_spans, same_speaker, spans_agree
from analysis.evaluation.scores import COUNTS, FoundQuotation, count_agreement, figures_of_counts
from analysis.evaluation.treebanks import treebank_figures
from analysis.gold import GoldQuotation, read_gold
from analysis.wording import wording


def gold(start, end, *, kind="direct", cue=None, source=None, speaker="Awa Ndour"):
    return GoldQuotation(start, end, kind, cue, source, speaker, "person", "le pont", "favour")


def test_overlap_and_pairs():
    assert overlap((0, 10), (10, 20)) == 0
    assert pair_spans([(0, 10), (8, 20)], [(0, 20)], LOOSE) == [(1, 0)]
    assert spans_agree(None, None)
    assert not spans_agree((0, 1), None)
    assert same_speaker("l'Union des ports", "Union des Ports de la côte")
    assert not same_speaker("Awa Ndour", "Ali Ndour")


def test_counts_and_figures():
    wanted = [gold(0, 10, cue=(12, 15)), gold(30, 50, kind="indirect")]
    found = [
        FoundQuotation((0, 10), "direct", (12, 15), None, "Mme Ndour", 0.9),
        FoundQuotation((30, 42), "mixed", None, None, "Ali", 0.4),
        FoundQuotation((90, 99), "direct", None, None, None, 0.2),
    ]
    counts, right = count_agreement(wanted, found)
    assert right == [True, False, False]
    figures = {name: float(value) for name, value in figures_of_counts(counts).items()}
    assert figures["exact: F1"] == pytest.approx(2 / 5)
    assert figures["overlap > 0.3: F1"] == pytest.approx(4 / 5)
    assert figures["recall of indirect"] == 1
    assert figures["type of paired"] == 0.5
    assert figures["quotation and speaker: F1"] == pytest.approx(2 / 5)


def test_figures_agree_with_the_shared_scorer(shared, repository, tmp_path):
    """The same predictions give the same figures as the scorer by which results are compared."""
    import importlib.util
    import random

    spec = importlib.util.spec_from_file_location("score_quotes", shared / "tools/score_quotes.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    draw = random.Random(3)
    articles = read_gold(repository / "seeds/depeches")
    predicted, counts = {}, np.zeros(len(COUNTS), dtype=int)
    for article in articles:
        rows = []
        for quotation in article.quotations:
            if draw.random() < 0.8:
                shift = draw.choice([0, 0, 0, 3, 40])
                speaker = quotation.speaker if draw.random() < 0.7 else "Personne"
                span = (quotation.start, quotation.end + shift)
                rows.append({"span": span, "type": "direct", "cue": quotation.cue, "source": None, "speaker": speaker})
        predicted[article.document_id] = rows
        counts += count_agreement(article.quotations, [FoundQuotation(**row) for row in rows])[0]
    theirs = scorer.score(scorer.read_gold(repository / "seeds/depeches"), predicted)
    ours = {name: round(float(value), 4) for name, value in figures_of_counts(counts).items()}
    assert ours["exact: F1"] == theirs["exact"]["f1"]
    assert ours["overlap > 0.8: F1"] == theirs["iou80"]["f1"]
    assert ours["overlap > 0.3: F1"] == theirs["iou30"]["f1"]
    assert ours["speaker of paired"] == theirs["of_matched"]["speaker"]
    assert ours["quotation and speaker: F1"] == theirs["speaker_end_to_end"]["f1"]
    assert ours["recall of mixed"] == theirs["recall_by_type"]["mixed"]


def test_intervals_hold_the_value_and_tests_see_a_difference():
    rng = np.random.default_rng(0)
    counts = np.zeros((40, len(COUNTS)), dtype=int)
    counts[:, COUNTS.index("gold")] = counts[:, COUNTS.index("found")] = 10
    better = counts.copy()
    counts[:, COUNTS.index("loose")] = rng.integers(4, 8, 40)
    better[:, COUNTS.index("loose")] = counts[:, COUNTS.index("loose")] + 2
    low, high = bootstrap_interval(counts, figures_of_counts)["overlap > 0.3: F1"]
    value = figures_of_counts(counts.sum(axis=0))["overlap > 0.3: F1"]
    assert low < value < high
    difference, chance = paired_difference(counts, better, figures_of_counts)["overlap > 0.3: F1"]
    assert difference == pytest.approx(0.2)
    assert chance < 0.01
    assert paired_difference(counts, counts, figures_of_counts)["overlap > 0.3: F1"] == (0.0, 1.0)


def test_calibration_error():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert calibration_error([1.0, 1.0], [False, False]) == 1
    assert calibration_error([], []) == 0


def test_evaluate_a_folder(tmp_path, repository):
    for name in ("depeche-001", "depeche-002"):
        for ending in ("txt", "json"):
            source = repository / "seeds/depeches" / f"{name}.{ending}"
            (tmp_path / source.name).write_bytes(source.read_bytes())
    figures = evaluate_gold(tmp_path)
    assert figures == evaluate_gold(tmp_path)
    assert figures["articles"] == 2
    assert figures["quotations"]["overlap > 0.3: F1"]["value"] > 0.5
    assert sum(row["gold"] for row in figures["by construction"].values()) == figures["gold quotations"]
    assert "quotation and speaker: F1" in format_figures(figures)


def test_gold_that_does_not_fit(tmp_path):
    with pytest.raises(InputError, match="no gold articles"):
        read_gold(tmp_path)
    (tmp_path / "a.txt").write_text("Un deux trois", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"id": "a", "quotes": [{"quote": {"start": 0}}]}', encoding="utf-8")
    with pytest.raises(InputError, match="the annotation lacks 'end'"):
        read_gold(tmp_path)


CONLLU = """# text = Le pont du port s'ouvre.
1\tLe\tle\tDET\t_\t_\t2\tdet\t_\t_
2\tpont\tpont\tNOUN\t_\t_\t6\tnsubj\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_
5\tport\tport\tNOUN\t_\t_\t2\tnmod\t_\t_
6\ts'\tse\tPRON\t_\t_\t7\texpl\t_\t_
7\touvre\touvrir\tVERB\t_\t_\t0\troot\t_\t_
8\t.\t.\tPUNCT\t_\t_\t7\tpunct\t_\t_

# text = Vingt ans
1\tVingt ans\tvingt ans\tNOUN\t_\t_\t0\troot\t_\t_
"""


def test_tokens_and_sentences_of_a_treebank(tmp_path):
    """Seven of seven tokens of the first sentence are right; the second's odd token is cut in two."""
    path = tmp_path / "small.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    assert treebank_figures(path) == {"tokens F1": round(2 * 7 / (8 + 9), 4), "sentences F1": 1.0}


def test_treebank_that_does_not_fit(tmp_path):
    path = tmp_path / "small.conllu"
    path.write_text(CONLLU.replace("# text = Vingt ans", "# text = Trente ans"), encoding="utf-8")
    with pytest.raises(InputError, match="no readable CoNLL-U"):
        treebank_figures(path)


def test_treebank_figures_agree_with_the_shared_scorer(shared):
    import json
    import subprocess
    import sys

    treebank = shared / "data/ud/fr_sequoia-ud-dev.conllu"
    command = [sys.executable, str(shared / "tools/score_tokens.py"), str(treebank), "--lines"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = treebank_figures(treebank)
    assert 100 * ours["tokens F1"] == pytest.approx(theirs["tokens"]["f1"], abs=0.01)
    assert 100 * ours["sentences F1"] == pytest.approx(theirs["sentences"]["f1"], abs=0.3)


def test_figures_are_shown_in_french(repository, tmp_path):
    for name in ("depeche-001.txt", "depeche-001.json"):
        (tmp_path / name).write_bytes((repository / "seeds/depeches" / name).read_bytes())
    measured = Evaluation.of_folder(tmp_path, language="fr")
    figures = measured.figures()
    shown = [
        *(make(figures, language="fr") for make in (showing.quotation_figures, showing.figures_beside_peers)),
        showing.stage_figures(figures, language="fr"),
        *(showing.breakdown(figures, trait, language="fr") for trait in ("construction", "length")),
        *(make(measured) for make in (showing.worst_errors, showing.speaker_confusions)),
    ]
    for table in shown:
        assert "{" not in table._repr_html_()
        for column in table.columns:
            assert f"column {column}" in wording("fr")._phrases, column
    stages = shown[2]._repr_html_()
    assert "<td>thèmes</td>" in stages
    assert "<td>1</td>" in stages, "a number of articles is whole"
    for word in ("exactes : F1", "rappel des directes", "locuteur des appariées"):
        assert f"<td>{word}</td>" in shown[0]._repr_html_().replace("\u00a0", " ")
    assert "calibration parfaite" in showing.reliability_diagram(figures, language="fr").svg()
