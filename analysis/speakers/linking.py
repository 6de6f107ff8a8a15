"""One id across a corpus for the same speaker, with a user's file of merges and splits.

Linking is conservative: two documents name the same person only if the full names are equal but for case, accents and
hyphens, and not if one is a woman and the other a man. Bodies are also linked by their acronym, where a document spells
it out; groups by their words. Whoever has no name (« un habitant ») and writings (« le rapport ») stay with their
document.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError
from analysis.speakers.records import Speaker
from analysis.speakers.vocabulary import plain

__all__ = ["Corrections", "link", "read_corrections", "slug"]

_ACRONYM = re.compile(r"\s*\(([^()\s]{2,12})\)\s*$")
_ARTICLES = re.compile(r"^(?:le|la|les|l'|l’|un|une|des|du|ce|cet|cette|ces)\s*", re.IGNORECASE)
_COLUMNS = {"document_id", "name", "speaker_id"}


@dataclass(frozen=True)
class Corrections:
    """What a user knows better.

    Attributes
    ----------
    everywhere : mapping of str to str
        Id by name: two names with one id are merged.
    in_document : mapping of (str, str) to str
        Id by document and name: two homonyms with two ids are split. It goes before `everywhere`.
    """

    everywhere: Mapping[str, str] = field(default_factory=dict)
    in_document: Mapping[tuple[str, str], str] = field(default_factory=dict)


def link(
    speakers: Sequence[tuple[str, Sequence[Speaker]]], *, corrections: Corrections | None = None
) -> list[list[str]]:
    """Ids of the speakers of each document.

    Parameters
    ----------
    speakers : sequence of (str, sequence of Speaker)
        Id and speakers of each document, documents in any order.
    corrections : Corrections, optional
        Merges and splits of a user; see :func:`read_corrections`.

    Returns
    -------
    list of list of str
        For each document the ids of its speakers, readable and stable: they depend on names alone, not on the order
        of documents nor, but for acronyms, on what else is in the corpus.

    Examples
    --------
    >>> first = [Speaker("Awa Koné", "person"), Speaker("l'Office des pêches (ODP)", "organisation")]
    >>> second = [Speaker("Awa Kone", "person"), Speaker("ODP", "organisation")]
    >>> link([("a", first), ("b", second)])
    [['awa-kone', 'office-des-peches'], ['awa-kone', 'office-des-peches']]
    """
    corrections = corrections or Corrections()
    everyone = [speaker for _, own in speakers for speaker in own]
    spelt, shared = _acronyms(everyone), _shared_by_both_sexes(everyone)
    return [
        [
            corrections.in_document.get((document, _key(speaker.name)))
            or corrections.everywhere.get(_key(speaker.name))
            or _identity(speaker, document, spelt, shared)
            for speaker in own
        ]
        for document, own in speakers
    ]


def read_corrections(path: Path | str) -> Corrections:
    """Merges and splits of a user's file.

    Parameters
    ----------
    path : path
        A CSV file with the columns ``document_id`` (empty for all documents), ``name`` (as the table of speakers gives
        it) and ``speaker_id`` (the id to give), or a YAML list of mappings with these keys.

    Returns
    -------
    Corrections

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, or gives one name two ids.
    """
    path = Path(path)
    everywhere: dict[str, str] = {}
    in_document: dict[tuple[str, str], str] = {}
    for number, row in enumerate(_rows(path), 1):
        if not _COLUMNS - {"document_id"} <= row.keys():
            raise InputError(f"entry {number} lacks a name or speaker_id", where=path)
        document, name, identity = (
            str(row.get(column) or "").strip() for column in ("document_id", "name", "speaker_id")
        )
        if not name or not identity:
            raise InputError(f"entry {number} lacks a name or speaker_id", where=path)
        known = (
            in_document.setdefault((document, _key(name)), identity)
            if document
            else everywhere.setdefault(_key(name), identity)
        )
        if known != identity:
            raise InputError(f"{name!r} has two ids, {known!r} and {identity!r}", where=path)
    return Corrections(everywhere, in_document)


def slug(name: str) -> str:
    """A name as a readable id.

    >>> slug("l'Union des pêcheurs (UDP)"), slug("Jean-Noël O’Brien")
    ('union-des-pecheurs', 'jean-noel-o-brien')
    """
    bare = _ARTICLES.sub("", _ACRONYM.sub("", name))
    return "-".join(re.findall(r"\w+", plain(bare))) or "-".join(re.findall(r"\w+", plain(name))) or "unknown"


def _identity(speaker: Speaker, document: str, spelt: Mapping[str, str], shared: frozenset[str]) -> str:
    own = slug(speaker.name)
    if speaker.kind == "person":
        return f"{own}-{speaker.gender}" if own in shared and speaker.gender else own
    if speaker.kind in ("unnamed", "document"):
        return f"{own}--{slug(document)}"
    return spelt.get(own, own)


def _shared_by_both_sexes(speakers: Iterable[Speaker]) -> frozenset[str]:
    """Names that women and men of the corpus bear (« Mme Koné », « M. Koné » where no first name is given)."""
    sexes: dict[str, set[str]] = {}
    for speaker in speakers:
        if speaker.kind == "person" and speaker.gender:
            sexes.setdefault(slug(speaker.name), set()).add(speaker.gender)
    return frozenset(name for name, found in sexes.items() if len(found) > 1)


def _acronyms(speakers: Iterable[Speaker]) -> dict[str, str]:
    """Id of the long form by that of the acronym; one that is spelt out in two ways stands for itself."""
    forms: dict[str, Counter[str]] = {}
    for speaker in speakers:
        if speaker.kind == "organisation" and (match := _ACRONYM.search(speaker.name)):
            forms.setdefault(slug(match[1]), Counter())[slug(speaker.name)] += 1
    return {acronym: next(iter(long)) for acronym, long in forms.items() if len(long) == 1}


def _key(name: str) -> str:
    return " ".join(plain(name).split())


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"unreadable corrections ({error})", where=path) from error
    if path.suffix.lower() in (".yaml", ".yml"):
        import yaml

        try:
            rows = yaml.safe_load(text) or []
        except yaml.YAMLError as error:
            raise InputError("no valid YAML", where=path) from error
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError("corrections have to be a list of mappings", where=path)
        return rows
    return list(csv.DictReader(text.splitlines()))
