"""A plain baseline of ours: every marked stretch is a quotation, its speaker the nearest capitalised name.

It shows what a figure is worth: whatever a stage reaches has to be seen above this.
"""

from __future__ import annotations

import re

from analysis.evaluation.scores import FoundQuotation

__all__ = ["marks_and_nearest_name"]

MARKED = re.compile(r"«\s*([^«»]+?)\s*»|“([^“”]+)”|\"([^\"]+)\"")
NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+ )+[A-ZÀ-Þ][\w’'-]+")
SHORTEST = 3  # words; shorter stretches are mostly titles and single words


def marks_and_nearest_name(text: str) -> list[FoundQuotation]:
    """Quotations of one text by marks alone.

    Examples
    --------
    >>> [found] = marks_and_nearest_name("« Nous irons au tribunal », a promis Awa Ndour.")
    >>> found.speaker
    'Awa Ndour'
    """
    names = [(match.start(), match.end(), match[0]) for match in NAME.finditer(text)]
    found = []
    for match in MARKED.finditer(text):
        group = match.lastindex or 1
        start, end = match.span(group)
        if len(match[group].split()) < SHORTEST:
            continue
        outside = [name for name in names if name[1] <= start or name[0] >= end]
        nearest = min(outside, key=lambda name: max(start - name[1], name[0] - end), default=None)
        source = (nearest[0], nearest[1]) if nearest else None
        found.append(FoundQuotation((start, end), "direct", None, source, nearest[2] if nearest else None))
    return found
