import subprocess
import sys
import warnings

import pandas as pd
import pytest

import analysis
from analysis import topics
from analysis.tables import FAILED, TABLES


def run(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)], capture_output=True, text=True, cwd=cwd
    )


def test_help_tells_a_newcomer_what_to_do():
    text = run("--help").stdout
    assert "annotate" in text
    assert "report" in text
    assert "Example" in run("report", "--help").stdout


def test_commands_and_workers_start_without_what_they_may_not_need():
    heavy = "{'numpy', 'pandas', 'pyarrow', 'scipy', 'sklearn', 'spacy', 'nltk', 'matplotlib', 'distributed', 'duckdb'}"
    code = f"import sys, analysis.commands, analysis.scaling.workers; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


def test_annotate_writes_all_tables_and_keeps_the_good_articles(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "good.txt").write_text("« Le pont tiendra », a dit la maire Awa Ndour.", encoding="utf-8")
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    (corpus / "image.txt").write_bytes(bytes(range(256)) * 10)
    (corpus / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("annotate", corpus, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    warnings = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == 3
    files = {f"{name}.parquet" for name in (*TABLES, FAILED)} | {"run.json"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == files
    failed = pd.read_parquet(tmp_path / "out/failed.parquet")
    assert failed["document_id"].tolist() == ["empty", "image.txt", "table.csv"]
    assert pd.read_parquet(tmp_path / "out/quotes.parquet")["speaker"].tolist() == ["Awa Ndour"]


@pytest.mark.parametrize("name", ["missing", "folder", "image.txt", "undecodable.txt", "table.csv", "empty.txt"])
def test_what_cannot_be_read_is_one_line_and_exit_code_2(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "undecodable.txt").write_bytes(b"\xff\xfe" + b"\x00\xd8" * 40)
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    done = run("annotate", tmp_path / name, "--output", tmp_path / "out")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert name in line
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_targets_that_cannot_be_read(tmp_path):
    (tmp_path / "a.txt").write_text("Le pont tiendra, a dit la maire.", encoding="utf-8")
    (tmp_path / "targets.yaml").write_text("targets: {", encoding="utf-8")
    done = run("annotate", tmp_path / "a.txt", "--output", tmp_path / "out", "--targets", tmp_path / "targets.yaml")
    assert done.returncode == 2
    assert "targets.yaml" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "seeds"], "missing option '--output'"),
        (["report", "seeds", "--output", "out", "--langage", "fr"], "no such option: --langage"),
        (["annotate", "seeds", "--output", "out", "--workers", "two"], "invalid value for '--workers'"),
        (["annotte", "seeds"], "no such command 'annotte'"),
    ],
)
def test_a_command_that_is_mistyped_is_one_line_and_exit_code_2(tmp_path, arguments, message):
    done = run(*arguments, cwd=tmp_path)
    [line] = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert message in line
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


def test_without_a_command_there_is_help():
    done = run()
    assert done.returncode == 0
    assert "annotate" in done.stdout


def test_an_interruption_is_one_line(monkeypatch, capsys):
    from analysis import commands, querying

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(querying, "query_folder", interrupted)
    monkeypatch.setattr("sys.argv", ["analysis", "query", "tables", "select 1"])
    with warnings.catch_warnings(), pytest.raises(SystemExit) as ended:
        commands.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("error: stopped")


def test_own_labels_from_the_table_to_the_sorted_articles(tmp_path):
    places = ["Aubreville", "Belmont", "Corsac", "Dourges", "Estrel", "Fontane", "Gimont", "Havry", "Ivraie", "Jonchy"]
    rows = [(f"Victoire des joueuses de {place} au tournoi régional", "sport") for place in places]
    rows += [(f"La banque de {place} relève ses taux", "argent") for place in places]
    table, weights = tmp_path / "articles.csv", tmp_path / "rubrics.npz"
    pd.DataFrame(rows, columns=["text", "rubric"]).to_csv(table, index=False)
    options = ["--data", table, "--label-column", "rubric", "--output", weights]
    trained = run("train", "topics", *options)
    assert trained.returncode == 0, trained.stderr
    assert "accuracy" in trained.stdout
    notes = analysis.annotate(["Les joueuses de Kerlo gagnent le tournoi.", "La banque de Lusset baisse ses taux."])
    rubrics = topics.load_news_classifier(weights)
    sorted_articles = notes.documents.assign(rubric=rubrics.predict(notes.documents["text"]))
    assert sorted_articles["rubric"].tolist() == ["sport", "argent"]
    assert rubrics.predict_proba(notes.documents["text"]).shape == (2, len(rubrics.classes_))
