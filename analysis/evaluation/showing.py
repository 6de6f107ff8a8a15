"""Figures of an evaluation for readers: tables, reliability diagram, and the errors behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.evaluation.gold_folder import Evaluation, found_quotations
from analysis.evaluation.matching import LOOSE, pair_spans, same_speaker
from analysis.figures.picture import PALETTE, Picture, name_tenths, styled_axes
from analysis.reading import ReaderTable
from analysis.wording import MISSING, wording

__all__ = [
    "breakdown",
    "figures_beside_peers",
    "quotation_figures",
    "reliability_diagram",
    "speaker_confusions",
    "stage_figures",
    "worst_errors",
]


def quotation_figures(figures: Mapping[str, Any], *, language: str = "en") -> ReaderTable:
    """Each figure of the quotations with its 95 % interval over articles and the value of a plain baseline."""
    rows = [
        {
            "figure": name,
            "value": row["value"],
            "from": row["low"],
            "to": row["high"],
            "marks and nearest name": row["baseline"],
        }
        for name, row in figures["quotations"].items()
    ]
    return ReaderTable(rows, language=language)


def figures_beside_peers(figures: Mapping[str, Any], *, language: str = "en") -> ReaderTable:
    """What other systems reach, on their own or other texts, beside the value here."""
    rows = [
        {
            "system": peer["system"],
            "figure": peer["figure"],
            "value": peer["value"],
            "here": figures["quotations"][peer["figure"]]["value"],
            "where from": peer["source"],
        }
        for peer in figures["peers"]
    ]
    return ReaderTable(rows, language=language)


def stage_figures(figures: Mapping[str, Any], *, language: str = "en") -> ReaderTable:
    """Figures of topics and stance, and the calibration error of the confidence."""
    rows = [
        {"stage": stage, "figure": name, "value": value}
        for stage in ("topics", "stance")
        for name, value in figures[stage].items()
    ]
    error = figures["calibration"]["expected calibration error"]
    rows.append({"stage": "confidence", "figure": "expected calibration error", "value": error})
    # Numbers of articles stay whole beside shares.
    return ReaderTable(pd.DataFrame(rows, dtype=object), language=language)


def breakdown(figures: Mapping[str, Any], trait: str, *, language: str = "en") -> ReaderTable:
    """Recall, exact spans and right speakers by ``construction`` or ``length``."""
    return ReaderTable([{trait: value, **row} for value, row in figures[f"by {trait}"].items()], language=language)


def reliability_diagram(figures: Mapping[str, Any], *, language: str = "en") -> Picture:
    """Share of right quotations against the probability that the system gives them."""
    say = wording(language)
    bins = pd.DataFrame(figures["calibration"]["bins"])
    with styled_axes(width=4.6, height=4.0) as (figure, axes):
        axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label=say("perfectly calibrated"))
        axes.scatter(
            bins["probability"],
            bins["right"],
            s=12 + bins["quotations"],
            color=PALETTE[0],
            alpha=0.85,
            label=say("this system"),
            clip_on=False,
        )
        axes.set(xlabel=say("axis confidence"), ylabel=say("axis right"), xlim=(0, 1), ylim=(0, 1))
        for axis in (axes.xaxis, axes.yaxis):
            name_tenths(axis, say)
        axes.set_title(say("figure reliability"))
        axes.legend(frameon=False, loc="upper left", markerscale=0.4)
    return Picture(figure, caption=say("caption reliability"), data=bins.round(3), language=language)


def worst_errors(evaluation: Evaluation, *, at_most: int = 20) -> ReaderTable:
    """Errors of which the system was surest, then quotations that it missed."""
    say = wording(evaluation.notes.language)
    found = found_quotations(evaluation.notes)
    wrong, missed = [], []
    for article in evaluation.articles:
        candidates = found[article.document_id]
        spans = [quotation.span for quotation in article.quotations]
        pairs = pair_spans(spans, [candidate.span for candidate in candidates], LOOSE)
        gold_of = {j: article.quotations[i] for i, j in pairs}
        for j, candidate in enumerate(candidates):
            gold = gold_of.get(j)
            if gold is None or not same_speaker(gold.speaker, candidate.speaker):
                problem = (
                    say("no such quotation") if gold is None else say("true speaker", name=gold.speaker or MISSING)
                )
                words = article.text[slice(*candidate.span)]
                wrong.append((candidate.confidence or 0.0, problem, candidate.speaker, words, article.document_id))
        hit = {i for i, _ in pairs}
        missed += [
            (0.0, say("missed quotation"), quotation.speaker, article.text[slice(*quotation.span)], article.document_id)
            for i, quotation in enumerate(article.quotations)
            if i not in hit
        ]
    wrong.sort(key=lambda row: -row[0])
    half = at_most // 2
    columns = ["confidence", "problem", "speaker", "quotation", "document_id"]
    return ReaderTable([*wrong[:half], *missed[: at_most - half]], columns=columns, language=evaluation.notes.language)


def speaker_confusions(evaluation: Evaluation, *, at_most: int = 20) -> ReaderTable:
    """Pairs of right and given speaker that were confused most often."""
    found = found_quotations(evaluation.notes)
    confused: Counter[tuple[str, str, str]] = Counter()
    for article in evaluation.articles:
        candidates = found[article.document_id]
        spans = [quotation.span for quotation in article.quotations]
        for i, j in pair_spans(spans, [candidate.span for candidate in candidates], LOOSE):
            right, given = article.quotations[i].speaker, candidates[j].speaker
            if not same_speaker(right, given):
                confused[(right or MISSING, given or MISSING, article.document_id)] += 1
    rows = [(*pair, count) for pair, count in confused.most_common(at_most)]
    return ReaderTable(
        rows, columns=["true speaker", "given speaker", "document_id", "quotations"], language=evaluation.notes.language
    )
