"""Targets: what the user wants to know the stance toward, and the quotations that address it.

A file of targets is YAML: names, each with aliases if they are needed::

    targets:
      - la réforme des retraites
      - name: le nucléaire
        aliases: [centrale*, réacteur*, EPR, "/énergie (?:atomique|nucléaire)/"]

An alias is a word or phrase; ``*`` stands for any ending, and ``/…/`` encloses a regular expression. Capitals do
not count, except in an alias that is all capitals. Pronouns, « cette mesure » and near-synonyms need no alias: see
:mod:`analysis.stance.mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.errors import InputError
from analysis.stance.addressing import Addressee, main_phrases, proposals
from analysis.stance.mentions import Aim, WordedText, mention_of
from analysis.stance.phrases import noun_phrases

__all__ = ["Target", "match_targets", "propose_targets", "propose_targets_over", "read_targets"]

COLUMNS = ["document_id", "quote_id", "target", "link", "words"]
ARTICLE = re.compile(r"^(?:l[ae]s?|une?|des)\s+|^l['’]", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """Something toward which speakers may take a stance.

    Parameters
    ----------
    name : str
        Short noun phrase whose direction is clear (*l'interdiction du glyphosate*).
    aliases : tuple of str
        Other words or patterns by which texts mention it.
    proposed : bool
        Whether the corpus proposed it, not the user.

    Examples
    --------
    >>> Target("la centrale", aliases=("réacteur*",)).is_mentioned("Les réacteurs vieillissent.")
    True
    """

    name: str
    aliases: tuple[str, ...] = ()
    proposed: bool = False
    name_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the name, and the name and the aliases together."""
        parts = [_source(ARTICLE.sub("", self.name)), *map(_source, self.aliases)]
        object.__setattr__(self, "name_pattern", re.compile(parts[0]))
        object.__setattr__(self, "pattern", re.compile("|".join(parts)))

    def is_mentioned(self, text: str) -> bool:
        """Tell whether a text names the target."""
        return self.pattern.search(text) is not None


def read_targets(source: Path | str | Iterable[str | Mapping[str, Any]]) -> list[Target]:
    """Targets that the user names.

    Parameters
    ----------
    source : path, or iterable of str or mapping
        A YAML file (see the module), or its entries.

    Returns
    -------
    list of Target

    Raises
    ------
    InputError
        If the file cannot be read, an entry has no name, or a pattern is no regular expression.

    Examples
    --------
    >>> [target.name for target in read_targets(["le péage", {"name": "le tunnel", "aliases": ["galerie*"]}])]
    ['le péage', 'le tunnel']
    """
    entries = _entries(Path(source)) if isinstance(source, (str, Path)) else source
    return [_target(entry, source) for entry in entries]


def propose_targets(quotes: pd.DataFrame, documents: pd.DataFrame, tokens: pd.DataFrame) -> list[Target]:
    """Targets that a corpus proposes: noun phrases and names that its quotations use more than its narration.

    Parameters
    ----------
    quotes, documents, tokens : DataFrame
        Tables of one corpus.

    Returns
    -------
    list of Target
        Marked as proposed, the most telling first.
    """
    return propose_targets_over([(quotes, documents, tokens)])


def propose_targets_over(parts: Iterable[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]]) -> list[Target]:
    """The same for a corpus that comes part by part, of which one is held at a time.

    Parameters
    ----------
    parts : iterable of (DataFrame, DataFrame, DataFrame)
        Quotes, documents and tokens of some articles.

    Returns
    -------
    list of Target
        As :func:`propose_targets` gives them for all parts together.
    """
    addressees = (addressee for tables in parts for addressee in _addressees(*tables))
    return [Target(name, proposed=True) for name in proposals(addressees)]


