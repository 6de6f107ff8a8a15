"""All figures of one gold folder, and how they are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.annotating import annotate
from analysis.annotations import Annotations
from analysis.calibration import calibration_error, reliability
from analysis.evaluation.baseline import marks_and_nearest_name
from analysis.evaluation.intervals import bootstrap_interval
from analysis.evaluation.matching import LOOSE, pair_spans, same_speaker
from analysis.evaluation.scores import FoundQuotation, count_agreement, figures_of_counts
from analysis.evaluation.treebanks import treebank_figures
from analysis.gold import GoldArticle, read_gold
from analysis.tables import records, span_of

__all__ = ["Evaluation", "evaluate_gold", "format_figures", "found_quotations"]

LEARNT_FROM = (
    "The shipped models have learnt from seeds/depeches and from the shared gold: figures on these are too good.\n"
    "For articles that no model has seen: python -m analysis.evaluation.cross_validation ../shared"
)


@dataclass(frozen=True)
class Evaluation:
    """Gold articles beside what was found in them.

    Attributes
    ----------
    articles : list of GoldArticle
        The gold.
    notes : Annotations
        What the system says of the same articles.
    counts : ndarray of int, shape (n_articles, n_counts)
        Agreement of each article; see :data:`analysis.evaluation.scores.COUNTS`.
    right : list of list of bool
        For each found quotation of each article whether it is one and its speaker is right.
    """

    articles: list[GoldArticle]
    notes: Annotations
    counts: np.ndarray
    right: list[list[bool]]

    @classmethod
    def of(cls, articles: Sequence[GoldArticle], *, language: str = "en") -> Evaluation:
        """Annotate gold articles and compare; the language is that in which the annotations are shown."""
        frame = pd.DataFrame(
            {
                "document_id": [article.document_id for article in articles],
                "text": [article.text for article in articles],
            }
        )
        notes = replace(annotate(frame), language=language)
        found = found_quotations(notes)
        compared = [count_agreement(article.quotations, found[article.document_id]) for article in articles]
        return cls(
            list(articles), notes, np.array([counts for counts, _ in compared]), [right for _, right in compared]
        )

    @classmethod
    def of_folder(cls, *folders: Path | str, language: str = "en") -> Evaluation:
        """Annotate the articles of gold folders and compare; see :meth:`of`."""
        return cls.of(read_gold(*folders), language=language)

    def figures(self, *, seed: int = 0) -> dict[str, Any]:
        """All figures, ready for JSON; see :func:`evaluate_gold`. The seed is that of the intervals."""
        return {
            "articles": len(self.articles),
            "gold quotations": sum(len(article.quotations) for article in self.articles),
            "found quotations": len(self.notes.quotes),
            "quotations": self.quotation_figures(seed=seed),
            "by construction": self.recall_by("construction"),
            "by length": self.recall_by("length"),
            "calibration": self.calibration(),
            "topics": self.topic_figures(),
            "stance": self.stance_figures(),
            "peers": _peers(),
        }

    def quotation_figures(self, *, seed: int = 0) -> dict[str, dict[str, float]]:
        """Each figure of the quotations with its interval and the baseline's value."""
        values = figures_of_counts(self.counts.sum(axis=0))
        intervals = bootstrap_interval(self.counts, figures_of_counts, seed=seed)
        plain = [
            count_agreement(article.quotations, marks_and_nearest_name(article.text))[0] for article in self.articles
        ]
        baseline = figures_of_counts(np.sum(plain, axis=0))
        return {
            name: {
                "value": _rounded(values[name]),
                "low": _rounded(intervals[name][0]),
                "high": _rounded(intervals[name][1]),
                "baseline": _rounded(baseline[name]),
            }
            for name in values
        }

    def recall_by(self, trait: str) -> dict[str, dict[str, float]]:
        """Recall and share of exact spans by a trait of the gold quotations (``construction`` or ``length``)."""
        found = found_quotations(self.notes)
        totals: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            spans = [quotation.span for quotation in article.quotations]
            candidates = found[article.document_id]
            paired = dict(pair_spans(spans, [candidate.span for candidate in candidates], LOOSE))
            for number, quotation in enumerate(article.quotations):
                value = _length(quotation.end - quotation.start) if trait == "length" else quotation.construction
                counts = totals[value or "—"]
                counts["gold"] += 1
                if number in paired:
                    match = candidates[paired[number]]
                    counts["found"] += 1
                    counts["exact"] += match.span == quotation.span
                    counts["speaker"] += same_speaker(quotation.speaker, match.speaker)
        return {
            value: {"gold": counts["gold"]}
            | {part: _rounded(counts[part] / counts["gold"]) for part in ("found", "exact", "speaker")}
            for value, counts in sorted(totals.items(), key=lambda item: (-item[1]["gold"], item[0]))
        }

    def calibration(self) -> dict[str, Any]:
        """Expected calibration error of the confidence, and the bins of the reliability diagram."""
        probabilities = self.notes.quotes["confidence"].astype(float).tolist()
        right = self._right_in_table_order()
        return {
            "expected calibration error": _rounded(calibration_error(probabilities, right)),
            "bins": [
                {"probability": _rounded(mean), "right": _rounded(share), "quotations": size}
                for mean, share, size in reliability(probabilities, right)
            ],
        }

    def topic_figures(self) -> dict[str, float]:
        """Share of articles whose best topic is one of the annotated, and the same for the commonest topic."""
        from analysis.topics import code_of

        gold = {article.document_id: {code_of(topic) for topic in article.topics} for article in self.articles}
        gold = {document_id: codes for document_id, codes in gold.items() if codes}
        best = self.notes.topics[self.notes.topics["rank"] == 1]
        ranked = best[best["document_id"].isin(gold)]
        hits = [code in gold[doc] for doc, code in zip(ranked["document_id"], ranked["topic_id"], strict=True)]
        commonest = Counter(code for codes in gold.values() for code in codes).most_common(1)
        majority = sum(commonest[0][0] in codes for codes in gold.values()) if commonest else 0
        return {
            "articles": len(hits),
            "best topic is annotated": _rounded(np.mean(hits) if hits else 0.0),
            "majority": _rounded(majority / max(1, len(gold))),
            "expected calibration error": _rounded(
                calibration_error(ranked["probability"].astype(float).tolist(), hits)
            ),
        }

    def stance_figures(self) -> dict[str, float]:
        """Macro-F1 over three stances of the gold quotations toward their gold targets, and of the majority."""
        from sklearn.metrics import f1_score

        from analysis import stance

        frame = pd.DataFrame(_stance_rows(self.articles))
        if frame.empty:
            return {}
        classifier = stance.load_classifier()
        probabilities = classifier.predict_proba(frame)
        predicted = np.asarray(classifier.classes_)[probabilities.argmax(axis=1)]
        gold = frame["stance"].to_numpy()
        confident = probabilities.max(axis=1) >= np.median(probabilities.max(axis=1))
        majority = np.full(len(gold), Counter(gold).most_common(1)[0][0])
        return {
            "quotations": len(gold),
            "macro-F1": _rounded(f1_score(gold, predicted, average="macro")),
            "majority macro-F1": _rounded(f1_score(gold, majority, average="macro")),
            "accuracy of the most confident half": _rounded(np.mean(predicted[confident] == gold[confident])),
            "expected calibration error": _rounded(
                calibration_error(probabilities.max(axis=1).tolist(), (predicted == gold).tolist())
            ),
        }

    def _right_in_table_order(self) -> list[bool]:
        by_document = {article.document_id: right for article, right in zip(self.articles, self.right, strict=True)}
        quotes = self.notes.quotes
        return [by_document[doc][number] for doc, number in zip(quotes["document_id"], quotes["quote_id"], strict=True)]


