"""The 17 top topics of IPTC Media Topics and their labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analysis.errors import InputError
from analysis.lexicons import read_lexicon

__all__ = ["Topic", "code_of", "media_topics", "topic_labels"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One top topic of IPTC Media Topics.

    Attributes
    ----------
    code : str
        Its IPTC code, such as ``medtop:15000000``.
    name : str
        Short name, also that of its keyword list ``analysis/lexicons/topics-<name>.tsv``.
    french, english : str
        Its labels (IPTC NewsCodes, CC BY 4.0).
    """

    code: str
    name: str
    french: str
    english: str


@cache
def media_topics() -> tuple[Topic, ...]:
    """All top topics in the order of their codes.

    Returns
    -------
    tuple of Topic

    Examples
    --------
    >>> media_topics()[14]
    Topic(code='medtop:15000000', name='sport', french='Sport', english='sport')
    """
    return tuple(Topic(*row) for row in read_lexicon("topics-labels"))


def code_of(label: str) -> str:
    """Code of a topic given by code, short name, French or English label.

    Parameters
    ----------
    label : str

    Returns
    -------
    str

    Raises
    ------
    InputError
        If no topic has that label.

    Examples
    --------
    >>> code_of("politics and government"), code_of("Météo")
    ('medtop:11000000', 'medtop:17000000')
    """
    for topic in media_topics():
        if label in (topic.code, topic.name, topic.french, topic.english):
            return topic.code
    raise InputError(f"« {label} » is no topic of IPTC Media Topics", hint="see analysis/lexicons/topics-labels.tsv")


def topic_labels(language: str) -> dict[str, str]:
    """Labels of the topics by their codes, as IPTC gives them in a language.

    Parameters
    ----------
    language : {"en", "fr"}

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> topic_labels("fr")["medtop:17000000"]
    'Météo'
    """
    return {topic.code: topic.french if language == "fr" else topic.english for topic in media_topics()}
