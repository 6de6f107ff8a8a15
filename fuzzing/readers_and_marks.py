"""Fuzz the tokeniser, the quotation marks and the readers by atheris, which looks for inputs that take new paths.

Run: python fuzzing/readers_and_marks.py -max_total_time=600 SEEDS   (any folder of texts, seeds/depeches for one)

Atheris has wheels for Linux on x86-64 alone.
"""

import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis"]):
    from analysis.corpus import iter_articles
    from analysis.errors import InputError
    from analysis.quotations.marks import find_marked
    from analysis.screening import language_of, well_formed, why_unfit
    from analysis.tokenising import segment

ENDINGS = (".txt", ".csv", ".tsv", ".jsonl", ".xml", ".parquet")
FOLDER = Path(tempfile.mkdtemp())


def try_input(data: bytes) -> None:
    """One input: its first byte says as what it is read."""
    if not data:
        return
    kind, content = data[0] % (len(ENDINGS) + 1), data[1:]
    if kind == len(ENDINGS):
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


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    atheris.Setup(sys.argv, try_input)
    atheris.Fuzz()
