"""Corpora of any size: annotated part by part, on one core or on a cluster, and resumed where a run was stopped.

Where to look:

- what happens to one part: :mod:`analysis.scaling.parts`;
- where parts are run, and what if a worker dies: :mod:`analysis.scaling.workers`;
- how nothing is lost or doubled on disk: :mod:`analysis.scaling.store`;
- the order of it all: :mod:`analysis.scaling.running`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.scaling.running import Outcome, annotate_corpus

__all__ = ["Outcome", "annotate_corpus"]


def __getattr__(name: str) -> Any:
    # Imported when first asked for: a worker starts by what it runs, not by what runs it.
    if name in __all__:
        from analysis.scaling import running

        return getattr(running, name)
    raise AttributeError(f"module 'analysis.scaling' has no attribute {name!r}")
