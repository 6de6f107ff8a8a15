"""What tests share: the repository, the shared data where it is there, and one annotated and reported seed article."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the shared research data; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("VERBATIM_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared research data is not here")
    return folder


@pytest.fixture(scope="session")
def seed_text(repository):
    return (repository / "seeds" / "seed-000.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed_notes(repository):
    import analysis

    return analysis.annotate(analysis.read_corpus(repository / "seeds" / "seed-000.txt"))


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory, repository):
    """The seed article, two dispatches with their gold, and an article hostile to HTML."""
    folder = tmp_path_factory.mktemp("corpus")
    dispatches = [
        repository / f"seeds/depeches/depeche-{name}" for name in ("001.txt", "001.json", "002.txt", "002.json")
    ]
    for path in [repository / "seeds/seed-000.txt", *dispatches]:
        (folder / path.name).write_bytes(path.read_bytes())
    hostile = (
        'Titre <script>alert(1)</script>\n\n« Je signe <b onclick="x()">ici</b> & maintenant », a dit Awa <i>Ndour</i>.'
    )
    (folder / "hostile.txt").write_text(hostile, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def report(tmp_path_factory, small_corpus):
    """Folder of a report of the small corpus."""
    import analysis
    from analysis.reporting import write_report

    folder = tmp_path_factory.mktemp("report")
    before = Path.cwd()
    # A relative path, as it is typed: notebooks run in another folder.
    corpus = os.path.relpath(small_corpus)
    index, failures = write_report(analysis.annotate(analysis.read_corpus(corpus)), folder, corpus=corpus)
    assert Path.cwd() == before, "a report leaves the working directory as it was"
    assert failures == []
    assert index == folder / "index.html"
    return folder


@pytest.fixture(scope="session")
def french_report(tmp_path_factory, small_corpus):
    """The same report in French."""
    import analysis
    from analysis.reporting import write_report

    folder = tmp_path_factory.mktemp("rapport")
    notes = analysis.annotate(analysis.read_corpus(small_corpus))
    _, failures = write_report(notes, folder, corpus=small_corpus, language="fr")
    assert failures == []
    return folder


@pytest.fixture(scope="session")
def compared(tmp_path_factory, repository):
    """Folder of a report of two corpora of six dispatches each, but for the pages of notebooks."""
    from analysis import reporting

    paths = [tmp_path_factory.mktemp("corpora") / name for name in ("left", "right")]
    for number in range(1, 13):
        folder = paths[number % 2]
        folder.mkdir(exist_ok=True)
        dispatch = repository / f"seeds/depeches/depeche-{number:03}.txt"
        (folder / dispatch.name).write_bytes(dispatch.read_bytes())
    folder = tmp_path_factory.mktemp("compared")
    notes = reporting.annotate_corpora(paths, folder / "tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reporting, "find_notebooks", lambda **_: [])
        _, failures = reporting.write_report(notes, folder, corpus=paths)
    assert failures == []
    return folder
