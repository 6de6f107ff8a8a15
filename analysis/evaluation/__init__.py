"""Every stage measured on articles annotated by hand.

Examples
--------
>>> from analysis.evaluation import evaluate_gold
>>> figures = evaluate_gold("seeds/depeches")  # doctest: +SKIP
"""

from analysis.evaluation.gold_folder import Evaluation, evaluate_gold, format_figures

__all__ = ["Evaluation", "evaluate_gold", "format_figures"]
