import ast
import re
from html import unescape
from urllib.parse import unquote

import nbformat
import pytest

from analysis.errors import InputError
from analysis.reporting.languages import in_language
from analysis.reporting.notebooks import check_parameters, find_notebooks, read_parameters, run_notebook
from analysis.wording import wording

NOTEBOOKS = [*find_notebooks(), *find_notebooks(on_gold=True)]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def failing_notebook(folder, *, source="1 / 0", parameters="seed: int = 0  # random seed"):
    cells = [
        nbformat.v4.new_markdown_cell("# Does it fail?"),
        nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(source),
    ]
    path = folder / "07-failing.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def test_anatomy(notebook):
    """Title as a question, literals as parameters, short cells without definitions, no outputs."""
    node = nbformat.read(notebook, as_version=4)
    assert node.cells[0].source.startswith("# ")
    assert node.cells[0].source.partition("\n")[0].endswith("?")
    assert node.metadata.kernelspec.name == "python3"
    code = [cell for cell in node.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert all(len(cell.source.splitlines()) <= 15 for cell in code)
    assert not any(
        isinstance(part, ast.FunctionDef | ast.ClassDef) for cell in code for part in ast.walk(ast.parse(cell.source))
    )
    headings = [cell.source for cell in node.cells if cell.cell_type == "markdown"]
    assert any("## Where it fails" in text for text in headings)
    assert any("## What to open next" in text for text in headings)


def anatomy(source):
    """What prose keeps in translation: its headings by level, its list items, and where its links lead."""
    return re.findall(r"^#+ |^- |^    .", source, flags=re.MULTILINE), re.findall(r"\]\(([^)]+)\)", source)


def test_prose_is_in_both_languages(notebook):
    node = nbformat.read(notebook, as_version=4)
    french = in_language(node, "fr")
    for cell, told in zip(node.cells, french.cells, strict=True):
        if cell.cell_type == "code":
            assert told.source == cell.source
        else:
            assert told.source != cell.source, cell.id
            assert anatomy(told.source) == anatomy(cell.source), cell.id


def test_parameters(notebook):
    on_gold = {"gold", "seed", "language"}
    wanted = on_gold if notebook.name.startswith("9") else {"corpus", "output", "targets", "seed", "language"}
    assert set(read_parameters(notebook)) >= wanted


def test_unknown_and_ill_typed_parameters_are_errors_before_anything_runs(notebook, tmp_path):
    with pytest.raises(InputError, match="unknown parameter 'corpse'"):
        run_notebook(notebook, tmp_path, {"corpse": "x"})
    with pytest.raises(InputError, match="must be of type int"):
        check_parameters(notebook, {"seed": "1; import os"})
    with pytest.raises(InputError, match=r"'caf\\udce9', which is no UTF-8; rename"):
        check_parameters(notebook, {"corpus" if "corpus" in read_parameters(notebook) else "gold": "caf\udce9"})
    assert not list(tmp_path.iterdir())


def test_parameters_cell_holds_literals_only(tmp_path):
    path = failing_notebook(tmp_path, parameters="seed = 0\nother = seed + 1")
    with pytest.raises(InputError, match="parameters cell"):
        read_parameters(path)


def test_failed_cell_is_named(tmp_path):
    executed = run_notebook(failing_notebook(tmp_path), tmp_path / "out", {"seed": 1})
    assert "ZeroDivisionError" in executed.error
    assert "cell" in executed.error


CODE = [
    'x"; import os; raise SystemExit("=")',
    "x'\nimport os\nos.mkdir('made')\n'",
    '"""\n__import__("os").mkdir("made")\n"""',
    "\\\"; __import__('os').mkdir('made') #",
    "x\\",
    "!mkdir made",
    "%mkdir made",
    "x\n%%bash\nmkdir made",
    "{__import__('os').mkdir('made')}",
    "$(mkdir made)`mkdir made`",
    "\r\u2028\x00\x85__import__('os').mkdir('made')",
    "# parameters",
]


def test_strings_are_values_not_code(tmp_path):
    names = [f"name{number}" for number in range(len(CODE))]
    path = failing_notebook(
        tmp_path,
        source=f"assert seed == 0\nascii([{', '.join(names)}])",
        parameters="seed: int = 0\n" + "\n".join(f'{name}: str = ""' for name in names),
    )
    executed = run_notebook(path, tmp_path / "out", dict(zip(names, CODE, strict=True)))
    assert executed.error is None
    shown = executed.notebook.cells[-1].outputs[0].data["text/plain"]
    assert ast.literal_eval(ast.literal_eval(shown)) == CODE
    assert not list(tmp_path.rglob("made"))


def test_a_corpus_whose_name_is_code_is_read_as_a_path(tmp_path):
    corpus = tmp_path / 'it\'s "$(mkdir made)" {{7*7}}\nimport os; os.mkdir("made") #'
    corpus.mkdir()
    (corpus / "'; import os; os.mkdir('made') #.txt").write_text("« Le pont tiendra », a dit la maire Awa Ndour.")
    executed = run_notebook(NOTEBOOKS[0], tmp_path / "out", {"corpus": str(corpus), "output": str(tmp_path / "tables")})
    assert executed.error is None
    assert not list(tmp_path.rglob("made"))


def test_all_notebooks_run_on_the_small_corpus(report):
    for path in NOTEBOOKS:
        node = nbformat.read(report / "notebooks" / path.name, as_version=4)
        assert any(cell.metadata.get("tags") == ["injected-parameters"] for cell in node.cells)
        assert not [
            o for cell in node.cells if cell.cell_type == "code" for o in cell.outputs if o.output_type == "error"
        ]


def visible(path):
    """Text of a page of a notebook that a reader sees: without head, menu and folded code."""
    html = path.read_text(encoding="utf-8").partition("<main")[2]
    html = re.sub(
        r"<(style|script)\b.*?</\1>|<details class=\"code\">.*?</details>|<code>.*?</code>", "", html, flags=re.S
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_pages_of_a_french_report_are_french(french_report, notebook):
    english, french = wording("en")._phrases, wording("fr")._phrases
    page = french_report / f"{notebook.stem}.html"
    assert '<html lang="fr">' in page.read_text(encoding="utf-8")
    text = visible(page)
    assert "{" not in text, "a phrase whose names are not filled in"
    # Longer phrases only: « date » is a word of both languages, and of articles.
    phrases = [part for key in english if english[key] != french[key] for part in re.split(r"{\w+}", english[key])]
    assert [phrase for phrase in phrases if len(phrase.split()) > 1 and phrase.strip() in text] == []
    cells = nbformat.read(notebook, as_version=4).cells
    prose = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    assert [line for line in prose if len(line.split()) > 3 and line.strip("# ") in text] == []
    title = "".join(cells[0].metadata["fr"]).splitlines()[0].strip("# ")
    assert " ".join(title.split()) in text


def test_drawings_of_a_french_report_are_french(french_report):
    node = nbformat.read(french_report / "notebooks" / "05-voices.ipynb", as_version=4)
    html = "".join(o.data.get("text/html", "") for cell in node.cells for o in cell.get("outputs", ()) if "data" in o)
    drawings = [unquote(image) for image in re.findall(r'src="data:image/svg\+xml,([^"]+)"', html)]
    assert any("Qui est entendu sur quel thème" in drawing for drawing in drawings)
    assert not any("speaker" in drawing for drawing in drawings)
