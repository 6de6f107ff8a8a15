"""Fuzz the tokeniser, the quotation marks and the readers by atheris, which looks for inputs that take new paths.

Run: python fuzzing/readers_and_marks.py   (ten minutes from the dispatches of seeds/ in all forms; or: make fuzz)
     python fuzzing/readers_and_marks.py -max_total_time=60 FOLDER   (options of libFuzzer, another folder of inputs)
     python fuzzing/readers_and_marks.py FILE   (what an input that was found does)

Atheris has wheels for Linux on x86-64 alone.
"""

import io
import json
import sys
import tempfile
import warnings
from html import escape
from pathlib import Path

import atheris
import pandas as pd

with atheris.instrument_imports(include=["analysis"]):
    from analysis.corpus import iter_articles
    from analysis.errors import InputError
    from analysis.quotations.marks import find_marked
    from analysis.screening import language_of, well_formed, why_unfit
    from analysis.tokenising import segment

ENDINGS = (".txt", ".csv", ".tsv", ".jsonl", ".xml", ".parquet")
TEXT = len(ENDINGS)
SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "depeches"
FOLDER = Path(tempfile.mkdtemp())
INPUTS = FOLDER / "inputs"


def try_input(data: bytes) -> None:
    """One input: its first byte says as what it is read."""
    if not data:
        return
    kind, content = data[0] % (TEXT + 1), data[1:]
    if kind == TEXT:
        try_text(content.decode("utf-8", "replace"))
        return
    path = FOLDER / f"input{ENDINGS[kind]}"
    path.write_bytes(content)
    try:
        for article in iter_articles(path):
            article.text.encode("utf-8")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017


def try_text(text: str) -> None:
    """Tokens, sentences and marks of any text stand in it, in order."""
    assert len(well_formed(text)) == len(text)
    language_of(text)
    if why_unfit(text):
        return
    parts = segment(text)
    assert all(0 <= start < end <= len(text) for start, end in parts.tokens)
    assert all(before[1] <= after[0] for before, after in zip(parts.tokens, parts.tokens[1:], strict=False))
    find_marked(text)


def write_seeds(folder: Path) -> None:
    """Inputs to start from: some dispatches as texts and as files of every kind that is read."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))[:8]]
    folder.mkdir()
    for number, text in enumerate(texts):
        for kind, content in enumerate([*written(text), text.encode()]):
            (folder / f"{number}-{kind}").write_bytes(bytes([kind]) + content)


def written(text: str) -> list[bytes]:
    """A text as a file of each kind, in the order of their endings."""
    row = {"id": "a", "titre": "Le pont", "date": "3/11/2021", "texte": text}
    frame, parquet = pd.DataFrame([row]), io.BytesIO()
    frame.to_parquet(parquet)
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Le pont</title></teiHeader><text><body>'
        f"<p>{escape(text)}</p></body></text></TEI>"
    )
    return [
        text.encode("cp1252", "replace"),
        frame.to_csv(index=False, sep=";").encode(),
        frame.to_csv(index=False, sep="\t").encode("utf-16"),
        json.dumps(row, ensure_ascii=False).encode(),
        tei.encode(),
        parquet.getvalue(),
    ]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    options = sys.argv[1:]
    if not options:
        write_seeds(INPUTS)
        options = ["-max_total_time=600", "-max_len=10000", "-timeout=20", str(INPUTS)]
    atheris.Setup([sys.argv[0], *options], try_input)
    atheris.Fuzz()
