"""How well are sources and speakers told? ``python benchmarks/speakers.py [rules cv dev] [--held FILE]``.

All figures are shares of annotated quotations (span and cue given) whose source and whose speaker is right, by kind of
source: ``surface`` (the source holds the name that is wanted), ``pronoun``, ``role`` (a noun phrase for somebody whom
the article names otherwise), ``none`` (no source), ``null`` (nobody can tell who speaks).

rules     the rules alone, on all articles but those of ``gold/dev``
cv        learned, three folds by article, ``gold/dev`` left out
dev       learned from everything but ``gold/dev``, judged there
held      learned from everything but ``gold/dev`` and the articles whose ids stand in FILE, judged on the latter
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis.gold import GoldArticle, GoldQuotation, read_gold, read_training_gold
from analysis.speakers.article import Article
from analysis.speakers.choosing import choose
from analysis.speakers.ranking import Rankers
from analysis.speakers.training import fit_rankers, gold_quotations, is_source, is_speaker, same_name
from analysis.speakers.vocabulary import pronouns
from analysis.syntax import ParsedText, parse_texts

SHARED = Path(os.environ.get("VERBATIM_SHARED", "../shared"))
FOLDS = 3
_PRONOMINAL = frozenset(("ce dernier", "cette dernière", "celui-ci", "celle-ci", "qui", "j'"))


@dataclass(frozen=True)
class Judged:
    """One annotated quotation: where it is from, the kind of its source, what was told rightly."""

    origin: str
    kind: str
    source: bool
    speaker: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["rules", "cv", "dev"], choices=["rules", "cv", "dev"])
    parser.add_argument("--held", type=Path, help="file of document ids, one a line")
    options = parser.parse_args()
    articles, unseen = _articles()
    if "rules" in options.parts:
        _print("rules", _judge(articles, None))
    if "cv" in options.parts:
        _print("learned, cross-validated", _cross_validate(articles))
    if "dev" in options.parts:
        _print("learned, gold/dev", _judge(unseen, _learn(articles)))
    if options.held:
        ids = set(options.held.read_text(encoding="utf-8").split())
        held = [article for article in articles if article.document_id in ids]
        _print("learned, held out", _judge(held, _learn([a for a in articles if a.document_id not in ids])))


@cache
def _articles() -> tuple[list[GoldArticle], list[GoldArticle]]:
    unseen = read_gold(SHARED / "gold/dev")
    ids = {article.document_id for article in unseen}
    return [article for article in read_training_gold(SHARED) if article.document_id not in ids], unseen


@cache
def _parsed() -> dict[str, ParsedText]:
    articles = [article for group in _articles() for article in group]
    return dict(
        zip(
            (article.document_id for article in articles),
            parse_texts(article.text for article in articles),
            strict=True,
        )
    )


def _learn(articles: Sequence[GoldArticle]) -> Rankers:
    return fit_rankers(articles, [_parsed()[article.document_id] for article in articles], seed=0)


def _cross_validate(articles: Sequence[GoldArticle]) -> list[Judged]:
    judged = []
    for fold in range(FOLDS):
        rankers = _learn([article for k, article in enumerate(articles) if k % FOLDS != fold])
        judged += _judge(articles[fold::FOLDS], rankers)
    return judged


def _judge(articles: Sequence[GoldArticle], rankers: Rankers | None) -> list[Judged]:
    views = [Article(_parsed()[article.document_id], gold_quotations(article)) for article in articles]
    return [
        Judged(
            article.document_id.rsplit("-", 1)[0],
            _kind(article.text, quotation),
            is_source(choice.article, choice.sources[number], quotation),
            is_speaker(choice.speakers[number], quotation.speaker),
        )
        for article, choice in zip(articles, choose(views, rankers), strict=True)
        for number, quotation in enumerate(article.quotations)
    ]


def _kind(text: str, quotation: GoldQuotation) -> str:
    if quotation.speaker is None:
        return "null"
    if quotation.source is None:
        return "none"
    source = text[slice(*quotation.source)]
    word = source.lower().replace("’", "'").strip().lstrip("-")
    if word in pronouns() or word in _PRONOMINAL:
        return "pronoun"
    return "surface" if same_name(source, quotation.speaker) else "role"


def _print(title: str, judged: Sequence[Judged]) -> None:
    groups: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        real = "dispatches" if one.origin == "depeche" else "real articles"
        groups[real].append(one)
        if real == "real articles":
            groups[f"  {one.kind}"].append(one)
            groups[f"  from {one.origin}"].append(one)
    print(f"# {title}")
    for name, own in sorted(groups.items(), key=lambda item: (item[0].strip() == item[0], item[0]), reverse=True):
        source, speaker = np.mean([(one.source, one.speaker) for one in own], axis=0)
        print(f"{name:28} n {len(own):5}  source {source:.3f}  speaker {speaker:.3f}")


if __name__ == "__main__":
    main()
