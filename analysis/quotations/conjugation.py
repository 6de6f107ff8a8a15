"""Forms of French verbs from their infinitives, so that cues do not hang on the lemmas of a tagger."""

from functools import cache

from analysis.lexicons import read_lexicon

__all__ = ["conjugate"]


@cache
def _endings() -> dict[str, tuple[int, tuple[str, ...]]]:
    return {ending: (int(cut), tuple(added.split())) for ending, cut, added in read_lexicon("quotations-conjugations")}


def conjugate(infinitive: str) -> frozenset[str]:
    """Forms of a verb as the press uses them: third persons, first persons, participles, infinitive.

    Parameters
    ----------
    infinitive : str
        A verb in lower case.

    Returns
    -------
    frozenset of str
        Its forms by the longest ending that ``quotations-conjugations.tsv`` knows; the infinitive alone if none fits.

    Examples
    --------
    >>> sorted(conjugate("promettre"))[:4]
    ['promet', 'promets', 'promettaient', 'promettait']
    >>> {"prévient", "prévenu"} <= conjugate("prévenir"), "suggère" in conjugate("suggérer")
    (True, True)
    """
    for size in range(len(infinitive), 1, -1):
        if found := _endings().get(infinitive[-size:]):
            cut, added = found
            stem = infinitive[: len(infinitive) - cut]
            return frozenset([infinitive, *(stem + ending for ending in added)])
    return frozenset([infinitive])
