"""Sources by learning: candidates around a cue and what tells the source among them.

The answer of :mod:`analysis.speakers.sources` is the strongest feature; the learned weights say when it errs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.speakers.article import Article
from analysis.speakers.sources import NO_SOURCE, RULES, source_by_rule

__all__ = ["FEATURES", "SourceChoice", "source_choices"]

_LABELS = ("nsubj", "nsubj:pass", "obj", "obl:arg", "obl:mod", "obl:agent", "nmod", "appos", "conj", "ROOT", "dep")
_FORMS = ("name", "noun", "pronoun")
_CLASSES = ("human", "group", "organisation", "document", "place")
_MOST = 24

FEATURES = (
    "chosen", *(f"chosen_{rule}" for rule in RULES), "null", "agreed_null", "before_cue", "distance", "nearness",
    "same_sentence", "same_stretch", "between_marks", "right_before", "right_after",
    *(f"label_{label}" for label in _LABELS), "headed_by_cue", "heads_cue", "path",
    *(f"form_{form}" for form in _FORMS), *(f"class_{name}" for name in _CLASSES), "person", "named", "acronym",
    "plural", "agrees_in_number", "subject", "definite", "length", "nested", "coordinated", "after_preposition",
    "before_comma", "after_comma", "in_quotation", "in_other_quotation", "previous_source", "headline",
    "opens_sentence", "rank_speaking", "cue_none", "cue_verb", "cue_noun", "cue_preposition", "cue_participle",
    "cue_infinitive", "cue_finite", "quotation_before_cue", "direct", "indirect", "colon_before", "gap_to_previous",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """The candidates for the source of one quotation.

    Attributes
    ----------
    candidates : list of int
        Mentions, `NO_SOURCE` among them.
    rows : ndarray, shape (n candidates, n features)
    chosen : int
        The answer of the rules.
    rule : str
        Name of the rule.
    """

    candidates: list[int]
    rows: np.ndarray
    chosen: int
    rule: str


def source_choices(article: Article) -> list[SourceChoice]:
    """Candidates with features for every quotation of a text, in order."""
    choices: list[SourceChoice] = []
    previous: tuple[int, int] | None = None
    for number, cue in enumerate(article.cues):
        chosen, rule = source_by_rule(article, number, previous)
        candidates = _candidates(article, number, chosen)
        before = choices[-1].chosen if choices else NO_SOURCE
        rows = _rows(article, number, candidates, chosen, rule, before)
        choices.append(SourceChoice(candidates, rows, chosen, rule))
        if cue is not None:
            previous = chosen, cue
    return choices


def _anchor(article: Article, number: int) -> int:
    """The token around which a source is looked for: the cue, without one the first token of the quotation."""
    cue = article.cues[number]
    return article.tokens[number][0] if cue is None else cue


def _candidates(article: Article, number: int, chosen: int) -> list[int]:
    parsed, anchor = article.parsed, min(_anchor(article, number), len(article.parsed) - 1)
    quotation, cue = article.quotations[number], article.cues[number]
    stretch = parsed.stretch_of
    sentence = article.sentence_at[anchor]
    near: list[int] = []
    for s in (sentence - 1, sentence, sentence + 1):
        for i in article.by_sentence.get(s, []):
            mention = article.mentions[i]
            if s != sentence and stretch[mention.head] != stretch[anchor] and (cue is not None or s > sentence):
                continue
            if quotation.start <= mention.start < quotation.end:
                continue
            near.append(i)
    near.sort(key=lambda i: (abs(article.mentions[i].head - anchor), i))
    found = near[:_MOST]
    if chosen != NO_SOURCE and chosen not in found:
        found.append(chosen)
    return [NO_SOURCE, *sorted(found)]


def _rows(article: Article, number: int, candidates: list[int], chosen: int, rule: str, before: int) -> np.ndarray:
    parsed = article.parsed
    shared = _shared(article, number)
    anchor = min(_anchor(article, number), len(parsed) - 1)
    cue = article.cues[number]
    ancestors = _ancestors(parsed.heads, anchor) if cue is not None else {}
    order = sorted(
        (i for i in candidates if i != NO_SOURCE and _speaks(article, i)),
        key=lambda i: abs(article.mentions[i].head - anchor),
    )
    rank = {i: position for position, i in enumerate(order)}
    plural_cue = None if cue is None else _plural(article, cue)
    rows = np.zeros((len(candidates), len(FEATURES)), dtype=np.float32)
    for row, i in zip(rows, candidates, strict=True):
        own = (
            _null_features(i == chosen, rule)
            if i == NO_SOURCE
            else _mention_features(article, number, i, i == chosen, rule, anchor, ancestors, rank, plural_cue, before)
        )
        row[: len(own)] = own
        row[len(own) :] = shared
    return rows


def _null_features(chosen: bool, rule: str) -> list[float]:
    head = [float(chosen), *(float(chosen and rule == name) for name in RULES), 1.0, float(chosen)]
    return head + [0.0] * (FEATURES.index("cue_none") - len(head))


def _mention_features(
    article: Article,
    number: int,
    i: int,
    chosen: bool,
    rule: str,
    anchor: int,
    ancestors: dict[int, int],
    rank: dict[int, int],
    plural_cue: bool | None,
    before: int,
) -> list[float]:
    parsed, mention = article.parsed, article.mentions[i]
    entity = article.entity_of.get(i)
    quotation = article.quotations[number]
    holder = article.quotation_at[mention.head]
    label = parsed.deps[mention.head]
    distance = mention.head - anchor
    words = parsed.words
    after = words[mention.stop] if mention.stop < len(words) else ""
    ahead = words[mention.first - 1] if mention.first else ""
    first_mark, last_mark = sorted((quotation.start, int(parsed.starts[anchor])))
    return [
        float(chosen),
        *(float(chosen and rule == name) for name in RULES),
        0.0,
        0.0,
        float(mention.head < anchor),
        float(np.clip(distance, -60, 60)),
        1.0 / (1.0 + abs(distance)),
        float(mention.sentence == article.sentence_at[anchor]),
        float(parsed.stretch_of[mention.head] == parsed.stretch_of[anchor]),
        float(first_mark < mention.start < last_mark),
        float(
            mention.stop == anchor or (mention.stop < anchor <= mention.stop + 3 and parsed.pos[mention.stop] == "AUX")
        ),
        float(mention.first == anchor + 1),
        *(float(label == name) for name in _LABELS),
        float(parsed.heads[mention.head] == anchor and mention.head != anchor),
        float(mention.head in ancestors),
        float(ancestors.get(parsed.heads[mention.head], 9)),
        *(float(mention.form == form) for form in _FORMS),
        *(float(mention.noun_class == name) for name in _CLASSES),
        float(entity is not None and entity.person),
        float(entity is not None and entity.named),
        float(entity is not None and entity.acronym is not None),
        float(mention.plural),
        0.5 if plural_cue is None else float(plural_cue == mention.plural),
        float(mention.subject),
        float(mention.definiteness in ("definite", "demonstrative", "possessive")),
        float(min(mention.stop - mention.first, 15)),
        float(
            any(
                article.mentions[k].stop >= mention.stop
                for k in range(max(i - 3, 0), i)
                if article.mentions[k].first <= mention.first
            )
        ),
        float(label == "conj"),
        float(mention.first > 0 and parsed.pos[mention.first - 1] == "ADP"),
        float(after == ","),
        float(ahead == ","),
        float(holder == number),
        float(holder >= 0 and holder != number),
        float(i == before),
        float(mention.start < article.headline),
        float(mention.first == 0 or article.sentence_at[mention.first - 1] != mention.sentence),
        float(min(rank.get(i, 12), 12)),
    ]


def _shared(article: Article, number: int) -> list[float]:
    """What is the same for all candidates of a quotation."""
    parsed, quotation, cue = article.parsed, article.quotations[number], article.cues[number]
    first = article.tokens[number][0]
    gap = quotation.start - article.quotations[number - 1].end if number else 999
    pos = "" if cue is None else parsed.pos[cue]
    morph = "" if cue is None else parsed.morphs[cue]
    return [
        float(cue is None),
        float(pos in ("VERB", "AUX")),
        float(pos == "NOUN"),
        float(pos in ("ADP", "SCONJ")),
        float(cue is not None and parsed.lowered[cue].endswith("ant")),
        float("VerbForm=Inf" in morph),
        float("VerbForm=Fin" in morph),
        float(cue is not None and quotation.start < parsed.starts[cue]),
        float(quotation.type == "direct"),
        float(quotation.type == "indirect"),
        float(any(parsed.words[k] == ":" for k in range(max(first - 2, 0), first))),
        float(min(max(gap, 0), 999)),
    ]


def _ancestors(heads: list[int], token: int) -> dict[int, int]:
    """Heads above a token with their number of steps, itself included."""
    steps = {token: 0}
    while heads[token] != token and len(steps) < 8:
        token = heads[token]
        steps[token] = len(steps)
    return steps


def _plural(article: Article, cue: int) -> bool | None:
    """Number of a verb by its form or its auxiliary's; None if neither tells."""
    parsed = article.parsed
    tokens = [k for k in parsed.children[cue] if parsed.deps[k].startswith("aux")] or [cue]
    for k in tokens:
        if "VerbForm=Fin" in parsed.morphs[k]:
            return "Number=Plur" in parsed.morphs[k]
    return None


def _speaks(article: Article, i: int) -> bool:
    mention, entity = article.mentions[i], article.entity_of.get(i)
    return mention.form == "pronoun" or mention.noun_class is not None or (entity is not None and entity.named)
