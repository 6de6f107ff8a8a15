"""Learning the weights of this stage from annotated articles, and measuring what they gain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from analysis.gold import GoldArticle, GoldQuotation
from analysis.quotations import Quotation
from analysis.quotations.blends import Blend
from analysis.speakers import source_ranking, speaker_ranking
from analysis.speakers.article import Article
from analysis.speakers.choosing import Choice, choose, choose_sources
from analysis.speakers.describing import tidy
from analysis.speakers.entities import Entity
from analysis.speakers.ranking import SPEAKER_MODELS, Rankers, fit_ranker, save_rankers
from analysis.speakers.resolution import is_settled, resolve_by_rule
from analysis.speakers.source_ranking import SourceChoice, source_choices
from analysis.speakers.sources import NO_SOURCE
from analysis.speakers.speaker_ranking import speaker_choices
from analysis.syntax import ParsedText, parse_texts

__all__ = [
    "compare",
    "fit_rankers",
    "folds_of",
    "gold_quotations",
    "is_source",
    "is_speaker",
    "same_name",
    "train",
    "train_parsed",
]

FOLDS = 5
# Names of features that tell what the rules answered.
_RULED = ("chosen", "agreed")
_IGNORED = frozenset("le la les l un une des de du d m mm mme mlle me dr pr mgr".split())


def train(
    articles: Sequence[GoldArticle],
    *,
    seed: int = 0,
    output: Path | str | None = None,
    found: Sequence[Sequence[Quotation]] | None = None,
) -> Rankers:
    """Learn sources, speakers and confidence, and write the weights.

    Parameters
    ----------
    articles : sequence of GoldArticle
        Annotated articles, such as :func:`analysis.gold.read_training_gold` gives.
    seed : int
        Same articles, same seed, same weights.
    output : path, optional
        File of the weights (``.npz``); by default none is written.
    found : sequence of sequences of Quotation, optional
        Quotations that were found in each article by models that never saw it. The confidence is fitted on them; by
        default the finder of quotations is trained once a fold for it, which takes most of the time.
    """
    parsed = list(parse_texts(article.text for article in articles))
    rankers = train_parsed(articles, parsed, seed=seed, found=found)
    if output is not None:
        save_rankers(rankers, Path(output))
    return rankers


def train_parsed(
    articles: Sequence[GoldArticle],
    parsed: Sequence[ParsedText],
    *,
    seed: int,
    found: Sequence[Sequence[Quotation]] | None = None,
) -> Rankers:
    """Learn sources, speakers and confidence.

    Parameters
    ----------
    articles : sequence of GoldArticle
    parsed : sequence of ParsedText
        The same articles, parsed.
    seed : int
        Same articles, same seed, same weights.
    found : sequence of sequences of Quotation, optional
        As for :func:`train`.

    Returns
    -------
    Rankers
    """
    from analysis.speakers.confidence import fit_confidence

    rankers, folds = _fit(articles, parsed, seed, with_folds=True)
    return Rankers(rankers.sources, rankers.speakers, fit_confidence(articles, parsed, folds, seed=seed, found=found))


def fit_rankers(articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], *, seed: int) -> Rankers:
    """Learn sources and speakers alone: nothing is known of confidence.

    The speakers are learned on sources that models of other articles have chosen, as they will be in use.
    """
    return _fit(articles, parsed, seed, with_folds=False)[0]


def _fit(
    articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], seed: int, *, with_folds: bool
) -> tuple[Rankers, list[Rankers]]:
    """Rankers of all articles and, if wanted, for each fold of :func:`folds_of` those of the articles outside it."""
    views = [Article(text, gold_quotations(gold)) for gold, text in zip(articles, parsed, strict=True)]
    choices = [source_choices(view) for view in views]
    right = [_right_sources(gold, view, own) for gold, view, own in zip(articles, views, choices, strict=True)]
    chosen: dict[int, Choice] = {}
    sources = []
    for learn, apply in folds_of(len(views)):
        sources.append(_fit_sources([choices[k] for k in learn], [right[k] for k in learn], seed))
        unscored = Rankers(sources[-1], (), np.zeros(0))
        chosen.update(zip(apply, choose_sources([views[k] for k in apply], unscored), strict=True))

    def speakers(learn: Iterable[int]) -> tuple[Blend, ...]:
        learn = [k for k in learn if articles[k].quotations]
        return _fit_speakers([articles[k] for k in learn], [chosen[k] for k in learn], seed)

    folds = []
    if with_folds:
        for own, (learn, _) in zip(sources, folds_of(len(views)), strict=True):
            folds.append(Rankers(own, speakers(learn), np.zeros(0)))
    return Rankers(_fit_sources(choices, right, seed), speakers(range(len(views))), np.zeros(0)), folds


def compare(
    articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], *, seed: int = 0
) -> dict[str, dict[str, float]]:
    """What learning gains over rules, cross-validated by article on annotated quotations.

    Returns
    -------
    dict
        For ``rules`` and ``learned`` the share of quotations whose source and whose speaker is right.
    """
    kept = [(gold, text) for gold, text in zip(articles, parsed, strict=True) if gold.quotations]
    hits: dict[str, list[tuple[bool, bool]]] = {"rules": [], "learned": []}
    for learn, apply in folds_of(len(kept)):
        rankers = fit_rankers([kept[k][0] for k in learn], [kept[k][1] for k in learn], seed=seed)
        for name, used in (("rules", None), ("learned", rankers)):
            for k in apply:
                gold, text = kept[k]
                [choice] = choose([Article(text, gold_quotations(gold))], used)
                for quotation, source, speaker in zip(gold.quotations, choice.sources, choice.speakers, strict=True):
                    right = is_source(choice.article, source, quotation)
                    hits[name].append((right, is_speaker(speaker, quotation.speaker)))
    return {
        name: dict(zip(("source", "speaker"), np.mean(found, axis=0).tolist(), strict=True))
        for name, found in hits.items()
    }


def gold_quotations(gold: GoldArticle) -> list[Quotation]:
    """The annotated quotations as if they had been found, for sure."""
    return [Quotation(q.start, q.end, q.type, q.cue, q.construction or "gold", 1.0) for q in gold.quotations]


def folds_of(size: int) -> Iterator[tuple[list[int], list[int]]]:
    """Articles to learn from and to apply to, `FOLDS` times; neighbours fall into different folds."""
    for fold in range(FOLDS):
        yield [k for k in range(size) if k % FOLDS != fold], [k for k in range(size) if k % FOLDS == fold]


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names tell the same speaker: the words of one are among those of the other, titles aside.

    >>> same_name("la ministre Awa Koné", "Koné"), same_name("Awa Koné", "Awa Diop"), same_name(None, "Awa")
    (True, False, False)
    """
    ours, theirs = _name_words(left), _name_words(right)
    if not ours or not theirs:
        return not ours and not theirs
    return ours <= theirs or theirs <= ours


