"""The network of voices: who is quoted beside whom."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from analysis.annotations import Annotations
from analysis.figures.picture import GROUND, INK, MARKERS, PALETTE, Picture, shortened, styled_axes
from analysis.reading import named_quotes
from analysis.topics import topic_labels
from analysis.wording import wording

__all__ = ["voices_network", "voices_together"]

# Topics that are told apart by shape and colour; the others share the last ones.
TOPICS = 7
# Measures in inches: width of the drawing, of a letter of a name, height of a name with its mark.
WIDTH, LETTER, LINE = 8.0, 0.066, 0.4
LONGEST = 26  # letters of a name
PUSHES = 400


def voices_together(notes: Annotations) -> pd.DataFrame:
    """Pairs of named speakers and the number of articles in which both are quoted.

    Returns
    -------
    DataFrame
        Columns ``first``, ``second``, ``articles``; most frequent first.
    """
    by_article = named_quotes(notes).groupby("document_id")["speaker"].agg(lambda names: sorted(set(names)))
    counts = Counter(pair for names in by_article for pair in combinations(names, 2))
    rows = [(*pair, count) for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return pd.DataFrame(rows, columns=["first", "second", "articles"])


def voices_network(notes: Annotations, *, at_most: int = 36, language: str | None = None) -> Picture:
    """Named speakers, joined where they are quoted in the same article.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=36
        How many speakers; those who meet most others, counted by articles, come first.
    language : {"en", "fr"}, optional
        Language of the figure; by default that of the annotations.

    Returns
    -------
    Picture
    """
    say = wording(language or notes.language)
    pairs = voices_together(notes)
    if pairs.empty:
        return Picture.nothing("no pair", say)
    network = _network(pairs, at_most)
    quotes = named_quotes(notes)
    sizes = quotes["speaker"].value_counts()
    topics = _main_topics(notes, quotes, topic_labels(say.language))
    places = _layout(network)
    shown = list(dict.fromkeys(topics[name] for name in sorted(network, key=lambda name: -sizes[name])))
    looks = {topic: min(number, TOPICS) for number, topic in enumerate(shown)}
    width, height = np.ptp(np.array(list(places.values())), axis=0)
    with styled_axes(width=max(5.0, width + 2.0), height=max(3.0, height + 2.2)) as (figure, axes):
        axes.axis("off")
        for first, second, articles in network.edges(data="articles"):
            ends = np.array([places[first], places[second]])
            axes.plot(*ends.T, color="#888888", linewidth=0.6 + 0.9 * articles, zorder=1, alpha=0.7)
        for name, (x, y) in places.items():
            look, size = looks[topics[name]], 26 + 14 * sizes[name]
            axes.scatter(
                x, y, s=size, marker=MARKERS[look], color=PALETTE[look], edgecolor=INK, linewidth=0.6, zorder=2
            )
            axes.annotate(
                shortened(name, LONGEST),
                (x, y),
                xytext=(0, 4 + size**0.5 / 2),
                textcoords="offset points",
                ha="center",
                size=8,
                zorder=3,
                bbox={"boxstyle": "round,pad=0.1", "fc": GROUND, "ec": "none", "alpha": 0.75},
            )
        axes.set_aspect("equal", adjustable="datalim")
        axes.margins(x=0.9 / max(width, 1), y=0.4 / max(height, 1))
        axes.legend(handles=_legend(looks), frameon=False, loc="upper left", bbox_to_anchor=(0, 0), ncols=2, fontsize=9)
        axes.set_title(say("figure network"))
    data = pairs[pairs["first"].isin(network) & pairs["second"].isin(network)]
    data = data.rename(columns={"first": "voice", "second": "voice beside"})
    return Picture(figure, caption=say("caption network"), data=data, language=say.language)


def _network(pairs: pd.DataFrame, at_most: int) -> nx.Graph:
    """The speakers who meet most others, those left alone without the rest dropped."""
    whole = nx.Graph()
    for first, second, articles in pairs.itertuples(index=False):
        whole.add_edge(first, second, articles=articles)
    degree = dict(whole.degree(weight="articles"))
    chosen = sorted(whole, key=lambda name: (-degree[name], name))[:at_most]
    network = nx.Graph()
    network.add_edges_from((a, b, data) for a, b, data in whole.subgraph(chosen).edges(data=True))
    return nx.Graph(network) if network else nx.Graph(whole.subgraph(chosen))


def _layout(network: nx.Graph) -> dict[str, np.ndarray]:
    """Places of the speakers in inches: groups that hang together side by side, names pushed off each other."""
    groups = sorted(nx.connected_components(network), key=lambda group: (-len(group), min(group)))
    places: dict[str, np.ndarray] = {}
    left, top, row_height = 0.0, 0.0, 0.0
    for group in groups:
        part = nx.Graph()
        part.add_nodes_from(sorted(group))
        part.add_edges_from(sorted(map(sorted, network.subgraph(group).edges())))
        radius = 0.55 * len(part) ** 0.6
        own = nx.kamada_kawai_layout(part, scale=radius) if len(part) > 2 else nx.circular_layout(part, scale=radius)
        drawn = np.array(list(own.values()))
        (width, height), corner = np.ptp(drawn, axis=0), np.array([drawn[:, 0].min(), drawn[:, 1].max()])
        if left and left + width > WIDTH:
            left, top, row_height = 0.0, top - row_height - 1.0, 0.0
        places |= {name: place - corner + np.array([left, top]) for name, place in own.items()}
        left, row_height = left + width + 1.6, max(row_height, height)
    return _spread(places)


def _spread(places: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Push speakers apart until no name covers another one: each pair along the axis on which less is needed."""
    names = list(places)
    centres = np.array([places[name] for name in names])
    widths = np.array([LETTER * len(shortened(name, LONGEST)) + 0.1 for name in names])
    needed = np.stack([(widths[:, None] + widths) / 2, np.full((len(names),) * 2, LINE)], axis=2)
    for _ in range(PUSHES):
        apart = centres[:, None] - centres
        overlap = needed - np.abs(apart)
        pairs = np.argwhere(np.triu((overlap > 0).all(axis=2), 1))
        if not len(pairs):
            break
        for one, other in pairs:
            axis = int(overlap[one, other].argmin())
            push = overlap[one, other, axis] / 2 * (1 if apart[one, other, axis] >= 0 else -1) * 0.55
            centres[one, axis] += push
            centres[other, axis] -= push
    return dict(zip(names, centres, strict=True))


def _main_topics(notes: Annotations, quotes: pd.DataFrame, labels: dict[str, str]) -> dict[str, str]:
    first = notes.topics[notes.topics["rank"] == 1].set_index("document_id")["topic_id"].map(labels)
    topics = quotes.assign(topic=quotes["document_id"].map(first))
    counts = topics.groupby(["speaker", "topic"]).size().reset_index(name="n")
    best = counts.sort_values(["n", "topic"], ascending=[False, True], kind="stable").drop_duplicates("speaker")
    return dict(zip(best["speaker"], best["topic"], strict=True))


def _legend(looks: dict[str, int]) -> list[Line2D]:
    """One entry for each topic; topics beyond those that are told apart are « … » together."""
    own = {topic: look for topic, look in looks.items() if look < TOPICS}
    rest = {"…": TOPICS} if len(own) < len(looks) else {}
    return [
        Line2D([], [], linestyle="", marker=MARKERS[look], color=PALETTE[look], markeredgecolor=INK, label=topic)
        for topic, look in (own | rest).items()
    ]
