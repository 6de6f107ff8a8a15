"""The commands of ``python -m analysis``: each one reads its options and calls one function of the package."""

from __future__ import annotations

import json
import shlex
import sys
import warnings
from pathlib import Path
from typing import Annotated, Any

import typer

from analysis.errors import InputError, InputWarning

__all__ = ["application", "main"]

application = typer.Typer(
    help="Who says what, about what, in French news: quotations, speakers, topics and stances.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

PROGRAM = "python -m analysis"
# What typer returns after Ctrl-C.
INTERRUPTED = 130

Corpus = Annotated[
    str,  # not a Path, which would make « s3:/bucket » of « s3://bucket »
    typer.Argument(
        help="A file or folder of articles: .txt, .csv, .tsv, .jsonl, .parquet, .xml; or where fsspec finds one: s3://…",
        show_default=False,
    ),
]
Corpora = Annotated[
    list[str],
    typer.Argument(
        metavar="CORPUS [SECOND]", help="One corpus, or two to compare: two outlets, two periods", show_default=False
    ),
]
Output = Annotated[Path, typer.Option(help="Folder to write to; made if it is not there", show_default=False)]
Targets = Annotated[
    Path | None, typer.Option(help="YAML file of the targets whose supporters and opponents you look for")
]
Language = Annotated[str, typer.Option(help="Language of the interface: en or fr")]
TextColumn = Annotated[str | None, typer.Option(help="Column of the texts in tabular input", rich_help_panel="Tables")]
TitleColumn = Annotated[str | None, typer.Option(help="Column of the titles", rich_help_panel="Tables")]
IdColumn = Annotated[str | None, typer.Option(help="Column of the ids", rich_help_panel="Tables")]
DateColumn = Annotated[str | None, typer.Option(help="Column of the dates", rich_help_panel="Tables")]
SourceColumn = Annotated[str | None, typer.Option(help="Column of the outlets", rich_help_panel="Tables")]
Corrections = Annotated[Path | None, typer.Option(help="CSV or YAML file that merges or splits speakers")]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, help="Leave out quotations of which the system is less sure than this")
]
Workers = Annotated[int, typer.Option(help="Processes on this machine", rich_help_panel="Large corpora")]
Scheduler = Annotated[
    str | None,
    typer.Option(help="Dask scheduler whose workers annotate: tcp://host:8786", rich_help_panel="Large corpora"),
]
TimeLimit = Annotated[
    float,
    typer.Option(help="Seconds of computing after which an article is set aside", rich_help_panel="Large corpora"),
]


@application.command()
def annotate(
    corpus: Corpus,
    output: Output,
    targets: Targets = None,
    speaker_corrections: Corrections = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    id_column: IdColumn = None,
    date_column: DateColumn = None,
    source_column: SourceColumn = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    time_limit: TimeLimit = 300,
) -> None:
    """Annotate articles and write seven tables (Parquet). A run that was stopped goes on where it was.

    Example: python -m analysis annotate my-articles --output my-tables
    """
    from analysis.corpus import Columns
    from analysis.scaling import annotate_corpus

    outcome = annotate_corpus(
        corpus,
        output,
        columns=Columns(text_column, title_column, id_column, date_column, source_column),
        targets=targets,
        speaker_corrections=speaker_corrections,
        workers=workers,
        scheduler=scheduler,
        time_limit=time_limit,
    )
    typer.echo(f"{outcome} written to {output}")


