"""One article as it comes from a file."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["EMPTY", "Article", "Failure", "iso_date"]

# Why an article is set aside that has no words.
EMPTY = "empty"

# « 2021 », « 2021-11 », « 2021-11-03 », « 2021-11-03T08:15:00Z »
ISO_DATE = re.compile(r"\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\d/])")
# « 3/11/2021 », « 03.11.2021 »: the day comes first in French
FRENCH_DATE = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


class Article(NamedTuple):
    """One article; what is not known is None."""

    document_id: str
    title: str | None
    date: str | None
    source: str | None
    text: str


class Failure(NamedTuple):
    """An article, or a file of articles, that was set aside, and why."""

    document_id: str
    reason: str


def iso_date(value: str | None) -> str | None:
    """A date in ISO 8601, as precise as it was given; what is no date stays as it is.

    Examples
    --------
    >>> iso_date("3/11/2021"), iso_date("2021-11-03T08:15:00Z"), iso_date("hier")
    ('2021-11-03', '2021-11-03', 'hier')
    """
    if value is None or not value.strip():
        return None
    if match := FRENCH_DATE.match(value):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    match = ISO_DATE.match(value)
    return match[1] if match else value.strip()