def evaluate_gold(*folders: Path | str) -> dict[str, Any]:
    """Annotate the articles of gold folders and measure every stage.

    Parameters
    ----------
    *folders : path
        Folders as :func:`analysis.gold.read_gold` takes them.

    Returns
    -------
    dict
        Ready for JSON: ``quotations`` (each figure with a 95 % interval over articles and the value of a plain
        baseline), ``by construction``, ``by length``, ``calibration``, ``topics``, ``stance`` and ``peers``;
        for each treebank (``.conllu``) in the folders ``tokens and sentences``. The same gold gives the same figures.

    Raises
    ------
    InputError
        If a folder holds no gold.
    """
    treebanks = {
        path.stem: treebank_figures(path) for folder in folders for path in sorted(Path(folder).glob("*.conllu"))
    }
    return {**Evaluation.of(read_gold(*folders)).figures(), "tokens and sentences": treebanks}


def found_quotations(notes: Annotations) -> dict[str, list[FoundQuotation]]:
    """Quotations of each document in the order of the table; an empty list for a document without any."""
    found: dict[str, list[FoundQuotation]] = {document_id: [] for document_id in notes.documents["document_id"]}
    for row in records(notes.quotes):
        found[row["document_id"]].append(
            FoundQuotation(
                span=(row["start"], row["end"]),
                type=row["type"],
                cue=span_of(row, "cue"),
                source=span_of(row, "source"),
                speaker=row["speaker"],
                confidence=row["confidence"],
            )
        )
    return found


