"""Tables for readers: the questions that the notebooks and the report ask, each answered by one call."""

from analysis.reading.oppositions import oppositions
from analysis.reading.quotations import cue_lemmas, doubtful_quotations, quotations
from analysis.reading.speakers import cues_by_speaker, kinds_of_speakers, named_quotes, named_speakers, speakers, voices
from analysis.reading.stances import (
    changes,
    corrected_stances,
    decided_stances,
    doubtful_stances,
    stance_coverage,
    stances_to_correct,
    telling_stances,
)
from analysis.reading.table import ReaderTable
from analysis.reading.topics import found_topics, main_topics, own_labels, topic_words
from analysis.reading.words import (
    concordance,
    frequent_words,
    telling_words,
    token_counts,
    tokenizer_differences,
    tokenizers,
    word_pairs,
)

__all__ = [
    "ReaderTable",
    "changes",
    "concordance",
    "corrected_stances",
    "cue_lemmas",
    "cues_by_speaker",
    "decided_stances",
    "doubtful_quotations",
    "doubtful_stances",
    "found_topics",
    "frequent_words",
    "kinds_of_speakers",
    "main_topics",
    "named_quotes",
    "named_speakers",
    "oppositions",
    "own_labels",
    "quotations",
    "speakers",
    "stance_coverage",
    "stances_to_correct",
    "telling_stances",
    "telling_words",
    "token_counts",
    "tokenizer_differences",
    "tokenizers",
    "topic_words",
    "voices",
    "word_pairs",
]
