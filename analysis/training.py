"""Training of the shipped weights, stage by stage; later stages learn on what earlier ones find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.errors import InputError

__all__ = ["STAGES", "train_own_labels", "train_stage"]

MODELS = Path(__file__).parent / "models"
SEED = 0


def train_stage(stage: str, data: Path, seeds: Path, output: Path = MODELS) -> None:
    """Train one stage on all annotated articles and write its weights.

    Parameters
    ----------
    stage : str
        One of :data:`STAGES`.
    data : Path
        The shared research data: ``gold/train``, ``gold/dev``, ``data/topics``.
    seeds : Path
        Our own annotations: ``depeches``, ``standoff``.
    output : Path, optional
        Folder to write to. The same data give the same bytes.

    Raises
    ------
    InputError
        If there is no such stage, or data are missing.
    """
    if stage not in STAGES:
        raise InputError(f"unknown stage {stage!r}", hint=f"choose one of {', '.join(STAGES)}")
    if not data.is_dir():
        raise InputError("no such folder", where=data, hint="give the folder that holds gold/ and data/")
    for needed in (data / "gold/train", data / "data/topics", seeds / "depeches"):
        if not needed.is_dir():
            raise InputError("no such folder", where=needed, hint="see analysis/models for what each stage learns from")
    output.mkdir(parents=True, exist_ok=True)
    STAGES[stage](data, seeds, output)


def train_own_labels(
    table: Path, output: Path, *, text_column: str, label_column: str, title_column: str | None = None
) -> str:
    """Train topics on labels of one's own and write the classifier, for :func:`analysis.topics.load_news_classifier`.

    Parameters
    ----------
    table : Path
        A ``.csv``, ``.tsv`` or ``.parquet`` file with a text and a label in each row.
    output : Path
        The file to write (``.npz``).
    text_column, label_column, title_column : str
        Its columns.

    Returns
    -------
    str
        How well it does on articles that it has not seen.

    Raises
    ------
    InputError
        If the table cannot be read, lacks a column, or holds too few articles of two labels.
    """
    import pandas as pd

    from analysis.topics import save_news_classifier, train_labels

    try:
        if table.suffix == ".parquet":
            frame = pd.read_parquet(table)
        else:
            frame = pd.read_csv(table, sep="\t" if table.suffix == ".tsv" else None, engine="python")
    except Exception as error:  # the parsers of csv and pyarrow raise errors of many kinds
        raise InputError(f"no readable table ({error})", where=table, hint="open it and check its form") from error
    missing = [name for name in (text_column, label_column, title_column) if name and name not in frame.columns]
    if missing:
        raise InputError(f"no column {missing[0]!r}", where=table, hint=f"it has {', '.join(map(str, frame.columns))}")
    report = train_labels(frame, text_column, label_column, title_column=title_column)
    save_news_classifier(report.model, output)
    return report.scores.to_string(index=False)


def _train_quotations(data: Path, seeds: Path, output: Path) -> None:
    from analysis.gold import read_training_gold
    from analysis.quotations.training import train
    from analysis.quotations.weights import save_weights

    save_weights(train(read_training_gold(data, seeds), seed=SEED), output / "quotations.npz")


def _train_speakers(data: Path, seeds: Path, output: Path) -> None:
    from analysis.gold import read_training_gold
    from analysis.speakers.training import train

    train(read_training_gold(data, seeds), seed=SEED, output=output / "speakers.npz")


def _train_topics(data: Path, seeds: Path, output: Path) -> None:
    from analysis.topics import train

    train(data, seeds=seeds, output=output)


def _train_stance(data: Path, seeds: Path, output: Path) -> None:
    from analysis.stance.training import train

    train(data, seeds=seeds, output=output / "stance.npz")


STAGES: dict[str, Callable[[Path, Path, Path], None]] = {
    "quotations": _train_quotations,
    "speakers": _train_speakers,
    "topics": _train_topics,
    "stance": _train_stance,
}
