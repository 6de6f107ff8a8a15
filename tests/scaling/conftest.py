import sys
from pathlib import Path

import pytest

import analysis
from analysis.scaling import parts

# Workers of other processes find what they are to do by the name of its module.
sys.path.insert(0, str(Path(__file__).parent))

SENTENCES = (
    "« Le pont numéro {n} tiendra », a promis la maire Awa Ndour.",
    "Selon M. Karim Belot, le tunnel {n} fermera en juin.",
    "« Nous refusons le péage », a répliqué le Syndicat des passeurs (SDP). Le SDP demande {n} jours.",
    "Un habitant regrette que la route {n} soit coupée.",
)


@pytest.fixture(scope="session")
def rows_corpus(tmp_path_factory):
    """A table of forty articles."""
    folder = tmp_path_factory.mktemp("rows")
    lines = ["texte"] + [f'"{SENTENCES[n % 4].format(n=n)} {SENTENCES[(n + 1) % 4].format(n=n)}"' for n in range(40)]
    (folder / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "rows.csv"


@pytest.fixture(scope="session")
def whole(tmp_path_factory, rows_corpus):
    """The tables of that corpus, annotated in memory."""
    return analysis.annotate(analysis.read_corpus(rows_corpus), progress=False).save(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of four articles, so that a small corpus has ten."""
    monkeypatch.setattr(parts, "ARTICLES_PER_PART", 4)
