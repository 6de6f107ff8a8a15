"""The way from articles to sources and speakers: candidates of all articles, their scores, the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.speakers import source_ranking, speaker_ranking
from analysis.speakers.article import Article
from analysis.speakers.entities import Entity
from analysis.speakers.ranking import Rankers, score_groups
from analysis.speakers.resolution import is_settled, resolve_by_rule
from analysis.speakers.source_ranking import source_choices
from analysis.speakers.speaker_ranking import speaker_choices

__all__ = ["Choice", "choose", "choose_sources", "choose_speakers"]


@dataclass(slots=True)
class Choice:
    """Sources and speakers of one article, with what tells how sure they are.

    Attributes
    ----------
    article : Article
    sources : list of int
        Mention of each quotation's source, `NO_SOURCE` for none.
    rules : list of str
        Rule that answered for each source.
    source_scores, speaker_scores : list of (float, float)
        Score of the choice and its lead over the next candidate.
    settled : list of bool
        Whether the source itself says who speaks.
    speakers : list of Entity or None
    """

    article: Article
    sources: list[int]
    rules: list[str]
    source_scores: list[tuple[float, float]]
    settled: list[bool] = field(default_factory=list)
    speakers: list[Entity | None] = field(default_factory=list)
    speaker_scores: list[tuple[float, float]] = field(default_factory=list)


def choose(articles: Sequence[Article], rankers: Rankers | None) -> list[Choice]:
    """Sources and speakers of articles, by learned weights or, without any, by rules alone."""
    return choose_speakers(choose_sources(articles, rankers), rankers)


def choose_sources(articles: Sequence[Article], rankers: Rankers | None) -> list[Choice]:
    """The source of every quotation of every article."""
    candidates = [source_choices(article) for article in articles]
    flat = [choice for choices in candidates for choice in choices]
    if rankers is None:
        scores = [np.array([float(i == choice.chosen) for i in choice.candidates]) for choice in flat]
    else:
        scores = score_groups(rankers.sources, [choice.rows for choice in flat], source_ranking.FEATURES)
    best = iter([_best(own) for own in scores])
    chosen = []
    for article, choices in zip(articles, candidates, strict=True):
        places = [next(best) for _ in choices]
        chosen.append(
            Choice(
                article,
                sources=[choice.candidates[place] for choice, (place, _) in zip(choices, places, strict=True)],
                rules=[choice.rule for choice in choices],
                source_scores=[score for _, score in places],
            )
        )
    return chosen


def choose_speakers(chosen: list[Choice], rankers: Rankers | None) -> list[Choice]:
    """Fill in the speakers: of settled sources what they name, of the others the best entity."""
    groups = []
    for choice in chosen:
        choice.settled = [is_settled(choice.article, source) for source in choice.sources]
        choice.speakers = resolve_by_rule(choice.article, choice.sources)
        choice.speaker_scores = [(1.0, 1.0)] * len(choice.sources)
        if rankers is not None:
            groups.append(speaker_choices(choice.article, choice.sources, choice.settled, choice.speakers))
    if rankers is None:
        return chosen
    flat = [group for own in groups for group in own if group is not None]
    scores = iter(score_groups(rankers.speakers, [group.rows for group in flat], speaker_ranking.FEATURES))
    for choice, own in zip(chosen, groups, strict=True):
        for number, group in enumerate(own):
            if group is not None:
                place, choice.speaker_scores[number] = _best(next(scores))
                choice.speakers[number] = group.candidates[place]
    return chosen


def _best(scores: np.ndarray) -> tuple[int, tuple[float, float]]:
    """Place of the best score, the score and its lead over the next one."""
    place = int(np.argmax(scores))
    rest = np.delete(scores, place)
    return place, (float(scores[place]), float(scores[place] - rest.max()) if len(rest) else 1.0)