def match_targets(
    quotes: pd.DataFrame,
    documents: pd.DataFrame,
    tokens: pd.DataFrame,
    targets: Sequence[Target] | None = None,
) -> pd.DataFrame:
    """Find the targets that each quotation addresses.

    Parameters
    ----------
    quotes, documents, tokens : DataFrame
        Tables of one corpus.
    targets : sequence of Target, optional
        Those that the user names. Without them, or with proposed ones, every quotation gets one: the phrase that it
        is most about, under the name that the article or the corpus uses for it.

    Returns
    -------
    DataFrame
        ``document_id``, ``quote_id``, ``target``; ``link``, how the quotation takes it up (see
        :mod:`analysis.stance.mentions`; ``proposed`` where the user named no targets), and ``words``, by which words.
    """
    if targets is None or any(target.proposed for target in targets):
        names = [target.name for target in targets or ()]
        found = [
            (addressee.document_id, quote_id, name, "proposed", None)
            for addressee in _addressees(quotes, documents, tokens)
            for quote_id, name in main_phrases(addressee, names)
        ]
        return pd.DataFrame(found, columns=COLUMNS)
    return pd.DataFrame(_mentions(quotes, documents, tokens, targets), columns=COLUMNS)


def _mentions(
    quotes: pd.DataFrame, documents: pd.DataFrame, tokens: pd.DataFrame, targets: Sequence[Target]
) -> Iterator[tuple[str, int, str, str, str]]:
    """Rows of the targets that quotations take up."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    of_document = dict(iter(tokens.groupby("document_id", sort=False)))
    aims = [Aim(target) for target in targets]
    for document_id, group in quotes.groupby("document_id", sort=False):
        text = WordedText(texts[document_id], of_document[document_id])
        for quote_id, start, end in zip(group["quote_id"], group["start"], group["end"], strict=True):
            for aim in aims:
                if mention := mention_of(aim, text, start, end):
                    words = text.text[mention.start : mention.end]
                    yield str(document_id), quote_id, aim.target.name, mention.link, words


def _addressees(quotes: pd.DataFrame, documents: pd.DataFrame, tokens: pd.DataFrame) -> Iterable[Addressee]:
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    of_document = dict(iter(tokens.groupby("document_id", sort=False)))
    for document_id, group in quotes.groupby("document_id", sort=False):
        if (own := of_document.get(document_id)) is not None:
            spans = list(zip(group["quote_id"], group["start"], group["end"], strict=True))
            text = texts[document_id]
            yield Addressee(str(document_id), text, spans, noun_phrases(text, own))


def _entries(path: Path) -> list[Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"unreadable targets ({error})", where=path) from error
    entries = content.get("targets") if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries:
        raise InputError("no targets", where=path, hint="write 'targets:' and a list of names below it")
    return entries


def _target(entry: str | Mapping[str, Any], source: object) -> Target:
    where = source if isinstance(source, (str, Path)) else "targets"
    given = {"name": entry} if isinstance(entry, str) else entry if isinstance(entry, Mapping) else {}
    name, aliases = given.get("name"), given.get("aliases") or []
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"a target without a name: {entry!r}", where=where)
    if isinstance(aliases, str):
        aliases = [aliases]
    if not isinstance(aliases, Sequence) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise InputError(f"the aliases of {name!r} are no list of words", where=where, hint="write one below the other")
    try:
        return Target(name.strip(), tuple(aliases))
    except re.error as error:
        raise InputError(f"no regular expression in the aliases of {name!r} ({error})", where=where) from error


def _source(alias: str) -> str:
    """Regular expression of an alias: ``/…/`` as it is, else words in which ``*`` stands for any ending."""
    if len(alias) > 2 and alias.startswith("/") and alias.endswith("/"):
        return f"(?i:{alias[1:-1]})"
    escaped = r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in alias.split())
    escaped = re.sub("['’]", "['’]", escaped)
    bounded = rf"(?<!\w){escaped}(?:s|x|es)?(?!\w)"
    return bounded if alias.isupper() else f"(?i:{bounded})"