@application.command()
def query(
    tables: Annotated[Path, typer.Argument(help="Folder that annotate wrote")],
    sql: Annotated[str, typer.Argument(help="One select over documents, sentences, tokens, quotes, speakers, …")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table")] = False,
) -> None:
    """Ask the tables a question in SQL (DuckDB); nothing is changed.

    Example: python -m analysis query my-tables "select speaker, count(*) from quotes group by 1 order by 2 desc"
    """
    from analysis.querying import query_folder

    answer = query_folder(tables, sql)
    typer.echo(answer.to_csv(index=False) if as_csv else answer.to_string(index=False), nl=not as_csv)


@application.command()
def report(
    corpora: Corpora,
    output: Output,
    targets: Targets = None,
    speaker_corrections: Corrections = None,
    min_confidence: MinConfidence = 0.0,
    language: Language = "en",
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    id_column: IdColumn = None,
    date_column: DateColumn = None,
    source_column: SourceColumn = None,
    workers: Workers = 1,
    time_limit: TimeLimit = 300,
) -> None:
    """Annotate articles, run the notebooks, and write an HTML report; of two corpora with a page that compares them.

    Tables that annotate wrote stand for their articles.

    Example: python -m analysis report my-articles --output my-report, then open my-report/index.html
    """
    from analysis.corpus import Columns
    from analysis.reporting import annotate_corpora, write_report
    from analysis.wording import wording

    wording(language)  # before the work, not after it
    notes = annotate_corpora(
        corpora,
        output / "tables",
        columns=Columns(text_column, title_column, id_column, date_column, source_column),
        targets=targets,
        speaker_corrections=speaker_corrections,
        workers=workers,
        time_limit=time_limit,
    )
    index, failures = write_report(
        notes,
        output,
        corpus=corpora,
        targets=targets,
        language=language,
        min_confidence=min_confidence,
        command=shlex.join([*PROGRAM.split(), *sys.argv[1:]]),
    )
    for failure in failures:
        typer.echo(f"error: {failure}", err=True)
    typer.echo(f"the report is {index}")
    if failures:
        raise typer.Exit(1)


@application.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of <id>.txt and <id>.json (see seeds/guidelines.md)")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table")] = False,
) -> None:
    """Measure every stage on articles annotated by hand.

    Example: python -m analysis evaluate seeds/depeches
    """
    from analysis.evaluation import evaluate_gold, format_figures

    figures = evaluate_gold(gold)
    typer.echo(json.dumps(figures, ensure_ascii=False, indent=1) if as_json else format_figures(figures))


@application.command()
def export(
    tables: Annotated[Path, typer.Argument(help="Folder that annotate wrote")],
    to: Annotated[str, typer.Option(help="tei, brat or webannotation")],
    output: Output,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write the annotations in a standard form: TEI P5, brat standoff, W3C Web Annotation.

    Example: python -m analysis export my-tables --to tei --output my-tei
    """
    import analysis
    from analysis import exporting

    number = exporting.export(analysis.load(tables).with_confidence(min_confidence), to, output)
    typer.echo(f"{number} article{'' if number == 1 else 's'} written to {output}")


@application.command()
def train(
    stage: Annotated[str, typer.Argument(help="quotations, speakers, topics or stance")],
    data: Annotated[Path, typer.Option(help="Folder with gold/ and data/; for own labels a table of texts")],
    seeds: Annotated[Path, typer.Option(help="Folder of our own annotations")] = Path("seeds"),
    output: Annotated[Path | None, typer.Option(help="Where the weights go; by default into the package")] = None,
    label_column: Annotated[str | None, typer.Option(help="topics: column of your own labels")] = None,
    text_column: Annotated[str, typer.Option(help="topics: column of the texts")] = "text",
    title_column: Annotated[str | None, typer.Option(help="topics: column of the titles")] = None,
) -> None:
    """Train a stage again from annotated articles, or topics on labels of your own.

    Example: python -m analysis train topics --data articles.csv --label-column rubric --output rubrics.npz
    """
    from analysis import training

    if label_column is None:
        training.train_stage(stage, data, seeds, output or training.MODELS)
        return
    if stage != "topics" or output is None:
        raise InputError("labels of your own are for topics and need --output")
    scores = training.train_own_labels(
        data, output, text_column=text_column, label_column=label_column, title_column=title_column
    )
    typer.echo(scores)


def main() -> None:
    """Run the command line; what a user can mend is one line on stderr and exit code 2."""
    warnings.showwarning = _show_warning
    warnings.simplefilter("always", InputWarning)
    try:
        code = application(sys.argv[1:] or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:  # an option or a command that is missing or unknown
        sys.exit(_fail(f"{_sentence(error.format_message())} (see --help)"))
    except InputError as error:
        sys.exit(_fail(str(error)))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        sys.exit(_fail(f"{place}{(error.strerror or str(error)).lower()}"))
    sys.exit(_fail("stopped; the same command goes on where it stopped") if code == INTERRUPTED else code)


def _sentence(message: str) -> str:
    """A message of typer as the beginning of a sentence: one line, a small letter, no stop.

    >>> _sentence("Missing option '--output'.")
    "missing option '--output'"
    """
    line = " ".join(message.split()).rstrip(".")
    return line[:1].lower() + line[1:]


def _fail(message: str) -> int:
    typer.echo(f"error: {message}", err=True)
    return 2


def _show_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    if issubclass(category, InputWarning):
        typer.echo(f"warning: {message}", err=True)
