"""How well is stance told? ``python benchmarks/stance.py [PART …]``.

All figures are of quotations of real articles (shared ``gold/train`` and ``gold/dev``) that the classifier has not
seen; our own annotated articles are only ever learned from. Macro-F1 over three classes unless said otherwise.

cv        five folds by article, with and without our own articles among those learned from
dev       learned from everything but ``gold/dev``, judged there; what is lost when cue and type are not known
target    five folds by target instead of by article
neutral   favour against against alone, gold neutral left out
denied    invented pairs of sentences, affirmed and denied: how often the sign is that of the sentence
ablation  each group of traits left out, five folds by article
repnum    République numérique: a classifier trained for it, on targets it has not seen (two classes)
transfer  the news classifier on République numérique and x-stance, and the other way round
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from analysis.gold import read_gold, read_training_gold
from analysis.stance import StanceClassifier, classifier
from analysis.stance.calibration import calibration_error, fit_temperature, heat
from analysis.stance.training import held_out_probabilities, stance_frame

SHARED = Path(os.environ.get("VERBATIM_SHARED", "../shared"))
GROUPS = ("cue", "polarity", "classes", "form", "target", "near", "cross")
CLASSES = ["against", "favour", "neutral"]
NEWS_COLUMNS = ["document_id", "text", "target", "cue", "type", "context", "stance"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["cv", "dev", "target", "neutral", "denied", "repnum", "transfer"])
    for part in parser.parse_args().parts:
        print(f"# {part}")
        PARTS[part]()


def _cv() -> None:
    gold, own = _gold(), _own()
    _print("gold alone", gold["stance"], held_out_probabilities(gold, gold["document_id"]))
    probabilities = held_out_probabilities(gold, gold["document_id"], always=own)
    _print("gold + our articles", gold["stance"], probabilities)
    _print("the same, temperature of the other half", gold["stance"], _tempered(probabilities, gold))


def _dev() -> None:
    train = stance_frame(read_gold(SHARED / "gold/train"))
    dev = stance_frame(read_gold(SHARED / "gold/dev"))
    _print("train alone", dev["stance"], _fit(train).predict_proba(dev))
    model = _fit(pd.concat([train, _own()], ignore_index=True))
    _print("train + our articles", dev["stance"], model.predict_proba(dev))
    _print("type not known", dev["stance"], model.predict_proba(dev.drop(columns="type")))
    _print("cue found in the context", dev["stance"], model.predict_proba(dev.drop(columns=["type", "cue"])))
    _print("text and target alone", dev["stance"], model.predict_proba(dev[["text", "target"]]))


def _target() -> None:
    gold = _gold()
    _print("gold alone, by target", gold["stance"], held_out_probabilities(gold, gold["target"].str.casefold()))


def _neutral() -> None:
    gold, own = _gold(), _own()
    gold, own = (table[table["stance"] != "neutral"].reset_index(drop=True) for table in (gold, own))
    probabilities = held_out_probabilities(gold, gold["document_id"], always=own)
    _print("favour and against alone", gold["stance"], probabilities, CLASSES[:2])


def _denied() -> None:
    praise, blame = "un progrès/une chance/une solution/une réussite", "un tabou/un danger/un problème/une menace"
    forms = {
        "affirmed": ("Le tunnel est {}", "C'est {} pour nous"),
        "denied": ("Le tunnel n'est pas {}", "Ce tunnel n'a jamais été {}", "Je ne crois pas que le tunnel soit {}"),
    }
    model = _fit(pd.concat([_gold(), _own()], ignore_index=True))
    for name, patterns in forms.items():
        found = []
        for nouns, side in ((praise, "favour"), (blame, "against")):
            texts = [pattern.format(noun) for noun in nouns.split("/") for pattern in patterns]
            probabilities = model.predict_proba(pd.DataFrame({"text": texts, "target": "le tunnel", "cue": "dit"}))
            found += (
                (probabilities[:, 1] > probabilities[:, 0]) == ((side == "favour") == (name == "affirmed"))
            ).tolist()
        print(f"{name:42s} n {len(found):5d}  right sign {np.mean(found):.3f}", flush=True)


def _ablation() -> None:
    gold, own = _gold(), _own()
    traits = classifier.traits
    for group in GROUPS:

        def without(*row: str, group: str = group) -> dict[str, float]:
            return {name: value for name, value in traits(*row).items() if not name.startswith(group)}

        with patch.object(classifier, "traits", without):
            _print(f"without {group}", gold["stance"], held_out_probabilities(gold, gold["document_id"], always=own))


def _repnum() -> None:
    table = _debate("repnum")
    for share in (0.0, 0.6):
        probabilities = held_out_probabilities(
            table, table["target"], make=lambda share=share: StanceClassifier(wording=share)
        )
        _print(f"folds by target, wording {share}", table["stance"], probabilities, CLASSES[:2])


def _transfer() -> None:
    news = _gold()
    news = pd.concat([news, _own()], ignore_index=True)
    model = _fit(news[news["stance"] != "neutral"])
    repnum = _debate("repnum")
    for name in ("repnum", "xstance_fr"):
        table = _debate(name)
        _print(f"news -> {name}", table["stance"], model.predict_proba(table), CLASSES[:2])
    other = _fit(repnum)
    table = _debate("xstance_fr")
    _print("repnum -> xstance_fr", table["stance"], other.predict_proba(table), CLASSES[:2])
    gold = _gold()
    gold = gold[gold["stance"] != "neutral"]
    _print("repnum -> news", gold["stance"], other.predict_proba(gold), CLASSES[:2])


PARTS = {
    "cv": _cv,
    "dev": _dev,
    "target": _target,
    "neutral": _neutral,
    "denied": _denied,
    "ablation": _ablation,
    "repnum": _repnum,
    "transfer": _transfer,
}


def _gold() -> pd.DataFrame:
    return stance_frame(read_gold(SHARED / "gold/train", SHARED / "gold/dev"))


def _own() -> pd.DataFrame:
    """Our own annotated articles: all that train the shipped classifier, without the shared gold."""
    shared = {article.document_id for article in read_gold(SHARED / "gold/train", SHARED / "gold/dev")}
    return stance_frame(article for article in read_training_gold(SHARED) if article.document_id not in shared)


def _debate(name: str) -> pd.DataFrame:
    lines = (SHARED / f"data/stance/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [(row["id"], row["text"], row["target"], "", "direct", "", row["label"]) for row in map(json.loads, lines)]
    return pd.DataFrame(rows, columns=NEWS_COLUMNS)


def _fit(frame: pd.DataFrame) -> StanceClassifier:
    return StanceClassifier().fit(frame, frame["stance"].tolist())


def _tempered(probabilities: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    """Each half of the articles at the temperature that suits the other half."""
    names = sorted(set(frame["document_id"]))
    first = frame["document_id"].isin(names[::2]).to_numpy()
    result = probabilities.copy()
    for learned, judged in ((first, ~first), (~first, first)):
        labels = frame.loc[learned, "stance"].tolist()
        result[judged] = heat(probabilities[judged], fit_temperature(probabilities[learned], labels, CLASSES))
    return result


def _print(name: str, gold: Iterable[str], probabilities: np.ndarray, classes: list[str] = CLASSES) -> None:
    labels = np.asarray(list(gold), object)
    found = np.asarray(classes, object)[probabilities.argmax(axis=1)]
    surest = np.argsort(-probabilities.max(axis=1), kind="stable")[: len(labels) // 2]
    accuracy = float((found == labels)[surest].mean())
    error = calibration_error(probabilities, labels.tolist(), classes)
    macro = f1_score(labels, found, average="macro")
    print(
        f"{name:42s} n {len(labels):5d}  macro-F1 {macro:.3f}  surest half {accuracy:.3f}  ECE {error:.3f}", flush=True
    )


if __name__ == "__main__":
    main()