def _name_words(name: str | None) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFKD", (name or "").lower())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = frozenset(re.findall(r"\w+", plain))
    return words - _IGNORED or words


def _right_sources(gold: GoldArticle, view: Article, choices: Sequence[SourceChoice]) -> list[np.ndarray]:
    """Which candidates are the annotated source: those that overlap it best."""
    right = []
    for quotation, choice in zip(gold.quotations, choices, strict=True):
        shares = np.array([_share(view, i, quotation) for i in choice.candidates])
        right.append((shares >= min(max(shares.max(), 1e-9), 0.5)) if shares.max() <= 0.5 else shares >= shares.max())
    return right


def _share(view: Article, i: int, quotation: GoldQuotation) -> float:
    """Intersection over union of a mention and the annotated source; 1 if there is neither."""
    if i == NO_SOURCE or quotation.source is None:
        return float(i == NO_SOURCE and quotation.source is None)
    mention, (start, end) = view.mentions[i], quotation.source
    shared = min(mention.end, end) - max(mention.start, start)
    return max(shared, 0) / (max(mention.end, end) - min(mention.start, start))


def _fit_sources(
    choices: Sequence[Sequence[SourceChoice]], right: Sequence[Sequence[np.ndarray]], seed: int
) -> tuple[Blend, Blend]:
    groups = [choice.rows for own in choices for choice in own]
    labels = [label for own in right for label in own]
    names = source_ranking.FEATURES
    ruled = tuple("" if name == "chosen" else name for name in names)
    unruled = tuple("" if name.startswith(_RULED) else name for name in names)
    return (
        fit_ranker(groups, labels, ruled, seed=seed),
        fit_ranker(groups, labels, unruled, seed=seed),
    )


def _fit_speakers(golds: Sequence[GoldArticle], chosen: Sequence[Choice], seed: int) -> tuple[Blend, ...]:
    groups, labels = [], []
    for gold, choice in zip(golds, chosen, strict=True):
        settled = [is_settled(choice.article, source) for source in choice.sources]
        history = resolve_by_rule(choice.article, choice.sources)
        for quotation, own in zip(
            gold.quotations, speaker_choices(choice.article, choice.sources, settled, history), strict=True
        ):
            if own is not None:
                groups.append(own.rows)
                labels.append(np.array([is_speaker(entity, quotation.speaker) for entity in own.candidates]))
    return tuple(
        fit_ranker(groups, labels, speaker_ranking.FEATURES, seed=seed + number) for number in range(SPEAKER_MODELS)
    )


def is_speaker(entity: Entity | None, name: str | None) -> bool:
    """Whether an entity bears the annotated name."""
    return same_name(None if entity is None else tidy(entity.name), name)


def is_source(view: Article, i: int, quotation: GoldQuotation) -> bool:
    """Whether a mention (`NO_SOURCE` for none) overlaps the annotated source, or there is neither."""
    return _share(view, i, quotation) > 0