def format_figures(figures: Mapping[str, Any]) -> str:
    """The figures as a table for a terminal."""
    lines = [
        f"{figures['articles']} articles, {figures['gold quotations']} gold quotations, "
        f"{figures['found quotations']} found",
        "",
        f"{'quotations':<32}{'value':>8}{'95 % interval':>18}{'baseline':>10}",
    ]
    lines += [
        f"{name:<32}{row['value']:>8.3f}{row['low']:>11.3f}–{row['high']:.3f}{row['baseline']:>11.3f}"
        for name, row in figures["quotations"].items()
    ]
    error = figures["calibration"]["expected calibration error"]
    lines += ["", f"{'calibration error (confidence)':<32}{error:>8.3f}"]
    for part in ("topics", "stance"):
        lines += ["", *(f"{f'{part}: {name}':<46}{value:>8}" for name, value in figures[part].items())]
    lines += ["", *_breakdown("by construction", figures["by construction"])]
    lines += ["", *_breakdown("by length in characters", figures["by length"])]
    for treebank, values in figures.get("tokens and sentences", {}).items():
        lines += ["", *(f"{f'{treebank}: {name}':<46}{value:>8}" for name, value in values.items())]
    lines += ["", LEARNT_FROM, "", "other systems, on other texts"]
    lines += [
        f"  {peer['system']}: {peer['figure']} {peer['value']:.2f} ({peer['source']})" for peer in figures["peers"]
    ]
    return "\n".join(lines)


def _breakdown(title: str, rows: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    yield f"{title:<32}{'gold':>8}{'found':>8}{'exact':>8}{'speaker':>9}"
    for value, row in rows.items():
        yield f"{value:<32}{row['gold']:>8}{row['found']:>8.2f}{row['exact']:>8.2f}{row['speaker']:>9.2f}"


@cache
def _peers() -> list[dict[str, Any]]:
    lines = files("analysis.evaluation").joinpath("peers.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        {"system": system, "figure": figure, "value": float(value), "source": source}
        for system, figure, value, source in rows
    ]


def _stance_rows(articles: Sequence[GoldArticle]) -> list[dict[str, Any]]:
    return [
        {
            "text": article.text[slice(*quotation.span)],
            "target": quotation.target,
            "cue": article.text[slice(*quotation.cue)] if quotation.cue else "",
            "stance": quotation.stance,
        }
        for article in articles
        for quotation in article.quotations
        if quotation.target and quotation.stance
    ]


def _length(size: int) -> str:
    """Class of a length in code points."""
    for limit in (30, 80, 150, 300):
        if size < limit:
            return f"under {limit}"
    return "300 and more"


def _rounded(value: Any) -> float:
    return round(float(value), 4)
