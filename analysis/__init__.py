"""Who says what, about what, in French news.

Three doors lead in: :func:`read_corpus` reads articles, :func:`annotate` finds quotations, speakers, topics and stances
in them, :func:`load` reads back what was annotated before.

Examples
--------
>>> import analysis
>>> notes = analysis.annotate("« Le barrage attendra », a promis la ministre Awa Ndour.")
>>> notes.quotes[["text", "cue", "speaker"]].iloc[0].tolist()
['Le barrage attendra', 'promis', 'Awa Ndour']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.annotating import annotate, annotations_of
    from analysis.annotations import Annotations, load
    from analysis.corpus import read_corpus

__version__ = "0.1.0"
__all__ = ["Annotations", "annotate", "annotations_of", "load", "read_corpus"]

# Imported when first asked for: the command line answers --help without pandas and spaCy.
_HOMES = {
    "annotate": "analysis.annotating",
    "annotations_of": "analysis.annotating",
    "Annotations": "analysis.annotations",
    "load": "analysis.annotations",
    "read_corpus": "analysis.corpus",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
