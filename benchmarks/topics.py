"""Measure the topic classifiers: ``python benchmarks/topics.py --data ../shared [--part media|five|speed]``.

Everything is cross-validated, near-duplicates kept together; the shipped weights are used for speed alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import KFold, StratifiedGroupKFold

from analysis.gold import read_gold
from analysis.topics import NewsClassifier, calibration_error, code_of, load_classifier, media_topics
from analysis.topics.articles import Article, read_articles
from analysis.topics.duplicates import near_duplicates
from analysis.topics.measuring import bootstrap_interval, coverage
from analysis.topics.training import FIVE_CLASSES, UNANIMOUS, read_leads, read_news, train_media_topics

# Class shares of the published test part of MasakhaNEWS French.
TEST_SHARES = dict(zip(FIVE_CLASSES, np.array([100, 100, 100, 100, 22]) / 422, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--part", choices=["media", "five", "speed"])
    options = parser.parse_args()
    if options.part in (None, "media"):
        measure_media_topics(options.data, options.seeds)
    if options.part in (None, "five"):
        measure_five_classes(options.data)
    if options.part in (None, "speed"):
        measure_speed(options.seeds)


def measure_media_topics(data: Path, seeds: Path) -> None:
    gold = read_gold(data / "gold/train", data / "gold/dev")
    own = read_gold(seeds / "depeches")
    chances = np.zeros((len(gold), len(media_topics())))
    for rest, part in KFold(5, shuffle=True, random_state=0).split(gold):
        model = train_media_topics(data, seeds, real=[gold[row] for row in rest])
        chances[part] = model.predict_proba([gold[row].text for row in part])
    print("17 topics, real articles, 5 folds (trained on the others and our own)")
    print_topic_figures(chances, [article.topics for article in gold])
    without_own = train_media_topics(data, seeds, own=[])
    print("17 topics, our own articles (trained on the real ones alone)")
    print_topic_figures(without_own.predict_proba([article.text for article in own]), [a.topics for a in own])


def print_topic_figures(chances: np.ndarray, topics: list[tuple[str, ...]]) -> None:
    codes = [topic.code for topic in media_topics()]
    relevant = np.array([np.isin(codes, [code_of(name) for name in names]) for names in topics])
    first = np.array([codes.index(code_of(names[0])) for names in topics])
    rows = np.arange(len(topics))
    order = np.argsort(-chances, axis=1)
    right = relevant[rows, order[:, 0]]
    low, high = bootstrap_interval(lambda part: right[part].mean(), len(right))
    confidence = chances.max(axis=1)
    print(f"  articles                          {len(right)}")
    print(f"  best-ranked topic is annotated    {right.mean():.3f}  [{low:.3f}, {high:.3f}]")
    print(f"  best-ranked topic is the main one {(order[:, 0] == first).mean():.3f}")
    print(f"  an annotated one among best two   {relevant[rows[:, None], order[:, :2]].any(axis=1).mean():.3f}")
    print(f"  calibration error                 {calibration_error(confidence, right):.3f}")
    curve = coverage(confidence, right)
    for share in (0.5, 0.8, 0.9):
        accuracy = curve.loc[(curve["coverage"] >= share).idxmax(), "accuracy"]
        print(f"  accuracy of the surest {share:.0%}        {accuracy:.3f}")
    for number, topic in enumerate(media_topics()):
        main, given = first == number, order[:, 0] == number
        if relevant[:, number].any():
            recall = f"{right[main].mean():.2f}" if main.any() else "   -"
            precision = f"{right[given].mean():.2f}" if given.any() else "   -"
            print(
                f"    {topic.name:12} annotated {relevant[:, number].sum():3}  main {main.sum():3}  right {recall}"
                f"  predicted {given.sum():3}  right {precision}"
            )


def measure_five_classes(data: Path) -> None:
    leads = read_leads(data)
    sure = leads[leads["category"].isin(FIVE_CLASSES) & (leads["agree"] == UNANIMOUS)]
    news = read_news(data)
    articles, extra = read_articles(news), read_articles(sure)
    labels = news["category"].to_numpy(dtype=str)
    full, headlines = np.empty(len(labels), labels.dtype), np.empty(len(labels), labels.dtype)
    sureness = np.zeros(len(labels))
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    for rest, part in folds.split(labels, labels, near_duplicates(articles)):
        model = NewsClassifier().fit_articles(
            [articles[row] for row in rest] + extra, [*labels[rest], *sure["category"]]
        )
        chances = model.predict_proba_of_articles([articles[row] for row in part])
        alone = model.predict_proba_of_articles([Article(articles[row].title, ()) for row in part])
        full[part], sureness[part] = model.classes_[chances.argmax(axis=1)], chances.max(axis=1)
        headlines[part] = model.classes_[alone.argmax(axis=1)]
    counts = pd.Series(labels).value_counts()
    weights = np.array([TEST_SHARES[label] / counts[label] for label in labels])
    print("five classes of MasakhaNEWS French, 5 folds, weighted to the class shares of the test part")
    print_label_figures("headline and body", labels, full, weights)
    print_label_figures("headline only", labels, headlines, weights)
    print(f"  calibration error {calibration_error(sureness, full == labels):.3f}")


def print_label_figures(name: str, labels: np.ndarray, predicted: np.ndarray, weights: np.ndarray) -> None:
    macro = f1_score(labels, predicted, average="macro", sample_weight=weights)
    weighted = f1_score(labels, predicted, average="weighted", sample_weight=weights)
    accuracy = accuracy_score(labels, predicted, sample_weight=weights)
    print(f"  {name:17} macro F1 {macro:.3f}  weighted F1 {weighted:.3f}  accuracy {accuracy:.3f}")


def measure_speed(seeds: Path) -> None:
    texts = [article.text for article in read_gold(seeds / "depeches")] * 10
    model = load_classifier()
    model.predict_proba(texts[:1])  # reads the word vectors, once in a process
    started = time.process_time()
    articles = read_articles(texts)
    tokenised = time.process_time()
    model.predict_proba_of_articles(articles)
    ended = time.process_time()
    words = sum(len(article.title) + len(article.body) for article in articles)
    print(f"speed on one core: {len(texts)} articles of {words / len(texts):.0f} words")
    print(f"  cut into words {len(texts) / (tokenised - started):.0f} articles a second")
    print(f"  classified     {len(texts) / (ended - tokenised):.0f} articles a second")


if __name__ == "__main__":
    main()
