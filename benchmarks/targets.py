"""How well are targets matched and proposed? ``python benchmarks/targets.py [PART …]``.

Quotations are those that annotators marked, of real articles (shared ``gold/train`` and ``gold/dev``) and of ours.

matching  the target that annotators named for one quotation is given as the user's: which other quotations of the
          article are matched to it. Right are those whose annotated target has the same head, wrong those whose
          target shares no word with it (they may still speak of both), and the rest is not counted.
proposed  no target is given: share of quotations for which the proposed one has a word, or the head, in common with
          the annotated one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

import pandas as pd
from shared_data import SHARED

from analysis.gold import GoldArticle, read_gold, read_training_gold
from analysis.stance import Target, match_targets, propose_targets
from analysis.stance.words import function_words, plain_words
from analysis.syntax import parse_texts

# Letters by which the forms of a word are recognised.
STEM = 5
Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["matching", "proposed"])
    parts = parser.parse_args().parts
    gold = read_gold(SHARED / "gold/train", SHARED / "gold/dev")
    shared = {article.document_id for article in gold}
    own = [article for article in read_training_gold(SHARED) if article.document_id not in shared]
    for name, articles in (("gold", gold), ("our articles", own)):
        tables = _tables(articles)
        for part in parts:
            PARTS[part](f"{part}, {name}", articles, tables)


def _matching(name: str, articles: Sequence[GoldArticle], tables: Tables) -> None:
    counts: Counter[tuple[str, bool]] = Counter()
    of_document = [dict(iter(table.groupby("document_id"))) for table in tables]
    for article in articles:
        if len(article.quotations) < 2:
            continue
        own = [table[article.document_id] for table in of_document]
        found = match_targets(*own, [Target(name) for name in {quotation.target for quotation in article.quotations}])
        links = {(row.target, row.quote_id): row.link for row in found.itertuples()}
        for one, other in _pairs(article):
            if (same := _same(article.quotations[one].target, article.quotations[other].target)) is not None:
                counts[links.get((article.quotations[one].target, other), "none"), same] += 1
    for link in sorted({link for link, _ in counts} - {"none"}):
        right, wrong = counts[link, True], counts[link, False]
        print(f"  {link:28s} n {right + wrong:5d}  precision {right / (right + wrong):.3f}")
    right = sum(number for (link, same), number in counts.items() if same and link != "none")
    wrong = sum(number for (link, same), number in counts.items() if not same and link != "none")
    recall = right / (right + counts["none", True])
    print(f"{name:30s} n {right + wrong:5d}  precision {right / (right + wrong):.3f}  recall {recall:.3f}", flush=True)


def _pairs(article: GoldArticle) -> list[tuple[int, int]]:
    numbers = range(len(article.quotations))
    return [(one, other) for one in numbers for other in numbers if one != other]


def _same(one: str, other: str) -> bool | None:
    """Whether two targets have the same head; None if they merely share words."""
    first, second = _stems(one), _stems(other)
    if first[:1] == second[:1]:
        return True
    return None if set(first) & set(second) else False


def _stems(name: str) -> list[str]:
    words = [word for word in plain_words(name) if word not in function_words() and word[0].isalnum()]
    return [word[:STEM] for word in words]


def _tables(articles: Sequence[GoldArticle]) -> Tables:
    """Quotes as annotated, documents, and tokens as parsed."""
    quotes = [
        (
            article.document_id,
            number,
            quotation.start,
            quotation.end,
            article.text[slice(*(quotation.source or (0, 0)))],
        )
        for article in articles
        for number, quotation in enumerate(article.quotations)
    ]
    documents = [(article.document_id, article.text) for article in articles]
    tokens = [
        pd.DataFrame(
            {
                "document_id": article.document_id,
                "start": parsed.starts,
                "end": parsed.ends,
                "text": parsed.words,
                "lemma": parsed.lemmas,
                "pos": parsed.pos,
            }
        )
        for article, parsed in zip(articles, parse_texts(article.text for article in articles), strict=True)
    ]
    return (
        pd.DataFrame(quotes, columns=["document_id", "quote_id", "start", "end", "source"]),
        pd.DataFrame(documents, columns=["document_id", "text"]),
        pd.concat(tokens, ignore_index=True),
    )


def _proposed(name: str, articles: Sequence[GoldArticle], tables: Tables) -> None:
    found = match_targets(*tables, propose_targets(*tables))
    names = {(row.document_id, row.quote_id): row.target for row in found.itertuples()}
    pairs = [
        (_stems(quotation.target), _stems(names.get((article.document_id, number), "")))
        for article in articles
        for number, quotation in enumerate(article.quotations)
    ]
    words = sum(bool(set(gold) & set(proposed)) for gold, proposed in pairs) / len(pairs)
    heads = sum(gold[:1] == proposed[:1] for gold, proposed in pairs) / len(pairs)
    print(f"{name:30s} n {len(pairs):5d}  a word in common {words:.3f}  the head {heads:.3f}", flush=True)


PARTS = {"matching": _matching, "proposed": _proposed}


if __name__ == "__main__":
    main()
